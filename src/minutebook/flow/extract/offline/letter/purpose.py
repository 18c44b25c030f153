"""What a time that a talk names is for: a meeting of those who talk, or something else."""

from collections.abc import Sequence

from minutebook.flow.extract.offline.letter.assent import Assent
from minutebook.flow.extract.offline.letter.spoken import Said
from minutebook.flow.extract.offline.letter.when import AHEAD
from minutebook.flow.extract.offline.talk.line import Line
from minutebook.text import patterns as re


def meets(lines: Sequence[Line], words: Assent) -> bool:
    """Whether lines around a time are about meeting: an event of those who talk, or what people say when they look for a time."""
    return any((words.meets or _MEETS).search(line.plain) for line in lines)


def keeps_away(line: Line, words: Assent) -> bool:
    """Whether a line says what its speaker has to do at a time, which is why they cannot meet then."""
    return (words.away or _ALONE).search(line.plain) is not None and not _OURS.search(line.plain)


def is_else(line: Line, said: Said, words: Assent) -> bool:
    """Whether the time of a line is that of something or somebody else, a deadline, a habit, a thought, or over."""
    start, text = _clause_of(line, said)
    if words.other:
        return words.other.search(line.plain) is not None
    if (
        _is_due(line, said, text)
        or _HABIT.search(text)
        or _THOUGHT.search(text)
        or (_THING.search(text) and not (line.question and words.proposes.search(line.plain)))
        or _SENT.search(text)
    ):
        return True
    if _PAST.search(text) and not AHEAD.search(text) and not _PLANNED.search(text):
        return True
    if said.clock is None and _IS_THERE.search(text):
        return False
    if _THEM.search(text):
        return not _OURS.search(text)
    named = any(start <= name.start <= start + LEAD for name in line.names) and _NAMED.match(text)
    if (named or _THIRD.match(text)) and not _OURS.search(text):
        return True
    return _ACTS.search(text) is not None and not meets([line], words)


def _is_due(line: Line, said: Said, text: str) -> bool:
    """Whether a time is the end or the beginning of a stretch."""
    ends = (said.clock is None or said.clock.until is None) and _UNTIL.search(text)
    due = _DUE.search(text) and not _THERE_BY.search(text)
    return bool(ends or due or (said.day and _FROM_DAY.search(line.plain, 0, said.start)))


def _clause_of(line: Line, said: Said) -> tuple[int, str]:
    """Where the clause begins that names the time, and its words."""
    starts = [match.end() for match in _CUT.finditer(line.plain, 0, said.start)]
    end = next((match.start() for match in _CUT.finditer(line.plain, said.end)), len(line.plain))
    start = starts[-1] if starts else 0
    return start, line.plain[start:end]


LEAD = 4
"""Letters before a name that a clause begins with: "and", "so"."""

_CUT = re.compile(
    r"[,;] (?:and|but|so|because|then) (?!then\b)| so that | (?:and|but|because) (?=(?:i|we|you|he|she|they|it|there)(?:'|\b))"
)
_EVENTS = r"meetings?|calls?|appointment|visit|lunch|dinner|breakfast|coffee|drinks|walk-?through|handover|viewing|fitting|rehearsal|lesson|training|session|workshop|review|interviews?|tour|inspection|kick-?off|briefing|hearing|tasting|demo|get-together|site visit|induction|check-?in|catch-?up|one-to-one|appraisal|dry run|run-through|retro|agm|next board|board meeting|(?:board|committee|trustees) meets|next committee|meet-?up|sprint planning|planning|stand-?up|opening|huddle|debrief|test"
_MEETS = re.compile(
    rf"\b(?:{_EVENTS}|meet|reconvene|get together|together|sit (?:down|in)|speak again|talk again|see (?:you|each other|it|them with)|show you|come (?:over|by|round|to|in|down|up|on|and)|i(?:'ll| could| can|'d| will) (?:ring|call|phone|come|drop|pop|bring it|be (?:at|with|over|round|there|here))|(?:i'm|we're|be) (?:with you|at yours|there|here|over)|pick(?:ing)? you up|drop in|at (?:yours|mine|my place|your (?:office|desk|place))|diary|diaries|calendar|invite|(?:book|got|get|have) (?:\w+ ){{0,3}}room|you,? (?:and )?me\b|(?:an hour|\w+ minutes) (?:on|at|with)\b|i'll block|bring \w+|next one|next time|zoom|teams|(?:both|all) (?:of (?:us|you)|be|come|look)|everybody|everyone)\b"
    r"|\b(?:what time|when (?:do|shall|can|could|would|should) (?:we|you|i)|any good|(?:do|does|would|will) (?:[\w' -]+ )?(?:work|suit|do)\b(?=[^.]*\?)|are you (?:free|about|around|in)\b|will you be (?:around|in|about)|(?:i|we|client|they) (?:can|could) do\b|how about|what about|shall (?:we|i)|(?:could|can) (?:we|you|i) (?:do|say|make|have|meet|come)|let's (?:say|do|make|take|have|meet)|same time|have you (?:got )?(?:five|ten|a) minutes?|stick (?:with|to)|same link)(?!\w)"
)
"""Events of those who talk, and what is said where people look for a time."""
_OURS = re.compile(r"\b(?:we|us|you|your|yours|both|let's|i'd like (?:us|you)|join|together|with me)\b")
_DUE = re.compile(
    r"\b(?:by|before|no later than|after(?! (?:lunch|noon|midday))) (?:the )?(?:end of |close of |next |noon|midday|mon|tues|wednes|thurs|fri|satur|sun|tomorrow|tonight|lunch|half|quarter|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d+)\b|(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\w+th)\b)|\b(?:deadline|due|overdue|ready|(?<!you've )finished|in by)\b"
)
_FROM_DAY = re.compile(r"\b(?:from|since|as of) (?:the |next )?$")
_UNTIL = re.compile(r"\b(?:until|till) (?!then)")
_THERE_BY = re.compile(r"\b(?:be|come|get) (?:there|here|over|round|at|to|with|in)\b.{0,30}\bby\b")
_HABIT = re.compile(
    r"\b(?:always|every|each|usually|normally|normal|used to|generally|daily|weekly|(?:mon|tues|wednes|thurs|fri|satur|sun)days|weekdays|never)\b"
)
_THOUGHT = re.compile(
    r"\b(?:he|she|they|people)(?:'d| would|'ll| will)? (?:say|says|go|goes),|\byou know what\b|\bif (?:i|he|she|they|it|the|we|you)\b(?! (?:suits?|like|want|can))|\bit(?: would|'d) be (?:at|on)|\b(?:would|could|might|should) have\b|\b(?:i|we|he|she|they) might\b|\bif i were\b|^if (?:he|she|they)\b|\b(?:one|you)'d\b|\bcould be (?:mon|tues|wednes|thurs|fri|one|two)"
)
_THING = re.compile(
    r"\b(?:opens?|open (?:from|at|till|until|on)|clos(?:e|es|ed|ing)|doors|trains?|ferry|flights?|plane|lands?|deliver\w*|parcel|lorry|crane|server|exams?|vote's?|publish\w*|launch\w*|on sale|sales?|tickets?|submissions?|exhibition|switch\w*|shut\w*|on shift|shifts?|on call|rota|concert|recital|plumber|electrician|parliament|go(?:es)? live|goes down|expires?|(?<!it )starts? at|kicks off at|high tide|sunset|sunrise|forecast|boiler\w*|on (?:the )?(?:desk|door|duty|till|bar))\b"
)
_SENT = re.compile(
    r"\b(?:send (?!(?:\w+ ){0,3}?(?:an |the )?(?:invite|invitation|link))|sign it|write it|sent|submit|hand (?:it|them) in|printed|pay|paid|post(?:ed)?|upload\w*|return(?:ed)?|reply)\b"
)
_PAST = re.compile(
    r"\b(?:was|were|had(?! to\b)|did|met|rang|came|went|spoke|saw|said|told|promised|asked|wanted|took|gave|got in|closed|stayed|slept|left|nobody|broke|happened|remember|thank(?:s| you) for)\b"
)
_PLANNED = re.compile(
    r"\b(?:i was thinking|i thought|was (?:to be|going to be|supposed to be|meant to be)|were going to|you said|i said|we(?:'d)? said|i booked|we booked|i've (?:put|booked|got us))\b"
)
_ALONE = re.compile(
    r"\bi(?:'ve| have)(?: got)? (?:a|an|another|my|the|his|her|pilates|yoga|physio|football|choir|training)\b|\bi(?:'m| am) (?:meeting|seeing) (?!you\b|both\b|all\b)|\bmy (?:[\w-]+ )?(?:appointment|dentist|train|class|shift|exam|surgery)\b"
)
"""What keeps who speaks away."""
_THEM = re.compile(
    r"\b(?:them|him|her|they|he|she|his|their|they're|he's|she's|he'll|she'll|they'll|he'd|she'd|they'd)\b"
)
_ACTS = re.compile(
    r"\b(?:i|we|you|they)(?:'ll|'d| will| would| can| could| have to| need to| must| should)? (?:just |then |now |don't |do not )?(?!(?:say|said|think|thought|suggest|propose|mean|meant|can|could|will|would|do|does|have|make|prefer|like|love|am|are|is|be|want|was|hope|guess|put|set|see|start|come|go|bring|pick|ring|call|meet|take|book|move|mind|might|may|must|need|should|shall|wasn|aren|won|don|had|and|or|at|on|then|know|too|both|all|can't|couldn't|won't|wouldn't|don't|agree|with|to|in|for)\b)[a-z]+"
)
"""Somebody does something else at that time: "we hold it for the next paper"."""
_IS_THERE = re.compile(r"\b(?:(?:she|he|they)(?:'s|'re)|is|are) (?:in|free|around|here|there|about|back)\b")
_NAMED = re.compile(
    r"(?:and |but |so )?[\w'-]+(?: [\w'-]+)? (?:is|has|will|wants|needs|goes|comes|gets|sees|meets|can)\b|(?:and |but |so )?[\w'-]+'s (?!\w+ing you)"
)
_THIRD = re.compile(
    r"(?:and |but |so |well,? |because )*(?:[a-z]+ and (?!i\b|me\b|you\b|we\b)[a-z]+ (?=(?:meet|see|go|come|have|are|do)\b)|he|she|they|his|her|their|my (?:wife|husband|son|daughter|mother|father|brother|sister|mum|dad|partner|boss|train|flight)|the (?:kids|bank|client(?! c)|mayor|council|police|inspector|auditors?|bus|power|water|men|lads|builders|painters|kiln|oven))\b"
)
