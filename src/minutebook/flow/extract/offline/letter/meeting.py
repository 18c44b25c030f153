"""Whether a time in a letter is one at which those who write and read meet."""

from minutebook.flow.extract.offline.letter.when import AHEAD, PAST, When, moves
from minutebook.flow.extract.offline.talk.line import Line
from minutebook.text import patterns as re

LITTLE = 6
"""Words beside a time with which a line says nothing else."""
BRIEF = 9
"""Words up to which a question with a day and an hour in it asks for nothing else."""
FEW = 3
"""Words of a clause beside its time from which it says what the time is for."""


def is_meeting(line: Line, when: When) -> bool:
    """Whether a time in a line is one at which its writer and reader meet, and no deadline, opening hour or meeting of others."""
    text = line.plain
    if IS_DUE.search(text) or (PAST.search(text) and not AHEAD.search(text)) or _ALONE.search(text):
        return False
    clause = _clause_of(line, when)
    if _is_of_others(clause, line, when) and not _WANTED.search(text):
        return False
    suits = _SUITS.search(text) or _SUITS_ABROAD.search(text)
    meets = _MEETS.search(clause) and _WE.search(clause)
    wanted = _WANTED.search(text) and _MEETS.search(clause)
    usual = _USUAL.search(text) and stands_alone(line, when)
    return bool(suits or meets or wanted or usual or moves([line])) or asks_briefly(line) or _is_set(line, when, clause)


def _clause_of(line: Line, when: When) -> str:
    """The words around a time that say what it is for; the whole line where the time stands nearly alone."""
    text = line.plain
    begin, stop = (when.clock.start, when.clock.end) if when.clock else (when.start, when.end)
    starts = [m.end() for m in _CUT.finditer(text, 0, begin)]
    end = next((m.start() for m in _CUT.finditer(text, stop)), len(text))
    start = starts[-1] if starts else 0
    around = f"{text[start:begin]} {text[stop:end]}"
    return text[start:end] if len(around.split()) >= FEW else text


def _is_of_others(clause: str, line: Line, when: When) -> bool:
    """Whether somebody else, or a thing, is what comes, meets or is on at that time."""
    others = _OF_OTHERS.search(line.plain)
    if (others and others.start() < when.start) or _THING.match(clause) or _AFTER.match(clause):
        return True
    named = any(clause.startswith(line.plain[n.start : n.end]) for n in line.names)
    return bool(named or _THIRD.match(clause)) and not _US.search(clause)


def stands_alone(line: Line, when: When, most: int = LITTLE) -> bool:
    """Whether a line says little but a time: "Friday 27 March, from 6.30pm at the gallery."."""
    return len(f"{line.plain[: when.start]} {line.plain[when.end :]}".split()) <= most and not line.question


def invites(line: Line) -> bool:
    """Whether a line asks its reader to come."""
    return line.question and (_WANTED.search(line.plain) or _INVITES.search(line.plain)) is not None


def proposes(line: Line) -> bool:
    """Whether a line says that something suits, or that those who write and read meet."""
    if _SUITS_ABROAD.search(line.plain):
        return True
    return bool(_SUITS.search(line.plain) or (_MEETS.search(line.plain) and _WE.search(line.plain)))


def suggests(line: Line) -> bool:
    """Whether a line proposes to meet at the time that it names, and asks for nothing else."""
    return asks_briefly(line) or (proposes(line) and _ASKS.search(line.plain) is None)


def is_there(line: Line) -> bool:
    """Whether a line says that its writer is to be met, or that they would like to meet."""
    return proposes(line) or _PRESENT.search(line.plain) is not None


def asks_briefly(line: Line) -> bool:
    """Whether a line is a question so short that a time in it is what it asks for."""
    return line.question and line.plain.count(" ") < BRIEF and _ASKS.search(line.plain) is None


def _is_set(line: Line, when: When, clause: str) -> bool:
    """Whether a day and an hour that stand together are said to be when it is: "so it is Friday at three", "yes, Friday at three"."""
    text = line.plain
    if when.clock is None:
        return False
    day = next((d for d in line.dates if d.value == when.day), None)
    together = day is not None and (
        _AT.fullmatch(text, day.end, max(day.end, when.clock.start)) is not None
        or _AT.fullmatch(text, when.clock.end, max(when.clock.end, day.start)) is not None
    )
    said = _IT_IS.search(text, 0, when.start) or _IT_IS_THEN.search(text, day.end if day else when.end)
    ours = _WE.search(clause) and not _NO_MEETING.search(text)
    return together and bool(said or ours)


_EVENTS = "meeting|call|appointment|visit|lunch|dinner|supper|brunch|breakfast|walk-through|handover|viewing|fitting|rehearsal|lesson|training|session|workshop|review|interview|tour|inspection|kick-?off|briefing|service|ceremony|funeral|hearing|tasting|slot|demo|get-together|site visit|assembly|induction|consultation|check-up"
_MEETS = re.compile(
    rf"\b(?:{_EVENTS}|meet|calls|speak|talk|chat|see you|catch (?:up|you)|(?<=we )(?:leave|set off|start|go in|begin)|having (?:a|an|some|people)|com(?:e|ing) (?:over|by|to|round|and|in)|come on|i come|see each other|pick(?:s|ed)? (?:you|me|us) up|collect you|(?:i'm|i am|we're|we are|i'll|we'll|i will) (?:pick\w*|collect\w*|fetch\w*)|drop (?:in|by|round)|pop (?:in|by|over|round)|join|zoom|teams|coffee|discuss|sit down|get together|(?:walk|show you) (?:round|through)|put our heads|expected|a table|go in together|hear you|see you all|(?:ring|phone|call|see|visit|take) you|give you a (?:ring|call)|your (?:doorstep|place|door|house|desk|gate)|drop\w* (?:[\w-]+ ){{0,3}}off|bring (?:[\w-]+ ){{0,3}}(?:round|over)|see (?:both|all) of us|see us)\b"
)
_WE = re.compile(
    rf"\b(?:we|us|ours|i|you|let's|me|our|your|i'll|we'll|you'll)\b|^(?:and )?(?:(?:the|next|first|last|final|second|the (?:next|first|last|final|second)) )?(?:{_EVENTS})\b"
)
"""A meeting of writer and reader, and not of others."""
_SUITS = re.compile(
    r"\b(?:suits?|works? (?:for|well|fine)|is (?:good|fine|ok|okay|perfect|great|confirmed|agreed)|are you (?:free|available)|i(?:'m| am) (?:free|available)|would (?:suit|work|be (?:best|better|ideal|perfect|fine))|let's say|shall we say|how about|what about|booked|scheduled|confirmed|confirm|see you"
    r"|convenient|you(?:'re| are) (?:signed up|registered|enrolled|invited|expected|on the list|seeing|meeting)|(?:put|got|have) you (?:down|in)|pencil\w*|make it|(?:please )?be (?:in|at|here|there) (?=.*\d)|(?:would|could) you (?:do|make)|can do|look(?:ing)? forward to (?:seeing|welcoming)|expect you|have you (?:over|here)|be (?:with you|at your)|(?:could|can|would|will) you (?:be there|be here|come|attend|sit in|join)|yes to|(?:works|fine|good|great|perfect)(?=[.!]?$|, (?:provided|as long as|if|but|thanks|thank you|see you))|at (?:mine|yours)(?=[,.!]|$))\b"
)
_PRESENT = re.compile(
    r"\b(?:i|we)(?:'m|'re|'ll be| am| are| will be) (?:in|around|at|back|here|there|free|over|near)\b|\b(?:ich bin|wir sind|bin ich|sind wir) .{0,40}\b(?:in|im|da|bei|vor ort|hier|frei)\b|\b(?:je (?:suis|serai)|nous (?:sommes|serons)|estoy|estaré|estamos|estaremos)\b"
)
_ASKS = re.compile(r"\b(?:can|could|would|will) you (?!come|make|do\b|meet|join)|\bplease\b")
"""A question that asks for a deed."""
_SUITS_ABROAD = re.compile(
    r"\b(?:(?:wir|ich) (?:uns|sie|dich|euch) .{0,80}\b(?:treffen|sehen|sprechen|zusammensetzen)|passt (?:ihnen|dir|es|das|ihr)|passen würde|würde (?:es )?(?:ihnen|dir|euch) passen|treffen (?:wir|uns)|wir (?:treffen|sehen|sprechen|telefonieren)|sehen wir uns|telefonieren wir|\w*(?:termin|gespräch|besprechung|sitzung|versammlung)|besichtigung|begehung|übergabe|telefonat|probe|anprobe|führung|ginge es|geht es (?:bei )?(?:ihnen|dir)|(?:ha(?:ben|tten|st|ttest)|hätte(?:n|st)) (?:sie|du|ihr) (?:da )?(?:(?:am|um|nächste|morgen|übermorgen|vielleicht|dafür)\b.{0,50} )?zeit|(?:ich|wir) h(?:abe|aben|ätte|ätten) .{0,50}\b(?:zeit|frei)|(?:ihnen|dir|euch) (?:das )?recht|h(?:ast|ättest|aben|ätten) (?:du|sie|ihr) lust|mitkommen|mitzukommen|l(?:ade|aden) (?:ich |wir )?(?:sie|dich|euch)|findet .{0,60}\bstatt|es bleibt bei|ruf(?:e|en) (?:ich |wir )?(?:sie|dich|euch)\b.{0,50}\ban\b|seien sie|sei bitte|komm(?:en|st|t) (?:sie|du|ihr) |hätten (?:sie|ihr) zeit|erwarten? (?:wir )?(?:sie|dich|euch)|kommen? (?:wir |ich )?.{0,80}(?:zu (?:ihnen|dir|euch)|vorbei)|hol(?:en|e) (?:wir |ich )?(?:sie|dich|euch) ab|bin ich (?:bei|vor)"
    r"|êtes-vous (?:disponible|libre)|es-tu (?:disponible|libre)|seriez-vous (?:disponible|libre)|rendez-vous|réunion|entretien|visite|votre venue|essayage|répétition|(?:vous|te) convien(?:t|drait)|vous conviendrait|ça (?:vous|te) (?:va|irait)|on se (?:voit|retrouve)|(?:nous|se|vous|te) (?:voir|rencontrer|retrouver|réunir)|retrouvons-nous|voyons-nous|nous (?:passerons|serons|viendrons)|je (?:vous |t['’])(?:r?appelle|r?appellerai)|c'est d'accord|parfait pour|c'est noté|est fixée? (?:au|à)|on (?:dîne|déjeune|se parle|s'appelle)|à la même heure|je (?:passe|viens|passerai|serai|viendrai)|convoqué|aura lieu|je vous (?:attends|propose)|vous attend(?:ons|s)?)\b"
    r"|\b(?:nos vemos|(?:podrías?|puedes?|podéis|pueden) venir|nos (?:reunimos|encontramos)|vernos|reunirnos|quedamos (?:el|a las|en)|(?:te|le|les|os) (?:viene|vendría|va|iría) bien|cita|reunión|entrevista|visita|ensayo)\b"
)
_USUAL = re.compile(
    r"\b(?:usual|same|my|your|our) (?:place|field|room|spot|table|pub|café|link|office|house|corner|court|hall|studio|desk)\b"
)
_AT = re.compile(
    r"[ ,]*(?:still|again|from|in the (?:morning|afternoon|evening)|on|it is|then|works|is fine)?[ ,]*(?:the )?"
)
_NO_MEETING = re.compile(
    r"\b(?:deliver\w*|ship\w*|open(?:s|ed|ing)?|clos(?:e|es|ed|ing)|deadline|arriv\w+|leav\w+|depart\w*|lands?|trains?|flights?|ferry|bus|coach|submit\w*|cancel\w*|called off|until|by|before|since|last|reply|send|sent|pay|post(?:ed)?|collect\w*|pick\w*|not)\b"
)
"""Beside which a day and an hour are those of something else."""
_IT_IS = re.compile(
    rf"(?:\b(?:so|then|well)? ?(?:it is|it's|that's|yes|agreed|(?:it's|it is|that's|all|is) (?:settled|agreed|fixed|arranged|sorted|decided)|{_EVENTS})\b(?: for [^:,.]{{1,40}}(?=:)|(?: (?:will be held|is held|is to be held|will be|will take place|takes place|begins|starts|is|it is|on|for|the|now|to the [\w-]+|again))*)|\b(?:set|fixed|booked|planned|scheduled|down|confirmed|listed) for|\bappointment:?|^(?:and |so )?your (?!(?:[\w-]+ )?(?:deadline|order|delivery|parcel|train|flight|bus|payment|invoice|report|money|licence|policy|cover|car|answer|reply)\b)(?:[\w'-]+ ){{1,3}}(?:is|starts|begins)(?: (?:now|at))?)[,:]? (?:on )?$"
)
_IT_IS_THEN = re.compile(
    r"\b(?:it is|it shall be|then|is settled|is agreed|stands|still stands|is still on|goes ahead|is (?:noted|booked|in (?:my|the|our) (?:diary|calendar)))\b(?=[,.!]|$)"
)
IS_DUE = re.compile(
    r"\b(?:before (?:the|our|your|my|that) [\w-]+ (?:on|at)|deliver(?:y|ed)?|deadline|submit|pay(?:ment)?|send (?:me|us|it)|hand in|ship(?:s|ped)?|upload|expires?|valid until|switch(?:ed)? off|close[sd]?|order) "
)
_OF_OTHERS = re.compile(
    r"^(?:the|our|my) [\w-]+ (?:visits?|meets|comes?|calls?) (?:us|me|here|on|at)\b(?!.*\byou\b)|\b(?:(?:our|their|his|her|the|its) (?!next )(?:[\w-]+ )?(?:board|committee|council|panel|team|club|court|jury|parliament|group) (?:meets|sits|meeting)|(?:they|he|she) (?:meets?|sees?|will meet|has|have)|(?:the|our|a) (?:crane|van|lorry|truck|skip|scaffold\w*|delivery|machine|container|courier|carrier|plumber|tiler|electrician)\b[^.]*\b(?:is|are|comes?) (?:booked|scheduled|confirmed)?)\b"
)
_ALONE = re.compile(
    r"\bi(?:'m| am) having (?:a|an|my)\b|\bnothing to do with (?:us|you|me)\b|\bi(?:'ve| have| have got|'ve got|'ve another| also have)? (?:got )?(?:a|an|another|my) (?:[\w'-]+ )?(?:appointment|meeting|call|class|shift|lesson|exam)\b(?!.*\b(?:with you|join|together|we)\b)"
)
"""What keeps the writer away."""
_CUT = re.compile(
    r"[;:.!?] |, (?=(?:and|but|so|then|i|we|you|he|she|they|it|the|my|let|please|keep|save|bring|have|just|could|can|would)(?:'|\b))| (?:and|but|so|because|as|while) (?=(?:i|we|you|he|she|they|it|go|come)(?:'|\b))"
)
_THIRD = re.compile(
    rf"(?:and |but |so )*(?:he|she|they|they'(?:ve|re|ll|d)|his|her|their|(?:the|our|my|his|her|their) (?!(?:[\w-]+ )?(?:{_EVENTS})\b)[a-z-]+(?: [a-z-]+)?) (?!is (?:ours|yours))"
)
_US = re.compile(
    r"\b(?:you|we|us|me|i|your|ours|yours|together|let's|i'll|we'll|you'll|i'm|we're|you're|i'd|we'd|you'd)\b"
)
_THING = re.compile(
    r"(?:and |but |so )*(?:the|your|our|a|my) (?:[\w-]+ )?(?:lorry|van|truck|parcel|delivery|courier|order|goods|pallets?|shipment|crane|skip|train|flight|bus|ferry|boat|power|water|gas|heating|internet|shop|office|museum|gallery|bar|tickets?|doors|sale|offer)\b(?! (?:tour|visit|meeting|opening|viewing|party)\b)(?! (?:is|will be) (?:ours|yours|free for))"
)
"""What is there, leaves, opens or fails at an hour, and is nobody."""
_WANTED = re.compile(
    r"\b(?:(?:want|need|like|expect|count on) you|you (?:there|along|too|both)|(?:you|be) (?:there|at home)|you (?:can|could|should|would|must) (?:come|join)|(?:could|can|would|will) you (?:be|come|join|let|go)|join (?:us|me|him|her|them)|you(?:'re| are) (?:signed up|registered|enrolled|invited|expected|on the (?:list|agenda|programme|bill))|both of us|the two of us|come along|welcome)\b"
)
"""What asks the reader to be there too."""
_INVITES = re.compile(
    r"\b(?:(?:would|do) you (?:like|want|fancy|care)|fancy|are you (?:coming|up for|in for)|will you be|venez-vous|(?:kommst du|kommen sie|kommt ihr|hast du lust|haben sie lust))\b"
)
_AFTER = re.compile(
    r"(?:when|once|after|before|as soon as|while|since|until) (?!(?:we|you and i) (?:meet|see|speak|talk)\b|i (?:see|come|visit)\b)(?:you|i|we|he|she|they|the|it|your|my|our)\b"
)
"""What is only to be over by then."""
