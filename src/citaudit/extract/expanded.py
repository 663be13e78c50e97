"""References read from a page with its templates expanded, brought back to the page itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from citaudit.extract.places import Stretches
from citaudit.extract.references import references
from citaudit.model import Block, Expanded, Reference
from citaudit.model.moved import reference_moved


def brought_back(found: Expanded, blocks: Sequence[Block]) -> tuple[Reference, ...]:
    """Every reference of the expanded page at its place in the page; ids count from r1.

    A footnote counts wherever it comes from, a full citation that a template hides only as an item
    of a list of sources, and a link that a template adds to the prose is no source of its words.
    """
    items = [block.span for block in blocks if block.kind == "item" and block.role]
    listed = Stretches(items)
    kept = [
        reference_moved(each, found.span)
        for each in references(found.document)
        if each.form == "footnote"
        or not found.place.hides(each.span.start)
        or (each.form == "citation" and listed.holds(found.span(each.span)))
    ]
    return tuple(replace(each, id=f"r{n}") for n, each in enumerate(kept, 1))
