"""Every error that Minutebook raises on purpose; whose turn it is decides the class.

    MinutebookError
    ├── UserError            the person must do something else: exit code 2, no traceback
    │   ├── VaultLocked      another run holds the vault: exit code 3
    │   └── RecoveryNeeded   an earlier run was interrupted and cannot be finished alone: exit code 3
    ├── SourceError          one source cannot be taken: set aside with its reason, the run goes on
    │   └── NotReady         the source is still being written: left where it is, looked at again next time
    ├── EngineError          an engine failed on a source; ``retryable`` says whether trying again can help
    └── StaleError           a file changed between plan and write: plan again

A message says what happened, to which file, and what to do next.
"""


class MinutebookError(Exception):
    """The root: anything raised on purpose."""

    retryable = False
    exit_code = 1


class UserError(MinutebookError):
    """The person must do something else."""

    exit_code = 2


class VaultLocked(UserError):
    """Another run holds the vault."""

    retryable = True
    exit_code = 3


class RecoveryNeeded(UserError):
    """An interrupted run stands in the way and cannot be finished alone."""

    exit_code = 3


class SourceError(MinutebookError):
    """One source cannot be taken; ``str(error)`` is the reason that stands beside it in Failed."""


class NotReady(SourceError):
    """The source is still being written; it stays in the Inbox."""

    retryable = True


class EngineError(MinutebookError):
    """An engine failed on a source."""

    def __init__(self, message: str, *, retryable: bool = False) -> None:
        super().__init__(message)
        self.retryable = retryable


class StaleError(MinutebookError):
    """A file changed since the plan was made; ``path`` is vault-relative."""

    retryable = True

    def __init__(self, path: str) -> None:
        super().__init__(f"{path} changed while its new version was being prepared")
        self.path = path
