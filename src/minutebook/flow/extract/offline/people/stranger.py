"""Which capitalised words are people whom the vault does not know.

A word's evidence is added up over the whole talk: tables of names, what is said of it, what stands beside it.
"""

from collections.abc import Mapping, Sequence

import msgspec

from minutebook.flow.extract.offline.people.address import Call
from minutebook.flow.extract.offline.people.idiom import Idiom
from minutebook.flow.extract.offline.people.spot import NOT_NAMES, Run
from minutebook.flow.extract.offline.words.lexicon import read_lexicon
from minutebook.flow.extract.offline.words.verbs import base_form, base_of_third
from minutebook.text import patterns as re
from minutebook.text.names import PARTICLES, TITLES, fold, lexicon, words

ENOUGH = 2.5
"""Evidence that makes a word a person: a usual given name in any plain place, or two signs beside an unusual one."""


OFTEN = 3
"""Sightings from which a person would once have been spoken to, or have said or thought something."""


class Sighting(msgspec.Struct, frozen=True):
    """A run of capitals where it stands: ``utterance`` is the id, ``before`` and ``after`` the words beside it."""

    utterance: int
    run: Run
    said: str
    before: str
    after: str
    call: Call | None = None


def find_strangers(
    by_name: Mapping[tuple[str, ...], Sequence[Sighting]],
    small: frozenset[str],
    givens: frozenset[str],
    enough: float = ENOUGH,
    idiom: Idiom | None = None,
) -> dict[tuple[str, ...], str]:
    """Names (as keys) of people among the sightings, each with the way in which it is best written.

    ``small`` are the words that the source also writes in small letters, ``givens`` the given names of people known, ``enough`` the
    evidence that a name needs, ``idiom`` that of another language than English.
    """
    found: dict[tuple[str, ...], str] = {}
    called = frozenset(keys[-1] for keys, seen in by_name.items() if any(s.run.title for s in seen))
    single = {keys[0]: seen for keys, seen in by_name.items() if len(keys) == 1}
    alone = {word: 1.0 + 1.0 * any(map(_says_who, seen)) for word, seen in single.items() if word not in small}
    for keys, seen in sorted(by_name.items(), key=lambda item: len(item[0])):
        known = givens | {name[0] for name in found if len(name) == 1}
        if (
            _is_possible(keys)
            and _weigh(keys, seen, small, known, idiom) + _weigh_pair(keys, seen, called, alone) >= enough
        ):
            found[keys] = max((s.said for s in seen), key=len)
    return found


def is_told_of(before: str, after: str) -> bool:
    """Whether a word stands where somebody does something, or is asked: between ``before`` and ``after``."""
    return bool(_SAYS.match(after) or _DOES.match(after) or _ASKED.search(before) or _KIN.search(before))


def may_be_person(seen: Sequence[Sighting]) -> bool:
    """Whether a word that sounds like a known name stands where a person's name would: not after "the" or "in"."""
    return any(s.call is not None or (_DOES.match(s.after) if s.run.initial else _weigh_place(s) >= 0) for s in seen)


def _is_possible(keys: tuple[str, ...]) -> bool:
    return (
        1 <= len(keys) <= 4
        and not any(key in NOT_NAMES or key in _NEVER or any(map(str.isdigit, key)) for key in keys)
        and not (len(keys) == 1 and keys[0] in TITLES)
    )


def _weigh(
    keys: tuple[str, ...],
    seen: Sequence[Sighting],
    small: frozenset[str],
    givens: frozenset[str],
    idiom: Idiom | None,
) -> float:
    usual = lexicon().is_name(keys[0])
    seen = [s for s in seen if s.run.title] or seen
    weight = _weight_of_words(keys, small)
    if len(keys) > 1 and keys[0] in givens and not usual:
        weight += 3.0
    if any(s.run.title for s in seen):
        weight += 4
    weight += 1.5 * min(sum(_is_sure_call(s, usual=usual) for s in seen), 2)
    weight += 1.0 * any(s.call is Call.GREETED for s in seen)
    weight += 4.0 * any(map(_says_who, seen))
    weight += 1.0 * any(_NEXT.match(s.after) and not _PERSONAL.match(s.after) for s in seen)
    signs = [
        idiom.weigh(s.before, s.after, usual=usual) if idiom else _weigh_place(s, givens, usual=usual) for s in seen
    ]
    weight += min(max(signs), 3.0) + min(sum(signs) - max(signs), 1.5) if signs else 0.0
    if all(s.run.initial for s in seen) and len(keys) == 1:
        acts = any(
            idiom.does.match(s.after) if idiom else _DOES.match(s.after) and _PERSONAL.match(s.after) for s in seen
        )
        weight -= 1 if usual or keys[0] in lexicon().seldom else 0 if acts else 3
    if (
        not usual
        and len(seen) >= OFTEN
        and not any(
            s.run.title or (idiom and idiom.does.match(s.after)) or _is_human(s) or _is_sure_call(s, usual=usual)
            for s in seen
        )
    ):
        weight -= 2
    if any(_ODD.search(s.said) for s in seen):
        weight -= 4
    return weight + (0.0 if idiom else _weigh_thing(keys, seen, usual=usual))


def _weigh_thing(keys: tuple[str, ...], seen: Sequence[Sighting], *, usual: bool) -> float:
    """What speaks against a word being somebody's name: towns, ships and beasts, firms, saints, people of an example."""
    weight = 0.0
    human = any(s.run.title or _is_human(s) for s in seen)
    if " ".join(keys) in lexicon().places and (any(map(_is_where, seen)) or not (usual or human)):
        weight -= 4
    if keys[0] in _BEFORE_THINGS or any(_BEAST.search(s.before) for s in seen):
        weight -= 4
    told = any(s.run.title or _SAYS.match(s.after) or _KIN.search(s.before) or _WHO.search(s.before) for s in seen)
    if len(keys) == 1 and not told and any(_THE.search(s.before) for s in seen):
        weight -= 2
    if any(_MANY.match(s.after) and not _AUXILIARY.search(s.before) for s in seen):
        weight -= 2
    if any(_IMAGINED.search(s.before) for s in seen) or all(_SAYING.search(s.before + "^" + s.after) for s in seen):
        weight -= 4
    return weight


def _says_who(sighting: Sighting) -> bool:
    """Whether somebody greets and says who they are: "Hello, Ana here"."""
    return _HERE.match(sighting.after) is not None and _GREETING.search(sighting.before) is not None


def _weigh_pair(
    keys: tuple[str, ...], seen: Sequence[Sighting], called: frozenset[str], alone: Mapping[str, float]
) -> float:
    """What speaks for two unusual words being somebody's given name and surname, beside what speaks for one word.

    ``called``: surnames that stand behind a title elsewhere; ``alone``: words that stand alone elsewhere, as people's given names then do, and what that tells.
    """
    if len(keys) != 2 or any(s.run.title for s in seen):
        return 0.0
    weight = 2.5 * (keys[1] in called) + alone.get(keys[0], 0.0)
    weight += 2.5 * any(fold(word) in keys for s in seen for word in _SAID_BEFORE.findall(s.before[-30:]))
    weight += 1.0 * any(_APPOSED.match(s.after) for s in seen)
    return weight + 2.0 * any(_DESCRIBED.search(s.before) for s in seen)


def _weight_of_words(keys: tuple[str, ...], small: frozenset[str]) -> float:
    names = lexicon()
    first, rest = keys[0], [key for key in keys[1:] if key not in PARTICLES]
    weight = (
        2.5
        if names.is_name(first)
        else 2.0
        if first in names.seldom and first not in names.places
        else 0.5
        if first in names.doubtful
        else 1.0
        if first in names.surnames
        else 0.0
    )
    if rest:
        like_surname = any(key in names.surnames or names.is_name(key) for key in rest)
        weight += 1.0 if like_surname else 0.0 if names.is_name(first) or first in names.doubtful else -0.5
        if any(key in _OF_THINGS for key in rest):
            weight -= 4
    if any(key in small for key in keys):
        weight -= 2
    return weight


def _is_sure_call(sighting: Sighting, *, usual: bool) -> bool:
    """Whether somebody is called; a word that is a whole sentence may be an answer or a topic too, and an aside only sounds like a call."""
    if sighting.call is Call.ANSWERED and not usual:
        return bool(_YOU.search(sighting.before) or _YOU.search(sighting.after))
    return sighting.call is not None and (sighting.call is not Call.ASKED or sighting.after.startswith(","))


def _is_human(sighting: Sighting) -> bool:
    """Whether a sighting says of the word what is said of people alone."""
    return bool(
        _SAYS.match(sighting.after)
        or _PERSONAL.match(sighting.after)
        or _KIN.search(sighting.before)
        or _WHO.search(sighting.before)
    )


def _weigh_place(sighting: Sighting, givens: frozenset[str] = frozenset(), *, usual: bool = True) -> float:
    weight = 0.0
    pair = _AND_BEFORE.search(sighting.before) or _AND_AFTER.match(sighting.after)
    if pair and ((other := fold(pair[1])) in givens or lexicon().is_name(other)):
        weight += 2.0
    if _MOVES.search(sighting.before) and not sighting.after.startswith(("'s", "’s")):
        weight -= 2.0
    elif _ASKED.search(sighting.before):
        weight += 1.5
    elif _BESIDE.search(sighting.before):
        weight += 0.5
    if _KIN.search(sighting.before) or _AND_ME.search(sighting.before):
        weight += 2.0
    if _WELL_BEING.search(sighting.before):
        weight += 1.0
    if _SAYS.match(sighting.after) or _DOES.match(sighting.after) or _works(sighting.after):
        weight += 1.0
    if _PERSONAL.match(sighting.after):
        weight += 1.5
    if _MAY.search(sighting.before) and _ACTS.match(sighting.after):
        weight += 1.5
    article = _OF_A_THING.search(sighting.before)
    whole = sighting.run.title or (usual and len(sighting.run.keys) > 1)
    if (article and not (whole and _ONE.search(sighting.before))) or _CALLED.search(sighting.before):
        weight -= 2.5
    elif _WHERE.search(sighting.before) and not ((usual or len(sighting.run.keys) > 1) and _OWNS.match(sighting.after)):
        weight -= 1.5
    elif not usual and _BELONGS.search(sighting.before):
        weight -= 2.5
    if _THING_AFTER.match(sighting.after):
        weight -= 2.0
    return weight


def _works(after: str) -> bool:
    """Whether behind a word stands what somebody does with something: "books the bus", "offered me"."""
    done = _WORKS.match(after)
    if done is None:
        return False
    base = base_of_third if done["verb"].endswith("s") else base_form
    return base(done["verb"], read_lexicon()) is not None


def _is_where(sighting: Sighting) -> bool:
    """Whether a word stands where a place does: where one is from, or goes, or is."""
    return bool(_FROM.search(sighting.before) or _MOVES.search(sighting.before)) and not sighting.run.title


_WORKS = re.compile(
    r" (?P<verb>[a-z]+(?:s|ed)) (?:the|an?|my|your|our|his|her|their|its?|them|you|us|me|this|that|these|those|all|every|new|two|three)\b"
)
_FROM = re.compile(r"(?:(?<!hear )(?<!heard )(?<!back )\bfrom|\b(?:in|near|around|outside)) $", re.IGNORECASE)
_BEAST = re.compile(
    r"\b(?:dog|cat|cow|calf|bull|horse|pony|goat|sheep|hen|pig|bird|parrot|boat|ship|ferry|van|lorry|tractor|robot|tram|engine|lake|pub|café|hotel)s?(?:['’]s)?(?: is| was|,)? (?:called|named) $",
    re.IGNORECASE,
)
_BEFORE_THINGS = words("lake mount port fort cape saint santa hotel villa castle loch camp radio operation project")
_THE = re.compile(r"\bthe $", re.IGNORECASE)
_MANY = re.compile(r" (?:have|are|were|say|charge|don['’]t|haven['’]t|aren['’]t|weren['’]t)\b", re.IGNORECASE)
"""As of the people of a firm."""
_AUXILIARY = re.compile(
    r"\b(?:and|or|will|would|can|could|should|shall|may|might|must|do|does|did|let|have|make|if|see|had|to|than|[\w'’-]+n['’]t|['’]d|[^\W\d_]+,) $"
    r"|\b(?:and|or) [\w ]{0,20}$",
    re.IGNORECASE,
)
_HERE = re.compile(r" (?:here|speaking)\b(?! (?:is|are|and|in|at|we|to)\b)", re.IGNORECASE)
_GREETING = re.compile(
    r"(?:^|[.!?] )(?:hi|hello|hey|hiya|morning|good morning|afternoon|good afternoon|evening)(?: (?:all|everyone|everybody|there|folks|team|both))?[,.!]? (?:it's |this is )?$",
    re.IGNORECASE,
)
_SAYING = re.compile(r"\b(?:saint|st\.?|santa) \^|\^['’]s (?:sake|of [A-Z])", re.IGNORECASE)
"""Saints, and names in what is only said so; ``^`` is where the name stands."""
_SAID_BEFORE = re.compile(r"\b([A-Z][\w'’-]+)(?:[.!,]| yes| yeah)+ (?=(?:[^\W\d_]+[.,]? )?$)")
"""A word that is a sentence of its own right before: "Callaway. Nev Callaway." """
_APPOSED = re.compile(r", (?:our|my|his|her|their|your|the|who|from)\b", re.IGNORECASE)
_DESCRIBED = re.compile(
    r"\b(?:person|guy|woman|man|lady|chap|girl|boy|bloke|somebody|someone)\b[^.?!,]{0,30}, $"
    r"|\b(?:his|her|our|my|their|your) (?:[\w-]+ )?\w{3,}(?:er|or|ist|ian|ant),? $",
    re.IGNORECASE,
)
_NEXT = re.compile(r"[^.?!]{0,40}[.?!] (?:he|she|he's|she's|he'll|she'll)\b", re.IGNORECASE)
_ONE = re.compile(r"\b(?:a|an) $", re.IGNORECASE)
_OWNS = re.compile(r"['’]s? ")
_NEVER = words(
    "pm am tv uk us usa eu vat pdf q1 q2 q3 q4 hr it ceo cfo cto ai ml api sql html css json excel powerpoint gdpr kpi okr faq asap fyi eta"
    " estates finance legal sales marketing operations engineering procurement facilities council committee board parliament government"
    " ltd inc llc gmbh plc android windows linux mac"
)
_OF_THINGS = words(
    "road street avenue lane square park house hall school college university hospital clinic church station airport bridge dock quay river lake"
    " hill valley island bay beach farm court drive close gardens centre center building tower hotel bank group ltd limited inc llc plc gmbh co"
    " company corporation partners associates council county city town village institute foundation trust society club team committee board"
    " department office agency ministry university academy project programme program system platform agreement act bill award prize festival"
    " cup league games day week month year phase stage plan policy report review update release version edition protocol standard theory test"
    " lab labs node nodes chain client clients server pack fork branch spec model machine engine line network networks power energy systems solutions services software technologies media press films studios foods"
)
_ASKED = re.compile(
    r"\b(?:ask|asked|asking|tell|told|telling|remind|ping|pinged|nudge|ring|rang|phone|phoned|text|texted|email|emailed|e-mail|message|messaged|thank"
    r"|thanks to|chase|chasing|invite|introduce|meet|met|meeting with|(?:speak|spoke|spoken|talk|talked|talking|chat|chatted|word|call|lunch|coffee"
    r"|catch up|check|sync) (?:to|with)|cc|copy|copying|told by|between|poor|old|young|called|named|name is|name's|how's|how is|how are|where's|who's|who is|who was|(?:get|got) on ?to|says|said|it was|it's|is it|that's|i heard from"
    r"|(?:hear|heard|hearing) (?:back )?from|want|wants|wanted|get|got|have|let|see|saw|need|needs|give|gave|send|sent|show|showed|pay|owe|owes|help|hold of|lean on|rely on|count on) $",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"\b(?:with|and|for|from|by|to|if|when|because|but|so|that|think|thinks|hope|or|as|than|like|about|then|while|who) $|[,:] $",
    re.IGNORECASE,
)
_AND_BEFORE = re.compile(r"\b([A-Z][\w’'-]+)(?:,| and| or|, and) $")
_AND_AFTER = re.compile(r" (?:and|or) ([A-Z][\w’'-]+)")
_AND_ME = re.compile(r"\b(?:me and|myself and|myself,|him and|her and) $", re.IGNORECASE)
_KIN = re.compile(
    r"\b(?:my|our|your|his|her|their|the|a|an) (?:[\w-]+ )?(?:person|brother|sister|wife|husband|partner|son"
    r"|daughter|boss|manager|colleague|friend|neighbour|neighbor|cousin|uncle|aunt|mate|assistant|pa|nephew|niece|intern|student|postdoc|cameraman"
    r"|driver|electrician|plumber|builder|accountant|lawyer|solicitor|doctor|teacher|bloke|guy|lad|lady|woman|man|chap|girl|boy|kid|lads|bookkeeper"
    r"|foreman|engineer|technician|nurse|architect|surveyor|designer|developer|apprentice|temp|contractor|caretaker|landlord|tenant|editor)s?,? $",
    re.IGNORECASE,
)
_WHO = re.compile(r"\bwho(?:['’]s| is| was) $", re.IGNORECASE)
_MOVES = re.compile(
    r"\b(?:mov(?:e|ed|es|ing)|go|goes|going|went|gone|come|comes|coming|came|back|fl(?:y|ies|ying|ew)|travel(?:s|led|ling)?|drive|drives|drove|driving|train|flight|ferry|trip"
    r"|relocat(?:e|ed|ing)|mov(?:e|ed|es|ing) (?:it|them|that|this|everything)|up|down|over|out) to $|\b(?:morning|afternoon|evening|greetings|hello|hi|joining|calling|live) from $",
    re.IGNORECASE,
)
_ODD = re.compile(r"^[A-Z]-|\b[A-Z]{2,}s?\b|^[A-Z]$|\b(?!(?:Mc|Mac|De|Di|Du|La|Le|Van|Von|Fitz)[A-Z])\w*[a-z][A-Z]")
"""Capitals as abbreviations and products have them."""
_WELL_BEING = re.compile(r"\bhow(?:['’]s| is| was| are you and) $", re.IGNORECASE)
_SAYS = re.compile(
    r" (?:said|says|thinks|thought|told|asked|asks|reckons|reckoned|knows|knew|emailed|rang|phoned|texted|mentioned|promised|agreed|posted|wrote|suggested"
    r"|proposed|argued|pointed|raised|noticed|laughed|who|and i|and me)\b|,? (?:him|her)self\b",
    re.IGNORECASE,
)
"""What people alone do."""
_YOU = re.compile(r"\b(?:you|your|you're|you've|you'll|yours|thanks|please|go ahead|well done)\b", re.IGNORECASE)
_BELONGS = re.compile(
    r"\b(?:[A-Z][\w'’-]+|fell(?:ow|er|a)|guy|bloke|man|woman|lady|lad|person|firm|company|van|lorry|anyone|anybody|someone|somebody|people|guys|folks|team|us|everyone) from $"
)
"""Behind a person stands where they are from."""
_CALLED = re.compile(r"\b(?:it['’]s|it is|that['’]s|which is|is|are|thing|something|tool|app) called $", re.IGNORECASE)
_IMAGINED = re.compile(
    r"\b(?:let['’]s say|imagine|suppose|pretend|for example|for instance|e\.g\.)(?: that)?,? $", re.IGNORECASE
)
"""Alice and Bob of an example."""
_DOES = re.compile(
    r" (?:said|says|thinks|thought|wants|wanted|told|asked|asks|reckons|reckoned|knows|knew|emailed|rang|called|phoned|texted|sent|sends|mentioned|promised"
    r"|agreed|came|comes|did|does|will|would|can|could|might|should|has|had|is|was|isn't|wasn't|doesn't|didn't|hasn't|won't|left|started|joined|runs"
    r"|looks|looked|got|gets|took|takes|made|makes|does|needs|likes|loves|hates|found|put|went|goes|wrote|writes|sits|and i|and me|who|at|from|in|over|used to)\b"
    r"|['’](?:s|ll|d) (?:on|off|away|going|been|got|back|in|doing|sending|said|done|asked|agreed|taken|gone|left|signed|written|promised|given|sent|told|offered|cooking|happy|not|a|the|just|already|still|there|here|out|done|had|asked|be|have|get|do|type|ring|bring|make|sort|tell|ask|look|pick|drop|help|cover|need|want|know|"
    r"take|send|come|know|team|boss|desk|number|email|dad|mum|wife|husband|replacement|maternity|leave|notice)\b|,? (?:him|her)self\b",
    re.IGNORECASE,
)
_MAY = re.compile(r"\b(?:can|could|would|will|did|does|has|should|shall|is) $", re.IGNORECASE)
_ACTS = re.compile(
    r" (?:go|want|know|mind|think|like|remember|say|said|told|still|ever|happy|free|coming|going|available|okay|all right|about|around|back|on|in|off|here|there|joining)\b",
    re.IGNORECASE,
)
"""Behind a name what is asked of people: "could Ana go", "is Ana on today"."""
_PERSONAL = re.compile(
    r"[^.?!]{0,50}\b(?:he|she|he's|she's|he'll|she'll|he'd|she'd|him|himself|herself)\b|[.?!,]+ (?:he|she|he's|she's|him|her)\b",
    re.IGNORECASE,
)
_OF_A_THING = re.compile(
    r"\b(?:the|a|an|this|(?<!is )(?<!was )(?<!['’]s )that|these|those|each|every|another|some|any|our|my|your|their|its|per|no|new|whole|half|full|double|single|first|second|next|last|other|same|more|main) $",
    re.IGNORECASE,
)
_WHERE = re.compile(
    r"\b(?:in|at|near|across|around|into|outside|through|via|(?<!lean )(?<!rely )(?<!count )on|under|over|down|up|towards|(?<!hold )of|using|use|uses|buy|bought) $",
    re.IGNORECASE,
)
_THING_AFTER = re.compile(
    r" (?:road|street|avenue|lane|project|programme|team|site|line|system|meeting|call|contract|account|invoice|order|form|list|plan|board|grant|fund|prize"
    r"|conference|festival|office|branch|plant|factory|school|hospital|university|college|council|version|release|server|app|database|file|folder|page"
    r"|people|guys|folks|lot|side|end|thing|stuff|one|ones|data|model|test|tests|paper|report|deal|trial|pilot)\b|-|/|\d",
    re.IGNORECASE,
)
