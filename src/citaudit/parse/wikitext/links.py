"""Outside links of a page as the model gives them, with the role each plays."""

from __future__ import annotations

import re

from citaudit.model import Link, LinkRole, Span
from citaudit.parse.wikitext.addresses import field_before
from citaudit.parse.wikitext.scanned import Scan
from citaudit.parse.wikitext.tokens import Token
from citaudit.parse.wikitext.vocabulary import vocabulary
from citaudit.text.comments import uncommented
from citaudit.text.scripts import chinese_script
from citaudit.text.variants import converted

_STAMP = re.compile(r"\d{4,14}")
_DATE_FIELDS = frozenset({"date", "日期", "2"})
_APOSTROPHES = re.compile(r"'''?")


def link(page: Scan, index: int) -> Link:
    """The link that token `index` makes."""
    token, text = page.tokens[index], page.text
    words: str | None = None
    if token.kind == "link" and token.inner_start < token.inner_end:
        words = _APOSTROPHES.sub("", uncommented(text[token.inner_start : token.inner_end]))
        if "-{" in words:
            words = converted(words, chinese_script(text))
        words = words.strip()
    role: LinkRole = "source"
    url = token.name
    holder = page.parents[index]
    if holder >= 0 and page.tokens[holder].kind == "template":
        role, url = _in_template(page, holder, token)
    return Link(Span(token.start, token.end), url, role, text[token.start : token.end], words)


def _in_template(page: Scan, holder: int, token: Token) -> tuple[LinkRole, str]:
    """Role and address of a link in a template's field."""
    name = page.tokens[holder].name
    field = field_before(page.text, token.start)
    if vocabulary().role(name) == "archive":
        return "archive", _stamped(page, holder, token.name)
    if field and vocabulary().holds_copy(field):
        return "archive", token.name
    return "source", token.name


def _stamped(page: Scan, holder: int, url: str) -> str:
    """The address that {{Wayback|url=|date=}} links: its own for other archive templates."""
    if not vocabulary().is_stamped(page.tokens[holder].name) or "archive.org/" in url:
        return url
    for part in page.parts(holder):
        value = page.text[part.start : part.end]
        if part.name.lower() in _DATE_FIELDS and _STAMP.fullmatch(value):
            return f"https://web.archive.org/web/{value}/{url}"
    return f"https://web.archive.org/web/*/{url}"
