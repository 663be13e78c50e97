"""Sub-references: `<ref name="lind" details="p. 9" />` cites a place in the source of another.

Source: https://www.mediawiki.org/wiki/Help:Cite (Sub-referencing), in use since 2025.
"""

from __future__ import annotations

from collections.abc import Sequence

from citaudit.extract.sources import visible
from citaudit.model import Reference
from citaudit.model.records import changed


def detailed(references: Sequence[Reference]) -> list[Reference]:
    """`references`, each sub-reference filled with the source of the one that it details.

    One that details a footnote which nothing defines is undefined like it.
    """
    if not any(each.note and each.note.parent for each in references):
        return list(references)
    by_key = {(each.group, key): each for each in references for key in each.keys[:1]}
    return [_filled(each, by_key) for each in references]


def _filled(reference: Reference, by_key: dict[tuple[str, str], Reference]) -> Reference:
    note = reference.note
    if note is None or note.parent is None:
        return reference
    main = by_key.get((reference.group, note.parent))
    if main is None or main.kind == "undefined":
        return changed(reference, kind="undefined", keys=(note.parent,), cause=None, note=None)
    if reference.links or reference.kind not in ("empty", "other"):
        return reference  # it names a source of its own
    place = visible(note.body).strip()
    return changed(
        reference,
        kind=main.kind,
        title=main.title,
        fields={**main.fields, "at": place},
        links=main.links,
        identifiers=main.identifiers,
        cause=main.cause,
        called_dead=main.called_dead,
        source_key=f"{main.source_key}#{place}" if main.source_key else None,
    )
