"""Colours as style sheets and HTML write them, and whether one can be told from another."""

import colorsys

from minutebook.text import patterns as re

Colour = tuple[float, float, float, float]
"""Red, green and blue of 0 to 255; how much of what is under it it covers, of 0 to 1."""

BLACK, WHITE, CLEAR, LINK = (0, 0, 0, 1), (255, 255, 255, 1), (0, 0, 0, 0), (0, 0, 238, 1)
_ALIKE = 16
"""Steps of 255 within which nobody tells two colours apart (a contrast of 1.15 at most)."""
_FAINT = 0.06
"""Share of its colour up to which text is not seen."""
_TOKEN = re.compile(r"#[0-9a-f]{3,8}\b|(?:rgb|hsl)a?\([^()]*\)|[a-z]+(?![\w(-])")
_NUMBER = re.compile(r"(-?\d*\.?\d+)(%|deg)?")
_NAMES = """\
    aliceblue f0f8ff antiquewhite faebd7 aqua 00ffff aquamarine 7fffd4 azure f0ffff beige f5f5dc bisque ffe4c4 black 000000
    blanchedalmond ffebcd blue 0000ff blueviolet 8a2be2 brown a52a2a burlywood deb887 cadetblue 5f9ea0 chartreuse 7fff00 chocolate
    d2691e coral ff7f50 cornflowerblue 6495ed cornsilk fff8dc crimson dc143c cyan 00ffff darkblue 00008b darkcyan 008b8b darkgoldenrod
    b8860b darkgray a9a9a9 darkgreen 006400 darkgrey a9a9a9 darkkhaki bdb76b darkmagenta 8b008b darkolivegreen 556b2f darkorange
    ff8c00 darkorchid 9932cc darkred 8b0000 darksalmon e9967a darkseagreen 8fbc8f darkslateblue 483d8b darkslategray 2f4f4f
    darkslategrey 2f4f4f darkturquoise 00ced1 darkviolet 9400d3 deeppink ff1493 deepskyblue 00bfff dimgray 696969 dimgrey 696969
    dodgerblue 1e90ff firebrick b22222 floralwhite fffaf0 forestgreen 228b22 fuchsia ff00ff gainsboro dcdcdc ghostwhite f8f8ff gold
    ffd700 goldenrod daa520 gray 808080 green 008000 greenyellow adff2f grey 808080 honeydew f0fff0 hotpink ff69b4 indianred cd5c5c
    indigo 4b0082 ivory fffff0 khaki f0e68c lavender e6e6fa lavenderblush fff0f5 lawngreen 7cfc00 lemonchiffon fffacd lightblue add8e6
    lightcoral f08080 lightcyan e0ffff lightgoldenrodyellow fafad2 lightgray d3d3d3 lightgreen 90ee90 lightgrey d3d3d3 lightpink
    ffb6c1 lightsalmon ffa07a lightseagreen 20b2aa lightskyblue 87cefa lightslategray 778899 lightslategrey 778899 lightsteelblue
    b0c4de lightyellow ffffe0 lime 00ff00 limegreen 32cd32 linen faf0e6 magenta ff00ff maroon 800000 mediumaquamarine 66cdaa
    mediumblue 0000cd mediumorchid ba55d3 mediumpurple 9370db mediumseagreen 3cb371 mediumslateblue 7b68ee mediumspringgreen 00fa9a
    mediumturquoise 48d1cc mediumvioletred c71585 midnightblue 191970 mintcream f5fffa mistyrose ffe4e1 moccasin ffe4b5 navajowhite
    ffdead navy 000080 oldlace fdf5e6 olive 808000 olivedrab 6b8e23 orange ffa500 orangered ff4500 orchid da70d6 palegoldenrod eee8aa
    palegreen 98fb98 paleturquoise afeeee palevioletred db7093 papayawhip ffefd5 peachpuff ffdab9 peru cd853f pink ffc0cb plum dda0dd
    powderblue b0e0e6 purple 800080 rebeccapurple 663399 red ff0000 rosybrown bc8f8f royalblue 4169e1 saddlebrown 8b4513 salmon fa8072
    sandybrown f4a460 seagreen 2e8b57 seashell fff5ee sienna a0522d silver c0c0c0 skyblue 87ceeb slateblue 6a5acd slategray 708090
    slategrey 708090 snow fffafa springgreen 00ff7f steelblue 4682b4 tan d2b48c teal 008080 thistle d8bfd8 tomato ff6347 turquoise
    40e0d0 violet ee82ee wheat f5deb3 white ffffff whitesmoke f5f5f5 yellow ffff00 yellowgreen 9acd32
    canvas ffffff window ffffff canvastext 000000 windowtext 000000 buttontext 000000
""".split()
NAMED = dict(zip(_NAMES[::2], _NAMES[1::2], strict=True))
"""The names of CSS (Color Module 4), and those of a system that Outlook writes."""


def read_colour(text: str) -> Colour | None:
    """The first colour in a value of a style sheet; None where there is none that is known."""
    return next((colour for token in _TOKEN.findall(text.lower()) if (colour := _read_token(token))), None)


def read_attribute(text: str) -> Colour | None:
    """The colour of an attribute such as ``bgcolor``, which may lack its ``#``."""
    word = text.strip().lower()
    return read_colour(f"#{word}" if re.fullmatch(r"[0-9a-f]{6}|[0-9a-f]{3}", word) else word)


def _read_token(token: str) -> Colour | None:
    if token == "transparent":  # noqa: S105 - a colour
        return CLEAR
    if token.startswith(("rgb", "hsl")):
        return _read_function(token)
    digits = token[1:] if token.startswith("#") else NAMED.get(token, "")
    if len(digits) in (3, 4):
        digits = "".join(digit * 2 for digit in digits)
    if len(digits) not in (6, 8):
        return None
    red, green, blue, cover = (int(digits.ljust(8, "f")[at : at + 2], 16) for at in (0, 2, 4, 6))
    return red, green, blue, cover / 255


def _read_function(token: str) -> Colour | None:
    numbers = [(float(number), unit) for number, unit in _NUMBER.findall(token)]
    if len(numbers) < 3:
        return None
    cover = numbers[3][0] / (100 if numbers[3][1] else 1) if len(numbers) > 3 else 1.0
    if token.startswith("hsl"):
        hue, saturation, light = (number for number, _ in numbers[:3])
        red, green, blue = (255 * part for part in colorsys.hls_to_rgb(hue / 360 % 1, light / 100, saturation / 100))
    else:
        red, green, blue = (number * 2.55 if unit else number for number, unit in numbers[:3])
    return red, green, blue, cover


def lay(colour: Colour, ground: Colour | None) -> Colour | None:
    """The colour that comes out where one lies on another; None where what is under it is not known and shows through."""
    if colour[3] >= 1 or ground is None:
        return colour if colour[3] >= 1 else None
    red, green, blue = (
        over * colour[3] + under * (1 - colour[3]) for over, under in zip(colour, ground[:3], strict=False)
    )
    return red, green, blue, 1


def is_seen(colour: Colour | None, ground: Colour | None) -> bool:
    """Whether text of a colour is seen on a ground; what is not known is seen."""
    if colour is None:
        return True
    if colour[3] <= _FAINT:
        return False
    shown = lay(colour, ground)
    return ground is None or shown is None or max(abs(a - b) for a, b in zip(shown[:3], ground, strict=False)) > _ALIKE
