"""Keys: under which an answer is kept, and with which a provider is asked."""

from collections.abc import Mapping
from hashlib import blake2b

import msgspec

from minutebook.errors import UserError
from minutebook.flow.extract.llm.contract import Prompt
from minutebook.flow.extract.llm.gateway.address import PROVIDERS, Address

SERVICE = "minutebook"
"""Under which the system's keyring has keys: ``keyring set minutebook openai``."""


def key_of(model: str, prompt: Prompt) -> str:
    """What an answer is kept under: the model, the version of the prompt, the source; not the names known, which change from day to day."""
    asked = (model, prompt.version, prompt.source)
    return f"mb-{blake2b(msgspec.json.encode(asked), digest_size=12).hexdigest()}"


def find_secret(address: Address, environment: Mapping[str, str]) -> str:
    """The provider's key, from the environment or the keyring. Raises UserError where a remote provider has none."""
    for name in address.spec.keys:
        if environment.get(name, "").strip():
            return environment[name].strip()
    if not address.spec.keys or address.local:
        return ""
    kept = _from_keyring(address.provider)
    if kept or address.provider not in PROVIDERS:
        return kept
    raise UserError(
        f"{address.name} needs a key: set {address.spec.keys[0]}, or run: keyring set {SERVICE} {address.provider}"
        " (with pip install 'minutebook[llm]')"
    )


def _from_keyring(provider: str) -> str:
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        return ""
    try:
        return keyring.get_password(SERVICE, provider) or ""
    except KeyringError:
        return ""
