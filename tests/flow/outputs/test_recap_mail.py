"""A recap says what the note of a meeting says now."""

from datetime import date

from minutebook.flow.outputs.recap import compose_recap
from minutebook.model.source import Header
from threads import ME

DAY = date(2026, 3, 12)
PELLE = (Header("Pelle Strandmark", "pelle@strandmark.example", "to"),)
NOTE = """\
---
title: Pump
---

# Pump

## Action Items

- [ ] Order the seal @Pelle Strandmark [[Pump (source)#^u3|0:19]] #task #auto 📅 2026-03-13 ^mb-aaaaaaaaaa
- [/] Write to the [[Harbour Office|office]] @Myself [[Pump (source)#^u6|0:31]] #task #auto ^mb-bbbbbbbbbb
- [?] Ask the divers [[Pump (source)#^u8|0:40]] #task #proposed #auto ^mb-cccccccccc
- [x] Measure the leak @Myself #task ^mb-dddddddddd
- [R] Buy a boat @Myself #task ^mb-eeeeeeeeee

## Decisions

- Bronze, not rubber \\#final. [[Pump (source)#^u4|0:23]]

```
- not a decision
```

## Open Questions

- Who pays for the divers? [[Pump (source)#^u7|0:37]]
"""


def recap(text=NOTE, **given):
    return compose_recap(text, "Pump", DAY, ME, PELLE, **given)


def test_it_says_who_does_what_by_when():
    """Accepted, unfinished tasks with owner and date; decisions and open questions; as a person writes to those who were there."""
    letter = recap()
    assert letter.subject == "Recap: Pump"
    assert letter.to == PELLE
    assert letter.body == (
        "Hi Pelle,\n\n"
        "Here is what I took away from “Pump” on Thursday 12 March.\n\n"
        "We decided:\n- Bronze, not rubber #final.\n\n"
        "Who does what:\n- Pelle: Order the seal, by Friday 13 March\n- Me: Write to the office\n\n"
        "Still open:\n- Who pays for the divers?\n\n"
        "Please tell me if I got something wrong or left something out.\n\n"
        "Odalys Brennick\n"
    )


def test_it_greets_whom_it_goes_to():
    """By name where they are few and all have one; two owners of one first name are told apart."""
    bex, lu = (Header(name, f"{name}@x.example", "to") for name in ("Bex Ahlgren", "Lu Vance"))
    text = NOTE.replace("- [?] Ask the divers", "- [ ] Ask the divers @Pelle Ahlgren")
    for people, greeting in (
        ([bex, lu], "Hi Bex and Lu,"),
        ([bex, lu, *PELLE], "Hi Bex, Lu and Pelle,"),
        ([bex, Header(None, "a@x.example", "to")], "Hi all,"),
        ([], "Hi all,"),
    ):
        letter = compose_recap(text, "Pump", DAY, ME, people)
        assert letter.body.startswith(f"{greeting}\n")
    assert compose_recap(text, "Pump", DAY, ME, PELLE, ["Bex Ahlgren"]).body.startswith("Hi Pelle and Bex,\n")
    assert "- Pelle Ahlgren: Ask the divers\n" in letter.body
    assert "- Pelle Strandmark: Order the seal" in letter.body


def test_it_is_in_the_language_of_the_note():
    """With its way of saying days; the tasks stand as they are."""
    text = "## Action Items\n\n- [ ] Die neue Dichtung für die Pumpe bestellen @Pelle Strandmark #task 📅 2026-03-13\n- [ ] Dem Hafenamt schreiben, dass die Fähre auch im Winter fährt @Myself #task\n"
    body = compose_recap(text, "Pumpe", DAY, ME, PELLE).body
    assert body.startswith("Hallo Pelle,\n\nhier in Kürze, was ich aus „Pumpe“ vom 12.03.2026")
    assert "- Pelle: Die neue Dichtung für die Pumpe bestellen, bis 13.03.\n- Ich: Dem" in body


def test_proposals_are_told_only_when_asked_for():
    """What nobody has accepted may be wrong: it stands apart, and asks."""
    assert "Ask the divers" not in recap().body
    assert "please tell me if not:\n- Ask the divers\n" in recap(proposed=True).body


def test_a_note_with_nothing_to_tell_says_so():
    """And what to do where there are proposals."""
    only = "# Pump\n\n## Action Items\n\n- [?] Ask the divers #task ^mb-cccccccccc\n"
    assert recap("# Pump\n") == "the note of Pump holds no decision, open task or open question"
    assert "accept some, or add --proposed" in recap(only)
