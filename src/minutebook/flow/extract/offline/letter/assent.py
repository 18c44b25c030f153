"""What people say who agree on a time to meet, by language: yes and no, what puts off and what calls off, and what a time is for."""

from functools import cache

import msgspec

from minutebook.flow.extract.offline.words.lexicon import read_lexicon
from minutebook.text import patterns as re

Words = re.Pattern[str]


class Assent(msgspec.Struct, frozen=True, kw_only=True):
    """The words of one language. ``meets``: what shows that people arrange to meet; ``other``: a time of something else, where no finer reading is known."""

    yes: Words
    no: Words
    meets: Words | None = None
    other: Words | None = None
    away: Words | None = None
    """What a speaker has to do at a time."""
    all_: Words
    """Everybody comes."""
    halves: bool = False
    """Whether hours are named without their half of the day."""
    announces: Words
    """Whoever says when the next meeting is needs nobody's yes."""
    heading: Words
    again: Words
    """Somebody asks when to meet."""
    fixes: Words
    """Somebody puts a time into a calendar."""
    proposes: Words
    rather: Words
    same: Words
    """The hour of before."""
    refuses: Words
    """What takes a time out of the question."""
    other_hour: Words
    """The day stays, and another hour is asked for."""
    defers: Words
    """What leaves a time undecided."""
    reassures: Words
    fine: Words
    """What says yes anywhere in a line."""
    on_condition: Words
    detail: Words
    """What is asked of a time that is taken for granted: "At the mill?"."""
    back: Words
    """With which what was agreed is open again."""


@cache
def read_english() -> Assent:
    """The words of English; its yes and no are those of all its talk."""
    lexicon = read_lexicon("en")
    return Assent(yes=lexicon.yes, no=lexicon.no, halves=True, **_ENGLISH)


_ENGLISH: dict[str, Words] = {
    "all_": re.compile(
        r"\b(?:everybody|everyone|all of (?:us|you)|we all|we'll all|all meet|all look|both of (?:us|you)|you're both|next (?:meeting|call|one|session|board|committee|site meeting)|agm|are we meeting|(?:we|we'll|shall we|let's|let's all) (?:meet|reconvene)|(?:suits?|work for) (?:all|everybody|everyone|you all))\b"
    ),
    "announces": re.compile(
        r"\bnext (?:meeting|call|one|session|board|committee|review|progress meeting|site meeting)(?:'s|:| is| will be| (?:on )?(?=\w*day\b|\d|the ))"
    ),
    "heading": re.compile(r"[\d. ]*(?:date of (?:the )?)?next meeting[.:]?"),
    "again": re.compile(
        r"\bwhen(?:'ll| do| shall| will| are| can| should)? we (?:all )?(?:meet|meeting|see each other|speak|talk|get together)(?: again)?\b|\b(?:are|shall) we (?:meet|meeting) again\b|\bnext meeting\?"
    ),
    "fixes": re.compile(
        r"\b(?:send(?:ing)? (?:\w+ ){0,3}?(?:an |the )?(?:invite|invitation|link)|(?:i'll|i will|i'm|let me) (?:put|putting|move|moving|change|block|block out|book) (?:\w+ ){0,4}?(?:in|diary|calendar|invite|room|it)\b|you're (?:both |all )?on the invite)"
    ),
    "proposes": re.compile(r"\b(?:(?:could|can|shall) we|how about|what about|let's (?:say|do|make it)) "),
    "rather": re.compile(r"\b(?:instead|rather|better|actually|make it|sorry|no,|wait|could we|can we)\b"),
    "same": re.compile(r"\bsame (?:time|hour)\b"),
    "refuses": re.compile(
        r"\b(?:can't|cannot|couldn't|won't|(?:is|'s|are|am|'m) (?:not|no good|out|away|off|full|tight|difficult|impossible|taken|booked|busy|a holiday)|isn't|doesn't work|don't work|no good|(?:could|can) (?:it|we) be (?:later|earlier)|day off|on leave|on holiday|away (?:on|that|till|until)|busy|clash\w*|in court|rather not|difficult|neither|i've (?:got )?(?:the|a|my|an) |i have (?:the|a|my|an) )"
    ),
    "other_hour": re.compile(r"\b(?:later|earlier|what time|another time)\b"),
    "defers": re.compile(
        r"\b(?:(?:come|get) back to|have to (?:ask|look|check|see)|need to (?:ask|check|look)|let me (?:ask|check|look|see|come|get|think)|i'll (?:see\b(?! you)|ask|check|let you know|have to|try(?: and| to (?:come|be|make|get)|[.,]))|not sure|depends|maybe|perhaps|i'd have to|we'll (?:find|see)|doesn't matter|why\?|if i'm|who knows|good luck|good for (?:you|him|her|them)|congratulations|poor (?:you|thing))"
    ),
    "reassures": re.compile(r"^(?:no,? )?(?:not at all|no problem|no bother|no worries|that's not a problem)"),
    "fine": re.compile(
        r"\b(?:works|perfect|great|lovely|fine|good|suits|agreed|deal|done|ideal|see you (?:then|there|on|both|all)|i'll (?:catch you|be (?:there|here|in|at|up|ready|with|on)|send|bring|book|put|confirm|block|have the|get the|see you|come|do that)|i will|looking forward|you're on|put me down|count me in|i'm in\b|me too|and me|got it|accepted|wouldn't miss|let's (?:take|do) that|we'll be there|then i(?:'m| am)\b)|^come (?:to|over|round|by|in|up|down|here)\b"
    ),
    "on_condition": re.compile(r"if (?:it|that|i|you|we)\b"),
    "detail": re.compile(
        r"(?:(?:and|okay|fine|so),? )?(?:at|in|here\b|where\b|online|over (?:zoom|teams)|on (?:zoom|teams)|which room|who else|your (?:place|office|room)|my (?:place|office|room)|the usual)"
    ),
    "back": re.compile(
        r"\b(?:leave it (?:open|for now)|forget (?:that|it|thursday|friday|monday|tuesday|wednesday)|scrap that|wait, (?:i|we) can't|(?:i|we) can't (?:do|make) (?:it|that|\w+day)|it's off|it is off|(?:is|'s) (?:gone|out|taken after all)(?=[.,]|$)|call it off|now it's off)\b"
    ),
}
