"""Invented mails of a harbour, written as mail programs write them."""

from base64 import b64encode

ODALYS = "Odalys Brennick <o@brennick.example>"
PELLE = "Pelle Strandmark <pelle@aroferries.example>"


def letter(
    text: str,
    *,
    number: int = 1,
    answers: int = 0,
    day: int = 12,
    sender: str = PELLE,
    to: str = ODALYS,
    subject: str = "Spare engine",
    more: str = "",
    date: str = "",
) -> bytes:
    """A plain mail of March 2026. ``answers``: the number of the mail that it answers, with those before in its references."""
    refs = " ".join(f"<m{n}@aroferries.example>" for n in range(1, answers + 1))
    lines = [
        f"From: {sender}",
        f"To: {to}",
        f"Subject: {'Re: ' if answers else ''}{subject}",
        f"Date: {date or f'Thu, {day} Mar 2026 09:1{number % 10}:00 +0100'}",
        f"Message-ID: <m{number}@aroferries.example>",
        *([f"In-Reply-To: <m{answers}@aroferries.example>", f"References: {refs}"] if answers else []),
        *([more] if more else []),
        "MIME-Version: 1.0",
        *([] if "Content-Type" in more else ['Content-Type: text/plain; charset="utf-8"']),
    ]
    return ("\n".join(lines) + "\n\n" + text).encode()


def with_attachments(text: str, *files: tuple[str, str, bytes]) -> bytes:
    """A mail with files: the name as it stands in the header, the media type, the bytes."""
    parts = ['--b\nContent-Type: text/plain; charset="utf-8"\n\n' + text]
    for name, media, data in files:
        head = f'Content-Type: {media}; name="{name}"\nContent-Disposition: attachment; filename="{name}"'
        parts.append(f"--b\n{head}\nContent-Transfer-Encoding: base64\n\n{b64encode(data).decode()}")
    return letter("\n".join([*parts, "--b--", ""]), more='Content-Type: multipart/mixed; boundary="b"')


FIRST = """\
Hi Odalys,

the spare engine for the north ferry is still in the shed behind the old fish hall, and the keeper wants it gone.
I will send you the weight and the measures of the crate by Wednesday so that the carrier can quote.

Best regards
Pelle
"""
SECOND = """\
Hi Pelle,

thank you. Could you also ask the keeper for the key of the side gate before Friday?

Odalys

On Thu, 12 Mar 2026 at 09:11, Pelle Strandmark <pelle@aroferries.example> wrote:

> Hi Odalys,
>
> the spare engine for the north ferry is still in the shed behind the old fish hall, and the keeper wants it gone.
> I will send you the weight and the measures of the crate by Wednesday so that the carrier can quote.
"""
THIRD = """\
> Could you also ask the keeper for the key of the side gate before Friday?

Yes, I will ask him tomorrow morning when he opens the lighthouse.

Pelle
"""
