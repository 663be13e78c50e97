"""One audited page, ready to print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from citaudit.coverage import counted, coverage
from citaudit.model import Finding, PageReport
from citaudit.report.html.bars import bar, gauge
from citaudit.report.html.changes import Change
from citaudit.report.html.findings import FindingWriter, by_block, by_statement, in_order
from citaudit.report.html.links import Looks, safe_href
from citaudit.report.html.reading import groups
from citaudit.report.html.references import leaning, reference_view
from citaudit.report.html.statements import StatementWriter
from citaudit.report.html.view import Bar, FindingView, Group, PageView, ReferenceView
from citaudit.report.order import fresh
from citaudit.text.shortened import in_one_line

STATES = ("dead", "empty", "undefined", "risk", "unknown", "unchecked", "offline", "alive")
"""Reference states, from what needs work to what needs none."""
SUPPORT_ORDER = ("sourced", "paragraph", "doubtful", "dead", "empty", "requested", "none")
SUPPORT_QUERY = "support:{} -is:lead"
"""Finds the statements that a part of a support bar counts: leads are counted apart."""
_HOLLOW = frozenset(("empty", "undefined", "dead"))
_WEIGHTS = {"error": 5, "warning": 2, "note": 0}


def page_view(
    report: PageReport,
    number: int,
    title: str,
    looks: Looks,
    changes: Mapping[str, Change],
    taken: set[str],
) -> PageView:
    """`report` as page `number` (from 1), called `title`.

    `taken` holds the finding ids given out so far.
    """
    page, prefix = report.page, f"p{number}"
    references = _references(report, prefix, looks)
    findings, text = _findings_and_text(report, prefix, looks, references, changes, taken)
    found, claims = fresh(report), report.citations.claims
    supports: Counter[str] = Counter(each.support for each in counted(claims))
    covered = coverage(claims)
    return PageView(
        id=prefix,
        name=page.id,
        title=title,
        opening=_opening(report),
        href=safe_href(page.url) if page.url else None,
        format=page.format or "",
        language="" if page.language == "und" else page.language,
        origin=page.origin,
        revision=page.revision,
        groups=text,
        references=tuple(references.values()),
        findings=findings,
        support=bar("support", supports, SUPPORT_ORDER, f"page:{prefix} {SUPPORT_QUERY}"),
        states=state_bar(references.values(), f"page:{prefix} is:{{}}"),
        checkable=gauge("checkable", covered.checkable, covered.statements),
        severities=_severities(found),
        hollow=sum(each.state in _HOLLOW for each in references.values()),
        need=sum(_WEIGHTS[each.severity] for each in found),
        leads=len(counted(claims, "lead")),
    )


def _references(report: PageReport, prefix: str, looks: Looks) -> dict[str, ReferenceView]:
    """The page's references by id."""
    lean = leaning(report.citations.claims)
    return {
        each.id: reference_view(
            each, report.page.text, looks, prefix, lean.get(each.id, ()), bool(each.markers)
        )
        for each in report.citations.references
    }


def _findings_and_text(
    report: PageReport,
    prefix: str,
    looks: Looks,
    references: Mapping[str, ReferenceView],
    changes: Mapping[str, Change],
    taken: set[str],
) -> tuple[tuple[FindingView, ...], tuple[Group, ...]]:
    """The findings, and the text that points at them."""
    citations = report.citations
    ordered = in_order(report.findings)
    writer = FindingWriter(citations, prefix, looks, references, changes, taken)
    findings = writer.views(ordered)
    states = {key: each.state for key, each in references.items()}
    pairs = list(zip(ordered, findings, strict=True))
    flags = by_block(pairs, citations.document.blocks, citations.claims)
    statements = StatementWriter(prefix, states, by_statement(findings))
    return findings, groups(citations, statements, writer.lines, flags)


def state_bar(references: Iterable[ReferenceView], query: str) -> Bar:
    """References by what a reader who follows them meets."""
    return bar("references", Counter(each.state for each in references), STATES, query)


def _severities(findings: list[Finding]) -> tuple[int, int, int]:
    """How many errors, warnings and notes."""
    counted = Counter(str(each.severity) for each in findings)
    return counted["error"], counted["warning"], counted["note"]


def _opening(report: PageReport) -> str:
    """The first words of the text, for names that say nothing."""
    for block in report.citations.document.blocks:
        if block.kind == "paragraph" and block.role is None and block.text.text.strip():
            return in_one_line(block.text.text, 90)
    return ""
