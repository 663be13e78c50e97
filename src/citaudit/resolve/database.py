"""The SQLite file in the user's cache folder that the history and the archives' answers share."""

from __future__ import annotations

import sqlite3
from pathlib import Path


def connected(path: Path | None, tables: str, busy: float) -> sqlite3.Connection:
    """That file with these `tables` in it; without a path, a database of this run alone.

    `busy` is the seconds to wait while another run writes. WAL keeps readers and a second run out
    of each other's way, and a kill at any moment leaves either all of a batch or nothing of it.
    Raises `sqlite3.Error`.
    """
    database = sqlite3.connect(path or ":memory:", timeout=busy, check_same_thread=False)
    try:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("PRAGMA synchronous=NORMAL")
        database.executescript(tables)
        if not database.execute("PRAGMA user_version").fetchone()[0]:
            database.execute("PRAGMA user_version = 1")
    except BaseException:
        database.close()
        raise
    return database
