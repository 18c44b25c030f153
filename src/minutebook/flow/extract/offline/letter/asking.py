"""What a letter asks of who reads it: requests, straight and roundabout, and things that its writer lacks."""

from collections.abc import Iterator

from minutebook.flow.extract.offline.letter.bid import (
    PRESENCE,
    YOU,
    Bid,
    Trigger,
    end_of_phrase,
    skip,
    work_after,
)
from minutebook.flow.extract.offline.letter.order import IDLE
from minutebook.flow.extract.offline.talk.acts import is_ahead, word_at
from minutebook.flow.extract.offline.talk.line import Line
from minutebook.flow.extract.offline.talk.need import find_needs
from minutebook.flow.extract.offline.words.lexicon import Lexicon
from minutebook.flow.extract.offline.words.verbs import STATES, base_form
from minutebook.text import patterns as re


def find_asks(line: Line, lexicon: Lexicon) -> Iterator[Trigger]:
    """What a line asks its reader to do: the verb stands as it is, as "sending" after "would you mind", as "sent" after "it would help if you"."""
    text = line.plain
    courtesy = _COURTESY.search(text)
    supposed = (match for match in _SUPPOSES.finditer(text) if _is_wished(line, match))
    for match in (*ASK.finditer(text), *supposed):
        if (courtesy and courtesy.start() < match.start()) or _WHAT.search(text, 0, match.start()):
            continue
        if IDLE.match(text, skip(text, match.end())):
            continue
        if trigger := work_after(Bid.ASK, line, match, lexicon):
            yield trigger
    for pattern in (_DOING, _DID, _RATHER_DID):
        for match in pattern.finditer(text):
            base = base_form(match["verb"], lexicon)
            if base and base != match["verb"] and base not in STATES and (pattern is not _DID or _WELCOME.search(text)):
                verb = match.start("verb")
                yield Trigger(Bid.ASK, match.start(), verb, end_of_phrase(line, verb), verb_text=base)


def _is_wished(line: Line, match: re.Match[str]) -> bool:
    """Whether what the reader might do is welcome: the sentence says so; being somewhere is no work."""
    return (
        _WELCOME.search(line.plain) is not None
        and word_at(line.plain, skip(line.plain, match.end())) not in PRESENCE | STATES
        and not line.plain.startswith("make it", match.end())
    )


def find_lacks(line: Line, lexicon: Lexicon) -> Iterator[Trigger]:
    """Things that a line wants of its reader: what its writer needs, what others want of "you", what the reader will have."""
    text = line.plain
    if is_ahead(line) and not line.question:
        for start, _, words in find_needs(line, lexicon):
            yield Trigger(Bid.ASK, start, start, len(text), verb_text=f"={words}")
    yield from _find_several(line)
    done: set[int] = set()
    for match in _NEED_DONE.finditer(text):
        base = base_form(match["done"], lexicon)
        if base and base != match["done"]:
            done.add(match.start())
            yield Trigger(Bid.ASK, match.start(), match.start("thing"), match.end("thing"), verb_text=f"+{base}")
    for match in (*_AT_YOUR_END.finditer(text), *_MUST_REACH.finditer(text)):
        yield Trigger(Bid.ASK, match.start(), match.start("thing"), match.end("thing"), verb_text="+send me")
    for match in _WANTED_BY.finditer(text) if is_ahead(line) else ():
        yield Trigger(Bid.ASK, match.start(), match.end(), end_of_phrase(line, match.end()), verb_text="+give them")
    for match in _WANT_TO_KNOW.finditer(text):
        yield Trigger(
            Bid.ASK,
            match.start(),
            match.end(),
            end_of_phrase(line, match.end()),
            verb_text=f"+tell {'me' if match['who'] in {'i', 'we'} else 'them'}",
        )
    for match in _HAVE_THEM.finditer(text):
        end = end_of_phrase(line, match.start("thing"))
        verb = "+lend me" if match["lend"] else "+send me"
        yield Trigger(Bid.ASK, match.start(), match.start("thing"), end, verb_text=verb)
    for match in _WANT_BACK.finditer(text):
        done.add(match.start())
        yield Trigger(Bid.ASK, match.start(), match.start("thing"), match.end("thing"), verb_text="+return")
    for match in _WANT_FRONTED.finditer(text):
        verb = "+return" if match["how"] == "back" else "+send me"
        yield Trigger(Bid.ASK, match.start(), match.start("thing"), match.end("thing"), verb_text=verb)
    for match in _GET_FRONTED.finditer(text) if is_ahead(line) and not line.question else ():
        yield Trigger(Bid.PROMISE, match.start(), match.start("thing"), match.end("thing"), verb_text="+send")
    for match in _BE_DONE.finditer(text):
        if base := base_form(match["done"], lexicon):
            end = end_of_phrase(line, match.start("done"))
            rest = line.text[match.end("done") : max(end, match.end("done"))]
            thing = "them" if match["thing"] == "they" else line.text[match.start("thing") : match.end("thing")]
            words = f"={base} {thing}{rest}"
            yield Trigger(Bid.ASK, match.start(), match.start("thing"), max(end, match.end()), verb_text=words)
    for match in _WITHOUT.finditer(text):
        yield Trigger(Bid.NEED, match.start("thing"), match.start("thing"), match.end("thing"))
    for pattern in (_NEED, _WANT_OF_YOU, _LACK, *([_IF_WE_GET] if _WELCOME.search(text) else [])):
        for match in pattern.finditer(text):
            if match.start() not in done:
                yield Trigger(Bid.NEED, match.start(), match.end(), end_of_phrase(line, match.end()))
    for match in _GET.finditer(text):
        if is_ahead(line):
            yield Trigger(Bid.GET, match.start(), match.end(), end_of_phrase(line, match.end()))


def _find_several(line: Line) -> Iterator[Trigger]:
    """Each of the things that a sentence lists behind a mark: "I want four things: the tide table, an oar, …"."""
    opens = _NEED_SEVERAL.search(line.plain)
    if opens is None:
        return
    starts = [opens.end(), *(match.end() for match in _NEXT_THING.finditer(line.plain, opens.end()))]
    for start, after in zip(starts, [*starts[1:], None], strict=True):
        leads = _NEXT_THING.search(line.plain, start) if after is not None else None
        end = leads.start() if leads else len(line.plain.rstrip(" .?!"))
        yield Trigger(Bid.NEED, start, start, end)


_NEED_SEVERAL = re.compile(
    r"(?<![\w'])(?:(?:i|we)(?:'d| would|'ll)?(?: (?:also|still|just|only))* (?:need|require|want|lack|am missing|are missing)(?: from you)?|(?:please|kindly) (?:send|let (?:me|us) have|bring|supply|provide)(?: (?:me|us))?(?: with)?|(?:is|are) (?:still )?missing)"
    r" (?:(?:just|only|the|these|another|a few|two|three|four|five|six|several|some|further|following|more|other) )*(?:things|items|documents|papers|pieces|bits|details|following|answers)?(?: from you)?(?: (?:by|before|until) [^:]{3,25})?: ?(?=(?:the|an?|your|two|three|\d|copies|proof)\b)"
)
_NEXT_THING = re.compile(r"(?:,|;|,? and|,? plus)(?: also)? (?=(?:the|an?|your|copies|proof|\d+|two|three|four) [a-z])")
_MAY = r"(?:could|can|would|will|might|may|(?:were|are|'re|'d be) able to|(?:were|are) to|managed to)"
ASK = re.compile(
    rf"(?<![\w'])(?:(?:can|could|will|would|might) {YOU},? (?:or (?:someone|somebody|anyone|one)(?: (?:else|from|on|in|of) \w+(?: \w+)?)? )?|your (?:\w+ )?(?:lads|guys|team|men|people|side|office|crew|colleagues|end|department) to (?=[a-z])|(?:can|could|would|will) your (?:\w+ ){{1,2}}(?=(?:please )?[a-z]+ (?:me|us|him|her|it|that|this|them|the|an?|your|our|their|his|some|up|in|out|by|to|with|back|over)\b)|(?:can|could|would) (?:somebody|someone|anybody|anyone|one of your \w+|your \w+)(?: \w+)? (?:on|at|in|from) your (?:side|end|team|office|people|place|department) |(?:^|(?<=[,;:] ))(?:can|could|would) (?=(?:send|give|get|let|bring|forward|check|ask|tell|call|ring) )|(?<!attached )(?<!enclosed )(?:please|pls|plz),? |kindly |(?:(?<=^)|(?<=[,;:–.] )|(?<=\band )|(?<=\bso )|(?<=\bbut ))(?=(?:let (?:me|us) know|tell (?:me|us)|give (?:me|us) (?:a call|a ring|the|your)|send (?:me|us)|keep (?:me|us))\b)"
    rf"|(?:i|we)(?:'d|'ll| would| will| must| have to| need to| want to| wanted to| would like to|'d like to| am going to| am writing to| can only| do| really)* (?:like|need|want|ask|expect|beg|urge|request|remind|trust|trouble|invite|count on|rely on) {YOU} (?:kindly |please |again )?to "
    rf"|(?<!expect )(?:you(?:'ll| will)?|(?:^|(?<=, ))you(?:'d| would))(?: (?:still|then|also|both|all|now|just|only|first))* (?:need|have) to (?!hand\b|say\b|admit\b|wait\b|laugh\b)|you(?:'re| are| will be)(?: kindly| hereby| now)? (?:obliged|required|asked|requested) to |you(?:'d| had) better |you must |(?:are|would|will) {YOU} (?:be )?able to |don't forget to |(?<!to )(?<!'ll )(?<!will )(?:make|be) sure (?:to |that you |you )|remember to "
    rf"|(?:can|could|may|shall|will|i'll|i will) (?:(?:i|we) )?leave (?:it|that|this) (?:up )?(?:to|with) {YOU} to |(?:let's say|how about|what if|suppose) {YOU} |(?:may|can|could|might) (?:i|we) (?:please )?(?:ask|trouble) {YOU} to |(?:(?:would|will|is) it (?:be )?)?possible (?:for {YOU} )?to |(?<!why )(?:it|that)(?:'d| would| might| could) be (?:wise|sensible|prudent|advisable|best|better) (?:for {YOU} |if {YOU} were )?to (?!meet\b|see\b|talk\b|speak\b|wait\b|catch up\b)|(?:do|would) {YOU} think you(?:'d| could| can| would)(?: be able to)? "
    rf"|(?:it|that|this)(?:'s| is| would be| will be| falls| is left) (?:now |really |entirely )?(?:up to|down to|on|for|to|with|left to) {YOU} to |your (?:job|task|turn|part|homework|action|next step) (?:is|will be) (?:now )?to "
    rf"|(?:i|we)(?:'d| would)? (?:suggest|recommend|propose|advise)(?: that)? {YOU} |you (?:said|told (?:me|us)|promised|mentioned|wrote)(?: that)? you(?:'d| would|'ll| will| were going to) |you (?:promised|offered|agreed|volunteered|undertook|were going|(?:are|were|'re) (?:supposed|meant|due)|'re) to )"
)
_SUPPOSES = re.compile(
    rf"(?<![\w'])(?:if|whether|(?:(?<=good )|(?<=nice )|(?<=great )|(?<=helpful ))when|hop(?:e|ing|ed)|wonder(?:ed|ing)?|chance|trust|way)(?: that| if| whether)? {YOU}(?:'d| {_MAY}) (?:please |perhaps |possibly |kindly |also |then )*"
)
"""What a reader might do; with a word that it is welcome anywhere in the sentence it is asked for."""
_WELCOME = re.compile(
    r"\b(?:help(?:s|ful|ed)?|grateful|appreciated?|hop(?:e|ing|ed)|wonder(?:ed|ing|ful)?|nice|lovely|great|good|kind|useful|glad|happy|pleased|thankful|thanks|thank|obliged|possible|chance|way|ideal|brilliant|perfect|love|like"
    r"|best|better|easier|fantastic|super|amazing|favour|favor|marvellous|delighted|relief|welcome|trust|indebted|owe|fab|handy|superb|excellent|pleasure)\b"
)
_DOING = re.compile(
    rf"(?<![\w'])(?:(?:do|would) {YOU} mind(?: please)?|(?:appreciate|be grateful for|welcome) your|(?:any |some )?chance of (?:you |your )?|how about you|leave you to (?:be )?) ?(?P<verb>[a-z]+ing)\b"
)
_DID = re.compile(
    rf"\bif {YOU} (?P<verb>(?!did|were|had|wanted|needed|liked|wished)[a-z]+(?:ed|t|d|ght|ve|k|e))\b(?= )"
)
_RATHER_DID = re.compile(
    rf"(?<![\w'])(?:i|we)(?:'d| would)(?: much| far)? (?:rather|prefer it if|like it if) {YOU} (?P<verb>(?!did|were|had|wanted)[a-z]+(?:ed|t|d|ght|ve|k|e))\b(?= )"
)
_COURTESY = re.compile(
    r"\b(?:if|should) you (?:ever )?(?:have|need|want|wish|prefer|enjoy|require|no longer|would like|'d like|are interested|experience|do not|don't|are not|would not)\b.{0,60}\b(?:questions?|comments?|concerns?|help|assistance|information|problems?|difficult\w+|suggestions?|anything|e-?mails?|receive|unsubscribe|details|offers?|feedback)\b"
    r"|\bfor (?:any |more |further )?(?:questions|information|queries|enquiries|details)\b|\bif there (?:is|are) (?:any|something)|\bif (?:anything|something|any of this) (?:is|isn't|looks)"
)
"""After which what is asked is a courtesy to whoever reads it."""
_WHAT = re.compile(r"\b(?:how|what|why|where|which)(?: \w+)? $")
_NEED = re.compile(
    r"(?:^|(?<=[,;:] )|(?<=\bso )|(?<=\band )|(?<=\bbut )|(?<=\balso )|(?<=\bfrom you )|(?<=\byour side )|(?<=\blist )|(?<=\blast )|(?<=[\w'-] ))"
    r"(?:(?:i|we)(?: (?:also|still|just|only|urgently|really|now|will|then|all))* (?:need|require|lack|am missing|are missing)(?: from you)?|(?:i|we)(?:'ll|'d| would)(?: also| still)? need"
    r"|(?:i|we)(?:'d| would) (?:also )?like(?: to (?:have|receive))?(?= (?:\d|\w+ copies|your))|(?:i'm|i am|we're|we are) (?:still )?(?:waiting (?:for|on)|missing|short of)(?= (?:your|the))|(?:can|could|may|might) (?:i|we) (?:please |also )?(?:have|get|see|borrow)(?= (?:the|your|an?|some|sight|copies)\b))"
    r" (?!to\b|from\b|you\b|it\b|that\b|this\b|them\b|more time|some time|time\b|somebody\b|someone\b|your help\b|help\b|any\b|no\b|not\b)"
    r"|^(?:also |just |still )*(?:need|waiting (?:for|on)|missing) (?=(?:the|your)\b)|^(?:also |just |still )?need (?=(?:the|your|a|an|some|\d))"
)
_WANT_OF_YOU = re.compile(
    r"(?<=[\w'-] )(?:needs?|wants?|(?:is|are) (?:still )?(?:asking|waiting) for|asks? for|requires?) (?!to\b)(?=[^,.;]{3,60} from (?:you|your (?:side|end))\b)"
)
"""What others lack, and the reader has."""
_AT_YOUR_END = re.compile(
    r"(?:^|(?<=[,;:.–] )|(?<=\band )|(?<=\bbut ))(?P<thing>(?!(?:it|that|this|they|what|which|who)\b)[\w'-]+(?: [\w'-]+){0,5}?) (?:is|are)(?: still| now| also)? (?:pending|outstanding|missing|awaited|overdue|due|open) (?:from|on|at|with) (?:you|your (?:side|end))\b"
)
_MUST_REACH = re.compile(
    r"\b(?:essential|important|vital|crucial|necessary|critical|imperative)(?: that)? (?P<thing>(?:these|those|they|it|this|that|the|your|we|i)(?: [\w'-]+){0,4}?) (?:reach(?:es)?|gets? to|arrives? with|comes? to|(?:is|are) with|(?:have|has|get|receive)) (?:me|us|it|them|here|the|your)\b"
)
_WANTED_BY = re.compile(
    r"(?:^|(?<=[,;.–] )|(?<=\band )|(?<=\bbut ))(?:they|he|she|the [\w'-]+(?: [\w'-]+)?)(?:'re|'s|'d| are| is| would)?(?: now| also| still)? (?:asking for|ask for|asks for) (?=(?:the|an?|our|your|\d+|two|three|copies)\b)"
)
"""What others want by a day, in a letter to who has it."""
_WANT_TO_KNOW = re.compile(
    r"(?<![\w'])(?P<who>i|we|they|he|she)(?:'d| would)?(?: (?:also|still|all|both|just|really|only))* (?:wants?|needs?|like) to (?:know|hear|learn|see) (?=(?:the|your|what|when|which|whether|if|how|who|why|where)\b)"
)
_LACK = re.compile(
    r"(?<![\w'])(?:what (?:i|we|he|she|they)(?:'m|'re| am| are|'d| would)?(?: (?:still|really|now|also|only|do))* (?:needs?|lack|miss|missing|likes?|wants?|haven't (?:got|had)|have not (?:got|had)|don't have|do not have)(?: (?:here|yet|now|back))?(?: from (?:you|your (?:side|end)))? (?:is|are) (?=(?:one|the|your|an?|some|two|three)\b)"
    r"|(?:i|we)(?: still)? (?:haven't|have not)(?: yet)? (?:had|received|got|seen) (?=your\b))"
)
_IF_WE_GET = re.compile(
    r"(?<![\w'])(?:if|whether|hop(?:e|ing)|that) (?:i|we) (?:could|can|might|may) (?:please |also )?(?:have|get|see|receive|borrow) (?=(?:the|your|this|those|these|an?|some|copies|all|both)\b)"
)
"""What would please who writes: "it would be ideal if we could get the data"."""
_BE_DONE = re.compile(
    r"(?:^|(?<=[,;:–-] )|(?<=\band )|(?<=\bbut )|(?<=\bor )|(?<=\bso ))(?:can|could|would|will|might|may) (?P<thing>it|they|that|this|these|those|both|all (?:of )?(?:it|them|this|that)|(?:the|your|this|these|those|our|my)(?: [\w'-]+){1,6}?)(?: all| both)? (?:please |also |then |perhaps |possibly )*be (?P<done>[a-z]+(?:ed|t|n|de|ld|ne|ut|ade))\b(?! (?:that|to (?:be|have))\b)(?=[^.;]*\?)"
)
"""What a question wants done: "Could the invoice be sent to the office?"."""
_WITHOUT = re.compile(
    r"\b(?:can't|cannot|can not|won't|will not|couldn't|unable to|not able to|doesn't|don't|does not|do not|isn't|aren't)\b[^.;:?!]{3,60}? without (?P<thing>(?:the|your|our|those|these) (?!help\b|support\b|others?\b|rest\b)[\w'-]+(?: (?!until\b|because\b|and\b|so\b|but\b|which\b|who\b)[\w'-]+){0,6})"
)
"""What keeps somebody waiting: "the printer cannot start without the signed proof"."""
_NEED_DONE = re.compile(
    r"(?<![\w'])(?:i|we)(?:'d| would)?(?: (?:also|still|really|just))* (?:need|want|like) (?P<thing>(?:this|that|it|them|both|(?:the|this|that|your|our|an?|all|these|those)(?: [\w'-]+){1,6}?)) (?P<done>[a-z]+(?:ed|t|n|ne|d))\b(?= (?:by|before|on|today|tomorrow|to|for|and|in|as|asap|rather|this|next|within|with)\b|[.,;]|$)"
)
_HAVE_THEM = re.compile(
    r"(?<![\w'])(?:can|could|may|might) (?:i|we) (?:please )?(?:have|get|see|(?P<lend>borrow)) (?P<thing>them|it|these|those|that|both)(?= (?:for|until|by|before|today|tomorrow|on|this|next|back|as soon|asap|please)\b|[?])"
)
_WANT_BACK = re.compile(
    r"(?<![\w'])(?:i|we)(?:'d| would|'ll| will)?(?: (?:also|still|really|just))* (?:need|want|like|have) (?P<thing>(?:it|them|that|this|both|(?:the|this|that|our|my|those|these)(?: [\w'-]+){1,5}?)) back(?= (?:by|before|on|today|tomorrow|some|as|asap|this|next|within|when|please|from)\b|[.,;]|$)"
)
_WANT_FRONTED = re.compile(
    r"(?:^|(?<=[,;] ))(?:and |but )?(?P<thing>(?:the|your|our|my|both|those|these)\b(?:(?!\b(?:is|are|was|were|will|can|has|have|if|when|that|which)\b)[^,.;:?!]){2,50}?),? (?:i|we)(?:'d| would|'ll| will)?(?: (?:also|still|really))* (?:like|need|want)(?: to (?:have|get|see))?(?: it| them)? (?P<how>back|here|in writing)\b"
)
"""Things with which a wish begins: "The second anchor I want returned"."""
_GET_FRONTED = re.compile(
    r"^(?:and |but |then )?(?P<thing>(?:the|your|our|my|all|both|an?|those|these)\b(?:(?!\b(?:is|are|was|were|will|can|has|have|if|when|that|which)\b)[^.;:?!]){2,60}?),? you(?:'ll| will| shall| should)? (?:get|have|receive|see)(?: (?:it|them))?(?: from (?:me|us))?(?= |[.,!]|$)"
)
"""Things with which a promise begins: "The photographs you get on Friday"."""
_GET = re.compile(
    r"(?<![\w'])you(?:(?:'ll| will| shall)(?: also| then)? (?:have|get|receive)|(?:'re| are) getting|(?<!can you)(?<!could you)(?<!if you)(?<!when you)(?<!once you)(?<!before you)(?<!that you)(?<!after you) (?:then |also )?get)(?: from (?:me|us))? (?=(?:the|our|my|a|an|it|that|them|this|those|both|two|three|four|five|six|all|another)\b)"
)
CAN = re.compile(r"(?:^|(?<=[,.;:–-] )|(?<=\band )|(?<=\bbut )|(?<=\bor )|(?<=\bso ))(?:can|could|will|would) @?$")
