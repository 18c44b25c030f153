"""What needs a person, and their answers: read back from the vault, or given as a command."""

from minutebook.flow.review.decide import Verdict, decide, never_changes
from minutebook.flow.review.readback import Answer, Outcome, ReadBack, read_back
from minutebook.flow.review.tasks import Act, Order, carry_out

__all__ = [
    "Act",
    "Answer",
    "Order",
    "Outcome",
    "ReadBack",
    "Verdict",
    "carry_out",
    "decide",
    "never_changes",
    "read_back",
]
