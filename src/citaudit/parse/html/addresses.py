"""The outside addresses of an HTML page: links, `cite=` of quotations, addresses in plain text."""

from __future__ import annotations

import re

from citaudit.model import Link, Span
from citaudit.parse.html.prose import folded
from citaudit.parse.html.tree import Element, Run
from citaudit.parse.html.vocabulary import FETCHED, FETCHING_RELATIONS, HTML, QUOTING
from citaudit.parse.outside import OUTSIDE
from citaudit.text.entities import attribute_value
from citaudit.urls.prose import url_spans

_SPACES = re.compile(r"[\t\r\n]+")
# Where the coordinates of a MediaWiki page lead: a choice of maps, which vouches for nothing.
_MAPS = re.compile(r"(?:https?:)?//[\w.-]+/(?:[~\w-]+/)?geohack")


class Addresses:
    """Collects links in the order they end. `wiki`: only those MediaWiki marks as outside count."""

    def __init__(self, text: str, *, wiki: bool) -> None:
        self.text = text
        self.wiki = wiki
        self.links: list[Link] = []
        self.inside = 0

    def begun(self, element: Element, at: int) -> int | None:
        """`at` again where the element is a link whose words are to be kept."""
        if element.name == "a":
            self.inside += 1
            return at
        if element.name in QUOTING:
            self._add(element, element.get("cite"))
        elif element.name == "area":
            self._add(element, element.get("href"))
        elif _is_own(element.name) and not self.wiki:
            for name in ("src", "href", "cite"):
                self._add(element, element.get(name))
        return None

    def ended(self, element: Element, words: list[tuple[int, str]]) -> None:
        """The end of an `<a>`."""
        self.inside -= 1
        if self.wiki and not _marked_outside(element):
            return
        text = folded(words).text
        href = element.get("href").strip()
        self._add(element, href, None if text in ("", href) or _numbered(element) else text)

    def of_the_page(self, root: Element) -> None:
        """The `<link>`s of a plain page that name another page; MediaWiki's own say nothing."""
        for element in root.elements() if not self.wiki else ():
            if element.name == "link" and "disabled" not in element.attributes:
                relation = set(element.get("rel").lower().split())
                if relation and not relation & FETCHING_RELATIONS:
                    self._add(element, element.get("href"))

    def plain(self, run: Run) -> None:
        """Addresses that stand in the text and are no links."""
        if self.wiki or self.inside or self.text.find("//", run.start, run.end) < 0:
            return
        written = self.text[run.start : run.end]
        for start, end in url_spans(written):
            span = Span(run.start + start, run.start + end)
            url = attribute_value(written[start:end])
            if not url.startswith("//"):
                self.links.append(Link(span, url, "source", written[start:end]))

    def _add(self, element: Element, href: str, words: str | None = None) -> None:
        url = _SPACES.sub("", href).strip()
        if not OUTSIDE.match(url):
            return
        whole = f"https:{url}" if url.startswith("//") else url
        self.links.append(Link(element.span, whole, "source", href, words))


def _is_own(name: str) -> bool:
    """Whether an element is none of HTML's: a page's own, whose attributes say where it leads."""
    return name not in HTML and name not in FETCHED


def _marked_outside(element: Element) -> bool:
    classes, rel = element.classes, element.get("rel")
    if "extiw" in classes or "mw:WikiLink" in rel or _MAPS.match(element.get("href")):
        return False
    return "external" in classes or "mw:ExtLink" in rel or "nofollow" in rel


def _numbered(element: Element) -> bool:
    return "autonumber" in element.classes
