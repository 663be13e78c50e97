"""Wiki pages as targets: by title, address, category, list or revision."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Coroutine, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import groupby, islice
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import parse_qs, unquote, urlsplit

from citaudit.model import Page, Unread
from citaudit.net.failure import Failure
from citaudit.read.asking import Asking
from citaudit.read.expansion import with_expansion
from citaudit.read.mediawiki import BATCH, Wiki, WikiError, Wikis, unread
from citaudit.text.namespaces import CATEGORY

T = TypeVar("T")
_BY_NAME = re.compile(r"wiki:(https?://[^\s|]*?/api\.php|[\w.-]+):(.*)", re.DOTALL)
_OLD = re.compile(r"(.*?)\?oldid=(\d{1,12})\Z", re.DOTALL)
_PERMANENT = re.compile(r"[^/:]+:[^/]*/(\d{1,12})\Z")
_EDIT_URI = re.compile(
    rb"""<link\s[^>]*?rel=["']EditURI["'][^>]*?href=["']([^"']{1,500})["']""", re.IGNORECASE
)
_WIKIMEDIA = re.compile(
    r"(?:\w[\w-]*\.)?(?:m\.)?(?:wiki(?:pedia|media|source|quote|books|news|voyage|versity|data)|"
    r"wiktionary|mediawiki)\.org\Z"
)
_CONTENT = "ids|timestamp|content|contentmodel"


@dataclass(frozen=True, slots=True)
class Target:
    """What a target asks for. `api` is None until the page at `address` has named it."""

    written: str
    site: str
    api: str | None
    title: str = ""
    revision: int | None = None
    address: str = ""


def target_of(written: str) -> Target:
    """What a target asks for, as far as its spelling tells. Raises `WikiError`."""
    named = _BY_NAME.fullmatch(written)
    if named:
        site, title = named.groups()
        old = _OLD.fullmatch(title)
        revision = int(old[2]) if old else None
        return Target(written, site, _api(site), (old[1] if old else title).strip(), revision)
    parts = urlsplit(written)
    if written.startswith("wiki:") or not parts.hostname:
        raise WikiError("is no address of a page; write wiki:zh:TITLE or https://…/wiki/TITLE")
    host = parts.hostname.replace(".m.", ".")
    query = parse_qs(parts.query)
    title = query.get("title", [""])[0] or unquote(parts.path.rpartition("/")[2])
    if "/wiki/" in parts.path and "title" not in query:
        title = unquote(parts.path.partition("/wiki/")[2])
    spelt = next((query[name][0] for name in ("oldid", "curid") if name in query), "")
    old = _PERMANENT.fullmatch(title)
    if "curid" in query:
        raise WikiError("name the page by its title")
    revision = int(spelt) if spelt.isdigit() else int(old[1]) if old else None
    api = f"https://{host}/w/api.php" if _WIKIMEDIA.fullmatch(host) else None
    return Target(written, api or written, api, title.replace("_", " "), revision, written)


def _api(site: str) -> str:
    if "://" in site:
        return site
    return f"https://{site}/w/api.php" if "." in site else f"https://{site}.wikipedia.org/w/api.php"


def read_wiki(targets: Sequence[str], asking: Asking) -> list[Page | Unread]:
    """Every page of these targets, in their order; a category gives its pages, sorted."""
    return run_blocking(_read(targets, asking))


def run_blocking(work: Coroutine[Any, Any, T]) -> T:
    """The result of asynchronous work, also where an event loop is running already."""
    with ThreadPoolExecutor(1, thread_name_prefix="wiki") as thread:
        return thread.submit(asyncio.run, work).result()


async def _read(targets: Sequence[str], asking: Asking) -> list[Page | Unread]:
    found: list[Page | Unread] = []
    async with Wikis(asking) as wikis:
        wanted: list[Target | Unread] = []
        for written in targets:
            try:
                wanted += await _listed(wikis, written)
            except WikiError as error:
                wanted.append(unread(written, error))
        for api, group in groupby(wanted, lambda each: getattr(each, "api", None)):
            if api is None:
                found += [each for each in group if isinstance(each, Unread)]
                continue
            asked = [each for each in group if isinstance(each, Target)]
            try:
                found += await _pages(await wikis.at(api), asked, asking)
            except WikiError as error:
                found += [unread(each.written, error) for each in asked]
    return found


async def _listed(wikis: Wikis, written: str) -> list[Target | Unread]:
    """The pages a target stands for: itself, or the titles of a list (`wiki:zh:@FILE`)."""
    target = await resolved(wikis, written)
    if not target.title.startswith("@"):
        return [target]
    try:
        lines = Path(target.title[1:]).read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise WikiError(f"the list {target.title[1:]} cannot be read: {error}") from error
    titles = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    return [replace(target, written=f"wiki:{target.site}:{t}", title=t) for t in titles]


async def resolved(wikis: Wikis, written: str) -> Target:
    """The target with its API: known by its host, or named in the page. Raises `WikiError`."""
    target = target_of(written)
    if target.api:
        return target
    try:
        reply = await wikis.client.fetch("GET", target.address, want=lambda _: 1 << 18)
    except Failure as failure:
        raise WikiError(f"cannot be reached: {failure.reason}") from failure
    named = _EDIT_URI.search(reply.body)
    if named is None:
        raise WikiError("is no page of a MediaWiki")
    api = (reply.target(named[1].decode("utf-8", "replace")) or "").partition("?")[0]
    return replace(target, api=api, site=api)


async def _pages(wiki: Wiki, targets: Sequence[Target], asking: Asking) -> list[Page | Unread]:
    by_title = [each for each in targets if each.revision is None]
    by_revision = [each for each in targets if each.revision is not None]
    answers: dict[str, list[Page | Unread]] = {}
    for batch in batched(by_title):
        pages = await titles(wiki, [each.title for each in batch])
        for each in batch:
            answers[each.written] = await _of_title(wiki, each, pages, asking)
    for batch in batched(by_revision):
        found = await revisions(wiki, [each.revision or 0 for each in batch])
        for each in batch:
            page = found.get(each.revision or 0)
            answers[each.written] = [
                page_of(each, page, old=True)
                if page
                else Unread(each.written, f"there is no revision {each.revision}")
            ]
    given = [page for each in targets for page in answers[each.written]]
    return [await as_asked(wiki, page, asking) for page in given]


async def as_asked(wiki: Wiki, page: Page | Unread, asking: Asking) -> Page | Unread:
    """The page, with what the wiki makes of its templates where that is asked for."""
    if asking.calls is None or isinstance(page, Unread):
        return page
    return await with_expansion(wiki, page, target_of(page.id).title, asking.calls(page.text))


async def _of_title(
    wiki: Wiki, target: Target, pages: Mapping[str, dict[str, Any]], asking: Asking
) -> list[Page | Unread]:
    page = pages.get(target.title)
    if page is None:
        return [Unread(target.written, "the wiki says nothing of this title")]
    if page.get("ns") == CATEGORY:
        return await _category(wiki, target, page["title"], asking)
    return [page_of(target, page)]


async def _category(wiki: Wiki, target: Target, title: str, asking: Asking) -> list[Page | Unread]:
    names = []
    async for part in wiki.each(
        action="query", list="categorymembers", cmtitle=title, cmtype="page", cmlimit="max"
    ):
        names += [each["title"] for each in part["query"]["categorymembers"]]
        if len(names) >= asking.limit:
            break
    found: list[Page | Unread] = []
    for batch in batched(names[: asking.limit]):
        pages = await titles(wiki, batch)
        found += [
            page_of(replace(target, title=name, written=f"wiki:{target.site}:{name}"), pages[name])
            for name in batch
            if name in pages
        ]
    return found or [Unread(target.written, "is a category without pages")]


def batched(items: Iterable[T]) -> Iterator[list[T]]:
    """The items in lists of as many as one question may name."""
    rest = iter(items)
    while batch := list(islice(rest, BATCH)):
        yield batch


async def titles(wiki: Wiki, names: Sequence[str]) -> dict[str, dict[str, Any]]:
    """The page of each title, with its text; redirects and other spellings are followed."""
    pages: dict[str, dict[str, Any]] = {}
    other: dict[str, str] = {}
    async for part in wiki.each(
        action="query", titles="|".join(dict.fromkeys(names)), redirects=1, converttitles=1,
        prop="revisions|info", rvprop=_CONTENT, rvslots="main", inprop="url",
    ):  # fmt: skip
        query = part.get("query", {})
        for kind in ("normalized", "converted", "redirects"):
            other |= {each["from"]: each["to"] for each in query.get(kind, ())}
        for page in query.get("pages", ()):
            pages[page["title"]] = pages.get(page["title"], {}) | page
    return {name: pages[end] for name in names if (end := _end(name, other)) in pages}


def _end(name: str, other: Mapping[str, str]) -> str:
    seen = set()
    while name in other and name not in seen:
        seen.add(name)
        name = other[name]
    return name


async def revisions(wiki: Wiki, numbers: Sequence[int]) -> dict[int, dict[str, Any]]:
    """The page of each revision by its number, with the text it had then."""
    found: dict[int, dict[str, Any]] = {}
    async for part in wiki.each(
        action="query", revids="|".join(map(str, dict.fromkeys(numbers))),
        prop="revisions|info", rvprop=_CONTENT, rvslots="main", inprop="url",
    ):  # fmt: skip
        for page in part.get("query", {}).get("pages", ()):
            for revision in page.get("revisions", ()):
                found[revision["revid"]] = {**page, "revisions": [revision]}
    return found


def page_of(target: Target, page: Mapping[str, Any], *, old: bool = False) -> Page | Unread:
    """A page of the wiki as a page to audit, or why it cannot be."""
    title = page.get("title", target.title)
    name = f"wiki:{target.site}:{title}"
    if page.get("invalid"):
        return Unread(name, f"is no title: {page.get('invalidreason', '')}".rstrip(": "))
    if page.get("missing"):
        return Unread(name, "is not there: no page of this wiki has that title")
    revision = next(iter(page.get("revisions", ())), None)
    slot = revision.get("slots", {}).get("main", {}) if revision else {}
    if revision is None or "content" not in slot:
        hidden = bool(slot.get("texthidden") or (revision or {}).get("texthidden"))
        return Unread(name, "its text is hidden" if hidden else "the wiki gives no text for it")
    if slot.get("contentmodel", "wikitext") != "wikitext":
        return Unread(name, f"is {slot['contentmodel']}, not wikitext")
    if not slot["content"].strip():
        return Unread(name, "is empty")
    url = page.get("fullurl")
    number = str(revision["revid"])
    if old and url:
        url += f"{'&' if '?' in url else '?'}oldid={number}"
    language = str(page.get("pagelanguage", "und")).partition("-")[0]
    return Page(name, slot["content"], "wikitext", language, url=url, revision=number)
