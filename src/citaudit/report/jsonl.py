"""JSON lines: one finding a line, or one reference or statement a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from citaudit.model import Citations, Report
from citaudit.report import plain
from citaudit.report.order import in_order
from citaudit.report.places import Places


def render(report: Report) -> str:
    """One finding a line, by page and place, each with the id of its page."""
    return "".join(_findings(report))


def _findings(report: Report) -> Iterator[str]:
    for page in in_order(report.pages):
        places = Places(page.page)
        for finding in sorted(page.findings, key=lambda f: (f.span, f.code, f.fingerprint)):
            yield _line("finding", page.page.id, plain.finding(finding, places))


def extracted(citations: Iterable[Citations]) -> Iterator[str]:
    """What was extracted, before any judgement.

    For each page one line that says what it was taken for, then its references and statements.
    """
    for each in citations:
        places = Places(each.document.page)
        identity = plain.identity(each)
        yield _line("page", identity.pop("id"), identity)
        for reference in each.references:
            yield _line("reference", places.page.id, plain.reference(reference, places))
        for claim in each.claims:
            yield _line("claim", places.page.id, plain.claim(claim, places))


def _line(kind: str, page: str, data: dict[str, Any]) -> str:
    return json.dumps({"type": kind, "page": page} | data, ensure_ascii=False) + "\n"
