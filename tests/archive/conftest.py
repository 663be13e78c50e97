"""A real pywb with captures of our own, started once."""

from __future__ import annotations

import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.archive import made_web
from tests.archive.dated_web import VENV
from tests.archive.front import Front, through

PYWB = VENV / "bin"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "pywb" in getattr(item, "fixturenames", ()):
            item.add_marker("services")


@pytest.fixture(scope="session")
def pywb(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of a pywb that holds `captures` and can record."""
    if not (PYWB / "wayback").is_file():
        pytest.fail("pywb is not installed; run tests/archive/install.sh (make test does)")
    with Pywb(tmp_path_factory.mktemp("pywb")) as port:
        yield port


@pytest.fixture
def front(pywb: int) -> Iterator[Front]:
    """The same archive under the Internet Archive's paths, with no fault to begin with."""
    made = Front(pywb)
    yield made
    made.shutdown()
    made.server_close()


class Pywb:
    """A pywb of its own process in this folder, until the block ends."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __enter__(self) -> int:
        warc = self.folder / "made.warc.gz"
        made_web.write(warc, (*made_web.CAPTURES, *made_web.bulk(200), *made_web.bulk(300, 300)))
        for arguments in (["init", "web"], ["add", "web", str(warc)]):
            subprocess.run(
                [PYWB / "wb-manager", *arguments], cwd=self.folder, check=True, capture_output=True
            )
        # A TimeGate and a recorder are pywb's own; only the names of the collections are set.
        (self.folder / "config.yaml").write_text(
            "redirect_to_exact: true\ncollections: {live: $live}\n"
            "recorder: {source_coll: live}\nautoindex: 1\n"
        )
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        command = [PYWB / "wayback", "-b", "127.0.0.1", "-p", str(port)]
        self.log = (self.folder / "pywb.log").open("wb")
        self.process = subprocess.Popen(command, cwd=self.folder, stdout=self.log, stderr=self.log)
        self._wait(port)
        return port

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait(10)
        self.log.close()

    def _wait(self, port: int) -> None:
        for _ in range(300):
            try:
                if through(port, "/web/cdx?url=http://a.example/", {})[0] in (200, 404):
                    return
            except OSError:
                time.sleep(0.1)
            assert self.process.poll() is None, (self.folder / "pywb.log").read_text()
        raise AssertionError("pywb did not start")
