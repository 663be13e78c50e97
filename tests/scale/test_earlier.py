"""Unchanged pages taken from an earlier run: the tables are those of a run of its own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from citaudit.config import Config
from citaudit.read.dump import opened
from citaudit.scale.files import FolderError
from citaudit.scale.query import asked
from citaudit.scale.run import Order, audit_dump, described
from citaudit.scale.run_file import RunFile, begun
from tests.cli.command import citaudit
from tests.scale.dumps import Entry, article, multistream
from tests.scale.test_runs import SEED, tables

ASKED = (
    "A tower leans.{{citation needed|date=May 2014}} It is said to be the highest of all towers."
)
BEFORE = [
    *(article(number) for number in range(1, 40)),
    Entry("A real page", SEED, 40),
    Entry("Tower", ASKED, 41),
    *(article(number) for number in range(42, 60)),
    Entry("Undated", ASKED.replace("|date=May 2014", ""), 60),
]


def a_month_later() -> list[Entry]:
    """Edited, moved, deleted and new pages; a page that turned into a redirect."""
    edited = {3, 40, 55}
    now = [
        replace(each, text=each.text + "\nIt fell down in 1999.", edits=1)
        if each.number in edited
        else each
        for each in BEFORE
        if each.number not in {7, 8}
    ]
    now[20] = replace(now[20], title="Moved", edits=1)
    now[30] = replace(now[30], redirect="Elsewhere", edits=1)
    return [*now, article(70), article(71)]


def dumped(folder: Path, entries: list[Entry], each: int = 10) -> Path:
    folder.mkdir()
    return multistream(folder, entries, each)


def run_in_january(order: Order, config: Config) -> None:
    """The run as it would have been on 31 January 2026."""
    begun(order.out, replace(described(opened(order.dump), order, config), today="2026-01-31"))
    audit_dump(order, config)


def test_the_tables_are_those_of_a_run_of_its_own(tmp_path: Path) -> None:
    before, after = tmp_path / "before", tmp_path / "after"
    run_in_january(Order(dumped(tmp_path / "1", BEFORE), before), Config(jobs=2))
    now = dumped(tmp_path / "2", a_month_later(), each=7)
    alone = audit_dump(Order(now, tmp_path / "alone"), Config(jobs=1))
    kept = audit_dump(Order(now, after, earlier=before), Config(jobs=2))
    assert tables(after) == tables(tmp_path / "alone")
    # 60 pages: 2 deleted, 3 edited, 1 moved, 1 a redirect, 1 with a request that has aged a year
    assert kept.tally == replace(alone.tally, unchanged=52)
    assert alone.tally.unchanged == 0


def test_what_has_a_date_is_kept_on_the_same_day(tmp_path: Path) -> None:
    dump = dumped(tmp_path / "1", BEFORE)
    audit_dump(Order(dump, tmp_path / "before"), Config(jobs=1))
    kept = audit_dump(Order(dump, tmp_path / "after", earlier=tmp_path / "before"), Config(jobs=1))
    assert kept.tally.unchanged == len(BEFORE)
    assert tables(tmp_path / "after") == tables(tmp_path / "before")


def test_a_page_that_could_not_be_audited_gets_another_chance(tmp_path: Path) -> None:
    dump = dumped(tmp_path / "1", BEFORE)
    before = tmp_path / "before"
    audit_dump(Order(dump, before), Config(jobs=1))
    import pyarrow as pa
    import pyarrow.parquet as pq

    [pages] = (before / "text/pages").glob("*.parquet")
    known = pq.read_table(pages, partitioning=None)
    at = known.schema.get_field_index("problem")
    problems = ["it took more than 60 s", *([None] * (known.num_rows - 1))]
    pq.write_table(known.set_column(at, known.schema.field(at), pa.array(problems)), pages)
    kept = audit_dump(Order(dump, tmp_path / "after", earlier=before), Config(jobs=1))
    assert kept.tally.unchanged == len(BEFORE) - 1
    assert asked(tmp_path / "after", "from missing").rows == []


def test_tables_that_are_not_there_cost_only_time(tmp_path: Path) -> None:
    dump = dumped(tmp_path / "1", BEFORE)
    before, after = tmp_path / "before", tmp_path / "after"
    audit_dump(Order(dump, before), Config(jobs=1))
    for path in (before / "text/statements").iterdir():
        path.write_bytes(b"PAR1 damaged")
    kept = audit_dump(Order(dump, after, earlier=before), Config(jobs=1))
    assert kept.tally.unchanged == 0
    assert asked(after, "select count(*) from statements").rows != [(0,)]


def test_a_run_whose_rows_would_differ_is_refused(tmp_path: Path) -> None:
    dump = dumped(tmp_path / "1", BEFORE)
    before = tmp_path / "before"
    audit_dump(Order(dump, before), Config(jobs=1))
    order = Order(dump, tmp_path / "after", earlier=before)
    with pytest.raises(FolderError, match=r"\(rules differ\)"):
        audit_dump(order, Config(jobs=1, select=("REF",)))
    replace(RunFile.read(before), tool={"name": "citaudit", "version": "0.0.1"}).write(before)
    with pytest.raises(FolderError, match=r"\(version differ\)"):
        audit_dump(replace(order, out=tmp_path / "other"), Config(jobs=1))


def test_the_command_says_how_many(tmp_path: Path) -> None:
    dump, out = str(dumped(tmp_path / "1", BEFORE)), tmp_path / "after"
    citaudit("dump", dump, "-o", str(tmp_path / "before"), "--isolated")
    done = citaudit(
        "dump", dump, "-o", str(out), "--earlier", str(tmp_path / "before"), "--isolated"
    )
    assert done.status == 0, done.err
    assert f"{len(BEFORE)} of the pages are unchanged" in done.out
    dry = citaudit("dump", dump, "--dry-run", "--earlier", str(tmp_path / "before"), "--isolated")
    assert "unchanged since the earlier run: 100% of the pages\n" in dry.out
    assert "reading and judging: 0 s of one core for the other pages\n" in dry.out
    none = citaudit("dump", dump, "-o", str(out), "--earlier", str(tmp_path / "1"), "--isolated")
    assert none.status == 2
    assert "holds no run" in none.err
