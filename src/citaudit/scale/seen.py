"""What was seen of the links in each block of a dump."""

from __future__ import annotations

import glob
from collections import defaultdict
from pathlib import Path
from typing import Any, Final

import duckdb

from citaudit.model import Evidence
from citaudit.scale.looks import SCHEMA, evidence_of
from citaudit.scale.query import files_of
from citaudit.scale.store import SEGMENT

_OF_SEGMENT: Final = f"""
select distinct p.block, l.url, {", ".join(f"k.{name}" for name in SCHEMA.names)}
from read_parquet($links) l
join read_parquet($pages) p using (page)
join read_parquet($looks) k using (address)
where l.role <> 'identifier' and p.problem is null
"""  # noqa: S608 - our own names


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
        links, pages = (
            self._text / table / f"{segment:05}.parquet" for table in ("links", "pages")
        )
        if not (links.is_file() and any(self._looks.glob("[0-9]*.parquet"))):
            return rows
        files = {
            "links": glob.escape(str(links)),
            "pages": glob.escape(str(pages)),
            "looks": files_of(self._looks),
        }
        with duckdb.connect() as database:
            for block, *row in database.execute(_OF_SEGMENT, files).fetchall():
                rows[block].append(tuple(row))
        return rows
