"""Whether anything is given by which a source can be found."""

from __future__ import annotations

from citaudit.judge.same_source import PLACES
from citaudit.judge.templates import needs_title
from citaudit.model import Reference

# What one can look up in a library or a catalogue without an address.
_FINDABLE = frozenset(
    (*PLACES, "publisher", "work", "journal", "newspaper", "magazine", "website", "periodical")
) | {"encyclopedia", "series", "agency", "institution", "conference", "id", "volume", "location"}
_BY = frozenset({"author", "authors", "last", "first", "editor", "editor-last", "vauthors"})


def unlocatable(work: Reference) -> bool:
    """Whether a work cited by a template names nothing that leads to it."""
    if work.kind in ("empty", "undefined") or work.form == "link":
        return False
    if work.links or work.identifiers or not any(map(needs_title, work.templates)):
        return False
    names = {name.rstrip("0123456789") for name, value in work.fields.items() if value.strip()}
    return not (names & _FINDABLE or (names & _BY and names & {"date", "year"}))
