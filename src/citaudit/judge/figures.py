"""The figures of one page, and those of many added up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from citaudit.model import (
    Citations,
    Document,
    Evidence,
    Finding,
    Page,
    Severity,
    Standing,
    Support,
)
from citaudit.urls.canonical import fold

Counts = dict[str, Any]


def figures(citations: Citations, evidence: Evidence, findings: Iterable[Finding] = ()) -> Counts:
    """The `counts` of one page, every key always there.

    `links` counts every place that names an address, `addresses` each address once;
    `links_by_standing` adds up to `links`, `claims_by_support` to `claims`. Findings that are
    known or ignored count by their state, not by their severity.
    """
    references, claims = citations.references, citations.claims
    links = [link for link in citations.document.links if link.role != "identifier"]
    supports = Counter(claim.support for claim in claims)
    findings = list(findings)
    severities = Counter(finding.severity for finding in findings if finding.state == "new")
    by_url = {link.url: evidence.standing(link.url) for link in links}
    standings = Counter(by_url[link.url] for link in links)
    return {
        "references": len(references),
        "empty_references": sum(reference.empty for reference in references),
        "undefined_references": sum(reference.kind == "undefined" for reference in references),
        "markers": len(citations.document.markers),
        "claims": len(claims),
        "claims_by_support": {str(support): supports[support] for support in Support},
        "links": len(links),
        "addresses": len({fold(link.url) for link in links}),
        "archive_links": sum(link.role == "archive" for link in links),
        "links_by_standing": {str(standing): standings[standing] for standing in Standing},
        "findings": {str(severity): severities[severity] for severity in Severity},
        "findings_known": sum(finding.state == "known" for finding in findings),
        "findings_ignored": sum(finding.state == "ignored" for finding in findings),
    }


def summed(counts: Iterable[Mapping[str, Any]]) -> Counts:
    """The figures of several pages added up, key by key; those of no page are all zero."""
    total: Counts = figures(Citations(Document(Page("", ""))), Evidence())
    for one in counts:
        total = _added(total, one)
    return total


def _added(one: Mapping[str, Any], other: Mapping[str, Any]) -> Counts:
    keys = [*one, *(key for key in other if key not in one)]
    return {key: _sum(one.get(key), other.get(key)) for key in keys}


def _sum(one: Any, other: Any) -> Any:
    if isinstance(one, Mapping) or isinstance(other, Mapping):
        return _added(one or {}, other or {})
    return (one or 0) + (other or 0)
