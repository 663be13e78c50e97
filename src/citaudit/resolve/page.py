"""What a reader would see first of a page: its title, its first heading, how long it is."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Final

from citaudit.text import charset

# Parsers are loaded with the first page that needs them: many runs meet headers alone.
if TYPE_CHECKING:
    from bs4 import Tag

_STRAINED: Final = 64 * 1024  # titles and first headings stand in the first part
_REFRESH: Final = re.compile(
    r"<meta\b[^>]{0,200}?http-equiv\s{0,9}=\s{0,9}[\"']?refresh\b[^>]{0,200}?"
    r"content\s{0,9}=\s{0,9}[\"']?\s{0,9}([0-5])\s{0,9}[;,]\s{0,9}url\s{0,9}=\s{0,9}[\"']?([^\"'>\s]{1,2000})",
    re.I,
)
_SCRIPT: Final = re.compile(r"<script\b([^<>]{0,300})>(.{0,600}?)</script", re.S | re.I)
# A script that does nothing but send the reader on, and where to.
_JUMP: Final = re.compile(
    r"\s*+(?:<!--\s*+)?(?:window\.onload\s*+=\s*+function\s*+\(\)\s*+\{\s*+)?"
    r"(?:(?:window|document|self|top|parent)\.){0,2}location(?:\.href)?\s*+"
    r"(?:=|\.(?:replace|assign)\()\s*+[\"']([^\"'\s]{1,2000})[\"']\s*+\)?\s*+;?\s*+\}?\s*+;?\s*+(?://)?\s*+(?:-->)?\s*+"
)
_EMPTY: Final = 30  # words: a page with more is there to be read, whatever its scripts do
_HIDDEN: Final = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|noscript|template|svg)\b.*?(?:</\1\s*+>|\Z)", re.S | re.I
)
_TAG: Final = re.compile(r"<[^<>]*+>?")
_WORD: Final = re.compile(r"[^\W\d_]+|\d+")
_IDEOGRAPH: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_LABELLED: Final = re.compile(r"charset\s*+=\s*+[\"']?([\w:.\-]{2,40})", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True, slots=True)
class PageStart:
    """The beginning of a page. `words` counts its visible words; an ideograph is half a word.

    `scripted` says that a script may draw what the source does not hold. `refresh` is where a
    `<meta>` sends the reader within five seconds, or the one script of a page without words.
    `marks` is the beginning of the source in lower case, where walls and parking pages show.
    """

    title: str = ""
    heading: str = ""
    words: int = 0
    cut: bool = False
    scripted: bool = False
    marks: str = ""
    refresh: str = ""

    @property
    def empty(self) -> bool:
        return not (self.title or self.heading or self.words)


def is_page(content_type: str) -> bool:
    """Whether a Content-Type names something that has a title. Nothing said may be a page."""
    kind = content_type.partition(";")[0].strip().lower()
    return kind in ("", "text/html", "application/xhtml+xml", "application/xml", "text/xml")


def read_page(body: bytes, content_type: str = "", *, cut: bool = False) -> PageStart:
    """The start of an HTML page from its bytes, whatever charset they are in."""
    text = decoded(body, content_type)
    if "<" not in text[:4096]:
        return PageStart(words=_count(text), cut=cut, marks=text[:20_000].lower())
    title, heading = _titles(text[:_STRAINED])
    visible = _TAG.sub(" ", _HIDDEN.sub(" ", text))
    scripted = "<script" in text
    sent = _REFRESH.search(text[:16_000])
    words = _count(visible)
    to = unescape(sent[2]) if sent else ""
    if scripted and not to and words < _EMPTY and not cut:
        to = _jump(text)
    return PageStart(title, heading, words, cut, scripted, text[:20_000].lower(), to)


def _jump(text: str) -> str:
    """Where the only script of a page sends the reader on; "" where it does anything else."""
    scripts = _SCRIPT.findall(text[:16_000])
    found = _JUMP.fullmatch(scripts[0][1]) if len(scripts) == text.count("<script") == 1 else None
    return found[1] if found else ""


def decoded(body: bytes, content_type: str = "") -> str:
    """`body` as text, in the charset that fits.

    UTF-8 that reads as such is taken at its word, then the page's own label, then the server's,
    then the likeliest guess from the bytes.
    """
    for mark, name in charset.MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    if body.isascii() and b"\x1b" not in body:
        return body.decode("ascii")
    # Browsers look further than the 1,024 bytes that the standard grants.
    labels = ["utf-8", charset.declared(body[:4096]), *_LABELLED.findall(content_type)]
    for name in filter(None, map(charset.codec, filter(None, labels))):
        if (text := _fitting(body, name)) is not None:
            return text
    return _guessed(body)


def _fitting(body: bytes, name: str) -> str | None:
    """`body` in that charset where it fits; a cut character at the very end is no misfit."""
    try:
        return codecs.getincrementaldecoder(name)("strict").decode(body)
    except UnicodeError:
        if name == "utf-8":
            return None
    text = body.decode(name, "replace")
    # Old pages hold a few broken characters; a wrong label breaks nearly all of them.
    return text if text.count("\ufffd") * 50 < len(text) else None


def _guessed(body: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(body[:8192]).best()
    return body.decode(best.encoding if best else "utf-8", "replace")


def _titles(text: str) -> tuple[str, str]:
    from bs4 import BeautifulSoup
    from bs4.filter import SoupStrainer

    soup = BeautifulSoup(text, "lxml", parse_only=SoupStrainer(["title", "h1"]))
    title = soup.find("title")
    return _line(title), _line(soup.find("h1"))


def _line(tag: Tag | None) -> str:
    return " ".join(tag.get_text(" ").split())[:300] if tag else ""


def _count(text: str) -> int:
    ideographs = len(_IDEOGRAPH.findall(text))
    return sum(1 for _ in _WORD.finditer(_IDEOGRAPH.sub(" ", text))) + ideographs // 2
