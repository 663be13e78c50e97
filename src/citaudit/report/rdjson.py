"""Reviewdog Diagnostic Format: one JSON document, columns in UTF-8 bytes from 1.

Names and units are those of `reviewdog.proto` (`DiagnosticResult`), in its JSON form.
"""

from __future__ import annotations

import json
from typing import Any

from citaudit.model import Finding, PageReport, Report, Severity, Span
from citaudit.report.addresses import path
from citaudit.report.order import fresh, in_order
from citaudit.report.places import Places

_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.NOTE: "INFO"}


def render(report: Report) -> str:
    """Every finding that counts, by page and place."""
    diagnostics = []
    for page in in_order(report.pages):
        places = Places(page.page)
        diagnostics += [_diagnostic(finding, page, places) for finding in fresh(page)]
    whole = {"source": {"name": "citaudit"}, "diagnostics": diagnostics}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _diagnostic(finding: Finding, page: PageReport, places: Places) -> dict[str, Any]:
    name = path(page.page)
    diagnostic: dict[str, Any] = {
        "message": finding.message,
        "location": {"path": name, "range": _range(finding.span, places)},
        "severity": _SEVERITIES[finding.severity],
        "code": {"value": f"{finding.code} {finding.name}"},
    }
    if finding.related:
        diagnostic["relatedLocations"] = [
            {
                "message": other.message,
                "location": {"path": name, "range": _range(other.span, places)},
            }
            for other in finding.related
        ]
    if finding.fix and len(finding.fix.edits) == 1:  # several would be offered one by one
        (edit,) = finding.fix.edits
        diagnostic["suggestions"] = [{"range": _range(edit.span, places), "text": edit.text}]
    return diagnostic


def _range(span: Span, places: Places) -> dict[str, dict[str, int]]:
    line, column = places.place(span.start, "utf-8")
    end_line, end_column = places.place(span.end, "utf-8")
    return {
        "start": {"line": line, "column": column},
        "end": {"line": end_line, "column": end_column},
    }
