"""Who a voice says that it is."""

import pytest

from minutebook.flow.extract.offline.people.voices import introduces_itself


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Aquí Ana, de logística.", True),
        ("Habla Ana.", True),
        ("Ana por acá, desde la obra.", True),
        ("Hier ist Ana.", True),
        ("Ici Ana, bonjour.", True),
        ("Y yo, Ana, de compras.", True),
        ("Aquí Ana dice otra cosa.", False),
    ],
)
def test_who_speaks_says_so_in_other_languages(text, first):
    """A first turn that opens with one's own name tells whose voice it is."""
    start = text.index("Ana")
    assert introduces_itself(text, start, start + 3, first=True) is first
