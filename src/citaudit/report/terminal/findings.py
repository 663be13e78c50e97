"""Findings in the terminal: by page, then by rule, the worst first."""

from __future__ import annotations

from itertools import groupby

from rich.text import Text

from citaudit.model import Finding, PageReport, Report
from citaudit.report.order import by_severity, fresh, in_order, worst_first
from citaudit.report.places import Places
from citaudit.report.terminal.page import SEVERITY_STYLE, Paper
from citaudit.report.terminal.snippet import snippet
from citaudit.report.words import Speech, advice, tally, visible

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
    hints = {rule.code: advice(rule, paper.speech) for rule in report.rules}
    for page in kept:
        _print_page(page, paper, hints)
    if len(kept) < len(found):
        more = paper.speech.word("more_pages_found", len(found) - len(kept))
        paper.console.print()
        paper.line(Text(more, style="dim"))


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
        about.append(paper.speech.word(f"origin.{page.page.origin}"))
    about.append(tally(fresh(page), paper.speech))
    paper.heading(page.page.id, paper.speech.listed(filter(None, about)))
    places = Places(page.page)
    findings = sorted(worst_first(_shown(page, paper)), key=lambda f: (f.severity.rank, f.code))
    for (_, code), group in groupby(findings, key=lambda f: (f.severity, f.code)):
        _print_rule(list(group), places, paper, hints.pop(code, ""))


def _print_rule(findings: list[Finding], places: Places, paper: Paper, hint: str) -> None:
    """The findings of one rule in one page; `hint` is given the first time it is met."""
    first = findings[0]
    severity = paper.speech.word(f"severity.{first.severity}")
    title = Text()
    title.append(f"{severity} {first.code}", style=SEVERITY_STYLE[first.severity])
    title.append(f" {paper.speech.rule_name(first)}", style="bold")
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
    line, column = places.place(finding.span.start)
    said = Text("" if finding.of_page else f"{line}:{column} ", style="dim")
    said.append(visible(paper.speech.tell(finding.message)), style="not dim")
    if asides := _asides(finding, paper.speech):
        said.append(paper.speech.aside(paper.speech.joined(asides)))
    paper.line(said, indent=2)
    if not finding.of_page:
        _print_source(finding, places, paper)
    _print_related(finding, places, paper)
    if finding.fix:
        mend = Text(paper.speech.word("fix"), style="green")
        mend.append(visible(paper.speech.tell(finding.fix.description)), style="default")
        paper.line(mend, indent=9)


def _asides(finding: Finding, speech: Speech) -> list[str]:
    """How sure a finding is and why it does not count, where either is worth a word."""
    said = [] if finding.confidence == "high" else [speech.word(f"sure.{finding.confidence}")]
    if finding.state != "new":
        state = speech.word(f"known.{finding.state}")
        why = visible(finding.reason or "")
        said.append(speech.word("because", state=state, why=why) if why else state)
    return said


def _print_source(finding: Finding, places: Places, paper: Paper) -> None:
    rows = snippet(
        places,
        finding.span,
        width=paper.width,
        style=SEVERITY_STYLE[finding.severity],
        gutter=paper.gutter,
        speech=paper.speech,
    )
    for row in rows:
        paper.as_is(row)


def _print_related(finding: Finding, places: Places, paper: Paper) -> None:
    for other in finding.related if paper.verbose else finding.related[:EACH]:
        line, _ = places.place(other.span.start)
        at = paper.speech.word("at_line", line=str(line))
        said = at + visible(paper.speech.tell(other.message))
        paper.line(Text(said, style="dim"), indent=9)
    unsaid = 0 if paper.verbose else len(finding.related) - EACH
    if unsaid > 0:
        paper.line(Text(paper.speech.word("more_places", unsaid), style="dim"), indent=9)


def _print_rest(findings: list[Finding], places: Places, paper: Paper) -> None:
    """Say of the findings that are not shown how many they are and where they stand."""
    if not findings:
        return
    lines = list(dict.fromkeys(places.place(finding.span.start)[0] for finding in findings))
    named = [*map(str, sorted(lines)[:PLACES]), *(["…"] if len(lines) > PLACES else [])]
    where = paper.speech.listed(named)
    more = paper.speech.word("more_at", len(lines), more=len(findings), lines=where)
    paper.line(Text(more, style="dim"), indent=2)
