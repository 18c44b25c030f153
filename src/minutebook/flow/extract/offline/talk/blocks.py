"""Ids of one kind of item: by the block of the first evidence, counted where a block holds several."""

from collections import Counter

from minutebook.model.source import Source
from minutebook.text.ids import item_id


class Blocks:
    """Gives the items of one kind their ids, in the order in which they are found."""

    def __init__(self, source: Source, kind: str) -> None:
        self._source = source
        self._kind = kind
        self._of = {u.id: u.block if u.block >= 0 else u.id for u in source.utterances}
        self._used: Counter[int] = Counter()

    def item_id(self, utterance: int) -> str:
        block = self._of[utterance]
        nth = self._used[block]
        self._used[block] += 1
        return item_id(self._source.id, self._kind, block, nth)
