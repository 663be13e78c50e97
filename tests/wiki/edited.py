"""A real MediaWiki with pages that have a history, and a front that can behave badly."""

from __future__ import annotations

import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from xml.sax.saxutils import escape

from tests.mediawiki.wiki import ROOT, Wiki


@dataclass(frozen=True)
class Text:
    """One revision: when it was made and what it says."""

    at: datetime
    text: str
    model: str = "wikitext"


class EditedWiki(Wiki):
    """A wiki that takes pages with all their revisions."""

    def write(self, pages: dict[str, Sequence[Text]]) -> None:
        """Import pages with their histories, oldest revision first, links and all."""
        body = "".join(
            f"<page><title>{escape(title)}</title><ns>{14 if 'Category:' in title else 0}</ns>"
            + "".join(_revision(each) for each in texts)
            + "</page>"
            for title, texts in pages.items()
        )
        head = '<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.10/" version="0.10">'
        dump = self._folder / "pages.xml"
        dump.write_text(f"{head}{body}</mediawiki>", "utf-8")
        for script, *words in (
            ("importDump.php", "--quiet", str(dump)),
            ("rebuildrecentchanges.php",),
            ("runJobs.php",),
        ):
            self.run(script, *words)

    def run(self, script: str, *words: str) -> None:
        """Run a maintenance script of the wiki."""
        settings = str(self._folder / "LocalSettings.php")
        self._php(f"{ROOT}/maintenance/{script}", *words, MW_CONFIG_FILE=settings)

    @contextmanager
    def closed(self) -> Iterator[None]:
        """The wiki lets nobody read who is not logged in, while the block runs."""
        mark = self._folder / "closed"
        mark.touch()
        try:
            yield
        finally:
            mark.unlink()

    def _set_up(self) -> None:
        super()._set_up()
        with (self._folder / "LocalSettings.php").open("a") as written:
            mark = f"{self._folder}/closed"
            written.write(
                f"\n$wgGroupPermissions['*']['read'] = !file_exists('{mark}');\n"
                "$wgEnableBotPasswords = true;\n"
            )

    @property
    def site(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def revisions(self, title: str) -> list[int]:
        """The numbers of a page's revisions, oldest first."""
        told = self.ask(action="query", prop="revisions", titles=title, rvlimit="50", rvdir="newer")
        return [each["revid"] for each in told["query"]["pages"][0]["revisions"]]


def _revision(each: Text) -> str:
    form = "text/x-wiki" if each.model == "wikitext" else "text/javascript"
    return (
        f"<revision><timestamp>{each.at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}</timestamp>"
        "<contributor><username>Admin</username></contributor>"
        f"<model>{each.model}</model><format>{form}</format>"
        f'<text xml:space="preserve">{escape(each.text)}</text></revision>'
    )


Fault = Callable[[BaseHTTPRequestHandler], bool]
"""Answers a request in the wiki's place and says True, or leaves it to the wiki."""


@dataclass
class Front:
    """A server in front of the wiki: it counts, and answers some requests itself."""

    behind: str
    faults: list[Fault] = field(default_factory=list)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    address: str = ""
    events: list[str] = field(default_factory=list)

    @property
    def stream(self) -> str:
        return f"{self.address}/stream"

    @property
    def api(self) -> str:
        return f"{self.address}/api.php"


@contextmanager
def front(wiki: EditedWiki, *faults: Fault) -> Iterator[Front]:
    """A front that plays each fault once, in order, then passes all requests on."""
    seen = Front(wiki.site, list(faults))

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
            if self.path == "/stream":
                send_events(self, seen.events)
                return
            if seen.faults and seen.faults.pop(0)(self):
                return
            self._pass_on()

        def do_POST(self) -> None:
            length = int(self.headers.get("content-length") or 0)
            body = self.rfile.read(length)
            seen.asked.append((f"{self.path}?{body.decode()}", dict(self.headers.items())))
            if seen.faults and seen.faults.pop(0)(self):
                return
            self._pass_on(body)

        def _pass_on(self, body: bytes | None = None) -> None:
            try:
                with urllib.request.urlopen(seen.behind + self.path, body, timeout=60) as answer:
                    send(self, answer.status, answer.read(), dict(answer.headers.items()))
            except urllib.error.HTTPError as error:
                send(self, error.code, error.read(), {})

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    seen.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield seen
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def send_events(handler: BaseHTTPRequestHandler, events: list[str]) -> None:
    """Two events behind the last one that was seen; then the stream breaks off."""
    after = int(handler.headers.get("last-event-id") or 0)
    handler.send_response(200)
    handler.send_header("content-type", "text/event-stream")
    handler.end_headers()
    handler.wfile.write(b": hello\n\nretry: 10\n\n")
    for number, data in list(enumerate(events, 1))[after : after + 2]:
        lines = "".join(f"data: {line}\n" for line in data.split("\n"))
        handler.wfile.write(f"id: {number}\nevent: message\n{lines}\n".encode())


def send(
    handler: BaseHTTPRequestHandler, status: int, data: bytes, headers: dict[str, str]
) -> None:
    """One whole answer."""
    handler.send_response(status)
    kept = ("content-type", "retry-after", "mediawiki-api-error", "content-encoding")
    for name, value in headers.items():
        if name.lower() in kept:
            handler.send_header(name, value)
    handler.send_header("content-length", str(len(data)))
    handler.end_headers()
    handler.wfile.write(data)
