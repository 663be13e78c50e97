"""Findings as the report shows them: place, statement, evidence, and what to paste."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from citaudit.model import (
    Block,
    Citations,
    Claim,
    Family,
    Finding,
    Fix,
    Link,
    Reference,
    Related,
    Span,
)
from citaudit.report.html.changes import Change
from citaudit.report.html.excerpts import beginning, excerpt, fix_view
from citaudit.report.html.links import Looks
from citaudit.report.html.spans import Placed, Touching
from citaudit.report.html.view import (
    FindingView,
    FixView,
    Flag,
    LinkView,
    ReferenceView,
    RelatedView,
)
from citaudit.text.lines import Lines

_ID_LENGTH = 12
_FEW = 6


class FindingWriter:
    """Writes up the findings of one page.

    `prefix` makes ids unique in the report. `changes` says of a fingerprint how it differs from an
    earlier report; `taken`, which fills up, holds the ids given out so far in the whole report.
    """

    def __init__(
        self,
        citations: Citations,
        prefix: str,
        looks: Looks,
        references: Mapping[str, ReferenceView],
        changes: Mapping[str, Change],
        taken: set[str],
    ) -> None:
        self.lines = Lines(citations.document.page.text)
        self.citations, self.prefix, self.looks = citations, prefix, looks
        self.references, self.changes, self.taken = references, changes, taken

    def views(self, findings: Sequence[Finding]) -> tuple[FindingView, ...]:
        """The findings, in the order given."""
        fixes = sorted((each.fix for each in findings if each.fix), key=beginning)
        ground = _ground(self.citations, fixes)
        return tuple(self._view(each, ground) for each in findings)

    def _view(self, finding: Finding, ground: _Ground) -> FindingView:
        text = self.citations.document.page.text
        whole = finding.of_page
        statement = None if whole else next(iter(ground.claims.meeting(finding.span)), None)
        references = [] if whole else _concerned(ground, finding, statement)
        shown = [self.references[each.id] for each in references]
        links = () if whole else self._evidence(ground, finding, references)
        change = self.changes.get(finding.fingerprint)
        return FindingView(
            id=self._id(finding),
            code=finding.code,
            name=finding.name,
            severity=finding.severity,
            confidence=finding.confidence,
            state=finding.state,
            change=change,
            message=finding.message,
            reason=finding.reason,
            of_page=whole,
            excerpt=excerpt(text, self.lines, finding.span),
            related=tuple(self._related(each) for each in finding.related[:_FEW]),
            fix=self._fix(ground, finding.fix) if finding.fix else None,
            statement=f"{self.prefix}-{statement.id}" if statement else None,
            references=tuple((each.id, each.label) for each in shown[:_FEW]),
            links=links,
            tokens=_tokens(finding, change, statement, shown, links),
        )

    def _fix(self, ground: _Ground, fix: Fix) -> FixView:
        text = self.citations.document.page.text
        at = beginning(fix)
        wholes = ground.wholes.meeting(Span(at, at))
        return fix_view(fix, text, self.lines, wholes, ground.fixes)

    def _id(self, finding: Finding) -> str:
        """`f-` and the fingerprint: the same finding keeps its address from run to run."""
        stem = f"f-{finding.fingerprint[:_ID_LENGTH]}"
        name, nth = stem, 1
        while name in self.taken:
            nth += 1
            name = f"{stem}-{nth}"
        self.taken.add(name)
        return name

    def _related(self, related: Related) -> RelatedView:
        text = self.citations.document.page.text
        return RelatedView(related.message, excerpt(text, self.lines, related.span))

    def _evidence(
        self, ground: _Ground, finding: Finding, references: Iterable[Reference]
    ) -> tuple[LinkView, ...]:
        """What was seen at the addresses that the finding speaks of."""
        here = ground.links.meeting(finding.span)
        links: Sequence[Link] = here or [link for each in references for link in each.links]
        unique = dict.fromkeys((each.url, each.role) for each in links)
        shown = [self.looks.link(Link(finding.span, url, role)) for url, role in unique]
        return tuple(each for each in shown if each.outcome or each.archives)[:_FEW]


@dataclass(frozen=True, slots=True)
class _Ground:
    """What stands where in a page; `wholes` are the stretches worth pasting as one."""

    claims: Placed[Claim]
    references: Touching[Reference]
    by_id: Mapping[str, Reference]
    links: Touching[Link]
    wholes: Touching[Span]
    fixes: Sequence[Fix]


def _ground(citations: Citations, fixes: Sequence[Fix]) -> _Ground:
    document, references = citations.document, citations.references
    wholes = [
        *(each.span for each in references),
        *(each.span for each in document.notes),
        *(each.span for each in document.templates),
    ]
    places = [
        (span, each)
        for each in references
        for span in (each.span, *(mark.span for mark in each.markers))
    ]
    return _Ground(
        claims=Placed(citations.claims),
        references=Touching(places),
        by_id={each.id: each for each in references},
        links=Touching((each.span, each) for each in document.links),
        wholes=Touching((span, span) for span in wholes),
        fixes=fixes,
    )


def _concerned(ground: _Ground, finding: Finding, statement: Claim | None) -> list[Reference]:
    """References at the finding's place, else those of the statement there."""
    found = {each.id: each for each in ground.references.meeting(finding.span)}
    if not found and statement:
        cited = set(statement.references)
        return [each for key, each in ground.by_id.items() if key in cited]
    return list(found.values())


def by_statement(findings: Sequence[FindingView]) -> dict[str, str]:
    """Ids of the findings on each statement, by its id without the page's prefix."""
    found: dict[str, list[str]] = {}
    for each in findings:
        if each.statement:
            found.setdefault(each.statement.partition("-")[2], []).append(each.id)
    return {statement: " ".join(ids) for statement, ids in found.items()}


def by_block(
    findings: Sequence[tuple[Finding, FindingView]],
    blocks: Sequence[Block],
    claims: Sequence[Claim],
) -> dict[int, tuple[Flag, ...]]:
    """Margin flags by the offset of the block that a finding begins in.

    A finding on a whole statement needs none: the statement is marked itself. Nor does what the
    tool says of the page.
    """
    placed: Placed[Block] = Placed(blocks)
    flags: dict[int, list[Flag]] = {}
    stated = {claim.span for claim in claims}
    for finding, view in findings:
        if finding.span in stated or _of_tool(finding):
            continue
        block = placed.before(finding.span.start)
        if block and finding.span.start < block.span.end:
            flag = Flag(view.id, view.severity, view.code, view.message)
            flags.setdefault(block.span.start, []).append(flag)
    return {start: tuple(each[:_FEW]) for start, each in flags.items()}


def in_order(findings: Sequence[Finding]) -> list[Finding]:
    """By place; what the tool says of the page as a whole comes last."""
    return sorted(findings, key=lambda each: (_of_tool(each), each.span, each.code, each.message))


def _of_tool(finding: Finding) -> bool:
    return finding.family == Family.AUDIT


def _tokens(
    finding: Finding,
    change: Change | None,
    statement: Claim | None,
    references: Sequence[ReferenceView],
    links: Sequence[LinkView],
) -> str:
    """What the search knows of a finding: `key:value` words apart from its text.

    Rule, severity and state are in the code and the classes of its card already, and confidence is
    high where nothing is said.
    """
    told = []
    if finding.confidence != "high":
        told.append(f"confidence:{finding.confidence}")
    if change:
        told.append(f"change:{change}")
    if finding.fix:
        told.append("is:mendable")
    if statement:
        told.append(f"support:{statement.support}")
    for each in references[:_FEW]:
        told += each.tokens.split(" ")
    told += [f"is:{link.standing}" for link in links]
    return " ".join(dict.fromkeys(told))
