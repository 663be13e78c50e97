"""HTML: plain pages, MediaWiki's two dialects, and the footnotes of common generators."""

from __future__ import annotations

import gc

from citaudit.model import Document, Page
from citaudit.parse.html.assembly import Assembly
from citaudit.parse.html.tokens import cut
from citaudit.parse.html.tree import tree

__all__ = ["parse"]


def parse(page: Page) -> Document:
    """The page in the neutral form. Never fails: what could not be read is among the problems."""
    document = _read(page)
    if not gc.isenabled():  # by a run over many pages, which leaves the rings of a tree to us
        gc.collect(0)
    return document


def _read(page: Page) -> Document:
    pieces = cut(page.text)
    return Assembly(page, pieces, tree(pieces)).document()
