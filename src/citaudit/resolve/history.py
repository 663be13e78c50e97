"""Every look ever taken, in SQLite, in the user's cache folder.

WAL keeps readers and a second run out of each other's way, and a kill at any moment leaves either
all of a batch or nothing of it. Point reads take microseconds and are done where they are needed;
writes are gathered and handed to one thread.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import sqlite3
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from citaudit.model import Look, Outcome

NAME: Final = "looks.sqlite3"
_BUSY: Final = 15.0  # seconds to wait for another run's batch
_KEPT: Final = 200  # looks read for one address: the newest
_SCHEMA: Final = """
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
    import platformdirs

    return Path(platformdirs.user_cache_dir("citaudit", appauthor=False))


class History:
    """The looks of earlier runs and of this one. Use `opened`; it never fails for want of a disk.

    `problem` says in words why nothing is kept, where that is so.
    """

    def __init__(self, path: Path | None, problem: str = "") -> None:
        self.path = path
        self.problem = problem
        self._reader = _connected(path) if path else None
        self._gathered: list[Look] = []
        self._writing = asyncio.Lock()

    def looks(self, url: str) -> list[Look]:
        """The newest looks at an address, oldest first, as they are on disk."""
        if self._reader is None:
            return []
        rows = self._reader.execute(
            f"SELECT {_COLUMNS} FROM looks WHERE url = ? ORDER BY at DESC, id DESC LIMIT ?",  # noqa: S608
            (url, _KEPT),
        ).fetchall()
        return [_look(row) for row in reversed(rows)]

    def add(self, look: Look) -> None:
        """Keep a look; it is on disk after the next `flush`."""
        if self._reader is not None:
            self._gathered.append(look)

    async def flush(self) -> None:
        """Write what has been gathered, in one transaction, off the event loop."""
        async with self._writing:
            if not self._gathered or self.path is None:
                return
            batch, self._gathered = self._gathered, []
            try:
                await asyncio.shield(asyncio.to_thread(write, self.path, batch))
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
    with contextlib.closing(_connected(path)) as database, database:
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
        with contextlib.closing(_connected(path)) as database:
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
    stamp = time.strftime("%Y%m%d%H%M%S", time.gmtime())
    for each in _files(path):
        each.rename(each.with_name(f"{each.name}.damaged-{stamp}"))


def _connected(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path, timeout=_BUSY, check_same_thread=False)
    try:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("PRAGMA synchronous=NORMAL")
        if not database.execute("PRAGMA user_version").fetchone()[0]:
            database.executescript(_SCHEMA + "PRAGMA user_version = 1;")
    except BaseException:
        database.close()
        raise
    return database


def _look(row: tuple[str, float, str, int | None, str | None, str | None, str | None, str]) -> Look:
    url, at, outcome, status, final_url, hops, title, reason = row
    known = Outcome(outcome) if outcome in Outcome._value2member_map_ else Outcome.SKIPPED
    taken = tuple(json.loads(hops)) if hops else ()
    return Look(url, at, known, status, final_url, taken, title, reason)
