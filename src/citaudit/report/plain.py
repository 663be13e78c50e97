"""A report as plain data: what the JSON says, and what the HTML carries inside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from citaudit.coverage import Coverage, coverage, total_coverage
from citaudit.model import (
    Citations,
    Claim,
    Figures,
    Finding,
    Fix,
    Link,
    PageReport,
    Reference,
    Report,
    Snapshot,
)
from citaudit.report.order import in_order
from citaudit.report.places import Places
from citaudit.text.moments import utc
from citaudit.version import VERSION

SCHEMA = "citaudit/report/v1"
Data = dict[str, Any]


def data(report: Report) -> Data:
    """The whole report as the JSON contract has it: dicts, lists, strings, numbers, None.

    Two runs over the same input give equal data; the one time in it, `looked`, is there only
    where links were looked at.
    """
    pages = in_order(report.pages)
    whole: Data = {"schema": SCHEMA, "tool": {"name": "citaudit", "version": VERSION}}
    if report.looked:
        whole["looked"] = report.looked
    whole["pages"] = [page_data(page) for page in pages]
    whole["links"] = links(report)
    whole["unread"] = [
        {"id": each.id, "reason": each.reason}
        for each in sorted(report.unread, key=lambda each: (each.id, each.reason))
    ]
    whole["no_network"] = report.evidence.no_network
    whole["interrupted"] = report.evidence.interrupted
    whole["rules"] = rules(report)
    whole["counts"] = _counts(report.figures, total_coverage(pages), total_coverage(pages, "lead"))
    return whole


def page_data(report: PageReport) -> Data:
    """One page with its references, statements, findings and figures."""
    page, places = report.page, Places(report.page)
    claims = report.citations.claims
    return {
        **identity(report.citations),
        "references": [reference(each, places) for each in report.citations.references],
        "claims": [claim(each, places) for each in claims],
        "findings": [
            finding(each, places)
            for each in sorted(report.findings, key=lambda f: (f.span, f.code, f.fingerprint))
        ],
        "problems": [
            {"kind": str(each.kind), "message": each.message, "id": each.id or None}
            | {"span": places.span(each.span)}
            for each in report.citations.document.problems
        ],
        "characters": len(page.text),
        "lines": len(places.lines),
        "counts": _counts(report.figures, coverage(claims), coverage(claims, "lead")),
    }


def identity(citations: Citations) -> Data:
    """What page this is, and what it was taken for."""
    page = citations.document.page
    return {
        "id": page.id,
        "format": page.format,
        "language": page.language,
        "origin": page.origin,
        "url": page.url,
        "revision": page.revision,
    }


def reference(each: Reference, places: Places) -> Data:
    """One source as the page gives it."""
    return {
        "id": each.id,
        "label": each.label,
        "form": each.form,
        "kind": each.kind,
        "title": each.title,
        "empty": each.empty,
        "cause": each.cause,
        "group": each.group or None,
        "keys": list(each.keys),
        "span": places.span(each.span),
        "markers": [places.span(marker.span) for marker in each.markers],
        "links": [
            {"url": link.url, "role": link.role, "span": places.span(link.span)}
            for link in each.links
        ],
        "fields": dict(sorted(each.fields.items())),
        "identifiers": [
            {"scheme": found.scheme, "value": found.value, "problem": found.problem}
            for found in each.identifiers
        ],
        "dates": [
            {
                "role": found.role,
                "as_written": found.as_written,
                "earliest": found.earliest.isoformat() if found.earliest else None,
                "latest": found.latest.isoformat() if found.latest else None,
                "problem": found.problem,
            }
            for found in each.dates
        ],
        "source_key": each.source_key,
    }


def claim(each: Claim, places: Places) -> Data:
    """One statement and what stands behind it."""
    return {
        "id": each.id,
        "text": each.text,
        "section": list(each.section),
        "block": each.block,
        "span": places.span(each.span),
        "support": str(each.support),
        "scope": each.scope,
        "references": list(each.references),
        "traits": list(each.traits),
        "lead": each.lead,
        "covered": places.span(each.covered) if each.covered else None,
        "reason": each.reason,
    }


def finding(each: Finding, places: Places) -> Data:
    """One thing wrong at one place."""
    return {
        "code": each.code,
        "name": each.name,
        "severity": str(each.severity),
        "confidence": str(each.confidence),
        "message": each.message,
        "span": places.span(each.span),
        "fingerprint": each.fingerprint,
        "state": each.state,
        "reason": each.reason,
        "related": [
            {"message": other.message, "span": places.span(other.span)} for other in each.related
        ],
        "fix": fix(each.fix, places) if each.fix else None,
    }


def fix(each: Fix, places: Places) -> Data:
    """What would mend it; edits do not overlap and are in order of place."""
    edits = sorted(each.edits, key=lambda edit: edit.span)
    return {
        "description": each.description,
        "safe": each.safe,
        "edits": [{"span": places.span(edit.span), "text": edit.text} for edit in edits],
    }


def links(report: Report) -> list[Data]:
    """Every distinct address, by address: what it is worth, how we know, and where it is cited."""
    cited: dict[str, tuple[set[str], set[str]]] = {}
    for page in report.pages:
        for link in cited_links(page.citations):
            pages, roles = cited.setdefault(link.url, (set(), set()))
            pages.add(page.page.id)
            roles.add(link.role)
    return [
        _link(report, url) | {"roles": sorted(roles), "pages": sorted(pages)}
        for url, (pages, roles) in sorted(cited.items())
    ]


def cited_links(citations: Citations) -> list[Link]:
    """The links of a page and those that only its references know, such as the link of a DOI."""
    seen = dict.fromkeys(citations.document.links)
    for each in citations.references:
        seen |= dict.fromkeys(each.links)
    return list(seen)


def _link(report: Report, url: str) -> Data:
    evidence = report.evidence
    verdict, answer = evidence.verdict(url), evidence.archive(url)
    copy = answer.copy if answer else None
    look = verdict.look if verdict else None
    return {
        "url": url,
        "standing": str(evidence.standing(url)),
        "confidence": str(verdict.confidence) if verdict else None,
        "outcome": str(look.outcome) if look else None,
        "status": look.status if look else None,
        "final_url": look.final_url if look else None,
        "hops": list(look.hops) if look else [],
        "title": look.title if look else None,
        "reason": (look.reason if look else "") or evidence.why_skipped(url),
        "looked": utc(look.at) if look else None,
        "first_dead": utc(verdict.first_dead) if verdict else None,
        "times_dead": verdict.seen if verdict else 0,
        "archive": _copy(copy) if copy else None,
        "archive_answer": {"state": answer.state, "reason": answer.reason} if answer else None,
    }


def _copy(copy: Snapshot) -> Data:
    return {
        "url": copy.archive_url,
        "taken": copy.taken,
        "status": copy.status,
        "service": copy.service,
    }


def rules(report: Report) -> Data:
    """Which rules ran, which could not and why, and what each of the first is."""
    return {
        "run": sorted(report.rules_run),
        "skipped": dict(sorted(report.rules_skipped.items())),
        "about": {
            rule.code: {
                "name": rule.name,
                "severity": str(rule.severity),
                "confidence": str(rule.confidence),
                "summary": rule.summary,
            }
            for rule in sorted(report.rules, key=lambda rule: rule.code)
        },
    }


def _counts(figures: Figures, body: Coverage, leads: Coverage) -> Data:
    """The figures with sorted keys, all the way down; then what is covered."""
    counts = {
        name: dict(sorted(value.items())) if isinstance(value, Mapping) else value
        for name, value in sorted(asdict(figures).items())
    }
    return counts | {"coverage": asdict(body), "coverage_of_leads": asdict(leads)}
