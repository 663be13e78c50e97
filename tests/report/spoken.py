"""The report of `made`, saying what the tool itself says, so that other languages can tell it."""

from __future__ import annotations

from dataclasses import replace

from citaudit.model import Evidence, Finding, PageReport, Report, Unread
from tests.report import made

SAID = {
    "The converter left nothing of this footnote.": (
        "Footnote 2 lost its source when this page was converted; the original may still have it."
    ),
    "Dead: 404, seen 3 times since 2026-06-12.": (
        "Dead: the server says the page is not there (404), first seen dead on 2026-06-12 "
        "(seen 3 times; more looks over several days make it sure)."
    ),
    "Cite the copy of 2016-04-12.": "Name the copy of 2016-04-12.",
    "The text asks (2014).": "The text asks for a source here (since 2014-05, 12 years).",
    "The name “x” stands for two sources.": (
        "The name “x” already stands for another footnote (“Plan”); this content is not printed."
    ),
    "Only an address.": "Only an address: nothing to search for when it dies.",
    "No source for a date.": "No source for this statement, which gives a date, a superlative.",
    "No source for going on.": "No source for this statement, which gives a quotation.",
    "Moved to https://council.example/plans/1931.": (
        "Moved for good to https://council.example/plans/1931."
    ),
    "1 link not looked at: excluded.": "1 link was not looked at: excluded by the settings.",
    "and here with other words": "first defined here",
    "not found, twice": "the server says the page is not there (404)",
    "an error page: “Sorry, item not found”": "redirected to an error page (sorry)",
    "bot wall": "bot wall: refuses the request (403)",
    "the domain no longer exists": "the domain does not exist",
    "the archive did not answer": "web.archive.org: no answer within the time limit",
    "excluded by --exclude": "excluded by the settings",
    "a binary file": "is a binary file, not text; export it as text, HTML or Markdown",
    "a link to nowhere": "is a link to gone.md, which is not there",
}
"""What is said for each sentence that `made` makes up."""


def full() -> Report:
    """`made.full()` in the tool's own sentences."""
    report = made.full()
    return replace(
        report,
        pages=tuple(map(_page, report.pages)),
        evidence=_evidence(report.evidence),
        unread=tuple(Unread(each.id, SAID[each.reason]) for each in report.unread),
    )


def _page(page: PageReport) -> PageReport:
    return replace(page, findings=tuple(map(_finding, page.findings)))


def _finding(finding: Finding) -> Finding:
    fix = finding.fix and replace(finding.fix, description=_said(finding.fix.description))
    related = tuple(replace(each, message=_said(each.message)) for each in finding.related)
    return replace(finding, message=_said(finding.message), related=related, fix=fix)


def _evidence(evidence: Evidence) -> Evidence:
    verdicts = {
        url: replace(each, look=each.look and replace(each.look, reason=_said(each.look.reason)))
        for url, each in evidence.verdicts.items()
    }
    archives = {
        url: replace(each, reason=_said(each.reason)) for url, each in evidence.archives.items()
    }
    skipped = {url: _said(reason) for url, reason in evidence.skipped.items()}
    return replace(evidence, verdicts=verdicts, archives=archives, skipped=skipped)


def _said(text: str) -> str:
    return SAID.get(text, text)
