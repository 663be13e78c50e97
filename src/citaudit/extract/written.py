"""Sources written out without a template: `[url title], publisher`, 《书名》. 出版社, 2008年."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from citaudit.extract.dates import cited_date
from citaudit.extract.plain import plain
from citaudit.model import CitedDate, DateRole, ReferenceKind, Span
from citaudit.text.months import MONTHS
from citaudit.text.titles import is_placeholder_title


@cache
def _table() -> dict[str, list[str]]:
    return tomllib.loads(files("citaudit.extract").joinpath("written.toml").read_text("utf-8"))


def _words(name: str) -> str:
    """The words of one list as alternatives of a regular expression, the longer ones first."""
    return "|".join(re.escape(word) for word in sorted(_table()[name], key=len, reverse=True))


_MONTH = "|".join(
    sorted((re.escape(name) for name in MONTHS if len(name) > 2), key=len, reverse=True)
)
_INITIALS = "".join(sorted({name[0] for name in MONTHS if len(name) > 2}))  # few places begin so
_DATE = re.compile(
    rf"(?=[\d中民〇○零一二三四五六七八九{_INITIALS}])(?<![\d/.\-])(?:"
    r"(?:中華民國|中华民国|民國|民国)?(?:\d{2,4}|[〇○零一二三四五六七八九]{4})\s?年(?:\s?(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s?月"
    r"(?:\s?(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s?[日号號])?)?"
    r"|\d{4}-\d{1,2}-\d{1,2}|\d{4}/\d{1,2}/\d{1,2}|\d{4}\.\d{1,2}\.\d{1,2}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s(?:{_MONTH})\.?,?\s\d{{4}}"
    rf"|(?<![^\W\d_])(?=[{_INITIALS}])(?:{_MONTH})\.?(?:\s\d{{1,2}}(?:st|nd|rd|th)?,\s?|,?\s)\d{{4}}"
    r"|\d{1,2}/\d{1,2}/\d{4}"
    r"|(?:1[5-9]|20)\d\d)(?![\d/\-]|\.\d)",
    re.IGNORECASE,
)
# Every date holds a year; only what stands this close before one is read as a date.
_YEARISH = re.compile(
    r"[\d〇○零一二三四五六七八九](?:(?<=\d)(?:\d{3}|\d{1,2}\s?年)|(?<!\d)[〇○零一二三四五六七八九]{3}\s?年)"
)
_LONGEST = 24
_NUMBERED = re.compile(r"(?:第|p\.|pp\.|no\.|vol\.|#|ISBN[\s\d\-]*+)\s*+$", re.IGNORECASE)
_ACCESSED = re.compile(
    rf"(?:{_words('accessed')})\W*(?:(?:{_words('between')})\W*){{0,2}}$", re.IGNORECASE
)
_ACCESSED_AFTER = re.compile(rf"\s*[)）]?\s*(?:{_words('accessed_after')})")
_ARCHIVED = re.compile(
    rf"(?:{_words('archived')})\W*(?:(?:{_words('between')})\W*){{0,3}}$", re.IGNORECASE
)
_COPY = re.compile(rf"\b(?:archive|{_words('archived')})", re.IGNORECASE)
_SAYING = re.compile(rf"(?:{_words('saying')})\W*$", re.IGNORECASE)
_HARVARD = re.compile(
    r"(?:\(\d{4}[a-z]?\)\s*[.,:]?|(?<=[.,]\s)\d{4}[a-z]?\.)\s*([A-Z\d][^.()]{8,220}?)[.?]\s"
)
_BOOK = re.compile(r"《([^《》\n]{1,180})》")
_ITALIC = re.compile(
    r"(?<!')''(?!')([^'\n]{2,200}(?:'[^'\n]{1,100}){0,3})''(?!')|(?<![\w*])[*_](?![*_\s])([^*_\n]{2,200})[*_](?![\w*])"
)
_QUOTED = re.compile(r"[“\"「『]([^”\"」』\n]{3,250})[”\"」』]")
_TYPED = re.compile(
    r"(?:^|[.．。]\s*)([^.．。\[\]\n]{2,200}?)\s*\[(M|J|N|D|C|R|S|P|G|EB/OL|EB|OL|M/OL|J/OL|N/OL|DB/OL|Z)\]"
)
_TYPES: dict[str, ReferenceKind] = {
    "M": "book",
    "J": "journal",
    "N": "news",
    "D": "book",
    "C": "book",
    "R": "book",
    "S": "book",
    "G": "book",
}
_PUBLISHER = re.compile(
    rf"([^\s,，.。、:：;；()（）《》\[\]“”\"|]{{2,24}}?(?:{_words('publishers')}))(?=[\W\d_]|$)"
    r"|((?:[A-Z](?:\.|[\w’\-]*+)\s(?:of\s|and\s|&\s)?){1,5}"
    rf"(?:{_words('western_publishers')})(?:\s(?:Inc|Ltd|Company|Co)\b\.?)?)"
)
_PUBLISHES = re.compile(f"{_words('publishers')}|{_words('western_publishers')}")
_PAPER = re.compile(rf"(?:{_words('papers')})$")
_PAGES = re.compile(
    r"(?:\bpp?\.\s?|第\s?)(\d{1,5}(?:\s?[-–—~～、,]\s?\d{1,5})*)(?:\s?[页頁版]|\b)|(?<![\d年])(\d{1,4}(?:[-–]\d{1,4})?)\s?[页頁]"
)
_PAGE_SIGN = re.compile("[第页頁]")
_NOISE = re.compile(
    rf"(?:\W|\d|_|\b(?:{_words('empty_words')}|{_MONTH})\b|{_words('empty_signs')})+", re.IGNORECASE
)
_SEGMENT = re.compile(r"\s*[,，.。、;；|｜·\n]\s+|[，。、；｜|]|\s+[-–—]+\s+|——")


@dataclass(slots=True)
class Written:
    """What a written source says of itself; `kind` is None where nothing tells it.

    `quoted`: a title stands in 《》.
    """

    title: str | None = None
    kind: ReferenceKind | None = None
    fields: dict[str, str] = field(default_factory=dict)
    dates: list[CitedDate] = field(default_factory=list)
    quoted: bool = False


def written(
    text: str,
    offset: int,
    link_title: str | None,
    linked_until: int,
    copies: Sequence[int] = (),
) -> Written:
    """Reads a source written out in `text`, in which links and templates are blanked out.

    `offset` is where `text` begins in the page, `link_title` the words of its main link and
    `linked_until` the offset in `text` at which that link ends. At the offsets `copies` end links
    that say they lead to a copy ("Archived"): a date right behind one is the day of that copy.
    """
    found = Written(title=link_title)
    words = " ".join(text.split())
    if words:
        found.dates.extend(_dates(text, offset, copies))
        _read(words, found)
        if link_title and "publisher" not in found.fields:
            _after_link(" ".join(text[linked_until:].split()), found)
    for name, role in (("date", "published"), ("access-date", "accessed")):
        dated = next((date for date in found.dates if date.role == role), None)
        if dated:
            found.fields[name] = dated.as_written
    if found.title:
        found.fields["title"] = found.title
    found.kind = found.kind or _kind(found, found.quoted)
    return found


def _read(words: str, found: Written) -> None:
    """Title, publisher, work and pages in `words`, the text without its gaps."""
    typed = _TYPED.search(words) if "[" in words else None
    if typed:
        found.kind = _TYPES.get(typed[2])
    book = _BOOK.search(words) if "《" in words else None
    found.quoted = book is not None
    if found.title is None:
        found.title = _title(words, typed, book)
    if _PUBLISHES.search(words) and (publisher := _PUBLISHER.search(words)):
        found.fields["publisher"] = (publisher[1] or publisher[2]).strip()
    if book and found.title != plain(book[1]) and _PAPER.search(book[1]):
        found.fields["work"] = plain(book[1])
    if ("p." in words or _PAGE_SIGN.search(words)) and (pages := _PAGES.search(words)):
        found.fields["pages"] = pages[1] or pages[2]


def names_something(text: str) -> bool:
    """Whether more than dates, marks and words like "retrieved" stands in `text`."""
    words = plain(text)
    noise = _NOISE.match(words)
    return len(words) > (noise.end() if noise else 0)


def _title(text: str, typed: re.Match[str] | None, book: re.Match[str] | None) -> str | None:
    if typed:
        return plain(typed[1])
    if book:
        return plain(book[1])
    for shape in (_QUOTED, _ITALIC):
        found = shape.search(text)
        if found and _SAYING.search(text[max(0, found.start() - 20) : found.start()]):
            continue
        if found and (title := plain(next(g for g in found.groups() if g))):
            return None if is_placeholder_title(title) else title.rstrip(".,，。")
    dated = _HARVARD.search(f"{plain(text)} ")
    return dated[1].strip() if dated else None


def names_itself(words: str) -> bool:
    """Whether the words of a link say what it leads to instead of a title ("the original")."""
    return words.casefold().strip(" .()[]（）") in _table()["link_words"]


def names_a_copy(words: str) -> bool:
    """Whether the words of a link say that it leads to an archive copy, and no more."""
    return names_itself(words) and _COPY.search(words) is not None


def _dates(text: str, offset: int, copies: Sequence[int]) -> Iterator[CitedDate]:
    until = 0
    for year in _YEARISH.finditer(text):
        if year.start() < until:
            continue
        for found in _DATE.finditer(text, max(until, year.start() - _LONGEST), year.end() + 12):
            until = found.end()
            date = _date(text, found, offset, copies)
            if date:
                yield date


def _date(text: str, found: re.Match[str], offset: int, copies: Sequence[int]) -> CitedDate | None:
    role: DateRole = "published"
    before = " ".join(text[max(0, found.start() - 120) : found.start()].split())[-50:]
    if _ACCESSED.search(before) or _ACCESSED_AFTER.match(text, found.end()):
        role = "accessed"
    elif _ARCHIVED.search(before) or any(
        not text[end : found.start()].strip(" \t\n()[]（）")
        for end in copies
        if end <= found.start()
    ):
        role = "archived"
    elif _NUMBERED.search(before):
        return None
    date = cited_date(role, found[0], Span(offset + found.start(), offset + found.end()))
    return date if date.earliest or date.problem else None


def _after_link(text: str, found: Written) -> None:
    """Publisher or newspaper in what follows a titled link, up to the first full stop or comma."""
    for segment in _SEGMENT.split(text[:200]):
        words = plain(segment).strip(" ,，.。、;；:：()（）[]-–—《》")
        if not words or not names_something(words) or _DATE.fullmatch(words):
            continue
        if 2 <= len(words) <= 40:
            found.fields["work" if _PAPER.search(words) else "publisher"] = words
        return


def _kind(found: Written, book: bool) -> ReferenceKind | None:
    if "publisher" in found.fields and (
        book or found.fields["publisher"].endswith(("社", "局", "Press"))
    ):
        return "book"
    work = found.fields.get("work") or (found.title or "" if book else "")
    if work and _PAPER.search(work):
        return "news"
    return "book" if book else None
