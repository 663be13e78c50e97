"""The tables of an earlier run over the same wiki: rows of pages that have not changed since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from citaudit.judge.registry import RULES
from citaudit.judge.requests import same_age
from citaudit.model import Dated
from citaudit.read.block import Article
from citaudit.scale.files import FolderError, StoreError
from citaudit.scale.run_file import RunFile, run_of
from citaudit.scale.tables import SCHEMAS

_SAME_PAGE: Final = ("page", "revision", "title", "namespace", "characters", "language")
_DATED: Final = {rule.code: rule.dated for rule in RULES if rule.dated}


@dataclass(frozen=True, slots=True)
class Segment:
    """The files that hold the pages with ids from `first` to `last`, both included."""

    number: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Unchanged:
    """Pages audited before, by their ids, and their rows in every table."""

    pages: frozenset[int] = frozenset()
    tables: Mapping[str, pa.Table] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Earlier:
    """The tables of a run below `folder`.

    A page with a finding that would not be the same `today` counts as changed; None where both runs
    are of one day.
    """

    folder: Path
    segments: tuple[Segment, ...]
    today: date | None = None

    def unchanged(self, articles: Sequence[Article], block: int) -> Unchanged:
        """Those of the `articles` of a block whose revision the run audited.

        None where the tables cannot be read, as by a worker that has not got that disk: all are
        audited then.
        """
        wanted = {_key(each) for each in articles if each.number and each.page.revision}
        if not wanted:
            return Unchanged()
        try:
            return self._read(wanted, block)
        except (OSError, pa.ArrowException):
            return Unchanged()

    def _read(self, wanted: set[tuple[Any, ...]], block: int) -> Unchanged:
        known = self._rows("pages", {key[0] for key in wanted})
        sound = known.filter(pc.is_null(known["problem"]))
        keys = zip(*(sound[name].to_pylist() for name in _SAME_PAGE), strict=True)
        kept = {key[0] for key in keys if key in wanted}
        if self.today is not None:
            kept -= set(self._outdated(kept, self.today))
        if not kept:
            return Unchanged()
        tables = {table: self._rows(table, kept) for table in SCHEMAS}
        pages = tables["pages"]
        blocks = pa.array([block] * pages.num_rows, pages.schema.field("block").type)
        at = pages.schema.get_field_index("block")
        tables["pages"] = pages.set_column(at, pages.schema.field(at), blocks)
        return Unchanged(frozenset(kept), tables)

    def _outdated(self, pages: set[int], today: date) -> Iterator[int]:
        """Those of `pages` of which something else would be said `today`."""
        findings = self._rows("findings", pages)
        codes = findings["code"].cast(pa.string())
        dated = findings.filter(pc.is_in(codes, pa.array(_DATED, pa.string())))
        rows = (dated[name].to_pylist() for name in ("page", "code", "message"))
        for page, code, message in zip(*rows, strict=True):
            if _DATED[code] is Dated.DAY or not same_age(message, today):
                yield page

    def _rows(self, table: str, pages: set[int]) -> pa.Table:
        """The rows of `pages` in one table."""
        first, last = min(pages, default=0), max(pages, default=0)
        page = pc.field("page")
        asked = page.isin(sorted(pages)) & (page >= first) & (page <= last)
        parts = [
            pq.read_table(
                self.folder / table / f"{segment.number:05}.parquet",
                filters=asked,
                use_threads=False,  # a worker has a core to itself
                partitioning=None,
            ).cast(SCHEMAS[table])
            for segment in self.segments
            if segment.first <= last and segment.last >= first
        ]
        return pa.concat_tables([SCHEMAS[table].empty_table(), *parts])


def earlier(folder: Path, run: RunFile) -> Earlier:
    """The run in `folder`, whose rows can stand among those of `run`.

    Raises `FolderError` where there is none, or where `run` would make other rows.
    """
    try:
        known = run_of(folder)
        differs = [what for what, before, now in _compared(known, run) if before != now]
        if differs:
            raise FolderError(
                f"{folder}: its rows are not those of this run ({', '.join(differs)} differ); "
                "leave --earlier out"
            )
        text = (folder / "text").resolve()
        segments = tuple(_segments(text / "pages"))
    except (OSError, pa.ArrowException) as error:
        raise FolderError(f"{folder}: its tables cannot be read: {error}") from error
    except StoreError as error:
        raise FolderError(str(error)) from error
    same_day = known.today == run.today
    return Earlier(text, segments, None if same_day else date.fromisoformat(run.today))


def among(
    own: Mapping[str, pa.Table], kept: Unchanged, pages: Sequence[int]
) -> Mapping[str, pa.Table]:
    """The rows of a block in every table, its own and those kept, in the order of `pages`.

    Pages that are not among these come last.
    """
    if not kept.pages:
        return own
    order = pa.array(pages, pa.int64())
    return {table: _ordered(own[table], kept.tables[table], order) for table in SCHEMAS}


def _ordered(own: pa.Table, kept: pa.Table, order: pa.Array) -> pa.Table:
    rows = pa.concat_tables([own, kept])
    rows = rows.take(pc.sort_indices(pc.index_in(rows["page"], value_set=order)))
    columns = [_numbered(column) for column in rows.combine_chunks().columns]
    return pa.Table.from_arrays(columns, schema=own.schema)


def _numbered(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """A column of names numbered as they come, like those of a block that is audited whole."""
    if not pa.types.is_dictionary(column.type):
        return column
    return column.cast(column.type.value_type).dictionary_encode()


def _key(article: Article) -> tuple[Any, ...]:
    """What is the same where an article is, in the order of `_SAME_PAGE`."""
    page = article.page
    return (
        article.number,
        int(page.revision or 0),
        page.id,
        article.namespace,
        len(page.text),
        page.language,
    )


def _compared(known: RunFile, run: RunFile) -> Iterator[tuple[str, object, object]]:
    """All that a row depends on besides its page, by name: in the earlier run and in this one."""
    yield "schema", known.schema, run.schema
    yield "version", known.tool, run.tool
    yield "wiki", known.site, run.site
    yield "rules", known.same.get("rules"), run.same["rules"]


def _segments(pages: Path) -> Iterator[Segment]:
    for path in sorted(pages.glob("[0-9]*.parquet")):
        about = pq.read_metadata(path)
        column = about.schema.names.index("page")
        groups = [about.row_group(number) for number in range(about.num_row_groups)]
        spans = [group.column(column).statistics for group in groups if group.num_rows]
        if spans:
            first, last = min(each.min for each in spans), max(each.max for each in spans)
            yield Segment(int(path.stem), first, last)
