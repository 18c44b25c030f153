"""Which model an engine's name means: its provider, protocol, address and key."""

from collections.abc import Mapping
from enum import StrEnum
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

import msgspec

from minutebook.errors import UserError


class Wire(StrEnum):
    """The protocol that a server speaks."""

    RESPONSES = "responses"
    CHAT = "chat"
    MESSAGES = "anthropic"
    OLLAMA = "ollama"


class Provider(msgspec.Struct, frozen=True):
    """Who answers. ``private``: what every request carries so that nothing is stored or trained on, where there is such a switch."""

    wire: Wire
    base: str
    keys: tuple[str, ...] = ()
    """Environment variables that may hold the key, the first that is set."""
    window: int = 100_000
    """Tokens at once: less than most models take, since long prompts are read worse."""
    private: dict[str, Any] = {}
    limit: str = "max_tokens"
    """What the protocol calls the most tokens of an answer."""


LOCAL_WINDOW = 16_384
"""Of models on this machine, whose memory is the user's."""
PROVIDERS = {
    "openai": Provider(
        Wire.RESPONSES,
        "https://api.openai.com/v1",
        ("OPENAI_API_KEY",),
        private={"store": False},
        limit="max_output_tokens",
    ),
    "openai-chat": Provider(
        Wire.CHAT,
        "https://api.openai.com/v1",
        ("OPENAI_API_KEY",),
        private={"store": False},
        limit="max_completion_tokens",
    ),
    # keeps no answers to train on and has no switch; no user id is sent
    "anthropic": Provider(Wire.MESSAGES, "https://api.anthropic.com/v1", ("ANTHROPIC_API_KEY",)),
    # no switch: the paid tier does not train, the free one does (docs/engines.md); refuses fields that it does not know
    "google": Provider(
        Wire.CHAT, "https://generativelanguage.googleapis.com/v1beta/openai", ("GEMINI_API_KEY", "GOOGLE_API_KEY")
    ),
    "azure": Provider(
        Wire.RESPONSES, "", ("AZURE_OPENAI_API_KEY",), private={"store": False}, limit="max_output_tokens"
    ),
    # no switch in a request; training is off or on by the account
    "mistral": Provider(Wire.CHAT, "https://api.mistral.ai/v1", ("MISTRAL_API_KEY",)),
    "openrouter": Provider(
        Wire.CHAT,
        "https://openrouter.ai/api/v1",
        ("OPENROUTER_API_KEY",),
        private={"provider": {"data_collection": "deny", "require_parameters": True}},
    ),
    "ollama": Provider(Wire.OLLAMA, "http://localhost:11434", window=LOCAL_WINDOW, limit="num_predict"),
    "lmstudio": Provider(Wire.CHAT, "http://localhost:1234/v1", window=LOCAL_WINDOW),
}
ANY_URL_KEY = "MINUTEBOOK_MODEL_KEY"
"""The environment variable with the key for an engine that is a URL."""


class Address(msgspec.Struct, frozen=True):
    """A model that can be asked. ``provider`` is what its key is kept under."""

    name: str
    provider: str
    model: str
    base: str
    spec: Provider

    @property
    def host(self) -> str:
        return urlsplit(self.base).hostname or ""

    @property
    def local(self) -> bool:
        """Whether nothing leaves this machine. Ollama's cloud models are answered elsewhere though the server is here."""
        return _is_loopback(self.host) and not (self.spec.wire is Wire.OLLAMA and self.model.endswith("cloud"))

    @property
    def plain(self) -> bool:
        """Whether what leaves this machine can be read on its way."""
        return not self.local and self.base.startswith("http://")


def find_address(name: str, environment: Mapping[str, str]) -> Address | None:
    """The model called ``name``: ``PROVIDER:MODEL`` or ``[PROTOCOL+]URL#MODEL``; None where it is no such name.

    Raises UserError for one of these forms with something missing.
    """
    wire, _, url = name.rpartition("+") if "+http" in name.partition("://")[0] else ("", "", name)
    if url.startswith(("http://", "https://")):
        return _at_url(name, wire, url)
    provider, colon, model = name.partition(":")
    if provider not in PROVIDERS or not colon:
        return None
    if not model:
        raise UserError(f"engine {name!r} names no model; write {provider}:MODEL")
    spec = PROVIDERS[provider]
    base = _base(provider, spec, environment)
    if wire_of_cloud(spec, model):
        spec = msgspec.structs.replace(spec, window=100_000)
    return Address(name, provider, model, base, spec)


def wire_of_cloud(spec: Provider, model: str) -> bool:
    """Whether a model of Ollama's is answered on its own machines."""
    return spec.wire is Wire.OLLAMA and model.endswith("cloud")


def _at_url(name: str, wire: str, url: str) -> Address:
    base, _, model = url.partition("#")
    parts = urlsplit(base)
    if not model or not parts.hostname:
        raise UserError(f"engine {name!r} names no model; write http://HOST:PORT/v1#MODEL")
    if parts.username or parts.password:
        raise UserError(f"an engine's address must not hold a password; set {ANY_URL_KEY} instead")
    if wire and wire not in {each.value for each in Wire}:
        raise UserError(f"engine {name!r}: {wire} is no protocol; one of {', '.join(Wire)}")
    spoken = Wire(wire) if wire else Wire.CHAT
    window = LOCAL_WINDOW if _is_loopback(parts.hostname) else 100_000
    limits = {Wire.RESPONSES: "max_output_tokens", Wire.OLLAMA: "num_predict"}
    private = {"store": False} if spoken is Wire.RESPONSES else {}
    spec = Provider(spoken, base, (ANY_URL_KEY,), window, private, limits.get(spoken, "max_tokens"))
    return Address(name, parts.hostname, model, base.rstrip("/"), spec)


def _base(provider: str, spec: Provider, environment: Mapping[str, str]) -> str:
    if provider == "azure":
        endpoint = environment.get("AZURE_OPENAI_ENDPOINT", "").rstrip("/")
        if not endpoint.startswith("https://"):
            raise UserError("set AZURE_OPENAI_ENDPOINT to your resource's https:// address")
        return f"{endpoint}/openai/v1"
    if provider == "ollama" and (host := environment.get("OLLAMA_HOST", "")):
        host = host if "://" in host else f"http://{host}"
        parts = urlsplit(host)
        name = "localhost" if parts.hostname in {None, "0.0.0.0", "::"} else parts.hostname  # noqa: S104 - what it listens on, not where we do
        return f"{parts.scheme}://{f'[{name}]' if ':' in str(name) else name}:{parts.port or 11434}"
    return spec.base


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
