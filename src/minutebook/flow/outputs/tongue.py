"""A reply's own words in the language of the mail that it answers."""

from collections.abc import Mapping

import msgspec

from minutebook.text.language import Language


class Tongue(msgspec.Struct, frozen=True, kw_only=True):
    """What a draft says around the passages that it quotes. ``who``, ``first`` and ``name`` are filled in."""

    greeting: str
    asked: str
    """By whom the mail speaks to."""
    others_asked: str
    invited: str
    mine: str
    wrote: str
    others_wrote: str
    ending: str
    """Above one's own name."""
    when: str
    """How the day of an invitation reads, for strftime; ``{day}`` is that of the month."""


ENGLISH = Tongue(
    greeting="{first},",
    asked="You asked:",
    others_asked="{who} asked:",
    invited="You invited me to:",
    mine="I said that I would:",
    wrote="You wrote:",
    others_wrote="{who} wrote:",
    ending="Best wishes,",
    when="%A {day} %B %Y",
)
TONGUES: Mapping[Language | None, Tongue] = {
    None: ENGLISH,
    Language.GERMAN: Tongue(
        greeting="Guten Tag {name},",
        asked="Fragen und Bitten:",
        others_asked="{who} fragte:",
        invited="Einladung:",
        mine="Zugesagt hatte ich:",
        wrote="Angekündigt war:",
        others_wrote="{who} schrieb:",
        ending="Mit freundlichen Grüßen",
        when="{day}.%m.%Y",
    ),
    Language.FRENCH: Tongue(
        greeting="Bonjour {name},",
        asked="Au sujet des questions et demandes :",
        others_asked="{who} a demandé :",
        invited="Au sujet de l’invitation :",
        mine="J’avais promis :",
        wrote="Il était annoncé :",
        others_wrote="{who} a écrit :",
        ending="Bien cordialement,",
        when="{day}/%m/%Y",
    ),
    Language.SPANISH: Tongue(
        greeting="Buenos días, {name}:",
        asked="Preguntas y peticiones:",
        others_asked="{who} preguntó:",
        invited="Invitación:",
        mine="Por mi parte:",
        wrote="Se anunció:",
        others_wrote="{who} escribió:",
        ending="Un cordial saludo,",
        when="{day}/%m/%Y",
    ),
}
"""German, French and Spanish speak to nobody as "du" or "Sie": which of them is right the mail does not always say."""
