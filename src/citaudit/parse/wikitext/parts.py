"""Splitting a template into its fields, as MediaWiki's preprocessor does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from citaudit.parse.wikitext.tokens import Part

if TYPE_CHECKING:  # it asks this module for its parts
    from citaudit.parse.wikitext.scanned import Scan

# What shields the `|` and `=` inside it. HTML tags and outside links shield nothing.
_SHIELDS = frozenset(
    {
        "template", "function", "argument", "wikilink", "conversion",
        "ref", "references", "tag", "hidden", "comment",
    }
)  # fmt: skip
_Holes = list[tuple[int, int]]


def parts_of(page: Scan, index: int) -> list[Part]:
    """The fields of template, function or argument `index`; see `Scan.parts`."""
    token, text = page.tokens[index], page.text
    holes = _holes(page, index)
    start, end = token.inner_start, token.inner_end
    if token.kind == "function":
        colon = text.find(":", start, end)
        start = end if colon < 0 else colon + 1
    else:
        start = _next("|", text, start, end, holes) + 1
        if not start:
            return []
    return _shielded(text, start, end, holes) if holes else _plain(text, start, end)


def _plain(text: str, start: int, end: int) -> list[Part]:
    """The fields of `text[start:end]`, in which nothing shields anything: nearly every citation."""
    parts: list[Part] = []
    position = 0
    for written in text[start:end].split("|"):
        name, sign, value = written.partition("=")
        if not sign:
            name, value = "", name
        bare = value.strip()
        at = start + len(written) - len(value.lstrip())
        if sign:
            said = name.strip()
            begun = start + len(name) - len(name.lstrip())
            parts.append(Part(said, begun, begun + len(said), at, at + len(bare)))
        else:
            position += 1
            at = at if bare else start
            parts.append(Part(str(position), start, start, at, at + len(bare)))
        start += len(written) + 1
    return parts


def _shielded(text: str, start: int, end: int, holes: _Holes) -> list[Part]:
    parts: list[Part] = []
    position = 0
    while start <= end:
        stop = _next("|", text, start, end, holes)
        stop = end if stop < 0 else stop
        sign = _next("=", text, start, stop, holes)
        if sign < 0:
            position += 1
            parts.append(Part(str(position), start, start, *_trim(text, start, stop)))
        else:
            name_start, name_end = _trim(text, start, sign)
            value = _trim(text, sign + 1, stop)
            parts.append(Part(text[name_start:name_end], name_start, name_end, *value))
        start = stop + 1
    return parts


def overridden(page: Scan) -> list[tuple[int, int]]:
    """The values that a later field of the same name overrides: MediaWiki never reads them."""
    found = []
    for index, token in enumerate(page.tokens):
        if token.kind != "template" or not _holds(page, index):
            continue
        last: dict[str, Part] = {}
        for part in page.parts(index):
            before = last.get(part.name)
            if before is not None and before.end > before.start:
                found.append((before.start, before.end))
            last[part.name] = part
    return sorted(found)


def dead_branches(page: Scan) -> list[tuple[int, int]]:
    """The branches of `{{#if:}}` and `{{#ifeq:}}` that are never taken, where the text says so."""
    found = []
    for index, token in enumerate(page.tokens):
        if token.kind != "function" or token.name not in ("#if", "#ifeq"):
            continue
        parts = page.parts(index)
        compared = 1 if token.name == "#if" else 2
        words = [page.text[part.name_start : part.end].strip() for part in parts[:compared]]
        if len(parts) <= compared or not all(map(_literal, words)):
            continue
        if compared == 2 and all(word.lstrip("+-")[:1].isdigit() for word in words):
            continue  # numbers are equal by value
        holds = bool(words[0]) if compared == 1 else words[0] == words[1]
        dead = parts[compared + 1 : compared + 2] if holds else parts[compared : compared + 1]
        dead += parts[compared + 2 :]
        found += [(part.name_start, part.end) for part in dead]
    return found


def _literal(words: str) -> bool:
    """Whether a condition needs no reading: no call, tag or comment in it."""
    return not set(words) & set("{}<>")


def _holds(page: Scan, index: int) -> bool:
    """Whether anything stands inside token `index`."""
    after = index + 1
    return after < len(page.starts) and page.starts[after] < page.tokens[index].end


def _holes(page: Scan, index: int) -> _Holes:
    if not _holds(page, index):
        return []
    tokens = page.tokens
    return [
        (tokens[child].start, tokens[child].end)
        for child in page.children(index)
        if tokens[child].kind in _SHIELDS
    ]


def _next(sign: str, text: str, start: int, end: int, holes: _Holes) -> int:
    """Where `sign` next stands outside all holes, or -1."""
    found = text.find(sign, start, end)
    if not holes:
        return found
    while found >= 0:
        hole = _hole(holes, found)
        if not hole:
            return found
        found = text.find(sign, hole, end)
    return -1


def _hole(holes: _Holes, offset: int) -> int:
    """The end of the hole around `offset`, or 0."""
    low, high = 0, len(holes)
    while low < high:
        middle = (low + high) // 2
        if holes[middle][1] <= offset:
            low = middle + 1
        else:
            high = middle
    return holes[low][1] if low < len(holes) and holes[low][0] <= offset else 0


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without the white space at either end."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
