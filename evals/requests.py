"""Request sentences of e-mail (parakweet): `python -m evals.requests SHARED_EVAL [--list]`.

Each sentence of data/email/parakweet_intent.jsonl is a source of its own, a mail's paragraph, of which nothing is known. The engine has no function
that says of one sentence whether it asks for something; its parts do. A sentence counts as a request where, by row,
    request      one of its acts asks somebody (acts.REQUESTS)
    work         one of its acts asks somebody, is taken on by the writer, or gives work to somebody
    task         the engine makes a task of it, as it is
    from c       the engine weighs a task with confidence of c or more
The goal is measured on "work", for the labels call an intent what is asked and what is promised alike. "all" is the floor. Nothing is fitted.
"""

import argparse
import json
from datetime import date
from pathlib import Path

from evals.acts import Count
from evals.reading import every_candidate, task_threshold

from minutebook.flow.extract.offline import OfflineEngine
from minutebook.flow.extract.offline.people.cast import resolve_cast
from minutebook.flow.extract.offline.talk.acts import REQUESTS, find_acts
from minutebook.flow.extract.offline.talk.line import read_lines
from minutebook.flow.extract.offline.talk.segment import segment
from minutebook.flow.extract.offline.words.lexicon import read_lexicon
from minutebook.flow.extract.offline.work.features import is_narration
from minutebook.model.entity import Context
from minutebook.model.source import DatedFrom, Form, Part, Source, SourceKind, Utterance
from minutebook.run.understanding import understand

DAY = date(2026, 3, 11)
LEVELS = (0.1, 0.2, 0.3, 0.5, 0.7)


def as_mail(text: str) -> Source:
    """One sentence as a mail that says nothing else."""
    utterance = Utterance(0, " ".join(text.split()), None, block=0, form=Form.PARAGRAPH)
    return Source(
        "mail", SourceKind.EMAIL, "eml", (Part("mail.eml", "0", 0),), DAY, DatedFrom.CONTENT, "", (utterance,)
    )


def judge(text: str) -> tuple[bool, bool, float, bool]:
    """Whether it holds a request, any piece of work, the confidence of its likeliest task, and whether a task is made of it."""
    source, lexicon = as_mail(text), read_lexicon()
    lines = read_lines(segment(source), resolve_cast(source, Context()), DAY, lexicon)
    acts = [act for act in find_acts(lines, lexicon) if not is_narration(act, lexicon)]
    with every_candidate():
        weighed = understand(source, Context(), OfflineEngine()).tasks
    confidence = max((task.confidence for task in weighed), default=0.0)
    return any(act.kind in REQUESTS for act in acts), bool(acts), confidence, confidence >= task_threshold()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--list", action="store_true", help="also print the sentences that 'work' gets wrong")
    args = parser.parse_args()
    path = args.shared / "data/email/parakweet_intent.jsonl"
    sentences = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    gold = {n for n, sentence in enumerate(sentences) if sentence["label"]}
    judged = [judge(sentence["text"]) for sentence in sentences]
    rows = {
        "all": set(range(len(sentences))),
        "request": {n for n, (request, *_) in enumerate(judged) if request},
        "work": {n for n, (_, work, *_) in enumerate(judged) if work},
        "task": {n for n, (*_, task) in enumerate(judged) if task},
    }
    rows |= {f"from {level}": {n for n, (_, _, c, _) in enumerate(judged) if c >= level} for level in LEVELS}
    print(f"{len(sentences)} sentences, {len(gold)} requests")
    for name, predicted in rows.items():
        count = Count()
        count.add(predicted, gold, reach=0)
        print(f"{name:10} {count}")
    if args.list:
        for n in sorted(rows["work"] ^ gold):
            print("missed" if n in gold else "extra ", sentences[n]["text"])


if __name__ == "__main__":
    main()
