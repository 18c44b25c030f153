"""Whether a mail is to be answered, to whom, and which of its questions and requests."""

from collections.abc import Iterator, Mapping, Sequence

from minutebook.flow.extract.offline.letter.envelope import Mail
from minutebook.flow.extract.offline.letter.order import find_called
from minutebook.flow.extract.offline.letter.when import find_whens
from minutebook.flow.extract.offline.letter.work import Work
from minutebook.flow.extract.offline.talk.line import Line
from minutebook.model.entity import Me
from minutebook.model.extraction import Invite, Reply
from minutebook.text import patterns as re
from minutebook.text.names import fold

SHORT = 45
"""Characters of a question that only greets or wonders."""


def find_reply(
    mails: Sequence[Mail],
    lines: Sequence[Line],
    works: Sequence[Work],
    open_: frozenset[int],
    invite: Invite | None,
    me: Me,
    name: str | None,
) -> Reply:
    """The answer that the last mail of somebody else wants of the vault's owner; none where they are only copied in.

    ``open_``: utterances that ask what no mail answers: where the owner wrote since, these alone are left.
    """
    mail = next((mail for mail in reversed(mails) if mail.sender != name), None)
    own = {address.lower() for address in me.emails}
    if mail is None or mail.message.automatic or _is_copied(mail, own, name):
        return Reply()
    since = mail is not mails[-1]
    own_lines = _ids(mail, lines)
    if any(_NO_ANSWER.search(line.plain) for line in lines if line.id in own_lines):
        return Reply()
    mine = [work for work in works if work.owner == name and work.line in own_lines]
    asking = {work.line for work in mine if not (invite and _is_part(work, lines[work.line], invite, mail))}
    others = {work.line: work.owner for work in works if work.owner not in {name, None} and work.line not in asking}
    questions = [
        line
        for line in lines
        if line.id in own_lines
        and (line.id in asking or (_is_for_me(line, others, mail) and _asks_me(line, mail, name)))
        and not (_IN_DIARY.match(line.plain) or (_LATER_ON.match(line.plain) and not line.question))
        and not (since and open_.isdisjoint(line.utterances))
    ]
    proposed = invite is not None and any(event.method in {"", "REQUEST"} for event in mail.message.events)
    to = tuple(_to(mail, own))
    if not to or not (questions or (proposed and not since)):
        return Reply()
    return Reply(needed=True, to=to, questions=tuple(line.text for line in questions))


def _is_part(work: Work, line: Line, invite: Invite, mail: Mail) -> bool:
    """Whether work is no more than to be there when the appointment is: "You speak on 21 April at ten"."""
    verb = work.text.lower().split(" ")[0]
    if line.question or (verb in line.plain and not _BE_THERE.match(verb)) or _CONFIRM.search(line.plain):
        return False
    return any(
        w.day and w.clock and f"{w.day}T{w.clock.at:%H:%M}" == invite.start[:16] for w in find_whens(line, mail.day)
    )


def _ids(mail: Mail, lines: Sequence[Line]) -> frozenset[int]:
    return frozenset(line.id for line in lines if line.utterances[0] in mail.utterances)


def _is_copied(mail: Mail, own: set[str], name: str | None) -> bool:
    """Whether the owner is among those copied in and not among those addressed."""
    roles = {h.role for h in mail.message.people if (h.email or "").lower() in own or (h.name and h.name == name)}
    return bool(roles & {"cc", "bcc"}) and "to" not in roles


def _is_for_me(line: Line, others: Mapping[int, str | None], mail: Mail) -> bool:
    """Whether what a line asks may be the owner's to answer, though the work in it is somebody else's (``others``, by line)."""
    if line.id not in others or _OF_BOTH.search(line.plain):
        return True
    return line.question and others[line.id] not in mail.readers


def _asks_me(line: Line, mail: Mail, name: str | None) -> bool:
    """Whether a line asks something of the owner: a question or a word, unless it calls somebody else by name or only wonders."""
    small = len(line.text) < SHORT and _RHETORICAL.search(line.plain) is not None
    asks = "? " in f"{line.text} " or _WISHES.search(line.plain) is not None
    asks = asks or (_WANTS.search(line.plain) is not None and not _COURTESY.search(line.plain))
    if not asks or small:
        return False
    called = find_called(line)
    return called is None or called == name or fold(called) == fold(mail.sender or "")


def _to(mail: Mail, own: set[str]) -> Iterator[str]:
    """The addresses to answer: Reply-To, else who wrote; never one's own."""
    people = mail.message.people
    answers = [h.email for h in people if h.role == "reply-to" and h.email and h.email.lower() not in own]
    writers = [h.email for h in people if h.role == "from" and h.email and h.email.lower() not in own]
    yield from dict.fromkeys(answers or writers)


_OF_BOTH = re.compile(r"\b(?:shall|should|can|could) we\b|\bhow about\b|\bi need it\b")
"""What asks for the reader's word, whoever is to do it."""
_RHETORICAL = re.compile(
    r"^(?:how are you|how's (?:it|life|everything)|hope|is(?:n't| not) (?:it|that)|who knows|remember\b|coffee\?|what can i say|why not\?|ready\?|right\?|ok(?:ay)?\?|really\?|questions\?)|^(?:did you have|how was) (?:a |your )"
)
_WANTS = re.compile(
    r"(?<!to )(?<!yes )(?<!yes, )\bplease(?=[,.!]|$)|(?<!to )(?<!yes )(?<!yes, )\bplease (?!find|note|see|accept|do not|don't|be (?:aware|assured|advised|informed|reminded|careful|patient|ready|there|here)|bear|ignore|disregard|excuse|forgive|feel|pass|give my|visit|click|follow|allow|contact|call|ring|arrive|join me|add (?:us|this address|[^ ]+@))"
    r"|(?<!to )(?<!\bhe )(?<!\bshe )(?<!\bthey )(?<!\balso )(?<!\bwill )(?<!'ll )\b(?:let (?:me|us) know|tell (?:me|us)|get back to (?:me|us)|drop (?:me|us) a line|rsvp)\b|^(?:and )?(?:i|we) (?:still |also |just |really )*need (?!to\b)"
    r"|\bi need it\b|\bbitte (?!beachten|entschuldig|wenden|verzeih|nicht)|\bbescheid\b|\brückmeldung\b|\bveuillez (?!trouver|agréer|noter|recevoir|excuser|croire)|\bmerci de (?!votre|ton|vos|tes|m'avoir|nous avoir)|\b(?:dites|dis|faites|fais)-(?:moi|nous)\b|\btenez-(?:moi|nous)\b|\bs'il (?:vous|te) plaît\b"
    r"|\bsay (?:yes|you'll|you will)\b|\bdo come\b|\b(?:someone|somebody) (?:must|has to|needs to|should|will have to) (?:be|let|come)\b|\bpor favor\b|\b(?:dime|dinos|díganos|dígame|avísame|avíseme)\b|\bpreguntar(?:te|le|os|les) si\b|\bagradec\w+ (?:su|tu|vuestra) (?:pronta )?(?:respuesta|confirmación)\b"
)
"""What asks for a word or a deed without a question mark."""
_WISHES = re.compile(
    r"\b(?:was|am|are|were|'m|'re|still|just) wondering (?:if|whether|what|when|where|which|who|how)\b|\b(?:i|we) wonder (?:if|whether) you\b|\b(?:(?:i|we)'d|(?:i|we) (?:would|should)) (?:really |very much |also )?(?:appreciate|be (?:very |most |so )?(?:grateful|glad|pleased|delighted) (?:if|for)|(?:like|love|need|want) to (?:know|hear|understand)|feel (?:better|easier|happier) if you)"
    r"|\b(?:it would|it'd|would) be (?:\w+ )?(?:great|good|helpful|useful|lovely|nice|wonderful|kind|ideal) (?:if you|to (?:hear|know|have|get))\b|^(?:[\w ]{1,20}, )?(?:can|could|would|will) you (?!believe|imagine)\b|\byou (?:wouldn't|don't|didn't) (?:happen to (?:know|have|remember|see)|know (?:who|what|where|when|whether|if|how|which))\b|, (?:would|could|can|will|do|did|have|are) you\.?$"
    r"|\b(?:asks|ask|is asking|are asking|wants to know|want to know|would like to know|has asked|have asked)(?: me| us)? (?:whether|if|when|how|what|which|who|where|why)\b|\b(?:it's|it is) not (?:quite |entirely |really )?clear (?:to (?:me|us) )?(?:[\w' ]{0,25})\b(?:who|what|how|which|whether|where|when|if)\b|\b(?:i|we) (?:don't|do not|can't|cannot) (?:quite |really |fully )?(?:understand|see|follow) (?:why|how)\b|\b(?:i|we)(?: still)? (?:don't|do not) (?:quite |really )?(?:know|see|understand) (?:yet )?(?:who|what|how|which|whether|where|when|if|why) (?:[\w']+ ){0,6}?(?:you|your)\b|\b(?:i'm|i am|we're|we are) (?:still )?(?:not sure|unsure|unclear) (?:who|what|how|which|whether|where|when|if) (?:[\w']+ ){0,5}?(?:you|your)\b"
)
"""What asks in a roundabout way."""
_IN_DIARY = re.compile(
    r"(?:(?:please|just|so|also),? )*(?:put|note|enter) (?:it|them|this|that|the dates?) (?:down )?in (?:your|the) (?:diary|calendar)\b"
)
_BE_THERE = re.compile(
    r"(?:speak|start|meet|come|attend|expect|be|hold|begin|see|join|arrive|present|call|send \w+ the call)\b"
)
_CONFIRM = re.compile(r"\b(?:confirm|send (?!.*\bcall\b)|let|reply|provided|answer|sign|rsvp|tell)\b")
_LATER_ON = re.compile(r"(?:and |but )?(?:if|should|in case) (?:the|it|they|he|she|anything|something)\b")
"""What would only be wanted if something came about."""
_COURTESY = re.compile(
    r"\b(?:if|should) you (?:have|need|want|wish|require|would like|are unable|cannot|can't|change)|\bif (?:there|anything|something|not|you)|\bshould (?:there|anything|the|you)|\b(?:falls|sollten?) |\bsi (?:vous|tu|besoin)\b|\bplease (?:kindly )?(?:print|consider) "
)
"""What every letter says."""
_NO_ANSWER = re.compile(
    r"\b(?:no need to|needn't|(?:you )?(?:do not|don't) (?:need|have) to|don't bother to|without needing to) (?:answer|reply|respond|write back)\b(?! (?:all|unless|until|today|now|straight|if)\b)|\bno (?:reply|answer|response)(?: is)? (?:needed|necessary|required|expected)|\bkeine antwort (?:nötig|erforderlich|notwendig)|\bantwort(?: ist)? nicht (?:nötig|erforderlich|notwendig)"
    r"|\b(?:brauchst|brauchen sie|müssen sie|musst) (?:mir |du )?nicht (?:zu )?(?:antworten|zu antworten)|\bno (?:hace falta|es necesario) (?:que (?:me |nos )?(?:contest|respond)\w+|(?:contestar|responder))|\binutile de (?:me |nous )?répondre|\bpas besoin de (?:me |nous )?répondre"
)
"""What says that no answer is wanted."""
