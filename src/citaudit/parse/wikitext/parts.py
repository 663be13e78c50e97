"""Splitting a template into its fields, as MediaWiki's preprocessor does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from citaudit.parse.wikitext.tokens import Part, part_of

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
_HOLE = "\0"  # fills a hole: neither a sign nor white space


def parts_of(page: Scan, index: int) -> list[Part]:
    """The fields of template, function or argument `index`; see `Scan.parts`."""
    token, text = page.tokens[index], page.text
    holes = _holes(page, index)
    start, end = token.inner_start, token.inner_end
    if token.kind == "function":
        colon = text.find(":", start, end)
        start = end if colon < 0 else colon + 1
    else:
        bar = _first_bar(text, start, end, holes)
        if bar < 0:
            return []
        start = bar + 1
    return _split(text, start, _masked(text, start, end, holes) if holes else text[start:end])


def _split(text: str, start: int, masked: str) -> list[Part]:
    """The fields that begin at `start`; `masked` is their text in which nothing shields a sign."""
    parts: list[Part] = []
    position = 0
    for written in masked.split("|"):
        name, sign, value = written.partition("=")
        if not sign:
            name, value = "", name
        bare = value.strip()
        at = start + len(written) - len(value.lstrip())
        if sign:
            said = name.strip()
            begin = start + len(name) - len(name.lstrip())
            end = begin + len(said)
            if _HOLE in said:
                said = text[begin:end]
            parts.append(part_of((said, begin, end, at, at + len(bare))))
        else:
            position += 1
            at = at if bare else start
            parts.append(part_of((str(position), start, start, at, at + len(bare))))
        start += len(written) + 1
    return parts


def _masked(text: str, start: int, end: int, holes: _Holes) -> str:
    """`text[start:end]` with every hole filled."""
    pieces: list[str] = []
    at = start
    for begin, stop in holes:
        begin, stop = max(begin, at), min(stop, end)
        if begin < stop:
            pieces += (text[at:begin], _HOLE * (stop - begin))
            at = stop
    pieces.append(text[at:end])
    return "".join(pieces)


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


def _first_bar(text: str, start: int, end: int, holes: _Holes) -> int:
    """Where the first `|` stands outside all holes, or -1."""
    found = text.find("|", start, end)
    for begin, stop in holes:
        if found < begin:
            break
        if found < stop:
            found = text.find("|", stop, end)
    return found
