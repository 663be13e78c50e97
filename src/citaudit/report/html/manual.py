"""A rule's manual page as plain pieces: the little Markdown that manuals are written in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from textwrap import dedent

_FENCE = re.compile(r"```|~~~")
_LEAD = re.compile(r"\*\*([^*]+):\*\*\s*")
_MARKUP = re.compile(r"\*\*([^*]+)\*\*|`([^`]+)`")

Piece = tuple[str, str]


def pieces(manual: str) -> tuple[Piece, ...]:
    """(kind, text) pairs: `lead` (a bold heading), `text`, `code` and `item`, in order."""
    return tuple(_pieces(manual))


def _pieces(manual: str) -> Iterator[Piece]:
    for kind, lines in _blocks(manual.split("\n")):
        if kind == "code":
            yield "code", dedent("\n".join(lines)).strip("\n")
        elif kind == "item":
            yield from (("item", _plain(line)) for line in lines)
        else:
            text = " ".join(line.strip() for line in lines)
            lead = _LEAD.match(text)
            if lead:
                yield "lead", lead.group(1)
                text = text[lead.end() :]
            if text:
                yield "text", _plain(text)


def _blocks(lines: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Paragraphs, lists and code; a blank line ends a paragraph, not code."""
    kind, fenced = "text", False
    held: list[str] = []
    for line in lines:
        fence = _FENCE.match(line.strip()) is not None
        now = _kind(line, fenced or fence, kind)
        if now != kind or (now == "text" and not line.strip()):
            if any(each.strip() for each in held):
                yield kind, held
            held = []
        kind = now
        fenced ^= fence
        if not fence and (now == "code" or line.strip()):
            held.append(line if now == "code" else line.strip().removeprefix("- "))
    if any(each.strip() for each in held):
        yield kind, held


def _kind(line: str, fenced: bool, before: str) -> str:
    if fenced or (before == "code" and not line.strip()):
        return "code"
    if line.startswith("    ") and before != "item":
        return "code"
    return "item" if line.lstrip().startswith("- ") else "text"


def _plain(text: str) -> str:
    return _MARKUP.sub(lambda found: found.group(1) or f"“{found.group(2)}”", text)
