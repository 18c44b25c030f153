"""What every layout promises, over one invented file each in ``tests/golden/adapt`` (``pytest --golden`` rewrites what is expected)."""

from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from minutebook.errors import SourceError
from minutebook.flow.adapt import adapt
from minutebook.flow.adapt.adapter import Sample
from minutebook.flow.adapt.decode import decode
from minutebook.flow.adapt.detect import adapters, choose

GOLDEN = Path(__file__).resolve().parents[2] / "golden" / "adapt"
FILES = sorted(path for path in GOLDEN.iterdir() if not path.name.endswith(".expected.json"))
MODIFIED = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)
LIMIT = 1_000_000


def read(name: str, data: bytes):
    return adapt(name, data, MODIFIED, UTC, LIMIT)


def told(sources):
    """What a source says, apart from its bytes and the name that it came under."""
    return [(s.kind, s.date, s.people, s.aside, s.language, s.utterances) for s in sources]


@pytest.fixture(params=FILES, ids=lambda path: path.name)
def path(request) -> Path:
    return request.param


def test_reads_as_expected(path: Path, golden) -> None:
    """Each layout gives the source that stands beside it."""
    sources = msgspec.to_builtins(read(path.name, path.read_bytes()))
    told = [{key: value for key, value in source.items() if key != "private" or value} for source in sources]
    encoded = msgspec.json.format(msgspec.json.encode(told), indent=1)
    golden(path.with_name(path.name + ".expected.json"), encoded.decode() + "\n")


def test_numbers_utterances_in_order(path: Path) -> None:
    """Ids and blocks count from 0; no utterance is empty or holds unfolded white space."""
    for source in read(path.name, path.read_bytes()):
        assert [u.id for u in source.utterances] == list(range(len(source.utterances)))
        assert [u.block for u in source.utterances] == [u.id for u in source.utterances]
        assert all(u.text and u.text == " ".join(u.text.split()) for u in source.utterances)


def test_knows_content_not_names(path: Path) -> None:
    """Another name changes neither what was said nor the id, and the reason says what was seen."""
    sources, renamed = read(path.name, path.read_bytes()), read("x", path.read_bytes())
    assert told(renamed) == told(sources)
    assert [s.id for s in renamed] == [s.id for s in sources]
    assert all(s.reason and 0 < s.sureness <= 1 for s in sources)


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_any_line_ending_reads_the_same(path: Path, ending: str) -> None:
    """CRLF and bare CR change nothing."""
    changed = path.read_bytes().replace(b"\n", ending.encode())
    assert told(read(path.name, changed)) == told(read(path.name, path.read_bytes()))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be-mark", "utf-32"])
def test_any_unicode_encoding_reads_the_same(path: Path, encoding: str) -> None:
    """UTF-8 with a mark, UTF-16 in both orders and UTF-32 change nothing."""
    text = path.read_bytes().decode()
    changed = (
        "\ufeff".encode("utf-16-be") + text.encode("utf-16-be") if encoding.endswith("mark") else text.encode(encoding)
    )
    assert told(read(path.name, changed)) == told(read(path.name, path.read_bytes()))


def test_cut_anywhere_gives_sources_or_a_reason(path: Path) -> None:
    """A file cut off at any byte is read as far as it goes, or refused."""
    data = path.read_bytes()
    for end in range(0, len(data), max(1, len(data) // 40)):
        try:
            sources = read(path.name, data[:end])
        except SourceError:
            continue
        assert all(source.utterances or source.messages for source in sources)


def test_the_surest_adapter_reads_it(path: Path) -> None:
    """No adapter is surer than the one that is chosen."""
    data = path.read_bytes()
    text, encoding = decode(data) or (None, None)
    sample = Sample(path.name, data, text, encoding)
    _, chosen = choose(sample)
    guesses = [guess for adapter in adapters() if (guess := adapter.identify(sample))]
    assert chosen.sureness >= 0.9 or chosen.sureness == max(guess.sureness for guess in guesses)
