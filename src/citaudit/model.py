"""Every type that crosses a stage: frozen, slotted, plain data.

The one coordinate is a `Span` of code points in `Page.text`. Stages read these types and build
new ones; nothing is changed in place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Literal

from citaudit.text.mapped import MappedText

Format = Literal["wikitext", "markdown", "html"]
BlockKind = Literal["heading", "paragraph", "item", "cell", "caption", "quote", "field"]
LinkRole = Literal["source", "archive", "identifier"]
ReferenceForm = Literal["footnote", "citation", "link"]
ReferenceKind = Literal["web", "news", "book", "journal", "bare", "empty", "undefined", "other"]
DateRole = Literal["published", "accessed", "archived"]
EmptyCause = Literal["lost-in-conversion", "blank"]
Scope = Literal["sentence", "paragraph"]
FindingState = Literal["new", "known", "ignored"]


class Severity(StrEnum):
    """How bad a finding is."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Confidence(StrEnum):
    """How sure we are of a finding; never mixed with its severity."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Need(StrEnum):
    """What a rule must be given before it can speak."""

    TEXT = "text"
    LOOKS = "looks"
    ARCHIVES = "archives"


class Support(StrEnum):
    """What stands behind a statement, once its references have been weighed."""

    NONE = "none"
    REQUESTED = "requested"
    EMPTY = "empty"
    DEAD = "dead"
    DOUBTFUL = "doubtful"
    PARAGRAPH = "paragraph"
    SOURCED = "sourced"
    EXEMPT = "exempt"


class Outcome(StrEnum):
    """What one look at one address met."""

    ALIVE = "alive"
    MOVED = "moved"
    SOFT_404 = "soft_404"
    GONE = "gone"
    VANISHED = "vanished"
    BROKEN = "broken"
    UNREACHABLE = "unreachable"
    TIMEOUT = "timeout"
    BLOCKED = "blocked"
    REFUSED = "refused"
    SKIPPED = "skipped"


class Standing(StrEnum):
    """What all the looks at one address add up to."""

    ALIVE = "alive"
    MOVED = "moved"
    DEAD = "dead"
    SUSPECT = "suspect"
    UNKNOWN = "unknown"
    UNCHECKED = "unchecked"


class ProblemKind(StrEnum):
    """What a parser saw that is not as it should be."""

    UNREADABLE = "unreadable"  # left out of the audit: TOOL001
    UNCLOSED_REFERENCE = "unclosed-reference"  # REF011
    LEFTOVER_MARKUP = "leftover-markup"  # REF016
    PRINTED_ERROR = "printed-error"  # a Cite or CS1 error printed in the page: REF015
    CITE_ERROR = "cite-error"  # an error that MediaWiki's Cite would print: REF0xx by `id`


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open stretch of `Page.text`, in code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words the span names in `text`."""
        return text[self.start : self.end]

    def holds(self, other: Span) -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Page:
    """One text to audit. `format` is None until `parse` has told it from the content."""

    id: str
    text: str
    format: Format | None = None
    language: str = "und"
    origin: Literal["pandoc"] | None = None
    url: str | None = None
    revision: str | None = None


@dataclass(frozen=True, slots=True)
class Unread:
    """A target that could not be read, with the reason in words and the remedy."""

    id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Block:
    """One stretch of prose that footnote scope never leaves.

    `text` is the clean prose: markers, comments and markup taken out, mapped back to the page.
    `section` is the path of headings above it. `level` is a heading's depth, else 0.
    `role` names a block that holds no statements (`reference-list`, `navigation`, `hatnote`…).
    """

    span: Span
    kind: BlockKind
    section: tuple[str, ...]
    text: MappedText
    level: int = 0
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Marker:
    """The `[1]` in the prose, or the whole `<ref>…</ref>` where the note stands in the text."""

    span: Span
    key: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One parameter of a template as written; `span` is its value, `name_span` its name."""

    name: str
    value: str
    span: Span
    name_span: Span


@dataclass(frozen=True, slots=True)
class Template:
    """A template call as written: `name` as the author spelt it, white space folded."""

    span: Span
    name: str
    fields: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """A definition as written: `key` and `group` join it to its markers.

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


@dataclass(frozen=True, slots=True)
class Link:
    """An outside address in the page. `text` is the words a reader clicks, None for a bare one."""

    span: Span
    url: str
    role: LinkRole = "source"
    as_written: str = ""
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """A place where the text itself asks for a source; `since` is its date as written."""

    span: Span
    name: str
    since: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a parser could not read or saw broken, at its place."""

    kind: ProblemKind
    span: Span
    message: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class ReferenceList:
    """A place that prints the notes of `group` (`<references/>`, `{{reflist}}`, a list)."""

    span: Span
    group: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One page in the neutral form every later stage is written for, in order of place."""

    page: Page
    blocks: tuple[Block, ...] = ()
    markers: tuple[Marker, ...] = ()
    notes: tuple[Note, ...] = ()
    links: tuple[Link, ...] = ()
    templates: tuple[Template, ...] = ()
    requests: tuple[Request, ...] = ()
    lists: tuple[ReferenceList, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def printed_errors(self) -> tuple[str, ...]:
        """Ids of the Cite and CS1 errors printed in the page, by help anchor."""
        return tuple(p.id for p in self.problems if p.kind is ProblemKind.PRINTED_ERROR)


@dataclass(frozen=True, slots=True)
class Identifier:
    """A DOI, ISBN, ISSN, PMID, arXiv id or CSBN; `problem` says why it fails its own check."""

    scheme: str
    value: str
    span: Span
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class CitedDate:
    """A date in a citation: the first and last day it can mean, or the problem with it."""

    role: DateRole
    as_written: str
    span: Span
    earliest: date | None = None
    latest: date | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """One source as the page gives it.

    `form`: a footnote, a full citation in a bibliography, or a link in the prose. `fields` are
    canonical CS1 names. `source_key` is equal for two references to one source, None if unknown.
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

    @property
    def empty(self) -> bool:
        """Whether nothing is left in it for a reader to look up."""
        return self.kind == "empty"


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement: the unit of the audit.

    `scope` says how `references` (ids) come to cover it, `support` what they are worth, `reason`
    why it is exempt. `covered` is the part a marker in mid-sentence vouches for.
    """

    id: str
    span: Span
    text: str
    section: tuple[str, ...]
    block: BlockKind
    support: Support
    references: tuple[str, ...] = ()
    scope: Scope | None = None
    traits: tuple[str, ...] = ()
    lead: bool = False
    covered: Span | None = None
    reason: str | None = None


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


@dataclass(frozen=True, slots=True)
class Look:
    """One observation of one address, never overwritten. `at` is seconds since 1970, UTC."""

    url: str
    at: float
    outcome: Outcome
    status: int | None = None
    final_url: str | None = None
    hops: tuple[str, ...] = ()
    title: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the looks at one address add up to, and the look that decided.

    `first_dead` is when the present run of hard evidence began (seconds since 1970), `seen` how
    many looks it holds.
    """

    standing: Standing
    confidence: Confidence = Confidence.HIGH
    look: Look | None = None
    first_dead: float | None = None
    seen: int = 0


@dataclass(frozen=True, slots=True)
class Snapshot:
    """An archive copy of `url`; `taken` is a 14-digit UTC stamp, None where it is hidden."""

    url: str
    archive_url: str
    taken: str | None
    status: int | None
    service: str


@dataclass(frozen=True, slots=True)
class ArchiveAnswer:
    """What the archives said of one address. `could-not-ask` is never `none`."""

    state: Literal["found", "none", "could-not-ask"]
    snapshots: tuple[Snapshot, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that was seen outside the pages. Empty on an offline run.

    `verdicts` and `archives` are by address; `skipped` says of each address not looked at why;
    `no_network` is the one message to show where nothing could be reached at all.
    """

    verdicts: Mapping[str, Verdict] = field(default_factory=dict)
    archives: Mapping[str, ArchiveAnswer] = field(default_factory=dict)
    skipped: Mapping[str, str] = field(default_factory=dict)
    no_network: str | None = None

    def standing(self, url: str) -> Standing:
        """The standing of an address; `unchecked` where nobody looked."""
        verdict = self.verdicts.get(url)
        return verdict.standing if verdict else Standing.UNCHECKED


@dataclass(frozen=True, slots=True)
class Case:
    """All that a rule ever sees. `today` is the audit's date, for dates in the future."""

    citations: Citations
    evidence: Evidence
    today: date

    @property
    def document(self) -> Document:
        return self.citations.document


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that a finding speaks of, in the same page."""

    span: Span
    message: str


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace `span` by `text`; an empty span inserts."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """What would mend a finding; `safe` where no judgement is needed."""

    description: str
    edits: tuple[Edit, ...]
    safe: bool = True


@dataclass(frozen=True, slots=True)
class Hit:
    """What a rule yields; the registry makes it a `Finding`. None keeps the rule's own dials."""

    span: Span
    message: str
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    severity: Severity | None = None
    confidence: Confidence | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One idea, one code. `doc` is the manual page in Markdown (why, bad, good, what to do)."""

    code: str
    name: str
    severity: Severity
    confidence: Confidence
    needs: frozenset[Need]
    check: Callable[[Case], Iterator[Hit]]
    doc: str
    summary: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong at one place. `fingerprint` survives edits elsewhere in the page."""

    code: str
    name: str
    span: Span
    message: str
    severity: Severity
    confidence: Confidence
    fingerprint: str
    state: FindingState = "new"
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class PageReport:
    """One audited page. `counts` are the figures of the JSON contract."""

    citations: Citations
    findings: tuple[Finding, ...]
    counts: Mapping[str, Any]

    @property
    def page(self) -> Page:
        return self.citations.document.page


@dataclass(frozen=True, slots=True)
class Report:
    """One run. `looked` is when links were looked at (ISO 8601, UTC), None for an offline run."""

    pages: tuple[PageReport, ...]
    evidence: Evidence
    rules_run: tuple[str, ...]
    rules_skipped: Mapping[str, str]
    counts: Mapping[str, Any]
    unread: tuple[Unread, ...] = ()
    looked: str | None = None
