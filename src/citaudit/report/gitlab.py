"""GitLab Code Quality: a JSON list, as "Code Quality report format" in the GitLab docs has it."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import Any

from citaudit.model import Finding, PageReport, Report, Severity
from citaudit.report.addresses import path
from citaudit.report.order import fresh, in_order
from citaudit.report.places import Places

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}


def render(report: Report) -> str:
    """Every finding that counts.

    A fingerprint that comes again is made a new one: GitLab shows one finding of each.
    """
    seen: Counter[str] = Counter()
    issues: list[dict[str, Any]] = []
    for page in in_order(report.pages):
        places = Places(page.page)
        for finding in fresh(page):
            seen[finding.fingerprint] += 1
            print_ = _fingerprint(finding.fingerprint, seen[finding.fingerprint])
            issues.append(_issue(finding, page, places) | {"fingerprint": print_})
    return json.dumps(issues, ensure_ascii=False, indent=1) + "\n"


def _issue(finding: Finding, page: PageReport, places: Places) -> dict[str, Any]:
    line, _ = places.place(finding.span.start)
    end, _ = places.place(finding.span.end)
    return {
        "description": f"{finding.code} {finding.name}: {finding.message}",
        "check_name": finding.code,
        "severity": _SEVERITIES[finding.severity],
        "location": {"path": path(page.page), "lines": {"begin": line, "end": end}},
    }


def _fingerprint(fingerprint: str, nth: int) -> str:
    if nth == 1:
        return fingerprint
    return hashlib.sha256(f"{fingerprint}#{nth}".encode()).hexdigest()
