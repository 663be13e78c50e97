"""Documents made by hand from a text, so that extraction is tested without the parsers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from citaudit.model import (
    Block,
    Document,
    Field,
    Link,
    MappedText,
    Marker,
    Note,
    Page,
    Span,
    Template,
)

_CALL = re.compile(r"\{\{([^{}|]+)((?:\|[^{}|]*)*)\}\}")
_NOTE = re.compile(
    r'<ref(?: name="?(?P<name>[^"/>]+)"?)?(?: group="?(?P<group>[^"/>]+)"?)?\s*'
    r"(?:/>|>(?P<body>.*?)</ref>)",
    re.DOTALL,
)
_BRACKET = re.compile(r"\[(https?://\S+?)(?: ([^\]]*))?\]")
_BARE = re.compile(r"https?://[^\s|}<\]]+")


def made(text: str, *, origin: str | None = None) -> Document:
    """A document of simple wikitext: `<ref>`, `{{…}}` without nesting, `[url title]`, links."""
    templates = tuple(_template(found) for found in _CALL.finditer(text))
    notes: list[Note] = []
    markers: list[Marker] = []
    for number, found in enumerate(_NOTE.finditer(text), 1):
        key = found["name"] or f"#{number}"
        group = found["group"] or ""
        markers.append(Marker(Span(*found.span()), key, group))
        if found["body"] is None:
            continue
        body = Span(*found.span("body"))
        inside = tuple(t for t in templates if body.holds(t.span))
        notes.append(
            Note(Span(*found.span()), key, found["body"], body, group, found["name"], None, inside)
        )
    outside = tuple(t for t in templates if not any(n.span.holds(t.span) for n in notes))
    return Document(
        Page("made", text, "wikitext", "en", "pandoc" if origin == "pandoc" else None),
        blocks=_blocks(text),
        markers=tuple(markers),
        notes=tuple(notes),
        links=tuple(_links(text)),
        templates=outside,
    )


def _template(found: re.Match[str]) -> Template:
    fields = []
    at = found.end(1)
    for number, part in enumerate(found[2].split("|")[1:], 1):
        name, sign, value = part.partition("=")
        start, at = at + 1, at + 1 + len(part)
        if not sign:
            name, value = str(number), part
        span = Span(at - len(value), at)
        fields.append(Field(name.strip(), value.strip(), span, Span(start, start + len(name))))
    return Template(Span(*found.span()), found[1].strip(), tuple(fields))


def _links(text: str) -> Sequence[Link]:
    links = [
        Link(Span(*f.span()), f[1], as_written=f[0], text=f[2]) for f in _BRACKET.finditer(text)
    ]
    taken = [link.span for link in links]
    for found in _BARE.finditer(text):
        span = Span(*found.span())
        if not any(other.holds(span) for other in taken):
            links.append(Link(span, found[0], as_written=found[0]))
    return sorted(links, key=lambda link: link.span)


def _blocks(text: str) -> tuple[Block, ...]:
    """Each line a paragraph, or an item where it begins with `*`; what follows `==` is a list."""
    blocks: list[Block] = []
    at = 0
    listed = False
    for line in text.splitlines(keepends=True):
        words = line.rstrip("\n")
        listed = listed or words.startswith("==")
        if words and not words.startswith("=="):
            span = Span(at, at + len(words))
            kind = "item" if words.startswith("*") else "paragraph"
            role = "reference-list" if listed else None
            clean = MappedText.joined([(at, words)])
            blocks.append(
                Block(span, "item" if kind == "item" else "paragraph", (), clean, 0, role)
            )
        at += len(line)
    return tuple(blocks)
