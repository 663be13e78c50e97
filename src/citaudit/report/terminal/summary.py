"""What a run adds up to: a row a page, the three figures, the verdict."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich import box
from rich.table import Table
from rich.text import Text

from citaudit.coverage import Coverage, coverage, over, share
from citaudit.model import PageReport, Report, Severity
from citaudit.report.order import by_severity, fresh, in_order
from citaudit.report.terminal.page import MIDDLING, SEVERITY_STYLE, WIDE, Paper
from citaudit.report.words import MEASURES, STANDINGS, count, looked, standings, verdict, visible
from citaudit.version import VERSION

ROWS = 30
"""So many pages get a row unless all are asked for: those with the most findings."""
BAR = 24


def print_summary(report: Report, paper: Paper) -> None:
    """The table of pages and the figures of the whole run."""
    paper.heading("Summary", f"citaudit {VERSION}, {looked(report)}")
    paper.console.print(_table(report, paper))
    _print_coverage(report, paper)
    _print_sources(report, paper)


def _table(report: Report, paper: Paper) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_footer=len(report.pages) > 1)
    pages = in_order(report.pages)
    whole = _row(over(pages), report.counts, _every(report))
    table.add_column("page", footer=Text("all", style="bold"), overflow="fold", ratio=1)
    columns = _columns(paper.width)
    for name in columns:
        footer = whole[name].copy()
        footer.stylize("bold")
        table.add_column(name, footer=footer, justify="right", no_wrap=True)
    shown = pages if paper.verbose else _neediest(pages)
    for page in shown:
        figures = coverage(page.citations.claims)
        cells = _row(figures, page.counts, by_severity(fresh(page)))
        table.add_row(Text(visible(page.page.id)), *(cells[name] for name in columns))
    if len(shown) < len(pages):
        table.add_row(Text(f"… {count(len(pages) - len(shown), 'more page')} (-v)", style="dim"))
    return table


def _columns(width: int) -> list[str]:
    """What there is room for; a narrow terminal gets what matters most."""
    if width >= WIDE:
        names = ["references", "empty", "statements", "strict", "paragraph", "checkable"]
        return [*names, "errors", "warnings", "notes"]
    if width >= MIDDLING:
        return ["refs/empty", "strict", "paragraph", "checkable", "E/W/N"]
    return ["refs/empty", "checkable", "E/W/N"]


def _row(
    figures: Coverage, counts: Mapping[str, Any], severities: dict[Severity, int]
) -> dict[str, Text]:
    """Every cell of a page, or of all pages together, by the name of its column."""
    references, empty = counts.get("references", 0), counts.get("empty_references", 0)
    empties = Text(f"{empty:,}", style="red" if empty else "dim")
    found = {f"{name}s": _count_cell(number, name) for name, number in severities.items()}
    return found | {
        "references": Text(f"{references:,}"),
        "empty": empties,
        "refs/empty": Text(f"{references:,}/").append_text(empties),
        "statements": Text(f"{figures.statements:,}"),
        "strict": Text(share(figures.strict, figures.statements)),
        "paragraph": Text(share(figures.paragraph, figures.statements)),
        "checkable": Text(share(figures.checkable, figures.statements)),
        "E/W/N": Text("/").join(found.values()),
    }


def _count_cell(number: int, severity: Severity) -> Text:
    return Text(f"{number:,}", style=SEVERITY_STYLE[severity] if number else "dim")


def _every(report: Report) -> dict[Severity, int]:
    return by_severity(finding for page in report.pages for finding in fresh(page))


def _neediest(pages: list[PageReport]) -> list[PageReport]:
    """The pages with the worst findings, in their own order."""
    ranked = sorted(pages, key=lambda page: [-n for n in by_severity(fresh(page)).values()])
    kept = {page.page.id for page in ranked[:ROWS]}
    return [page for page in pages if page.page.id in kept]


def _print_coverage(report: Report, paper: Paper) -> None:
    """The three figures, each named, and those of the leads apart."""
    figures, leads = over(report.pages), over(report.pages, lead=True)
    seen = report.looked and not report.evidence.no_network
    unseen = "" if seen else ", as far as the text tells"
    paper.line(Text(f"{count(figures.statements, 'statement')}{unseen}", style="bold"))
    for measure, name in MEASURES.items():
        part = getattr(figures, measure)
        filled = round(BAR * part / figures.statements) if figures.statements else 0
        row = Text(f"  {name:<22} ")
        row.append(paper.bar * filled, style="green")
        row.append(paper.hollow * (BAR - filled), style="dim")
        row.append(f" {share(part, figures.statements):>5}", style="bold")
        row.append(f" {part:,}", style="dim")
        paper.line(row)
    if leads.statements:
        said = ", ".join(f"{getattr(leads, key):,} {name}" for key, name in MEASURES.items())
        apart = f"leads apart: {count(leads.statements, 'statement')}; {said}"
        paper.line(Text(apart, style="dim"), indent=2)


def _print_sources(report: Report, paper: Paper) -> None:
    """What the pages cite: references and links, with what is wrong with them."""
    counts = report.counts
    empty, undefined = counts.get("empty_references", 0), counts.get("undefined_references", 0)
    lost = sum(
        each.cause == "lost-in-conversion"
        for page in report.pages
        for each in page.citations.references
    )
    said = (
        [f"{empty:,} empty" + (f" ({lost:,} lost in conversion)" if lost else "")] if empty else []
    )
    said += [f"{undefined:,} undefined"] if undefined else []
    paper.line(_figure(count(counts.get("references", 0), "reference"), said))
    found = {standing: len(urls) for standing, urls in standings(report).items() if urls}
    total = count(sum(found.values()), "address cited", "addresses cited")
    paper.line(_figure(total, [f"{n:,} {STANDINGS[each]}" for each, n in found.items()]))


def _figure(total: str, parts: list[str]) -> Text:
    text = Text(total, style="bold")
    return text.append(f": {', '.join(parts)}" if parts else "", style="not bold")


def print_verdict(report: Report, paper: Paper) -> None:
    """The last line: the run in one sentence."""
    severities = _every(report)
    worst = next((severity for severity, number in severities.items() if number), None)
    paper.console.print()
    paper.line(Text(verdict(report), style=SEVERITY_STYLE[worst] if worst else "bold green"))
