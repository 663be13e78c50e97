"""The folder of a run: what is done, so that a run that was stopped goes on where it was.

    run.json              what the run is of; a folder holds one run
    text/units/0000012.arrow  a block that is done
    text/units/0000012.failed a block that was set aside, and why
    text/segments/00000.json  64 blocks packed into the tables: a kill before it is written
                              leaves the blocks, which are packed again
    text/pages/00000.parquet … the tables, one file a segment

A file is written beside its place and moved there, so that it is whole or not there. Segments hold
the same blocks in the same order whoever did the work, and how often it was stopped.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from citaudit.scale.columns import unpacked
from citaudit.scale.files import full, write
from citaudit.scale.tables import SCHEMAS, TABLES
from citaudit.scale.unit import Result, Tally

SEGMENT: Final = 64
"""Blocks in one file of each table: some 6,400 pages, 10 to 60 MB of statements packed."""
_ROWS: Final = 10_000  # rows gathered before they are written as one group


class Store:
    """The results of one pass over the blocks of a dump, below `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._work, self._segments = folder / "units", folder / "segments"
        for each in (self._work, self._segments, *(folder / table for table in TABLES)):
            try:
                each.mkdir(parents=True, exist_ok=True)
                for torn in each.glob(".*"):  # what a kill left half written
                    torn.unlink()
            except OSError as error:
                raise full(folder, error) from error
        self.packed: dict[int, dict[str, Any]] = {}
        for path in _manifests(folder):
            self.packed[int(path.stem)] = json.loads(path.read_text("utf-8"))
        self.loose = {int(each.stem) for each in self._work.glob("[0-9]*.arrow")}
        self.failed = {
            int(each.stem): json.loads(each.read_text("utf-8"))["reason"]
            for each in self._work.glob("[0-9]*.failed")
        }
        for segment in self.packed:
            self._tidy(segment)

    def knows(self, number: int) -> bool:
        """Whether a block is done, or set aside."""
        return number // SEGMENT in self.packed or number in self.loose or number in self.failed

    def keep(self, result: Result) -> None:
        """Put a block's tables on disk, with what it came to."""
        known = {"tally": asdict(result.tally), "unread": [asdict(u) for u in result.unread]}
        head = json.dumps(known, ensure_ascii=False).encode()
        data = len(head).to_bytes(8, "big") + head + result.tables
        write(self._block(result.number, "arrow"), data)
        self.loose.add(result.number)

    def set_aside(self, number: int, reason: str) -> None:
        """Remember that a block could not be done, and why."""
        write(self._block(number, "failed"), json.dumps({"reason": reason}).encode())
        self.failed[number] = reason

    def pack_complete(self, total: int | None) -> None:
        """Pack every segment whose blocks are all known; `total` blocks make the last one."""
        known = self.loose | self.failed.keys()
        for segment in sorted({number // SEGMENT for number in known}):
            first = segment * SEGMENT
            last = first + SEGMENT if total is None else min(first + SEGMENT, total)
            if segment not in self.packed and all(each in known for each in range(first, last)):
                self._pack(segment, range(first, last))

    def give_another_try(self) -> None:
        """Forget what was set aside; the segments with such blocks are done anew."""
        for segment, about in list(self.packed.items()):
            if about["set_aside"]:
                self._manifest(segment).unlink()
                del self.packed[segment]
        for number in self.failed:
            self._block(number, "failed").unlink(missing_ok=True)
        self.failed.clear()

    def tell(self, problem: str) -> None:
        """Remember why the dump could not be read to its end; empty where it could."""
        path = self.folder / "problem.txt"
        if problem:
            write(path, problem.encode())
        else:
            path.unlink(missing_ok=True)

    @property
    def set_aside_blocks(self) -> dict[int, str]:
        """Each block that could not be done, and why."""
        found = dict(self.failed)
        for about in self.packed.values():
            found.update({int(number): why for number, why in about["set_aside"].items()})
        return dict(sorted(found.items()))

    @property
    def unread(self) -> list[dict[str, str]]:
        """Pages that could not be audited: their titles, and why."""
        return [each for _, about in sorted(self.packed.items()) for each in about["unread"]]

    @property
    def tally(self) -> Tally:
        """What all packed segments come to."""
        return sum((Tally(**about["tally"]) for about in self.packed.values()), Tally())

    def _pack(self, segment: int, numbers: range) -> None:
        tally = Tally()
        unread: list[dict[str, str]] = []
        writers = {table: Gathered(self._table(table, segment), table) for table in TABLES}
        try:
            for number in numbers:
                if number not in self.loose:
                    continue
                about, tables = self._read(number)
                unread += about["unread"]
                tally += Tally(**about["tally"])
                for table, rows in unpacked(tables):
                    writers[table].add(rows)
            for writer in writers.values():
                writer.close()
        except OSError as error:
            raise full(self.folder, error) from error
        about = {
            "blocks": [numbers.start, numbers.stop],
            "tally": asdict(tally),
            "unread": unread,
            "set_aside": {n: self.failed[n] for n in numbers if n in self.failed},
        }
        write(self._manifest(segment), json.dumps(about, ensure_ascii=False).encode())
        self.packed[segment] = json.loads(json.dumps(about))
        self._tidy(segment)

    def _read(self, number: int) -> tuple[dict[str, Any], bytes]:
        data = self._block(number, "arrow").read_bytes()
        start = 8 + int.from_bytes(data[:8], "big")
        return json.loads(data[8:start]), data[start:]

    def _tidy(self, segment: int) -> None:
        """Drop the blocks of a packed segment."""
        for number in range(segment * SEGMENT, (segment + 1) * SEGMENT):
            if number in self.loose:
                self._block(number, "arrow").unlink(missing_ok=True)
            if number in self.failed:
                self._block(number, "failed").unlink(missing_ok=True)
            self.loose.discard(number)
            self.failed.pop(number, None)

    def _block(self, number: int, suffix: str) -> Path:
        return self._work / f"{number:07}.{suffix}"

    def _manifest(self, segment: int) -> Path:
        return self._segments / f"{segment:05}.json"

    def _table(self, table: str, segment: int) -> Path:
        return self.folder / table / f"{segment:05}.parquet"


class Gathered:
    """Rows on their way into one Parquet file, in groups worth reading."""

    def __init__(self, path: Path, table: str) -> None:
        self._path, self._beside = path, path.with_name(f".{path.name}")
        self._writer = pq.ParquetWriter(
            self._beside, SCHEMAS[table], compression="zstd", compression_level=3
        )
        self._held: list[pa.Table] = []
        self._rows = 0

    def add(self, rows: pa.Table) -> None:
        self._held.append(rows)
        self._rows += rows.num_rows
        if self._rows >= _ROWS:
            self._flush()

    def close(self) -> None:
        """Finish the file and put it in its place."""
        self._flush()
        self._writer.close()
        os.replace(self._beside, self._path)  # noqa: PTH105 - atomic, also over an old file

    def _flush(self) -> None:
        if self._held:
            self._writer.write_table(pa.concat_tables(self._held).unify_dictionaries())
        self._held, self._rows = [], 0


def tally_of(folder: Path) -> Tally:
    """What all packed segments of a pass come to."""
    segments = (json.loads(each.read_text("utf-8")) for each in _manifests(folder))
    return sum((Tally(**each["tally"]) for each in segments), Tally())


def set_aside(folder: Path) -> Iterator[tuple[int, str, str]]:
    """(block, name, reason) of each block that is missing; -1 for all after the last readable."""
    problem = folder / "problem.txt"
    if problem.is_file():
        yield -1, "the rest of the dump", problem.read_text("utf-8")
    for path in _manifests(folder):
        for number, why in json.loads(path.read_text("utf-8"))["set_aside"].items():
            what, _, reason = why.partition(": ")
            yield int(number), what, reason


def _manifests(folder: Path) -> list[Path]:
    return sorted((folder / "segments").glob("[0-9]*.json"))


def loose_blocks(folder: Path) -> int:
    """How many blocks of a pass are done and not in its tables yet."""
    return sum(1 for _ in (folder / "units").glob("[0-9]*.arrow"))
