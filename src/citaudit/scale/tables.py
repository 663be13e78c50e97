"""The tables of a dump's audit: their columns, and the rows of one page.

The columns are a contract, `citaudit/dump/v1`: some may be added, none is renamed or changes its
type. `docs/scale.md` says what each means.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

import pyarrow as pa

from citaudit.coverage import coverage
from citaudit.model import PageReport, Severity, Standing, Support, Unread
from citaudit.read.block import Article
from citaudit.urls.canonical import fold, host

SCHEMA: Final = "citaudit/dump/v1"
_EXCERPT: Final = 200  # code points of the page that a finding shows

_TEXT, _TEXTS = pa.string(), pa.list_(pa.string())
_NUMBER, _COUNT, _FLAG = pa.int64(), pa.int32(), pa.bool_()
_NAME = pa.dictionary(pa.int32(), pa.string())  # one of few values
_FIELDS = pa.map_(pa.string(), pa.string())
_PLACE: Final = {"page": _NUMBER, "start": _COUNT, "stop": _COUNT}
_COUNTED: Final = (
    "references",
    "empty_references",
    "undefined_references",
    "markers",
    "claims",
    "links",
    "addresses",
    "archive_links",
)

COLUMNS: Final[Mapping[str, Mapping[str, pa.DataType]]] = {
    "pages": {
        "page": _NUMBER,
        "block": _COUNT,
        "title": _TEXT,
        "namespace": _COUNT,
        "url": _TEXT,
        "revision": _NUMBER,
        "saved": _TEXT,
        "language": _NAME,
        "characters": _COUNT,
        "categories": _TEXTS,
        "problem": _TEXT,
        **dict.fromkeys(_COUNTED, _COUNT),
        **{f"claims_{each}": _COUNT for each in Support},
        "statements": _COUNT,
        "strict": _COUNT,
        "with_paragraph": _COUNT,
        "checkable": _COUNT,
        **{f"links_{each}": _COUNT for each in Standing},
        **{f"findings_{each}": _COUNT for each in Severity},
    },
    "references": {
        **_PLACE,
        "reference": _TEXT,
        "label": _TEXT,
        "form": _NAME,
        "kind": _NAME,
        "title": _TEXT,
        "empty": _FLAG,
        "cause": _NAME,
        "source": _TEXT,
        "markers": _COUNT,
        "urls": _TEXTS,
        "archives": _TEXTS,
        "identifiers": _TEXTS,
        "templates": _TEXTS,
        "fields": _FIELDS,
    },
    "statements": {
        **_PLACE,
        "statement": _TEXT,
        "text": _TEXT,
        "section": _TEXTS,
        "block": _NAME,
        "lead": _FLAG,
        "support": _NAME,
        "scope": _NAME,
        "references": _TEXTS,
        "traits": _TEXTS,
        "reason": _NAME,
    },
    "findings": {
        **_PLACE,
        "code": _NAME,
        "name": _NAME,
        "severity": _NAME,
        "confidence": _NAME,
        "state": _NAME,
        "message": _TEXT,
        "excerpt": _TEXT,
        "fingerprint": _TEXT,
    },
    "links": {
        **_PLACE,
        "url": _TEXT,
        "address": _TEXT,
        "host": _TEXT,
        "role": _NAME,
        "standing": _NAME,
    },
}
TABLES: Final = tuple(COLUMNS)
SCHEMAS: Final = {
    table: pa.schema(list(columns.items()), metadata={"schema": SCHEMA})
    for table, columns in COLUMNS.items()
}
Rows = dict[str, list[tuple[Any, ...]]]


def no_rows() -> Rows:
    """All tables, empty."""
    return {table: [] for table in TABLES}


def add_page(
    rows: Rows,
    block: int,
    article: Article,
    report: PageReport,
    categories: Sequence[str],
    standings: Mapping[str, Standing],
) -> None:
    """Add the rows of one audited page. `standings` are by address as written."""
    key = article.number
    text = report.page.text
    rows["pages"].append(_page(block, article, report, categories))
    rows["references"].extend(_references(key, report))
    rows["statements"].extend(_statements(key, report))
    rows["findings"].extend(_findings(key, report, text))
    for link in report.citations.document.links:
        standing = standings.get(link.url, Standing.UNCHECKED).value
        address = fold(link.url)
        place = key, link.span.start, link.span.end
        rows["links"].append((*place, link.url, address, host(link.url), link.role, standing))


def add_unread(rows: Rows, block: int, number: int, unread: Unread) -> None:
    """Add the row of a page that could not be audited: its title and the reason."""
    known = {"page": number, "block": block, "title": unread.id, "problem": unread.reason}
    rows["pages"].append(tuple(known.get(name) for name in COLUMNS["pages"]))


def packed(rows: Rows) -> bytes:
    """The rows of all tables as Arrow streams, one after another."""
    sink = io.BytesIO()
    options = pa.ipc.IpcWriteOptions(compression="zstd")
    for table, schema in SCHEMAS.items():
        columns = list(zip(*rows[table], strict=True)) or [()] * len(schema)
        arrays = [
            pa.array(values, field.type) for values, field in zip(columns, schema, strict=True)
        ]
        with pa.ipc.new_stream(sink, schema, options=options) as stream:
            stream.write_table(pa.Table.from_arrays(arrays, schema=schema))
    return sink.getvalue()


def unpacked(data: bytes) -> Iterator[tuple[str, pa.Table]]:
    """Each table of `packed` rows by its name."""
    source = pa.BufferReader(data)
    for table in TABLES:
        with pa.ipc.open_stream(source) as stream:
            yield table, stream.read_all()


def _page(
    block: int, article: Article, report: PageReport, categories: Sequence[str]
) -> tuple[Any, ...]:
    page, counts = article.page, report.counts
    covered = coverage(report.citations.claims)
    return (
        article.number,
        block,
        page.id,
        article.namespace,
        page.url,
        int(page.revision) if page.revision else None,
        article.at,
        page.language,
        len(page.text),
        list(categories),
        None,
        *(counts[name] for name in _COUNTED),
        *(counts["claims_by_support"][each] for each in Support),
        covered.statements,
        covered.strict,
        covered.paragraph,
        covered.checkable,
        *(counts["links_by_standing"][each] for each in Standing),
        *(counts["findings"][each] for each in Severity),
    )


def _references(key: int, report: PageReport) -> Iterator[tuple[Any, ...]]:
    for each in report.citations.references:
        yield (
            key,
            each.span.start,
            each.span.end,
            each.id,
            each.label,
            each.form,
            each.kind,
            each.title,
            each.empty,
            each.cause,
            each.source_key,
            len(each.markers),
            [link.url for link in each.links if link.role == "source"],
            [link.url for link in each.links if link.role == "archive"],
            [f"{found.scheme}:{found.value}" for found in each.identifiers],
            [template.name for template in each.templates],
            sorted(each.fields.items()),
        )


def _statements(key: int, report: PageReport) -> Iterator[tuple[Any, ...]]:
    for each in report.citations.claims:
        yield (
            key,
            each.span.start,
            each.span.end,
            each.id,
            each.text,
            list(each.section),
            each.block,
            each.lead,
            str(each.support),
            each.scope,
            list(each.references),
            list(each.traits),
            each.reason,
        )


def _findings(key: int, report: PageReport, text: str) -> Iterable[tuple[Any, ...]]:
    for each in report.findings:
        start, end = each.span.start, each.span.end
        yield (
            key,
            start,
            end,
            each.code,
            each.name,
            str(each.severity),
            str(each.confidence),
            each.state,
            each.message,
            text[start : min(end, start + _EXCERPT)],
            each.fingerprint,
        )
