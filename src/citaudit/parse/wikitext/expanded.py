"""A page read with its templates expanded by its wiki, and brought back to its own text.

Footnotes are read from the expanded text, so that a name defined in a template and used on the page
is one footnote. Prose, templates and requests stay those of the page itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from citaudit.model import (
    Document,
    Expanded,
    Expansion,
    Link,
    Note,
    Problem,
    ProblemKind,
    Replaced,
    Span,
)
from citaudit.parse.moved import moved
from citaudit.parse.wikitext.document import document
from citaudit.parse.wikitext.hiding import MASK, asked, outermost
from citaudit.parse.wikitext.scan import Scan, scan
from citaudit.parse.wikitext.vocabulary import vocabulary
from citaudit.urls.address import host

# What comes out of a call as it went in: a masked footnote, an address.
_VERBATIM = re.compile(rf"{MASK.pattern}|https?://[^\s\[\]|<>{{}}\"]++", re.IGNORECASE)
_BLOCK = re.compile(r"\{\||[:;#*]")
_FROM_TEXT = frozenset({ProblemKind.CITE_ERROR, ProblemKind.UNCLOSED_REFERENCE})

Part = tuple[str, int, int, bool]


def expanded(plain: Document, expansion: Expansion) -> Document:
    """The document of a page with what its templates hid, each thing at the call it comes from."""
    page = plain.page
    place = _replaced(scan(page.text), dict(expansion.calls))
    whole = document(replace(page, text=place.text, expansion=Expansion()))
    found = Expanded(whole, place)
    back = moved(whole, page, place)
    kept = [each for each in plain.problems if each.kind is not ProblemKind.CITE_ERROR]
    known = {(each.kind, each.span) for each in kept}
    new = [
        each
        for each in back.problems
        if each.kind in _FROM_TEXT and (each.kind, each.span) not in known
    ]
    said = (Problem(ProblemKind.UNREADABLE, Span(0, 0), failure) for failure in expansion.failures)
    return replace(
        plain,
        markers=tuple(sorted(back.markers, key=lambda marker: marker.span)),
        notes=tuple(sorted(back.notes, key=lambda note: note.span)),
        lists=back.lists,
        links=tuple(sorted((*plain.links, *_new_links(plain, found)), key=lambda link: link.span)),
        problems=tuple(sorted((*said, *kept, *new), key=lambda problem: problem.span)),
        expanded=found,
    )


def _replaced(page: Scan, texts: Mapping[str, str]) -> Replaced:
    """The page with each call that its wiki has expanded in its place."""
    parts: list[Part] = []
    at = 0
    for index in outermost(page):
        token = page.tokens[index]
        call, notes = asked(page, index)
        words = texts.get(call)
        if words is None or not _fits(page, index, words):
            continue
        parts.append((page.text[at : token.start], at, token.start, True))
        if _BLOCK.match(words) and page.text[token.start - 1 : token.start] not in ("", "\n"):
            words = f"\n{words}"  # as MediaWiki does: a table or list begins on its own line
        parts += _parts(words, page.text, Span(token.start, token.end), notes)
        at = token.end
    parts.append((page.text[at:], at, len(page.text), True))
    return Replaced.joined(parts)


def _fits(page: Scan, index: int, words: str) -> bool:
    """Whether an expansion can stand inside another call: a bar in it would part its fields."""
    parent = page.parents[index]
    while parent >= 0:
        if page.tokens[parent].kind in ("template", "function"):
            return "|" not in re.sub(r"\[\[[^\[\]]*+\]\]", "", words) and "}}" not in words
        parent = page.parents[parent]
    return True


def _parts(words: str, text: str, call: Span, notes: Sequence[Span]) -> Iterator[Part]:
    """An expansion, with what it takes over word for word from the call in its own place."""
    at = 0
    for found in _VERBATIM.finditer(words):
        place = _place(found, text, call, notes)
        if place is not None:
            yield words[at : found.start()], *call, False
            yield place.of(text), *place, True
            at = found.end()
    yield words[at:], *call, False


def _place(found: re.Match[str], text: str, call: Span, notes: Sequence[Span]) -> Span | None:
    """Where in the page a footnote or an address of an expansion stands, if it does."""
    if found[1] is not None:
        number = int(found[1])
        return notes[number] if number < len(notes) else None
    start = text.find(found[0], *call)
    return None if start < 0 else Span(start, start + len(found[0]))


def _new_links(plain: Document, found: Expanded) -> Iterator[Link]:
    """The links that the page itself does not show; outside footnotes not those to wikis."""
    known = {link.url for link in plain.links}
    wiki = host(plain.page.url) if plain.page.url else ""
    notes = _bodies(found.document.notes)
    for link in found.document.links:
        if link.url in known:
            continue
        known.add(link.url)
        if _in_any(link.span, notes) or not _is_own(host(link.url), wiki):
            yield replace(link, span=found.span(link.span))


def _bodies(notes: Iterable[Note]) -> list[Span]:
    return sorted(note.span for note in notes)


def _in_any(span: Span, sorted_spans: list[Span]) -> bool:
    return any(around.holds(span) for around in sorted_spans)


def _is_own(name: str, wiki: str) -> bool:
    hosts = vocabulary().own_hosts
    return name == wiki or name in hosts or name.endswith(tuple(f".{each}" for each in hosts))
