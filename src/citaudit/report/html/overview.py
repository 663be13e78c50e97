"""The whole run, ready to print: figures, pages by need, and what was not checked."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Any

from citaudit.coverage import counted, total_coverage
from citaudit.model import Evidence, Link, PageReport, Report, Standing
from citaudit.report.html.bars import bar, gauge, timeline
from citaudit.report.html.compare import changes_of, comparison
from citaudit.report.html.links import Looks
from citaudit.report.html.pages import SUPPORT_ORDER, SUPPORT_QUERY, page_view, state_bar
from citaudit.report.html.rules import rule_views
from citaudit.report.html.titles import titles
from citaudit.report.html.view import (
    Bar,
    Gauge,
    HostView,
    LinkView,
    PageView,
    ReportView,
    Unchecked,
)
from citaudit.report.order import in_order
from citaudit.report.plain import cited_links
from citaudit.version import VERSION

COVER = ("named", "found", "none", "unasked")
_HOSTS = 12
_LISTED = 40


def report_view(report: Report, compare: Mapping[str, Any] | None, language: str) -> ReportView:
    """`report` as plain data, beside the earlier JSON report `compare` where one is given."""
    ordered = in_order(report.pages)
    looks = Looks(report.evidence)
    changes = changes_of(ordered, compare)
    taken: set[str] = set()
    named = titles([each.page.id for each in ordered])
    pages = tuple(
        page_view(each, at, title, looks, changes, taken)
        for at, (each, title) in enumerate(zip(ordered, named, strict=True), start=1)
    )
    addresses = _addresses(ordered, looks)
    return ReportView(
        language=language,
        version=VERSION,
        looked=report.looked,
        no_network=report.evidence.no_network,
        gauges=_gauges(ordered),
        support=_support(ordered),
        references=state_bar((ref for page in pages for ref in page.references), "is:{}"),
        links=bar(
            "links", Counter(each.standing for each in addresses), Standing.worst_first(), "is:{}"
        ),
        archives=_archive_cover(pages),
        leads=sum(page.leads for page in pages),
        statements=sum(len(counted(page.citations.claims, "all")) for page in ordered),
        mendable=sum(
            each.fix is not None and each.state == "new" for page in pages for each in page.findings
        ),
        pages=tuple(sorted(pages, key=lambda page: (-page.need, page.name))),
        rules=rule_views(report.rules, [each for page in pages for each in page.findings]),
        hosts=_hosts(addresses),
        seen=bool(report.evidence.verdicts),
        timeline=timeline(ordered),
        unchecked=tuple(_unchecked(report)),
        comparison=comparison(report, compare) if compare is not None else None,
    )


def _gauges(pages: Sequence[PageReport]) -> tuple[Gauge, ...]:
    """The three figures that are always given together."""
    covered = total_coverage(pages)
    return (
        gauge("checkable", covered.checkable, covered.statements),
        gauge("strict", covered.strict, covered.statements),
        gauge("with-paragraph", covered.paragraph, covered.statements),
    )


def _support(pages: Iterable[PageReport]) -> Bar:
    supports: Counter[str] = Counter(
        claim.support for page in pages for claim in counted(page.citations.claims)
    )
    return bar("support", supports, SUPPORT_ORDER, SUPPORT_QUERY)


def _addresses(pages: Iterable[PageReport], looks: Looks) -> list[LinkView]:
    """Every address cited, once each, in order."""
    found: dict[str, Link] = {}
    for page in pages:
        for link in cited_links(page.citations):
            found.setdefault(link.url, link)
    return [looks.link(found[url]) for url in sorted(found)]


def _archive_cover(pages: Iterable[PageView]) -> Bar:
    """Which source addresses have a copy: named in the page, found, none, or nobody asked."""
    cover: dict[str, str] = {}
    for page in pages:
        for reference in page.references:
            named = any(link.role == "archive" for link in reference.links)
            for link in (each for each in reference.links if each.role == "source"):
                state = "named" if named else _found(link)
                if COVER.index(state) < COVER.index(cover.get(link.url, "unasked")):
                    cover[link.url] = state
                cover.setdefault(link.url, state)
    return bar("archives", Counter(cover.values()), COVER, "")


def _found(link: LinkView) -> str:
    return link.archives if link.archives in ("found", "none") else "unasked"


def _hosts(addresses: Iterable[LinkView]) -> tuple[HostView, ...]:
    """The hosts that fail most, then those cited most."""
    total: Counter[str] = Counter()
    bad: Counter[str] = Counter()
    for link in addresses:
        if link.host and link.role != "archive":
            total[link.host] += 1
            bad[link.host] += link.standing.bad
    ranked = sorted(total, key=lambda host: (-bad[host], -total[host], host))[:_HOSTS]
    most = max((total[host] for host in ranked), default=1)
    return tuple(
        HostView(host, bad[host], total[host], round(100 * total[host] / most, 1))
        for host in ranked
    )


def _unchecked(report: Report) -> Iterator[Unchecked]:
    """All that this run says nothing about, and why."""
    if report.evidence.no_network:
        yield Unchecked("network", (), report.evidence.no_network, 1)
    for each in sorted(report.unread, key=attrgetter("id")):
        yield Unchecked("unread", (each.id,), each.reason, 1)
    yield from _by_reason("rules", report.rules_skipped)
    yield from _by_reason("links", report.evidence.skipped)
    yield from _by_reason("unknown", _untold(report.evidence))
    yield from _by_reason("archives", _unasked(report.evidence))
    exempt = Counter(
        claim.reason or ""
        for page in report.pages
        for claim in page.citations.claims
        if claim.support == "exempt"
    )
    for reason, n in sorted(exempt.items()):
        yield Unchecked("statements", (), reason, n)


def _untold(evidence: Evidence) -> dict[str, str]:
    """Addresses that a look could not decide (walls, throttling, time-outs), and why."""
    return {
        url: verdict.look.reason or str(verdict.look.outcome)
        for url, verdict in evidence.verdicts.items()
        if verdict.standing == "unknown" and verdict.look
    }


def _unasked(evidence: Evidence) -> dict[str, str]:
    """Addresses for which no archive could be asked, and why."""
    return {
        url: answer.reason
        for url, answer in evidence.archives.items()
        if answer.state == "could-not-ask"
    }


def _by_reason(kind: str, skipped: Mapping[str, str]) -> Iterator[Unchecked]:
    by_reason: defaultdict[str, list[str]] = defaultdict(list)
    for what, why in sorted(skipped.items()):
        by_reason[why].append(what)
    for why, names in sorted(by_reason.items()):
        yield Unchecked(kind, tuple(names[:_LISTED]), why, len(names))
