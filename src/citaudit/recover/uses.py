"""The two sides of a recovery: the footnotes of the converted page, the uses in the original."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from citaudit.model import Citations, Page, Reference, Span
from citaudit.recover.context import Context, Prose, context_of, letters_of, pieces_of
from citaudit.recover.templates import Calls
from citaudit.text.comments import uncommented
from citaudit.urls.canonical import source_key

Was = Literal["template", "reuse"]
"""What a converter empties: a footnote of nothing but templates, or a further use of a name."""

_REF = re.compile(r"<ref(?=[\s/>])", re.IGNORECASE)
_INSIDE = re.compile(r"<ref[^<>]*+>(.*)</ref\s*+>\s*\Z", re.IGNORECASE | re.DOTALL)
_IMAGE_END = re.compile(r"\]\([^\s()]*\.\w{3,4}(?:\s|\))")
_MARK = re.compile(r"\[\^(\d{1,4})\](?!:)|\\\[(\d{1,4})\\\]")
_LINK_END = re.compile(r"\]\((?>\\.|[^()\n\"\\])*+\"wikilink\"\)")
_CAPTION = 2000  # characters; no caption is longer
_TAG = re.compile(r"</?[A-Za-z][^<>]*+>")


@dataclass(frozen=True, slots=True)
class Converted:
    """One footnote of the converted page, in the converter's own order.

    `shape` is what the page itself still shows of what an emptied one was. `urls` and `pieces`
    are of the text that survived.
    """

    reference: Reference
    context: Context
    empty: bool
    shape: Was | None = None
    urls: frozenset[str] = frozenset()
    pieces: frozenset[str] = frozenset()
    in_image: bool = False


@dataclass(frozen=True, slots=True)
class Use:
    """One place of the original that a converter makes a footnote of.

    `kind` says what becomes of it: `words` survive. `dropped` is a use inside a template, which
    a converter drops without a trace. None stands for a format that does not tell.
    """

    reference: Reference
    context: Context
    kind: Was | Literal["words"] | None
    defines: bool
    dropped: bool = False
    urls: frozenset[str] = frozenset()
    pieces: frozenset[str] = frozenset()
    in_image: bool = False


def converted_footnotes(citations: Citations) -> tuple[Converted, ...]:
    """The numbered footnotes of a converted page, by number."""
    document = citations.document
    prose = Prose(document)
    listed = [
        reference
        for reference in citations.references
        if reference.form == "footnote" and reference.note is not None and _number(reference)
    ]
    listed.sort(key=_number)
    shapes = _shapes(document.page.text, listed)
    unread = _unread_marks(document.page.text) if not all(r.markers for r in listed) else {}
    captions = {each.id: _caption(document.page.text, each) for each in listed}
    return tuple(
        Converted(
            reference,
            captions[reference.id] or _around(prose, reference, unread),
            reference.empty,
            shapes.get(reference.id),
            _urls(reference),
            _words(reference),
            captions[reference.id] is not None,
        )
        for reference in listed
    )


def _around(prose: Prose, reference: Reference, unread: Mapping[str, int]) -> Context:
    place = reference.markers[0].span.start if reference.markers else None
    if place is None and reference.note is not None:
        place = unread.get(reference.note.key)
    return Context() if place is None else prose.around(place)


def _unread_marks(text: str) -> Mapping[str, int]:
    """Where each number first stands as a mark, also in raw HTML, in which no Markdown is read."""
    places: dict[str, int] = {}
    for found in _MARK.finditer(text):
        places.setdefault(found[1] or found[2], found.start())
    return places


def twins_of(footnotes: Sequence[Converted]) -> Mapping[str, str]:
    """Footnotes that pandoc made twice of one, by reference id: the second is the key.

    It prints an image's caption twice, the second time in a place that shows no marks: as many
    footnotes without a mark as stand in the caption follow those of the caption.
    """
    twins: dict[str, str] = {}
    at = 0
    while at < len(footnotes):
        if footnotes[at].reference.markers or not at:
            at += 1
            continue
        end = at
        while end < len(footnotes) and not footnotes[end].reference.markers:
            end += 1
        firsts = footnotes[max(0, 2 * at - end) : at]
        if len(firsts) == end - at and all(
            first.in_image and first.empty == second.empty
            for first, second in zip(firsts, footnotes[at:end], strict=True)
        ):
            twins |= {
                second.reference.id: first.reference.id
                for first, second in zip(firsts, footnotes[at:end], strict=True)
            }
        at = end
    return twins


def original_uses(citations: Citations) -> tuple[Use, ...]:
    """Every use of every footnote of the original, in order of place.

    Definitions that stand in the list of references are uses too: a converter numbers them.
    """
    page = citations.document.page
    prose = Prose(citations.document)
    calls = Calls(page.text) if page.format == "wikitext" else None
    found: list[tuple[int, Use]] = []
    for reference in citations.references:
        if reference.form != "footnote":
            continue
        words, urls = _words(reference), _urls(reference)
        for place, defines in _places(reference, page):
            kind = _kind(calls, page.text, place) if calls else None
            dropped = calls is not None and calls.hold(place.start)
            around = prose.around(place.start)
            image = prose.in_caption(place.start)
            use = Use(reference, around, kind, defines, dropped, urls, words, image)
            found.append((place.start, use))
    found.sort(key=lambda pair: pair[0])
    return tuple(use for _, use in found)


def _places(reference: Reference, page: Page) -> list[tuple[Span, bool]]:
    """Where a footnote is used, and whether that place defines it.

    `{{sfn}}` and its kin are left out: a converter drops them whole.
    """
    markers = {marker.span for marker in reference.markers}
    if page.format != "wikitext":
        return [(place, not at) for at, place in enumerate(sorted(markers))]
    note = reference.note.span if reference.note else None
    places = sorted(markers | ({note} if note else set()))
    return [(place, place == note) for place in places if _REF.match(page.text, place.start)]


def _kind(calls: Calls, text: str, span: Span) -> Was | Literal["words"]:
    """What a converter leaves of a `<ref>`."""
    inside = _INSIDE.match(span.of(text))
    if inside is None or not inside[1].strip():
        return "reuse"
    place = Span(span.start + inside.start(1), span.start + inside.end(1))
    if calls.hold(span.start):
        return "template"
    rest = calls.without(text, place.start, place.end)
    return "words" if letters_of(_TAG.sub("", uncommented(rest))) else "template"


def _shapes(text: str, listed: list[Reference]) -> dict[str, Was]:
    """What the list itself shows of what an emptied footnote was, by the reference's id.

    Pandoc's older writer sets a blank line behind an emptied template, which leaves an empty
    paragraph, and none behind a re-use, which leaves nothing. A page in which only one of the
    two occurs tells nothing.
    """
    gaps: dict[str, Was] = {}
    for one, following in pairwise(listed):
        if one.empty and one.note and following.note and not _is_defined(text, one):
            gap = text[one.span.end : following.span.start]
            if not gap.strip():
                gaps[one.id] = "template" if gap.count("\n") > 1 else "reuse"
    return gaps if len(set(gaps.values())) == 2 else {}


def _is_defined(text: str, reference: Reference) -> bool:
    return text.startswith("[^", reference.span.start)


def _caption(text: str, reference: Reference) -> Context | None:
    """What stands around the first mark in the caption of a Markdown image; None elsewhere."""
    if not reference.markers:
        return None
    span = reference.markers[0].span
    before = text[max(0, span.start - _CAPTION) : span.start].rpartition("\n\n")[2]
    after = text[span.end : span.end + _CAPTION].partition("\n\n")[0]
    opened = before.rfind("![")
    if opened < 0 or "](" not in after or _IMAGE_END.search(before, opened):
        return None
    rest = _LINK_END.sub("", after).partition("](")[0]
    return context_of(_MARK.sub("", _LINK_END.sub("", before[opened:])), _MARK.sub("", rest))


def _number(reference: Reference) -> int:
    """The number that the converter gave a footnote; 0 for one that it did not number."""
    key = reference.note.key if reference.note else ""
    return int(key) if key.isascii() and key.isdigit() else 0


def _urls(reference: Reference) -> frozenset[str]:
    return frozenset(source_key(link.url) for link in reference.links)


def _words(reference: Reference) -> frozenset[str]:
    note = reference.note
    if note is None or reference.empty:
        return frozenset()
    shown = note.text.text if note.text is not None else _TAG.sub(" ", note.body)
    return pieces_of(shown[:2000])
