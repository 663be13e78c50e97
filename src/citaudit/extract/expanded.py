"""References read from a page with its templates expanded, brought back to the page itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from citaudit.extract.places import Stretches
from citaudit.extract.references import references
from citaudit.model import Block, Expanded, Field, Link, Note, Reference, Span, Template


def brought_back(found: Expanded, blocks: Sequence[Block]) -> tuple[Reference, ...]:
    """Every reference of the expanded page at its place in the page; ids count from r1.

    A footnote counts wherever it comes from, a full citation that a template hides only as an item
    of a list of sources, and a link that a template adds to the prose is no source of its words.
    """
    items = [block.span for block in blocks if block.kind == "item" and block.role]
    listed = Stretches(items)
    back = _Back(found)
    kept = [
        back.reference(each)
        for each in references(found.document)
        if each.form == "footnote"
        or not found.place.hides(each.span.start)
        or (each.form == "citation" and listed.holds(found.span(each.span)))
    ]
    return tuple(replace(each, id=f"r{n}") for n, each in enumerate(kept, 1))


class _Back:
    """Moves a reference with all that it holds."""

    def __init__(self, found: Expanded) -> None:
        self._span = found.span

    def reference(self, each: Reference) -> Reference:
        span = self._span
        return replace(
            each,
            span=span(each.span),
            links=tuple(self._link(link) for link in each.links),
            identifiers=tuple(replace(i, span=span(i.span)) for i in each.identifiers),
            dates=tuple(replace(date, span=span(date.span)) for date in each.dates),
            templates=tuple(self._template(template) for template in each.templates),
            markers=tuple(replace(marker, span=span(marker.span)) for marker in each.markers),
            note=self._note(each.note) if each.note else None,
        )

    def _link(self, link: Link) -> Link:
        return replace(link, span=self._span(link.span))

    def _template(self, template: Template) -> Template:
        fields = tuple(self._field(field) for field in template.fields)
        return replace(template, span=self._span(template.span), fields=fields)

    def _field(self, field: Field) -> Field:
        name_span: Span = self._span(field.name_span)
        return replace(field, span=self._span(field.span), name_span=name_span)

    def _note(self, note: Note) -> Note:
        return replace(
            note,
            span=self._span(note.span),
            body_span=self._span(note.body_span),
            templates=tuple(self._template(template) for template in note.templates),
        )
