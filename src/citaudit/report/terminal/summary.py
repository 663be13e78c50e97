"""What a run adds up to: a row a page, the three figures, the verdict."""

from __future__ import annotations

from rich import box
from rich.cells import cell_len, set_cell_size
from rich.table import Table
from rich.text import Text

from citaudit.coverage import Coverage, coverage, share, total_coverage
from citaudit.model import Figures, PageReport, Report, Severity
from citaudit.report.order import by_severity, fresh, in_order
from citaudit.report.terminal.page import MIDDLING, SEVERITY_STYLE, WIDE, Paper
from citaudit.report.words import MEASURES, Speech, looked, standings, verdict, visible
from citaudit.version import VERSION

ROWS = 30
"""So many pages get a row unless all are asked for: those with the most findings."""
BAR = 24


def print_summary(report: Report, paper: Paper) -> None:
    """The table of pages and the figures of the whole run."""
    speech = paper.speech
    about = speech.joined((f"citaudit {VERSION}", looked(report, speech)))
    paper.heading(speech.word("section.summary"), about)
    paper.console.print(_table(report, paper))
    _print_coverage(report, paper)
    _print_sources(report, paper)


def _table(report: Report, paper: Paper) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_footer=len(report.pages) > 1)
    pages = in_order(report.pages)
    whole = _row(report.figures, total_coverage(pages), _every(report))
    page_, all_ = paper.speech.word("column.page"), paper.speech.word("column.all")
    table.add_column(page_, footer=Text(all_, style="bold"), overflow="fold", ratio=1)
    columns = _columns(paper.width)
    for name in columns:
        footer = whole[name].copy()
        footer.stylize("bold")
        heading = paper.speech.word(f"column.{name}")
        table.add_column(heading, footer=footer, justify="right", no_wrap=True)
    shown = pages if paper.verbose else _neediest(pages)
    for page in shown:
        covered = coverage(page.citations.claims)
        cells = _row(page.figures, covered, by_severity(fresh(page)))
        table.add_row(Text(visible(page.page.id)), *(cells[name] for name in columns))
    if len(shown) < len(pages):
        more = paper.speech.word("more_pages_v", len(pages) - len(shown))
        table.add_row(Text(more, style="dim"))
    return table


def _columns(width: int) -> list[str]:
    """The columns there is room for; a narrow terminal gets what matters most."""
    if width >= WIDE:
        names = ["references", "empty", "statements", "strict", "paragraph", "checkable"]
        return [*names, *Severity]
    if width >= MIDDLING:
        return ["references_empty", "strict", "paragraph", "checkable", "severities"]
    return ["references_empty", "checkable", "severities"]


def _row(figures: Figures, covered: Coverage, severities: dict[Severity, int]) -> dict[str, Text]:
    """Every cell of a page, or of all pages together, by the name of its column."""
    references, empty = figures.references, figures.empty_references
    empties = Text(f"{empty:,}", style="red" if empty else "dim")
    found = {str(name): _count_cell(number, name) for name, number in severities.items()}
    return found | {
        "references": Text(f"{references:,}"),
        "empty": empties,
        "references_empty": Text(f"{references:,}/").append_text(empties),
        "statements": Text(f"{covered.statements:,}"),
        "strict": Text(share(covered.strict, covered.statements)),
        "paragraph": Text(share(covered.paragraph, covered.statements)),
        "checkable": Text(share(covered.checkable, covered.statements)),
        "severities": Text("/").join(found.values()),
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
    figures, leads = total_coverage(report.pages), total_coverage(report.pages, "lead")
    seen = report.looked and not report.evidence.no_network
    speech = paper.speech
    total = speech.word("n.statement" if seen else "by_text", figures.statements)
    paper.line(Text(total, style="bold"))
    names = {measure: speech.word(f"measure.{measure}") for measure in MEASURES}
    widest = max(map(cell_len, names.values()))
    for measure, name in names.items():
        part = getattr(figures, measure)
        filled = round(BAR * part / figures.statements) if figures.statements else 0
        row = Text(f"  {set_cell_size(name, widest)}  ")
        row.append(paper.bar * filled, style="green")
        row.append(paper.hollow * (BAR - filled), style="dim")
        row.append(f" {share(part, figures.statements):>7}", style="bold")
        row.append(f" {part:,}", style="dim")
        paper.line(row)
    if leads.statements:
        said = speech.listed(
            speech.word("of_measure", getattr(leads, key), what=name) for key, name in names.items()
        )
        statements = speech.word("n.statement", leads.statements)
        apart = speech.word("leads_apart", statements=statements, figures=said)
        paper.line(Text(apart, style="dim"), indent=2)


def _print_sources(report: Report, paper: Paper) -> None:
    """What the pages cite: references and links, with what is wrong with them."""
    figures, speech = report.figures, paper.speech
    empty, undefined = figures.empty_references, figures.undefined_references
    lost = sum(
        each.cause == "lost-in-conversion"
        for page in report.pages
        for each in page.citations.references
    )
    said = []
    if empty:
        said.append(speech.word("n.empty_lost" if lost else "n.empty", empty, lost=lost))
    if undefined:
        said.append(speech.word("n.undefined", undefined))
    references = speech.word("n.reference", figures.references)
    paper.line(_figure(references, said, speech))
    found = {standing: len(urls) for standing, urls in standings(report).items() if urls}
    total = speech.word("n.cited", sum(found.values()))
    parts = [
        speech.word("of_standing", n, what=speech.word(f"standing.{each}"))
        for each, n in found.items()
    ]
    paper.line(_figure(total, parts, speech))


def _figure(total: str, parts: list[str], speech: Speech) -> Text:
    text = Text(total, style="bold")
    said = speech.word("colon") + speech.listed(parts) if parts else ""
    return text.append(said, style="not bold")


def print_verdict(report: Report, paper: Paper) -> None:
    """The last line: the run in one sentence."""
    severities = _every(report)
    worst = next((severity for severity, number in severities.items() if number), None)
    paper.console.print()
    said = verdict(report, paper.speech)
    paper.line(Text(said, style=SEVERITY_STYLE[worst] if worst else "bold green"))
