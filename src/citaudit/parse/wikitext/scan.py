"""One linear pass over wikitext: all markup with exact offsets.

`scan(text)` is the ground that references, links and blocks of prose are all read from. It never
recurses and has no slow case; what it gives up on is named in `Scan.unread`.

How to walk it (see `tokens` for the kinds):

    page = scan(text)
    for index, token in enumerate(page.tokens): ...   # in order of place, parents before children
    page.parents[index]                               # the token around it, -1 for the page
    for child in page.children(index): ...            # what stands directly inside; -1: the page
    page.parts(index)                                 # fields of a template, as `Part`s

To clean prose, go over `page.children(container)` and copy what stands between them: `comment`,
`html`, `ref` and table marks vanish, a `wikilink` leaves its last part, a `link` the words behind
its address.
"""

from __future__ import annotations

from bisect import bisect_left

from citaudit.parse.wikitext.addresses import addresses
from citaudit.parse.wikitext.lines import line_tokens
from citaudit.parse.wikitext.parts import overridden
from citaudit.parse.wikitext.structure import Structure
from citaudit.parse.wikitext.tokens import Kind, Part, Scan, Token, Unread

__all__ = ["Kind", "Part", "Scan", "Token", "Unread", "scan"]


def scan(text: str) -> Scan:
    """All markup of `text`."""
    structure = Structure(text)
    structure.run()
    page = nested(text, structure.tokens)
    page.unread, page.open_refs = structure.unread, structure.open_refs
    more = line_tokens(page)
    cells = frozenset(mark.start for mark in more if mark.end - mark.start == 2)
    more += addresses(page, cells)
    if more:
        full = nested(text, page.tokens + more)
        full.unread, full.open_refs = page.unread, page.open_refs
        page = full
    page.unseen = frozenset(
        index
        for start, end in overridden(page)
        for index in range(bisect_left(page.starts, start), bisect_left(page.starts, end))
    )
    return page


def nested(text: str, tokens: list[Token]) -> Scan:
    """The tokens sorted, with their parents; one that would straddle another is left out."""
    tokens.sort()
    kept: list[Token] = []
    parents: list[int] = []
    open_ends: list[int] = []
    open_indexes: list[int] = []
    for token in tokens:
        start, end = token[0], token[1]
        while open_ends and open_ends[-1] <= start:
            open_ends.pop()
            open_indexes.pop()
        if open_ends and end > open_ends[-1]:
            continue
        parents.append(open_indexes[-1] if open_indexes else -1)
        open_ends.append(end)
        open_indexes.append(len(kept))
        kept.append(token)
    return Scan(text, kept, parents, [token[0] for token in kept])
