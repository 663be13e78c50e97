"""What a footnote is called on the page: the author's name for it, not the key that tells it."""

from __future__ import annotations

import re

from citaudit.judge.once import once
from citaudit.model import Case, Reference, Span

_RENDERED = re.compile(r"cite_note-(.+?)-\d+\Z", re.DOTALL)  # the id that Cite gives a named one
_AGAIN = re.compile(r"(.+) #\d+\Z", re.DOTALL)


def footnote_name(case: Case, reference: Reference) -> str | None:
    """The name of a footnote; None where it has none.

    One that is used and defined nowhere has only the key of its markers. That is the name itself in
    wikitext, made unique where a list has printed another footnote of that name before.
    """
    if reference.note is not None:
        return reference.note.name
    key = next(iter(reference.keys), None)
    if key is None:
        return None
    if rendered := _RENDERED.fullmatch(key):
        return rendered[1]
    again = _AGAIN.fullmatch(key)
    return again[1] if again and (reference.group, again[1]) in _keys(case) else key


def name_at(case: Case, place: Span) -> str | None:
    """The name of the footnote whose marker stands at `place`."""
    for reference in case.citations.references:
        if any(marker.span == place for marker in reference.markers):
            return footnote_name(case, reference)
    return None


@once
def _keys(case: Case) -> frozenset[tuple[str, str]]:
    return frozenset((r.group, key) for r in case.citations.references for key in r.keys)
