"""What every engine is: a name, a version, and one function from a source and its context to an Extraction."""

from typing import Protocol

from minutebook.model.entity import Context
from minutebook.model.extraction import Extraction
from minutebook.model.source import Source


class Engine(Protocol):
    @property
    def name(self) -> str: ...

    @property
    def version(self) -> str:
        """Changes whenever the same source and context would be read differently."""

    def extract(self, source: Source, context: Context) -> Extraction: ...
