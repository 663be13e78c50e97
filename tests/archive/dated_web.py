"""pywb as a proxy: a web of one day in the past, with real host names and https, on loopback."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
VENV = Path(os.environ.get("CITAUDIT_PYWB", HERE.parents[1] / ".cache" / "pywb")).resolve()
MISSING = not (VENV / "bin" / "wayback").exists()
WHY = "pywb is not installed; tests/archive/install.sh does it"

CONFIG = """
collections:
  web: web
proxy:
  coll: web
  default_timestamp: '{day}'
"""


@dataclass(frozen=True)
class DatedWeb:
    """Where the proxy listens, and the certificate of the authority it signs hosts with."""

    proxy: str
    authority: Path


@contextlib.contextmanager
def dated_web(folder: Path, captures: Sequence[Mapping[str, Any]], day: str) -> Iterator[DatedWeb]:
    """The web as `captures` have it, nearest to `day` (14 digits), while the block runs."""
    bin_ = VENV / "bin"
    lines = "\n".join(json.dumps(each) for each in captures)
    quiet: dict[str, Any] = {"cwd": folder, "check": True, "capture_output": True}
    subprocess.run(
        [bin_ / "python", HERE / "captures.py", folder / "all.warc.gz"],
        input=lines.encode(),
        **quiet,
    )
    subprocess.run([bin_ / "wb-manager", "init", "web"], **quiet)
    subprocess.run([bin_ / "wb-manager", "add", "web", folder / "all.warc.gz"], **quiet)
    (folder / "config.yaml").write_text(CONFIG.format(day=day))
    (folder / "templates").mkdir(exist_ok=True)
    (folder / "templates" / "head_insert.html").write_text("")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with (folder / "pywb.log").open("wb") as log:
        command = [bin_ / "wayback", "--bind", "127.0.0.1", "--port", str(port), "--proxy", "web"]
        server = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
    try:
        _until_up(port, server, folder / "pywb.log")
        yield DatedWeb(f"http://127.0.0.1:{port}", folder / "proxy-certs" / "pywb-ca.pem")
    finally:
        server.terminate()
        server.wait(20)


def _until_up(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(300):
        if server.poll() is not None:
            raise RuntimeError(log.read_text("utf-8", "replace"))
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 0.2):
            return
        time.sleep(0.1)
    raise RuntimeError("pywb does not answer")
