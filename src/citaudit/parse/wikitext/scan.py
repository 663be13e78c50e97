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
from citaudit.parse.wikitext.parts import dead_branches, overridden
from citaudit.parse.wikitext.scanned import Scan
from citaudit.parse.wikitext.structure import Structure
from citaudit.parse.wikitext.tokens import Kind, Part, Token, UnreadStretch

__all__ = ["Kind", "Part", "Scan", "Token", "UnreadStretch", "scan"]


MAX_LINES = 100_000  # a page may have 2 MB ($wgMaxArticleSize), with 40 lines to the kilobyte


def scan(text: str) -> Scan:
    """All markup of `text`; where there is more than can be read, of the first part of it.

    `Scan.text` is then that part, and the rest is in `Scan.unread`.
    """
    end = _readable(text)
    page = _scanned(text[:end]) if end < len(text) else _scanned(text)
    if end < len(text):
        page.unread.append(UnreadStretch(end, len(text), "more lines than a page can hold"))
    return page


def _readable(text: str) -> int:
    """Where the last line ends that is read."""
    if text.count("\n") <= MAX_LINES:
        return len(text)
    at = 0
    for _ in range(MAX_LINES):
        at = text.index("\n", at) + 1
    return at


def _scanned(text: str) -> Scan:
    structure = Structure(text)
    structure.run()
    page = nested(text, structure.tokens)
    page.unread, page.open_refs = structure.unread, structure.open_refs
    more = line_tokens(page)
    more += addresses(page, more)
    cut = min((part.start for part in page.unread if part.end == len(text)), default=len(text))
    if more or cut < len(text):
        kept = [token for token in page.tokens + more if token.end <= cut]
        full = nested(text[:cut], kept)
        full.unread = page.unread
        full.open_refs = [place for place in page.open_refs if place < cut]
        page = full
    page.unseen = frozenset(
        index
        for start, stop in (*overridden(page), *dead_branches(page))
        for index in range(bisect_left(page.starts, start), bisect_left(page.starts, stop))
    )
    return page


def nested(text: str, tokens: list[Token]) -> Scan:
    """The tokens sorted, with their parents; one that would straddle another is left out."""
    tokens.sort()
    kept: list[Token] = []
    parents: list[int] = []
    around: list[tuple[int, int]] = []
    parent, parent_end = -1, len(text) + 1  # the page itself
    before = -1  # end of the token before, while nothing is known to stand in it: most hold nothing
    for token in tokens:
        start, end = token[:2]
        if start < before:
            around.append((parent, parent_end))
            parent, parent_end = len(kept) - 1, before
            before = -1
        else:
            while parent_end <= start:
                parent, parent_end = around.pop()
        if end <= parent_end:
            parents.append(parent)
            kept.append(token)
            before = end
    return Scan(text, kept, parents, [token[0] for token in kept])
