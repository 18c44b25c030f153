"""How somebody can be reached and what they do, as they say it."""

import pytest

from meetings import LEXICON, meeting
from minutebook.flow.extract.offline.people.cast import resolve_cast
from minutebook.flow.extract.offline.people.details import find_details
from minutebook.flow.extract.offline.talk.line import read_lines
from minutebook.flow.extract.offline.talk.segment import segment
from minutebook.model.entity import Context, Me


def contacts(text):
    source = meeting(text)
    cast = resolve_cast(source, Context(me=Me("Tove Lindahl")))
    return find_details(read_lines(segment(source), cast, source.date, LEXICON), cast)


def told(text):
    found = contacts(text)
    return [{k: v for k in ("name", "email", "phone", "title", "org") if (v := getattr(c, k))} for c in found]


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("My new number is +46 555 010 234, the old one is dead.", {"phone": "+46 555 010 234"}),
        ("You can reach me at ines@canal.example from Monday.", {"email": "ines@canal.example"}),
        ("By the way, I'm now head of dock operations at the yard.", {"title": "head of dock operations"}),
        ("I've just joined Kestrel Lines, so things are new.", {"org": "Kestrel Lines"}),
    ],
)
def test_what_somebody_says_of_themselves(text, given):
    """It is theirs, with the passage."""
    talk = f"Tove Lindahl: Good morning Ines.\nInes Haddad: {text}\nTove Lindahl: Noted, thanks."
    assert told(talk) == [{"name": "Ines Haddad", **given}]
    assert [c.evidence for c in contacts(talk)] == [(1,)]


def test_what_is_told_of_somebody_else():
    """Named beside the number; without a name it is nobody's, and the owner's own is not kept."""
    talk = """\
Tove Lindahl: My new number is +46 555 010 999.
Ines Haddad: The new number of Marek Osei is +46 555 010 777.
Ines Haddad: The number is +46 555 010 555.
Ines Haddad: Is your new number +46 555 010 111?
"""
    assert told(talk) == [{"name": "Marek Osei", "phone": "+46 555 010 777"}]
