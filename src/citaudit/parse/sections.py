"""The kind of a section by its heading, and the role it gives the blocks under it."""

from collections.abc import Sequence

from citaudit.text.sections import kind

__all__ = ["kind", "role"]

_ROLES = {
    "references": "reference-list",
    "notes": "reference-list",
    "bibliography": "reference-list",
    "external-links": "external-links",
    "see-also": "navigation",
}


def role(path: Sequence[str]) -> str | None:
    """The role of blocks under these headings: of the innermost heading that names a kind."""
    found = next((named for heading in reversed(path) if (named := kind(heading))), None)
    return _ROLES[found] if found else None
