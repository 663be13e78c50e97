"""A page in any format becomes one neutral `Document`."""

from __future__ import annotations

from citaudit.model import Document, Page
from citaudit.parse.formats import told

__all__ = ["parse", "told"]


def parse(page: Page) -> Document:
    """The page in the neutral form; its format, language and origin are told where not given.

    The parsers are imported on use: a run over Markdown alone pays for no other library.
    """
    page = told(page)
    match page.format:
        case "wikitext":
            from citaudit.parse import wikitext

            return wikitext.parse(page)
        case "html":
            from citaudit.parse import html

            return html.parse(page)
        case _:
            from citaudit.parse import markdown

            return markdown.parse(page)
