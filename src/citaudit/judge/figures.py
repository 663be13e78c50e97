"""The figures of one page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from citaudit.model import (
    Citations,
    Evidence,
    Figures,
    Finding,
    Severity,
    Standing,
    Support,
)
from citaudit.urls.canonical import fold


def figures(citations: Citations, evidence: Evidence, findings: Iterable[Finding] = ()) -> Figures:
    """What a page with these findings holds."""
    references, claims = citations.references, citations.claims
    links = [link for link in citations.document.links if link.role != "identifier"]
    supports = Counter(claim.support for claim in claims)
    findings = list(findings)
    severities = Counter(finding.severity for finding in findings if finding.state == "new")
    by_url = {link.url: evidence.standing(link.url) for link in links}
    standings = Counter(by_url[link.url] for link in links)
    return Figures(
        references=len(references),
        empty_references=sum(reference.empty for reference in references),
        undefined_references=sum(reference.kind == "undefined" for reference in references),
        markers=len(citations.document.markers),
        claims=len(claims),
        claims_by_support={each: supports[each] for each in Support},
        links=len(links),
        addresses=len({fold(link.url) for link in links}),
        archive_links=sum(link.role == "archive" for link in links),
        links_by_standing={each: standings[each] for each in Standing},
        findings={each: severities[each] for each in Severity},
        findings_known=sum(finding.state == "known" for finding in findings),
        findings_ignored=sum(finding.state == "ignored" for finding in findings),
    )
