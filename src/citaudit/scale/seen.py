"""What was seen of the links in each block of a dump."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any, Final

import duckdb

from citaudit.model import Evidence
from citaudit.scale.looks import SCHEMA, evidence_of
from citaudit.scale.store import SEGMENT

_OF_SEGMENT: Final = """
select distinct p.block, l.url, {columns}
from read_parquet('{text}/links/{segment:05}.parquet') l
join read_parquet('{text}/pages/{segment:05}.parquet') p using (page)
join read_parquet('{looks}/[0-9]*.parquet') k using (address)
where l.role <> 'identifier' and p.problem is null
"""


class Seen:
    """The evidence of one segment at a time, as blocks come in order."""

    def __init__(self, out: Path, text: Path) -> None:
        self._looks, self._text = out / "looks", text
        self._segment = -1
        self._rows: dict[int, list[tuple[Any, ...]]] = {}

    def of(self, block: int) -> Evidence:
        """What was seen of the links of one block."""
        if block // SEGMENT != self._segment:
            self._segment = block // SEGMENT
            self._rows = self._read(self._segment)
        return evidence_of(self._rows.get(block, []))

    def _read(self, segment: int) -> dict[int, list[tuple[Any, ...]]]:
        rows: defaultdict[int, list[tuple[Any, ...]]] = defaultdict(list)
        here = self._text / "links" / f"{segment:05}.parquet"
        if not (here.is_file() and any(self._looks.glob("[0-9]*.parquet"))):
            return rows
        sql = _OF_SEGMENT.format(
            columns=", ".join(f"k.{name}" for name in SCHEMA.names),
            text=str(self._text).replace("'", "''"),
            looks=str(self._looks).replace("'", "''"),
            segment=segment,
        )
        with duckdb.connect() as database:
            for block, *row in database.execute(sql).fetchall():
                rows[block].append(tuple(row))
        return rows
