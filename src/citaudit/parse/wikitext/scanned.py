"""A scanned page: its tokens, properly nested, and the questions asked of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from citaudit.parse.wikitext.parts import parts_of
from citaudit.parse.wikitext.tokens import Part, Token, UnreadStretch


@dataclass(slots=True)
class Scan:
    """All markup of one page in order of place.

    `tokens` are sorted by `start` and nest properly; `parents[i]` is the index of the innermost
    token around token i, or -1. `open_refs` are the places of `<ref …>` tags that never close:
    MediaWiki prints them as text. `unseen` are the indexes of tokens that MediaWiki never reads: in
    a template field which a later one of the same name overrides, in a branch never taken.
    """

    text: str
    tokens: list[Token] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    unread: list[UnreadStretch] = field(default_factory=list)
    open_refs: list[int] = field(default_factory=list)
    unseen: frozenset[int] = frozenset()
    _parts: dict[int, list[Part]] = field(default_factory=dict)

    def inside(self, index: int) -> range:
        """Indexes of all tokens inside token `index`, however deep."""
        return range(index + 1, bisect_left(self.starts, self.tokens[index].end, index + 1))

    def children(self, index: int) -> Iterator[int]:
        """Indexes of the tokens directly inside token `index`; -1 for the page itself."""
        at, stop = (index + 1, self.inside(index).stop) if index >= 0 else (0, len(self.tokens))
        while at < stop:
            yield at
            at = self.inside(at).stop

    def parts(self, index: int) -> list[Part]:
        """The fields of template, function or argument `index`, in order, as written.

        A function's first field is what stands behind its colon.
        """
        known = self._parts.get(index)
        if known is None:
            known = self._parts[index] = parts_of(self, index)
        return known
