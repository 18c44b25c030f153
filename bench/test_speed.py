"""Functions on an invented hour of speech (10,000 words): `make bench`."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from bench.report import as_pdf
from bench.talk import as_vtt, speak
from pytest_benchmark.fixture import BenchmarkFixture

from minutebook.flow.adapt import adapt
from minutebook.flow.context import build_context
from minutebook.flow.extract.ground import ground
from minutebook.flow.extract.offline import OfflineEngine
from minutebook.flow.identify import New, identify
from minutebook.flow.link import link
from minutebook.flow.outputs.rendering import render_source
from minutebook.model.entity import Context, Entity, EntityType, Me
from minutebook.settings import Folders
from minutebook.store import Store
from minutebook.vault.vault import Entry

DATA = as_vtt(speak(10_000)).encode()
MODIFIED = datetime(2026, 3, 12, tzinfo=UTC)
(SOURCE,) = adapt("2026-03-12 Long.vtt", DATA, MODIFIED, UTC, 10**8)
ENGINE = OfflineEngine()
READ = ENGINE.extract(SOURCE, Context())
CROWD = tuple(
    Entity(f"mb-{n}", EntityType.PERSON, f"Given{n} Sur{n % 977}name", emails=(f"g{n}@x.example",))
    for n in range(10_000)
)


def test_adapt(benchmark: BenchmarkFixture) -> None:
    assert benchmark(adapt, "2026-03-12 Long.vtt", DATA, MODIFIED, UTC, 10**8)[0].utterances


def test_adapt_a_pdf_of_100_pages(benchmark: BenchmarkFixture) -> None:
    (source,) = benchmark.pedantic(adapt, args=("report.pdf", as_pdf(100), MODIFIED, UTC, 10**8), rounds=3)
    assert len(source.utterances) > 1500


def test_identify_new(benchmark: BenchmarkFixture) -> None:
    assert isinstance(benchmark(identify, SOURCE, (), lambda _: None), New)


def test_extract(benchmark: BenchmarkFixture) -> None:
    assert benchmark(ENGINE.extract, SOURCE, Context()).tasks


def test_ground(benchmark: BenchmarkFixture) -> None:
    assert benchmark(ground, READ, SOURCE).tasks


@pytest.mark.parametrize("words", [10_000, 40_000])
def test_extract_is_linear(benchmark: BenchmarkFixture, words: int) -> None:
    (source,) = adapt("2026-03-12 Long.vtt", as_vtt(speak(words)).encode(), MODIFIED, UTC, 10**8)
    benchmark.pedantic(ENGINE.extract, args=(source, Context()), rounds=2)


def test_context_of_10000_entities(benchmark: BenchmarkFixture) -> None:
    assert benchmark(build_context, SOURCE, Me("Odalys Brennick"), CROWD, ())


def test_link_against_10000_entities(benchmark: BenchmarkFixture) -> None:
    context = build_context(SOURCE, Me("Odalys Brennick"), CROWD, ())
    assert benchmark(link, SOURCE, READ, context, (), CROWD).extraction


def test_render(benchmark: BenchmarkFixture) -> None:
    assert benchmark(render_source, SOURCE, "Sources/x.vtt")


class Many:
    """A vault of 5,000 notes in memory."""

    text = b"---\nid: mb-0000000000\ntype: people\ntitle: A note\ndate: 2026-03-12\n---\n\n- [?] Do it @Myself #task ^mb-0000000001\n"

    def entries(self) -> Iterator[Entry]:
        return (Entry(f"People/P{n % 99}/2026-03-12 - Note {n}.md", len(self.text), 1) for n in range(5000))

    def entry(self, path: str) -> Entry:
        return Entry(path, len(self.text), 1)

    def read(self, path: str) -> bytes:  # noqa: ARG002
        return self.text


def test_index_of_5000_notes_made_anew(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    numbers = iter(range(10**6))
    store = benchmark.pedantic(lambda: Store.open(tmp_path / f"{next(numbers)}.sqlite", Folders(), Many()), rounds=3)
    assert len(store.open_tasks()) == 5000


def test_index_of_5000_notes_found_true(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    path = tmp_path / "index.sqlite"
    Store.open(path, Folders(), Many()).close()
    benchmark.pedantic(lambda: Store.open(path, Folders(), Many()).close(), rounds=5)
