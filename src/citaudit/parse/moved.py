"""A document read from a part of a page, moved to where the part stands."""

from __future__ import annotations

from dataclasses import replace

from citaudit.model import Document, Field, MappedText, Note, Page, Replaced, Span, Template


def moved(document: Document, page: Page, place: MappedText | Replaced | int) -> Document:
    """The document with spans in `page`; `place` is a shift, or where each character stands.

    Blocks do not come back from a text in which stretches were replaced: their words are others.
    """
    move = _Move(place)
    blocks = () if isinstance(place, Replaced) else document.blocks
    return replace(
        document,
        page=page,
        blocks=tuple(
            replace(block, span=move.span(block.span), text=move.text(block.text))
            for block in blocks
        ),
        markers=tuple(replace(each, span=move.span(each.span)) for each in document.markers),
        notes=tuple(move.note(note) for note in document.notes),
        links=tuple(replace(each, span=move.span(each.span)) for each in document.links),
        templates=tuple(move.template(each) for each in document.templates),
        requests=tuple(replace(each, span=move.span(each.span)) for each in document.requests),
        lists=tuple(replace(each, span=move.span(each.span)) for each in document.lists),
        problems=tuple(replace(each, span=move.span(each.span)) for each in document.problems),
    )


class _Move:
    def __init__(self, place: MappedText | Replaced | int) -> None:
        self.place = place

    def span(self, span: Span) -> Span:
        if isinstance(self.place, int):
            return Span(span.start + self.place, span.end + self.place)
        if isinstance(self.place, Replaced):
            return Span(*self.place.to_page(*span))
        start = self.place.to_page(span.start)
        return Span(
            start, max(start, self.place.end_in_page(span.end)) if span.end > span.start else start
        )

    def text(self, text: MappedText) -> MappedText:
        if isinstance(self.place, int):
            shift = self.place
            return MappedText(text.text, text.clean, tuple(start + shift for start in text.page))
        place = self.place
        if isinstance(place, Replaced):
            return MappedText("")
        pieces = (
            (place.to_page(start + at), character)
            for start, part in text.pieces()
            for at, character in enumerate(part)
        )
        return MappedText.joined(pieces)

    def template(self, template: Template) -> Template:
        fields = tuple(self._field(each) for each in template.fields)
        return replace(template, span=self.span(template.span), fields=fields)

    def _field(self, each: Field) -> Field:
        return replace(each, span=self.span(each.span), name_span=self.span(each.name_span))

    def note(self, note: Note) -> Note:
        return replace(
            note,
            span=self.span(note.span),
            body_span=self.span(note.body_span),
            templates=tuple(self.template(each) for each in note.templates),
            text=self.text(note.text) if note.text else None,
        )
