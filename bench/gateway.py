"""What our code adds to a call of a model: `python -m bench.gateway`.

A server on loopback answers at once, then 50 sources are asked about at the same time by a server that takes half a second. Pin it to one core: `taskset -c 0`.
"""

import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, thread_time

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from minutebook.flow.extract.llm.gateway.address import find_address
from minutebook.flow.extract.llm.gateway.ask import Gateway
from minutebook.flow.extract.llm.prompt import read_wording, write_prompt
from minutebook.flow.write.answers import Answers
from minutebook.model.entity import Context, Me
from minutebook.model.source import DatedFrom, Part, Source, SourceKind, Utterance
from minutebook.run.asked import AskedModel
from minutebook.run.session import system_clock
from minutebook.run.spending import Purse
from minutebook.settings import ModelSettings
from modelserver import Said, serving

ANSWER = '{"title": "Yard", "tasks": [{"text": "Send the pump figures", "owner": "Tove Lindahl", "u": [1], "quote": "send the pump figures"}]}'
CALLS = 50
WAIT = 0.5


def source(number: int) -> Source:
    """A meeting of an hour: 600 utterances."""
    said = (f"Meeting {number}, point {n}: I will send the pump figures of hall {n} by Friday." for n in range(600))
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


def main() -> None:
    """Print the medians."""
    context, wording = Context(Me(), ()), read_wording()
    with TemporaryDirectory() as folder, serving([Said(ANSWER)]) as fast, serving([Said(ANSWER, wait=WAIT)]) as slow:
        purse = Purse(None, None, (), system_clock, None)
        quick = AskedModel(
            Gateway(find_address(fast.engine(), {}), ""), Answers(Path(folder)), ModelSettings(), purse, system_clock
        )
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
        patient = AskedModel(
            Gateway(find_address(slow.engine(), {}), ""), Answers(Path(folder)), ModelSettings(), purse, system_clock
        )
        prompts = [write_prompt(source(n), context, wording, source(n).utterances) for n in range(100, 100 + CALLS)]
        began = perf_counter()
        with ThreadPoolExecutor(CALLS) as pool:
            list(pool.map(patient.answer, prompts))
        print(
            f"{CALLS} calls at once to a server that takes {WAIT:g} s: {perf_counter() - began:.2f} s, {slow.most_at_once} at the same time"
        )


if __name__ == "__main__":
    main()
