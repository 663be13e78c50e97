"""The kind of a section by its heading, and the role it gives the blocks under it."""

from collections.abc import Sequence

from citaudit.text.sections import kind, kind_of_path

__all__ = ["kind", "role"]

_ROLES = {
    "references": "reference-list",
    "notes": "reference-list",
    "bibliography": "reference-list",
    "external-links": "external-links",
    "see-also": "see-also",
}


def role(path: Sequence[str]) -> str | None:
    """The role of blocks under these headings: of the innermost heading that names a kind."""
    found = kind_of_path(path)
    return _ROLES[found] if found else None
