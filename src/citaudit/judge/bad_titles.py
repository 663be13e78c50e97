"""Titles that are none: placeholders, those of error pages, addresses."""

from __future__ import annotations

import re

from citaudit.judge.links import source_link
from citaudit.model import Field, Reference
from citaudit.text.titles import is_error_title, is_placeholder_title, looks_like_error_title
from citaudit.urls.address import address

_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_HOST = re.compile(r"(?:www\.)?([\w-]+(?:\.[\w-]+)+)/?", re.IGNORECASE)
_BY_BOT = re.compile(r"<!--\s*bot generated title", re.IGNORECASE)  # taken over unread
_ON_THE_WEB = frozenset({"web", "news"})


def has_titles_by_bots(text: str) -> bool:
    """Whether a bot has left titles on the page `text`."""
    return _BY_BOT.search(text) is not None


def title_fault(text: str, work: Reference, *, by_bots: bool) -> str | None:
    """What is wrong with the title of a work on the page `text`; None where it may be one.

    `by_bots`: whether bots have left titles there.
    """
    title = (work.title or "").strip()
    if not title:
        return None
    if is_placeholder_title(title):
        return f"“{title}” is a placeholder, not a title."
    if work.kind in _ON_THE_WEB and (
        is_error_title(title) or (by_bots and _by_bot(text, work) and looks_like_error_title(title))
    ):
        return f"“{title}” is the title of an error page, not of a source."
    return f"“{title}” is an address, not a title." if _is_address(title, work) else None


def title_field(work: Reference) -> Field | None:
    """The parameter that gives the title."""
    fields = (field for template in work.templates for field in template.fields)
    return next((field for field in fields if field.name.strip().lower() == "title"), None)


def _by_bot(text: str, work: Reference) -> bool:
    field = title_field(work)
    link = None if field else source_link(work)
    raw = field.value if field else link.span.of(text) if link else ""
    return "<!--" in raw and _BY_BOT.search(raw) is not None


def _is_address(title: str, work: Reference) -> bool:
    """Whether it is an address, or only the host of one page of a site.

    The front page of a site may be called by its host.
    """
    if "." not in title or " " in title:
        return False
    if _ADDRESS.fullmatch(title):
        return True
    link = source_link(work)
    named = _HOST.fullmatch(title) if link else None
    parts = address(link.url) if link and named else None
    if named is None or parts is None or (parts.path in ("", "/") and not parts.query):
        return False
    return parts.host.removeprefix("www.") == named[1].removeprefix("www.").casefold()
