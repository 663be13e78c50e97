"""What is kept of looks: through a round trip, damage, two runs at once, and being killed."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

from citaudit.model import Look, Outcome
from citaudit.resolve import history, resolve
from citaudit.resolve.archive_cache import ArchiveCache
from citaudit.resolve.options import Options
from citaudit.resolve.plan import reusable

DAY = 86_400.0
FULL = Look(
    "http://a.test/敘", 5.5, Outcome.MOVED, 200, "http://b.test/", ("http://a.test/",), "題", "why"
)
KILLS = int(os.environ.get("KILLS", "20"))

# A process that forks runs, so that each is killed without having to import everything first.
SCRIPT = """
import asyncio, os, random, signal, sqlite3, sys, time
from pathlib import Path
import httpx
import citaudit.net.transport, citaudit.resolve.evidence
from citaudit.resolve import Options, history, resolve
from citaudit.model import Citations, Document, Link, Page, Span

folder, kills = Path(sys.argv[1]), int(sys.argv[2])

def answer(request):
    return httpx.Response(404 if request.url.path.endswith("7/x") else 200, html="<title>t</title>")

class Told:
    def __init__(self, pipe): self.pipe = pipe
    def see(self, progress): os.write(self.pipe, b".")

def run(count, pipe):
    links = tuple(Link(Span(0, 0), f"http://h{n}.test/{n}/x") for n in range(count))
    options = Options(transport=httpx.MockTransport(answer), cache_dir=folder, titles=False,
                      host_interval=0.0, max_age=0)
    pages = [Citations(Document(Page("p", ""), links=links))]
    return asyncio.run(resolve(pages, options, Told(pipe)))

dice, before, reached = random.Random(5), 0, 0
for _ in range(kills):
    out, into = os.pipe()
    child = os.fork()
    if not child:
        run(1200, into)
        os._exit(0)
    os.close(into)
    for _ in range(dice.randint(1, 3)):  # so many views of the progress: batches are written then
        os.read(out, 1)
    time.sleep(dice.uniform(0, 0.03))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(out)
    with sqlite3.connect(folder / history.NAME) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        looks = database.execute("SELECT count(*) FROM looks").fetchone()[0]
    assert looks >= before
    reached, before = reached + (looks > before), looks
print(reached, len(run(300, os.open(os.devnull, os.O_WRONLY)).verdicts))
"""


def test_a_look_comes_back_as_it_was(tmp_path: Path) -> None:
    async def run() -> list[Look]:
        kept = history.opened(tmp_path)
        kept.add(FULL)
        kept.add(Look("http://other.test/", 1.0, Outcome.GONE, 404, reason="x"))
        await kept.flush()
        found = kept.looks(FULL.url)
        kept.close()
        return found

    assert asyncio.run(run()) == [FULL]
    held = history.info(tmp_path)
    assert (held.looks, held.addresses, held.oldest, held.newest) == (2, 2, 1.0, 5.5)
    assert history.clear(tmp_path) > 0
    assert history.info(tmp_path).looks == 0


def test_looks_come_oldest_first(tmp_path: Path) -> None:
    path = tmp_path / history.NAME
    history.write(path, [Look("u", at, Outcome.ALIVE) for at in (3.0, 1.0, 2.0)])
    assert [look.at for look in history.opened(tmp_path).looks("u")] == [1.0, 2.0, 3.0]


def test_a_damaged_file_is_set_aside(tmp_path: Path) -> None:
    (tmp_path / history.NAME).write_bytes(b"not a database at all" * 500)
    kept = history.opened(tmp_path)
    assert "begun anew" in kept.problem
    assert kept.looks("u") == []
    assert len(list(tmp_path.glob("*.damaged-*"))) == 1


def test_a_folder_that_cannot_be_used_keeps_nothing_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    kept = history.opened(tmp_path / "file")
    assert "cannot be used" in kept.problem
    kept.add(FULL)
    assert kept.looks(FULL.url) == []


def test_two_runs_write_at_once(tmp_path: Path) -> None:
    path = tmp_path / history.NAME

    def write(name: str) -> None:
        for n in range(30):
            history.write(path, [Look(f"{name}{n}", float(n), Outcome.ALIVE)] * 5)

    threads = [threading.Thread(target=write, args=(name,)) for name in "abc"]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert history.info(tmp_path).looks == 3 * 30 * 5


def test_what_may_be_reused() -> None:
    now, options = 100 * DAY, Options()

    def look(outcome: Outcome, days: float, url: str = "u") -> Look:
        return Look(url, now - days * DAY, outcome)

    assert reusable(look(Outcome.ALIVE, 5.9), options, now)
    assert reusable(look(Outcome.MOVED, 1), options, now)
    assert not reusable(look(Outcome.ALIVE, 8.1), options, now)
    assert not reusable(look(Outcome.ALIVE, -1), options, now)
    for failure in (Outcome.GONE, Outcome.VANISHED, Outcome.BROKEN, Outcome.TIMEOUT):
        assert not reusable(look(failure, 0.001), options, now)
    for doubt in (Outcome.BLOCKED, Outcome.SOFT_404):
        assert reusable(look(doubt, 0.01), options, now)
        assert not reusable(look(doubt, 0.1), options, now)
    spread = [reusable(look(Outcome.ALIVE, 7, str(n)), options, now) for n in range(200)]
    assert 60 < sum(spread) < 140


def test_being_killed_at_any_moment_leaves_it_clean_and_the_next_run_finishes(
    tmp_path: Path,
) -> None:
    script = tmp_path / "script.py"
    script.write_text(SCRIPT)
    command = [sys.executable, str(script), str(tmp_path / "kept"), str(KILLS)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    reached, finished = map(int, done.stdout.split())
    assert reached > KILLS // 5  # it was killed while it wrote, not only before
    assert finished == 300


def test_a_history_that_breaks_off_is_no_error(tmp_path: Path) -> None:
    kept = history.opened(tmp_path)
    with contextlib.closing(sqlite3.connect(tmp_path / history.NAME)) as database:
        database.executescript("DROP TABLE looks")
    assert kept.looks(FULL.url) == []
    assert "could not be read" in kept.problem
    kept.keep([FULL])
    assert kept.looks(FULL.url) == [FULL]


def test_answers_that_cannot_be_kept_are_there_for_this_run_and_it_is_said(tmp_path: Path) -> None:
    path = tmp_path / history.NAME
    path.mkdir()
    answers = ArchiveCache(path)
    assert "not kept" in answers.problem
    answers.keep_listing("a", "u", [])
    assert answers.listing("a", "u") == []


def test_another_runs_lock_costs_answers_and_no_run(tmp_path: Path) -> None:
    answers = ArchiveCache(tmp_path / history.NAME, busy=0.0)
    with contextlib.closing(sqlite3.connect(tmp_path / history.NAME)) as other:
        other.execute("BEGIN EXCLUSIVE")
        answers.count("a")
        assert answers.ages("a") == []
    assert "locked" in answers.problem


def test_a_cache_that_cannot_be_used_is_told_in_the_evidence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    evidence = asyncio.run(resolve([], Options(cache_dir=tmp_path / "file")))
    assert "cannot be used" in (evidence.cache_problem or "")
    assert asyncio.run(resolve([], Options(cache_dir=tmp_path / "new"))).cache_problem is None
