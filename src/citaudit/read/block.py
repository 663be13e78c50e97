"""The pages of one block of a dump."""

from __future__ import annotations

import bz2
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import quote

from lxml import etree

from citaudit.model import Page, Unread
from citaudit.read.dump import PAGE_BEGIN, PAGE_END, TITLE, DumpBlock, Site
from citaudit.text.namespaces import CATEGORY

_PARSER = {"huge_tree": True, "resolve_entities": False, "no_network": True}


@dataclass(frozen=True, slots=True)
class Article:
    """One page of a dump. `number` is its page id in the wiki, `at` when its text was saved."""

    page: Page
    number: int
    namespace: int
    at: str


@dataclass(slots=True)
class Contents:
    """What a block holds: what to audit, what cannot be read, and how much is left out."""

    articles: list[Article] = field(default_factory=list)
    unread: list[tuple[int, Unread]] = field(default_factory=list)
    redirects: int = 0
    elsewhere: int = 0  # pages of other namespaces
    foreign: int = 0  # pages that are not wikitext: scripts, styles, data


def contents(block: DumpBlock, site: Site, namespaces: frozenset[int]) -> Contents:
    """The newest revision of each page of `block` that stands in one of `namespaces`.

    Redirects are left out. Raises OSError or ValueError where the block cannot be unpacked.
    """
    xml = bz2.decompress(block.data) if block.packed else block.data
    found = Contents()
    for page in _pages(xml):
        try:
            element = etree.fromstring(page, etree.XMLParser(**_PARSER))
        except etree.XMLSyntaxError as error:
            found.unread.append((0, Unread(_title(page), f"its XML is broken: {error}")))
            continue
        _file_under(element, found, site, namespaces)
    return found


def address_of(title: str, site: Site) -> str | None:
    """Where readers find a page, by the address of the wiki's main page."""
    base, slash, _ = site.base.rpartition("/")
    return f"{base}/{quote(title.replace(' ', '_'), safe='/:,()!*')}" if slash else None


def category_marks(site: Site) -> re.Pattern[str]:
    """What a category is named by in the text of this wiki: in its language, and in English."""
    names = {"Category", site.namespaces.get(CATEGORY, "")} - {""}
    either = "|".join(re.escape(name).replace(r"\ ", "[ _]+") for name in sorted(names))
    return re.compile(rf"\[\[[ _]*+(?:{either})[ _]*+:[ _]*+([^\[\]|{{}}\n]{{1,255}}+)", re.I)


def categories(text: str, marks: re.Pattern[str]) -> list[str]:
    """The categories that a page names itself, in order, each once."""
    found = (match[1].replace("_", " ").strip() for match in marks.finditer(text))
    return list(dict.fromkeys(name[:1].upper() + name[1:] for name in found if name))


def _pages(xml: bytes) -> Iterator[bytes]:
    stop = 0
    while (start := xml.find(PAGE_BEGIN, stop)) >= 0:
        end = xml.find(PAGE_END, start)
        if end < 0:
            return
        stop = end + len(PAGE_END)
        yield xml[start:stop]


def _file_under(
    element: etree._Element, found: Contents, site: Site, namespaces: frozenset[int]
) -> None:
    title = element.findtext("title") or ""
    number = int(element.findtext("id") or 0)
    namespace = int(element.findtext("ns") or 0)
    if namespace not in namespaces:
        found.elsewhere += 1
    elif element.find("redirect") is not None:
        found.redirects += 1
    else:
        revision = _newest(element)
        if revision is None:
            found.unread.append((number, Unread(title, "it has no revision")))
        elif (revision.findtext("model") or "wikitext") != "wikitext":
            found.foreign += 1
        else:
            text = revision.find("text")
            if (
                text is None
                or text.get("deleted")
                or (not text.text and text.get("bytes", "0") != "0")
            ):
                found.unread.append((number, Unread(title, "the dump does not hold its text")))
                return
            page = Page(
                id=title,
                text=text.text or "",
                format="wikitext",
                language=site.language,
                url=address_of(title, site),
                revision=revision.findtext("id"),
            )
            found.articles.append(
                Article(page, number, namespace, revision.findtext("timestamp") or "")
            )


def _newest(element: etree._Element) -> etree._Element | None:
    revisions = element.findall("revision")
    return max(revisions, key=lambda each: each.findtext("timestamp") or "", default=None)


def _title(xml: bytes) -> str:
    found = TITLE.search(xml)
    return unescape(found[1].decode("utf-8", "replace")) if found else "a page without a title"
