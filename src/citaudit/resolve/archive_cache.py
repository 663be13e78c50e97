"""What archives have said, beside the looks in the history: a run cut off asks nothing twice.

Captures are listed and copies opened once; each answer is on disk before the next question.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from citaudit.model import Snapshot
from citaudit.resolve.copies import Opened
from citaudit.resolve.database import connected
from citaudit.resolve.wayback import Row
from citaudit.text.moments import DAY

_NEWS: Final = DAY  # "no copy" may be outdated by tomorrow
_LISTED: Final = 30 * DAY  # copies stay
_OPENED: Final = 180 * DAY  # and do not change
_BUSY: Final = 3.0  # seconds
_TABLES: Final = """
CREATE TABLE IF NOT EXISTS listings (
  archive TEXT NOT NULL, url TEXT NOT NULL, at REAL NOT NULL, captures TEXT NOT NULL,
  PRIMARY KEY (archive, url)
) STRICT;
CREATE TABLE IF NOT EXISTS snapshots (
  gate TEXT NOT NULL, url TEXT NOT NULL, at REAL NOT NULL, found TEXT NOT NULL,
  PRIMARY KEY (gate, url)
) STRICT;
CREATE TABLE IF NOT EXISTS asked (archive TEXT NOT NULL, at REAL NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS copies (
  url TEXT PRIMARY KEY, at REAL NOT NULL, opened TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS saves (
  archive TEXT NOT NULL, url TEXT NOT NULL, at REAL NOT NULL, copy TEXT, reason TEXT NOT NULL,
  PRIMARY KEY (archive, url)
) STRICT;
"""


class ArchiveCache:
    """Keeps answers in the file of the history; without one, for this run alone.

    `problem` says in words why they are not kept, where that is so.
    """

    def __init__(
        self, path: Path | None, clock: Callable[[], float] | None = None, busy: float = _BUSY
    ) -> None:
        self.problem = ""
        self._clock = clock or time.time
        try:
            self._database = connected(path, _TABLES, busy)
        except sqlite3.Error as error:
            self.problem = f"answers of archives are not kept in {path}: {error}"
            self._database = connected(None, _TABLES, busy)

    def close(self) -> None:
        self._database.close()

    def listing(self, archive: str, url: str) -> list[Row] | None:
        """The captures of an address as last listed; None where that is too long ago."""
        row = self._row(
            "SELECT at, captures FROM listings WHERE archive = ? AND url = ?", (archive, url)
        )
        if row is None:
            return None
        found = [Row(*each) for each in json.loads(row[1])]
        return found if self._fresh(row[0], found) else None

    def keep_listing(self, archive: str, url: str, rows: Sequence[Row]) -> None:
        told = [(r.original, r.taken, r.status, r.mimetype, r.digest) for r in rows]
        self._write(
            "INSERT OR REPLACE INTO listings VALUES (?, ?, ?, ?)",
            (archive, url, self._clock(), json.dumps(told, ensure_ascii=False)),
        )

    def snapshots(self, gate: str, url: str) -> tuple[Snapshot, ...] | None:
        """The good copies that a TimeGate led to; None where it was asked too long ago."""
        row = self._row("SELECT at, found FROM snapshots WHERE gate = ? AND url = ?", (gate, url))
        if row is None:
            return None
        found = tuple(Snapshot(url, *each) for each in json.loads(row[1]))
        return found if self._fresh(row[0], found) else None

    def keep_snapshots(self, gate: str, url: str, found: Sequence[Snapshot]) -> None:
        told = [(each.archive_url, each.taken, each.status, each.service) for each in found]
        self._write(
            "INSERT OR REPLACE INTO snapshots VALUES (?, ?, ?, ?)",
            (gate, url, self._clock(), json.dumps(told, ensure_ascii=False)),
        )

    def count(self, archive: str) -> None:
        """Remember that the index of an archive has been asked, for its limit by the minute."""
        self._write("INSERT INTO asked VALUES (?, ?)", (archive, self._clock()))

    def ages(self, archive: str) -> list[float]:
        """How many seconds ago the index was asked, within the last minute; forgets older ones."""
        now = self._clock()
        self._write("DELETE FROM asked WHERE at < ?", (now - 60.0,))
        rows = self._rows(
            "SELECT at FROM asked WHERE archive = ? AND at >= ?", (archive, now - 60.0)
        )
        return [max(0.0, now - at) for (at,) in rows]

    def opened(self, url: str) -> Opened | None:
        row = self._row("SELECT at, opened FROM copies WHERE url = ?", (url,))
        if row is None or self._clock() - row[0] >= _OPENED:
            return None
        return Opened(*json.loads(row[1]))

    def keep_opened(self, url: str, found: Opened) -> None:
        told = (found.kind, found.status, found.taken, found.address, found.title, found.reason)
        self._write(
            "INSERT OR REPLACE INTO copies VALUES (?, ?, ?)",
            (url, self._clock(), json.dumps(told, ensure_ascii=False)),
        )

    def saved(self, archive: str, url: str) -> tuple[float, str | None, str] | None:
        """When an address was last asked to be kept, the copy, or the reason why there is none."""
        row: tuple[float, str | None, str] | None = self._row(
            "SELECT at, copy, reason FROM saves WHERE archive = ? AND url = ?", (archive, url)
        )
        return row

    def keep_saved(self, archive: str, url: str, copy: str | None, reason: str) -> None:
        self._write(
            "INSERT OR REPLACE INTO saves VALUES (?, ?, ?, ?, ?)",
            (archive, url, self._clock(), copy, reason),
        )

    def forget_listing(self, archive: str, url: str) -> None:
        """Forget what captures of an address were listed: there is another now."""
        self._write("DELETE FROM listings WHERE archive = ? AND url = ?", (archive, url))

    def _fresh(self, at: float, found: Sequence[object]) -> bool:
        """Whether what was found at that time may still be believed."""
        return self._clock() - at < (_LISTED if found else _NEWS)

    def _row(self, statement: str, values: tuple[Any, ...]) -> Any:
        """The one row that a statement finds; None without one."""
        return next(iter(self._rows(statement, values)), None)

    def _rows(self, statement: str, values: tuple[Any, ...]) -> list[Any]:
        try:
            return self._database.execute(statement, values).fetchall()
        except sqlite3.Error as error:
            self.problem = f"earlier answers of archives could not be read: {error}"
            return []

    def _write(self, statement: str, values: tuple[Any, ...]) -> None:
        """Write at once: a row takes microseconds, and whoever stops the run finds it there.

        What another run's lock or a full disk keeps out is asked for again the next time.
        """
        try:
            with self._database:
                self._database.execute(statement, values)
        except sqlite3.Error as error:
            self.problem = f"answers of archives could not be kept: {error}"
