"""JUnit XML: a test suite a page, a test case a finding.

An error or a warning is a failed case, a note passes with its words as output, a known or ignored
finding is skipped with the reason. A page without findings is one case that passes, so that a
page is never missing. What could not be done has a suite of its own.
"""

from __future__ import annotations

from typing import Final
from xml.etree import ElementTree as ET

from citaudit.model import Finding, PageReport, Report, Severity
from citaudit.report.addresses import path
from citaudit.report.order import in_order
from citaudit.report.places import Places
from citaudit.report.words import advice, visible

SOURCE: Final = 200


def render(report: Report) -> str:
    """The report as a `testsuites` document, in the elements that Jenkins and GitLab read."""
    root = ET.Element("testsuites", name="citaudit")
    hints = {rule.code: advice(rule) for rule in report.rules}
    for page in in_order(report.pages):
        _suite(root, page, hints)
    if report.unread or report.rules_skipped:
        _undone(root, report)
    for suite in root:
        _count(suite)
    for name in ("tests", "failures", "errors", "skipped"):
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in root)))
    ET.indent(root, " ")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _suite(root: ET.Element, page: PageReport, hints: dict[str, str]) -> None:
    name = visible(path(page.page))
    suite = ET.SubElement(root, "testsuite", name=name)
    places = Places(page.page)
    for finding in page.findings:
        _case(suite, name, finding, places, hints.get(finding.code, ""))
    if not page.findings:
        ET.SubElement(suite, "testcase", classname=name, name="no findings", file=name)


def _case(suite: ET.Element, page: str, finding: Finding, places: Places, hint: str) -> None:
    line, column = places.place(finding.span.start)
    message = visible(finding.message)
    title = f"{finding.code} {finding.name}: {message}"
    case = ET.SubElement(suite, "testcase", classname=page, name=title, file=page, line=str(line))
    sure = f"{finding.severity}, {finding.confidence} confidence"
    lines = [
        f"{page}:{line}:{column}: {sure}: {message}",
        visible(places.words(finding.span, SOURCE)),
        hint,
    ]
    text = "\n".join(each for each in lines if each)
    if finding.state != "new":
        reason = f": {visible(finding.reason)}" if finding.reason else ""
        ET.SubElement(case, "skipped", message=f"{finding.state}{reason}")
    elif finding.severity is Severity.NOTE:
        ET.SubElement(case, "system-out").text = text
    else:
        failure = ET.SubElement(case, "failure", type=str(finding.severity), message=message)
        failure.text = text


def _undone(root: ET.Element, report: Report) -> None:
    suite = ET.SubElement(root, "testsuite", name="citaudit")
    for unread in report.unread:
        name = visible(unread.id)
        case = ET.SubElement(suite, "testcase", classname="read", name=name, file=name)
        ET.SubElement(case, "error", type="unread", message=visible(unread.reason))
    for code, reason in sorted(report.rules_skipped.items()):
        case = ET.SubElement(suite, "testcase", classname="rules", name=code)
        ET.SubElement(case, "skipped", message=visible(reason))


def _count(suite: ET.Element) -> None:
    suite.set("tests", str(len(suite)))
    for name, element in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(name, str(len(suite.findall(f"testcase/{element}"))))
