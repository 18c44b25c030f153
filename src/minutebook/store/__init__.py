"""The only SQL: an index of the vault that can be rebuilt at any time."""

from minutebook.store.index import Store
from minutebook.store.search import Hit, Search, match_query, readable_lines
from minutebook.store.shelf import plainly
from minutebook.store.tasks import TaskCounts

__all__ = ["Hit", "Search", "Store", "TaskCounts", "match_query", "plainly", "readable_lines"]
