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
    """Accepted, unfinished tasks with owner and date; decisions and open questions; as plain words."""
    letter = recap()
    assert letter.subject == "Recap: Pump, 2026-03-12"
    assert letter.to == PELLE
    assert letter.body == (
        "Pump, 2026-03-12\n\n"
        "Decisions:\n\n- Bronze, not rubber #final.\n\n"
        "Who does what:\n\n- Pelle Strandmark: Order the seal (by 2026-03-13)\n- Odalys Brennick: Write to the office\n\n"
        "Open questions:\n\n- Who pays for the divers?\n\n"
        "Odalys Brennick\n"
    )


def test_proposals_are_told_only_when_asked_for():
    """What nobody has accepted may be wrong."""
    assert "Ask the divers" not in recap().body
    assert "- Ask the divers\n" in recap(proposed=True).body


def test_a_note_with_nothing_to_tell_says_so():
    """And what to do where there are proposals."""
    only = "# Pump\n\n## Action Items\n\n- [?] Ask the divers #task ^mb-cccccccccc\n"
    assert recap("# Pump\n") == "the note of Pump holds no decision, open task or open question"
    assert "accept some, or add --proposed" in recap(only)
