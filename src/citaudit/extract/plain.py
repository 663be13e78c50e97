"""What a reader sees of a value that carries markup."""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape

from citaudit.text.comments import uncommented
from citaudit.text.variants import converted

_MARKUP = re.compile(r"[\[{<&'*\\](?:(?<!')|')")  # one apostrophe is none
_HEAVY = re.compile(r"\{\{|<[a-zA-Z/!]")
_WIKILINK = re.compile(r"\[\[(?:[^\[\]|]*+\|)?([^\[\]|]*+)\]\]")
_OUTSIDE = re.compile(r"\[(?:https?:)?//[^\s\[\]]++\s*+([^\[\]]*+)\]", re.IGNORECASE)
_MARKDOWN = re.compile(r"!?\[([^\[\]]*+)\]\((?>[^()\s]|\([^()\s]*+\))*+(?:\s+\"[^\"]*+\")?\)")
_QUOTES = re.compile(r"'{2,5}")
_EMPHASIS = re.compile(r"(?<![\w*])(\*{1,3})(?=\S)([^*]++)(?<=\S)\1(?![\w*])")
_DATE_CALL = re.compile(r"\{\{\s*(?:start[ -]date|date|dts|film date)\s*\|([\d|\s]++)\}\}", re.I)
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|<>~-])")
_MOST_OPEN = 100
_LONGEST = 20_000


@lru_cache(maxsize=8192)
def plain(value: str) -> str:
    """`value` as a reader sees it, on one line: links by their words, no markup, no comments."""
    if not _MARKUP.search(value):
        return " ".join(value.split())
    value = uncommented(value)
    value = converted(value)  # any of its texts names the source
    if "{{" in value:
        value = _DATE_CALL.sub(lambda found: "-".join(found[1].replace(" ", "").split("|")), value)
    if "[" in value:
        value = _OUTSIDE.sub(r"\1", _MARKDOWN.sub(r"\1", _WIKILINK.sub(r"\1", value)))
    if _HEAVY.search(value):
        value = _stripped(value)
    if "''" in value:
        value = _QUOTES.sub("", value)
    if "*" in value:
        value = _EMPHASIS.sub(r"\2", value)
    if "\\" in value:
        value = _ESCAPED.sub(r"\1", value)
    return " ".join(unescape(value).split())


def _stripped(value: str) -> str:
    """The value without templates and tags; only values with such markup come here."""
    # The parser is quadratic on braces, tags and links that stay open.
    if sum(map(value.count, ("{{", "<", "[h"))) > _MOST_OPEN or len(value) > _LONGEST:
        return re.sub(r"\{\{[^{}]*+\}\}|<[^<>]*+>", "", value)
    import mwparserfromhell  # only here: most pages never need it

    parsed = mwparserfromhell.parse(value, skip_style_tags=True)
    return str(parsed.strip_code(normalize=True, collapse=True))
