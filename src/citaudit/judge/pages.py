"""Whether two addresses lead, or led, to one page."""

from __future__ import annotations

import re
from urllib.parse import unquote

from citaudit.urls.address import address
from citaudit.urls.canonical import source_key

_SLASHES = re.compile("//+")
_EXTENSION = re.compile(r"\.\w{1,5}\Z")
_NUMBER = re.compile(r"(?:[a-z]{1,3}|(?<!\d))\d++(?:-\d++)*-")
_TELLING = 7  # code points of a last path part that hardly names two pages of one publisher
_WORDS = 20  # of a title in the path: the number before it may be one site's or another's


def same_page(one: str, other: str) -> bool:
    """Whether two addresses (archive copies count as their original) lead to one page.

    In favour of yes: spelling, a query that only says more, and a site that was rebuilt under
    the same name of the page do not make another page.
    """
    first, second = _spelt(source_key(one)), _spelt(source_key(other))
    if first == second:
        return True
    if _slug(first) == _slug(second) and len(_slug(first)) >= _TELLING:
        return True
    path, _, query = first.partition("?")
    other_path, _, other_query = second.partition("?")
    pairs, others = set(query.split("&")), set(other_query.split("&"))
    if path.partition("/")[0] != other_path.partition("/")[0] or not query or not other_query:
        return False
    if any(len(pair.partition("=")[2]) >= _TELLING for pair in pairs & others):
        return True
    return path == other_path and (pairs <= others or others <= pairs)


def _spelt(key: str) -> str:
    """Without escapes; `+` is how a form, and many a person, writes a space."""
    return _SLASHES.sub("/", unquote(unquote(key)).casefold()).replace("+", " ")


def _slug(key: str) -> str:
    """The last part of the path without its extension, where no query chooses the page."""
    parts = address(f"http://{key}")
    if parts is None or parts.query:
        return ""
    last = parts.path.rstrip("/").rpartition("/")[2]
    slug = _EXTENSION.sub("", last)
    words = _NUMBER.sub("", slug)
    return words if len(words) >= _WORDS else slug
