"""What a form says of one thing that waits, as a decision."""

from typing import Any

import msgspec

from minutebook.model.queue import Decision
from minutebook.ui.web.guard import Form

FATES = frozenset({"accept", "reject", "done", "skip"})


def read_decision(act: str, form: Form, of: str = "") -> Decision:
    """The act with the fields that were filled in otherwise than they stood; ``of``: the end of their names. A choice of ``as`` goes over them."""

    def given(name: str) -> str | None:
        value = form.get(f"{name}{of}")
        stood = form.get(f"{name}{of}-was", "").strip()
        return value.strip() if value is not None and value.strip() != stood else None

    chosen, _, value = form.get(f"as{of}", "").partition(":")
    said: dict[str, Any] = {
        "act": act,
        "words": given("words"),
        "owner": _or(given("owner"), "nobody"),
        "due": _or(given("due"), "never"),
        "priority": given("priority"),
        "into": form.get(f"into{of}") or None,
    }
    if chosen in {"owner", "due"} and value:
        said[chosen] = value
    return msgspec.convert(said, Decision)


def _or(value: str | None, empty: str) -> str | None:
    """An emptied field means that there is none."""
    return empty if value == "" else value
