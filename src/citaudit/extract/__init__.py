"""From a parsed document to what it cites and what it states."""

from __future__ import annotations

from citaudit.extract.claims import claims
from citaudit.extract.references import references
from citaudit.model import Citations, Document


def extract(document: Document) -> Citations:
    """The references of a document and its statements, each with what the text alone says of it."""
    if document.expanded is None:
        found = references(document)
    else:
        from citaudit.extract.expanded import brought_back

        found = brought_back(document.expanded, document.blocks)
    return Citations(document, found, claims(document, found))
