"""`citaudit save`: only what has no copy, once, with a list of what became of each source."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from citaudit.resolve import history
from citaudit.resolve.archive_cache import ArchiveCache
from tests.archive import made_web as made
from tests.archive.front import Fault, Front
from tests.cli.command import citaudit


class _Alive(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = made.page("A living page", "Words of the page. " * 40)
        self.send_response(404 if "gone" in self.path else 200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def living() -> Iterator[str]:
    """The root of a site that is there today."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Alive)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def saved(
    front: Front, folder: Path, *urls: str, flags: tuple[str, ...] = ()
) -> tuple[int, dict[str, tuple[str, str]]]:
    """The exit status, and for each address what became of it and the rest of its line."""
    page = folder / "page.md"
    page.write_text("".join(f"A source.[^{n}]\n\n[^{n}]: {url}\n\n" for n, url in enumerate(urls)))
    settings = ["--isolated", "--wayback", front.base, "--allow-private", "--archive-rate", "0"]
    done = citaudit("save", str(page), *settings, "--cache-dir", str(folder / "cache"), *flags)
    assert "Traceback" not in done.err, done.err
    lines = [line.split("\t") for line in done.out.splitlines()]
    return done.status, {url: (state, rest) for state, url, rest in lines}


def test_save_keeps_what_has_no_copy_and_asks_once(
    front: Front, living: str, tmp_path: Path
) -> None:
    new = f"{living}/new"
    status, said = saved(front, tmp_path, made.SOHR, new, flags=("--dry-run",))
    assert (status, front.saved) == (0, [])
    assert said[made.SOHR][0] == "kept"
    assert said[new] == ("left", "never archived")

    status, said = saved(front, tmp_path, made.SOHR, new)
    assert (status, front.saved) == (0, [new])
    state, copy = said[new]
    assert state == "saved"
    assert copy.startswith(f"{front.base}/web/20")
    assert copy.endswith(f"/{new}")

    status, again = saved(front, tmp_path, made.SOHR, new)
    assert (status, again) == (0, said)
    assert front.saved == [new]


def test_what_has_been_saved_is_no_longer_known_as_never_archived(
    front: Front, living: str, tmp_path: Path
) -> None:
    new = f"{living}/new"
    assert saved(front, tmp_path, new)[1][new][0] == "saved"
    answers = ArchiveCache(tmp_path / "cache" / history.NAME)
    assert answers.listing(f"{front.base}/cdx/search/cdx", new) is None
    answers.close()


def test_save_says_what_could_not_be_kept(front: Front, living: str, tmp_path: Path) -> None:
    gone = f"{living}/gone"
    status, said = saved(front, tmp_path, gone)
    assert (status, said[gone][0]) == (1, "failed")
    assert "could not read the page (523)" in said[gone][1]
    assert front.saved == [gone]
    _, said = saved(front, tmp_path, gone)
    assert "less than a day ago" in said[gone][1]
    assert front.saved == [gone]


def test_save_leaves_what_could_not_be_asked_for(front: Front, living: str, tmp_path: Path) -> None:
    new = f"{living}/other"
    front.fault = Fault(status=403)
    assert saved(front, tmp_path, new) == (1, {new: ("left", "status 403")})
    front.fault = Fault(path="/save/", status=429, headers=(("Retry-After", "9999"),))
    assert saved(front, tmp_path, new)[1] == {new: ("left", "rate-limited: asks to wait 9999 s")}
    assert front.saved == []
    front.fault = None
    assert saved(front, tmp_path, new)[1][new][0] == "saved"


def test_save_without_an_archive_is_wrong_use(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("A source: <http://a.example/>\n")
    assert citaudit("save", "a.md", "--wayback", "nowhere", folder=tmp_path).status == 2


def test_an_unusable_cache_is_told(front: Front, living: str, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("")
    page = tmp_path / "page.md"
    page.write_text(f"A source.[^1]\n\n[^1]: {living}/new\n")
    settings = ["--isolated", "--wayback", front.base, "--allow-private", "--archive-rate", "0"]
    done = citaudit(
        "save", str(page), *settings, "--cache-dir", str(tmp_path / "cache"), "--dry-run"
    )
    assert done.status == 0
    assert "cannot be used" in done.err
