"""A statement as minutes have it: "There's a leak in the north tank" is told as "leak in north tank", "Ana will send the quote" as "Ana sends quote"."""

from minutebook.flow.extract.offline.talk.statement import present
from minutebook.flow.extract.offline.words.lexicon import Lexicon
from minutebook.text import patterns as re
from minutebook.text.dates.numerals import ORDINAL


def terse(text: str, lexicon: Lexicon) -> str:
    """The text without what opens it emptily, and without the articles and linking verbs that nobody misses; what somebody will do they do."""
    text = _LINKS.sub("", _OPENS.sub("", _present(text, lexicon)))
    for pattern in (_THE, _A):
        text = pattern.sub("", text)
    return text


def _present(text: str, lexicon: Lexicon) -> str:
    """The text with "Ana will clean it and tell Bo" as "Ana cleans it and tells Bo"; as it is where it cannot be told what else is a verb."""
    will = _WILL.match(text)
    if will is None or will["verb"] not in lexicon.verbs:
        return text
    verbs = [again for again in _AND.finditer(text, will.end()) if again["verb"] in lexicon.verbs]
    if not all(_OBJECT.match(text, again.end()) for again in verbs):
        return text
    for again in reversed(verbs):
        text = f"{text[: again.start('verb')]}{present(again['verb'])}{text[again.end() :]}"
    return f"{will['name']} {present(will['verb'])}{text[will.end() :]}"


_WILL = re.compile(r"(?P<name>[A-Z][\w'’.-]*) will (?P<verb>[a-z]+)\b")
_AND = re.compile(r"(?:,? (?:and|or)(?: then)?|,(?: then)?) (?P<verb>(?!and\b|or\b|then\b)[a-z]+)\b")
_OBJECT = re.compile(
    r" (?:the|an?|it|them|him|her|his|their|our|my|your|us|all|both|this|that|these|those|whether|what|how|who|[A-Z0-9£$€]\S*)\b"
)
_COUNT = (
    r"(?:an? |the |no |about |only |some |another |\d|[£$€]|one|two|three|four|five|six|seven|eight|nine|ten|twelve)"
)
_OPENS = re.compile(
    rf"^(?:there (?:is|are)|there['’](?:s|re)|we['’]ve got|we have got|we have|it['’]s|it is) (?={_COUNT})",
    re.IGNORECASE,
)
"""What a clause may begin with before it names a thing."""
_LINKS = re.compile(
    r"(?<=[a-z0-9)])(?<!\bit)(?<!\bthat)(?<!\bthis)(?<!\bwhat)(?<!\bwho)(?<!\bthere)(?<!\bhere)(?<!\bthey)(?<!\bwe)(?<!\byou)(?<!\bhe)"
    r"(?<!\bwhich)(?<!\bhow)(?<!\bwhere)(?<!\bwhy)(?<!\bthese)(?<!\bthose)(?<!\band)(?<!\bone)(?<!\ball)(?<!\bso)(?<!\bor)(?<!\bbut)(?<!\bthing)(?<!\bbody)(?<!\bas) (?:is|are)"
    r"(?= (?!(?:not|it|is|are|there|that|we|they|an?|the|just|only|what|who|how|where|why|as)\b)[\w£$€])"
)
"""A linking verb after a thing that is named."""
_THE = re.compile(
    r"(?:^[Tt]|(?<=[ (])(?<!half )(?<!twice )t)he "
    rf"(?!(?:same|others?|only|more|less|{ORDINAL}|last|next|rest|most|least|best|worst|lot|ones?|moment|morning|afternoon|evening|night|past|future|meantime|meanwhile|way|weekend|end$|day$|\w+er the)\b)"
    r"(?=[\w£$€‘'])"
)
_A = re.compile(
    r"(?:^[Aa]|(?<=[ (])(?<!\d )(?<!half )(?<!once )(?<!twice )(?<!times )(?<!such )(?<!what )(?<!many )(?<!quite )(?<!rather )(?<!not )(?<!euros )(?<!pounds )(?<!dollars )(?<!quid )(?<!grand )(?<!cents )(?<!pence )(?<!hours )(?<!days )a)n? "
    rf"(?!(?:hundred|thousand|million|dozen|lot|few|bit|little|couple|pair|good|great|number|while|half|quarter|{ORDINAL}|second|minute|hour|day|night|week|month|year|fortnight|time|head|person|piece|kilo|tonne|ton|unit|go|year['’]s)\b)"
    r"(?=[\w£$€‘'])"
)
