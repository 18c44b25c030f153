"""The user's own words in a prompt, in the vault: ``Minutebook/prompts/types.toml`` and ``emphasis.toml``."""

import tomllib

import msgspec

from minutebook.errors import UserError
from minutebook.flow.extract.llm.prompt import Wording, read_wording
from minutebook.model.extraction import NoteType
from minutebook.model.source import SourceKind
from minutebook.settings import ModelSettings
from minutebook.vault.vault import Vault

PROMPTS = "Minutebook/prompts"
_TYPES = (*NoteType, "none")
_EMPHASIS = (*SourceKind, *NoteType)


def wording_of(vault: Vault | None, llm: ModelSettings) -> Wording:
    """The texts of prompts for a vault. Raises UserError for a file that cannot be read or names something that there is not."""
    own = read_wording(_read(vault, "types.toml", _TYPES), _read(vault, "emphasis.toml", _EMPHASIS))
    return msgspec.structs.replace(own, persona=llm.persona, language=llm.language)


def _read(vault: Vault | None, name: str, keys: tuple[str, ...]) -> dict[str, str]:
    path = f"{PROMPTS}/{name}"
    data = vault.read(path) if vault else None
    try:
        said = msgspec.convert(tomllib.loads(data.decode("utf-8")) if data else {}, dict[str, str])
    except (ValueError, msgspec.ValidationError) as error:
        raise UserError(
            f'{path} is not lines of the form  customer = "words"  ({error}); correct or delete it'
        ) from error
    if unknown := sorted(said.keys() - set(keys)):
        raise UserError(f"{path} speaks of {', '.join(unknown)}, which there is not; it may be {', '.join(keys)}")
    return said
