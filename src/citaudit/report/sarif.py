"""SARIF 2.1.0 within what GitHub code scanning takes.

The limits are those of "SARIF support for code scanning" in the GitHub documentation: 25,000
results a run, 20 tags a rule, 100 locations shown a result, descriptions of 1,024 characters.
Known and ignored findings are left out, since GitHub would show them: it reads neither
`suppressions` nor `baselineState`. The fingerprint has a key of our own, since GitHub computes
`primaryLocationLineHash` itself and warns about any other.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any, Final

from citaudit.manuals import markdown
from citaudit.model import (
    Confidence,
    Family,
    Finding,
    Fix,
    PageReport,
    Report,
    Rule,
    Severity,
    Span,
)
from citaudit.report.addresses import uri
from citaudit.report.order import fresh, in_order, worst_first
from citaudit.report.places import Places
from citaudit.report.words import ENGLISH, why
from citaudit.text.shortened import shortened
from citaudit.version import VERSION

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
FINGERPRINT = "citaudit/v1"
RESULTS: Final = 25_000
RELATED: Final = 100
DESCRIPTION: Final = 1_024
SNIPPET: Final = 500
_PROBLEM = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "recommendation"}
_TAGS = {each.value: each.name.lower() for each in Family}

Json = dict[str, Any]


def render(report: Report) -> str:
    """The report as a SARIF log of one run, columns in UTF-16 code units."""
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(report)]}
    return json.dumps(log, ensure_ascii=False, indent=1) + "\n"


def _run(report: Report) -> Json:
    pages = in_order(report.pages)
    found = [(finding, page) for page in pages for finding in fresh(page)]
    kept = _worst(found, RESULTS)
    rules = _rules(report.rules, [finding for finding, _ in kept])
    index = {rule["id"]: number for number, rule in enumerate(rules)}
    places = {page.page.id: Places(page.page) for page in pages}
    return {
        "tool": {
            "driver": {"name": "citaudit", "semanticVersion": VERSION, "rules": rules},
        },
        "automationDetails": {"id": "citaudit/"},
        "columnKind": "utf16CodeUnits",
        "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "The root of the audit."}}},
        "invocations": [_invocation(report, left_out=len(found) - len(kept))],
        "artifacts": [{"location": _artifact(page)} for page in pages],
        "results": [
            _result(finding, page, places[page.page.id], index[finding.code])
            for finding, page in kept
        ],
    }


def _worst(
    found: Sequence[tuple[Finding, PageReport]], limit: int
) -> Sequence[tuple[Finding, PageReport]]:
    """The findings to give, by page and place; where there are too many, the worst of them."""
    if len(found) <= limit:
        return found
    kept = {id(finding) for finding in worst_first(finding for finding, _ in found)[:limit]}
    return [pair for pair in found if id(pair[0]) in kept]


def _rules(rules: Iterable[Rule], findings: Iterable[Finding]) -> list[Json]:
    """A descriptor for every rule that ran, and for what a finding names beyond them."""
    known = {rule.code: _rule(rule) for rule in rules}
    for finding in findings:
        known.setdefault(
            finding.code,
            {
                "id": finding.code,
                "name": finding.name,
                "shortDescription": {"text": finding.name},
                "defaultConfiguration": {"level": str(finding.severity)},
            },
        )
    return [known[code] for code in sorted(known)]


def _rule(rule: Rule) -> Json:
    page = markdown(rule.summary, rule.parts)
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": shortened(rule.summary, DESCRIPTION)},
        "fullDescription": {"text": shortened(why(rule), DESCRIPTION)},
        "help": {"text": page, "markdown": page},
        "defaultConfiguration": {"level": str(rule.severity)},
        "properties": {
            "tags": ["citations", _TAGS.get(rule.family, rule.family.lower())],
            "precision": str(rule.confidence),
            "problem.severity": _PROBLEM[rule.severity],
        },
    }


def _result(finding: Finding, page: PageReport, places: Places, rule: int) -> Json:
    result: Json = {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": str(finding.severity),
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": _location(page, places, finding.span)}],
        "partialFingerprints": {FINGERPRINT: finding.fingerprint},
        "properties": {"confidence": str(finding.confidence)},
    }
    if finding.confidence is not Confidence.HIGH:
        result["message"]["text"] += f" ({finding.confidence} confidence)"
    if finding.related:
        result["relatedLocations"] = [
            {
                "id": number,
                "message": {"text": other.message},
                "physicalLocation": _location(page, places, other.span),
            }
            for number, other in enumerate(finding.related[:RELATED])
        ]
    if finding.fix and finding.fix.edits:
        result["fixes"] = [_fix(finding.fix, page, places)]
    return result


def _fix(fix: Fix, page: PageReport, places: Places) -> Json:
    replacements = [
        {
            "deletedRegion": places.region(edit.span, "utf-16"),
            "insertedContent": {"text": edit.text},
        }
        for edit in sorted(fix.edits, key=lambda edit: edit.span)
    ]
    change = {"artifactLocation": _artifact(page), "replacements": replacements}
    return {"description": {"text": fix.description}, "artifactChanges": [change]}


def _location(page: PageReport, places: Places, span: Span) -> Json:
    region: Json = places.region(span, "utf-16")
    if 0 < span.end - span.start <= SNIPPET:
        region["snippet"] = {"text": span.of(page.page.text)}
    return {"artifactLocation": _artifact(page), "region": region}


def _artifact(page: PageReport) -> Json:
    name, relative = uri(page.page)
    return {"uri": name, "uriBaseId": "%SRCROOT%"} if relative else {"uri": name}


def _invocation(report: Report, left_out: int) -> Json:
    """Whether the run was whole, and what could not be done."""
    trouble = [
        {
            "level": "error",
            "descriptor": {"id": "unread"},
            "message": {"text": f"{each.id}: {each.reason}"},
        }
        for each in report.unread
    ]
    if left_out:
        text = f"{ENGLISH.word('n_findings', left_out)} left out: a run holds {RESULTS:,}."
        trouble.append({"level": "warning", "descriptor": {"id": "cut"}, "message": {"text": text}})
    idle = [
        {
            "level": "note",
            "descriptor": {"id": "rule-not-run"},
            "message": {"text": f"{code} did not run: {reason}"},
        }
        for code, reason in sorted(report.rules_skipped.items())
    ]
    return {
        "executionSuccessful": not report.unread,
        "toolExecutionNotifications": trouble,
        "toolConfigurationNotifications": idle,
    }
