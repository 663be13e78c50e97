"""HTML text as clean prose: white space folded, character references decoded, all mapped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape

from citaudit.model import MappedText

_SPECIAL = re.compile(
    r"[ \t\r\n\f\u200b\u2060\xad]++|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?"
)


def pieces(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """(page offset, clean text) of a run; white space becomes one space, references characters."""
    at = start
    for found in _SPECIAL.finditer(text, start, end):
        if found.start() > at:
            yield at, text[at : found.start()]
        mark = found.group()
        at = found.end()
        if mark[0] == "&":
            decoded = unescape(mark)
            yield found.start(), " " if decoded in "\xa0\u200b\xad" else decoded
        elif not mark.strip(" \t\r\n\f"):
            yield found.start(), " "
    if end > at:
        yield at, text[at:end]


def folded(parts: Iterable[tuple[int, str]]) -> MappedText:
    """The pieces as one text without doubled, leading or trailing white space."""
    kept: list[tuple[int, str]] = []
    space = True
    for start, part in parts:
        if part.isspace() and (not kept or (part == " " and space)):
            continue
        if part == "\n" and kept and kept[-1][1] == " ":
            kept.pop()
        kept.append((start, part))
        space = part[-1:].isspace()
    while kept and not kept[-1][1].strip():
        kept.pop()
    return MappedText.joined(kept)
