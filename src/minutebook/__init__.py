"""Meeting transcripts become typed, cross-linked notes in your own Obsidian vault."""

__version__ = "0.1.0"
__all__ = ["__version__"]
