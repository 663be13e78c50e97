"""A real MediaWiki with Cite on sqlite and loopback, started for the tests and ended with them."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import time
import urllib.parse
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any
from xml.sax.saxutils import escape

HERE = Path(__file__).parent
ROOT = Path("/usr/share/mediawiki")
EXTENSIONS = "Cite,ParserFunctions,Poem,ImageMap,SyntaxHighlight_GeSHi,TemplateData"
SETTINGS = """
$wgArticlePath = '/wiki/$1';
$wgMainCacheType = CACHE_NONE;
$wgParserCacheType = CACHE_NONE;
$wgMessageCacheType = CACHE_ACCEL;
$wgLocalisationCacheConf['store'] = 'array';
$wgCacheDirectory = '{folder}/cache';
$wgUploadDirectory = '{folder}/images';
$wgJobRunRate = 0;
$wgEnableEmail = false;
$wgRateLimits = [];
$wgMaxArticleSize = 20000;
$wgRestrictDisplayTitle = false;
"""


class Wiki:
    """`with Wiki(folder) as wiki: wiki.render(wikitext)`."""

    def __init__(self, folder: Path, language: str = "zh") -> None:
        self._folder = folder
        self._language = language
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = free.getsockname()[1]
        self._edition = 0
        self._server: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Wiki:
        self._set_up()
        self._start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._server:
            self._server.terminate()
            self._server.wait(10)

    def _php(self, *words: str, **environment: str) -> None:
        done = subprocess.run(
            ["php", *words],
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"php {words[0]}: {done.stdout[-2000:]}{done.stderr[-2000:]}")

    def _set_up(self) -> None:
        folder = self._folder
        for name in ("cache", "images"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        settings = folder / "LocalSettings.php"
        server = f"http://127.0.0.1:{self._port}"
        self._php(
            f"{ROOT}/maintenance/install.php", "--dbtype", "sqlite", "--dbname", "wiki",
            "--dbpath", str(folder), "--confpath", str(folder), "--server", server,
            "--scriptpath", "", "--lang", self._language, "--pass", "judge-of-footnotes",
            "--extensions", EXTENSIONS, "Judge", "Admin",
        )  # fmt: skip
        with settings.open("a") as written:
            written.write(SETTINGS.replace("{folder}", str(folder)))
        self.add({path.stem: path.read_text("utf-8") for path in (HERE / "templates").iterdir()})

    def add(self, templates: Mapping[str, str]) -> None:
        """Give the wiki templates, by name; later ones replace earlier ones."""
        self._edition += 1
        pages = "".join(
            f"<page><title>Template:{escape(name)}</title><ns>10</ns><revision>"
            f"<timestamp>2020-01-{self._edition:02}T00:00:00Z</timestamp>"
            "<contributor><username>Admin</username></contributor>"
            "<model>wikitext</model><format>text/x-wiki</format>"
            f'<text xml:space="preserve">{escape(text)}</text></revision></page>'
            for name, text in templates.items()
        )
        dump = self._folder / "templates.xml"
        head = '<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.10/" version="0.10">'
        dump.write_text(f"{head}{pages}</mediawiki>", "utf-8")
        settings = str(self._folder / "LocalSettings.php")
        importer = f"{ROOT}/maintenance/importDump.php"
        self._php(importer, "--quiet", "--no-updates", str(dump), MW_CONFIG_FILE=settings)

    def _start(self) -> None:
        self._server = subprocess.Popen(
            ["php", "-q", "-d", "memory_limit=1G", "-d", "opcache.enable_cli=1",
             "-d", "display_errors=0", "-S", f"127.0.0.1:{self._port}", "-t", str(ROOT),
             str(HERE / "router.php")],
            env={**os.environ, "MW_CONFIG_FILE": str(self._folder / "LocalSettings.php")},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        for _ in range(200):
            try:
                self.ask(action="query", meta="siteinfo")
            except OSError:
                time.sleep(0.1)
            else:
                return
        raise RuntimeError("MediaWiki does not answer")

    @property
    def api(self) -> str:
        return f"http://127.0.0.1:{self._port}/api.php"

    def ask(self, **parameters: str) -> dict[str, Any]:
        """One API call."""
        body = urllib.parse.urlencode({**parameters, "format": "json", "formatversion": "2"})
        with urllib.request.urlopen(self.api, body.encode(), timeout=120) as answer:
            told: dict[str, Any] = json.load(answer)
        if "error" in told:
            raise RuntimeError(str(told["error"]))
        return told

    def render(self, wikitext: str, title: str = "Judged page") -> str:
        """The HTML of a text, with messages as their keys (`uselang=qqx`)."""
        told = self.ask(
            action="parse", text=wikitext, title=title, contentmodel="wikitext", uselang="qqx",
            prop="text", disablelimitreport="1", disableeditsection="1", disabletoc="1",
        )["parse"]  # fmt: skip
        html: str = told["text"]
        return html
