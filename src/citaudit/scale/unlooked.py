"""What a run of a dump says nothing about, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from citaudit.report.html.view import Unchecked
from citaudit.scale.query import files_of
from citaudit.scale.run_file import RunFile
from citaudit.scale.store import tally_of

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_LISTED: Final = 40  # names of one kind that are written out

_UNREAD: Final = f"""
select problem, count(*), min(title, {_LISTED}) from pages where problem is not null
group by problem order by count(*) desc, problem limit {_LISTED}
"""  # noqa: S608 - our own number


def unchecked(out: Path, run: RunFile, database: DuckDBPyConnection) -> Iterator[Unchecked]:
    """All that the tables of a run do not hold or did not look at, and why."""
    folder = out / run.tables
    yield from _set_aside(database)
    for why, n, titles in database.execute(_UNREAD).fetchall():
        yield Unchecked("pages", tuple(titles), why, n)
    yield from _left_out(folder)
    yield from _rules(run)
    yield from _links(out, database)
    sql = "select reason, count(*) from statements where support = 'exempt' group by 1 order by 1"
    for why, n in database.execute(sql).fetchall():
        yield Unchecked("statements", (), why or "", n)


def _set_aside(database: DuckDBPyConnection) -> Iterator[Unchecked]:
    by_reason: defaultdict[str, list[str]] = defaultdict(list)
    sql = "select block, what, why from set_aside order by block"
    for block, what, why in database.execute(sql).fetchall():
        if block < 0:
            yield Unchecked("rest", (), why, 1)
        else:
            by_reason[why].append(what)
    for why, names in sorted(by_reason.items(), key=lambda each: (-len(each[1]), each[0])):
        yield Unchecked("blocks", tuple(names[:_LISTED]), why, len(names))


def _left_out(folder: Path) -> Iterator[Unchecked]:
    tally = tally_of(folder)
    for kind in ("redirects", "elsewhere", "foreign"):
        if n := getattr(tally, kind):
            yield Unchecked(kind, (), "", n)


def _rules(run: RunFile) -> Iterator[Unchecked]:
    by_reason: defaultdict[str, list[str]] = defaultdict(list)
    for code, why in sorted(run.rules_skipped.items()):
        by_reason[why].append(code)
    for why, codes in sorted(by_reason.items()):
        yield Unchecked("rules", tuple(codes), why, len(codes))


def _links(out: Path, database: DuckDBPyConnection) -> Iterator[Unchecked]:
    """Links left out and undecided, by reason; all of them where none was looked at."""
    folder = out / "looks"
    if not any(folder.glob("[0-9]*.parquet")):
        [(n,)] = database.execute("select coalesce(sum(links), 0) from pages").fetchall()
        yield from [Unchecked("links", (), "offline", n)] if n else []
        return
    looks = database.read_parquet(files_of(folder))
    for kind, why, where in (
        ("links", "skipped", "skipped is not null"),
        ("unknown", "coalesce(nullif(reason, ''), outcome)", "standing = 'unknown'"),
    ):
        counted = looks.filter(where).aggregate(f"{why} as why, count(*) as n", why)
        for reason, n in counted.order("n desc, why").limit(_LISTED).fetchall():
            yield Unchecked(kind, (), reason or "", n)
