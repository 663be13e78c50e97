"""Statements that need no source, and sections that hold none; the table is `exemptions.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from citaudit.text import sections
from citaudit.text.templates import template_name
from citaudit.text.together import Together

_NO_STATEMENTS = frozenset({"references", "notes", "bibliography", "external-links"})


@dataclass(frozen=True, slots=True)
class SectionSense:
    """What the path of headings says of a section: no statements at all, or exempt ones."""

    silent: bool = False
    reason: str | None = None


def section_sense(path: tuple[str, ...]) -> SectionSense:
    """The sense of the innermost heading that says anything."""
    for depth in range(len(path), 0, -1):
        heading = path[depth - 1]
        kind = sections.kind(heading) and sections.kind_of_path(path[:depth])
        if kind == "notes" and depth < len(path):
            continue  # a chapter with sections of its own, and no list of notes
        if kind in _NO_STATEMENTS:
            return SectionSense(silent=True)
        if kind == "see-also":
            return SectionSense(reason="points to other pages")
        if _folded(heading) in _table().plots:
            return SectionSense(reason=_table().plot_reason)
    return SectionSense()


def exemptions(texts: Sequence[str]) -> list[str | None]:
    """Why each sentence needs no source by its words alone; None where it may need one."""
    found: list[str | None] = [None] * len(texts)
    together = Together(texts)
    for kind in _table().kinds:
        for index in together.holding(kind.hints) if kind.hints else range(len(texts)):
            if found[index] is None and kind.holds(texts[index]):
                found[index] = kind.reason
    return found


def asks_about_the_source(name: str) -> bool:
    """Whether a request asks for more about a source that is there (a page, a better one)."""
    return template_name(name) in _table().about_the_source


@dataclass(frozen=True, slots=True)
class _Kind:
    """Sentences exempt for one reason; in each stands one of `hints`, if there are any."""

    reason: str
    hints: tuple[str, ...]
    at_start: re.Pattern[str]
    anywhere: re.Pattern[str] | None

    def holds(self, text: str) -> bool:
        if self.at_start.match(text):
            return True
        return self.anywhere is not None and self.anywhere.search(text) is not None


@dataclass(frozen=True, slots=True)
class _Table:
    kinds: tuple[_Kind, ...]
    plots: frozenset[str]
    plot_reason: str
    about_the_source: frozenset[str]


@cache
def _table() -> _Table:
    data = tomllib.loads(files("citaudit.extract").joinpath("exemptions.toml").read_text("utf-8"))
    plot = dict(data["plot"])
    reason = plot.pop("reason")
    return _Table(
        tuple(_kind(**entry) for entry in data["pattern"]),
        frozenset(_folded(name) for names in plot.values() for name in names),
        reason,
        frozenset(map(template_name, data["requests"]["about_the_source"])),
    )


def _kind(reason: str, patterns: list[str], hints: Sequence[str] = ()) -> _Kind:
    scoped = [_scoped(pattern) for pattern in patterns]
    at_start = [pattern for pattern in scoped if ":^" in pattern[:6]]
    anywhere = [pattern for pattern in scoped if pattern not in at_start]
    return _Kind(
        reason,
        tuple(hints),
        re.compile("|".join(at_start) or "(?!)"),
        re.compile("|".join(anywhere)) if anywhere else None,
    )


def _scoped(pattern: str) -> str:
    """A pattern whose `(?i)` holds for it alone."""
    return f"(?i:{pattern[4:]})" if pattern.startswith("(?i)") else f"(?:{pattern})"


def _folded(heading: str) -> str:
    return " ".join(heading.replace("_", " ").split()).casefold()
