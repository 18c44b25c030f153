"""A source's talk as turns and sentences, the same from every layout: cues of one speaker are joined before sentences are cut.

A sentence knows the utterances that it lies in; nothing else depends on where a file cuts its cues. A memo is one turn, wherever its
pieces end. In documents, checklists and mail an utterance is a sentence already, and so is a line that somebody marked ("ACTION: …").
"""

from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

import msgspec

from minutebook.flow.extract.offline.words.amended import put_right
from minutebook.model.source import Form, Source, SourceKind, Utterance
from minutebook.text import patterns as re

UNPUNCTUATED_WORDS = 45
"""Words without an end mark after which a run counts as unpunctuated: spoken sentences of dev and AMI rarely have more."""
BRIEF_WORDS = 16
"""The same of what one person dictates, which is short as a whole."""
MARKS_PER_WORD = 0.02
"""Sources with fewer end marks than one in fifty words are unpunctuated throughout."""

FEWEST_WORDS = 8
FEWEST_BEFORE = 4
"""Blanks before a clause of another language that begins a sentence."""
LOOK_BACK = 60
"""Characters before a clause that show whether what stands there goes on: four words at most."""
WORDS_BEFORE = {
    "marker": 3,
    "joined": 3,
    "asks": 4,
    "subject": 4,
    "bound": 14,
    "long": 25,
    "order": 3,
    "own": 3,
    "dated": 5,
    "named": 4,
    "thing": 5,
    "pause": 3,
}
"""Words that a sentence has at least before one of its kind begins another: a subordinate clause stays with a short one."""


class Sentence(msgspec.Struct, frozen=True):
    """``id`` counts sentences, ``turn`` is the turn's id, ``start`` seconds; ``form`` and ``checked`` are its utterance's."""

    id: int
    text: str
    speaker: str | None
    utterances: tuple[int, ...]
    turn: int
    start: float | None = None
    form: Form = Form.TURN
    checked: bool | None = None


class Turn(msgspec.Struct, frozen=True):
    """What one speaker said without another between; ``sentences`` are ids."""

    id: int
    speaker: str | None
    sentences: range
    utterances: tuple[int, ...]


class Talk(msgspec.Struct, frozen=True):
    """``spoken``: whether people talk here, as against a document or checklist."""

    sentences: tuple[Sentence, ...]
    turns: tuple[Turn, ...]
    spoken: bool = True


class Manner(msgspec.Struct, frozen=True, eq=False):
    """How a language writes and runs on: ``abbreviation`` ends in a point that is no full stop; with ``starts`` a clause begins that nobody set off, with ``alone`` one of somebody who talks to nobody."""

    abbreviation: re.Pattern[str]
    ordinal: re.Pattern[str]
    """What follows the point of a number that counts: "12. Mai"."""
    starts: re.Pattern[str]
    alone: re.Pattern[str]


def segment(
    source: Source,
    begins: frozenset[int] = frozenset(),
    manner: Manner | None = None,
    names: frozenset[str] = frozenset(),
) -> Talk:
    """The talk of a source; utterances without words are left out. ``begins``: those with which another voice begins though no label tells.

    ``manner``: of another language than English. ``names``: who is known, in small letters; whoever thinks aloud begins a sentence with whom it is about.
    """
    sentences: list[Sentence] = []
    turns: list[Turn] = []
    alone = source.kind is SourceKind.MEMO
    utterances = _spoken(source.utterances) if alone else source.utterances
    least = BRIEF_WORDS if alone else UNPUNCTUATED_WORDS
    starts = (_alone_starts(names) if alone else _STARTS) if is_unpunctuated(utterances, least) else None
    if manner and starts:
        starts = manner.alone if alone else manner.starts
    for group in _turns(utterances, begins, alone=alone):
        first = len(sentences)
        for text, ids in _sentences(group, starts, manner):
            head = group[0] if len(group) == 1 else next(u for u in group if u.id == ids[0])
            sentences.append(
                Sentence(len(sentences), text, head.speaker, ids, len(turns), head.start, head.form, head.checked)
            )
        turns.append(Turn(len(turns), group[0].speaker, range(first, len(sentences)), tuple(u.id for u in group)))
    return Talk(tuple(sentences), tuple(turns), any(u.form is Form.TURN for u in utterances))


@lru_cache(maxsize=64)
def _alone_starts(names: frozenset[str]) -> re.Pattern[str]:
    """Where a sentence may begin of somebody who talks to nobody and knows these names."""
    known = "|".join(map(re.escape, sorted({*names, "mr \\w+", "mrs \\w+", "ms \\w+"})))
    return re.compile(_ALONE.replace("NAMES", known), re.IGNORECASE)


@lru_cache(maxsize=4)
def is_unpunctuated(utterances: tuple[Utterance, ...], least: int = UNPUNCTUATED_WORDS) -> bool:
    """Whether a source's speech, of so many words at ``least``, has practically no end marks; of a memo, whose pieces are paragraphs, its words."""
    form = Form.TURN if any(u.form is Form.TURN for u in utterances) else Form.PARAGRAPH
    spoken = [u.text for u in utterances if u.form is form]
    words = sum(len(text.split()) for text in spoken)
    marks = sum(len(_MARK.findall(text)) for text in spoken)
    return words >= least and marks < MARKS_PER_WORD * words


def _spoken(utterances: tuple[Utterance, ...]) -> tuple[Utterance, ...]:
    """The pieces of a memo as the talk that they are, in the words that its speaker meant in the end."""
    return tuple(
        msgspec.structs.replace(u, form=Form.TURN, text=put_right(u.text)) if u.form is Form.PARAGRAPH else u
        for u in utterances
    )


def _turns(utterances: tuple[Utterance, ...], begins: frozenset[int], *, alone: bool) -> Iterator[list[Utterance]]:
    """Neighbouring utterances of one speaker; where nobody is named, of one unfinished sentence, or all where one is ``alone``."""
    group: list[Utterance] = []
    for utterance in utterances:
        if not any(map(str.isalnum, utterance.text)):
            continue
        if group and (utterance.id in begins or not _continues(group[-1], utterance, alone=alone)):
            yield group
            group = []
        group.append(utterance)
    if group:
        yield group


def _continues(before: Utterance, after: Utterance, *, alone: bool) -> bool:
    if before.form is not Form.TURN or after.form is not Form.TURN or before.speaker != after.speaker:
        return False
    if _MARKED.match(before.text) or _MARKED.match(after.text):
        return False
    return alone or after.speaker is not None or not _FINISHED.search(before.text)


def _sentences(
    group: list[Utterance], starts: re.Pattern[str] | None, manner: Manner | None
) -> Iterator[tuple[str, tuple[int, ...]]]:
    """The sentences of one turn, each with the ids of the utterances that it lies in."""
    texts = [" ".join(u.text.split()) for u in group]
    if group[0].form is not Form.TURN:
        yield texts[0], (group[0].id,)
        return
    places = [0]
    for text in texts:
        places.append(places[-1] + len(text) + 1)
    joined = " ".join(texts)
    for start, end in _spans(joined, starts, manner):
        first, last = bisect_right(places, start) - 1, bisect_right(places, end - 1) - 1
        yield joined[start:end], tuple(u.id for u in group[first : last + 1])


def _spans(text: str, starts: re.Pattern[str] | None, manner: Manner | None) -> Iterator[tuple[int, int]]:
    start = 0
    pieces = _runs if manner else _pieces
    for match in _END.finditer(text):
        if match.end() < len(text) and _is_inside(text, match, manner):
            continue
        yield from pieces(text, start, match.end(match.lastgroup or 0), starts)
        start = match.end()
    if start < len(text):
        yield from pieces(text, start, len(text), starts)


def _runs(text: str, start: int, end: int, starts: re.Pattern[str] | None) -> Iterator[tuple[int, int]]:
    """A run between end marks in another language, cut where clauses begin that are long enough, where nobody punctuated it."""
    begin = start
    for match in starts.finditer(text, start, end) if starts else ():
        if text.count(" ", begin, match.start()) >= FEWEST_BEFORE:
            yield begin, match.start() - 1
            begin = match.start()
    yield begin, end


def _is_inside(text: str, match: re.Match[str], manner: Manner | None) -> bool:
    """Whether a mark does not end a sentence: an abbreviation, an initial, a pause before a small letter."""
    mark, following = match["mark"] or match["stop"], text[match.end()]
    if mark.startswith(("...", "…")):
        return following.islower()
    if mark[0] == "." and manner and text[match.start() - 1].isdigit() and manner.ordinal.match(text, match.end()):
        return True
    short = manner.abbreviation if manner else _ABBREVIATION
    return mark[0] == "." and bool(short.search(text, max(0, match.start() - 12), match.start() + 1))


def _pieces(text: str, start: int, end: int, starts: re.Pattern[str] | None) -> Iterator[tuple[int, int]]:
    """A run between end marks: whole where it reads like a sentence, cut where clauses begin where nobody punctuated it (``starts``)."""
    run = text[start:end]
    words = run.count(" ") + 1
    if words < FEWEST_WORDS or not (starts or (words > UNPUNCTUATED_WORDS and 25 * run.count(",") < words)):
        yield start, end
        return
    begin = counted = start
    size = 0
    finite = _FINITE.search(text, begin, end)
    for match in (starts or _STARTS).finditer(text, start, end):
        cut = match.start()
        size += text.count(" ", counted, cut)
        counted = cut
        if size < WORDS_BEFORE[match.lastgroup or ""]:
            continue
        if not _hangs(text, max(begin, cut - LOOK_BACK), match, has_verb=finite is not None and finite.end() <= cut):
            yield begin, cut - 1
            begin, size = cut, 0
            finite = _FINITE.search(text, begin, end)
    yield begin, end


def _hangs(text: str, begin: int, match: re.Match[str], *, has_verb: bool) -> bool:
    """Whether what stands before a clause is not over: it ends in a word that goes on, or has no verb yet."""
    cut = match.start()
    if match.lastgroup == "named" and _SAID_OF.match(text, cut) and _PARTICLE.search(text, begin, cut):
        return not has_verb
    if _HANGING.search(text, begin, cut):
        return True
    if match.lastgroup == "marker":
        return _PRAISES.search(text, begin, cut) is not None
    if match.lastgroup == "dated":
        if not has_verb and _DAY_FIRST.match(text, begin, cut):
            return True
        other = _OTHER_DAY.search(text, begin, cut) is not None
        return not _IS_DAY.search(text, begin, cut) if other else _OF_DAY.search(text, begin, cut) is not None
    if match.lastgroup in {"named", "thing", "pause"}:
        return (not has_verb and match.lastgroup != "pause") or _TAKES_THING.search(text, begin, cut) is not None
    if match.lastgroup in {"order", "own"}:
        return _LEADS_ORDER.search(text, begin, cut) is not None
    if match.lastgroup == "asks":
        return _TAKES_CLAUSE.search(text, begin, cut) is not None
    return match.lastgroup == "subject" and (
        _TAKES_CLAUSE.search(text, begin, cut) is not None
        or (_RELATIVE.search(text, begin, cut) is not None and not _DAY_ENDS.search(text, begin, cut))
        or not has_verb
    )


_MARK = re.compile(r"[.!?…]+(?=[\"'”’)\]]*(?:\s|$))")
_MARKED = re.compile(
    r"\W*(?:action(?: item| point)?|resolution|resolved|proposal|proposed|decision|decided|agreed|to.?do)\b[^:]{0,30}:",
    re.IGNORECASE,
)
"""What a scribe wrote down as such."""
_FINISHED = re.compile(r"[.!?…][\"'”’)\]]*\s*$")
_END = re.compile(r"(?P<mark>[.!?…]+[\"”’)\]]*)(?:\s+|$)|(?P<stop>[。！？])")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:[A-Za-z]|mr|mrs|ms|dr|prof|st|no|vs|etc|approx|inc|ltd|co|jr|sr|e\.g|i\.e|p\.m|a\.m|u\.s|u\.k)\.$",
    re.IGNORECASE,
)
_SUBJECT = r"(?:i|you|we|he|she|they|it|that|there|this|everybody|everyone|somebody|someone|nobody)"
_VERB = r"(?:is|are|was|were|am|will|would|can|could|should|might|must|has|have|had|do|does|did|don't|didn't|can't|won't|doesn't|isn't|wasn't|need|needs|want|wants|got|get|gets|think|know|said|says|say|told|went|goes|comes|came|take|takes|took|made|makes|just|only|also|still|really)"
_CLAUSES = (
    r"(?P<marker>(?:okay|ok|right|anyway|alright|all right|oh|yes|yeah|well|hello|thanks|thank you|great|lovely|perfect|brilliant)(?= )(?! (?:back|then|now if|for)\b)"
    r"|so(?= (?!much|many|far|bad|good|long|well|hard|easy|nice|close|soon|late|early|often|big|small|little|few|to speak|as\b|that (?:i|we|you|they|he|she|it)\b)))"
    rf"|(?P<joined>(?:and|but)(?= (?:{_SUBJECT}(?:'\w+)?|then|what|when|who|how|where|why|can|could|would|will|please|let's|let me|maybe|also|because|if|so|yes|yeah|no|okay|right)\b)"
    rf"|(?:and|but)(?= (?:the|my|your|our|his|her|their|this|those|these|all|every|a|an|some)(?: [\w']+){{1,3}}? {_VERB}\b)"
    r"|and(?= (?:the|a|an|one|two|three|four|five|six|seven|ten|\d+) (?:days?|weeks?|evening|night|morning) (?:before|after|earlier|later)\b)"
    rf"|(?:and|but)(?= [\w]+(?:'s|'ll|'ve|'re| {_VERB})\b)|but(?= ))"
    r"|(?P<asks>(?:can|could|would|will|do|did|are|have|shall|should) (?:you|we|i|they)(?= )|(?:is|was|does|did) (?:it|he|she|that|there|this)(?= )"
    r"|(?:what|who|when|where|how|why)(?: (?:is|are|about|do|does|did|if|can|could|would|should)|'s)(?= )|please(?= ))"
    rf"|(?P<subject>(?:i|you|we|he|she|they|it|that|there)'(?:ll|m|re|ve|d|s)(?= )|let's(?= )|let me(?= )|(?:i|we|they|he|she|you) (?:will|can|need|have|had|was|were|don't|didn't|think|know|said|went|got|want|am|are|just)(?= )|(?:it|that|there) (?:is|was|will|would)(?= ))"
    r"|(?P<bound>(?:because|if|which|then|or)(?= ))|(?P<long>and(?= ))"
)
_STARTS = re.compile(rf"(?<= )(?:{_CLAUSES})", re.IGNORECASE)
_DAYS = "monday tuesday wednesday thursday friday saturday sunday today tonight tomorrow january february march april june july august september october november december"
_OTHER_DAYS = "first second third fourth fifth sixth seventh eighth ninth th 1st 2nd 3rd week month year then"
"""What ends a day as well, where more than that says that it is one."""
_AFTER_DAY = (
    rf"(?P<dated>(?:{'|'.join(f'(?<={day} )' for day in (*_DAYS.split(), *_OTHER_DAYS.split()))})"
    r"(?!(?:and|or|of|to|for|with|at|in|on|by|because|from|about|before|after|until|till|if|when|as|so|then|no|not|wait|sorry|actually|i mean|or|maybe|first|next|last|latest|week|thing|time|one|half|instead|please|is|was|are|were|will|would|can|has|that|which|who|the \w+(?:st|nd|rd|th)|noon|midday|lunchtime|late|early|again|too|off|only|already"
    r"|mornings?|afternoons?|evenings?|nights?|\w+day|\d)\b)(?=\w))"
)
_ALONE = (
    rf"(?<= )(?:{_CLAUSES}|(?P<named>(?:NAMES)(?:'s|'ll|'s got| (?:also |already )?(?:{_VERB}|should|promised|offered|asked|rang|thinks|wrote|\w{{3,}}s)) |(?:NAMES) you(?:'re|'ll| can| could| should| need| must| have| take| do)\b)"
    rf"|(?P<thing>(?:the|my|our|his|her|their|an?) (?:(?!(?:and|but|or|so|if|that|which|who|when|where|because|i|it|he|she|they|we|you)\b)[\w']+ ){{1,2}}?(?:is|are|was|were|has|have|had|needs|wants|goes|go|will|comes|come|came|must|can't|won't|isn't|hasn't|haven't|wasn't) )|{_AFTER_DAY}|(?P<pause>(?:um+|uh+|erm?)(?= (?:the|my|our|his|her|their|NAMES|\w+'s|somebody|someone|nobody|what)\b))|(?P<order>(?:(?:tomorrow|tonight|first thing|when i get a chance|at some point) )?"
    r"(?:(?:ask|tell|remind|ring|phone|email|chase|send|check|draft|find out|sort out|look up|look into|pick up|clear out)(?= (?!of|is|was|and|back|to|it's|from|in|on|at|me\b)\w)"
    r"|(?:put|call|text|book|get|take|write|buy|pay|finish|fix|move|bring|print|answer|post|order|correct|remember)(?= (?:the|that|those|this|these|a|an|my|his|her|their|our|some|him|them|it|to|\w+'s)\b)"
    r"|call(?= \w+ (?:tonight|today|tomorrow|about|on|before|back)\b)))"
    r"|(?P<own>i (?:must|should|ought|still|also|haven't|told|promised|said|keep|forgot)(?= )|i've to(?= )|(?:and )?(?:don't|must not|mustn't|can't) forget(?= )|remind me to|note to self|notes to self(?= )|also(?= (?:i|we|he|she|they|it|the|my|our|his|her|their|an?|if|somebody|someone|NAMES)\b)|next(?= (?:the|my|our|up)\b)|(?:oh )?maybe(?= (?:i|we|he|she|they)\b)|don't know(?= (?:i|we|the|what|maybe|NAMES)\b)|(?:need|have|got|gotta) to(?= )|what (?:else|was)(?= )|(?:one|another|last|next|other) thing(?= )|someone should|somebody should|should (?:we|i)(?= )))"
)
"""Where somebody talks to nobody, what they tell themselves to do begins a sentence too: "call the printer"."""
_FINITE = re.compile(
    rf"\b(?:{_VERB}|\w+(?:ed|'s|'re|'ve|'ll|'m|'d)|rang|sent|put|left|gave|saw|found|brought|bought|kept|let|stop|keep|call|send|bring|tell|ask|check|leave|go|look|see|start|give|make)\b",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"\b(?:thing|things|one|ones|way|time|times|all|everything|anything|something|nothing|day|place|reason|moment|minute|more|better|worse|whatever|whoever|wherever|where|(?:the|a|an|any|some|every|that|this|my|your|our|first|last|only|next|other|same)(?: \w+)? \w+)\s+$",
    re.IGNORECASE,
)
"""What a clause without a pronoun may belong to: "the number i gave you"."""
_SAID_OF = re.compile(
    rf"[\w-]+(?:'(?:ll|s (?:got|been|gone|done|away|off|doing|going|bringing|sending|coming|getting|taking)))? (?:also |already )?(?:{_VERB}|should|promised|offered|asked|rang|thinks|wrote|\w{{3,}}s)\b",
    re.IGNORECASE,
)
"""A name with what it does: it belongs to no word before it."""
_PARTICLE = re.compile(r"\w (?:on|off|in|out|up|over|back|down|round|around|through|along)\s+$", re.IGNORECASE)
_DAY_ENDS = re.compile(
    r"\b(?:(?:this|next|last) (?:week|month|year)|the (?:third|fourth|sixth|seventh|eighth|ninth|tenth|\w+teenth|\w+tieth|\d+(?:st|nd|rd|th)))\s+$",
    re.IGNORECASE,
)
_HANGING = re.compile(
    r"\b(?:and|or|but|so|because|(?<!do )(?<!done )(?<!did )(?<!day before )(?<!day after )(?<!night before )(?<!evening before )(?<!about )(?<!like )(?<!with )that|if|when|what|who|how|where|why|which|the|a|an|to|of|for|with|in|on|at|by|from|as|than|like"
    r"|i|we|he|she|they|is|are|was|were|be|not|just|only|also|unless|until|while|before|after|and then|once|though|although|whether|maybe|can|will|would|could|should)\s+$",
    re.IGNORECASE,
)
"""What a sentence does not end in."""
_OF_DAY = re.compile(r"(?:^|\b(?:the|a|an|our|my|your|his|her|their|every|each)\s+)\w+\s+$", re.IGNORECASE)
"""A day that is only said of what follows: "the friday call"."""
_OTHER_DAY = re.compile(rf"(?:{'|'.join(_OTHER_DAYS.split())})\s+$", re.IGNORECASE)
_DAY_FIRST = re.compile(
    r"(?:(?:and|but|so|then|oh|okay) )*(?:by|on|before|until|from|at|next|this|tomorrow|first)\b", re.IGNORECASE
)
"""A day that leads in what is said."""
_IS_DAY = re.compile(
    r"\b(?:(?:on|by|before|until|till|from|is|that's|it's|say|day) (?:the )?(?:(?:twenty|thirty)[ -])?\w+(?:st|cond|nd|rd|th)"
    r"|(?:this|next|of the|of this|of next|\w+day|today) (?:week|month|year)|(?:by|before|until|till) then)\s+$",
    re.IGNORECASE,
)
_PRAISES = re.compile(
    r"(?:'(?:s|re|m)|\b(?:very|really|quite|pretty|all|get|as|do|doing|did|go|going|went|works?|looks?|sounds?|too|such|been|feels?|bit))\s+$",
    re.IGNORECASE,
)
"""After which "right", "well" and "great" are no markers."""
_LEADS_ORDER = re.compile(
    r"(?:'(?:ll|d|ve|s|re|m)|n't|\b(?:you|it|that|this|these|those|who|which|there|them|him|her|us|me|my|his|your|our|their|some|any|no|every|one|people|somebody|someone|anybody|anyone|everybody|everyone|nobody"
    r"|never|always|usually|please|must|may|might|shall|did|do|does|had|has|have|let|lets|help|helps|go|gonna|gotta|wanna|better|rather|phone|first|last|next|new|old|good|bad|big|little|whole|same))\s+$",
    re.IGNORECASE,
)
"""Before which a bare verb is no order."""
_TAKES_THING = re.compile(
    r"\b(?:(?:let|make|made|sure|check|hope|glad|means?|all|both|like|via|plus|or|about|over|through|into|onto|against|behind|under|near|beside|without|within|during|against|past|around|off|up|out|down|per|ask|asks|asking|asked|tell|tells|telling|told|ring|rings|ringing|rang|remind|call|calls|calling|called|phone|text|email|emailed|chase|chasing|see|seeing|saw|meet|met|give|gives|giving|gave|get|gets|getting|got|show|showed|send|sent|sending|thank|help|pay|paid|invite|take|takes|took|want|wants|need|needs|book|order|move|moved|fix|buy|do|does|did|doing|have|has|had|having|find|found|know|knows|knew|think|thinks|thought|say|says|said|whether|if|write|wrote|is|are|was|were|be|will|would|can|could|should|must|might|for|with)|n't|'(?:s|re|ve|ll|d|m))\s+$",
    re.IGNORECASE,
)
"""After which a name or a thing belongs to what is said of it."""
_TAKES_CLAUSE = re.compile(
    r"\b(?:i think|think|thought|know|knows|knew|say|says|said|tell|tells|told|ask|asks|asked|mean|means|hope|guess|sure|bet|reckon|suppose|feel|figure|see|saw|hear|heard|wish|believe|promise|(?:tell|told|promised?|show|ask|asked|warn|remind) (?:you|him|her|them|me|us)|tell \w+|even|do|does|did|has|have|had)\s+$",
    re.IGNORECASE,
)
"""What a clause without a conjunction may belong to: "i think i'll wait"."""
