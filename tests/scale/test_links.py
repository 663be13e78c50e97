"""Links of a dump: every address once, every host by one worker, one history of it all."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from distributed import LocalCluster

from citaudit.config import Config
from citaudit.resolve import Options
from citaudit.resolve import history as past
from citaudit.scale import shuffle
from citaudit.scale.engine import processes
from citaudit.scale.looks import LaneOptions, look_at
from citaudit.scale.query import asked
from citaudit.scale.run import Order, audit_dump
from tests.cli.command import citaudit
from tests.scale.dumps import Entry, article, multistream
from tests.scale.hosts import Hosts, lookup, no_names, serving

LIMIT = 2
HOSTS = 1_000


def links(hosts: Hosts) -> list[Entry]:
    """Pages that cite 1,000 hosts, three addresses each and one host thirty."""
    urls = [
        f"http://host{number}.example:{hosts.port}/{kind}/{number}"
        for number in range(HOSTS)
        for kind in ("a", "b", "gone")
    ]
    urls += [f"http://host7.example:{hosts.port}/more/{number}" for number in range(27)]
    return [
        Entry(
            f"Page {at}",
            "".join(f"It is so.<ref>[{url} A title]</ref>\n\n" for url in urls[at::60]),
            at + 1,
        )
        for at in range(60)
    ]


def test_a_thousand_hosts_over_four_workers(tmp_path: Path) -> None:
    with serving() as hosts:
        dump = multistream(tmp_path, links(hosts))
        out, cache = tmp_path / "out", tmp_path / "cache"
        audit_dump(Order(dump, out), Config(jobs=2))
        options = Options(
            allow_private=True,
            host_concurrency=LIMIT,
            host_interval=0.0,
            retries=0,
            cache_dir=cache,
            lookup=lookup,
            engine="httpx",
        )
        seen = list(look_at(out, options, processes(4)))
        assert not [each.failed for each in seen if each.failed]
        assert seen[-1][0] == seen[-1][1] == 3 * HOSTS + 27
        assert len(hosts.asked) == HOSTS
        assert max(hosts.most.values()) <= LIMIT
        assert hosts.most["host7.example"] == LIMIT
        pages = [
            count for (_, path), count in hosts.paths.items() if path.startswith(("/a/", "/b/"))
        ]
        assert pages == [1] * 2 * HOSTS
        assert past.info(cache).addresses == 3 * HOSTS + 27
        asked_before = hosts.asked.total()
        assert list(look_at(out, options, processes(2))) == []
        assert hosts.asked.total() == asked_before
    found = asked(out, f"select standing, count(*) from '{out}/looks/0*.parquet' group by all").rows
    assert dict(found) == {"alive": 2 * HOSTS + 27, "dead": HOSTS}


def test_each_host_has_one_lane_and_is_spread_over_the_rounds(
    tmp_path: Path,
) -> None:
    pages = [
        Entry(
            f"Page {at}",
            "".join(
                f"So.<ref>[http://h{at % 9 if n % 2 else n}.example/{at}/{n} T]</ref>\n\n"
                for n in range(40)
            ),
            at,
        )
        for at in range(1, 31)
    ]
    dump = multistream(tmp_path, pages)
    audit_dump(Order(dump, tmp_path / "out"), Config(jobs=1))
    shuffle_size, shuffle.LARGEST = shuffle.LARGEST, 100
    try:
        plan = shuffle.planned(tmp_path / "out", tmp_path / "looks", 3)
    finally:
        shuffle.LARGEST = shuffle_size
    parts = [shuffle.part(plan, number, lane) for number, lane, _, _ in shuffle.rounds(plan)]
    addresses = [url for part in parts for url, _ in part.addresses]
    assert len(addresses) == len(set(addresses)) == 1200
    assert max(len(part.addresses) for part in parts) < 150
    for part in parts:
        names = Counter(url.split("/")[2] for url, _ in part.addresses)
        assert {shuffle.lane_of(name, 3) for name in names} == {part.lane}
    rounds = {part.round for part in parts}
    assert len(rounds) > 2


def test_a_host_of_another_lane_is_asked_rarely() -> None:
    own = next(f"h{n}.example" for n in range(99) if shuffle.lane_of(f"h{n}.example", 4) == 1)
    other = next(f"h{n}.example" for n in range(99) if shuffle.lane_of(f"h{n}.example", 4) == 2)
    options = LaneOptions(lane=1, lanes=4, host_interval=0.5, host_concurrency=3)
    assert (options.interval(own), options.concurrency(own)) == (0.5, 3)
    assert (options.interval(other), options.concurrency(other)) == (2.0, 1)


def test_the_command_looks_judges_again_and_goes_on(tmp_path: Path) -> None:
    with serving() as hosts:
        base = f"http://127.0.0.1:{hosts.port}"
        dead = Entry("Dead", f"It was so.<ref>[{base}/gone/1 Gone for ever]</ref>\n", 50)
        dump = multistream(tmp_path, [article(1, base), dead, article(2, base)])
        out = tmp_path / "o'ut [1]"  # signs of SQL and of globs
        words = ("dump", str(dump), "-o", str(out), "--links", "--allow-private", "--isolated")
        words += ("--host-interval", "0", "--cache-dir", str(tmp_path / "cache"), "-j", "2")
        done = citaudit(*words)
        assert done.status == 0, done.err
        before = hosts.asked.total()
        assert citaudit(*words).status == 0
        assert hosts.asked.total() == before
        with LocalCluster(
            n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
        ) as dask:
            again = ["--cache-dir", str(tmp_path / "other"), "-o", str(tmp_path / "cluster")]
            done = citaudit(*words, *again, "--scheduler", dask.scheduler_address)
            assert done.status == 0, done.err
    said = r"regexp_replace(message, '\d{4}-\d\d-\d\d', 'that day')"  # midnight may be between
    findings = f"select title, code, start, {said} from findings join pages using (page)"
    assert set(asked(out, findings).rows) == set(asked(tmp_path / "cluster", findings).rows)
    assert asked(out, "select host, dead from dead_hosts").rows == [("127.0.0.1", 1)]
    codes = asked(out, "select title, code from findings join pages using (page)").rows
    assert ("Dead", "URL002") in codes
    assert {title for title, code in codes if code == "URL002"} == {"Dead"}
    [(dead_claims,)] = asked(out, "select claims_dead from pages where title = 'Dead'").rows
    assert dead_claims == 1


def test_without_a_network_no_link_is_judged(tmp_path: Path) -> None:
    dump = multistream(
        tmp_path, [article(number, f"http://n{number}.example") for number in (1, 2)]
    )
    out = tmp_path / "out"
    audit_dump(Order(dump, out), Config(jobs=1))
    options = Options(cache_dir=tmp_path / "cache", lookup=no_names, retries=0, engine="httpx")
    [state] = look_at(out, options, processes(1))
    assert (state.done, state.total) == (0, 4)
    assert "no network" in state.failed
    assert not list((out / "looks").glob("0*.parquet"))
    assert past.info(tmp_path / "cache").looks == 0


def test_a_dump_without_links_is_judged_all_the_same(tmp_path: Path) -> None:
    dump = multistream(tmp_path, [Entry("Wild", "It has 300 towers.\n", 1)])
    out = tmp_path / "out"
    words = ("--links", "--isolated", "--cache-dir", str(tmp_path / "cache"))
    done = citaudit("dump", str(dump), "-o", str(out), *words)
    assert done.status == 0, done.err
    assert asked(out, "select title, statements from pages").rows == [("Wild", 1)]
    assert (out / "judged/pages/00000.parquet").is_file()


def test_ctrl_c_ends_the_workers_and_the_run_goes_on(tmp_path: Path) -> None:
    with serving() as hosts:
        base = f"http://127.0.0.1:{hosts.port}"
        dump = multistream(tmp_path, [article(number, base) for number in range(1, 21)])
        out = tmp_path / "out"
        words = ["dump", str(dump), "-o", str(out), "--links", "--allow-private", "--isolated"]
        words += ["--cache-dir", str(tmp_path / "cache"), "--host-interval", "60", "-j", "2"]
        words += ["--include", "nothing like this"]
        audit_dump(Order(dump, out), Config(jobs=2))
        run = subprocess.Popen([sys.executable, "-m", "citaudit", *words[:-2]])
        while not (out / "looks/plan.parquet").is_file():
            time.sleep(0.02)
        time.sleep(1)
        run.send_signal(signal.SIGINT)
        assert run.wait(20) == 130
        done = citaudit(*words)
        assert done.status == 0, done.err
