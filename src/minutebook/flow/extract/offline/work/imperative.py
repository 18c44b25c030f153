"""A phrase of talk as an imperative: verb, object and what belongs to them; remarks, times, politeness and softeners go."""

import tomllib
from datetime import date
from functools import cache

import msgspec

from minutebook.flow.extract.offline.talk.fitting import read_fitting
from minutebook.flow.extract.offline.words.data import DATA
from minutebook.flow.extract.offline.words.lexicon import Lexicon, any_of, plain
from minutebook.flow.extract.offline.words.verbs import base_form
from minutebook.text import patterns as re
from minutebook.text.dates import resolve_due

_ANY_DAY = date(2024, 1, 3)
MOST_WORDS = 22
FEW_WORDS = 2
"""Words that a phrase keeps at least when a remark is cut off."""


def without_date(phrase: str, due_text: str | None) -> str:
    """The phrase without its deadline; what follows the deadline stays where it goes on with the work."""
    at = plain(phrase).find(plain(due_text)) if due_text else -1
    if at < 0 or not due_text:
        return phrase
    before, after = phrase[:at], phrase[at + len(due_text) :]
    particle = _PARTICLE_DAY.match(plain(due_text))
    kept = due_text[: particle.end(particle.lastindex or 0)] if particle and _PUT.match(plain(before)) else ""
    after = _REST_OF_DATE.sub("", after)
    if _PARTICLE_LAST.search(before) and _LED.match(plain(due_text)):
        kept = kept or before.split()[-1]
    before = f"{_BY.sub('', _DATE_LEAD.sub('', before)).rstrip(' ,')} {kept}".rstrip()
    if not before:
        return after.strip(" ,")
    step = _STEP.match(plain(after))
    if after.startswith(",") and not step:
        return before
    if step or _BELONGS.match(plain(after)):
        return f"{before} {after.lstrip(' ,')}"
    return before


def without_day(phrase: str, due_text: str | None) -> str:
    """The phrase without its deadline, nor another day at its end."""
    text = without_date(phrase, due_text)
    if text != phrase:
        return text
    span = resolve_due(text, _ANY_DAY)
    if span is not None and span.end >= len(text) - 2 and (span.value or due_text):
        return text[: span.start].strip(" ,")
    return text


def cut_remarks(text: str) -> str:
    """The phrase up to where a remark, a reason or a time of its own begins."""
    folded = plain(text)
    for match in _patterns().remark.finditer(folded):
        if text.count(" ", 0, match.start()) + 1 < FEW_WORDS:
            continue
        if not match[0].startswith((",", " -")) and _asks(folded[: match.start()]):
            continue
        before = text[: match.start()].rstrip(" ,")
        step = _STEP_ONWARD.search(folded, match.start()) if match["moment"] else None
        return cut_remarks(f"{before} and {text[step.start('verb') :]}") if step else _soften(before)
    return _soften(text)


def in_full(text: str, said: str, name: str) -> str:
    """The text with ``name`` for the first whole ``said`` in it that is no part of that name: "Tobi" in "Tobias Renner" stays."""
    whole = rf"(?<![\w-])(?:(?P<told>{re.escape(name)})|{re.escape(said)})(?![\w-])"
    found = next((match for match in re.finditer(whole, text) if not match["told"]), None)
    return f"{text[: found.start()]}{name}{text[found.end() :]}" if found else text


def use_base(text: str, lexicon: Lexicon) -> str:
    """The base form of a leading gerund: "chasing them", "chase them"."""
    match = _GERUND.match(plain(text))
    base = base_form(f"{match[1]}ing", lexicon) if match else None
    return base + text[match.end() :] if match and base else text


def do_it(text: str, lexicon: Lexicon) -> str:
    """What is to be got done as what is to be done: "get the wards measured", "measure the wards"."""
    match = _GET_DONE.match(text)
    if not match or plain(match["done"]) in _SIMPLY_DONE or _NO_OBJECT.search(plain(match["thing"])):
        return text
    verb = base_form(plain(match["done"]), lexicon)
    if not verb or verb in lexicon.weak_verbs:
        return text
    return f"{verb} {match['thing'].rstrip()}{match['rest'] or ''}"


def as_done(text: str) -> str:
    """What is to be done as what is meant: "do a letter" is written, one is rung who is to be given a ring."""
    rung = _GIVE_A_RING.match(text)
    if rung:
        return f"{rung['verb'].lower()} {rung['who']}{text[rung.end() :]}"
    made = _DO_A.match(text)
    verb = made and _patterns().made.get(plain(made["what"]))
    return f"{verb}{text[made.end('verb') :]}" if made and verb else text


def send(text: str) -> str:
    """What is to reach somebody as what is to be sent: "get the list over to Mara", "send the list to Mara"."""
    verb = _patterns().passes.match(plain(text))
    if not verb:
        return text
    rest = text[verb.end() :]
    to = _TO_SOMEBODY.match(rest)
    if to and not _IS_PERSON.match(to["thing"]):
        return f"send {to['thing'].rstrip()} to {to['who']}"
    given = _GIVEN.match(rest)
    if given:
        thing = re.split(r" (?:of|for|with|in|on|from|about|to|by|at|as|that|and) ", plain(given["thing"]))[0].rstrip(
            ","
        )
        if thing.split(",")[0].split()[-1] in read_fitting().paper:
            return f"send {given['who']} {given['thing']}"
    return text


def finish(text: str) -> str:
    """Trimmed of what only speech needs, with a capital and without a full stop."""
    lead, tail = _patterns().lead, _patterns().tail
    text = _OPENED.sub("", text).strip(" ,.;:!?…–-")
    while True:
        shorter = lead.sub("", text)
        if shorter == text or len(shorter.split()) < FEW_WORDS:
            break
        text = shorter
    for _ in range(4):
        shorter = tail.sub("", text).strip(" ,.;:!?…–-")
        if not shorter or shorter == text or _GOES_ON.fullmatch(text) or _HANGS.search(text):
            break
        text = shorter
    words = text.split()
    if len(words) > MOST_WORDS:
        text = _clip(words)
    text = _SMALL.sub(lambda match: match[0].title(), _COMMA.sub(", ", text))
    return text[:1].upper() + text[1:]


_OPENED = re.compile(r"\(\W*\Z")
"""A bracket of which only a day stood inside."""


class _Patterns(msgspec.Struct, frozen=True):
    lead: re.Pattern[str]
    tail: re.Pattern[str]
    remark: re.Pattern[str]
    asking: re.Pattern[str]
    passes: re.Pattern[str]
    soft: re.Pattern[str]
    empty: re.Pattern[str]
    made: dict[str, str]
    """The verb of what is done to a thing, by the thing."""


@cache
def _patterns() -> _Patterns:
    text = (DATA / "en" / "wording.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    made = {thing: verb for verb, things in table.pop("made").items() for thing in things.split()}
    words = {key: any_of(patterns) for key, patterns in table.items()}
    return _Patterns(
        lead=re.compile(rf"^{words['lead']},? ", re.IGNORECASE),
        tail=re.compile(rf"[ ,]+{words['tail']}$", re.IGNORECASE),
        remark=re.compile(rf"(?P<remark>(?:(?<= )|(?=[, ])){words['remark']}$)|(?P<moment>(?<= ){words['moment']})"),
        asking=re.compile(rf"\b{words['asking']}(?: \w+)?\s*$"),
        passes=re.compile(rf"{words['pass']} "),
        soft=re.compile(rf"\b(a|the) {words['soft']} ", re.IGNORECASE),
        empty=re.compile(rf"\b{words['empty']}(?![\w'-])", re.IGNORECASE),
        made=made,
    )


def find_empty(text: str) -> re.Match[str] | None:
    """An object that names nothing: "the thing", "that one", "both of them"."""
    return _patterns().empty.search(text)


def _soften(text: str) -> str:
    return _THEN.sub(" ", _SELF.sub("", _patterns().soft.sub(r"\1 ", text)))


def _asks(before: str) -> bool:
    return _patterns().asking.search(before) is not None


def _clip(words: list[str]) -> str:
    text = " ".join(words[:MOST_WORDS])
    cut = max(text.rfind(", "), text.rfind(" and "), text.rfind(" because "))
    return text[:cut] if cut > 40 else text


_PARTICLE_DAY = re.compile(
    r"(in) (?:by|today|tonight|tomorrow|on|this|first|before|mon|tues|wednes|thurs|fri|satur|sun)|(on) (?:by|today|tonight|tomorrow|first|before)"
)
_PUT = re.compile(
    r"(?:put|get|hand|send|bring|turn|call|phone|let|have|take|switch|pass|move|try|sign|log|fill|key|type|fit|plug|book|stick|pop) (?:\S+ ){1,5}$"
)
_GOES_ON = re.compile(
    r"(?:pass|put|switch|turn|carry|hold|get|move|try|sign|log|stick|take|bring|call) (?:.* )?on|.* (?:getting|going|carrying|coming|moving|working) on",
    re.IGNORECASE,
)
"""An "on" at the end that belongs to the verb: "pass the drawing on", "how she's getting on"."""
_HANGS = re.compile(
    r"\b(?:who|whom|what|which|where|how) (?:\w+ )*(?:to|with|for|about|at|of|on|from)$|\b(?:against|from|with|into|about|over) that$"
)
"""A preposition at the end of a question of its own, or a "that" that it governs: "what she can live with", "check it against that"."""
_REST_OF_DATE = re.compile(
    r"^(?:,? ?(?:first thing|at the latest|latest|sharp|morning|afternoon|evening|night|lunchtime|lunch|tea ?time|week|early|late|or so|or thereabouts|ish|some ?time|at some point|then|at (?:noon|\w+)(?= ?$)|if possible|or (?:mon|tues|wednes|thurs|fri|satur|sun)day|or tomorrow|today|tonight|tomorrow)\b)+",
    re.IGNORECASE,
)
_DATE_LEAD = re.compile(
    r",? ?\b(?:by|on|for|until|till|before|at|from|in|no later than|not later than|some ?time|say|maybe|probably|like|this|the|eh|hopefully|ideally|or|very|or very|quite|pretty|fairly|(?:in |during |for |by )?the week (?:of|commencing|beginning))\s*$",
    re.IGNORECASE,
)
_PARTICLE_LAST = re.compile(
    r"^(?:book|bring|call|drop|fill|fit|get|hand|have|key|let|pay|phone|plug|pop|put|send|sign|stick|take|turn|type) (?!(?:me|you|us)\b)(?:\S+ ){1,6}in\s*$",
    re.IGNORECASE,
)
_LED = re.compile(r"(?:by|on|before|until|till|this|next|today|tonight|tomorrow)\b")
"""A term that needs no other word before it: "hand the form in" by Friday."""
_BY = re.compile(r",? ?\b(?:by|before|until|till)\s*$")
_STEP = re.compile(
    r"[ ,]*(?:and|then) (?:then |also |just )?(?!i\b|we\b|you\b|he\b|she\b|they\b|it\b|that\b|there\b)[a-z]+"
)
_STEP_ONWARD = re.compile(
    r" and (?:then |also |just )?(?P<verb>(?:find out|let|tell|send|ask|check|ring|call|book|get|put|write|report|give|bring|make|email|see|confirm|order|update|move|take)\b)"
)
_BELONGS = re.compile(
    r" ?(?:with|for|to|about|in|at|on|from|into|through|without|over|of|as|whether|round|under|via|before|after)\b(?! (?:i|you|we|he|she|it|they)\b)| (?:how|what|which|who|where|why|if)\b"
)
_GERUND = re.compile(r"([a-z]+?)ing\b")
_GET_DONE = re.compile(
    r"(?:get|have) (?P<thing>(?:[\w'’-]+ ){1,6}?)(?P<done>[a-z]+(?:ed|ten|wn|nt|ght|de|et|ut|ne|ld|id))(?P<rest>(?: (?:on|in|for|at|with|from|by|to|into) .*)|(?: (?:up|off|out|in|over|down|back|through|round))?)?$",
    re.IGNORECASE,
)
_NO_OBJECT = re.compile(r"^(?:to|him|her)\b|\b(?:the|a|an|this|that|these|those|my|your|our|their|very|really|and) $")
_SIMPLY_DONE = frozenset(
    {
        "done",
        "sorted",
        "ready",
        "need",
        "want",
        "old",
        "red",
        "bed",
        "set",
        "out",
        "but",
        "put",
        "wed",
        "met",
        "one",
        "phone",
        "line",
        "and",
        "hand",
        "made",
    }
)
_TO_SOMEBODY = re.compile(
    r"(?P<thing>(?:[\w'’-]+ ){1,7}?)(?:(?:over|across|out|back|round|along|off|up|down) )?to (?P<who>[A-ZÀ-Þ][\w'’-]+.*|(?:them|everyone|everybody|all|the)\b.*)$"
)
_IS_PERSON = re.compile(r"(?:to|him|her|them|hold|on|back|out|in|down|up|round|through|onto)\b|[A-ZÀ-Þ]")
_GIVEN = re.compile(
    r"(?P<who>[A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+)?|them|everyone|everybody) (?P<thing>(?:the|a|an|that|some|those|their|all|our|his|her|two|three|four|five|any|new|one)\b.*)$"
)
_GIVE_A_RING = re.compile(
    r"give (?P<who>(?:[\w'’-]+ ){0,3}?[\w'’-]+) a (?:quick )?(?P<verb>ring|call)\b", re.IGNORECASE
)
_DO_A = re.compile(
    r"(?P<verb>do) (?:up )?(?:(?-i:[A-ZÀ-Þ])[\w'’-]+ )?(?:the|an?|that|this|some|two|three|half an?)(?: [\w'’-]+){0,2}? (?P<what>[a-z-]+)(?= ?(?:$|[,.]| (?:for|to|about|on|from|with|of|in)\b))",
    re.IGNORECASE,
)
_SELF = re.compile(r",? (?:my|me|your|him|her|our|them)sel(?:f|ves)\b", re.IGNORECASE)
_THEN = re.compile(r" then (?=(?:that|whether|if|what|when|how|why)\b)", re.IGNORECASE)
_SMALL = re.compile(r"\b(?:i(?=$| |'(?:ll|m|ve|d)\b)|(?:mr|mrs|ms|miss|dr) [a-z]+)\b")
"""What no recorder that writes small letters alone gives its capital."""
_COMMA = re.compile(r"\s*,(?!\d)[\s,]*")
