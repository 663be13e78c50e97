"""Attributes of tags, as MediaWiki reads them.

Source: Sanitizer::decodeTagAttributes and its two patterns (MediaWiki 1.39,
includes/parser/Sanitizer.php): later ones win, names are lower-cased, white space is folded,
an unclosed quotation mark runs to the end of the tag, and what stands right behind a closing one
is the next attribute. A name with any other character than letters, digits and `:_.-` counts for
nothing.
"""

from __future__ import annotations

import re

from citaudit.text.entities import decoded

_SPACE = r"[\x09\x0a\x0c\x0d\x20]"
_ATTRIBUTE = re.compile(
    rf"((?:(?!{_SPACE})[^/>])(?>(?!{_SPACE})[^/>=])*+)"
    rf"(?:{_SPACE}*+={_SPACE}*+(?:\"([^\"]*+)(?:\"|\Z)|'([^']*+)(?:'|\Z)|((?>(?!{_SPACE})[^>])*+)))?"
)
_NAME = re.compile(r"[:_\w][:_.\-\w]*+")
_FOLD = re.compile(r"[\t\r\n ]+")


def attributes_of(written: str) -> dict[str, str]:
    """Names and values of what stands between a tag's name and its `>`."""
    found: dict[str, str] = {}
    for mark in _ATTRIBUTE.finditer(written):
        if not _NAME.fullmatch(mark[1]):
            continue
        value = mark[2] if mark[2] is not None else mark[3] if mark[3] is not None else mark[4]
        found[mark[1].lower()] = plain_value(value or "")
    return found


def plain_value(value: str) -> str:
    """A value with white space folded and character references read."""
    folded = _FOLD.sub(" ", value).strip() if value else value
    return decoded(folded)


def unquoted(value: str) -> str:
    """A value given to {{#tag:}}, without the quotation marks around it (CoreParserFunctions)."""
    if len(value) > 2 and value[0] in "\"'" and value[-1] in "\"'":
        return value[1:-1]
    return "" if value in ('""', "''") else value
