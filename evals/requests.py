"""Request sentences of e-mail (parakweet): `python -m evals.requests SHARED_EVAL [--list]`.

Each sentence of data/email/parakweet_intent.jsonl is a source of its own, a mail's paragraph, of which nothing is known. A sentence counts as a
request where, by row,
    request      one of its acts asks somebody (acts.REQUESTS): patterns, nothing fitted
    work         one of its acts asks somebody, is taken on by the writer, or gives work to somebody: patterns, nothing fitted
    task         the engine makes a task of it, with the table of "appeal"; the reader of lines, one sign among many, has seen these very sentences
    appeal       letter/appeal.py takes it to want or offer something, fitted without its tenth and cut where the other tenths are judged best
The goal is measured on "appeal". "all" is the floor. The corpus as it is here has no test part, and marks no mails: sentences that are alike
share a tenth (training/appeal.py).
"""

import argparse
import json
from pathlib import Path

import numpy as np
from evals.acts import Count
from evals.reading import as_mail, every_candidate, replaced, task_threshold
from training.appeal import cross, fit_without, read_sentences

from minutebook.flow.extract.offline import OfflineEngine
from minutebook.flow.extract.offline.people.cast import resolve_cast
from minutebook.flow.extract.offline.talk.acts import REQUESTS, find_acts
from minutebook.flow.extract.offline.talk.line import read_lines
from minutebook.flow.extract.offline.talk.segment import segment
from minutebook.flow.extract.offline.words.lexicon import read_lexicon
from minutebook.flow.extract.offline.work.features import is_narration
from minutebook.model.entity import Context
from minutebook.run.understanding import understand


def judge(text: str) -> tuple[bool, bool, bool]:
    """Whether it holds a request, any piece of work, and whether a task is made of it."""
    source, lexicon = as_mail(text), read_lexicon()
    lines = read_lines(segment(source), resolve_cast(source, Context()), source.date, lexicon)
    acts = [act for act in find_acts(lines, lexicon) if not is_narration(act, lexicon)]
    with every_candidate():
        weighed = understand(source, Context(), OfflineEngine()).tasks
    confidence = max((task.confidence for task in weighed), default=0.0)
    return any(act.kind in REQUESTS for act in acts), bool(acts), confidence >= task_threshold()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--list", action="store_true", help="also print the sentences that 'appeal' gets wrong")
    args = parser.parse_args()
    path = args.shared / "data/email/parakweet_intent.jsonl"
    sentences = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    gold = {n for n, sentence in enumerate(sentences) if sentence["label"]}
    learned = read_sentences(path)
    tables = fit_without(learned)
    judged = []
    for sentence, fold in zip(sentences, learned.folds, strict=True):
        with replaced("letter.appeal.read_table", lambda table=tables[fold]: table):
            judged.append(judge(sentence["text"]))
    rows = {
        "all": set(range(len(sentences))),
        "request": {n for n, (request, *_) in enumerate(judged) if request},
        "work": {n for n, (_, work, _) in enumerate(judged) if work},
        "task": {n for n, (*_, task) in enumerate(judged) if task},
        "appeal": set(np.flatnonzero(cross(learned, tables) >= 0).tolist()),
    }
    print(f"{len(sentences)} sentences, {len(gold)} requests")
    for name, predicted in rows.items():
        count = Count()
        count.add(predicted, gold, reach=0)
        print(f"{name:10} {count}")
    if args.list:
        for n in sorted(rows["appeal"] ^ gold):
            print("missed" if n in gold else "extra ", sentences[n]["text"])


if __name__ == "__main__":
    main()
