"""What the reports for people say of a run as a whole: counts, verdict, when links were seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from citaudit.model import Finding, Report, Standing
from citaudit.report.order import by_severity
from citaudit.report.plain import cited_links
from citaudit.report.words.speech import ENGLISH, Speech

MEASURES: Final = ("strict", "paragraph", "checkable")
"""The three figures, as `Coverage` has them, in the order of every report for people."""


def tally(findings: Iterable[Finding], speech: Speech = ENGLISH) -> str:
    """`3 errors, 40 warnings, 5 notes`; what there is none of is left out."""
    counted = by_severity(findings)
    said = [speech.word(f"n.{severity}", many) for severity, many in counted.items() if many]
    return speech.listed(said) or speech.word("none_found")


def verdict(report: Report, speech: Speech = ENGLISH) -> str:
    """The run in one sentence: what was found, over how many pages, and what was not counted."""
    if not report.pages:
        return speech.word("nothing_read" if report.unread else "nothing")
    findings = [finding for page in report.pages for finding in page.findings]
    states = Counter(finding.state for finding in findings)
    found = tally((finding for finding in findings if finding.state == "new"), speech)
    said = speech.word("verdict", found=found, pages=speech.word("n_pages", len(report.pages)))
    apart = [
        speech.word(f"n.{state}", states[state]) for state in ("known", "ignored") if states[state]
    ]
    return said + speech.aside(speech.listed(apart)) if apart else said


def looked(report: Report, speech: Speech = ENGLISH) -> str:
    """Whether links were looked at, and when."""
    if report.evidence.no_network:
        return speech.word("looked.no_network")
    if not report.looked:
        return speech.word("looked.offline")
    broken = report.evidence.interrupted
    return speech.word("looked.interrupted" if broken else "looked.at", when=report.looked)


def standings(report: Report) -> dict[Standing, list[str]]:
    """Every distinct address cited, by standing, addresses in order."""
    urls = {link.url for page in report.pages for link in cited_links(page.citations)}
    found: dict[Standing, list[str]] = {standing: [] for standing in Standing.worst_first()}
    for url in sorted(urls):
        found[report.evidence.standing(url)].append(url)
    return found
