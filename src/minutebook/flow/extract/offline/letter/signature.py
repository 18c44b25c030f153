"""Contacts: who the people of a mail are, by their addresses, their signature blocks and what the vault knows."""

from collections.abc import Iterator, Sequence

import msgspec

from minutebook.flow.extract.offline.letter.envelope import Mail
from minutebook.model.entity import Context, Entity, EntityType
from minutebook.model.extraction import Contact
from minutebook.text import patterns as re
from minutebook.text.houses import FIRST, FORMS, FREE, spells
from minutebook.text.names import fold, split_name

SHORTEST_PHONE = 7
"""Digits that a telephone number has at least."""
LONGEST = 70
"""Characters of a line that may be a title or an organisation."""


class _Block(msgspec.Struct, frozen=True):
    """What a signature block says of the one who signs."""

    title: str | None = None
    org: str | None = None
    phone: str | None = None


def find_contacts(mails: Sequence[Mail], context: Context) -> tuple[Contact, ...]:
    """The people of the mails except the vault's owner, each once; the last signature counts."""
    blocks: dict[str, _Block] = {}
    for mail in mails:
        if mail.sender and mail.message.signature:
            block = read_block(mail.message.signature, mail.sender, _address_of(mail, mail.sender), _accounts(context))
            before = blocks.get(mail.sender, _Block())
            blocks[mail.sender] = _Block(
                block.title or before.title, block.org or before.org, block.phone or before.phone
            )
    own = {address.lower() for address in context.me.emails}
    found: dict[str, Contact] = {}
    for mail in mails:
        for header in mail.message.people:
            name, email = header.name, (header.email or "").lower()
            if (
                header.role == "reply-to"
                or not name
                or not email
                or email in own
                or fold(name) == fold(context.me.name)
            ):
                continue
            block = blocks.get(name, _Block())
            known = _known(name, context)
            org = block.org or (known.organisation if known else None) or _by_host(email, context)
            if email == (found[name].email if name in found else email):
                answers = _answering(mail, name)
                found[name] = Contact(name, answers or header.email, block.title, org, block.phone)
    return tuple(found.values())


def _answering(mail: Mail, name: str) -> str | None:
    """The address at which a sender wants to be answered, where it is their own and the mail came from a desk's."""
    if name != mail.sender:
        return None
    return next((h.email for h in mail.message.people if h.role == "reply-to" and h.name == name), None)


def _address_of(mail: Mail, name: str) -> str:
    return next((h.email or "" for h in mail.message.people if h.name == name), "")


def _accounts(context: Context) -> list[Entity]:
    return [e for e in context.entities if e.type is EntityType.ACCOUNT]


def _known(name: str, context: Context) -> Entity | None:
    return next((e for e in context.entities if e.type is EntityType.PERSON and e.name == name), None)


def _by_host(email: str, context: Context) -> str | None:
    """The organisation that others at the same host are of, the owner's own, or the account whose name the host spells."""
    host = email.partition("@")[2]
    if not host or host in FREE:
        return None
    if host in {address.lower().partition("@")[2] for address in context.me.emails}:
        return context.me.organisation
    for entity in context.entities:
        if entity.organisation and any(a.lower().partition("@")[2] == host for a in entity.emails):
            return entity.organisation
    return next((e.name for e in _accounts(context) if spells(host, (e.name, *e.aliases))), None)


def read_block(text: str, name: str, email: str, accounts: Sequence[Entity]) -> _Block:
    """What a signature block says: the title, the organisation and the first telephone number of ``name``."""
    title = org = phone = between = None
    parts = [part for line in text.splitlines() for part in _parts(line, name)]
    for part in parts:
        number = _phone(part)
        if number:
            phone = phone or number
            continue
        if not _is_word(part):
            continue
        if org is None and _is_organisation(part, email, accounts):
            org = part
        elif title is None and _TITLE.search(fold(part)):
            title = part
        elif org is None and between is None and _OFFICE.fullmatch(part):
            between = part
    return _Block(title or (between if org and _stands_under(between, name, text) else None), org, phone)


def _stands_under(part: str | None, name: str, text: str) -> bool:
    """Whether a piece stands right after the name, where an office stands: "Helen Crewe | Account Handler"."""
    return bool(part) and re.search(rf"{re.escape(name)}[\s|•·,–-]+{re.escape(part or '')}", text) is not None


def _parts(line: str, name: str) -> Iterator[str]:
    """The pieces of one line of a block, without the name that it begins with."""
    text = line.strip(" \t*_-–—|•·").strip()
    given = split_name(name)
    for piece in re.split(r"\s*[|•·]\s*|\s{3,}|\s+[–—-]\s+", text):
        rest = piece.strip()
        folded = fold(rest)
        if folded.startswith(fold(name)):
            rest = rest[len(name) :].lstrip(" ,")
            rest = re.sub(r"^(?:(?:[A-Z]\.?){2,6}|[A-Z][a-z]{0,2}[A-Z]\w*)(?:,? |$)", "", rest)
        elif folded in {given.given, given.surname}:
            continue
        head, comma, tail = rest.partition(", ")
        if comma and _TITLE.search(fold(head)) and not _TITLE.search(fold(tail)) and _LIKE_NAME.match(tail):
            yield head
            yield tail
            yield rest
        elif rest:
            yield rest


def _is_word(part: str) -> bool:
    """Whether a piece may be a title or an organisation: no address, link, closing formula or sentence."""
    if (
        len(part) > LONGEST
        or "@" in part
        or _LINK.search(part)
        or _LEGAL.search(part)
        or (part[-1:] in ".!?,:" and not FORMS.search(part))
    ):
        return False
    return not _CLOSING.match(fold(part)) and bool(re.search(r"[^\W\d_]{2}", part)) and not re.match(r"\d", part)


def _is_organisation(part: str, email: str, accounts: Sequence[Entity]) -> bool:
    folded = fold(part)
    if FORMS.search(part):
        return True
    if any(
        folded.startswith(fold(form))
        for account in accounts
        for form in (account.name, *account.aliases)
        if len(form) >= FIRST
    ):
        return True
    host = email.lower().partition("@")[2]
    return (
        bool(host)
        and host not in FREE
        and not _LONG.search(part)
        and spells(host, (part, " ".join(part.split()[:2]), part.split(maxsplit=1)[0]))
    )


def _phone(part: str) -> str | None:
    """The telephone number of a line: "T: 01632 960 311"; a fax number is none."""
    folded = fold(part)
    if _FAX.match(folded):
        return None
    match = _PHONE.search(part)
    if match is None or sum(map(str.isdigit, match[0])) < SHORTEST_PHONE:
        return None
    rest = part[: match.start()]
    return match[0].strip(" .-") if _PHONE_LEAD.fullmatch(fold(rest).strip()) else None


_TITLE = re.compile(
    r"\b(?:manager\w*|director\w*|direktor\w*|directeur|directrice|head|lead|leader|chief|officer|engineer|ingenieur\w*|ingeniero|designer|architect\w*|arquitect\w*|analyst|developer|consultant|advis[eo]r|assistant|assistent\w*|asistente"
    r"|secretary|sekretar\w*|secretaria|coordinator|administrator|specialist|president|chair|chairman|chairwoman|owner|inhaber\w*|founder|partner|associate|counsel|solicitor|lawyer|barrister|paralegal|accountant|auditor|audit|buyer|einkaufer\w*"
    r"|einkauf|procurement|purchasing|sales|vertrieb\w*|surveyor|teacher|lecturer|professor\w*|researcher|scientist|editor|writer|reporter|producer|technician|techniker\w*|foreman|superintendent|supervisor|planner|pharmacist|nurse|physician|curator|conservat\w+"
    r"|restaurator\w*|librarian|archivist|clerk|treasurer|registrar|ceo|cto|cfo|coo|cio|vp|vice president|geschaftsfuhrer\w*|leiter\w*|abteilungsleiter\w*|projektleiter\w*|sachbearbeiter\w*|gerente|jefe|jefa|responsable|charge|chargee|gestor\w*|direttore|direttrice"
    r"|responsabile|diretor\w*|hoofd|medewerker|executive|representative|agent|operations|operator|trainee|intern|apprentice|student|fellow|dean|principal|governor|trustee|member of|commercial|marketing|controller|caretaker|farmer|builder|baker|chef)\b"
)
_OFFICE = re.compile(r"[A-ZÀ-Þ][\w'’&-]+(?: [\w'’&-]+){0,4}")
_LEGAL = re.compile(
    r"Gesch[äa]ftsf[üu]hr\w*:|Amtsgericht|\bHR[AB]\b|USt|VAT|Regist(?:ered|ration)|Company (?:No|number)|Sitz|confidential|intended recipient|think before|Sent from|Gesendet|Envoy[ée]|Enviado|disclaimer",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"(?:kind|best|warm|many|with|yours|regards|thanks|thank you|cheers|sincerely|all the best|(?:mit )?freundlich\w*|(?:viele|liebe|beste|schone|herzliche) gru\w*|gru(?:ss|sse|ssen|e|en)?|saludos|un saludo|cordial|bien|atentamente|cordiali|(?:bien|tres) (?:cordialement|a vous)|sinceres salutations|met vriendelijke|med vanlig|best wishes|warm wishes|yours|love|ciao|sent from|cordialement|abracos|com os melhores)\b"
)
_LINK = re.compile(r"https?://|www\.|\b[\w-]+\.(?:com|org|net|example|co\.uk|de|fr|es|io)\b", re.IGNORECASE)
_LIKE_NAME = re.compile(r"[A-ZÀ-Þ]")
_LONG = re.compile(r"(?:\S+\s+){6}")
_PHONE = re.compile(r"\+?\(?\d[\d\s().\u2011/-]{5,22}\d")
_PHONE_LEAD = re.compile(
    r"(?:(?:t|tel|telefon|telephone|phone|ph|m|mob|mobile|mobil|cell|direct|direct line|dd|office|d|p|fon|tfno|tlf|movil|handy|work|switchboard|tel/fax)\b\.?:?)?[\s.:]*"
)
_FAX = re.compile(r"f(?:ax)?\b")
