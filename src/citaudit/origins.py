"""A converted page audited beside the page it was made from."""

from __future__ import annotations

from dataclasses import replace

from citaudit.judge.rules.references import lost_in_conversion
from citaudit.model import Citations, Finding, PageReport, Report
from citaudit.recover import messages, recovered

_LOST = lost_in_conversion.code


def with_origin(report: Report, original: Citations) -> Report:
    """The report with what each emptied footnote was, in the words of its REF013.

    Pages that lost nothing stay as they are. Fingerprints do: the finding is the same one.
    """
    return replace(report, pages=tuple(_with_words(page, original) for page in report.pages))


def _with_words(page: PageReport, original: Citations) -> PageReport:
    if not any(finding.code == _LOST for finding in page.findings):
        return page
    told = messages(recovered(page.citations, original))

    def filled(finding: Finding) -> Finding:
        words = told.get(finding.span) if finding.code == _LOST else None
        return replace(finding, message=words) if words else finding

    return replace(page, findings=tuple(filled(finding) for finding in page.findings))
