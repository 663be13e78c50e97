"""What must hold of every document, whatever the page: used by the tests of all parsers."""

from __future__ import annotations

from citaudit.model import Document, Span


def assert_in_place(document: Document) -> None:
    text = document.page.text

    def inside(span: Span) -> None:
        assert 0 <= span.start <= span.end <= len(text), span

    for kind in (
        "blocks",
        "markers",
        "notes",
        "links",
        "templates",
        "requests",
        "lists",
        "problems",
    ):
        items = getattr(document, kind)
        for item in items:
            inside(item.span)
        assert [item.span.start for item in items] == sorted(item.span.start for item in items)
    for note in document.notes:
        inside(note.body_span)
        assert note.span.holds(note.body_span)
        written = note.body_span.of(text)  # parsers see line feeds alone
        assert note.body == written.replace("\r\n", " \n").replace("\r", "\n")
    for block in document.blocks:
        assert len(block.text.clean) == len(block.text.page)
        assert list(block.text.clean) == sorted(block.text.clean)
        for offset in range(len(block.text.text)):
            assert block.span.start <= block.text.to_page(offset) < block.span.end


def assert_words_in_place(document: Document) -> None:
    """Letters and digits of the clean prose stand in the page where the map says."""
    text = document.page.text
    for block in document.blocks:
        for offset, character in enumerate(block.text.text):
            there = text[block.text.to_page(offset)]
            assert there == character or not character.isalnum() or there == "&", (there, character)
