"""A document read from a part of a page, moved to where the part stands."""

from __future__ import annotations

from dataclasses import replace

from citaudit.model import Document, MappedText, Note, Page, Replaced, Span
from citaudit.model.moved import each_moved, note_moved, templates_moved


def moved(document: Document, page: Page, place: MappedText | Replaced | int) -> Document:
    """The document with spans in `page`; `place` is a shift, or where each character stands.

    Blocks do not come back from a text in which stretches were replaced: their words are others.
    """
    move = _Move(place)
    way = move.span
    blocks = () if isinstance(place, Replaced) else document.blocks
    return replace(
        document,
        page=page,
        blocks=tuple(
            replace(block, span=way(block.span), text=move.text(block.text)) for block in blocks
        ),
        markers=each_moved(document.markers, way),
        notes=tuple(move.note(note) for note in document.notes),
        links=each_moved(document.links, way),
        templates=templates_moved(document.templates, way),
        requests=each_moved(document.requests, way),
        lists=each_moved(document.lists, way),
        problems=each_moved(document.problems, way),
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

    def note(self, note: Note) -> Note:
        text = self.text(note.text) if note.text else None
        return replace(note_moved(note, self.span), text=text)
