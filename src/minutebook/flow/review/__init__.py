"""What needs a person, and their answers: read back from the vault, or given as a command."""

from minutebook.flow.review.decide import Verdict, decide, never_changes
from minutebook.flow.review.readback import Answer, Outcome, ReadBack, read_back
from minutebook.flow.review.selves import meet_earlier
from minutebook.flow.review.tasks import Act, Amendment, Order, amend, carry_out, merge

__all__ = [
    "Act",
    "Amendment",
    "Answer",
    "Order",
    "Outcome",
    "ReadBack",
    "Verdict",
    "amend",
    "carry_out",
    "decide",
    "meet_earlier",
    "merge",
    "never_changes",
    "read_back",
]
