"""What a parser makes of a page: the neutral `Document` and its parts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Literal, NamedTuple

from citaudit.model.mapped import MappedText
from citaudit.model.page import Page
from citaudit.model.records import flat, listed, record
from citaudit.model.replaced import Replaced

BlockKind = Literal["heading", "paragraph", "item", "cell", "caption", "quote", "field"]
BlockRole = Literal[
    "reference-list", "external-links", "see-also", "navigation", "hatnote", "header"
]
LinkRole = Literal["source", "archive", "identifier"]

HARD_BREAK: Final = "\u2028"
"""Stands in the text of a block for a line break that the author asked for (`<br>`)."""

ESCAPED: Final = "escaped-markup"
"""The id of the problem of a page whose markup is escaped: none of its text is prose."""


class ProblemKind(StrEnum):
    """What a parser found wrong, or could not read."""

    UNREADABLE = "unreadable"  # left out of the audit: TOOL001
    UNCLOSED_REFERENCE = "unclosed-reference"  # REF011
    LEFTOVER_MARKUP = "leftover-markup"  # REF016
    PRINTED_ERROR = "printed-error"  # a Cite or CS1 error printed in the page: REF015
    CITE_ERROR = "cite-error"  # an error that MediaWiki's Cite would print: REF0xx by `id`
    HIDDEN = "hidden"  # what templates that are not known here may hide: TOOL004


@flat
class Span(NamedTuple):
    """Half-open stretch of `Page.text`, in code points.

    A tuple, since a page has tens of thousands of them, which are made, hashed and sorted.
    """

    start: int
    end: int

    def __reduce__(self) -> tuple[type[Span], tuple[int, int]]:
        """Its two numbers: what named tuples do by themselves takes a fifth longer."""
        return Span, (self[0], self[1])

    def of(self, text: str) -> str:
        """The words the span names in `text`."""
        return text[self.start : self.end]

    def holds(self, other: Span) -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: Span) -> bool:
        """Whether both share a character, or one is empty and lies in or at the other."""
        if self.start == self.end or other.start == other.end:
            return self.start <= other.end and other.start <= self.end
        return self.start < other.end and other.start < self.end


@listed
@record
@dataclass(frozen=True, slots=True)
class Block:
    """One stretch of prose; the scope of a footnote never reaches beyond it.

    `text` is the prose without markers, comments and markup, mapped back to the page.
    `section` is the path of headings above it. `level` is a heading's depth, else 0.
    `role` is that of a block that holds no statements; None for prose.
    """

    span: Span
    kind: BlockKind
    section: tuple[str, ...]
    text: MappedText
    level: int = 0
    role: BlockRole | None = None


@record
@dataclass(frozen=True, slots=True)
class Marker:
    """The `[1]` in the prose, or the whole `<ref>…</ref>` where the note stands in the text."""

    span: Span
    key: str
    group: str = ""


@listed
@record
@dataclass(frozen=True, slots=True)
class Field:
    """One parameter of a template as written; `span` is its value, `name_span` its name."""

    name: str
    value: str
    span: Span
    name_span: Span


@record
@dataclass(frozen=True, slots=True)
class Template:
    """A template call as written: `name` as the author spelt it, white space folded."""

    span: Span
    name: str
    fields: tuple[Field, ...] = ()


@record
@dataclass(frozen=True, slots=True)
class Note:
    """A definition as written: `key` and `group` join it to its markers.

    `body` is raw; `text` is what a reader sees of it, where the format shows that (Markdown, HTML).
    `name` is the author's own name for it, None where the footnote has none. `parent` is the key
    of the reference that a sub-reference details.
    """

    span: Span
    key: str
    body: str
    body_span: Span
    group: str = ""
    name: str | None = None
    parent: str | None = None
    templates: tuple[Template, ...] = ()
    text: MappedText | None = None


@record
@dataclass(frozen=True, slots=True)
class Link:
    """An outside address in the page. `text` is the words a reader clicks, None for a bare one."""

    span: Span
    url: str
    role: LinkRole = "source"
    as_written: str = ""
    text: str | None = None


@record
@dataclass(frozen=True, slots=True)
class Request:
    """A place where the text itself asks for a source; `since` is its date as written.

    `of_part`: a notice asks for more sources in the whole page or section.
    """

    span: Span
    name: str
    since: str | None = None
    of_part: bool = False


@record
@dataclass(frozen=True, slots=True)
class Problem:
    """Something a parser could not read or saw broken, at its place.

    `id` names a citation error: for one that Cite would print the key of its message without
    `cite_error_`; for one that stands printed in the page the anchor of its help (CS1), or the
    whole key (Cite).
    """

    kind: ProblemKind
    span: Span
    message: str
    id: str = ""


@record
@dataclass(frozen=True, slots=True)
class ReferenceList:
    """A place that prints the notes of `group` (`<references/>`, `{{reflist}}`, a list)."""

    span: Span
    group: str = ""


@record
@dataclass(frozen=True, slots=True)
class Expanded:
    """The document of a page with its templates expanded, and the way back to the page."""

    document: Document
    place: Replaced

    def span(self, span: Span) -> Span:
        """Where in the page a stretch of the expanded text stands."""
        return Span(*self.place.to_page(*span))

    @property
    def calls(self) -> frozenset[Span]:
        """The template calls that were expanded, by their place in the page."""
        return frozenset(
            Span(piece.page_start, piece.page_end) for piece in self.place.pieces if not piece.exact
        )


@record
@dataclass(frozen=True, slots=True)
class Document:
    """One page in the neutral form that every later stage reads, in order of place.

    `vouched` are blocks whose sources stand elsewhere (an infobox's `population_footnotes`): the
    place of each, and that of its footnotes. `expanded` is set where a wiki has expanded the page's
    templates: what they hid is in `markers`, `notes`, `links`, `lists` and `problems`, at the calls
    it comes from.
    """

    page: Page
    blocks: tuple[Block, ...] = ()
    markers: tuple[Marker, ...] = ()
    notes: tuple[Note, ...] = ()
    links: tuple[Link, ...] = ()
    templates: tuple[Template, ...] = ()
    requests: tuple[Request, ...] = ()
    lists: tuple[ReferenceList, ...] = ()
    problems: tuple[Problem, ...] = ()
    vouched: tuple[tuple[Span, Span], ...] = ()
    expanded: Expanded | None = None

    @property
    def cut(self) -> bool:
        """Whether the end of the page was left out: what is missing may stand there."""
        end = len(self.page.text)
        return any(
            problem.kind is ProblemKind.UNREADABLE and problem.span.start < problem.span.end == end
            for problem in self.problems
        )

    @property
    def printed_errors(self) -> tuple[str, ...]:
        """Ids of the Cite and CS1 errors printed in the page, by help anchor."""
        return tuple(p.id for p in self.problems if p.kind is ProblemKind.PRINTED_ERROR)
