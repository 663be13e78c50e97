"""Many short texts searched as one: a call for each pattern, not one for each text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate


class Together:
    """Texts in which no line ends, one below the other.

    A pattern that is searched in them must match no line end: then it finds in each text what it
    finds in the text alone.
    """

    __slots__ = ("_joined", "_starts", "texts")

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        self._joined = "\n".join(texts)
        self._starts = list(accumulate((len(text) + 1 for text in texts), initial=0))

    def having(self, pattern: re.Pattern[str]) -> Iterator[int]:
        """Indexes of the texts in which `pattern` is found, in order."""
        search, joined, starts = pattern.search, self._joined, self._starts
        found = search(joined)
        while found:
            index = bisect_right(starts, found.start()) - 1
            yield index
            found = search(joined, starts[index + 1])

    def found(self, pattern: re.Pattern[str]) -> Iterator[tuple[int, str]]:
        """(index of the text, what is found) wherever `pattern` begins to match, in order."""
        search, joined, starts = pattern.search, self._joined, self._starts
        match = search(joined)
        while match:
            at = match.start()
            yield bisect_right(starts, at) - 1, match[0]
            match = search(joined, at + 1)

    def holding(self, words: Iterable[str]) -> set[int]:
        """Indexes of the texts in which one of `words` stands."""
        joined, starts = self._joined, self._starts
        held: set[int] = set()
        for word in words:
            at = joined.find(word)
            while at >= 0:
                index = bisect_right(starts, at) - 1
                held.add(index)
                at = joined.find(word, starts[index + 1])
        return held

    def replaced(self, pattern: re.Pattern[str], by: str) -> Together:
        """The texts with `by` for each match of `pattern`."""
        return Together(pattern.sub(by, self._joined).split("\n"))
