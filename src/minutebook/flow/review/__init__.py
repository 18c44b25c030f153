"""What needs a person, and their answers: read back from the vault, or given as a command."""

from minutebook.flow.review.decide import Verdict, decide, never_changes
from minutebook.flow.review.readback import Answer, Outcome, ReadBack, read_back

__all__ = ["Answer", "Outcome", "ReadBack", "Verdict", "decide", "never_changes", "read_back"]
