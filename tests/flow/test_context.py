"""What an engine is told of the vault."""

import random
import time

import msgspec

from casting import KNOWN, ME, account, conversation, person
from minutebook.flow.context import BOUND, build_context, registry_digest
from minutebook.model.entity import EntityState, SpeakerLabel

MANY = [person(f"Given{n} Family{n}", email=f"p{n}@many.example") for n in range(7000)] + [
    account(f"Firm{n} Holdings") for n in range(3000)
]


def test_a_small_vault_is_given_whole():
    """Then misheard names are found too."""
    assert build_context(conversation("Nothing."), ME, KNOWN, ()).entities == KNOWN


def test_a_large_vault_is_given_by_what_occurs():
    """Names, short forms, labels, titles and addresses; the order of the registry is kept."""
    known = [
        *MANY,
        person("Robert Hale"),
        person("Ida Bloom", email="ida@halden.example"),
        account("Quayle Instruments"),
        person("Tamsin Orwell"),
    ]
    source = conversation(
        "Given12: Ask Bob.\nx: quayle called", title="Orwell review", people=[(None, "ida@halden.example")]
    )
    chosen = build_context(source, ME, known, ()).entities
    assert len(chosen) == BOUND
    assert {"Given12 Family12", "Robert Hale", "Ida Bloom", "Quayle Instruments", "Tamsin Orwell"} <= {
        e.name for e in chosen
    }
    order = [known.index(e) for e in chosen]
    assert order == sorted(order)


def test_refused_entities_are_given_only_where_they_occur():
    """So that they are not proposed again."""
    never = [person("Ida Bloom", state=EntityState.NEVER), person("Tom Reed", state=EntityState.NEVER)]
    chosen = build_context(conversation("Ida Bloom called."), ME, [*KNOWN, *never], ()).entities
    assert "Ida Bloom" in {e.name for e in chosen}
    assert "Tom Reed" not in {e.name for e in chosen}


def test_labels_are_those_of_the_source_and_of_its_title():
    """What was said of another source's labels does not count."""
    labels = [
        SpeakerLabel("Speaker 1", "A", "mb-source"),
        SpeakerLabel("Speaker 1", "B", "mb-other"),
        SpeakerLabel("Speaker 1", "C", title="Huddle"),
        SpeakerLabel("Speaker 1", "D", title="Else"),
    ]
    assert [s.name for s in build_context(conversation("x", title="Huddle"), ME, KNOWN, labels).speakers] == ["A", "C"]


def test_ten_thousand_entities_take_a_moment():
    """A tenth of a second on one core; five times that here, for slow machines."""
    source = conversation("\n".join(f"Given{n}: Ask Given{n + 1} Family{n + 1} about it." for n in range(300)))
    start = time.process_time()
    build_context(source, ME, MANY, ())
    assert time.process_time() - start < 0.5


def test_the_digest_tells_registries_apart_and_nothing_else():
    """Order does not matter; a name, an alias, a label does."""
    known = list(KNOWN)
    first = registry_digest(build_context(conversation("x"), ME, known, ()))
    random.Random(1).shuffle(known)
    assert registry_digest(build_context(conversation("y"), ME, known, ())) == first
    known[0] = msgspec.structs.replace(known[0], aliases=("Other",))
    assert registry_digest(build_context(conversation("x"), ME, known, ())) != first
    assert registry_digest(build_context(conversation("x"), ME, KNOWN, [SpeakerLabel("Speaker 1", "A")])) != first
