"""The report in GitHub Markdown, fit for a job summary.

GitHub drops a summary of over 1 MiB whole ("Workflow commands", GitHub documentation), so whole
sections are left out instead, those of the least troubled pages first, and the report says which.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape
from itertools import groupby
from typing import Final

from citaudit.coverage import Coverage, coverage, share, total_coverage
from citaudit.model import Figures, Finding, PageReport, Report, Severity, Standing
from citaudit.report.order import by_severity, fresh, in_order, worst_first
from citaudit.report.places import Places
from citaudit.report.words import (
    MEASURES,
    Speech,
    advice,
    gaps,
    looked,
    standings,
    tally,
    verdict,
    visible,
)
from citaudit.version import VERSION

LIMIT: Final = 1_000_000
"""Bytes; the rest of the mebibyte is left to what else the job writes."""
ROWS: Final = 300
"""So many pages get a row, so many addresses of one standing."""
EACH: Final = 50
"""So many findings of one rule are listed in one page."""
NAMED: Final = 10
"""So many things that were not done are named."""
WORDS: Final = 160
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|~#])")
_TICKS = re.compile(r"`+")


def render(report: Report, *, limit: int = LIMIT, language: str = "en") -> str:
    """The report as Markdown of at most `limit` bytes, if its figures alone fit in that.

    `language` is `en`, `zh-Hans` or `zh-Hant`.
    """
    pages, speech = in_order(report.pages), Speech(language)
    opening = [_head(report, speech), _measures(report, speech), *_table(report, pages, speech)]
    closing = [*_links(report, speech), *_gaps(report, speech)]
    hints = {rule.code: advice(rule, speech) for rule in report.rules}
    sections = {page.page.id: _page(page, hints, speech) for page in pages if fresh(page)}
    room = limit - sum(map(_size, [*opening, *closing]))
    kept, cut = _fitting(pages, sections, room)
    body = [sections[page.page.id] for page in kept]
    if body or cut:
        body.insert(0, f"## {speech.word('section.findings')}\n")
    if cut:
        findings = [finding for page in cut for finding in fresh(page)]
        left, found = speech.word("n_pages", len(cut)), tally(findings, speech)
        said = speech.word("md.left_out", pages=left, found=found)
        body.append(f"> [!NOTE]\n> {said}\n")
    return "\n".join([*opening, *body, *closing])


def _fitting(
    pages: Sequence[PageReport], sections: dict[str, str], room: int
) -> tuple[list[PageReport], list[PageReport]]:
    """The pages whose sections fit, the worst first served, and those that do not; in order."""
    room -= 300  # the heading, and what says that something was cut
    with_findings = [page for page in pages if page.page.id in sections]
    ranked = sorted(with_findings, key=lambda page: [-n for n in _severities(page)])
    kept: set[str] = set()
    for page in ranked:
        size = _size(sections[page.page.id])
        if size <= room:
            kept.add(page.page.id)
            room -= size
    return (
        [page for page in with_findings if page.page.id in kept],
        [page for page in with_findings if page.page.id not in kept],
    )


def _size(section: str) -> int:
    return len(section.encode("utf-8", "replace")) + 1


def _head(report: Report, speech: Speech) -> str:
    found, when, tool = verdict(report, speech), looked(report, speech), f"citaudit {VERSION}"
    total = speech.word("md.head", verdict=found, looked=when, tool=tool)
    return f"# {speech.word('report_title')}\n\n{total}\n"


def _measures(report: Report, speech: Speech) -> str:
    figures, leads = total_coverage(report.pages), total_coverage(report.pages, "lead")
    rows = [
        _cells([speech.word(f"measure.{each}"), *_both(figures, each), *_both(leads, each)])
        for each in MEASURES
    ]
    body = speech.word("md.body", statements=speech.word("n.statement", figures.statements))
    lead = speech.word("md.leads", statements=speech.word("n.statement", leads.statements))
    head = _cells(["", body, "", lead, ""])
    return "\n".join([head, "| --- | ---: | ---: | ---: | ---: |", *rows, ""])


def _both(figures: Coverage, measure: str) -> list[str]:
    part = getattr(figures, measure)
    return [f"{part:,}", share(part, figures.statements)]


def _table(report: Report, pages: Sequence[PageReport], speech: Speech) -> list[str]:
    if not pages:
        return []
    names = ["page", "references", "statements", *MEASURES, *Severity]
    head = _cells([speech.word(f"column.{name}") for name in names])
    ranked = sorted(pages, key=lambda page: [-n for n in _severities(page)])
    shown = {page.page.id for page in ranked[:ROWS]}
    rows = [_row(page, speech) for page in pages if page.page.id in shown]
    if len(pages) > ROWS:
        rows.append(_cells([speech.word("more_pages", len(pages) - ROWS)]))
    if len(pages) > 1:
        found = by_severity(finding for page in pages for finding in fresh(page))
        name = f"**{speech.word('column.all')}**"
        rows.append(
            _figures(name, report.figures, total_coverage(pages), list(found.values()), speech)
        )
    return ["\n".join([head, f"| --- |{' ---: |' * 8}", *rows, ""])]


def _row(page: PageReport, speech: Speech) -> str:
    covered, name = coverage(page.citations.claims), code(page.page.id, cell=True)
    return _figures(name, page.figures, covered, _severities(page), speech)


def _figures(
    name: str, figures: Figures, covered: Coverage, found: list[int], speech: Speech
) -> str:
    whole = covered.statements
    shares = [share(getattr(covered, measure), whole) for measure in MEASURES]
    references, empty = figures.references, figures.empty_references
    cited = speech.word("md.references", references, empty=empty) if empty else f"{references:,}"
    return _cells([name, cited, f"{whole:,}", *shares, *(f"{n:,}" for n in found)])


def _severities(page: PageReport) -> list[int]:
    return list(by_severity(fresh(page)).values())


def _page(page: PageReport, hints: Mapping[str, str], speech: Speech) -> str:
    """One page, folded."""
    places = Places(page.page)
    total = speech.word("colon") + tally(fresh(page), speech)
    title = f"<code>{_html(page.page.id)}</code>{total}"
    parts = [f"<details><summary>{title}</summary>\n"]
    found = sorted(worst_first(fresh(page)), key=lambda f: (f.severity.rank, f.code))
    for (severity, rule), group in groupby(found, key=lambda f: (f.severity, f.code)):
        findings = list(group)
        name = escaped(speech.rule_name(findings[0]))
        aside = speech.aside(speech.word(f"severity.{severity}"))
        parts.append(f"**{rule} {name}**{aside}  ")
        if rule in hints:
            parts.append(f"*{hints[rule]}*")
        parts.append("")
        parts += [_finding(finding, places, speech) for finding in findings[:EACH]]
        if len(findings) > EACH:
            parts.append(f"- {speech.word('more', len(findings) - EACH)}")
        parts.append("")
    return "\n".join([*parts, "</details>\n"])


def _finding(finding: Finding, places: Places, speech: Speech) -> str:
    line, _ = places.place(finding.span.start)
    where = "" if finding.of_page else speech.word("at_line", line=str(line))
    certain = finding.confidence == "high"
    sure = "" if certain else speech.aside(speech.word(f"sure.{finding.confidence}"))
    words = places.words(finding.span, WORDS)
    message = escaped(speech.tell(finding.message))
    said = f"- {where}{message}{sure} {code(words) if words else ''}".rstrip()
    if finding.fix:
        said += f"  \n  {speech.word('md.fix')}{escaped(speech.tell(finding.fix.description))}"
    return said


def _links(report: Report, speech: Speech) -> list[str]:
    """The addresses that ask for attention, a table a standing; the others counted."""
    found = standings(report)
    total = sum(map(len, found.values()))
    if total == len(found[Standing.UNCHECKED]):
        return []
    counted = speech.listed(
        speech.word("of_standing", len(urls), what=speech.word(f"standing.{each}"))
        for each, urls in found.items()
        if urls
    )
    addresses = speech.word("n.address", total)
    said = speech.word("md.links", addresses=addresses, standings=counted)
    parts = [f"## {speech.word('section.links')}\n\n{said}\n"]
    listed = (Standing.DEAD, Standing.SUSPECT, Standing.UNKNOWN, Standing.MOVED)
    return parts + [_standing(report, each, found[each], speech) for each in listed if found[each]]


def _standing(report: Report, standing: Standing, urls: list[str], speech: Speech) -> str:
    rows = [_link(report, url, speech) for url in urls[:ROWS]]
    if len(urls) > ROWS:
        rows.append(_cells([speech.word("more", len(urls) - ROWS)]))
    total = f"{speech.word(f'standing.{standing}')}{speech.word('colon')}{len(urls):,}"
    title = f"<details><summary>{total}</summary>\n"
    head = _cells([speech.word(f"column.{name}") for name in ("address", "seen", "copy")])
    return "\n".join([title, head, "| --- | --- | --- |", *rows, "", "</details>\n"])


def _link(report: Report, url: str, speech: Speech) -> str:
    known = report.evidence.verdict(url)
    look = known.look if known else None
    seen = ""
    if look:
        told = look.status is None or str(look.status) in look.reason
        status = "" if told else str(look.status)
        parts = [speech.outcome(look.outcome), status, speech.tell(look.reason)]
        if look.final_url and look.final_url != url:
            parts.append(speech.word("md.now", url=look.final_url))
        seen = escaped(speech.joined(filter(None, parts)))
    answer = report.evidence.archive(url)
    copy = answer.copy if answer else None
    return _cells([code(url, cell=True), seen, code(copy.archive_url, cell=True) if copy else ""])


def _gaps(report: Report, speech: Speech) -> list[str]:
    found = gaps(report)
    if not found:
        return []
    lines = [f"## {speech.word('section.gaps')}\n"]
    for gap in found:
        named, rest = speech.listed(map(code, gap.what[:NAMED])), len(gap.what) - NAMED
        if rest > 0:
            named = speech.word("more_names", rest, names=named)
        lines.append(f"- {escaped(gap.told(speech))}{speech.aside(named)}")
    return ["\n".join([*lines, ""])]


def escaped(text: str) -> str:
    """`text` as words of Markdown, whatever it holds."""
    return _SPECIAL.sub(r"\\\1", visible(text).replace("&", "&amp;"))


def code(text: str, *, cell: bool = False) -> str:
    """`text` in code marks long enough for what it holds; inside a table `cell`, bars escaped."""
    text = visible(text)
    ticks = "`" * (max(map(len, _TICKS.findall(text)), default=0) + 1)
    pad = " " if text[:1] in "` " or text[-1:] in "` " else ""
    if cell:
        text = text.replace("|", r"\|")
    return f"{ticks}{pad}{text}{pad}{ticks}"


def _html(text: str) -> str:
    return escape(visible(text), quote=False)


def _cells(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
