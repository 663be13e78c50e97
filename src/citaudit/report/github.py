"""GitHub annotations: workflow commands that the runner turns into notes beside the lines.

GitHub shows ten errors, ten warnings and ten notices a step ("Workflow commands", GitHub
documentation) and drops the rest in silence, so we choose the ten and say what was cut.
"""

from __future__ import annotations

from typing import Final

from citaudit.model import Finding, PageReport, Report, Severity
from citaudit.report.addresses import path
from citaudit.report.order import fresh, in_order, rank
from citaudit.report.places import Places
from citaudit.report.words import gaps, tally, verdict, visible

Pair = tuple[Finding, PageReport]
A_STEP: Final = 10
_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def render(report: Report) -> str:
    """One command a line, the worst first; where some were cut, a notice says how many."""
    pages = in_order(report.pages)
    ordered = sorted(((each, page) for page in pages for each in fresh(page)), key=_rank)
    shown: list[Pair] = []
    cut: list[Finding] = []
    for severity in _COMMANDS:
        room = A_STEP - 1 if severity is Severity.NOTE else A_STEP
        found = [pair for pair in ordered if pair[0].severity is severity]
        shown += found[:room]
        cut += [finding for finding, _ in found[room:]]
    places = {page.page.id: Places(page.page) for _, page in shown}
    lines = [_annotation(finding, page, places[page.page.id]) for finding, page in shown]
    return "".join(f"{line}\n" for line in [*lines, *_notice(report, cut)])


def _rank(pair: Pair) -> tuple[int, int]:
    return rank(pair[0])


def _annotation(finding: Finding, page: PageReport, places: Places) -> str:
    line, column = places.place(finding.span.start)
    end_line, end_column = places.place(finding.span.end)
    where = {"file": path(page.page), "line": line, "endLine": end_line}
    if line == end_line:  # GitHub refuses columns where the lines differ
        where |= {"col": column, "endColumn": end_column}
    where["title"] = f"{finding.code} {finding.name}"
    sure = "" if finding.confidence == "high" else f" ({finding.confidence} confidence)"
    properties = ",".join(f"{key}={_property(str(value))}" for key, value in where.items())
    return f"::{_COMMANDS[finding.severity]} {properties}::{_data(finding.message + sure)}"


def _notice(report: Report, cut: list[Finding]) -> list[str]:
    """What the annotations do not show."""
    said = [f"{tally(cut)} more than GitHub shows beside the lines."] if cut else []
    said += [f"{gap.told()}." for gap in gaps(report) if gap.kind == "target"]
    if not said:
        return []
    text = " ".join([f"{verdict(report)}.", *said])
    return [f"::notice title=citaudit::{_data(text)}"]


def _data(text: str) -> str:
    """A message: the runner undoes these three and nothing else."""
    text = "\n".join(map(visible, text.splitlines()))
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """A property: as a message, and the signs that end one."""
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return escaped.replace(":", "%3A").replace(",", "%2C")
