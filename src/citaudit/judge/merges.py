"""The edit that makes two footnotes for one source into one, used twice."""

from __future__ import annotations

import re

from citaudit.judge.contents import contents
from citaudit.judge.fingerprints import normalised
from citaudit.judge.links import source_link
from citaudit.judge.once import once
from citaudit.model import Document, Edit, Fix, Reference, Span
from citaudit.urls.address import host

_OPENING = re.compile(r"<ref(?=[\s>])", re.IGNORECASE)
_MARKDOWN_KEY = re.compile(r"\[\^[^\]\s]+\]")


def merged(document: Document, first: Reference, other: Reference) -> Fix | None:
    """One footnote where `first` and `other` stood; None where something would be lost by it.

    None also where the markup offers no way or more than one. What stays is the fuller of the two;
    where that is `other`, its text moves to the place of `first`. Safe only where both say the
    same, word for word.
    """
    if first.note is None or other.note is None or first.group != other.group:
        return None
    safe = normalised(first.note.body) == normalised(other.note.body)
    body = first.note.body if safe else _fuller(first, other)
    if body is None:
        return None
    edits = _wikitext(document, first, other) or _markdown(document, first, other)
    if not edits:
        return None
    if body == first.note.body:
        return Fix("Use the first footnote here too.", edits, safe)
    moved = Edit(first.note.body_span, body)
    edits = tuple(sorted((*edits, moved), key=lambda edit: edit.span))
    return Fix("Put this text into the first footnote, and use that here too.", edits, safe=False)


def _fuller(first: Reference, other: Reference) -> str | None:
    """The text of the one that says all the other says; None where each says something more.

    A remark ("but the mayor denied it") belongs to its own statement and does not move.
    """
    assert first.note is not None and other.note is not None  # noqa: S101, PT018 - asked before
    here, there = contents(first), contents(other)
    if here.holds(there):
        return first.note.body
    described = first.kind == "bare" or there.remark <= here.remark
    return other.note.body if there.holds(here) and described else None


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
