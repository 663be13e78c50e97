"""The kind of a section by its heading, and the role it gives the blocks under it."""

from collections.abc import Mapping, Sequence

from citaudit.model import BlockRole
from citaudit.text.sections import SectionKind, kind, kind_of_path

__all__ = ["SectionPath", "kind", "kind_of_path", "role"]

_ROLES: Mapping[SectionKind, BlockRole] = {
    "references": "reference-list",
    "notes": "reference-list",
    "bibliography": "reference-list",
    "external-links": "external-links",
    "see-also": "see-also",
}


class SectionPath:
    """The headings that stand above a place, while a page is read from top to bottom."""

    __slots__ = ("_headings", "path")

    def __init__(self) -> None:
        self._headings: list[tuple[int, str]] = []
        self.path: tuple[str, ...] = ()

    def leave(self, level: int) -> None:
        """A heading of this level begins: those of the same level or a deeper one are over."""
        while self._headings and self._headings[-1][0] >= level:
            self._headings.pop()
        self.path = tuple(title for _, title in self._headings)

    def enter(self, level: int, title: str) -> None:
        """What follows stands below this heading."""
        self._headings.append((level, title))
        self.path = (*self.path, title)


def role(path: Sequence[str]) -> BlockRole | None:
    """The role of blocks under these headings: of the innermost heading that names a kind."""
    found = kind_of_path(path)
    return _ROLES[found] if found else None
