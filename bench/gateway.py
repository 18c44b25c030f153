"""What our code adds to a call of a model: `python -m bench.gateway`.

A server on loopback answers at once, then 50 sources are asked about at the same time by a server that takes half a second; then one source is read whole, the offline engine's part and
the checks included, beside a server that takes two seconds. Pin it to one core: `taskset -c 0`.
"""

import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, thread_time

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from minutebook.flow.extract.llm import ModelEngine
from minutebook.flow.extract.llm.gateway.address import find_address
from minutebook.flow.extract.llm.gateway.ask import Gateway
from minutebook.flow.extract.llm.prompt import read_wording, write_prompt
from minutebook.flow.extract.offline import OfflineEngine
from minutebook.flow.write.answers import Answers
from minutebook.model.entity import Context, Me
from minutebook.model.source import DatedFrom, Part, Source, SourceKind, Utterance
from minutebook.run.asked import AskedModel
from minutebook.run.session import system_clock
from minutebook.run.spending import Purse
from minutebook.settings import ModelSettings
from modelserver import ModelServer, Said, serving

ANSWER = '{"title": "Yard", "tasks": [{"text": "Send the pump figures", "owner": "Tove Lindahl", "u": [1], "quote": "send the pump figures"}]}'
CALLS = 50
WAIT = 0.5
LONG_WAIT = 2.0


def source(number: int, length: int = 600) -> Source:
    """A meeting of an hour: 600 utterances."""
    said = (f"Meeting {number}, point {n}: I will send the pump figures of hall {n} by Friday." for n in range(length))
    utterances = tuple(Utterance(id=n, text=text, speaker="Tove Lindahl", block=n) for n, text in enumerate(said))
    part = Part(f"{number}.vtt", "ab" * 32, 100)
    return Source(
        f"mb-{number}",
        SourceKind.CONVERSATION,
        "zoom-vtt",
        (part,),
        date(2026, 3, 10),
        DatedFrom.CONTENT,
        "Yard",
        utterances,
    )


def gateway_to(server: ModelServer) -> Gateway:
    address = find_address(server.engine(), {})
    assert address is not None
    return Gateway(address, "")


def read_whole(folder: Path) -> tuple[float, float]:
    """Seconds beyond the server's own for one source, from the source to its checked extraction, and those of our thread: the least of five."""
    with serving([Said(ANSWER, wait=LONG_WAIT)]) as slow:
        gateway = gateway_to(slow)
        purse = Purse(None, None, (), system_clock, None)
        engine = ModelEngine(
            AskedModel(gateway, Answers(folder), ModelSettings(), purse, system_clock), OfflineEngine()
        )
        engine.extract(source(1000, 10), Context(Me(), ()))  # what is loaded once
        taken, used = [], []
        for number in range(1001, 1006):
            began, worked = perf_counter(), thread_time()
            engine.extract(source(number, 200), Context(Me(), ()))
            taken.append(perf_counter() - began - LONG_WAIT)
            used.append(thread_time() - worked)
        return min(taken), min(used)


def main() -> None:
    """Print the medians."""
    context, wording = Context(Me(), ()), read_wording()
    with TemporaryDirectory() as folder, serving([Said(ANSWER)]) as fast, serving([Said(ANSWER, wait=WAIT)]) as slow:
        purse = Purse(None, None, (), system_clock, None)
        quick = AskedModel(gateway_to(fast), Answers(Path(folder)), ModelSettings(), purse, system_clock)
        taken, used = [], []
        for number in range(30):
            one = source(number)
            began, worked = perf_counter(), thread_time()
            quick.answer(write_prompt(one, context, wording, one.utterances))
            taken.append(perf_counter() - began)
            used.append(thread_time() - worked)
        print(
            f"a call of {sum(len(u.text) for u in one.utterances):,} characters: {median(taken) * 1000:.1f} ms, {median(used) * 1000:.1f} ms of them our thread's own"
        )
        patient = AskedModel(gateway_to(slow), Answers(Path(folder)), ModelSettings(), purse, system_clock)
        prompts = [write_prompt(source(n), context, wording, source(n).utterances) for n in range(100, 100 + CALLS)]
        began = perf_counter()
        with ThreadPoolExecutor(CALLS) as pool:
            list(pool.map(patient.answer, prompts))
        print(
            f"{CALLS} calls at once to a server that takes {WAIT:g} s: {perf_counter() - began:.2f} s, {slow.most_at_once} at the same time"
        )
        more, own = (1000 * seconds for seconds in read_whole(Path(folder)))
        print(
            f"a source beside a server that takes {LONG_WAIT:g} s: {more:.0f} ms more, {own:.0f} ms of them our thread's own"
        )


if __name__ == "__main__":
    main()
