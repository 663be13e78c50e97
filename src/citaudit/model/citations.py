"""References and statements: what a document cites, and for what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Literal

from citaudit.model.document import BlockKind, Document, Link, Marker, Note, Span, Template
from citaudit.model.evidence import Evidence, Standing
from citaudit.model.records import listed, record

ReferenceForm = Literal["footnote", "citation", "link"]
ReferenceKind = Literal["web", "news", "book", "journal", "bare", "empty", "undefined", "other"]
DateRole = Literal["published", "accessed", "archived"]
EmptyCause = Literal["lost-in-conversion", "blank"]
Scope = Literal["sentence", "paragraph"]
SourceState = Literal["stands", "doubtful", "dead", "empty"]
Placement = Literal["inside", "before-period", "after-period"]
Scheme = Literal[
    "doi", "isbn", "issn", "arxiv", "pmid", "pmc", "csbn", "oclc", "jstor", "lccn", "bibcode",
    "s2cid", "ssrn", "osti", "ol", "rfc", "asin", "hdl", "mr", "zbl", "jfm", "cn", "citeseerx",
]  # fmt: skip
Trait = Literal[
    "number", "date", "money", "percentage", "quotation", "superlative", "attribution", "hedge",
    "vague", "comparison", "living-person", "partly",
]  # fmt: skip
Lack = Literal["work", "anchor", "one"]


class Support(StrEnum):
    """What stands behind a statement, once its references have been weighed."""

    NONE = "none"  # no reference covers it
    REQUESTED = "requested"  # the text itself asks for a source
    EMPTY = "empty"  # every reference is empty or undefined
    DEAD = "dead"  # every source is dead, and so is every copy that is named
    DOUBTFUL = "doubtful"  # no source is better than suspect
    PARAGRAPH = "paragraph"  # a source that stands, from later in the paragraph
    SOURCED = "sourced"  # a source of its own that stands, as far as anyone looked
    EXEMPT = "exempt"  # needs no source; `Claim.reason` says why

    @property
    def stands(self) -> bool:
        """Whether a reader can check the statement at a source, as far as anyone looked."""
        return self in (Support.SOURCED, Support.PARAGRAPH)

    @classmethod
    def of(cls, scope: Scope | None, states: Iterable[SourceState]) -> Support:
        """The support of a statement by how it is covered and the states of what covers it.

        One source that stands is enough. Empty references count only where there is nothing else;
        of the rest, one that is merely in doubt keeps the statement from being called dead.
        """
        if scope is None:
            return cls.NONE
        seen = set(states)
        if "stands" in seen:
            return cls.SOURCED if scope == "sentence" else cls.PARAGRAPH
        if "doubtful" in seen:
            return cls.DOUBTFUL
        return cls.DEAD if "dead" in seen else cls.EMPTY


@record
@dataclass(frozen=True, slots=True)
class Identifier:
    """A DOI, an ISBN, or what else names a source in a scheme of its own.

    `problem` says why it fails its own check; None where it passes.
    """

    scheme: Scheme
    value: str
    span: Span
    problem: str | None = None


@record
@dataclass(frozen=True, slots=True)
class CitedDate:
    """A date in a citation: the first and last day that it can mean, or what is wrong with it."""

    role: DateRole
    as_written: str
    span: Span
    earliest: date | None = None
    latest: date | None = None
    problem: str | None = None


@record
@dataclass(frozen=True, slots=True)
class Unanswered:
    """A short citation that the full citations of the page do not answer as they should.

    It lacks a `work`: none is by that author and of that year. Or an `anchor`: there is such a
    work, but nothing has the id that the short citation links to. Or it does not name `one` work,
    but several that share an anchor. `words` are what it names (`Smith 2008`), `anchor` the id that
    it links to, empty where it is no link. `near` are the places of the full citations that it may
    mean, `near_words` is how the first of them would be cited.
    """

    lacks: Lack
    span: Span
    words: str
    anchor: str = ""
    near: tuple[Span, ...] = ()
    near_words: str = ""


@record
@dataclass(frozen=True, slots=True)
class DeadMark:
    """A link that the page itself calls dead: by a template beside it, or by the citation's status.

    `span` is where it says so, `since` the date of the template as written; None without one.
    """

    link: Link
    span: Span
    since: str | None = None
    by_status: bool = False


@record
@dataclass(frozen=True, slots=True)
class Reference:
    """One source as the page gives it.

    `id` is unique in the page; `label` is what a reader sees of the marker (`1`, `a`, `note 1`),
    empty where there is none. `span` is the definition, or the first marker where nothing defines
    it. `form`: a footnote, a full citation in a bibliography, or a link in the prose, be it to
    the source itself or, as a short citation, to the full one. `keys` are
    the names by which markers call it, `group` that of its footnotes. `title` is the source's, None
    where none is given; `fields` are canonical CS1 names. `cause` says how an empty reference came
    to be so, None where it is not empty. `note` is the footnote that it was read from, None where
    it is of another form or undefined. `source_key` is equal for two references to one source, None
    if unknown. `works`: where a footnote cites several works by templates of their own, each of
    them as a reference of its own; empty where there is one. A short citation has what its full
    citation says; `unanswered` are those in it that lack one. `called_dead`: its links that the
    page calls dead.
    """

    id: str
    label: str
    span: Span
    form: ReferenceForm
    kind: ReferenceKind
    keys: tuple[str, ...] = ()
    group: str = ""
    title: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    links: tuple[Link, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    dates: tuple[CitedDate, ...] = ()
    templates: tuple[Template, ...] = ()
    markers: tuple[Marker, ...] = ()
    cause: EmptyCause | None = None
    note: Note | None = None
    source_key: str | None = None
    works: tuple[Reference, ...] = ()
    unanswered: tuple[Unanswered, ...] = ()
    called_dead: tuple[DeadMark, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing is left in it for a reader to look up."""
        return self.kind == "empty"

    @property
    def is_sub_reference(self) -> bool:
        """Whether it only names a place in the source of another reference."""
        return self.note is not None and self.note.parent is not None

    @property
    def state(self) -> SourceState:
        """What is left of it for a reader, as far as the text tells.

        In doubt is one whose every link the page calls dead, where it names no copy of any and no
        identifier by which the source can be found elsewhere.
        """
        if self.kind in ("empty", "undefined"):
            return "empty"
        if not self.called_dead or self.identifiers:
            return "stands"
        if any(work.state == "stands" for work in self.works):
            return "stands"
        called = {mark.link.span for mark in self.called_dead}
        return "doubtful" if all(link.span in called for link in self.links) else "stands"

    def state_in(self, evidence: Evidence) -> SourceState:
        """What is left of it for a reader, by what was seen of its links.

        A source without links (a book) stands, and so does a link that nobody looked at, unless the
        page itself calls it dead. A dead one stands while the reference names an archive copy that
        is not dead itself; a copy that only an archive knows of helps no reader of the page.
        """
        if self.state == "empty" or not self.links:
            return self.state
        seen = {evidence.standing(link.url) for link in self.links}
        if seen == {Standing.DEAD}:
            return "dead"
        if all(each.bad for each in seen):
            return "doubtful"
        return "stands" if seen & {Standing.ALIVE, Standing.MOVED} else self.state


@listed
@record
@dataclass(frozen=True, slots=True)
class Claim:
    """One statement: the unit of the audit.

    `references` holds ids. `scope` says how they come to cover the statement, `support` what they
    are worth, `reason` why it is exempt. `traits` are what makes it ask for a source
    (docs/statements.md). `lead`: it stands before the first heading, where sources may be left to
    the body. `covered` is the part that a marker in mid-sentence covers. `placement` is where the
    covering marker stands: in Chinese, one before the stop covers its sentence, and one after the
    stop that ends a paragraph covers the paragraph.
    """

    id: str
    span: Span
    text: str
    section: tuple[str, ...]
    block: BlockKind
    support: Support
    references: tuple[str, ...] = ()
    scope: Scope | None = None
    traits: tuple[Trait, ...] = ()
    lead: bool = False
    covered: Span | None = None
    reason: str | None = None
    placement: Placement | None = None


@record
@dataclass(frozen=True, slots=True)
class Citations:
    """A document with its references and its statements."""

    document: Document
    references: tuple[Reference, ...] = ()
    claims: tuple[Claim, ...] = ()

    def reference(self, reference_id: str) -> Reference:
        """The reference with that id; KeyError where there is none."""
        for reference in self.references:
            if reference.id == reference_id:
                return reference
        raise KeyError(reference_id)
