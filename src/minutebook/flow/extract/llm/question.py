"""A question put to a model with passages of the book: what it is sent, and which sentences of its answer stand."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from hashlib import blake2b
from importlib.resources import files

import msgspec

from minutebook.flow.extract.engine import Engine
from minutebook.flow.extract.ground import bare_words
from minutebook.flow.extract.llm.answer import Answer, Cited, read_answer
from minutebook.flow.extract.llm.contract import Model
from minutebook.flow.extract.llm.passage import carries
from minutebook.flow.extract.llm.prompt import Wording, inert, write_prompt
from minutebook.flow.extract.llm.veil import Veil
from minutebook.flow.extract.offline.figures import figures
from minutebook.model.answer import Excerpt, Reply, Sentence
from minutebook.model.entity import Context
from minutebook.model.source import DatedFrom, Part, Source, SourceKind, Utterance

WORDS_SHOWN = 0.5
"""Share of a sentence's content words that must stand in the passages that it cites, or in the question."""
_FIGURE = re.compile(r"\d+")


def ask_model(
    question: str, excerpts: Sequence[Excerpt], context: Context, model: Model, offline: Engine, *, redact: bool
) -> Reply:
    """The model's answer, as far as its passages show it. ``redact``: it sees placeholders for names, addresses and numbers.

    Raises EngineError where it cannot be asked or does not answer in the form.
    """
    source = as_source(question, excerpts)
    veil = Veil(source, context, offline.extract(source, context)) if redact else None
    if veil:
        source, context = veil.cover_source(source), veil.cover_context(context)
    asked = veil.cover(question) if veil else question
    prompt = msgspec.structs.replace(
        write_prompt(source, context, _wording(), source.utterances),
        version=_version(),
        title=f"question: {question}",
    )
    prompt = msgspec.structs.replace(prompt, source=f"<question>{inert(asked)}</question>\n{prompt.source}")
    answered = model.answer(prompt)
    read = read_answer(veil.lift(answered.text) if veil else answered.text)
    sentences, dropped = _check(read.answer, question, excerpts)
    return Reply(sentences, dropped, (answered.call,) if answered.call else ())


def as_source(question: str, excerpts: Sequence[Excerpt]) -> Source:
    """The passages as a source is sent: numbered, each under what it is from."""
    lines = [
        Utterance(id=n, text=excerpt.text, speaker=", ".join(filter(None, (excerpt.title, excerpt.day))))
        for n, excerpt in enumerate(excerpts)
    ]
    day = max((excerpt.day for excerpt in excerpts if excerpt.day), default="")
    return Source(
        id="question",
        kind=SourceKind.DOCUMENT,
        format="passages",
        parts=(Part("passages", "", 0),),
        date=_day(day),
        dated_from=DatedFrom.CONTENT,
        title=question,
        utterances=tuple(lines),
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return date(2000, 1, 1)


@cache
def _wording() -> Wording:
    text = (files(__package__) / "data" / "question.md").read_text(encoding="utf-8").strip()
    return Wording(text, {})


@cache
def _version() -> str:
    return "question." + blake2b(_wording().version.encode(), digest_size=6).hexdigest()


def _check(answer: Answer, question: str, excerpts: Sequence[Excerpt]) -> tuple[tuple[Sentence, ...], tuple[str, ...]]:
    """The sentences that the passages show, and those that they do not."""
    stands: list[Sentence] = []
    dropped: list[str] = []
    for said in answer.summary:
        cited = tuple(_shown_by(said, question, excerpts))
        if cited:
            stands.append(Sentence(" ".join(said.text.split()), cited))
        else:
            dropped.append(" ".join(said.text.split()))
    return tuple(stands), tuple(dropped)


def _shown_by(said: Cited, question: str, excerpts: Sequence[Excerpt]) -> Iterator[int]:
    """The cited passages that show a sentence: its quote stands in one of them, its words and every figure in them together."""
    cited = [n for n in dict.fromkeys(said.u) if 0 <= n < len(excerpts)]
    quoted = [n for n in cited if carries(excerpts[n].text, said.quote)]
    if not quoted or not said.text.strip():
        return
    told = [excerpts[n] for n in cited]
    texts = [question, *(part for each in told for part in (each.title, each.day or "", each.text))]
    known = _words(texts)
    words = _words([said.text])
    if len(words & known) < WORDS_SHOWN * len(words) or not _figures([said.text]) <= _figures(texts):
        return
    own = [n for n in cited if n in quoted or words & _words([excerpts[n].text]) - _words([question])]
    yield from own


def _words(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(word for text in texts for word in bare_words(text))


def _figures(texts: Iterable[str]) -> frozenset[int]:
    """The numbers that texts have, spoken ones too."""
    return frozenset(int(found) for text in texts for each in (text, figures(text)) for found in _FIGURE.findall(each))
