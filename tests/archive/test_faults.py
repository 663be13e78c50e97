"""Whatever goes wrong with an archive is "could not ask" with its reason, and changes no link."""

from __future__ import annotations

import socket
import time

import pytest

from citaudit.model import Standing
from tests.archive import made_web as made
from tests.archive.asking import IA, ask
from tests.archive.front import Fault, Front

NEVER = "http://nope.example.org/"
TOO_MANY = (("Retry-After", "1"),)
A_DAY = (("Retry-After", "86400"),)
HTML = b"<html><body>" + b"<p>The archive is having a rest today.</p>" * 3 + b"</body></html>\n"
HIDDEN = "org.archive.wayback.exception.AdministrativeAccessControlException: Blocked Site Error\n"
FAULTS = {
    "429": (Fault(status=429), "rate-limited (429)", 2),
    "429, wait a second": (Fault(status=429, headers=TOO_MANY), "rate-limited (429)", 2),
    "429, wait a day": (Fault(status=429, headers=A_DAY), "asks to wait 86400 s", 1),
    "403": (Fault(status=403), "status 403", 1),
    "500": (Fault(status=500), "not working (500)", 2),
    "503": (Fault(status=503), "not working (503)", 2),
    "503, wait a second": (Fault(status=503, headers=TOO_MANY), "not working (503)", 2),
    "a page": (Fault(body=HTML), "no list of captures (text/html)", 1),
    "a page as text": (Fault(change=lambda _: HTML.decode()), "line that cannot be read", 1),
    "a short word": (Fault(change=lambda _: "busy\n"), "line that cannot be read", 1),
    "an odd row": (
        Fault(change=lambda text: text.replace(" text/html 404", " text/html; x 404") + "x y\n"),
        "line that cannot be read",
        1,
    ),
    "an impossible moment": (
        Fault(
            change=lambda _: f"org,example)/ 20171332000000 {NEVER} text/html 200 {'A' * 32} 9\n"
        ),
        "line that cannot be read",
        1,
    ),
    "a site that is not shown": (
        Fault(change=lambda _: HIDDEN),
        "does not show this site",
        1,
    ),
    "no end": (Fault(change=lambda text: text[:-9] or "org,exam"), "cut off", 1),
    "slow": (Fault(delay=8.0), "no answer within the time limit", 2),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_no_answer(front: Front, name: str) -> None:
    front.fault, reason, tries = FAULTS[name]
    evidence = ask(front, made.ARA, NEVER, timeout=0.6, total_timeout=0.6)
    for url in (made.ARA, NEVER):
        answer = evidence.archives[url]
        assert (answer.state, answer.snapshots) == ("could-not-ask", ()), answer
        assert reason in answer.reason
        assert evidence.verdicts[url].standing is Standing.DEAD
    asked = len(front.asked())
    assert asked <= 2 * tries if tries > 1 or "day" not in name else asked <= 2


def test_a_cut_answer_is_no_answer(front: Front) -> None:
    front.fault = Fault(cut=True)
    assert ask(front, made.ARA).archives[made.ARA].state == "could-not-ask"


def test_nobody_listens() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        base = f"http://127.0.0.1:{probe.getsockname()[1]}"
    answer = ask(base, made.ARA, retries=0).archives[made.ARA]
    assert answer.state == "could-not-ask"
    assert "connection" in answer.reason


def test_a_fault_that_passes_costs_nothing_but_time(front: Front) -> None:
    for fault in (Fault(status=429, times=1), Fault(status=503, times=1, headers=TOO_MANY)):
        front.fault = fault
        evidence = ask(front, made.ARA, NEVER)
        assert evidence.archives[made.ARA].state == "found"
        assert evidence.archives[NEVER].state == "none"


def test_a_wait_that_is_told_is_kept(front: Front) -> None:
    front.fault = Fault(status=429, times=1, headers=(("Retry-After", "1"),))
    at: list[float] = []
    front.log = _Timed(at)
    ask(front, made.ARA)
    assert at[1] - at[0] >= 1.0


def test_a_copy_that_cannot_be_opened_is_no_copy_and_no_lack_of_one(front: Front) -> None:
    front.fault = Fault(path="/web/", status=503)
    answer = ask(front, made.ARA).archives[made.ARA]
    assert (answer.state, answer.reason) == ("could-not-ask", "the archive is not working (503)")


def test_a_named_copy_is_not_dead_because_the_archive_is_down(front: Front) -> None:
    front.fault = Fault(path="/web/", status=503)
    named = f"{IA}/web/20170113153431/{made.ARA}"
    verdict = ask(front, named).verdicts[named]
    assert verdict.standing is Standing.UNKNOWN
    assert verdict.look
    assert verdict.look.reason == "the archive could not be asked: the archive is not working (503)"


def test_an_archived_503_does_not_slow_the_archive_down(front: Front) -> None:
    urls = [f"{IA}/web/20190101000000/{made.BUSY}"]
    urls.append(f"{IA}/web/20220101000001/{made.ARA}")
    begun = time.monotonic()
    evidence = ask(front, *urls, retries=3)
    assert [len(front.asked(f"/web/{url.split('/')[4]}")) for url in urls] == [1, 1]
    assert time.monotonic() - begun < 60  # they say Retry-After: 3600 and 120
    assert all(evidence.standing(url) is Standing.DEAD for url in urls)


def test_an_archive_that_is_down_is_left_alone_after_a_while(front: Front) -> None:
    front.fault = Fault(status=500)
    urls = [f"http://lost{n}.example.org/" for n in range(30)]
    evidence = ask(front, *urls, retries=0, host_concurrency=1)
    assert len(front.asked()) == 5
    assert {evidence.archives[url].state for url in urls} == {"could-not-ask"}
    assert any("questions before were in vain" in a.reason for a in evidence.archives.values())


class _Timed(list[str]):
    """A log that keeps the time of each entry about the index."""

    def __init__(self, at: list[float]) -> None:
        super().__init__()
        self.at = at

    def append(self, path: str) -> None:
        super().append(path)
        if path.startswith("/cdx/"):
            self.at.append(time.monotonic())
