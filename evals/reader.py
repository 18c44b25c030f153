"""A strong reader in the model's place: the prompts of gold cases as files for somebody who sees nothing else, and their answers scored.

    python -m evals.reader export GOLD OUT [--leave-out CASE ...] [--language NAME]     a prompt a case: OUT/<case>.md
    python -m evals.reader read GOLD OUT PREDICTIONS [--offline]      OUT/<case>.json as predictions for score.py; with --offline both engines together

One prompt is written a case: a reader's window is wide enough for each.
"""

import argparse
from pathlib import Path

import msgspec

from minutebook.errors import MinutebookError
from minutebook.flow.extract.llm import ModelEngine, Prompt
from minutebook.flow.extract.llm.contract import Answered
from minutebook.flow.extract.llm.prompt import read_wording
from minutebook.flow.extract.llm.together import Together
from minutebook.flow.extract.offline import OfflineEngine
from minutebook.run.batch import Request, as_markdown
from minutebook.run.evaluate import read_case
from minutebook.run.publish import publish_json


class Asked(MinutebookError):
    """The prompt of a case, on its way out."""

    def __init__(self, prompt: Prompt) -> None:
        super().__init__("asked")
        self.prompt = prompt


class Reader:
    """A model whose answers lie in files; without one it says what it was asked."""

    name = "imported:reader"
    window = 1_000_000

    def __init__(self, answer: Path) -> None:
        self._answer = answer

    def answer(self, prompt: Prompt) -> Answered:
        if not self._answer.exists():
            raise Asked(prompt)
        return Answered(self._answer.read_text(encoding="utf-8"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["export", "read"])
    parser.add_argument("gold", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("predictions", type=Path, nargs="?")
    parser.add_argument("--leave-out", nargs="*", default=[], metavar="CASE")
    parser.add_argument("--offline", action="store_true")
    parser.add_argument("--language", default="", help="in which the answer is to be written, as llm.language says it")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    wording = msgspec.structs.replace(read_wording(), language=args.language)
    for folder in sorted(path.parent for path in args.gold.glob("*/gold.json")):
        if folder.name in args.leave_out:
            continue
        engine = ModelEngine(Reader(args.out / f"{folder.name}.json"), OfflineEngine(), wording)
        try:
            source, extraction = read_case(folder, Together(engine, OfflineEngine()) if args.offline else engine)
        except Asked as asked:
            told = as_markdown(Request(folder.name, Reader.name, folder.name, asked.prompt))
            (args.out / f"{folder.name}.md").write_text(told, encoding="utf-8")
            continue
        if args.what == "read" and args.predictions:
            args.predictions.mkdir(parents=True, exist_ok=True)
            (args.predictions / f"{folder.name}.json").write_bytes(publish_json(source, extraction))
            for warning in extraction.warnings:
                print(f"{folder.name}: {warning}")


if __name__ == "__main__":
    main()
