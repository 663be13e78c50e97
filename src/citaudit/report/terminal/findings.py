"""Findings in the terminal: by page, then by rule, the worst first."""

from __future__ import annotations

from itertools import groupby

from rich.text import Text

from citaudit.model import Finding, PageReport, Report
from citaudit.report.order import WORST_FIRST, by_severity, fresh, in_order, worst_first
from citaudit.report.places import Places
from citaudit.report.terminal.page import SEVERITY_STYLE, Paper
from citaudit.report.terminal.snippet import snippet
from citaudit.report.words import advice, count, tally, visible

PAGES = 20
"""So many pages are shown in detail unless all are asked for: those with the worst findings."""
EACH = 3
"""So many findings of one rule are shown in one page unless all are asked for."""
PLACES = 12
"""So many lines of findings that are not shown are named."""


def print_findings(report: Report, paper: Paper) -> None:
    """Every page that has findings to show."""
    found = [page for page in in_order(report.pages) if _shown(page, paper)]
    kept = found if paper.verbose else _worst(found)
    hints = {rule.code: advice(rule) for rule in report.rules}
    for page in kept:
        _print_page(page, paper, hints)
    if len(kept) < len(found):
        more = count(len(found) - len(kept), "more page")
        paper.console.print()
        paper.line(Text(f"… and {more} with findings (-v shows all)", style="dim"))


def _worst(pages: list[PageReport]) -> list[PageReport]:
    """The pages that need the most, in their own order."""
    ranked = sorted(pages, key=lambda page: [-n for n in by_severity(fresh(page)).values()])
    kept = {page.page.id for page in ranked[:PAGES]}
    return [page for page in pages if page.page.id in kept]


def _shown(page: PageReport, paper: Paper) -> list[Finding]:
    return list(page.findings) if paper.verbose else fresh(page)


def _print_page(page: PageReport, paper: Paper, hints: dict[str, str]) -> None:
    about = [page.page.format or "", page.page.language if page.page.language != "und" else ""]
    if page.page.origin:
        about.append(f"converted by {page.page.origin}")
    about.append(tally(fresh(page)))
    paper.heading(page.page.id, ", ".join(each for each in about if each))
    places = Places(page.page)
    findings = sorted(
        worst_first(_shown(page, paper)), key=lambda f: (WORST_FIRST[f.severity], f.code)
    )
    for (_, code), group in groupby(findings, key=lambda f: (f.severity, f.code)):
        _print_rule(list(group), places, paper, hints.pop(code, ""))


def _print_rule(findings: list[Finding], places: Places, paper: Paper, hint: str) -> None:
    """The findings of one rule in one page; `hint` is given the first time it is met."""
    first = findings[0]
    title = Text()
    title.append(f"{first.severity} {first.code}", style=SEVERITY_STYLE[first.severity])
    title.append(f" {first.name}", style="bold")
    if len(findings) > 1:
        title.append(f" ×{len(findings):,}", style="dim")
    paper.console.print()
    paper.line(title)
    if hint:
        paper.line(Text(f"{paper.arrow} {visible(hint)}", style="italic dim"), indent=2)
    shown = findings if paper.verbose else findings[:EACH]
    for finding in shown:
        _print_finding(finding, places, paper)
    _print_rest(findings[len(shown) :], places, paper)


def _print_finding(finding: Finding, places: Places, paper: Paper) -> None:
    whole = finding.span.start == finding.span.end == 0  # it speaks of the page, not of a place
    line, column = places.place(finding.span.start)
    said = Text("" if whole else f"{line}:{column} ", style="dim")
    said.append(visible(finding.message), style="not dim")
    asides = [] if finding.confidence == "high" else [f"{finding.confidence} confidence"]
    if finding.state != "new":
        asides.append(finding.state + (f": {visible(finding.reason)}" if finding.reason else ""))
    if asides:
        said.append(f" ({', '.join(asides)})")
    paper.line(said, indent=2)
    style = SEVERITY_STYLE[finding.severity]
    if not whole:
        room, gutter = paper.width, paper.gutter
        for row in snippet(places, finding.span, width=room, style=style, gutter=gutter):
            paper.as_is(row)
    for other in finding.related if paper.verbose else finding.related[:EACH]:
        at, _ = places.place(other.span.start)
        paper.line(Text(f"line {at}: {visible(other.message)}", style="dim"), indent=9)
    unsaid = 0 if paper.verbose else len(finding.related) - EACH
    if unsaid > 0:
        paper.line(Text(f"and {count(unsaid, 'more place')}", style="dim"), indent=9)
    if finding.fix:
        mend = Text("fix: ", style="green")
        mend.append(visible(finding.fix.description), style="default")
        paper.line(mend, indent=9)


def _print_rest(findings: list[Finding], places: Places, paper: Paper) -> None:
    """Say of the findings that are not shown how many they are and where they stand."""
    if not findings:
        return
    lines = list(dict.fromkeys(places.place(finding.span.start)[0] for finding in findings))
    where = ", ".join(map(str, sorted(lines)[:PLACES])) + (", …" if len(lines) > PLACES else "")
    noun = "line" if len(lines) == 1 else "lines"
    paper.line(
        Text(f"… and {len(findings):,} more, {noun} {where} (-v shows all)", style="dim"), indent=2
    )
