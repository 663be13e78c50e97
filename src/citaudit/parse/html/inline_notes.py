"""Notes that stand in the sentence itself, where a style moves them to the margin or the foot."""

from __future__ import annotations

from citaudit.parse.html.found import Footnotes, FoundNote
from citaudit.parse.html.tree import Element

NAMES = frozenset(("span", "small", "d-footnote"))


def read(found: Footnotes, element: Element) -> None:
    """LaTeXML's `ltx_note`, Tufte's `sidenote`, Distill's `<d-footnote>`.

    Tufte's `marginnote` is no note but a remark or the words of a picture: a paragraph of its own.
    """
    if element.name == "d-footnote":
        _add(found, element)
    elif "note" in element.get("class"):
        classes = element.classes
        if "sidenote" in classes or "ltx_role_footnote" in classes or "ltx_role_endnote" in classes:
            _add(found, element)
        elif "marginnote" in classes:
            found.inline.add(element.order)
        elif "ltx_role_footnotemark" in classes:
            found.unread.add(element.order)


def _add(found: Footnotes, element: Element) -> None:
    key = element.get("id") or f"inline-{element.order}"
    found.inline.add(element.order)
    found.notes.append(FoundNote(element, element, key))
