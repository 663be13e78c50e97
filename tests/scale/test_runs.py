"""Runs over dumps: the same results by whatever engine, however often they were stopped."""

from __future__ import annotations

import asyncio
import bz2
import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from distributed import LocalCluster

from citaudit.cli.dump import _Pace
from citaudit.config import Config
from citaudit.model import Report
from citaudit.pipeline import reported
from citaudit.read.block import contents
from citaudit.read.dump import blocks, opened
from citaudit.scale.files import StoreError
from citaudit.scale.overview import overview
from citaudit.scale.query import asked
from citaudit.scale.run import Order, State, audit_dump
from tests.cli.command import citaudit
from tests.scale.dumps import Entry, article, multistream, xml

SEED = next((Path(__file__).parents[2] / "seeds").glob("001*")).read_text("utf-8")
PAGES = [
    *(article(number) for number in range(1, 160)),
    Entry("A real page", SEED, 200),
    *(article(number) for number in range(201, 240)),
]
FOUND = "select p.title, f.fingerprint, f.start, f.stop from findings f join pages p using (page)"
REFERENCES = """
select p.title, r.reference, r.label, r.kind, r.title, r.start, r.stop
from refs r join pages p using (page)
"""
STATEMENTS = """
select p.title, s.statement, s.text, s.support, s.references, s.start
from statements s join pages p using (page)
"""
COMMAND = (sys.executable, "-m", "citaudit", "dump")


@pytest.fixture(scope="module")
def dump(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return multistream(tmp_path_factory.mktemp("dump"), PAGES)


@pytest.fixture(scope="module")
def page_by_page(dump: Path) -> Report:
    known = opened(dump)
    pages = [
        each.page
        for block in blocks(known)
        for each in contents(block, known.site, frozenset({0})).articles
    ]
    return asyncio.run(reported(pages, Config(offline=True, jobs=1)))


def same(out: Path, report: Report) -> None:
    """The tables say what the audit of the single pages says."""
    findings = {
        (page.page.id, each.fingerprint, each.span.start, each.span.end)
        for page in report.pages
        for each in page.findings
    }
    assert set(asked(out, FOUND).rows) == findings
    references = {
        (page.page.id, each.id, each.label, each.kind, each.title, each.span.start, each.span.end)
        for page in report.pages
        for each in page.citations.references
    }
    assert set(asked(out, REFERENCES).rows) == references
    statements = {
        (page.page.id, each.id, each.text, str(each.support), each.references, each.span.start)
        for page in report.pages
        for each in page.citations.claims
    }
    assert {
        (*first, tuple(cited), start) for *first, cited, start in asked(out, STATEMENTS).rows
    } == statements
    for table, counted in (("references", "references"), ("statements", "claims")):
        [(rows,)] = asked(out, f'select count(*) from "{table}"').rows
        assert rows == getattr(report.figures, counted)
    keys = ("references", "empty_references", "claims", "links", "addresses")
    [sums] = asked(out, "select " + ", ".join(f'sum("{key}")' for key in keys) + " from pages").rows
    assert list(sums) == [getattr(report.figures, key) for key in keys]


def tables(out: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(out)): path.read_bytes() for path in sorted(out.rglob("*.parquet"))
    }


def test_processes_a_cluster_and_a_run_killed_twice_agree(
    dump: Path, page_by_page: Report, tmp_path: Path
) -> None:
    audit_dump(Order(dump, tmp_path / "processes"), Config(jobs=2))
    same(tmp_path / "processes", page_by_page)
    with LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
    ) as dask:
        audit_dump(Order(dump, tmp_path / "cluster", scheduler=dask.scheduler_address), Config())
    killed = tmp_path / "killed"
    for blocks_done in (2, 5):
        run = subprocess.Popen([*COMMAND, str(dump), "-o", str(killed), "-j", "1", "-q"])
        while len(list((killed / "text/units").glob("[0-9]*.arrow"))) < blocks_done:
            assert run.poll() is None, "it was over before it could be killed"
            time.sleep(0.001)
        run.send_signal(signal.SIGKILL)
        run.wait()
        assert not tables(killed)
    done = citaudit("dump", str(dump), "-o", str(killed), "-j", "2", "--isolated")
    assert done.status == 0, done.err
    assert "199 pages" in done.out
    assert tables(tmp_path / "processes") == tables(tmp_path / "cluster") == tables(killed)


class KillsAWorker:
    """Ends one worker process of this run, once."""

    def __init__(self) -> None:
        self.killed = 0

    def see(self, state: State) -> None:
        if not self.killed and state.blocks == 3:
            server = [each for each in psutil.Process().children() if each.children()]
            worker = server[-1].children()[0]
            worker.send_signal(signal.SIGKILL)
            self.killed += 1


def test_a_worker_killed_in_mid_run_costs_nothing(
    dump: Path, page_by_page: Report, tmp_path: Path
) -> None:
    watch = KillsAWorker()
    outcome = audit_dump(Order(dump, tmp_path / "out"), Config(jobs=2), watch)
    assert watch.killed
    assert outcome.complete
    same(tmp_path / "out", page_by_page)


def test_a_corrupt_block_is_named_and_the_rest_is_complete(tmp_path: Path) -> None:
    path = multistream(tmp_path, PAGES)
    known = opened(path)
    data = bytearray(path.read_bytes())
    hurt = known.offsets[4] + 60
    data[hurt : hurt + 40] = bytes(40)
    path.write_bytes(data)
    out = tmp_path / "out"
    done = citaudit("dump", str(path), "-o", str(out), "--isolated")
    assert done.status == 3
    assert f"block 4 at byte {known.offsets[4]} (Bridge 41 … Bridge 50)" in done.err
    assert "189 pages" in done.out
    [(what, why)] = asked(out, "from missing").rows
    assert what.startswith("block 4")
    assert why
    path.write_bytes(multistream(tmp_path, PAGES).read_bytes())
    again = citaudit("dump", str(path), "-o", str(out), "--retry", "--isolated")
    assert again.status == 0, again.err
    assert "199 pages" in again.out
    assert asked(out, "from missing").rows == []


@pytest.mark.parametrize("piece", ["{{", "<ref>{{a|", "[http://a "])
def test_a_page_of_two_megabytes_of_open_brackets(tmp_path: Path, piece: str) -> None:
    path = tmp_path / "dump.xml"
    hostile = Entry("Hostile", piece * (2_000_000 // len(piece)), 7)
    path.write_bytes(xml([article(1), hostile, article(9)]))
    outcome = audit_dump(Order(path, tmp_path / "out"), Config(jobs=1))
    titles = [row[0] for row in asked(tmp_path / "out", "select title from pages").rows]
    assert sorted(titles) == ["Bridge 1", "Bridge 9", "Hostile"]
    assert [each.id for each in outcome.unread] in ([], ["Hostile"])
    [(references,)] = asked(
        tmp_path / "out",
        "select count(*) from refs join pages p using (page) where p.title <> 'Hostile'",
    ).rows
    assert references == 4


def test_a_full_disk_ends_the_run_and_it_goes_on_with_room(tmp_path: Path) -> None:
    path = multistream(tmp_path, PAGES[110:170])
    out = tmp_path / "out"
    # A file may be no larger than this: to the writer, a disk that is full.
    narrow = subprocess.run(
        [*COMMAND, str(path), "-o", str(out), "-j", "1", "--isolated"],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (36_000, 36_000)),
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert narrow.returncode == 3, narrow.stderr
    assert "cannot be written" in narrow.stderr
    assert "start again to continue" in narrow.stderr
    assert "Traceback" not in narrow.stderr
    kept = {path.stem for path in (out / "text/units").glob("[0-9]*.arrow")}
    # The block of the real page is the large one; one worker hands its blocks back in order.
    assert kept == {"0000000", "0000001", "0000002", "0000003"}
    assert not tables(out)
    done = citaudit("dump", str(path), "-o", str(out), "--isolated")
    assert done.status == 0, done.err
    assert "60 pages" in done.out
    assert not list(out.rglob(".*.parquet"))


def test_a_dump_that_breaks_off_is_told(tmp_path: Path) -> None:
    path = tmp_path / "dump.xml"
    data = xml(PAGES)[:100_000]
    path.write_bytes(data)
    out = tmp_path / "out"
    done = citaudit("dump", str(path), "-o", str(out), "--isolated")
    assert done.status == 3
    end = data.rindex(b"</page>") + len(b"</page>")
    assert f"it cannot be read on from byte {end:,} of the XML: it breaks off" in done.err
    [(pages,)] = asked(out, "select count(*) from pages").rows
    assert pages == data.count(b"</page>") > 50
    [(what, why)] = asked(out, "from missing").rows
    assert what == "the rest of the dump"
    assert "breaks off" in why
    [rest] = [each for each in overview(out).unchecked if each.kind == "rest"]
    assert rest.why == why


class Sees:
    """Keeps all that a run tells of itself."""

    def __init__(self) -> None:
        self.states: list[State] = []

    def see(self, state: State) -> None:
        self.states.append(state)


def test_progress_is_what_is_done_not_what_is_handed_out(dump: Path, tmp_path: Path) -> None:
    whole, rest = Sees(), Sees()
    audit_dump(Order(dump, tmp_path / "out"), Config(jobs=2), whole)
    shares = [state.share for state in whole.states]
    assert shares == sorted(shares)
    assert shares[0] < 0.2
    assert shares[-1] > 0.99
    for unit in (tmp_path / "out/text/segments").iterdir():
        unit.unlink()
    audit_dump(Order(dump, tmp_path / "out"), Config(jobs=2), rest)
    assert len(rest.states) == len(whole.states)
    words = _Pace().words(whole.states[0], short=True)
    assert words.startswith("10 pages, ")
    assert len(words) < 30


def test_a_folder_holds_one_run(dump: Path, tmp_path: Path) -> None:
    small = tmp_path / "small.xml"
    small.write_bytes(xml([article(1)]))
    out = tmp_path / "out"
    audit_dump(Order(small, out), Config(jobs=1))
    with pytest.raises(StoreError, match="another run"):
        audit_dump(Order(dump, out), Config(jobs=1))
    with pytest.raises(StoreError, match="another run"):
        audit_dump(Order(small, out), Config(jobs=1, select=("REF",)))
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos/cat.jpg").touch()
    with pytest.raises(StoreError, match="not empty"):
        audit_dump(Order(small, tmp_path / "photos"), Config(jobs=1))
    for folder, says in ((out, "another run"), (tmp_path / "photos/cat.jpg", "is a file")):
        done = citaudit("dump", str(dump), "-o", str(folder), "--isolated")
        assert done.status == 2
        assert says in done.err


def test_a_dump_without_articles(tmp_path: Path) -> None:
    path = tmp_path / "dump.xml.bz2"
    path.write_bytes(bz2.compress(xml([])))
    assert citaudit("dump", str(path), "-o", str(tmp_path / "out"), "--isolated").status == 4
