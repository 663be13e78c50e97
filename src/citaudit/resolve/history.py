"""Every look ever taken, in SQLite, in the user's cache folder.

Point reads take microseconds and are done where they are needed; writes are gathered and handed to
one thread.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from citaudit.model import Look, Outcome
from citaudit.resolve.database import connected
from citaudit.text.moments import stamp_of

NAME: Final = "looks.sqlite3"
_BUSY: Final = 15.0  # seconds to wait for another run's batch
_KEPT: Final = 200  # looks read for one address: the newest
_TABLES: Final = """
CREATE TABLE IF NOT EXISTS looks (
  id INTEGER PRIMARY KEY,
  url TEXT NOT NULL,
  at REAL NOT NULL,
  outcome TEXT NOT NULL,
  status INTEGER,
  final_url TEXT,
  hops TEXT,
  title TEXT,
  reason TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS looks_by_url ON looks (url, at);
"""
_COLUMNS: Final = "url, at, outcome, status, final_url, hops, title, reason"


def folder(cache_dir: Path | None = None) -> Path:
    """Where looks are kept: the folder given, else the user's own cache folder."""
    if cache_dir is not None:
        return cache_dir
    import platformdirs  # not where a folder is given

    return Path(platformdirs.user_cache_dir("citaudit", appauthor=False))


class History:
    """The looks of earlier runs and of this one. Use `opened`; it never fails for want of a disk.

    `problem` says in words why looks are not kept, or earlier ones not there, where that is so.
    """

    def __init__(self, path: Path | None, problem: str = "") -> None:
        self.path = path
        self.problem = problem
        self._reader = connected(path, _TABLES, _BUSY) if path else None
        self._gathered: list[Look] = []
        self._writing = asyncio.Lock()

    def looks(self, url: str) -> list[Look]:
        """The newest looks at an address, oldest first, as they are on disk."""
        if self._reader is None:
            return []
        try:
            rows = self._reader.execute(
                f"SELECT {_COLUMNS} FROM looks WHERE url = ? ORDER BY at DESC, id DESC LIMIT ?",  # noqa: S608
                (url, _KEPT),
            ).fetchall()
        except sqlite3.Error as error:
            self.problem = f"earlier looks could not be read: {error}"
            return []
        return [_look(row) for row in reversed(rows)]

    def add(self, look: Look) -> None:
        """Keep a look; it is on disk after the next `flush`."""
        if self._reader is not None:
            self._gathered.append(look)

    async def flush(self) -> None:
        """Write what has been gathered, in one transaction, off the event loop."""
        async with self._writing:
            if not self._gathered:
                return
            batch, self._gathered = self._gathered, []
            await asyncio.shield(asyncio.to_thread(self.keep, batch))

    def keep(self, looks: Sequence[Look]) -> None:
        """Write these looks, in one transaction."""
        if not looks or self.path is None:
            return
        try:
            write(self.path, looks)
        except sqlite3.Error as error:
            self.problem = f"looks could not be kept: {error}"

    def close(self) -> None:
        if self._reader is not None:
            self._reader.close()
            self._reader = None


def opened(cache_dir: Path | None = None, *, keep: bool = True) -> History:
    """The history in that folder; an unusable file is set aside, an unusable folder keeps none."""
    if not keep:
        return History(None)
    path = folder(cache_dir) / NAME
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return History(path)
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            return History(None, f"{path} cannot be used: {error}")
    except OSError as error:
        return History(None, f"{path} cannot be used: {error.strerror}")
    try:
        _set_aside(path)
        return History(path, f"{path} was damaged; it was set aside and begun anew")
    except (sqlite3.Error, OSError) as error:
        return History(None, f"{path} cannot be used: {error}")


def write(path: Path, looks: Iterable[Look]) -> None:
    """Add looks in one transaction, waiting for another run's where there is one."""
    rows = [
        (
            each.url,
            each.at,
            each.outcome.value,
            each.status,
            each.final_url,
            json.dumps(each.hops, ensure_ascii=False) if each.hops else None,
            each.title,
            each.reason,
        )
        for each in looks
    ]
    with contextlib.closing(connected(path, _TABLES, _BUSY)) as database, database:
        database.executemany(
            f"INSERT INTO looks ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
            rows,
        )


@dataclass(frozen=True, slots=True)
class Held:
    """What the cache holds. `oldest` and `newest` are seconds since 1970."""

    path: Path
    bytes: int = 0
    looks: int = 0
    addresses: int = 0
    oldest: float | None = None
    newest: float | None = None


def info(cache_dir: Path | None = None) -> Held:
    """How much is kept, and where; all zero where nothing is."""
    path = folder(cache_dir) / NAME
    if not path.is_file():
        return Held(path)
    try:
        with contextlib.closing(connected(path, _TABLES, _BUSY)) as database:
            row = database.execute(
                "SELECT count(*), count(DISTINCT url), min(at), max(at) FROM looks"
            ).fetchone()
    except sqlite3.Error:
        return Held(path, path.stat().st_size)
    return Held(path, sum(each.stat().st_size for each in _files(path)), *row)


def clear(cache_dir: Path | None = None) -> int:
    """Forget every look; the number of bytes that were freed."""
    path = folder(cache_dir) / NAME
    freed = 0
    for each in _files(path):
        freed += each.stat().st_size
        each.unlink()
    return freed


def _files(path: Path) -> Iterator[Path]:
    """The database and what SQLite keeps beside it."""
    beside = (path, path.with_name(f"{NAME}-wal"), path.with_name(f"{NAME}-shm"))
    return (each for each in beside if each.is_file())


def _set_aside(path: Path) -> None:
    stamp = stamp_of(datetime.now(UTC))
    for each in _files(path):
        each.rename(each.with_name(f"{each.name}.damaged-{stamp}"))


def _look(row: tuple[str, float, str, int | None, str | None, str | None, str | None, str]) -> Look:
    url, at, outcome, status, final_url, hops, title, reason = row
    try:
        known = Outcome(outcome)
    except ValueError:  # a word of a later version
        known = Outcome.SKIPPED
    taken = tuple(json.loads(hops)) if hops else ()
    return Look(url, at, known, status, final_url, taken, title, reason)
