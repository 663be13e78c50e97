"""The source line of a finding, cut to the room there is, with carets under what it names."""

from __future__ import annotations

from dataclasses import dataclass

from rich.cells import cell_len
from rich.text import Text

from citaudit.model import Span
from citaudit.report.places import Places
from citaudit.report.words import ENGLISH, Speech, visible

CUT = "…"
_BEFORE = 3  # at most one part in so many of a cut line stands before what is named


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Part of one line; `start` and `end` are where in it the named words stand."""

    text: str
    start: int
    end: int

    @property
    def indent(self) -> int:
        """Terminal cells before the named words: a Chinese character takes two."""
        return cell_len(self.text[: self.start])

    @property
    def carets(self) -> int:
        """Cells under the named words; one at least, so that an empty span is seen."""
        return max(cell_len(self.text[self.start : self.end]), 1)


def excerpt(line: str, start: int, end: int, room: int) -> Excerpt:
    """What of `line` fits in `room` cells, with as much of `line[start:end]` as can be shown.

    Cuts are shown by an ellipsis.
    """
    near = slice(max(start - room, 0), start + 2 * room)
    if near.start == 0 and len(line) <= near.stop and cell_len(visible(line)) <= room:
        return Excerpt(visible(line), start, end)
    before, named = visible(line[near.start : start]), visible(line[start : near.stop])
    left = _tail(before, room // _BEFORE)
    right = _head(named, room - cell_len(left) - 2)
    left = _tail(before, room - cell_len(right) - 2)
    cut_left = near.start > 0 or len(left) < len(before)
    cut_right = start + len(right) < len(line)
    opening = CUT if cut_left else ""
    text = f"{opening}{left}{right}{CUT if cut_right else ''}"
    at = len(opening) + len(left)
    return Excerpt(text, at, at + min(max(end - start, 0), len(right)))


def snippet(
    places: Places,
    span: Span,
    *,
    width: int,
    style: str,
    gutter: str,
    caret: str = "^",
    speech: Speech = ENGLISH,
) -> list[Text]:
    """Two lines: the source with its number, and the carets; a third where the span goes on."""
    line, column = places.place(span.start)
    end_line, end_column = places.place(span.end)
    number = f"{line:>6} {gutter} "
    room = max(width - cell_len(number), 10)
    # of a line of megabytes no more is taken than `excerpt` looks at
    before = places.page.text[span.start - min(column - 1, room + 1) : span.start].rstrip("\r")
    source = before + places.rest_of_line(span.start, 2 * room + 1)
    length = end_column - column if end_line == line else len(source)
    end = min(len(before) + length, len(source))
    shown = excerpt(source, len(before), end, room)
    code = Text(number, style="dim", end="")
    code.append(shown.text[: shown.start], style="default not dim")
    code.append(shown.text[shown.start : shown.end], style=f"{style} not dim")
    code.append(shown.text[shown.end :], style="default not dim")
    under = Text(" " * 7 + f"{gutter} ", style="dim")
    under.append(" " * shown.indent)
    under.append(caret * shown.carets, style=f"{style} not dim")
    lines = [code, under]
    if end_line > line:
        goes_on = speech.word("to_line", line=end_line)
        lines.append(Text(" " * 7 + f"{gutter} {goes_on}", style="dim"))
    return lines


def _head(text: str, room: int) -> str:
    """The longest beginning of `text` within `room` cells."""
    used = 0
    for at, character in enumerate(text):
        used += cell_len(character)
        if used > room:
            return text[:at]
    return text


def _tail(text: str, room: int) -> str:
    """The longest end of `text` within `room` cells."""
    head = _head(text[::-1], room)
    return text[len(text) - len(head) :]
