"""The edit that makes two footnotes for one source into one, used twice."""

from __future__ import annotations

import re

from citaudit.judge.fingerprints import normalised
from citaudit.judge.links import source_link
from citaudit.judge.once import once
from citaudit.model import Document, Edit, Fix, Reference, Span
from citaudit.urls.address import host

_OPENING = re.compile(r"<ref(?=[\s>])", re.IGNORECASE)
_MARKDOWN_KEY = re.compile(r"\[\^[^\]\s]+\]")


def merged(document: Document, first: Reference, other: Reference) -> Fix | None:
    """Use `first` where `other` stood; None where the markup offers no way or more than one.

    Safe only where both say the same, word for word.
    """
    if first.note is None or other.note is None or first.group != other.group:
        return None
    safe = normalised(first.note.body) == normalised(other.note.body)
    edits = _wikitext(document, first, other) or _markdown(document, first, other)
    return Fix("Use the first footnote here too.", edits, safe) if edits else None


def _wikitext(document: Document, first: Reference, other: Reference) -> tuple[Edit, ...]:
    text = document.page.text
    note = other.note
    opening = _OPENING.match(text, first.span.start)
    if opening is None or note is None or first.note is None:
        return ()
    if (
        len(other.markers) != 1
        or other.markers[0].span != note.span
        or not _OPENING.match(text, note.span.start)
    ):
        return ()  # a name that is used elsewhere, or a definition in the list
    name = first.note.name or _new_name(document, first)
    quoted = name.replace('"', "")
    group = f' group="{first.group}"' if first.group else ""
    reuse = Edit(note.span, f'<ref name="{quoted}"{group} />')
    if first.note.name:
        return (reuse,)
    return (Edit(Span(opening.end(), opening.end()), f' name="{quoted}"'), reuse)


def _markdown(document: Document, first: Reference, other: Reference) -> tuple[Edit, ...]:
    text = document.page.text
    used = next((marker.span.of(text) for marker in first.markers), "")
    if other.note is None or not _MARKDOWN_KEY.fullmatch(used) or not other.markers:
        return ()
    if any(not _MARKDOWN_KEY.fullmatch(marker.span.of(text)) for marker in other.markers):
        return ()
    return (
        *(Edit(marker.span, used) for marker in other.markers),
        Edit(other.note.span, ""),
    )


@once
def _names(document: Document) -> frozenset[str | None]:
    return frozenset(note.name for note in document.notes)


def _new_name(document: Document, reference: Reference) -> str:
    link = source_link(reference)
    labels = [label for label in host(link.url).split(".") if label != "www"] if link else []
    stem = labels[0] if labels else "source"
    taken = _names(document)
    names = (f"{stem}-{reference.label}{suffix}" for suffix in ("", *"abcdefgh"))
    return next((name for name in names if name not in taken), f"{stem}-{reference.id}")
