"""E-mail: internet messages as threads, each mail's new text told apart from what it quotes."""

from minutebook.flow.adapt.mail.internet import ADAPTERS

__all__ = ["ADAPTERS"]
