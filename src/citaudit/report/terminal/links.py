"""Links in the terminal, those that ask for attention first; then all that was not done."""

from __future__ import annotations

from rich.text import Text

from citaudit.model import Report, Standing, Verdict
from citaudit.report.plain import cited_links
from citaudit.report.terminal.page import STANDING_STYLE, Paper
from citaudit.report.words import Speech, gaps, standings, visible
from citaudit.text.moments import day_of_stamp, utc_day

FOLDED = {
    Standing.DEAD: 25,
    Standing.SUSPECT: 15,
    Standing.UNKNOWN: 10,
    Standing.MOVED: 5,
    Standing.ALIVE: 0,
    Standing.UNCHECKED: 0,
}
"""How many addresses of each standing are listed unless all are asked for."""
NAMED = 4
"""How many things that were not done are named unless all are asked for."""


def print_links(report: Report, paper: Paper) -> None:
    """The addresses by standing, each with the reason, where it is cited and the copy there is."""
    found = standings(report)
    total = sum(map(len, found.values()))
    looked_at = total - len(found[Standing.UNCHECKED])
    if not looked_at:
        return  # that none was looked at is said among the gaps
    paper.heading(paper.speech.word("section.links"), paper.speech.word("n.address", total))
    cited = _cited_in(report)
    for standing, urls in found.items():
        if not urls or standing is Standing.UNCHECKED:
            continue
        title = Text(paper.speech.word(f"standing.{standing}"), style=STANDING_STYLE[standing])
        title.append(f" {len(urls):,}", style="default")
        paper.line(title)
        shown = urls if paper.verbose else urls[: FOLDED[standing]]
        for url in shown:
            _print_link(report, url, cited[url], paper)
        if shown and len(shown) < len(urls):
            more = paper.speech.word("more_v", len(urls) - len(shown))
            paper.line(Text(more, style="dim"), indent=2)


def _print_link(report: Report, url: str, pages: list[str], paper: Paper) -> None:
    speech = paper.speech
    paper.line(visible(url), indent=2)
    verdict = report.evidence.verdict(url)
    why = f" {paper.dot} ".join(_reasons(verdict, speech)) if verdict else ""
    if why:
        paper.line(Text(visible(why), style="dim"), indent=4)
    answer = report.evidence.archive(url)
    copy = answer.copy if answer else None
    if copy:
        day = day_of_stamp(copy.taken)
        lead = speech.word("link.copy_of", day=str(day)) if day else speech.word("link.copy")
        said = Text(lead, style="green")
        said.append(visible(copy.archive_url), style="default")
        paper.line(said, indent=4)
    elif answer and answer.state == "none":
        paper.line(Text(speech.word("link.no_copy"), style="dim"), indent=4)
    more = len(pages) - 1
    cited = speech.word(
        "link.cited_in_more" if more else "link.cited_in", more, page=visible(pages[0])
    )
    paper.line(Text(cited, style="dim"), indent=4)


def _reasons(verdict: Verdict, speech: Speech) -> list[str]:
    look = verdict.look
    said: list[str] = []
    if look:
        told = look.status is None or str(look.status) in look.reason
        status = "" if told else speech.aside(str(look.status))
        said.append(f"{speech.outcome(look.outcome)}{status}")
        if look.reason:
            said.append(speech.tell(look.reason))
        if look.final_url and look.final_url != look.url:
            said.append(speech.word("link.now", url=look.final_url))
    if verdict.standing is Standing.DEAD:
        said.append(_since(verdict, speech))
    return said


def _since(verdict: Verdict, speech: Speech) -> str:
    """How long it has been dead, and how sure that is."""
    day = utc_day(verdict.first_dead)
    if verdict.seen <= 1 or day is None:
        return speech.word("link.dead_once")
    return speech.word("link.dead_since", verdict.seen, day=str(day))


def _cited_in(report: Report) -> dict[str, list[str]]:
    cited: dict[str, set[str]] = {}
    for page in report.pages:
        for link in cited_links(page.citations):
            cited.setdefault(link.url, set()).add(page.page.id)
    return {url: sorted(pages) for url, pages in cited.items()}


def _everywhere(report: Report) -> str | None:
    """The reason for which no link at all was looked at: then their names say nothing more."""
    return report.evidence.no_network if report.looked else "offline"


def print_gaps(report: Report, paper: Paper, *, listed: bool) -> None:
    """What was not read and not checked; where `listed`, by name and with the rules not run."""
    found = [gap for gap in gaps(report) if listed or gap.kind != "rule"]
    if not found:
        return
    if listed:
        paper.heading(paper.speech.word("section.gaps"))
    for gap in found:
        paper.line(Text(visible(gap.told(paper.speech)), style="yellow"))
        if not listed or (gap.reason == _everywhere(report) and not paper.verbose):
            continue
        named = gap.what if paper.verbose else gap.what[:NAMED]
        rest = len(gap.what) - len(named)
        names = [*map(visible, named), *([paper.speech.word("more", rest)] if rest else [])]
        listed_so = paper.speech.listed(names) if gap.kind == "rule" else "\n".join(names)
        paper.line(Text(listed_so, style="dim"), indent=2)
