"""Lines that say where a quotation is from."""

from __future__ import annotations

import re

from citaudit.parse.html.found import Footnotes, FoundNote
from citaudit.parse.html.outline import shown
from citaudit.parse.html.tree import Element
from citaudit.parse.outside import OUTSIDE

_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")


def read(found: Footnotes, element: Element, text: str) -> None:
    """A `<footer>` in a `<blockquote>`, or a `<figcaption>` beside one.

    It must name a work: with a link, with `<cite>` or with a year. A name alone is none.
    """
    quote = _quote_of(element)
    if quote is None or not _names_a_work(element, text):
        return
    found.notes.append(FoundNote(element, element, element.get("id") or f"quote-{element.order}"))
    found.attributions[element.order] = quote


def _quote_of(element: Element) -> Element | None:
    around = element.parent
    if element.name != "figcaption":
        return next((up for up in element.ancestors() if up.name == "blockquote"), None)
    if around is not None and around.name == "figure":
        return next(
            (
                child
                for child in around.children
                if isinstance(child, Element)
                and child.name == "blockquote"
                and child.order < element.order
            ),
            None,
        )
    return None


def _names_a_work(element: Element, text: str) -> bool:
    return any(
        inner.name == "cite" or (inner.name == "a" and OUTSIDE.match(inner.get("href")))
        for inner in element.elements()
    ) or bool(_YEAR.search(shown(element, text)))
