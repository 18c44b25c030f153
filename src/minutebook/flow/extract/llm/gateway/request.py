"""The one place that writes requests: what a provider is sent, with every switch that keeps it from storing or training on it."""

from typing import Any

import msgspec

from minutebook.flow.extract.llm.contract import Prompt
from minutebook.flow.extract.llm.gateway.address import Address, Provider, Wire
from minutebook.flow.extract.llm.gateway.form import answer_form

MOST_TOKENS = 16_000
"""Of one answer, thoughts included."""
_TOOL = "report"


class Call(msgspec.Struct, frozen=True):
    """One request, ready to send. ``headers`` hold the key: it is never printed."""

    url: str
    headers: dict[str, str]
    body: bytes

    def __repr__(self) -> str:
        return f"Call({self.url})"


def write_call(address: Address, prompt: Prompt, key: str, window: int) -> Call:
    """The request for ``prompt``. ``key`` may be empty; ``window``: tokens that prompt and answer may have together."""
    path, signed = {
        Wire.RESPONSES: ("/responses", {"authorization": f"Bearer {key}"}),
        Wire.CHAT: ("/chat/completions", {"authorization": f"Bearer {key}"}),
        Wire.MESSAGES: ("/messages", {"x-api-key": key}),
        Wire.OLLAMA: ("/api/chat", {"authorization": f"Bearer {key}"}),
    }[address.spec.wire]
    if address.provider == "azure":
        signed = {"api-key": key}
    headers = {"content-type": "application/json", "accept": "application/json", "user-agent": "minutebook"}
    if address.spec.wire is Wire.MESSAGES:
        headers["anthropic-version"] = "2023-06-01"
    body = write_body(address.spec, address.model, prompt, window, bounded=address.local)
    return Call(f"{address.base}{path}", {**headers, **(signed if key else {})}, msgspec.json.encode(body))


def write_body(spec: Provider, model: str, prompt: Prompt, window: int, *, bounded: bool = False) -> dict[str, Any]:
    """A request's body in a provider's protocol, its switches included."""
    most = min(MOST_TOKENS, window // 4)
    form = answer_form(bounded=bounded)
    match spec.wire:
        case Wire.RESPONSES:
            said = _responses(prompt, form)
        case Wire.CHAT:
            said = _chat(prompt, form)
        case Wire.MESSAGES:
            said = _messages(prompt, form)
        case Wire.OLLAMA:
            options = {"num_ctx": window, spec.limit: most, "temperature": 0}
            return {"model": model, **_ollama(prompt, form), "stream": False, "options": options, **spec.private}
    return {"model": model, spec.limit: most, **said, **spec.private}


def _asked(prompt: Prompt) -> str:
    return f"{prompt.context}\n\n{prompt.source}"


def _responses(prompt: Prompt, form: dict[str, Any]) -> dict[str, Any]:
    enforced = {"type": "json_schema", "name": "minutebook", "schema": form, "strict": True}
    return {"instructions": prompt.instructions, "input": _asked(prompt), "text": {"format": enforced}}


def _chat(prompt: Prompt, form: dict[str, Any]) -> dict[str, Any]:
    enforced = {"name": "minutebook", "schema": form, "strict": True}
    return {
        "messages": [{"role": "system", "content": prompt.instructions}, {"role": "user", "content": _asked(prompt)}],
        "response_format": {"type": "json_schema", "json_schema": enforced},
    }


def _messages(prompt: Prompt, form: dict[str, Any]) -> dict[str, Any]:
    """The tool that must be called enforces the form on every model; what is equal from call to call is marked for the cache."""
    keep = {"cache_control": {"type": "ephemeral"}}
    system = [{"type": "text", "text": prompt.instructions, **keep}, {"type": "text", "text": prompt.context}]
    tool = {"name": _TOOL, "description": "Report what the source means.", "input_schema": form}
    return {
        "system": system,
        "messages": [{"role": "user", "content": prompt.source}],
        "tools": [tool],
        "tool_choice": {"type": "tool", "name": _TOOL},
    }


def _ollama(prompt: Prompt, form: dict[str, Any]) -> dict[str, Any]:
    """Its own protocol: over the other one it cuts prompts to its default window without a word."""
    return {
        "messages": [{"role": "system", "content": prompt.instructions}, {"role": "user", "content": _asked(prompt)}],
        "format": form,
    }
