"""The only SQL: an index of the vault that can be rebuilt at any time."""

from minutebook.store.index import Store, TaskCounts
from minutebook.store.search import Hit, Search, match_query

__all__ = ["Hit", "Search", "Store", "TaskCounts", "match_query"]
