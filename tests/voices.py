"""Speech made by Debian's flite, put together with the standard library; None where there is no flite."""

import io
import shutil
import subprocess
import tempfile
import wave
from collections.abc import Sequence
from pathlib import Path

RATE = 16_000
PAUSE = 0.6  # seconds between two turns

DIALOGUE = (
    ("rms", "Good morning. The pump on the old boat is leaking again, and the committee wants an answer this week."),
    ("slt", "I looked at it on Monday. It loses about four litres of water every day, and the seal is worn out."),
    ("rms", "Can you order the new seal by Friday?"),
    ("slt", "Yes, I will order the new seal by Friday. The yard has two of them on the shelf."),
    ("rms", "Good. Then we will use bronze and not rubber. I will write to the harbour office tomorrow."),
    ("slt", "Who is going to pay for the repair? The insurance company covers only the engine."),
)
MEMO = (("rms", "I need to call the dentist tomorrow. And I have to send the budget to the committee by Friday."),)


def can_speak() -> bool:
    return shutil.which("flite") is not None


def speak(turns: Sequence[tuple[str, str]]) -> bytes:
    """A WAV file of these turns, each in its voice."""
    sound = b"".join(_say(voice, text) + bytes(2 * int(PAUSE * RATE)) for voice, text in turns)
    return wav(sound)


def _say(voice: str, text: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "said.wav"
        subprocess.run(["flite", "-voice", voice, "-t", text, "-o", str(path)], check=True, capture_output=True)
        with wave.open(str(path)) as said:
            assert (said.getframerate(), said.getsampwidth(), said.getnchannels()) == (RATE, 2, 1)
            return said.readframes(said.getnframes())


def wav(sound: bytes) -> bytes:
    """16-bit samples as a WAV file."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setframerate(RATE)
        file.setsampwidth(2)
        file.setnchannels(1)
        file.writeframes(sound)
    return out.getvalue()


def word_errors(said: str, heard: str) -> float:
    """Words put in, left out or changed, as a share of those that were said; case, signs and British spelling aside."""
    a, b = _words(said), _words(heard)
    row = list(range(len(b) + 1))
    for n, word in enumerate(a, start=1):
        last, row[0] = row[0], n
        for m, other in enumerate(b, start=1):
            last, row[m] = row[m], min(row[m] + 1, row[m - 1] + 1, last + (word != other))
    return row[-1] / max(1, len(a))


def _words(text: str) -> list[str]:
    bare = "".join(c if c.isalnum() else " " for c in text.lower())
    same = {"liters": "litres", "harbor": "harbour"}
    return [same.get(word, word) for word in bare.split()]
