"""The summary: what the talk was about, what was decided, what was learnt, what happens next, in a few sentences.

Decisions, commitments and facts are candidates; a greedy choice takes what covers most of the words that matter for its length.
"""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from math import sqrt

import msgspec

from minutebook.flow.extract.offline.facts import weigh
from minutebook.flow.extract.offline.lexicon import Lexicon, plain
from minutebook.flow.extract.offline.line import Line, People
from minutebook.flow.extract.offline.patterns import read_words
from minutebook.flow.extract.offline.statement import state
from minutebook.flow.extract.offline.stems import stem
from minutebook.flow.extract.offline.topics import Topic
from minutebook.flow.extract.offline.weight import content
from minutebook.model.extraction import Decision, Fact, Item, Question, Task, TaskStatus

WORDS = 190
"""Longest summary: what is read in under a minute."""
FEW = 6
"""Candidates below which the sentences with most to tell are taken too."""
TOLD = 3
"""Sentences that tell facts."""
NAMED_TOPICS = 4
DECIDED_FIRST = 90
"""Words that decisions may take before anything else."""
LONG = 28
"""Words above which a statement is hard to read among others."""
SAME = 0.6
"""The share of its words that makes a statement a repetition of what was chosen."""
WORTH: dict[type[Item], float] = {Decision: 1.7, Task: 1.3, Fact: 1.0, Question: 0.7}
"""How much a kind of item counts, by hand from eval/dev: what was settled first."""
COMMON = 0.4
"""How much is left of a word's weight once the summary has said it."""


class Candidate(msgspec.Struct, frozen=True):
    text: str
    at: int
    """The first utterance that it rests on."""
    worth: float
    kind: type[Item]


def write_summary(
    lines: tuple[Line, ...],
    people: People,
    lexicon: Lexicon,
    *,
    tasks: Sequence[Task] = (),
    decisions: Sequence[Decision] = (),
    facts: Sequence[Fact] = (),
    questions: Sequence[Question] = (),
    topics: Sequence[Topic] = (),
) -> str:
    """Three to six sentences, fewer where little was said."""
    candidates = [
        *(_candidate(_task(item), item) for item in tasks if item.status is TaskStatus.OPEN),
        *(_candidate(item.text, item) for item in (*decisions, *facts)),
    ]
    if len(candidates) < FEW:
        candidates += [_candidate(item.text, item) for item in questions] + _telling(lines, people, lexicon)
    return _compose(_choose(candidates, _importance(lines)), topics)


def _candidate(text: str, item: Item) -> Candidate:
    return Candidate(text, item.evidence[0], WORTH[type(item)] * item.confidence * _clarity(text), type(item))


def _clarity(text: str) -> float:
    """How well a statement reads by itself, 0 to 1: less where it points at what was said before, speaks to somebody, or rambles."""
    words = plain(text)
    points = 0.6 if _POINTS.match(words) else 1.0
    speaks = 0.6 if _SPEAKS.search(words) else 1.0
    return points * speaks * (0.6 if words.count(" ") >= LONG else 1.0)


def _task(task: Task) -> str:
    """A task as a statement: "Ana to send the scope by Monday"."""
    text = task.text.rstrip(".")
    if task.owner:
        text = f"{task.owner.split()[0]} {_words()['to']} {text[:1].lower()}{text[1:]}"
    if task.due and task.due_text and plain(task.due_text) not in plain(text):
        text = f"{text} {task.due_text[:1].lower() if plain(task.due_text).split()[0] in _SMALL else task.due_text[:1]}{task.due_text[1:]}"
    return f"{text}."


def _telling(lines: tuple[Line, ...], people: People, lexicon: Lexicon) -> list[Candidate]:
    """The sentences with most to tell, for a source with few items."""
    best = sorted((line for line in lines if len(content(line.plain)) > 2), key=lambda line: -weigh(lines, line))[
        : 2 * FEW
    ]
    return [Candidate(state(line, people, lexicon), line.utterances[0], 0.4, Fact) for line in best]


def _importance(lines: tuple[Line, ...]) -> Counter[str]:
    """How often each stem is said: what is talked about most matters most."""
    return Counter(stem(word) for line in lines for word in set(content(line.plain)))


def _choose(candidates: Sequence[Candidate], importance: Counter[str]) -> list[Candidate]:
    """A greedy choice of what covers most, for its length, of the words that matter."""
    left = [c for c in candidates if content(c.text)]
    words = {id(c): {stem(word) for word in content(c.text)} for c in left}
    said: Counter[str] = Counter()
    chosen: list[Candidate] = []
    spent = 0

    def gain(candidate: Candidate) -> float:
        new = sum(sqrt(1 + min(importance[s], 8)) * COMMON ** said[s] for s in words[id(candidate)])
        return float(candidate.worth * new / (6 + len(candidate.text.split())) ** 0.7)

    for stage in (DECIDED_FIRST, WORDS):
        pool = [c for c in left if stage == WORDS or c.kind is Decision]
        while pool:
            best = max(pool, key=lambda c: (gain(c), -c.at))
            pool.remove(best)
            stems, length = words[id(best)], len(best.text.split())
            if best in chosen or spent + length > stage or sum(said[s] > 0 for s in stems) >= SAME * len(stems):
                continue
            spent += length
            said.update(stems)
            chosen.append(best)
    return chosen


def _compose(chosen: Sequence[Candidate], topics: Sequence[Topic]) -> str:
    """What it was about, what was decided, the facts in order of the talk, what happens next."""
    words = _words()
    ordered = sorted(chosen, key=lambda c: c.at)
    named = [topic.text for topic in topics[:NAMED_TOPICS]]
    sentences = [f"{words['about']} {_list(named, words['and'])}."] if named else []
    decided = [c for c in ordered if c.kind is Decision]
    if decided:
        sentences.append(f"{words['decided']}: {_join(decided)}")
    sentences += [
        _capital(_join(group)) for group in _near([c for c in ordered if c.kind is Fact or c.kind is Question])
    ]
    following = [c for c in ordered if c.kind is Task]
    if following:
        sentences.append(f"{words['next']}: {_join(following)}")
    return " ".join(sentences)


def _near(ordered: Sequence[Candidate]) -> list[list[Candidate]]:
    """Statements in groups of neighbours, few enough to be read as sentences."""
    groups = [[candidate] for candidate in ordered]
    while len(groups) > TOLD:
        gaps = [
            (groups[n + 1][0].at - groups[n][-1].at + 9 * (len(groups[n]) + len(groups[n + 1])), n)
            for n in range(len(groups) - 1)
        ]
        _, n = min(gaps)
        groups[n : n + 2] = [groups[n] + groups[n + 1]]
    return groups


def _join(group: Sequence[Candidate]) -> str:
    """Statements as one sentence; a full stop inside one becomes a comma, a beginning that only the full stop made large small again."""
    texts = (_INNER_STOP.sub(", ", candidate.text.rstrip(" .?")) for candidate in group)
    return "; ".join(_lower(text) for text in texts) + "."


def _lower(text: str) -> str:
    """With a small first letter, where the word is one that never needs a capital."""
    first = text.split(" ", 1)[0]
    return text[:1].lower() + text[1:] if plain(first) in _SMALL else text


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _list(parts: Sequence[str], joiner: str) -> str:
    return f"{', '.join(parts[:-1])} {joiner} {parts[-1]}" if len(parts) > 1 else parts[0]


@cache
def _words() -> dict[str, str]:
    return read_words("summary")


_SMALL = frozenset(
    "the a an it it's that that's this they they're they've we we're we've we'll he he's she she's there there's in on at by from no not do before until tomorrow today tonight next end first if until all some what when who how nobody somebody".split()
)
_INNER_STOP = re.compile(r"[.?!] (?=\w)")
_POINTS = re.compile(
    r"(?:it|it's|that|that's|this|they|they're|they've|he|he's|she|she's|there|which|so|and|but|if|because|what)\b"
)
_SPEAKS = re.compile(r"\b(?:i|i'm|i've|i'll|you|you're|you've|your)\b")
