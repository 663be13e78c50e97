"""Where a span stands, in the units that each format counts columns in."""

from __future__ import annotations

import re
from bisect import bisect_right, insort
from operator import itemgetter
from typing import Any, Literal

from citaudit.model import Page, Span
from citaudit.text.lines import Lines
from citaudit.text.shortened import in_one_line

_END = re.compile(r"[\r\n]")
Unit = Literal["code points", "utf-16", "utf-8"]


def width(text: str, unit: Unit) -> int:
    """How long `text` is in `unit`."""
    if unit == "code points":
        return len(text)
    if unit == "utf-16":
        return len(text) + sum(character > "\uffff" for character in text)
    return len(text.encode("utf-8", "surrogatepass"))


class Places:
    """Turns the spans of one page into lines and columns, both from 1."""

    __slots__ = ("_measured", "lines", "page")

    def __init__(self, page: Page) -> None:
        self.page = page
        self.lines = Lines(page.text)
        # by line and unit, the (offset, column) pairs known so far: a line may be megabytes long
        self._measured: dict[tuple[int, Unit], list[tuple[int, int]]] = {}

    def place(self, offset: int, unit: Unit = "code points") -> tuple[int, int]:
        """(line, column) of an offset, the column counted in `unit`."""
        line, column = self.lines.place(offset)
        if unit == "code points":
            return line, column
        start = offset - column + 1
        known = self._measured.setdefault((line, unit), [(start, 1)])
        at, reached = known[bisect_right(known, offset, key=itemgetter(0)) - 1]
        if at < offset:
            reached += width(self.page.text[at:offset], unit)
            insort(known, (offset, reached))
        return line, reached

    def rest_of_line(self, offset: int, limit: int) -> str:
        """What follows on the line, `limit` characters at most."""
        return _END.split(self.page.text[offset : offset + limit], maxsplit=1)[0]

    def words(self, span: Span, limit: int) -> str:
        """What a span names, on one line and cut to `limit` characters."""
        near = Span(span.start, min(span.end, span.start + 10 * limit))  # a span may be a page
        return in_one_line(near.of(self.page.text), limit)

    def span(self, span: Span) -> dict[str, int]:
        """A span as the JSON report gives it: all in code points, ends exclusive."""
        line, column = self.lines.place(span.start)
        end_line, end_column = self.lines.place(span.end)
        return {
            "start": span.start,
            "end": span.end,
            "line": line,
            "column": column,
            "end_line": end_line,
            "end_column": end_column,
        }

    def region(self, span: Span, unit: Unit) -> dict[str, Any]:
        """Start and end of a span as (line, column) pairs in `unit`, by the names SARIF uses."""
        line, column = self.place(span.start, unit)
        end_line, end_column = self.place(span.end, unit)
        return {
            "startLine": line,
            "startColumn": column,
            "endLine": end_line,
            "endColumn": end_column,
        }
