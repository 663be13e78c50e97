"""Source lines beside findings, and the exact text that mends them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from citaudit.model import Edit, Fix, Span
from citaudit.report.html.view import ChangeView, ExcerptView, FixView
from citaudit.text.lines import Lines

_AROUND = 40
_HIT = 220
_PASTE = 6000
_LINES = 600


def excerpt(text: str, lines: Lines, span: Span) -> ExcerptView:
    """The source around `span`, on one line, with its number (from 1)."""
    line, column = lines.place(span.start)
    source = lines.line(line)
    begin = span.start - (column - 1)
    before = source[: column - 1]
    hit = span.of(text)
    clipped = hit if len(hit) <= _HIT else f"{hit[: _HIT - 60]} … {hit[-50:]}"
    after_at = span.end - begin
    after = source[after_at:] if after_at <= len(source) else ""
    return ExcerptView(
        line,
        before if len(before) <= _AROUND else f"…{before[-_AROUND:]}",
        clipped.replace("\n", " ⏎ "),
        after if len(after) <= _AROUND else f"{after[:_AROUND]}…",
    )


def fix_view(
    fix: Fix, text: str, lines: Lines, wholes: Sequence[Span], others: Sequence[Fix] = ()
) -> FixView:
    """A fix with each change in its place, and the whole text to paste.

    `wholes` are the stretches worth pasting as one (references, templates); the smallest that
    holds every edit is taken, else the source lines they stand on where those are short, else what
    the edits write. What `others` (in order of their `beginning`, `fix` among them) mend within it
    is mended too where they leave each other alone: pasted one after the other, each would undo
    the one before.
    """
    edits = sorted(fix.edits, key=lambda edit: edit.span)
    whole = _whole(edits, lines, wholes)
    every, also = _together(fix, edits, whole, others) if whole else (edits, 0)
    mended = _applied(text, whole, every) if whole else ""
    if not whole or max(whole.end - whole.start, len(mended)) > _PASTE:
        mended, also = "\n".join(edit.text for edit in edits), 0
    return FixView(
        description=fix.description,
        safe=fix.safe,
        changes=tuple(_change(edit, text, lines) for edit in edits),
        paste=mended,
        also=also,
    )


def _together(
    fix: Fix, edits: Sequence[Edit], whole: Span, others: Sequence[Fix]
) -> tuple[list[Edit], int]:
    """The edits with those of `others` that lie in `whole` and meet none of them, and how many."""
    every, also = list(edits), 0
    first = bisect_left(others, whole.start, key=beginning)
    for other in others[first : bisect_right(others, whole.end, key=beginning)]:
        inside = other is not fix and all(whole.holds(edit.span) for edit in other.edits)
        if inside and not any(one.span.meets(two.span) for one in other.edits for two in every):
            every += other.edits
            also += 1
    return sorted(every, key=lambda edit: edit.span), also


def beginning(fix: Fix) -> int:
    """Where the first of a fix's edits begins."""
    return min((edit.span.start for edit in fix.edits), default=0)


def _change(edit: Edit, text: str, lines: Lines) -> ChangeView:
    shown = excerpt(text, lines, edit.span)
    return ChangeView(
        shown.before,
        shown.hit,
        edit.text,
        shown.after,
        shown.line,
    )


def _whole(edits: Sequence[Edit], lines: Lines, wholes: Sequence[Span]) -> Span | None:
    if not edits:
        return None
    reach = Span(edits[0].span.start, max(edit.span.end for edit in edits))
    holding = [span for span in wholes if span.holds(reach)]
    if holding:
        return min(holding, key=lambda span: span.end - span.start)
    _, column = lines.place(reach.start)
    start = reach.start - (column - 1)
    last, column = lines.place(reach.end)
    end = reach.end - (column - 1) + len(lines.line(last))
    return Span(start, max(end, reach.end)) if end - start <= _LINES else None


def _applied(text: str, whole: Span, edits: Sequence[Edit]) -> str:
    parts: list[str] = []
    at = whole.start
    for edit in edits:
        if edit.span.start >= at:
            parts += [text[at : edit.span.start], edit.text]
            at = edit.span.end
    return "".join((*parts, text[at : whole.end]))
