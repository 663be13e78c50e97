"""The rows of one audited page in each table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from citaudit.coverage import coverage
from citaudit.model import (
    Claim,
    Finding,
    Link,
    PageReport,
    Reference,
    Severity,
    Standing,
    Support,
    Unread,
)
from citaudit.read.block import Article
from citaudit.scale.columns import Columns
from citaudit.scale.tables import COLUMNS, COUNTED
from citaudit.text.lines import Lines
from citaudit.urls.address import host
from citaudit.urls.canonical import fold

_EXCERPT: Final = 200  # code points of the page that a finding shows


def add_page(
    tables: Mapping[str, Columns],
    block: int,
    article: Article,
    report: PageReport,
    categories: Sequence[str],
    standings: Mapping[str, Standing],
) -> None:
    """Add the rows of one audited page. `standings` are by address as written."""
    key, cited = article.number, report.citations
    _one(tables["pages"], _page(block, article, report, categories))
    _references(tables["references"], key, cited.references)
    _statements(tables["statements"], key, cited.claims)
    _findings(tables["findings"], key, report.findings, report.page.text)
    _links(tables["links"], key, cited.document.links, standings)


def add_unread(tables: Mapping[str, Columns], block: int, number: int, unread: Unread) -> None:
    """Add the row of a page that could not be audited: its title and the reason."""
    known = {"page": number, "block": block, "title": unread.id, "problem": unread.reason}
    _one(tables["pages"], {name: known.get(name) for name in COLUMNS["pages"]})


def _one(pages: Columns, row: Mapping[str, Any]) -> None:
    pages.add(**{name: (value,) for name, value in row.items()})


def _page(
    block: int, article: Article, report: PageReport, categories: Sequence[str]
) -> dict[str, Any]:
    page, figures = article.page, report.figures
    covered = coverage(report.citations.claims)
    return {
        "page": article.number,
        "block": block,
        "title": page.id,
        "namespace": article.namespace,
        "url": page.url,
        "revision": int(page.revision) if page.revision else None,
        "saved": article.at,
        "language": page.language,
        "characters": len(page.text),
        "categories": categories,
        "problem": None,
        **{name: getattr(figures, name) for name in COUNTED},
        **{f"claims_{each}": figures.claims_by_support[each] for each in Support},
        "statements": covered.statements,
        "strict": covered.strict,
        "with_paragraph": covered.paragraph,
        "checkable": covered.checkable,
        **{f"links_{each}": figures.links_by_standing[each] for each in Standing},
        **{f"findings_{each}": figures.findings[each] for each in Severity},
    }


def _references(table: Columns, key: int, found: Sequence[Reference]) -> None:
    table.add(
        page=[key] * len(found),
        start=[each.span.start for each in found],
        stop=[each.span.end for each in found],
        reference=[each.id for each in found],
        label=[each.label for each in found],
        form=[each.form for each in found],
        kind=[each.kind for each in found],
        title=[each.title for each in found],
        empty=[each.empty for each in found],
        cause=[each.cause for each in found],
        source=[each.source_key for each in found],
        markers=[len(each.markers) for each in found],
        urls=[[link.url for link in each.links if link.role == "source"] for each in found],
        archives=[[link.url for link in each.links if link.role == "archive"] for each in found],
        identifiers=[[f"{one.scheme}:{one.value}" for one in each.identifiers] for each in found],
        templates=[[template.name for template in each.templates] for each in found],
        fields=[sorted(each.fields.items()) for each in found],
    )


def _statements(table: Columns, key: int, found: Sequence[Claim]) -> None:
    table.add(
        page=[key] * len(found),
        start=[each.span.start for each in found],
        stop=[each.span.end for each in found],
        statement=[each.id for each in found],
        text=[each.text for each in found],
        section=[each.section for each in found],
        block=[each.block for each in found],
        lead=[each.lead for each in found],
        support=[each.support.value for each in found],
        scope=[each.scope for each in found],
        references=[each.references for each in found],
        traits=[each.traits for each in found],
        reason=[each.reason for each in found],
    )


def _findings(table: Columns, key: int, found: Sequence[Finding], text: str) -> None:
    lines = Lines(text)
    starts, stops = [each.span.start for each in found], [each.span.end for each in found]
    table.add(
        page=[key] * len(found),
        start=starts,
        stop=stops,
        code=[each.code for each in found],
        name=[each.name for each in found],
        severity=[each.severity.value for each in found],
        confidence=[each.confidence.value for each in found],
        state=[each.state for each in found],
        message=[each.message for each in found],
        excerpt=[
            text[start : min(stop, start + _EXCERPT)]
            for start, stop in zip(starts, stops, strict=True)
        ],
        fingerprint=[each.fingerprint for each in found],
        line=[lines.place(start)[0] for start in starts],
    )


def _links(
    table: Columns, key: int, found: Sequence[Link], standings: Mapping[str, Standing]
) -> None:
    urls = [each.url for each in found]
    table.add(
        page=[key] * len(found),
        start=[each.span.start for each in found],
        stop=[each.span.end for each in found],
        url=urls,
        address=[fold(url) for url in urls],
        host=[host(url) for url in urls],
        role=[each.role for each in found],
        standing=[standings.get(url, Standing.UNCHECKED).value for url in urls],
    )
