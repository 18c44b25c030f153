"""Questions and decisions of what is written: those that it puts in so many words."""

from collections.abc import Iterator, Sequence

from minutebook.flow.extract.offline.letter.inline import answers_below
from minutebook.flow.extract.offline.letter.page import Page
from minutebook.flow.extract.offline.letter.recalled import recalls
from minutebook.flow.extract.offline.letter.work import Work
from minutebook.flow.extract.offline.talk.blocks import Blocks
from minutebook.flow.extract.offline.talk.line import Line, People
from minutebook.flow.extract.offline.talk.statement import state
from minutebook.flow.extract.offline.words.lexicon import Lexicon
from minutebook.flow.extract.offline.words.stems import stems_of
from minutebook.flow.extract.offline.words.weight import content
from minutebook.model.extraction import Decision, Question
from minutebook.model.source import Form, Source
from minutebook.text import patterns as re
from minutebook.text.language import Language

ASKED = 0.7
"""Confidence of a question that is asked outright: 4 in 5 of evals/mail's were kept by its gold."""
SETTLED = 0.7
SHORT = 45
"""Characters of a question that only greets or wonders."""
MOST_WORDS = 36
FEWEST = 3
"""Content words with which a decision says what it settles."""


def find_asked(
    source: Source,
    pages: Sequence[Page],
    lines: Sequence[Line],
    works: Sequence[Work],
    people: People,
    lexicon: Lexicon,
) -> tuple[Question, ...]:
    """The questions of the pages; asking for a deed ("could you send …?") is a task, and no question beside it."""
    blocks = Blocks(source, "question")
    deeds = {n for work in works if not _wants_answer(work, pages) for n in _asked_in(work, lines)}
    return tuple(
        Question(
            id=blocks.item_id(line.utterances[0]),
            text=_word(line, people, lexicon),
            evidence=line.utterances[:1],
            confidence=ASKED,
        )
        for page in pages
        for line in lines[page.lines.start : page.lines.stop]
        if _asks(line, page)
        and line.id not in deeds
        and not _is_answered(line, page, pages, lines, lexicon)
        and not answers_below(source, line.text, line.utterances[0])
    )


def _asked_in(work: Work, lines: Sequence[Line]) -> Iterator[int]:
    """The lines that ask for a work: its own, and one that sets a day for all that was asked: "could you let me have both by Friday?"."""
    yield work.line
    yield from (n for n in work.lines if n > work.line and _SETS_DAY.search(lines[n].plain))


def _asks(line: Line, page: Page) -> bool:
    """Whether a line asks something that is worth an answer, or tells what is open."""
    told = _tells_open(line)
    wonders = page.alone and _WONDERS.search(line.plain) is not None
    if not (line.text.rstrip().endswith("?") or told or wonders) or line.form is Form.HEADING:
        return False
    idle = _IDLE.search(line.plain) is not None and len(line.text) < SHORT
    return not idle and len(content(line.plain[told.end() if told else 0 :])) >= 2


def _tells_open(line: Line) -> re.Match[str] | None:
    """What leads to a question that is told: "still open:", "tell me"."""
    return _OPEN.search(line.plain) or _TELL_ME.search(line.plain)


def _word(line: Line, people: People, lexicon: Lexicon) -> str:
    """A question as one."""
    told = _tells_open(line)
    stated = (
        _REASON.split(line.text[told.end() :].strip(" :."))[0] if told else state(line, people, lexicon).rstrip(".")
    )
    text = _WONDERING.sub("whether ", stated)
    text = f"{text[:1].upper()}{text[1:]}"
    return text if text.endswith("?") else f"{text}?"


def _wants_answer(work: Work, pages: Sequence[Page]) -> bool:
    """Whether a work is done with an answer to the one who asks."""
    match = _ANSWER.match(work.text.lower())
    writer = next((page.writer or "" for page in pages if work.line in page.lines), "")
    return match is not None and (match["whom"] is None or match["whom"] == writer.lower().partition(" ")[0])


def _is_answered(line: Line, page: Page, pages: Sequence[Page], lines: Sequence[Line], lexicon: Lexicon) -> bool:
    """Whether a later mail by one who was asked says it: in words of the question, or with a yes or a no near at hand."""
    asked = stems_of(line.text, lexicon) - lexicon.weak_verbs
    alone = sum(lines[number].question for number in page.lines) == 1
    for later in pages:
        if later.lines.start <= line.id or later.writer is None or later.writer not in page.readers:
            continue
        for number in later.lines:
            said = lines[number]
            if alone and number - later.lines.start < OPENING and _REPLIES.match(said.plain):
                return True
            shared = asked & stems_of(said.text, lexicon)
            if said.question or not shared:
                continue
            chosen = " or " in line.plain and said.plain.count(" ") < CHOSEN
            if len(shared) >= SHARED or 2 * len(shared) >= len(asked) or chosen or _REPLIES.match(said.plain):
                return True
    return False


OPENING = 2
"""Lines at the beginning of an answer in which a yes or a no answers the one question that was asked."""
CHOSEN = 5
"""Words of a sentence that only says which of two it is: "Blue, please."."""
SHARED = 2
"""Content stems that an answer has in common with its question at least, or half of them, or one beside a yes or a no."""


def no_facts(pages: Sequence[Page], lines: Sequence[Line], works: Sequence[Work]) -> frozenset[int]:
    """The lines that hold no fact: headings, questions, greetings, who wrote it, and what asks without saying why."""
    asks = {work.line for work in works if work.asked and not _WHY.search(lines[work.line].plain)}
    return frozenset(
        line.id
        for page in pages
        for line in lines[page.lines.start : page.lines.stop]
        if line.form is Form.HEADING or line.question or line.id in asks or recalls(line) or _NO_FACT.search(line.plain)
    )


def find_settled(
    source: Source,
    pages: Sequence[Page],
    lines: Sequence[Line],
    people: People,
    lexicon: Lexicon,
    *,
    language: Language | None = None,
) -> tuple[Decision, ...]:
    """What the pages say was decided, approved, dropped or changed; in another ``language``, what they call decided."""
    settles = _SETTLES if language is None else _SETTLES_ABROAD[language]
    blocks = Blocks(source, "decision")
    found = []
    for line, before, listed in _sentences(pages, lines):
        if not (listed or settles.search(line.plain)) or not _can_settle(line):
            continue
        text = state(line, people, lexicon) if language is None else line.text
        if _POINTS.search(line.plain) and before is not None and not before.question:
            text = f"{state(before, people, lexicon)} {text}"
        told = line.utterances[:1]
        found.append(Decision(id=blocks.item_id(told[0]), text=text, evidence=told, confidence=SETTLED))
    return tuple(found)


def _sentences(pages: Sequence[Page], lines: Sequence[Line]) -> Iterator[tuple[Line, Line | None, bool]]:
    """The sentences of the pages, each with the one before it under its heading, and whether that says that decisions follow."""
    for page in pages:
        heading = ""
        for number in page.lines:
            line = lines[number]
            if line.form is Form.HEADING:
                heading = line.plain
            elif line.form is not Form.ROW:
                before = lines[number - 1] if number - 1 in page.lines else None
                leads = before is None or before.form is Form.HEADING
                yield line, None if leads else before, _DECIDED_BELOW.search(heading) is not None


def _can_settle(line: Line) -> bool:
    """Whether a sentence may hold a decision: it asks nothing, leaves nothing open, and says neither too little nor too much."""
    if line.question or (_UNSETTLED.search(line.plain) and "on reflection" not in line.plain):
        return False
    return len(content(line.plain)) >= FEWEST and line.plain.count(" ") <= MOST_WORDS


_ANSWER = re.compile(r"(?:(?:tell|let) (?P<whom>[\w'-]+)|confirm|say|answer|explain|clarify|know|think)\b")
"""Works that are questions all the same: they want an answer, not a deed."""
_REPLIES = re.compile(
    r"(?:yes|no|yep|nope|sure|ok|okay|of course|certainly|agreed|fine|not yet|absolutely|i'm afraid)\b"
)
_SETS_DAY = re.compile(
    r"\b(?:(?:can|could|would|will) you|(?:can|could|may) (?:i|we) have)\b.*\b(?:both|all|them|these|everything)\b"
)
_OPEN = re.compile(r"^(?:(?:still )?open|open question|to be (?:decided|clarified)|unclear|unresolved|tbd)\s*[:–-]\s*")
_WHY = re.compile(r"\b(?:because|since|as (?:the|we|our|two|it)|so that|until|needs?|costs?)\b")
_NO_FACT = re.compile(
    r"^(?:good )?(?:morning|afternoon|evening)\b.{0,25}$|^(?:prepared by|author|written by|circulation|to|from|cc|attendees|distribution|version|dear|hi|hello|hallo|sehr geehrte[rs]?|liebe[rs]?|guten tag|bonjour|salut|chère?s?|madame|monsieur|hola|estimad[oa]s?|querid[oa]s?|buen[ao]s (?:días|tardes|noches))\b.{0,3}[ :,]|^(?:un (?:cordial )?saludo|saludos|atentamente|un abrazo|muchas gracias|gracias)\b|^(?:mit freundlichen|mit freundlichem|viele|beste|freundliche|herzliche|liebe) gr[uü][sß]|^(?:cordialement|bien à vous|bien cordialement|avec mes|meilleures|vielen dank|merci|danke)\b|^(?:bad|good) news\b.{0,40}$|^please (?:find|see)\b|^(?:many )?thanks?\b|\bthank you for\b|^i (?:hope|promised)\b|\b(?:we|i|you) (?:could|might|may)\b.{0,60}\b(?:one day|someday|some day)\b|^(?:note|memo) to (?:my)?self|\bno (?:(?:further )?action|reply|answer)(?: is| was)? (?:needed|required|necessary)\b|^nothing (?:(?:for you )?to do|needed)\b|^if (?:not|that|neither|this)(?: (?:doesn't|does not|won't) (?:work|suit|fit)[^,]{0,20})?, [^.]{0,60}\b(?:possible|works?|fine|suits?|ok(?:ay)?)\b|^(?:es ist )?(?:nichts weiter|keine (?:antwort|aktion|rückmeldung))\b[^.]{0,20}\b(?:nötig|erforderlich|notwendig)\b"
)
_TELL_ME = re.compile(
    r"\b(?:let (?:me|us) know|tell (?:me|us))(?: \w+){0,4}? (?=(?:who|whose|which|what|when|where|how|whether|if (?:the|you|your|we|they)) )"
)
_WONDERING = re.compile(r"^[\w'-]+ (?:wonder|was wondering|am wondering|is wondering)(?:s|ed)? (?:whether|if) ")
_WONDERS = re.compile(
    r"\b(?:i wonder|should (?:we|i|the|it|there)|what about|do we|whether to|i don't know (?:if|whether|who|what|how)|haven't made up my mind|not sure (?:if|whether))\b"
)
_REASON = re.compile(r",? (?:because|since|as (?:we|i|the|our|my|two|three))\b|, so ")
_IDLE = re.compile(
    r"^(?:how are you|hope|is(?:n't| not) (?:it|that)|who knows|remember\b|what can i say|why not|ready\?|right\?|really\?)|^(?:did you have|how was) (?:a |your )|\b(?:right|isn't it|don't you|doesn't it|haven't we|won't it)\?$"
)
_POINTS = re.compile(
    r"\b(?:drop|scrap|cancel|keep|accept|reject|forget) (?:it|that|this|the idea|the plan)\b|\b(?:think|agreed?) (?:it|this|that(?! \w))\b|^(?:it|that|this)\b"
)
_DECIDED_BELOW = re.compile(r"\bdeci(?:ded|sions?)\b")
_SETTLES = re.compile(
    r"\b(?:(?:have |has |had |was |were |is |are |been )?(?:also |now |finally |unanimously )?(?:decided|resolved|approved|agreed(?! with\\b| to (?:send|write|call|take|do)\b| in principle\?))(?! (?:whether|if|yet|who|what|how|by whom)\b)"
    r"|(?:is|are|was|were) (?:now )?(?:off the table|dropped|cancelled|called off|scrapped|shelved|dead|off(?=[,.;]| for)|gone for good|capped|fixed at|settled|out of scope|ruled out|confirmed|accepted|rejected|over)"
    r"|let(?:'s| us) (?:drop|go with|go for|leave|stick|keep|scrap|take|use the)|we (?:will |'ll )?(?:go|went|are going) (?:ahead )?with|goes ahead|going ahead|(?:is|are) going ahead|(?:we|they|i)(?:'re| are|'m| am)? (?:going to )?(?:stop|drop|dropping|stopping|cancel|postpone|skip)(?:ping|ling)?\b (?:the|our|all|this|selling|doing)"
    r"|capped the|no (?:more )?(?:longer|more) (?:live|than)?\b.{0,40}\bany ?more\b|not .{0,60}\bany ?more|(?:do|does|need) not (?:have to|need to) be\b|will not accept|won't accept|(?:has|have) been (?:changed|moved|postponed|extended|chosen|selected)|rather than .{0,40}\bwe (?:use|take|go|test)|in (?:my|your|his|her|our) place"
    r"|(?:is|are) changed from|will only (?:look|use|take|accept|consider)|start with .{0,40} only|we test with|on reflection|will not (?:lend|renew|extend|continue|survey|go ahead|pay for|buy|sell|take part)|the winner is|signed off on|we (?:chose|picked|settled)|shan't (?:be )?(?:have|having|need|take|do|doing|be)|no more [\w-]+ (?:after|from|until|before)|not happening|voted (?:down|through|against|in favour)|(?:have|has|had|we|i)(?: now| just)? (?:dropped|scrapped|shelved|ruled out|gone with|settled on|opted for)|(?:won't|will not|don't|do not|not going to|aren't|isn't|can't|cannot) (?:be )?(?:need|want|do|doing|use|have|run|going|offer|buy|hold|take)\w*\b.{0,60}\b(?:after all|any ?more|this (?:year|term|season|month|time))|we(?:'re| are) not (?:going to|doing|having|using|taking|renewing|extending|hiring|selling)|(?:we|i)(?:'ll| will)? (?:stay|stick|stuck) with|not doing:|will \w+ the \w+(?: \w+)? but not)\b"
)
_SETTLES_ABROAD = {
    Language.GERMAN: re.compile(
        r"\b(?:haben|hat|wurde|ist)\b(?! .{0,60}\b(?:noch|nicht) (?:nicht )?(?:beschlossen|entschieden)\b).{1,80}\b(?:beschlossen|entschieden|vereinbart)\b"
    ),
    Language.FRENCH: re.compile(
        r"\b(?:avons|a|ont|été)(?: \w+)? (?:décidé|tranché|convenu|acté)\b(?! (?:si|qui|quand|de rien)\b)"
    ),
    Language.SPANISH: re.compile(
        r"(?<!\bno )(?<!\bno lo )\b(?:hemos|ha|han|he)(?: \w+)? (?:decidido|acordado|optado)\b(?! (?:si|quién|cuándo|nada)\b)|\bnos quedamos con\b"
    ),
}
"""What a letter calls decided in so many words."""
_UNSETTLED = re.compile(
    r"\b(?:not (?:been |yet )?(?:decided|agreed|approved|settled|resolved)|(?:to be|still|must be|needs? to be|should be) (?:decided|agreed|approved)|whether|if (?:the|we|they|you|it)\b.{0,30}(?:decide|agree|approve)|nothing was|could not agree|haven't|hasn't|until .{0,30}(?:agreed|approved)|once (?:approved|agreed)|as agreed|as you (?:decided|requested)(?= by)|thinking (?:about|of)|undertaken)\b"
)
