"""The offline engine: reads a source with rules and small models that are part of the package. No network, no download, no key."""

from minutebook.flow.extract.offline.engine import OfflineEngine

__all__ = ["OfflineEngine"]
