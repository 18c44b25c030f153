"""The only SQL: an index of the vault that can be rebuilt at any time."""

from minutebook.store.index import Store, TaskCounts

__all__ = ["Store", "TaskCounts"]
