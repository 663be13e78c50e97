"""Footnotes made of raw HTML anchors, as authors write them where Markdown has no notes.

A mark leads to an anchor of the page (`<sup>[1](#fn1)</sup>`, `<a href="#fn1"><sup>1</sup></a>`),
and the note is what begins with that anchor (`<a name="fn1">1</a>: …`, `<li id="fn1">…`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field

from citaudit.model import Span

_INSIDE = r"[^<>\n]{0,300}"
_LABEL = r"\s*\\?\[?[^\s<>\[\]()\\]{1,6}\\?\]?\s*"
_MARK = re.compile(
    rf"<sup{_INSIDE}>\s*\[?<a\s({_INSIDE})>{_LABEL}</a>\]?\s*</sup>"
    rf"|<a\s({_INSIDE})>\s*(?:<sup{_INSIDE}>{_LABEL}</sup>|\[\d{{1,3}}\])\s*</a>"
    rf"|<sup{_INSIDE}>\s*\[{_LABEL}\]\(#([^\s()<>]{{1,80}})\)\s*</sup>"
    rf"|\[<sup>{_LABEL}</sup>\]\(#([^\s()<>]{{1,80}})\)",
    re.IGNORECASE,
)
_HREF = re.compile(r"\bhref\s*=\s*[\"']?#([^\"'\s>]{1,80})", re.IGNORECASE)
_TAG = re.compile(rf"<(a|sup|span|li|p|div|b|small)\s({_INSIDE})>", re.IGNORECASE)
_NAME = re.compile(r"(?<![\w-])(?:id|name)\s*=\s*[\"']?([^\"'\s<>]{1,80})", re.IGNORECASE)
# What may stand before an anchor on its line if a note begins there.
_BEGIN = re.compile(r"(?><[^<>\n]*+>|[\s>*+\-]|\d{1,3}[.)])*+\Z")
_OWN_LABEL = re.compile(
    r"\s*+(?:\\?\[?[\d*†‡]{1,3}\\?\]?[.):]?)?\s*+(?:</(?:a|sup|span|b)>\s*+)?(?:\\?\[\d{1,3}\\?\])?[:.]?\s*+",
    re.IGNORECASE,
)
_ENDS = {name: re.compile(rf"</{name}\s*>", re.IGNORECASE) for name in ("li", "p", "div")}
_PARAGRAPH_END = re.compile(r"\n[ \t]*+(?:\n|\Z)")
_LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Anchored:
    """Marks by where they begin, and (key, whole, body) of the notes they lead to, in order."""

    marks: Mapping[int, tuple[Span, str]] = field(default_factory=dict)
    notes: tuple[tuple[str, Span, Span], ...] = ()


def anchored(text: str) -> Anchored:
    """The footnotes by anchors in a page; an anchor that no mark leads to is none."""
    marks = [(found, _leads_to(found)) for found in _MARK.finditer(text)]
    wanted = {anchor for _, anchor in marks if anchor}
    if not wanted:
        return Anchored()
    begins = [found.start() for found, _ in marks]
    targets: dict[str, re.Match[str]] = {}
    for tag in _TAG.finditer(text):
        named = _NAME.search(tag[2])
        at = bisect_right(begins, tag.start()) - 1
        of_a_mark = at >= 0 and tag.start() < marks[at][0].end()
        if named and named[1] in wanted and not of_a_mark and _begins_there(text, tag.start()):
            targets.setdefault(named[1], tag)
    if not targets:
        return Anchored()
    ordered = sorted(targets.items(), key=lambda pair: pair[1].start())
    stops = [*(tag.start() for _, tag in ordered[1:]), len(text)]
    notes = tuple(
        _note(text, anchor, tag, stop) for (anchor, tag), stop in zip(ordered, stops, strict=True)
    )
    kept = {
        found.start(): (Span(*found.span()), f"#{anchor}")
        for found, anchor in marks
        if anchor in targets
    }
    return Anchored(kept, notes)


def _leads_to(mark: re.Match[str]) -> str | None:
    attributes = mark[1] or mark[2]
    if attributes is None:
        return mark[3] or mark[4]
    found = _HREF.search(attributes)
    return found[1] if found else None


def _begins_there(text: str, at: int) -> bool:
    """Whether nothing but tags and the mark of a list stands before `at` on its line."""
    line = text.rfind("\n", 0, at) + 1
    return bool(_BEGIN.match(text[max(line, at - 400) : at]))


def _note(text: str, anchor: str, target: re.Match[str], stop: int) -> tuple[str, Span, Span]:
    last = min(stop, target.end() + _LONGEST)
    close = _ENDS.get(target[1].lower(), _PARAGRAPH_END).search(text, target.end(), last)
    end = close.start() if close else last
    end = target.start() + len(text[target.start() : end].rstrip())
    label = _OWN_LABEL.match(text, target.end(), end)
    begin = label.end() if label else target.end()
    return f"#{anchor}", Span(target.start(), end), Span(min(begin, end), end)
