"""A spoken sentence as a statement that stands on its own: what carries nothing goes, the speaker gets a name. Words are never added otherwise."""

from functools import cache

from minutebook.flow.extract.offline.talk.line import Line, People
from minutebook.flow.extract.offline.words.figures import figures
from minutebook.flow.extract.offline.words.lexicon import Lexicon, plain
from minutebook.flow.extract.offline.words.patterns import read_patterns
from minutebook.text import patterns as re


def state(line: Line, people: People, lexicon: Lexicon, *, hedged: bool = False) -> str:
    """A line as a statement: the names of those it is spoken to called out no more, "I" the speaker's name where known.

    ``hedged``: what says that it is not certain stays ("I think").
    """
    called = tuple({line.text[name.start : name.end] for name in line.names if name.present})
    return statement(line.text, lexicon, given_name(people.name(line.speaker)), called, hedged=hedged)


def tells_of_person(line: Line) -> bool:
    """Whether a line speaks of somebody who is not there: of them nothing is told as certain that was not."""
    return any(not name.present for name in line.names) or _SOMEBODY.search(line.plain) is not None


def hedges(text: str) -> bool:
    """Whether a text says of something that it is not certain."""
    return _HEDGE.search(plain(text)) is not None


def given_name(name: str | None) -> str | None:
    """The first part of a full name."""
    return name.split()[0] if name else None


def statement(
    text: str, lexicon: Lexicon, speaker: str | None = None, called: tuple[str, ...] = (), *, hedged: bool = False
) -> str:
    """Fluent text without lead-ins, tags and the names called; "I" becomes ``speaker`` where known."""
    text = trim(unpause(call_nobody(text, called)), hedged=hedged)
    if speaker:
        text = third_person(text, speaker, lexicon)
    return sentence_case(figures(text))


def trim(text: str, *, hedged: bool = False) -> str:
    """The text without lead-ins at its beginning and tags at its end; those that hedge stay where it is ``hedged``."""
    patterns = read_patterns("statement")
    text = text.strip(" ,.;:?!…-–—")
    while True:
        match = patterns["lead"].match(plain(text))
        rest = text[match.end() :] if match else ""
        if (
            not match
            or (hedged and hedges(match[0]))
            or len(rest.split()) < 2
            or (rest[:1] == " " and not _loose(match[0]))
        ):
            break
        text = rest.strip(" ,.;:?!…-–—")
    while True:
        match = _tail().search(plain(text))
        if (
            not match
            or (hedged and hedges(match[0]))
            or (match[0][0] != "," and match[0].strip() not in _TAILS)
            or match.start() < 8
        ):
            return text
        text = text[: match.start()].rstrip(" ,.;:?!…-–—")


@cache
def _tail() -> re.Pattern[str]:
    return re.compile(rf",? (?:{read_patterns('statement')['tail'].pattern})$")


def unpause(text: str) -> str:
    """The text without the commas that a recorder sets where somebody only paused: after a word that cannot end a phrase ("we can, start")."""
    if "," not in text:
        return text
    return _PAUSED.sub(lambda m: m[0] if _ASIDE.match(text, m.end()) else f"{m[1]} ", text)


def call_nobody(text: str, names: tuple[str, ...]) -> str:
    """The text without the names of those spoken to, at its beginning or end or between commas."""
    if not names:
        return text
    called = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    text = re.sub(rf"^(?:{called})\s*[,.:!?]\s*|,\s*(?:{called})(?=\s*[.?!]*$)", "", text)
    return re.sub(rf",\s*(?:{called})\s*,", ",", text)


def third_person(text: str, name: str, lexicon: Lexicon) -> str:
    """The text with its first person singular replaced by a name."""
    if not _SAYS_I.search(text):
        return text
    for pattern, replacement in _FIRST_PERSON:
        text = pattern.sub(replacement.replace("NAME", name), text)

    def verb(match: re.Match[str]) -> str:
        word = match["verb"]
        return f"{name} {present(word)}" if word in (lexicon.verbs | _STATES) - _SAME_IN_PAST else f"{name} {word}"

    return _name_once(_I_VERB.sub(verb, text).replace(" I ", f" {name} "), name)


def _name_once(text: str, name: str) -> str:
    """A sentence that begins with a name without it where it goes on of the same: "Ana has the key, and would like …", "in their own words"."""
    if not text.startswith(f"{name} "):
        return text
    text = re.sub(rf"(,? and) {re.escape(name)} (?=would|will|is|has|had|can|could|should)", r"\1 ", text)
    return re.sub(rf"(?<=\w ){re.escape(name)}['’]s (?=own\b)", "their ", text)


def sentence_case(text: str) -> str:
    """Capital at the beginning, one full stop at the end."""
    text = text.strip(" ,;:-–—")
    text = _SMALL_I.sub("I", text)
    if text and text[-1] not in ".?!":
        text += "."
    return text[:1].upper() + text[1:]


def _loose(lead: str) -> bool:
    """Whether a lead-in needs no comma after it."""
    return lead not in _NEED_COMMA


def present(verb: str) -> str:
    """A verb as one person does it: "sends", "tries", "has"."""
    if verb == "have":
        return "has"
    if re.search(r"(?:s|sh|ch|x|z|o)$", verb):
        return verb + "es"
    return verb[:-1] + "ies" if re.search(r"[^aeiou]y$", verb) else verb + "s"


_SOMEBODY = re.compile(r"\b(?:he|she|him|his|her|hers)\b")
_HEDGE = re.compile(
    r"\bi (?:think|guess|suppose|believe|reckon|feel|hear|heard)\b|\b(?:thinks|guesses|supposes|believes|reckons|heard|hears|apparently|maybe|perhaps|probably|supposedly|allegedly|unconfirmed|rumou?rs?|not (?:yet )?(?:confirmed|official|certain|sure)|might|may be"
    r"|i(?:'d| would) imagine|(?:pretty|fairly|quite) sure|it (?:seems|looks like)|as far as (?:i|we)|if (?:i'm|we're) not mistaken|if i remember|nothing(?:'s| is) (?:signed|official))\b"
)
_PAUSED = re.compile(
    r"\b((?:a|an|the|of|to|for|from|with|by|into|around|about|per|than|can|could|would|should|will|might|must|may|just|and|or|we|they|he|she|I|are|was|were|be|been|is|has|have|had|"
    r"my|our|your|their|some|any|these|those|very|least|most|gonna|already|also|still|only|really|(?:it|that|there|he|she|what)['’]s|(?:we|they|you)['’]re|I['’]m|(?:we|they|you|I)['’](?:ve|ll)|(?:in|on|at)(?=, (?:the|a|an|my|our)\b|(?:in|on|at)(?=, (?:\d|[A-Z]))))), (?=[\w$£€])"
)
_ASIDE = re.compile(
    r"(?:if|when|as|for example|for instance|of course|again|in|at|on|after|before|until|maybe|perhaps|let['’]s say|once|unless|because|with|by|say|however|though|having|while|since)\b[^,.;?!]{0,40},"
)
"""What stands between this comma and another: then both are set on purpose."""
_NEED_COMMA = frozenset(
    "no right good great fine now like just done well true sure look actually perfect lovely deal thanks then though or also".split()
) - {"then", "also", "just", "actually", "or"}
_TAILS = frozenset({"then", "though", "please", "you know", "to be honest"})
_STATES = frozenset(
    "assume suppose imagine guess reckon expect believe doubt wonder think want need like know hear live love hope feel mean prefer hate owe see say".split()
)
_SAME_IN_PAST = frozenset("put set cut let read hit cost shut spread split beat quit bet".split())
_SMALL_I, _I_VERB = re.compile(r"\bi\b"), re.compile(r"\bI (?P<verb>[a-z]+)\b")
_SAYS_I = re.compile(r"\b(?:[Ii]|[Mm]y|[Mm]ine|me)\b")
_FIRST_PERSON = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"\b[Ii]['’]m\b|\b[Ii] am\b", "NAME is"),
        (r"\b[Ii]['’]ve\b|\b[Ii] have\b", "NAME has"),
        (r"\b[Ii]['’]ll\b", "NAME will"),
        (
            r"\b[Ii]['’]d(?= (?:(?:just|already|never|also|only|always) )?(?:to|an?|the|no|been|had|thought|said|told|got|gone|done|made|seen|heard|put|asked|meant|taken|given|come|known|written|spoken|kept|left|lost|met|paid|run|sold|bought|brought|found|felt|held|sent|built|begun|forgotten|\w{3,}ed)\b)",
            "NAME had",
        ),
        (r"\b[Ii]['’]d\b", "NAME would"),
        (r"\b[Ii] do\b", "NAME does"),
        (r"\b[Ii] don['’]t\b", "NAME doesn't"),
        (r"\b[Ii] haven['’]t\b", "NAME hasn't"),
        (r"\b[Mm]y\b", "NAME's"),
        (r"\b(?:[Mm]ine)\b", "NAME's"),
        (r"(?<!you )(?<!please )(?<!to )\b[Ll]et me (?=[a-z])(?!have\b)", "NAME will "),
        (r"\b(?:me)\b", "NAME"),
        (r"\bi (?=[a-z])", "I "),
    )
)
