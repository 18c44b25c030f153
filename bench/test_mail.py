"""Mail on an invented thread of 14 messages, each with all that went before quoted below it: `make bench`."""

from datetime import UTC, datetime, timedelta

from pytest_benchmark.fixture import BenchmarkFixture

from minutebook.flow.adapt import adapt
from minutebook.flow.outputs.rendering import render_source

MODIFIED = datetime(2026, 6, 1, tzinfo=UTC)
BEGIN = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)
PEOPLE = ("Odalys Brennick <o@brennick.example>", "Pelle Strandmark <pelle@aro.example>")
TEXT = """\
Hi,

the crossing keeps its timetable until the divers have looked at the north quay. I will send the carrier the measures of
crate {n} by Wednesday, and the keeper wants to know who pays for the lift.

- the bronze seal arrives on Friday
- the insurance covers two dives a year

Best regards
{who}

--
{who}
Harbour office, Aro
+46 8 555 01 {n:02}
"""


def write_thread(size: int = 14) -> bytes:
    """A mailbox with one thread; the last mail quotes all others."""
    history, box = "", b""
    for n in range(size):
        who, sent = PEOPLE[n % 2], BEGIN + timedelta(hours=7 * n)
        text = TEXT.format(n=n, who=who.partition(" <")[0]) + history
        refs = " ".join(f"<{k}@aro.example>" for k in range(n))
        head = (
            f"From: {who}\nTo: {PEOPLE[1 - n % 2]}\nSubject: {'Re: ' if n else ''}Crates\nDate: {sent:%a, %d %b %Y %H:%M:%S +0000}\n"
            f"Message-ID: <{n}@aro.example>\nReferences: {refs}\nContent-Type: text/plain; charset=utf-8\n\n"
        )
        box += b"From x@aro.example Thu Mar 12 09:00:00 2026\n" + (head + text).encode() + b"\n\n"
        quoted = "".join(f"> {line}\n" for line in text.split("\n"))
        history = f"\nOn {sent:%a, %d %b %Y at %H:%M}, {who} wrote:\n\n{quoted}"
    return box


BOX = write_thread()
(THREAD,) = adapt("thread.mbox", BOX, MODIFIED, UTC, 10**8)


def test_adapt_a_thread_of_14_mails(benchmark: BenchmarkFixture) -> None:
    (source,) = benchmark(adapt, "thread.mbox", BOX, MODIFIED, UTC, 10**8)
    assert len(source.messages) == 14


def test_render_a_thread_of_14_mails(benchmark: BenchmarkFixture) -> None:
    assert benchmark(render_source, THREAD, "Sources/Email/2026/thread.mbox")
