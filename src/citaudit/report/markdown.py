"""The report in GitHub Markdown, fit for a job summary.

GitHub drops a summary of over 1 MiB whole ("Workflow commands", GitHub documentation), so whole
sections are left out instead, those of the least troubled pages first, and the report says which.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any, Final

from citaudit.coverage import Coverage, coverage, over, share
from citaudit.model import Finding, PageReport, Report, Standing
from citaudit.report.order import WORST_FIRST, by_severity, fresh, in_order, worst_first
from citaudit.report.places import Places
from citaudit.report.seen import copy_of, verdict_on
from citaudit.report.words import (
    MEASURES,
    STANDINGS,
    advice,
    count,
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
WORDS: Final = 160
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|~#])")
_TICKS = re.compile(r"`+")


def render(report: Report, *, limit: int = LIMIT) -> str:
    """The report as Markdown of at most `limit` bytes, if its figures alone fit in that."""
    pages = in_order(report.pages)
    opening = [_head(report), _measures(report), *_table(report, pages)]
    closing = [*_links(report), *_gaps(report)]
    sections = {page.page.id: _page(page, report) for page in pages if fresh(page)}
    room = limit - sum(map(_size, [*opening, *closing]))
    kept, cut = _fitting(pages, sections, room)
    body = [sections[page.page.id] for page in kept]
    if body or cut:
        body.insert(0, "## Findings\n")
    if cut:
        findings = [finding for page in cut for finding in fresh(page)]
        left = f"{count(len(cut), 'page')} with {tally(findings)}"
        body.append(f"> [!NOTE]\n> Left out for want of room: {left}. Other formats have them.\n")
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


def _head(report: Report) -> str:
    total = f"**{verdict(report)}**, {looked(report)}."
    return f"# Citation audit\n\n{total} citaudit {VERSION}.\n"


def _measures(report: Report) -> str:
    figures, leads = over(report.pages), over(report.pages, lead=True)
    rows = [
        _cells([name, *_both(figures, measure), *_both(leads, measure)])
        for measure, name in MEASURES.items()
    ]
    body = count(figures.statements, "statement")
    lead = count(leads.statements, "statement")
    head = _cells(["", f"body: {body}", "", f"leads: {lead}", ""])
    return "\n".join([head, "| --- | ---: | ---: | ---: | ---: |", *rows, ""])


def _both(figures: Coverage, measure: str) -> list[str]:
    part = getattr(figures, measure)
    return [f"{part:,}", share(part, figures.statements)]


def _table(report: Report, pages: Sequence[PageReport]) -> list[str]:
    if not pages:
        return []
    names = ["page", "references", "statements", "strict", "paragraph", "checkable"]
    head = _cells([*names, "errors", "warnings", "notes"])
    ranked = sorted(pages, key=lambda page: [-n for n in _severities(page)])
    shown = {page.page.id for page in ranked[:ROWS]}
    rows = [_row(page) for page in pages if page.page.id in shown]
    if len(pages) > ROWS:
        rows.append(_cells([f"… and {count(len(pages) - ROWS, 'more page')}"]))
    if len(pages) > 1:
        found = by_severity(finding for page in pages for finding in fresh(page))
        counts, figures = report.counts, over(pages)
        rows.append(_figures("**all**", counts, figures, list(found.values())))
    return ["\n".join([head, f"| --- |{' ---: |' * 8}", *rows, ""])]


def _row(page: PageReport) -> str:
    figures = coverage(page.citations.claims)
    return _figures(code(page.page.id, cell=True), page.counts, figures, _severities(page))


def _figures(name: str, counts: Mapping[str, Any], figures: Coverage, found: list[int]) -> str:
    whole = figures.statements
    shares = [share(getattr(figures, measure), whole) for measure in MEASURES]
    references, empty = counts.get("references", 0), counts.get("empty_references", 0)
    cited = f"{references:,} ({empty:,} empty)" if empty else f"{references:,}"
    return _cells([name, cited, f"{whole:,}", *shares, *(f"{n:,}" for n in found)])


def _severities(page: PageReport) -> list[int]:
    return list(by_severity(fresh(page)).values())


def _page(page: PageReport, report: Report) -> str:
    """One page, folded."""
    places = Places(page.page)
    hints = {rule.code: advice(rule) for rule in report.rules}
    title = f"<code>{_html(page.page.id)}</code>: {tally(fresh(page))}"
    parts = [f"<details><summary>{title}</summary>\n"]
    found = sorted(worst_first(fresh(page)), key=lambda f: (WORST_FIRST[f.severity], f.code))
    for (severity, rule), group in groupby(found, key=lambda f: (f.severity, f.code)):
        findings = list(group)
        parts.append(f"**{rule} {escaped(findings[0].name)}** ({severity})  ")
        if rule in hints:
            parts.append(f"*{hints[rule]}*")
        parts.append("")
        parts += [_finding(finding, places) for finding in findings[:EACH]]
        if len(findings) > EACH:
            parts.append(f"- … and {len(findings) - EACH:,} more")
        parts.append("")
    return "\n".join([*parts, "</details>\n"])


def _finding(finding: Finding, places: Places) -> str:
    line, _ = places.place(finding.span.start)
    sure = "" if finding.confidence == "high" else f" ({finding.confidence} confidence)"
    words = places.words(finding.span, WORDS)
    where = "" if finding.span.start == finding.span.end == 0 else f"line {line}: "
    said = f"- {where}{escaped(finding.message)}{sure} {code(words) if words else ''}".rstrip()
    if finding.fix:
        said += f"  \n  Fix: {escaped(finding.fix.description)}"
    return said


def _links(report: Report) -> list[str]:
    """The addresses that ask for attention, a table a standing; the others counted."""
    found = standings(report)
    total = sum(map(len, found.values()))
    if total == len(found[Standing.UNCHECKED]):
        return []
    counted = [f"{len(urls):,} {STANDINGS[each]}" for each, urls in found.items() if urls]
    parts = [f"## Links\n\n{count(total, 'address', 'addresses')}: {', '.join(counted)}.\n"]
    listed = (Standing.DEAD, Standing.SUSPECT, Standing.UNKNOWN, Standing.MOVED)
    return parts + [_standing(report, each, found[each]) for each in listed if found[each]]


def _standing(report: Report, standing: Standing, urls: list[str]) -> str:
    rows = [_link(report, url) for url in urls[:ROWS]]
    if len(urls) > ROWS:
        rows.append(_cells([f"… and {len(urls) - ROWS:,} more"]))
    title = f"<details><summary>{STANDINGS[standing]}: {len(urls):,}</summary>\n"
    head = _cells(["address", "seen", "copy"])
    return "\n".join([title, head, "| --- | --- | --- |", *rows, "", "</details>\n"])


def _link(report: Report, url: str) -> str:
    known = verdict_on(report.evidence, url)
    look = known.look if known else None
    seen = ""
    if look:
        told = look.status is None or str(look.status) in look.reason
        parts = [str(look.outcome).replace("_", " "), "" if told else str(look.status), look.reason]
        if look.final_url and look.final_url != url:
            parts.append(f"now at {look.final_url}")
        seen = escaped(", ".join(part for part in parts if part))
    copy = copy_of(report.evidence, url)
    return _cells([code(url, cell=True), seen, code(copy.archive_url, cell=True) if copy else ""])


def _gaps(report: Report) -> list[str]:
    found = gaps(report)
    if not found:
        return []
    lines = ["## Not done\n"]
    for gap in found:
        named = ", ".join(code(each) for each in gap.what[:10])
        more = f" and {len(gap.what) - 10:,} more" if len(gap.what) > 10 else ""
        lines.append(f"- {escaped(str(gap))} ({named}{more})")
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
    return visible(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _cells(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
