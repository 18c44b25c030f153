"""What somebody who dictates puts right: the like part before a word of correction gives way to what comes after it."""

from itertools import islice

from minutebook.text import patterns as re

FAR = 60
"""Characters before a correction in which what it puts right stands."""
LEAD = 3
"""Words that may be said again before the right part."""


def put_right(text: str) -> str:
    """The text as its speaker means it in the end: a name for a name, a day for a day, an hour for an hour, a number for a number; without like parts it stays."""
    at = 0
    while match := _CORRECTS.search(text, at):
        amended = _amended(text, match)
        at = match.end() if amended is None else max(0, match.start() - FAR)
        text = text if amended is None else amended
    return text


def _amended(text: str, corrects: re.Match[str]) -> str | None:
    """The text with one correction carried out; None where nothing like what follows stands before it."""
    if corrects[0].strip().lower() == "no":
        return None  # "two masts and no sails"
    denied = _NOT_THAT.match(text, corrects.end())
    after = denied.end() if denied else corrects.end()
    begun = [after, *(word.end() for word in islice(_WORDS.finditer(text, after, after + FAR), LEAD))]
    for kind in _KINDS:
        for place in begun:
            right = kind.match(text, place)
            wrong = _last(kind, text, corrects.start(), right[0]) if right else None
            if right is None or wrong is None or not _is_said_again(text[after:place], text[: wrong[0]]):
                continue
            if _TOLD.search(text, 0, wrong[0]):
                continue  # "I said four, no, make it five" tells of what was said
            if kind is _NAME and (corrects["weak"] or text[wrong[1] : corrects.start()].strip()):
                continue  # another name may only be told of
            if corrects[0][0] in ".?!" and not _OVER.match(text, right.end()):
                continue  # a sentence of its own
            return _replaced(text, wrong, corrects.start(), right)
    return None


def _last(kind: re.Pattern[str], text: str, end: int, right: str) -> tuple[int, int] | None:
    """Where the last part of a kind before ``end`` lies, if it is another than the right one."""
    found = [
        match for match in kind.finditer(text, max(0, end - FAR), end) if kind is not _NAME or match[0] not in _DAYS
    ]
    if not found or found[-1][0] == right or (right in _DAYS and kind is _NAME):
        return None
    start = found[-1].start()
    longer = kind is _NAME and found[-1][0].count(" ") > right.count(" ")
    if longer and (not start or text[start - 2 : start] == ". "):
        start += found[-1][0].index(" ") + 1  # "Ask Ben": the first word has a capital anyhow
    if kind is _HOUR and text.startswith("at ", start) and not right.startswith("at "):
        start += len("at ")
    return start, found[-1].end()


def _is_said_again(words: str, before: str) -> bool:
    """Whether what leads to the right part led to the wrong one: "ask Ben, sorry, ask Dan"; a small word may be another."""
    lead = words.lower().split()
    small = _SMALL.fullmatch(words.strip().lower()) is not None
    return not lead or small or before.lower().split()[-len(lead) :] == lead


def _replaced(text: str, wrong: tuple[int, int], corrected: int, right: re.Match[str]) -> str:
    """The right part where the wrong one stood, and the noun of a number not twice: "two fenders from Kelso, no, three fenders"."""
    between, rest = text[wrong[1] : corrected], text[right.end() :]
    noun = _NOUN.match(between)
    if noun and rest.lower().startswith(noun[0].lower()):
        rest = rest[len(noun[0]) :]
    between = "" if between == " of" else between
    if rest.startswith(",") and not _CLAUSE.match(rest):
        rest = rest[1:]
    return f"{text[: wrong[0]]}{right[0]}{between}{rest}"


_WORD = r"(?:no|wait|sorry|hang on|hold on|correction|i mean|i meant|or rather|make (?:that|it)|scratch that|strike that|nein|warte|quatsch)"
_CORRECTS = re.compile(
    rf"(?<!\bsaid)(?<!\bsays)(?<!\bsay)(?<!\bis)(?<!\bto)(?<!\bmeans)(?<!\bhas)(?<!\bwith)(?:[,.;…–—?!]| -)*\s(?:(?:{_WORD}|(?P<weak>actually|well i(?:'d|’d| would) rather))(?:[,;…–—]| -)*\s)+"
    r"(?:(?:actually|it(?:'|’)s|rather)(?:[,;…–—]| -)*\s)*",
    re.IGNORECASE,
)
_NOT_THAT = re.compile(r"not [\w' -]{2,25}?(?:,| but) ", re.IGNORECASE)
"""What is put right said again: "no, not Monday, Tuesday"."""
_WORDS = re.compile(r"[\w'’]+ ")
_SMALL = re.compile(r"(?:on|at|by|for|to|the|until|before|from|not|with|in|of)(?: the)?")
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_ORDINAL = r"(?:(?:twenty|thirty)[ -])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth)|\d{1,2}(?:st|nd|rd|th)"
_DAY = re.compile(
    rf"\b(?:(?:next |this )?{_WEEKDAY}|the (?:{_ORDINAL})(?: of {_MONTH})?|today|tonight|tomorrow|übermorgen|morgen|heute|\w+tag|{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})\b",
    re.IGNORECASE,
)
_ONES = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_HOUR = re.compile(
    rf"\b(?:at (?:half past |quarter (?:past|to) )?(?:{_ONES}|\d{{1,2}}(?:[:.]\d\d)?)(?: (?:thirty|fifteen|o'clock|am|pm))?|(?:half past |quarter (?:past|to) )(?:\w+)|\d{{1,2}}[:.]\d\d|(?:{_ONES}|\d{{1,2}}) (?:o'clock|am|pm))\b(?! (?:thousand|hundred|per cent|percent)\b)",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    rf"(?<![\w.,])(?:[£$€] ?)?(?:\d[\d.,]*\d|\d|{_ONES})(?:[ -](?:and |point )?(?:{_ONES}|hundred|thousand|million|\d+))*\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"\b[A-ZÀ-Þ][a-zà-ÿ]+(?: [A-ZÀ-Þ][a-zà-ÿ]+){0,2}\b")
_KINDS = (_DAY, _HOUR, _NUMBER, _NAME)
_DAYS = frozenset("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())
_TOLD = re.compile(r"\bi (?:said|told \w+|wrote) $", re.IGNORECASE)
_OVER = re.compile(r"[.,;!?]|$")
_NOUN = re.compile(r" [a-z]+\b")
_CLAUSE = re.compile(r", (?:and|but|so|or|then|because|which|who|i|we|he|she|they|it)\b", re.IGNORECASE)
