"""The line pass: headings and tables, which MediaWiki reads line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from citaudit.parse.wikitext.scanned import Scan
from citaudit.parse.wikitext.tokens import Kind, Token, UnreadStretch

MAX_MARKS = 200_000  # looked at; a page of 2 MB has far fewer lines

_MARK = re.compile(r"\n=|\n[ \t:]*+(?:\{\||\|[-+}]?+|!)|\|\||!!")
_FIRST = re.compile(r"=|[ \t:]*+\{\|")
_HEADING_MARK = re.compile(r"\n=")
_HEADING = re.compile(r"(={1,6})(.+?)\1[ \t]*+$", re.DOTALL)
_KINDS: dict[str, Kind] = {
    "{|": "table-open",
    "|}": "table-close",
    "|-": "table-row",
    "|+": "table-caption",
    "|": "table-cell",
    "!": "table-head",
}
# Inside these a line start means nothing: it is an argument, a link's text, or not read at all.
_CLOSED = frozenset(
    {"template", "function", "argument", "wikilink", "comment", "hidden", "html", "conversion"}
)
_CELLS = frozenset({"table-cell", "table-head", "table-caption"})


def line_tokens(page: Scan) -> list[Token]:
    """Heading and table tokens of a page whose structure has been read."""
    return _Lines(page).read()


class _Lines:
    """State of the pass: the innermost token here, the tables open, the row being read."""

    __slots__ = ("_at", "_found", "_page", "_row", "_row_end", "_tables")

    def __init__(self, page: Scan) -> None:
        self._page = page
        self._found: list[Token] = []
        self._at = 0  # tokens that start at or before the mark
        self._tables: dict[int, int] = {}  # open tables by the token they stand in
        self._row: Kind | None = None  # kind of the cell line being read
        self._row_end = 0

    def read(self) -> list[Token]:
        page = self._page
        tokens, parents, starts = page.tokens, page.parents, page.starts
        at, count = 0, len(starts)
        for number, mark in enumerate(self._marks()):
            start = mark.start() + (mark[0][0] == "\n")
            if number >= MAX_MARKS:
                page.unread.append(
                    UnreadStretch(start, len(page.text), "more lines than a page can hold")
                )
                break
            while at < count and starts[at] <= start:
                at += 1
            holder = at - 1
            while holder >= 0 and tokens[holder].end <= start:
                holder = parents[holder]
            if holder >= 0 and tokens[holder].kind in _CLOSED:
                continue
            self._at = at
            sign = mark[0].lstrip(" \t:\n")
            if sign == "=":
                self._heading(start)
            elif sign in ("||", "!!"):
                self._cell(start, sign)
            else:
                self._table(mark.end() - len(sign), sign, holder)
        return self._found

    def _marks(self) -> Iterator[re.Match[str]]:
        """Whatever may be a mark, in order; a page without tables is read for headings only."""
        text = self._page.text
        first = _FIRST.match(text)
        if first:
            yield first
        yield from (_MARK if "{|" in text else _HEADING_MARK).finditer(text)

    def _line_end(self, start: int) -> int:
        """Where the line at `start` ends; markup that spans lines does not end it."""
        text, tokens = self._page.text, self._page.tokens
        index, at, count = self._at, start, len(tokens)
        while True:
            end = text.find("\n", at)
            end = len(text) if end < 0 else end
            while index < count and tokens[index].end <= end:
                index += 1
            if index >= count or tokens[index].start >= end:
                return end
            at = tokens[index].end

    def _heading(self, start: int) -> None:
        end = self._line_end(start)
        words_end = end
        for token in reversed(self._page.tokens[self._at : self._at + 50]):
            if token.kind == "comment" and start < token.start and token.end <= words_end:
                if self._page.text[token.end : words_end].strip(" \t"):
                    break
                words_end = token.start
        found = _HEADING.fullmatch(self._page.text[start:words_end])
        if found:
            level = len(found[1])
            inner = start + level, start + level + len(found[2])
            self._found.append(Token(start, end, "heading", str(level), *inner))

    def _table(self, start: int, sign: str, holder: int) -> None:
        depth = self._tables.get(holder, 0)
        if sign == "{|":
            self._tables[holder] = depth + 1
        elif not depth:
            return
        elif sign == "|}":
            self._tables[holder] = depth - 1
        end = self._line_end(start + len(sign))
        kind = _KINDS[sign]
        self._row = kind if kind in _CELLS else None
        self._row_end = end
        width = len(sign)
        self._found.append(Token(start, start + width, kind, "", start + width, end))

    def _cell(self, start: int, sign: str) -> None:
        if start >= self._row_end or self._row is None:
            return
        if sign == "!!" and self._row != "table-head":
            return
        self._found.append(Token(start, start + 2, self._row, "", start + 2, self._row_end))
