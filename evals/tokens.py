"""How long a prompt is before the source, in a vault of 200 names: `python -m evals.tokens TOKENIZER.json`.

The tokenizer is a file of the `tokenizers` library. One that a provider published stands in `anthropic==0.38.0` (`anthropic/tokenizer.json`, Claude 2);
other models' differ by a tenth or so. Exits with 1 where the prompt is over its limit or changes from run to run.
"""

import json
import os
import subprocess
import sys
from datetime import date
from hashlib import sha256

from minutebook.flow.extract.llm.gateway.form import answer_form
from minutebook.flow.extract.llm.prompt import read_wording, tokens_of, write_prompt
from minutebook.model.entity import Context, Entity, EntityType, Me, Term
from minutebook.model.source import DatedFrom, Part, Source, SourceKind, Utterance

MOST = 1500
LEAST_SHARE = 0.70
GIVEN = "Alma Bodil Cato Dagny Einar Freja Gustav Hedda Ivar Jorunn Knut Liv Magne Nora Odd Petra Ragna Sten Tyra Ulf".split()
SURNAMES = "Aasen Brekke Dahlstrom Ekeland Fossum Granholm".split()
ROLES = ("Head of Operations", "Account Manager", "Site Engineer", "Controller", None)


def vault() -> Context:
    """120 people, 40 accounts, 30 projects and 10 forums, as long as names are, and as many abbreviations as a prompt explains."""
    firms = [f"{given} {what}" for given in GIVEN for what in ("Shipping", "Instruments")]
    people = [
        Entity(
            f"p{n}",
            EntityType.PERSON,
            f"{given} {surname}",
            (given[:2],),
            organisation=firms[n % 40],
            role=ROLES[n % 5],
        )
        for n, (given, surname) in enumerate((g, s) for g in GIVEN for s in SURNAMES)
    ]
    accounts = [Entity(f"a{n}", EntityType.ACCOUNT, firm, (firm.split()[0],)) for n, firm in enumerate(firms)]
    projects = [Entity(f"r{n}", EntityType.PROJECT, f"Quay {n} renewal", (f"Q{n}",)) for n in range(30)]
    forums = [Entity(f"f{n}", EntityType.FORUM, f"Weekly yard meeting {n}") for n in range(10)]
    me = Me("Odalys Brennick", ("Odalys",), ("odalys@brennick.example",), "Brennick Yards")
    terms = tuple(Term(f"Q{letter}P", f"Quay {letter}owdry Plan") for letter in "ABCDEFGH")
    return Context(me, (*people, *accounts, *projects, *forums), terms=terms)


def source(kind: SourceKind) -> Source:
    """A source in which a third of the names occur: more than the prompt may list."""
    said = [
        f"{given} {SURNAMES[n % 6]} spoke to {GIVEN[n - 3]} about Quay {n} renewal." for n, given in enumerate(GIVEN)
    ]
    utterances = tuple(Utterance(id=n, text=text, speaker="Odalys Brennick", block=n) for n, text in enumerate(said))
    part = Part("yard.vtt", "ab" * 32, 100)
    return Source("mb-s", kind, "zoom-vtt", (part,), date(2026, 3, 10), DatedFrom.CONTENT, "Yard", utterances)


def main() -> int:
    """Print the table; 1 where a limit is passed."""
    wording = read_wording()
    told = max(SourceKind, key=lambda kind: len(wording.emphasis.get(kind.value, "")))
    read = source(told)
    prompt = write_prompt(read, vault(), wording, read.utterances)
    digest = sha256(f"{prompt.instructions}\n{prompt.context}\n{prompt.source}".encode()).hexdigest()
    if sys.argv[1:] == ["--digest"]:
        print(digest)
        return 0
    if sys.argv[1:]:
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(sys.argv[1])

        def count(text: str) -> int:
            return len(tokenizer.encode(text).ids)
    else:
        count = tokens_of
    instructions, context = count(prompt.instructions), count(prompt.context)
    share = instructions / (instructions + context)
    form = count(json.dumps(answer_form(), separators=(",", ":")))
    others = [_digest(seed) for seed in ("1", "2", "77")]
    print(f"before the source  {instructions + context:5}  (at most {MOST}; {told.value}, of which most is said)")
    print(f"  instructions     {instructions:5}  equal for every source: {share:.0%} (at least {LEAST_SHARE:.0%})")
    print(f"  context          {context:5}")
    print(f"form, beside it    {form:5}  equal for every source")
    print(f"our own estimate   {tokens_of(prompt.instructions) + tokens_of(prompt.context):5}")
    print(f"the same bytes in {len(others)} other processes: {set(others) == {digest}}")
    return int(instructions + context > MOST or share < LEAST_SHARE or set(others) != {digest})


def _digest(seed: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "evals.tokens", "--digest"],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": seed},
    )
    return done.stdout.strip()


if __name__ == "__main__":
    sys.exit(main())
