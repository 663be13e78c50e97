"""Markdown: CommonMark and GitHub's tables and addresses, pandoc's notes, what converters leave."""

from __future__ import annotations

from citaudit.model import Document, Page
from citaudit.parse.markdown.assembly import Assembly
from citaudit.parse.markdown.bibliographies import bibliography
from citaudit.parse.markdown.blocks import laid_out
from citaudit.parse.markdown.notes import listed_notes
from citaudit.parse.markdown.plain_headings import with_plain_headings
from citaudit.parse.markdown.source import prepared

__all__ = ["bibliography", "parse"]


def parse(page: Page) -> Document:
    """The page in the neutral form. Never fails: what could not be read is among the problems."""
    source = prepared(page.text)
    layout = with_plain_headings(source, laid_out(source))
    return Assembly(page, source, layout, listed_notes(source, layout)).document()
