"""What a server's response means: an answer with its tokens, or whose turn it is now."""

from email.utils import parsedate_to_datetime
from typing import Any

import msgspec

from minutebook.errors import EngineError
from minutebook.flow.extract.llm.contract import Refused, TooMuch
from minutebook.flow.extract.llm.gateway.address import Wire
from minutebook.flow.extract.llm.gateway.send import Response
from minutebook.text import patterns as re

_OVERFLOW = re.compile(
    r"context[ _](?:length|window|size)|prompt is too long|too many tokens|maximum context|exceed_context|input is too long|max_model_len",
    re.IGNORECASE,
)
_NO_CREDIT = re.compile(r"insufficient_quota|credit balance|billing|payment", re.IGNORECASE)
_KEYLIKE = re.compile(r"\b(?:sk|pk|key|gsk|xai|AIza)[-_]?[\w*.-]{6,}|Bearer \S+", re.IGNORECASE)


class Tokens(msgspec.Struct, frozen=True):
    """Of one call: all that were sent, of these read from the provider's cache and written to it, and received."""

    sent: int = 0
    cached: int = 0
    stored: int = 0
    received: int = 0


class Reply(msgspec.Struct, frozen=True):
    """An answer as it came. ``cut``: it ended because it was too long."""

    text: str
    tokens: Tokens
    cut: bool = False


class Busy(EngineError):
    """The server cannot answer now. ``wait``: seconds after which it asks to be asked again, None where it does not say."""

    def __init__(self, message: str, wait: float | None = None) -> None:
        super().__init__(message, retryable=True)
        self.wait = wait


def read_reply(wire: Wire, response: Response) -> Reply:
    """The answer in a response. Raises Refused, Busy, TooMuch, or EngineError (retryable: the source waits)."""
    if response.status != 200:
        raise _explain(response)
    try:
        table = msgspec.json.decode(response.body)
        reply = {
            Wire.RESPONSES: _responses,
            Wire.CHAT: _chat,
            Wire.MESSAGES: _messages,
            Wire.OLLAMA: _ollama,
        }[wire](table)
    except (msgspec.MsgspecError, KeyError, TypeError, IndexError, AttributeError, ValueError) as error:
        raise EngineError("its response is not in the protocol's form", retryable=True) from error
    return reply


def _explain(response: Response) -> Exception:
    said = _scrub(response.body.decode("utf-8", "replace"))
    match response.status:
        case 401 | 403:
            return Refused(f"the key is missing, wrong, or may not use this model ({response.status}: {said})")
        case 404:
            return Refused(f"there is no such model or address (404: {said})")
        case 402:
            return Refused(f"the account has no credit left (402: {said})")
        case 429 if _NO_CREDIT.search(said) and "rate" not in said.lower():
            return Refused(f"the account has no credit left (429: {said})")
        case 408 | 425 | 429 | 500 | 502 | 503 | 504 | 529:
            return Busy(f"it is overloaded or failed ({response.status}: {said})", _wait(response.headers))
        case 413:
            return TooMuch("the source is too long for this model (413)")
        case 400 | 422 | 500 if _OVERFLOW.search(said):
            return TooMuch(f"the source is too long for this model ({said})")
        case 301 | 302 | 303 | 307 | 308:
            return Refused("the address sends elsewhere; give the final one (nothing was sent on)")
        case status:
            return EngineError(f"it refused the request ({status}: {said})", retryable=True)


def _scrub(text: str) -> str:
    """The message of an error body on one line, without anything that looks like a key."""
    try:
        table = msgspec.json.decode(text)
        inner = table.get("error", table)
        parts = (
            [inner]
            if isinstance(inner, str)
            else [str(inner.get(k)) for k in ("code", "type", "message") if inner.get(k)]
        )
        text = ", ".join(parts) or text
    except (msgspec.MsgspecError, AttributeError):
        pass
    return _KEYLIKE.sub("…", " ".join(text.split()))[:300]


def _wait(headers: dict[str, str]) -> float | None:
    """Seconds of ``Retry-After``, which may be a date beside the response's own."""
    said = headers.get("retry-after-ms")
    try:
        if said:
            return float(said) / 1000
        said = headers.get("retry-after")
        if not said:
            return None
        if re.fullmatch(r"\s*[\d.]+\s*", said):
            return float(said)
        return max(0.0, (parsedate_to_datetime(said) - parsedate_to_datetime(headers["date"])).total_seconds())
    except (ValueError, KeyError, TypeError):
        return None


def _responses(table: dict[str, Any]) -> Reply:
    parts = [part for item in table["output"] if item.get("type") == "message" for part in item["content"]]
    refusal = next((part["refusal"] for part in parts if part.get("type") == "refusal"), None)
    if refusal:
        raise EngineError(f"the model would not answer: {_scrub(refusal)}", retryable=True)
    text = "".join(part["text"] for part in parts if part.get("type") == "output_text")
    usage = table.get("usage") or {}
    cached = (usage.get("input_tokens_details") or {}).get("cached_tokens") or 0
    tokens = Tokens(usage.get("input_tokens") or 0, cached, 0, usage.get("output_tokens") or 0)
    return Reply(text, tokens, table.get("status") == "incomplete")


def _chat(table: dict[str, Any]) -> Reply:
    choice = table["choices"][0]
    usage = table.get("usage") or {}
    cached = (usage.get("prompt_tokens_details") or {}).get("cached_tokens") or 0
    tokens = Tokens(usage.get("prompt_tokens") or 0, cached, 0, usage.get("completion_tokens") or 0)
    return Reply(choice["message"].get("content") or "", tokens, choice.get("finish_reason") == "length")


def _messages(table: dict[str, Any]) -> Reply:
    blocks = table["content"]
    used = [msgspec.json.encode(b["input"]).decode() for b in blocks if b.get("type") == "tool_use"]
    said = [b["text"] for b in blocks if b.get("type") == "text"]
    usage = table.get("usage") or {}
    cached, stored = usage.get("cache_read_input_tokens") or 0, usage.get("cache_creation_input_tokens") or 0
    sent = (usage.get("input_tokens") or 0) + cached + stored
    tokens = Tokens(sent, cached, stored, usage.get("output_tokens") or 0)
    return Reply("\n".join(used or said), tokens, table.get("stop_reason") == "max_tokens")


def _ollama(table: dict[str, Any]) -> Reply:
    tokens = Tokens(table.get("prompt_eval_count") or 0, 0, 0, table.get("eval_count") or 0)
    return Reply(table["message"]["content"] or "", tokens, table.get("done_reason") == "length")
