"""The summary: a few sentences that say what came out, chosen to cover what the talk is about.

Decisions, commitments, facts and open questions are candidates; a greedy choice takes what covers most of the words that matter for its length.
What is near in the talk is put into one sentence.
"""

from collections import Counter
from collections.abc import Sequence

import msgspec

from minutebook.flow.extract.offline.facts import weigh
from minutebook.flow.extract.offline.lexicon import Lexicon
from minutebook.flow.extract.offline.line import Line, People
from minutebook.flow.extract.offline.statement import state
from minutebook.flow.extract.offline.stems import stem
from minutebook.flow.extract.offline.weight import content
from minutebook.model.extraction import Decision, Fact, Item, Question, Task

WORDS = 185
"""Longest summary: a reader's minute."""
SENTENCES = 6
NEAR = 30
"""Utterances within which two statements are told in one sentence."""
WORTH: dict[type[Item], float] = {Decision: 1.7, Task: 1.0, Fact: 1.2, Question: 0.7}
"""How much a kind of item counts, by hand from eval/dev: what was settled first."""
COMMON = 0.4
"""How much is left of a word's weight once the summary has said it."""


class Candidate(msgspec.Struct, frozen=True):
    text: str
    at: int
    """The first utterance that it rests on."""
    worth: float


def write_summary(
    lines: tuple[Line, ...],
    people: People,
    lexicon: Lexicon,
    *,
    tasks: Sequence[Task] = (),
    decisions: Sequence[Decision] = (),
    facts: Sequence[Fact] = (),
    questions: Sequence[Question] = (),
) -> str:
    """Three to six sentences, fewer where little was said."""
    candidates = [
        *(Candidate(_task(item), item.evidence[0], WORTH[Task] * item.confidence) for item in tasks),
        *(Candidate(item.text, item.evidence[0], WORTH[type(item)] * item.confidence) for item in (*decisions, *facts, *questions)),
    ]
    if len(candidates) < SENTENCES:
        candidates += _telling(lines, people, lexicon)
    return _compose(_choose(candidates, _importance(lines)))


def _task(task: Task) -> str:
    """A task as a statement: who does what, by when."""
    owner = task.owner.split()[0] if task.owner else None
    due = f" {task.due_text}" if task.due_text and task.due and task.due_text.lower() not in task.text.lower() else ""
    text = task.text.rstrip(".")
    return f"{owner}: {text[:1].lower()}{text[1:]}{due}." if owner else f"{text}{due}."


def _telling(lines: tuple[Line, ...], people: People, lexicon: Lexicon) -> list[Candidate]:
    """The sentences with most to tell, for a source with few items."""
    best = sorted(lines, key=lambda line: -weigh(lines, line))[: 2 * SENTENCES]
    return [Candidate(state(line, people, lexicon), line.utterances[0], 0.4) for line in best]


def _importance(lines: tuple[Line, ...]) -> Counter[str]:
    """How often each stem is said: what is talked about most matters most."""
    return Counter(stem(word) for line in lines for word in set(content(line.plain)))


def _choose(candidates: Sequence[Candidate], importance: Counter[str]) -> list[Candidate]:
    """A greedy choice of what covers most, for its length, of the words that matter."""
    left = [c for c in candidates if content(c.text)]
    words = {id(c): {stem(word) for word in content(c.text)} for c in left}
    said: Counter[str] = Counter()
    chosen: list[Candidate] = []
    room = WORDS

    def gain(candidate: Candidate) -> float:
        new = sum((1 + min(importance[s], 8)) ** 0.5 * COMMON ** said[s] for s in words[id(candidate)])
        return candidate.worth * new / (6 + len(candidate.text.split())) ** 0.7

    while left:
        best = max(left, key=lambda c: (gain(c), -c.at))
        left.remove(best)
        if len(best.text.split()) > room:
            continue
        room -= len(best.text.split())
        said.update(words[id(best)])
        chosen.append(best)
    return chosen


def _compose(chosen: Sequence[Candidate]) -> str:
    """The statements in order of the talk, the nearest joined until few enough sentences are left."""
    ordered = sorted(chosen, key=lambda c: c.at)
    groups = [[candidate] for candidate in ordered]
    while len(groups) > SENTENCES:
        gaps = [(groups[n + 1][0].at - groups[n][-1].at + 6 * (len(groups[n]) + len(groups[n + 1])), n) for n in range(len(groups) - 1)]
        _, n = min(gaps)
        groups[n : n + 2] = [groups[n] + groups[n + 1]]
    return " ".join(_sentence(group) for group in groups)


def _sentence(group: Sequence[Candidate]) -> str:
    texts = [candidate.text.rstrip(" .") for candidate in group]
    joined = "; ".join(text.replace("? ", ": ").replace(". ", ", ") for text in texts)
    return joined if joined.endswith("?") else f"{joined}."
