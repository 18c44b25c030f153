"""The real command line on a vault of a test's own, and an invented meeting."""

from pathlib import Path
from typing import NamedTuple

import pytest

from minutebook.ui.cli import main

TALK = """\
Odalys Brennick  0:03
Morning. So the pump at Aro Ferries is leaking again, and the committee wants an answer.

Pelle Strandmark  0:09
I saw it. It loses about four litres a day since Monday.

Odalys Brennick  0:15
Pelle, can you order the new seal by Friday?

Pelle Strandmark  0:19
Yes, I'll order the seal by Friday.

Odalys Brennick  0:23
Then let's go with the bronze seal, not the rubber one. Agreed?

Pelle Strandmark  0:28
Agreed, bronze it is.

Odalys Brennick  0:31
I'll write to the harbour office tomorrow and tell them the crossing stays open.

Pelle Strandmark  0:37
Good. Who pays for the divers, by the way?

Odalys Brennick  0:41
I don't know yet. Let's leave that open.

Pelle Strandmark  0:45
The insurance covers two dives a year, that is all I found in the contract from January.

Odalys Brennick  0:52
Right. The winter timetable starts on the first of November, so the crossing has only one boat until then.

Pelle Strandmark  1:00
And the old lighthouse keeper still wants the spare engine back, the green one.
"""
LATER = """\
Odalys Brennick  0:02
Good to see you. The ferry was full of school children today, they sang all the way across.

Pelle Strandmark  0:08
I heard them from the workshop. It was the song about the herring, I believe.

Odalys Brennick  0:14
It was. Pelle, about the new seal for the pump, did you order it?

Pelle Strandmark  0:19
Yes, I ordered the seal on Friday, the bronze one.

Odalys Brennick  0:24
Wonderful. I haven't written to the harbour office yet, I'll write to the harbour office on Monday.

Pelle Strandmark  0:31
They are in no hurry there. The office was closed the whole week, somebody had painted the stairs.

Odalys Brennick  0:37
Then nobody is cross. The green engine is in the boathouse again, under the blue sheet.

Pelle Strandmark  0:44
He will be pleased about that, he asks whenever I meet him.
"""
"""A week later: the seal is ordered, the letter not yet written."""


class Result(NamedTuple):
    code: int
    out: str
    err: str


class Book:
    """A vault, and the command line on it."""

    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.root = root
        self.capsys = capsys

    def __call__(self, *words: str, vault: bool = True) -> Result:
        self.capsys.readouterr()
        code = main([*words, *(["--vault", str(self.root)] if vault else [])])
        out, err = self.capsys.readouterr()
        return Result(code, out, err)

    def drop(self, name: str, text: str | bytes = TALK) -> Path:
        path = self.root / "Inbox" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    def files(self, *left_out: str) -> dict[str, bytes]:
        """Every file that a person reads, less those below the folders ``left_out``."""
        hidden = (".minutebook/", ".git/", *left_out)
        found = ((p, p.relative_to(self.root).as_posix()) for p in sorted(self.root.rglob("*")) if p.is_file())
        return {name: p.read_bytes() for p, name in found if not name.startswith(hidden)}

    def note(self, pattern: str) -> Path:
        found = [p for p in self.root.glob(pattern) if "(source)" not in p.name]
        assert len(found) == 1, (pattern, found, sorted(self.files()))
        return found[0]
