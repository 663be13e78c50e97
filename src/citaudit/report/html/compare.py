"""What changed since an earlier JSON report: new, mended, worse, and where the figures go."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from citaudit.coverage import percent, total_coverage
from citaudit.model import PageReport, Report, Severity
from citaudit.report.html.changes import Change, Comparison, Delta, Gone, Worse
from citaudit.report.plain import cited_links
from citaudit.text.shortened import in_one_line

_RANKS = {str(each): each.rank for each in Severity}
_SUPPORTS = ("requested", "none", "empty", "dead", "doubtful", "paragraph", "sourced")
_SOUND = frozenset(("alive", "moved"))
_LISTED = 200


def changes_of(pages: Iterable[PageReport], earlier: Mapping[str, Any] | None) -> dict[str, Change]:
    """`new` or `worse` by fingerprint; a finding worsens where its severity rises."""
    if earlier is None:
        return {}
    then = {each["fingerprint"]: each.get("severity", "") for _, each in _findings(earlier)}
    changes: dict[str, Change] = {}
    for page in pages:
        for finding in page.findings:
            if finding.fingerprint not in then:
                changes[finding.fingerprint] = "new"
            elif finding.severity.rank < _RANKS.get(then[finding.fingerprint], 0):
                changes[finding.fingerprint] = "worse"
    return changes


def comparison(report: Report, earlier: Mapping[str, Any]) -> Comparison:
    """Now against then. Pages that only one of the two runs audited are left out of `mended`."""
    now = {each.fingerprint for page in report.pages for each in page.findings}
    audited = {page.page.id for page in report.pages}
    changes = changes_of(report.pages, earlier)
    mended = [
        Gone(str(each["code"]), page, str(each["message"]))
        for page, each in _findings(earlier)
        if each.get("state", "new") == "new" and each["fingerprint"] not in now and page in audited
    ]
    counted = {
        each.fingerprint for page in report.pages for each in page.findings if each.state == "new"
    }
    worse = tuple(_worse(report, earlier))
    return Comparison(
        looked=earlier.get("looked"),
        new=sum(change == "new" and print_ in counted for print_, change in changes.items()),
        mended_count=len(mended),
        mended=tuple(mended[:_LISTED]),
        worse_count=len(worse),
        worse=worse[:_LISTED],
        deltas=tuple(_deltas(report, earlier)),
    )


def _findings(earlier: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for page in earlier.get("pages", ()):
        for finding in page.get("findings", ()):
            yield str(page.get("id", "")), finding


def _worse(report: Report, earlier: Mapping[str, Any]) -> Iterator[Worse]:
    """Links that no longer answer, then statements that lost support."""
    then = {each["url"]: each.get("standing", "") for each in earlier.get("links", ())}
    seen = {link.url for page in report.pages for link in cited_links(page.citations)}
    for url in sorted(seen):
        standing = report.evidence.standing(url)
        if standing.bad and then.get(url) in _SOUND:
            yield Worse("link", url, str(then[url]), standing, "")
    before = {
        (page.get("id"), claim["text"]): claim.get("support", "")
        for page in earlier.get("pages", ())
        for claim in page.get("claims", ())
    }
    for page in report.pages:
        for claim in page.citations.claims:
            was = before.get((page.page.id, claim.text))
            now = str(claim.support)
            if was in _SUPPORTS and now in _SUPPORTS and _drops(was, now):
                yield Worse("statement", in_one_line(claim.text, 120), was, now, page.page.id)


def _drops(was: str, now: str) -> bool:
    return _SUPPORTS.index(now) < _SUPPORTS.index(was)


def _deltas(report: Report, earlier: Mapping[str, Any]) -> Iterator[Delta]:
    """The figures that a reader follows from run to run; shares in per cent."""
    covered = total_coverage(report.pages)
    then = earlier.get("counts", {}).get("coverage", {})
    for key, now in (
        ("checkable", covered.checkable),
        ("strict", covered.strict),
        ("with-paragraph", covered.paragraph),
    ):
        was = percent(then.get(key.removeprefix("with-"), 0), then.get("statements", 0))
        yield _delta(key, was or 0.0, percent(now, covered.statements) or 0.0)
    for severity in ("error", "warning"):
        yield _delta(
            severity,
            sum(
                _counts(each.get("severity"), each.get("state"), severity)
                for _, each in _findings(earlier)
            ),
            sum(
                _counts(each.severity, each.state, severity)
                for page in report.pages
                for each in page.findings
            ),
            up=-1,
        )


def _counts(severity: object, state: object, wanted: str) -> bool:
    return severity == wanted and state in ("new", None)


def _delta(key: str, then: float, now: float, up: int = 1) -> Delta:
    """`up` is 1 where more is better, -1 where less is."""
    change = (now > then) - (now < then)
    top = max(then, now) or 1
    heights = tuple(round(22 - 18 * value / top, 1) for value in (then, now))
    return Delta(key, then, now, change * up, heights[0], heights[1])
