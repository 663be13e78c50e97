"""Reads wikitext into the neutral document, without rendering it."""

from __future__ import annotations

from citaudit.model import Document, Page
from citaudit.parse.wikitext.document import document

__all__ = ["parse"]


def parse(page: Page) -> Document:
    """The document of a wikitext page; what could not be read is among its problems."""
    return document(page)
