"""Wiki markup that a converter left in a Markdown page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from citaudit.text.namespaces import CATEGORY_NAMES
from citaudit.text.variants import shown

_CONVERSION = re.compile(r"-\{((?:[^{}]|\{(?!\{)[^{}]*\}(?!-)){0,2000}?)\}-", re.DOTALL)
_FILE_ENDING = re.compile(
    r"\.(?:jpe?g|png|svg|gif|tiff?|webp|og[gv]|webm)(?=[\s\]]|$)", re.IGNORECASE
)
_LANGUAGE = re.compile(r"\^\(\([a-z-]{2,8}\)\)")  # how `{{in lang|ca}}` comes out
_CATEGORY = f"(?:{'|'.join(sorted(CATEGORY_NAMES))})"
_CATEGORIES = re.compile(
    rf"\s*(?:\[:?{_CATEGORY}:[^\]\n]*\]\([^\n]*?\"wikilink\"\)\s*)+\Z|{_CATEGORY}:\S", re.IGNORECASE
)
_CATEGORY_WORD = re.compile(rf"(?<!\w){_CATEGORY}:(?=\S)", re.IGNORECASE)
_BEFORE_CATEGORIES = 60  # a sort key or a name that was left before them


@dataclass(frozen=True, slots=True)
class Converted:
    """What a reader sees of `-{…}-`: stretches taken as they are, and where reading goes on.

    `ends_at` is where a closing `}-` will be met that belongs to it.
    """

    kept: tuple[tuple[int, int], ...]
    goes_on: int
    ends_at: int | None = None


def converted(text: str, start: int, script: str) -> Converted | None:
    """The conversion that begins at `start`, or None where none is closed there."""
    found = _CONVERSION.match(text, start)
    if found is None:
        return None
    seen = shown(found[1], script)
    if seen is None:
        return Converted((), found.end())
    begin, end = found.start(1) + seen.start, found.start(1) + seen.end
    if seen.chosen:
        return Converted(((begin, end),), found.end())
    return Converted((), begin, end)


def caption_end(text: str, parts: Iterable[tuple[int, str]]) -> tuple[int, int]:
    """Where a caption ends before a `]]` that nothing opens, and where the prose goes on.

    A converter leaves it behind a picture's caption, at the beginning of a paragraph; (0, 0)
    where there is none. Pandoc's Markdown writes it with backslashes. In `parts`, which are what a
    reader sees of the text, it is two brackets, and not within the words of a code.
    """
    closed, behind = _closed(text)
    seen = any(words == "]" and closed <= start < behind for start, words in parts if behind)
    return (closed, behind) if seen else (0, 0)


def _closed(text: str) -> tuple[int, int]:
    closed = text.find("]]")
    if closed >= 0 and not 0 <= text.find("[") < closed:
        return closed, closed + 2
    closed = text.find("\\]\\]") if "\\]" in text else -1
    if closed < 0 or 0 <= text.find("\\[") < closed:
        return 0, 0
    return closed, closed + 4


def file_names(text: str) -> list[tuple[int, int]]:
    """The file names that pandoc's plain writer leaves where a picture stood, and `^((ca))`.

    One that is glued to the sentence before (`in Tibet.A_peak.jpg`) begins behind its stop.
    """
    found: list[tuple[int, int]] = []
    for ending in _FILE_ENDING.finditer(text):
        low = found[-1][1] if found else 0
        start = max(low, *(text.rfind(space, low, ending.start()) + 1 for space in " \n\t|"))
        first, dot, _ = text[start : ending.start()].partition(".")
        if dot and "_" not in first and "_" in text[start : ending.start()]:
            start += len(first) + 1
        if "_" in text[start : ending.end()] and "/" not in text[start : ending.end()]:
            found.append((start, ending.end()))
    if "^((" in text:
        found += [mark.span() for mark in _LANGUAGE.finditer(text)]
        found.sort()
    return found


def without(parts: list[tuple[int, str]], spans: list[tuple[int, int]]) -> list[tuple[int, str]]:
    """Parts (offset, words) of a passage, what stands in `spans` (in order) left out."""
    kept: list[tuple[int, str]] = []
    at = 0
    for start, words in parts:
        stop = start + len(words)
        while at < len(spans) and spans[at][1] <= start:
            at += 1
        here, index = start, at
        while index < len(spans) and spans[index][0] < stop:
            kept.append((here, words[here - start : max(spans[index][0], here) - start]))
            here, index = max(here, spans[index][1]), index + 1
        kept.append((here, words[here - start :]))
    return [part for part in kept if part[1]]


def are_categories(text: str) -> bool:
    """Whether a paragraph is what a converter left of the categories of a page."""
    if _CATEGORIES.match(text):
        return True
    first = _CATEGORY_WORD.search(text, 0, _BEFORE_CATEGORIES)
    return first is not None and _CATEGORY_WORD.search(text, first.end()) is not None
