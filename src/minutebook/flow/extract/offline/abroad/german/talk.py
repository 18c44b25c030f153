"""What a spoken German sentence tells of work: whom it asks, what its speaker takes on, what somebody has to do, each as an infinitive."""

from collections.abc import Iterator, Sequence

from minutebook.flow.extract.offline.abroad.german.clause import (
    SUBORDINATORS,
    Clause,
    Core,
    Token,
    Who,
    clauses_of,
    core_of,
)
from minutebook.flow.extract.offline.abroad.german.governed import governed, undone
from minutebook.flow.extract.offline.abroad.german.idle import LASTING, is_idle
from minutebook.flow.extract.offline.abroad.german.order import needed, ordered
from minutebook.flow.extract.offline.abroad.german.phrase import (
    Work,
    accusative,
    clean,
    find_infinitive,
    joined,
    of_one_phrase,
    passive_of,
)
from minutebook.flow.extract.offline.abroad.german.verbs import read_verbs
from minutebook.flow.extract.offline.abroad.german.way import way_of
from minutebook.flow.extract.offline.abroad.german.wording import word_work
from minutebook.flow.extract.offline.abroad.said import Said, Way

__all__ = ["hear_work", "word_work"]


def hear_work(text: str, question: bool) -> Iterator[Said]:
    """The works of a sentence without its days, in order."""
    clauses = clauses_of(text)
    works: list[Work] = []
    taken: set[int] = set()
    last = -1
    for n, clause in enumerate(clauses):
        if n in taken:
            continue
        goes_on = bool(works) and last == n - 1
        if (works and _completes(works[-1], clause)) or (goes_on and core_of(clause) is None and _go_on(works, clause)):
            last = n
        elif found := _read(clauses, n, question=question, taken=taken) or _mine_too(clauses, n):
            works.append(_with_thing(found, clauses, n))
            last = max([n, *taken])
    small = text.islower()
    return (work.said() for work in works if not is_idle(work, small=small))


def _read(clauses: Sequence[Clause], n: int, *, question: bool, taken: set[int]) -> Work | None:
    """The work that a clause tells of itself; what is needed of those after it is ``taken``."""
    core = core_of(clauses[n])
    if core is None:
        return None if _mine_too(clauses, n) else ordered(clauses, n, taken, question=question)
    if core.verb == "brauchen":
        return needed(core, clauses, n, taken)
    if _denied(core) and not (core.who is Who.YOU and question):
        return None
    if found := governed(core, clauses, n, taken, question=question):
        return found
    way = way_of(core, clauses, n, question=question)
    return _word(core, way, clauses, n, taken) if way else None


def _mine_too(clauses: Sequence[Clause], n: int) -> Work | None:
    """What "I" go on to do where only the clause before says "I": "ich nehm's mit und schau's mir an"."""
    clause, before = clauses[n], core_of(clauses[n - 1]) if n else None
    if clause.lead != "und" or before is None or before.modal or before.who not in {Who.I, Who.NAMED}:
        return None
    mine = before.who is Who.I
    verb = (read_verbs().first if mine else read_verbs().third).get(clause.tokens[0].low)
    if not verb:
        return None
    whole, words = joined(list(clause.tokens[1:]), verb)
    if not read_verbs().is_work(whole):
        return None
    way, person = (Way.PROMISE, 1) if mine else (Way.GIVEN, 3)
    start, end = clause.tokens[0].start, clause.tokens[-1].end
    return Work(way, before.name or None, clean(words), whole, start, end, person, loose=not mine)


def _with_thing(work: Work, clauses: Sequence[Clause], n: int) -> Work:
    """The work with the thing that stands set off before it: "Der Antrag, den muss ich abgeben"."""
    if n and work.words and work.words[0].lower() in {"den", "die", "das"}:
        called = n > 1 and len(clauses[n - 1].tokens) == 1
        before, following = clauses[n - 1 - called].tokens, work.words[1:2]
        if of_one_phrase(before) and not (following and following[0][:1].isupper()):
            work.words = [*(token.text for token in accusative(before)), *work.words[1:]]
    return work


def _completes(work: Work, clause: Clause) -> bool:
    """Whether a clause says what is asked, said or seen to: ", ob das geht", ", dass sie kommt"."""
    first = clause.tokens[0].low
    if work.verb.endswith("schauen") and first == "wie":
        return False
    if clause.lead == "und" or work.tail or first not in _COMPLEMENTS or not work.verb.endswith(_ASKING):
        return False
    core = core_of(clause)
    if (
        first == "dass"
        and core
        and core.final
        and core.who is Who.I
        and work.verb.endswith(("schauen", "sehen", "gucken"))
    ):
        verb = core.verb or ""
        if verb:
            work.words, work.verb, work.end = clean(core.rest), verb, clause.tokens[-1].end
            return True
    work.tail, work.end = clause.tokens[0].start, clause.tokens[-1].end
    return True


def _denied(core: Core) -> bool:
    return any(
        token.low in {"nicht", "nie", "nichts", "kein", "keine", "keinen", "keiner", "niemand"} for token in core.rest
    )


def _word(core: Core, way: Way, clauses: Sequence[Clause], n: int, taken: set[int]) -> Work | None:
    """The words of a work: those beside subject and verb, the verb last."""
    if core.who is Who.THEY:
        return _word_due(core, way, clauses[n])
    if core.modal:
        return _word_governed(core, way, clauses, n, taken)
    rest, person, end = list(core.rest), _PERSONS.get(core.who, 3), clauses[n].tokens[-1].end
    place = find_infinitive(rest) if core.verb == "tun" else None
    if core.verb in _GOING and rest and read_verbs().is_infinitive(rest[-1].low):
        place = len(rest) - 1
    if place is not None:
        named = clean([*rest[:place], *rest[place + 1 :]])
        return Work(way, core.name or None, named, rest[place].low, core.start, end, person)
    verb, words = joined(rest, core.verb)
    lasting = verb in LASTING or not read_verbs().is_work(verb)
    loose = core.who is Who.NAMED or (core.who is Who.I and lasting)
    told = verb == "sagen" and "Bescheid" not in [word.text for word in words]
    mine = core.who is Who.I and told
    return Work(way, core.name or None, clean(words), verb, core.start, end, person, loose=loose or mine, leaning=mine)


def _word_due(core: Core, way: Way, clause: Clause) -> Work | None:
    """What is to be done by whom nobody says: "der Zaun muss gestrichen werden"."""
    due = passive_of(core.rest) or undone(core.rest)
    if due is None:
        return None
    things, verb = due
    leaning = all(token.low in {"das", "die", "der", "es"} for token in things)
    return Work(way, None, clean(accusative(things)), verb, core.start, clause.tokens[-1].end, 3, leaning=leaning)


def _word_governed(core: Core, way: Way, clauses: Sequence[Clause], n: int, taken: set[int]) -> Work | None:
    """The work that an infinitive tells under "muss", "kann" or "will", be it in a clause further on, which is then ``taken``."""
    rest, end = list(core.rest), clauses[n].tokens[-1].end
    place, following = find_infinitive(rest), n + 1
    while place is None and following < len(clauses) and core_of(clauses[following]) is None:
        lead = clauses[following].lead
        rest += [*([Token(lead, lead, end, end)] if lead.isalpha() else []), *clauses[following].tokens]
        taken.add(following)
        place, following = find_infinitive(rest), following + 1
        end = rest[-1].end
    if place is None:
        return None
    verb, more = rest[place].low, rest[place + 1 :]
    if more and all(token.text.islower() for token in rest) and more[0].low not in _AFTERWARDS:
        more = []  # nobody set marks: another clause
    named = clean([*rest[:place], *more])
    if not read_verbs().can_be_work(verb) or _is_idle(core, way, verb, named):
        return None
    return Work(way, core.name or None, named, verb, core.start, end, _PERSONS.get(core.who, 3))


def _is_idle(core: Core, way: Way, verb: str, words: Sequence[str]) -> bool:
    """Whether somebody only asks leave to speak, or "we must see"."""
    noun = any(word[:1].isupper() for word in words)
    if way is Way.OFFER and verb in {"fragen", "sagen", "stören", "unterbrechen", "einhaken", "ergänzen"}:
        return not noun
    return core.who in {Who.WE, Who.SOMEBODY} and not noun and verb in _SEEING


def _go_on(works: list[Work], clause: Clause) -> bool:
    """Whether a clause without subject and verb of its own adds to the work before it: more things, more to do, what to ask."""
    work = works[-1]
    tokens = clause.tokens
    first = tokens[0].low
    if clause.lead == "," and first in _ABOUT and len(tokens) <= MOST_ABOUT and not work.tail:
        work.words += [token.text for token in tokens]
        work.end = tokens[-1].end
        return True
    if clause.lead != "und" or first in SUBORDINATORS or work.tail:
        return False
    verbs = read_verbs()
    forms = {1: verbs.first, 2: verbs.second, 3: verbs.third}.get(work.person, {})
    place = find_infinitive(list(tokens))
    if place is not None and place == len(tokens) - 1 and verbs.is_work(tokens[place].low):
        _join(works, clean(list(tokens[:place])), tokens[place].low, tokens[-1].end)
    elif first in forms:
        verb, words = joined(list(tokens[1:]), forms[first])
        if verbs.is_work(verb):
            _join(works, clean(words), verb, tokens[-1].end)
    elif len(tokens) <= MOST_MORE and work.words and core_of(clause) is None and ordered([clause], 0, set()) is None:
        work.words += ["und", *(token.text for token in tokens)]
        work.end = tokens[-1].end
    else:
        return False
    return True


def _join(works: list[Work], words: list[str], verb: str, end: int) -> None:
    """A second thing to do: part of the first where it has no thing of its own, else work by itself."""
    work = works[-1]
    things = any(word.lower() in _ARTICLES or word[:1].isdigit() for word in words)
    told = not things or all(word.lower() in _LEANING or word == "Bescheid" or word.islower() for word in words)
    if verb in _DEPENDENT or told or words[0].lower() in _LEANING:
        work.words += [work.verb, "und", *words]
        work.verb, work.end = verb, end
    else:
        works.append(Work(work.way, work.who, words, verb, work.end, end, work.person))


_SEEING = frozenset("schauen sehen gucken abwarten überlegen reden sprechen aufpassen zusehen weitermachen".split())
_AFTERWARDS = frozenset("wegen für mit bei an auf von zum zur über bis ob dass wann wie was und".split())
_ABOUT = frozenset("wegen für mit bezüglich zwecks bei".split())
MOST_ABOUT = 7
"""Words of what a work is about, said after it: ", wegen der kaputten Pumpe"."""
MOST_MORE = 4
"""Words of a thing that is only added."""
_COMPLEMENTS = frozenset(
    "ob wie was wann wo wer wen wem welche welcher welches welchen wieviel woher wohin womit worum warum dass".split()
)
_ASKING = (
    "fragen",
    "klären",
    "schauen",
    "prüfen",
    "sagen",
    "nachsehen",
    "checken",
    "herausfinden",
    "überlegen",
    "schreiben",
    "melden",
    "erkundigen",
    "bitten",
    "reden",
    "sprechen",
    "hören",
    "kümmern",
    "achten",
    "messen",
    "rechnen",
    "sorgen",
    "geben",
)
"""What is asked, or seen to, follows in a clause of its own."""
_DEPENDENT = frozenset("fragen nachfragen sagen bitten klären schauen erklären mitteilen".split())
"""What goes on with the work before it: "anrufen und fragen"."""
_PERSONS = {Who.I: 1, Who.YOU: 2, Who.WE: 4}
"""The person of a verb, by who it is; 3 for all others, 4 for "wir"."""
_GOING = frozenset("fahren gehen kommen".split())
_ARTICLES = frozenset("den die das einen eine ein alle keine zwei drei vier meine meinen unsere unseren".split())
_LEANING = frozenset("an bei mit nach zu für auf in ins im zum zur sie ihn es das dir ihnen euch mir uns".split())
