"""Pages that answer 200 and are gone, in layers, from sure signs to a probe.

Soft evidence only: a warning with its reason, never a death. A front page is never judged by its
words, and a long page never by a phrase.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl

from citaudit.resolve.marks import marks
from citaudit.resolve.page import PageStart
from citaudit.resolve.walls import SHORT
from citaudit.text.titles import looks_like_error_title
from citaudit.urls.address import Address, address

_NOWHERE: Final = Address("", "", "", None, "", None, None)
BARE: Final = 30  # words: below, there is next to nothing on a page


@dataclass(frozen=True, slots=True)
class Probe:
    """What a host says to an address that cannot exist."""

    status: int
    final_url: str
    page: PageStart


def soft_reason(asked: str, final: str, page: PageStart, probe: Probe | None) -> str | None:
    """Why a page that answered well is not the page that was asked for; None where it may be.

    `asked` is the address cited, `final` where its redirects ended.
    """
    start, end = _parts(asked), _parts(final)
    if reason := _parked(start, end, page):
        return reason
    if is_front(start):
        return None
    moved = not _same_place(start, end)
    if moved and is_front(end) and _deep(start):
        return "redirected to the front page"
    if moved and (word := _error_word(end)) and not _error_word(start):
        return f"redirected to an error page ({word})"
    if page.words <= SHORT and not page.cut:
        for what, words in (("title", page.title), ("heading", page.heading)):
            if words and _says_error(words):
                return f"its {what} says {words[:80]!r}"
    if probe and _like_nothing(asked, final, page, probe):
        return "the site shows the same page for an address that cannot exist"
    return None


def worth_probing(asked: str, final: str, page: PageStart, *, seen_before: bool) -> bool:
    """Whether one request for a random sibling would tell more.

    It pays where the answer is weak: a redirect up to a listing, the same title as another
    address of the host had (`seen_before`), or a page with next to nothing on it.
    """
    start, end = _parts(asked), _parts(final)
    if is_front(start):
        return False
    if not _same_place(start, end) and (_is_listing_of(end, start) or is_front(end)):
        return True
    return seen_before or (not page.cut and page.words < BARE)


def drawn_by_script(asked: str, final: str, page: PageStart, probe: Probe | None) -> bool:
    """Whether the source holds no more than the frame that the site sends for every address."""
    bare = page.scripted and page.words < BARE and not page.cut
    return bare and probe is not None and _like_nothing(asked, final, page, probe)


def sibling(url: str, token: str) -> str:
    """An address beside `url` that cannot exist: same folder, same ending."""
    parts = _parts(url)
    folder, _, last = parts.path.rstrip("/").rpartition("/")
    dot = last.rfind(".")
    ending = last[dot:] if dot > 0 and len(last) - dot <= 6 else ""
    slash = "/" if parts.path.endswith("/") else ""
    return f"{parts.scheme}://{parts.netloc}{folder}/{token}{ending}{slash}"


def door(asked: str, final: str) -> str | None:
    """Why a redirect ended at a login or a consent instead of the page; None where it did not."""
    start, end = _parts(asked), _parts(final)
    if _same_place(start, end) or _door_word(start):
        return None
    word = _door_word(end)
    return f"redirected to a door ({word})" if word else None


def is_front(parts: Address) -> bool:
    """Whether this is the front page of a site."""
    path = parts.path.strip("/").lower()
    return (not path or path in marks().front_segments) and not parts.query


def trivially_moved(asked: str, final: str) -> bool:
    """Whether a redirect changed no more than the scheme, `www.`, or a slash at the end."""
    return _same_place(_parts(asked), _parts(final))


def _parts(url: str) -> Address:
    return address(url) or _NOWHERE


def _site(parts: Address) -> str:
    return parts.host.removeprefix("www.")


def _same_place(one: Address, other: Address) -> bool:
    same_path = one.path.rstrip("/") == other.path.rstrip("/")
    return _site(one) == _site(other) and same_path and (one.query or "") == (other.query or "")


def _segments(parts: Address) -> list[str]:
    return [each for each in parts.path.lower().split("/") if each]


def _deep(parts: Address) -> bool:
    """Whether an address names one page of many: a shortener's one token may lead to a front."""
    return len(_segments(parts)) > 1 or bool(parts.query) or len(parts.path) > 16


def _is_listing_of(end: Address, start: Address) -> bool:
    up, down = _segments(end), _segments(start)
    return len(up) < len(down) and down[: len(up)] == up


def _error_word(parts: Address) -> str | None:
    wanted = marks().error_segments
    values = [value.lower() for _, value in parse_qsl(parts.query or "")[:20]]
    return next((each for each in (*_segments(parts), *values) if each in wanted), None)


def _door_word(parts: Address) -> str | None:
    for each in marks().door_hosts:
        if parts.host.startswith(each):
            return parts.host
    wanted = marks().door_segments
    return next((each for each in _segments(parts) if each in wanted), None)


def _parked(start: Address, end: Address, page: PageStart) -> str | None:
    table = marks()
    host = end.host
    if _site(start) != _site(end) and any(
        host == each or host.endswith(f".{each}") for each in table.parked_hosts
    ):
        return f"the domain is for sale ({host})"
    if page.words > SHORT or page.cut:
        return None
    for words in (page.title.lower(), page.heading.lower()):
        if words and (words.startswith(table.parked_titles) or words.endswith(table.parked_ends)):
            return f"the domain is parked or for sale ({words[:80]!r})"
    if page.words < 120 and any(mark in page.marks for mark in table.parked_source):
        return "the domain is parked"
    return None


def _says_error(words: str) -> bool:
    """Whether a title speaks of an error, and is not just nameless (`Home`, `Untitled`).

    Nameless titles count only as the whole title; behind another part only the errors are left.
    """
    return looks_like_error_title(words) and looks_like_error_title(f"Seen today | {words}")


def _like_nothing(asked: str, final: str, page: PageStart, probe: Probe) -> bool:
    """Whether the answer is the one that an impossible address got as well."""
    if not 200 <= probe.status < 300:
        return False
    redirected = not trivially_moved(asked, final)
    if redirected and trivially_moved(final, probe.final_url):
        return True
    same = page.title == probe.page.title and page.heading == probe.page.heading
    near = abs(page.words - probe.page.words) <= max(3, page.words // 20)
    return same and near and (not page.empty or page.cut == probe.page.cut)
