"""``minutebook ask``: a question to the book, answered with the passages that show it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from minutebook.errors import EngineError
from minutebook.model.answer import Excerpt, Reply
from minutebook.run.consult import consult, find_excerpts, open_shielded
from minutebook.run.describe import describe_call
from minutebook.run.search import open_library
from minutebook.ui.cli.options import Json, VaultDir, here, model_for
from minutebook.ui.cli.output import make_console, mark, note, print_json, printable, say

if TYPE_CHECKING:
    pass

_SHOWN = 5
"""Passages that are shown where no model answers."""


def ask(
    *question: Annotated[str, Parameter(help="In your own words.")],
    engine: Annotated[
        str | None, Parameter(help="Whose model answers, else that of the settings; offline: the passages alone.")
    ] = None,
    yes: Annotated[
        bool,
        Parameter(
            name="--yes",
            negative=(),
            help="Agree that questions and the passages for them are sent to the model, where it is not on this machine; kept.",
        ),
    ] = False,
    vault: VaultDir = None,
    json: Json = False,
) -> int:
    """Answer a question from the book: with a model in sentences that cite their passages, else the passages that come nearest. What is private is never used."""
    place, words = here(vault), " ".join(question)
    model = model_for(engine or place.settings.engine, place, yes=yes)
    reply, problem = None, ""
    with open_shielded(place) if model else open_library(place) as library:
        excerpts = find_excerpts(library, words)
        if model and excerpts:
            try:
                reply = consult(library, words, excerpts, model)
            except EngineError as error:
                problem = str(error)
    if json:
        print_json(
            {
                "question": words,
                "engine": model.name if model else "offline",
                "reply": reply,
                "passages": excerpts,
                "problem": problem,
            }
        )
    else:
        _tell(excerpts, reply, problem, asked=model is not None)
    return 1 if problem else 0


def _tell(excerpts: Sequence[Excerpt], reply: Reply | None, problem: str, *, asked: bool) -> None:
    if reply and reply.sentences:
        _tell_answer(reply, excerpts)
        return
    if not excerpts:
        say("The book does not know: nothing in it has the words of this question.")
        return
    if problem:
        note(f"The model gave no answer: {problem}")
    elif reply:
        say("The book does not know: no passage answers this. What comes nearest:")
    elif not asked:
        say("No model is set, so this is no answer: the passages that have most of the question's words.")
    for number, excerpt in enumerate(excerpts[:_SHOWN], 1):
        _print(number, excerpt)
    if reply:
        _tell_rest(reply)


def _tell_answer(reply: Reply, excerpts: Sequence[Excerpt]) -> None:
    """The sentences with their numbers, and below what each number is."""
    numbers: dict[int, int] = {}
    for sentence in reply.sentences:
        marks = "".join(f"[{numbers.setdefault(n, len(numbers) + 1)}]" for n in sentence.cited)
        say(f"{sentence.text} {marks}")
    say("")
    for cited, number in numbers.items():
        _print(number, excerpts[cited])
    _tell_rest(reply)


def _tell_rest(reply: Reply) -> None:
    for said in reply.dropped:
        note(f"left out, because no passage that it cites shows it: {said}")
    for call in reply.sent:
        note(describe_call(call))


def _print(number: int, excerpt: Excerpt) -> None:
    from rich.text import Text

    console = make_console()
    head = Text.assemble((f"[{number}] ", "bold"), printable(excerpt.title), (f"  {excerpt.day or ''}", "dim"))
    words = Text("    ") + mark(printable(excerpt.shown), excerpt.finds)
    console.print(head, soft_wrap=True)
    console.print(words.append(f"  {printable(excerpt.link)}", style="dim"), soft_wrap=True)
