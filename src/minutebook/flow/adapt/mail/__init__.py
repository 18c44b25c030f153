"""E-mail: internet messages, mailboxes and saved mails as threads, each mail's new text told apart from what it quotes."""

from minutebook.flow.adapt.adapter import Sample
from minutebook.flow.adapt.mail import internet, outlook, saved
from minutebook.flow.adapt.mail.letter import Letter
from minutebook.flow.adapt.refuse import is_outlook

__all__ = ["ADAPTERS", "list_letters"]

ADAPTERS = (*internet.ADAPTERS, *outlook.ADAPTERS, *saved.ADAPTERS)


def list_letters(sample: Sample) -> list[Letter]:
    """The letters of a file that may carry attachments, in its order."""
    return [outlook.read_outlook(sample)] if is_outlook(sample.data) else internet.list_letters(sample)
