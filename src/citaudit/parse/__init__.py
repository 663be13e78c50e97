"""A page in any format becomes one neutral `Document`."""

from __future__ import annotations

import re
from dataclasses import replace

from citaudit.model import Document, Page
from citaudit.parse.formats import identified

__all__ = ["identified", "parse"]

_HALF_A_PAIR = re.compile("[\ud800-\udfff]")


def parse(page: Page) -> Document:
    """The page in the neutral form; its format, language and origin are told where not given.

    Half a surrogate pair is no character: the document's page has U+FFFD in its place. The parsers
    see line feeds alone. A space stands in for the carriage return before one, so that every
    offset is that of the page as it is.
    """
    page = identified(_of_characters(page))
    if "\r" not in page.text:
        return _parsed(page)
    text = page.text.replace("\r\n", " \n").replace("\r", "\n")
    return replace(_parsed(replace(page, text=text)), page=page)


def _of_characters(page: Page) -> Page:
    try:
        page.text.encode()
    except UnicodeEncodeError:
        return replace(page, text=_HALF_A_PAIR.sub("\ufffd", page.text))
    return page


def _parsed(page: Page) -> Document:
    """By the parser of the format; a run over Markdown alone imports no other library."""
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
