"""What one passage of Markdown is read with, and what is seen in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from citaudit.parse.markdown.targets import Target, folded


@dataclass(frozen=True, slots=True)
class Known:
    """What the rest of the page says about its marks.

    `notes` are the labels of footnotes, by themselves and as labels are compared. `numbers` are
    the numbers of a list of notes, `plain` whether `[1]` marks them unescaped; `targets` the
    reference definitions; `cited` the keys of a bibliography in the page.
    """

    notes: Mapping[str, str] = field(default_factory=dict)
    numbers: frozenset[str] = frozenset()
    plain: bool = False
    targets: Mapping[str, Target] = field(default_factory=dict)
    cited: frozenset[str] = frozenset()
    pandoc: bool = False
    script: str = "zh-hans"

    def label(self, written: str) -> str | None:
        """The label of the footnote that a mark means, whatever its case; None for no footnote."""
        return self.notes.get(written) or self.notes.get(folded(written))


@dataclass(slots=True)
class Seen:
    """What one passage holds, in offsets of the passage.

    `pictures` are those that a converter wrote as links, with the parts of their captions.
    """

    parts: list[tuple[int, str]] = field(default_factory=list)
    markers: list[tuple[int, int, str, str]] = field(default_factory=list)
    holes: list[tuple[int, int]] = field(default_factory=list)
    inline_notes: list[tuple[int, int]] = field(default_factory=list)
    links: list[SeenLink] = field(default_factory=list)
    templates: list[tuple[int, int]] = field(default_factory=list)
    unclosed: list[tuple[int, int]] = field(default_factory=list)
    raw: list[tuple[int, int]] = field(default_factory=list)
    pictures: list[tuple[int, int, list[tuple[int, str]]]] = field(default_factory=list)


@dataclass(slots=True)
class SeenLink:
    """A link of any shape: where it stands, where it leads, the words a reader clicks."""

    start: int
    end: int
    url: str
    title: str = ""
    written: str = ""
    text: str | None = None
    bare: bool = False
