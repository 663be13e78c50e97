"""Reads wikitext into the neutral document, without rendering it."""

from __future__ import annotations

from citaudit.model import Document, Page
from citaudit.parse.wikitext.document import document

__all__ = ["parse"]


def parse(page: Page) -> Document:
    """The document of a wikitext page; what could not be read is among its problems.

    Where its wiki was asked, what templates hide is in it too.
    """
    found = document(page)
    if page.expansion is None:
        return found
    from citaudit.parse.wikitext.expanded import expanded
    from citaudit.parse.wikitext.rendered import with_printed

    whole = expanded(found, page.expansion)
    return with_printed(whole, whole.expanded, page.expansion.html) if whole.expanded else whole
