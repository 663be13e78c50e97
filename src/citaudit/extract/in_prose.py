"""Short citations in the prose: `{{harv|Smith|2008}}`, and `(Smith 2008)` written out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from citaudit.extract.joining import Shelf
from citaudit.extract.places import Places, Stretches
from citaudit.extract.plain import plain
from citaudit.extract.short import is_short, written
from citaudit.model import Block, Document, Marker, Reference, Span
from citaudit.model.records import changed
from citaudit.text import sections

PROSE = frozenset({"paragraph", "item", "cell", "caption", "quote"})
"""Blocks whose links vouch for the words around them; an infobox's website does not."""

_BRACKETED = re.compile(r"[（(]([^()（）\d]{2,80}\d{4}[^()（）]{0,80})[)）]")
# What a template prints below a quotation: `{{quote|Words.|Smith 2008, 5}}`.
_BELOW = re.compile(r"\s{0,2}(?P<bar>\|)\s*(?:[\w ]{1,12}=\s*)?([^|{}\n]{6,120})(?=[|}])")
_GAPS = range(4)  # the bar, and white space around it


def templated(document: Document) -> Iterator[Reference]:
    """The templates of short citations that stand in the prose, each a reference of its own."""
    short = [template for template in document.templates if is_short(template)]
    if not short:
        return
    prose = Stretches([block.span for block in document.blocks if _is_prose(block)])
    quotes = (block.text for block in document.blocks if block.kind == "quote")
    below = {text.end_in_page(len(text.text)) + gap for text in quotes for gap in _GAPS}
    links = Places(document.links)
    for template in short:
        if prose.holds(template.span) or template.span.start in below:
            found = _made(template.span)
            yield changed(found, templates=(template,), links=links.within(template.span))


def in_brackets(shelf: Shelf) -> Iterator[Reference]:
    """The short citations written out in the prose that a list of sources on the page answers."""
    if not any(reference.form == "citation" for reference in shelf.references):
        return
    for block in filter(_is_prose, shelf.document.blocks):
        for span, words in _candidates(block, shelf.document):
            found = [pointer for pointer in written(words, span) if pointer.year]
            if found and sections.kind_of_path(block.section) is None:
                pairs = [(each, work) for each in found if (work := shelf.listed(each))]
                if pairs:
                    yield shelf.filled(_made(span), pairs)


def _candidates(block: Block, document: Document) -> Iterator[tuple[Span, str]]:
    """Stretches of a block, or right below a quotation, that may be short citations."""
    text = block.text.text
    for found in _BRACKETED.finditer(text):
        span = Span(block.text.to_page(found.start()), block.text.end_in_page(found.end()))
        yield span, found[1]
    if block.kind == "quote" and document.page.format == "wikitext":
        below = _BELOW.match(document.page.text, block.text.end_in_page(len(text)))
        if below:
            yield Span(below.start("bar"), below.end(2)), plain(below[2]).strip("（(）) ")


def _is_prose(block: Block) -> bool:
    return block.kind in PROSE and block.role is None


def _made(span: Span) -> Reference:
    key = f"short:{span.start}"
    return Reference("", "", span, "link", "other", (key,), markers=(Marker(span, key),))
