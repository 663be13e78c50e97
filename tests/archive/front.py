"""The Internet Archive's paths before a real pywb: its index's form, faults to play, a log.

Every capture and every copy comes from pywb; this only speaks the other dialect.
"""

from __future__ import annotations

import http.client
import http.server
import json
import re
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, quote, urlencode, urlsplit

FIELDS = ("urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length")
_THEIRS = ("urlkey", "timestamp", "url", "mime", "status", "digest", "length")


@dataclass
class Fault:
    """What requests under `path` that hold `about` meet instead, `times` of them (-1: all)."""

    path: str = "/cdx/"
    about: str = ""
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b"<html><body><h1>Too Many Requests</h1></body></html>\n"
    times: int = -1
    delay: float = 0.0
    cut: bool = False  # break off in the middle of the true answer
    change: Callable[[str], str] | None = None  # of the true answer


class Front(http.server.ThreadingHTTPServer):
    """On a port of loopback; `log` holds the path of each request in order."""

    daemon_threads = True
    request_queue_size = 256

    def __init__(self, pywb: int, port: int = 0, latency: float = 0.0) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.pywb, self.latency = pywb, latency
        self.fault: Fault | None = None
        self.log: list[str] = []
        self.saved: list[str] = []
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def asked(self, path: str = "/cdx/") -> list[str]:
        return [each for each in self.log if each.startswith(path)]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that has gone away is no trouble."""

    def taken(self, path: str) -> Fault | None:
        fault = self.fault
        if fault is None or not path.startswith(fault.path) or fault.about not in path:
            return None
        if fault.times == 0:
            return None
        if fault.times > 0:
            fault.times -= 1
        return fault


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Front

    def setup(self) -> None:
        super().setup()
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def do_GET(self) -> None:
        front = self.server
        front.log.append(self.path)
        time.sleep(front.latency)
        fault = front.taken(self.path)
        if fault and fault.delay:
            time.sleep(fault.delay)
        if fault and not (fault.cut or fault.change):
            return self._say(
                fault.status, [("Content-Type", "text/html"), *fault.headers], fault.body
            )
        status, headers, body = self._true()
        if fault and fault.change:
            body = fault.change(body.decode()).encode()
        if fault and fault.cut:
            self._head(status, headers, len(body))
            self.wfile.write(body[: len(body) // 2])
            self.close_connection = True
            return None
        return self._say(status, headers, body)

    def log_message(self, *_: Any) -> None:
        pass

    def _true(self) -> tuple[int, list[tuple[str, str]], bytes]:
        if self.path.startswith("/cdx/search/cdx"):
            text = index(self.server.pywb, parse_qs(urlsplit(self.path).query))
            return 200, [("Content-Type", "text/plain")], text.encode()
        if self.path.startswith("/save/"):
            return self._saved(self.path.removeprefix("/save/"))
        return through(self.server.pywb, self.path, dict(self.headers))

    def _saved(self, url: str) -> tuple[int, list[tuple[str, str]], bytes]:
        self.server.saved.append(url)
        status, _, body = through(self.server.pywb, f"/web/record/id_/{url}", {})
        if status != 200:
            return 523, [("Content-Type", "text/html")], body
        place = f"/web/{time.strftime('%Y%m%d%H%M%S', time.gmtime())}/{url}"
        return 302, [("Location", place), ("Content-Location", place)], b""

    def _say(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        self._head(status, headers, len(body))
        self.wfile.write(body)

    def _head(self, status: int, headers: list[tuple[str, str]], length: int) -> None:
        self.send_response_only(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(length))
        self.end_headers()


def through(
    port: int, path: str, headers: dict[str, str]
) -> tuple[int, list[tuple[str, str]], bytes]:
    """What pywb says to the same request."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    passed = {
        k: v for k, v in headers.items() if k.lower() in ("host", "accept-datetime", "accept")
    }
    connection.request("GET", path, headers={**passed, "Connection": "close"})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    dropped = ("content-length", "transfer-encoding", "connection", "date", "server")
    return answer.status, [h for h in answer.getheaders() if h[0].lower() not in dropped], body


def index(port: int, asked: dict[str, list[str]]) -> str:
    """pywb's index in the form of the Internet Archive's: filters, collapse, limit, resume key."""
    passed = {"url": asked["url"][0], "output": "json"}
    if "matchType" in asked:
        passed["matchType"] = asked["matchType"][0]
    status, _, body = through(port, f"/web/cdx?{urlencode(passed)}", {})
    lines = body.decode().splitlines() if status == 200 else []
    rows = [[str(json.loads(line).get(f, "-")) or "-" for f in _THEIRS] for line in lines]
    for spelt in asked.get("filter", []):
        name, _, pattern = spelt.lstrip("!").partition(":")
        at = FIELDS.index(name)
        keep = not spelt.startswith("!")
        rows = [row for row in rows if bool(re.fullmatch(pattern, row[at])) is keep]
    for spelt in asked.get("collapse", []):
        name, _, digits = spelt.partition(":")
        at, length = FIELDS.index(name), int(digits) if digits else None
        rows = [
            r for n, r in enumerate(rows) if not n or rows[n - 1][at][:length] != r[at][:length]
        ]
    limit = int(asked.get("limit", ["150000"])[0])
    more = ""
    if len(rows) > limit:
        rows = rows[:limit]
        key = quote(f"{rows[-1][0]} {rows[-1][1]}!", safe="").replace("%20", "+")
        more = f"\n{key}\n" if "showResumeKey" in asked else ""
    return "".join(f"{' '.join(row)}\n" for row in rows) + more
