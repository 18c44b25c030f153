"""What was said of work as an order: "you'll have the keys" is "get Ann the keys", "the keys would be done" is "do the keys"."""

import re

from minutebook.flow.extract.offline.talk.acts import Act, Kind, word_at
from minutebook.flow.extract.offline.talk.line import Line
from minutebook.flow.extract.offline.words.lexicon import Lexicon, plain
from minutebook.flow.extract.offline.words.verbs import base_form
from minutebook.flow.extract.offline.work.imperative import do_it, use_base


def as_order(text: str, act: Act, line: Line, speaker: str | None, listener: str | None, lexicon: Lexicon) -> str:
    """The phrase of an act that does not begin with its verb, as an order; who speaks and who listens by the names they are called."""
    if act.kind is Kind.OBTAIN:
        return _get(speaker, _thing_first(_FROM_YOU.sub("", _TRAIL_PREPOSITION.sub("", text))), lexicon)
    if act.kind is Kind.YOU:
        return _get(listener, _FROM_ME.sub("", text), lexicon)
    if act.kind is Kind.SOMEONE and line.plain.startswith("there ", act.start):
        return f"provide {_SOMETHING.sub('', text)}"
    head = plain(text)
    have = _HAVE_VERB.match(head)
    verb = base_form(have[1], lexicon) if have else None
    if have and verb:
        return f"{verb} {text[have.end() :]}"
    if _HAVE_DONE.match(head) and not _has_do(head, lexicon):
        return f"get {text[5:]}"
    if head.startswith("be ") and not _THERE.match(head):
        return use_base(text[3:], lexicon)
    if act.kind is Kind.THIRD and word_at(head, 0) not in lexicon.verbs:
        return _THIRD_PERSON.sub(r"\1", text)
    return use_base(text, lexicon) if act.kind in {Kind.MIND, Kind.SOMEONE, Kind.SOON} else text


def _has_do(head: str, lexicon: Lexicon) -> bool:
    """Whether somebody is had do something: "have him put it in"."""
    match = _HAVE_WHOM.match(head)
    return match is not None and match["does"] in lexicon.verbs


def _get(whom: str | None, thing: str, lexicon: Lexicon) -> str:
    """What is to reach somebody, without where they will find it; what they want done as what is to be done."""
    thing = _IN_HAND.sub("", thing)
    done = do_it(f"get {thing}", lexicon)
    return done if done != f"get {thing}" else f"get {f'{whom} ' if whom else ''}{thing}"


def _thing_first(text: str) -> str:
    return _FROM_FIRST.sub(r"\2 \1", _THAT_IS.sub(r"\g<thing> \g<aside>", text))


_THERE = re.compile(r"be (?:there|present|around|in|at|on site|home)\b")
_HAVE_DONE = re.compile(
    r"have (?!an? (?:\w+ )?(?:word|look|think|chat|go|talk|read|try|bash|call)\b).*\b(?:done|ready|finished|out|up|in|over|sent|signed|booked|to \w+|with \w+|for \w+|live)$"
)
_HAVE_VERB = re.compile(
    r"have ([a-z]+(?:ed|en|ne|wn|nt|ght|ld)) (?=to |with |it |them |him |her |the |that |this |a |an |all )"
)
_HAVE_WHOM = re.compile(
    r"have (?:him|her|them|everyone|everybody|somebody|someone|(?:(?:my|our|the|your) (?:\w+ )?)?[a-z]+) (?P<does>[a-z]+) (?:it|them|that|those|the|a|an|this|my|your|our)\b"
)
_SOMETHING = re.compile(r"^something(?: \w+)?, (?=an? )")
_IN_HAND = re.compile(
    r" (?:(?:in|on) (?:my|our|your|his|her|their) (?:inbox|inboxes|mailbox|hands?|email|emails|mail|pocket|desk)\b|in front of (?:me|us)\b)",
    re.IGNORECASE,
)
_THIRD_PERSON = re.compile(r"^(\w+?)(?:es(?<=[sxzh]es)|s)\b")
_TRAIL_PREPOSITION = re.compile(r",? (?:from|off|out of) (?:you|ye|that|this)\b(?:, [A-Z]\w+,?)?")
_FROM_YOU = re.compile(
    r"^(?:from|off) (?:(?:you|ye)(?: (?:folks|guys|lot|all|both|two))?|[A-Z]\w+)(?: is| are)? (?=(?:the|a|an|your|that|those|two|three|four)\b)"
)
_FROM_ME = re.compile(r",? (?:from|off) (?:me|us)\b")
_THAT_IS = re.compile(
    r"^(?P<aside>(?:for|on|with|in|about) (?:[\w'’-]+ ){0,4}[\w'’-]+) (?:is|are) (?P<thing>(?:the|a|an|your|our|some|two|three|four) .+)$"
)
"""What is asked for after what it is for: "for the first house is a list"."""
_FROM_FIRST = re.compile(
    r"^((?:from|for|off|on|with) (?:the|my|our|your|a|an) (?:[\w'’-]+ ){0,2}[\w'’-]+) ((?:the|a|an|some|two|three|four) (?:[\w'’-]+ ?)+)$"
)
"""Where or for what before the thing: "from the yard the keys"."""
