"""Identity of a source: whether it is new, the same again, or grown, and which block numbers its passages keep."""

from minutebook.flow.identify.fingerprint import fingerprint
from minutebook.flow.identify.identity import Close, Grown, Identity, New, Twin, identify
from minutebook.flow.identify.overlap import Overlap, measure_overlap
from minutebook.flow.identify.thread import join_thread

__all__ = [
    "Close",
    "Grown",
    "Identity",
    "New",
    "Overlap",
    "Twin",
    "fingerprint",
    "identify",
    "join_thread",
    "measure_overlap",
]
