"""What templates and pictures print: one reading of `printed.toml`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from citaudit.parse.wikitext.tokens import Part
from citaudit.text.namespaces import CATEGORY_NAMES, FILE_NAMES
from citaudit.text.templates import template_name


@dataclass(frozen=True, slots=True)
class Prints:
    """How a template prints prose.

    `first`: the first of these fields that is given. `together`: these, with a space between.
    `dashed`: the first three numbers among its fields, as a date. `before`: these words, then
    field 1. `words`: always these.
    """

    first: tuple[str, ...] = ()
    together: tuple[str, ...] = ()
    dashed: bool = False
    before: str = ""
    words: str = ""

    def fields(self, parts: list[Part]) -> list[Part]:
        """The fields that are printed, in order."""
        given = {part.name: part for part in parts if part.end > part.start}
        if self.dashed:
            numbers = [p for p in parts if p.name.isdigit() and 0 < p.end - p.start <= 4]
            return numbers[:3]
        if self.together:
            return [given[name] for name in self.together if name in given]
        return next(([given[name]] for name in self.first if name in given), [])


@dataclass(frozen=True, slots=True)
class _Table:
    prints: dict[str, Prints]
    print_patterns: tuple[tuple[re.Pattern[str], Prints], ...]
    lists: frozenset[str]
    quotes: frozenset[str]
    quote_fields: tuple[str, ...]
    boxes: re.Pattern[str]
    no_boxes: re.Pattern[str]
    noted: re.Pattern[str]
    no_value: re.Pattern[str]
    layout: re.Pattern[str]
    caption: re.Pattern[str]
    hatnote: re.Pattern[str]
    option: re.Pattern[str]
    named_options: frozenset[str]


@lru_cache(maxsize=1024)
def prints(name: str) -> Prints | None:
    """How a template of that name prints prose; None where it prints none."""
    plain, table = template_name(name), _table()
    known = table.prints.get(plain)
    if known is not None:
        return known
    return next((how for pattern, how in table.print_patterns if pattern.fullmatch(plain)), None)


@lru_cache(maxsize=1024)
def makes(name: str) -> str:
    """`list`, `quote` or `box` for a template that makes blocks of its own; else nothing."""
    plain, table = template_name(name), _table()
    if plain in table.lists:
        return "list"
    if plain in table.quotes:
        return "quote"
    if table.boxes.fullmatch(plain) and not table.no_boxes.fullmatch(plain):
        return "box"
    return ""


def quoted(parts: list[Part]) -> Part | None:
    """The field of a quotation template that holds the words."""
    given = {part.name: part for part in parts if part.end > part.start}
    return next((given[name] for name in _table().quote_fields if name in given), None)


@lru_cache(maxsize=1024)
def value_kind(name: str) -> str:
    """`field` or `caption` for a box's field that says something; nothing for one that does not."""
    if _table().caption.fullmatch(name):
        return "caption"
    return "" if _table().no_value.fullmatch(name) else "field"


@lru_cache(maxsize=1024)
def noted_stem(name: str) -> str:
    """What a box's field with footnotes is for (`area` of `area_footnotes`); else nothing."""
    found = _table().noted.fullmatch(name)
    return found[1] if found else ""


def is_layout(value: str) -> bool:
    """Whether a value only says how a picture is laid out (`250px`)."""
    return _table().layout.fullmatch(value) is not None


def is_hatnote(line: str) -> bool:
    """Whether an indented line only sends the reader to another page."""
    return _table().hatnote.match(line.lower()) is not None


def is_picture(target: str) -> bool:
    """Whether a link's target is a file that is shown."""
    space, colon, _ = target.partition(":")
    return bool(colon) and space.strip().lower() in FILE_NAMES


def is_category(target: str) -> bool:
    """Whether a link's target is a category, which the link puts the page in."""
    space, colon, _ = target.partition(":")
    return bool(colon) and space.strip().lower() in CATEGORY_NAMES


def is_option(words: str, name: str) -> bool:
    """Whether a field of a picture says how it is shown; `name` where it is `name=value`."""
    table = _table()
    return (
        name.strip().lower() in table.named_options
        or table.option.fullmatch(words[:80]) is not None
    )


@cache
def _table() -> _Table:
    data = tomllib.loads(files(__package__).joinpath("printed.toml").read_text("utf-8"))
    by_name: dict[str, Prints] = {}
    patterns: list[tuple[re.Pattern[str], Prints]] = []
    for entry in data["prints"]:
        how = Prints(
            tuple(entry.get("first", ("1",) if "before" in entry else ())),
            tuple(entry.get("together", ())),
            entry.get("dashed", False),
            entry.get("before", ""),
            entry.get("words", ""),
        )
        by_name.update(dict.fromkeys(entry["names"], how))
        patterns += [(re.compile(pattern), how) for pattern in entry.get("patterns", ())]
    return _Table(
        prints=by_name,
        print_patterns=tuple(patterns),
        lists=frozenset(data["lists"]["names"]),
        quotes=frozenset(data["quotes"]["names"]),
        quote_fields=tuple(data["quotes"]["fields"]),
        boxes=re.compile("|".join(data["boxes"]["patterns"])),
        no_boxes=re.compile("|".join(data["boxes"]["not"])),
        no_value=re.compile(data["boxes"]["no_value"]),
        layout=re.compile(data["boxes"]["layout"]),
        caption=re.compile(data["boxes"]["caption"]),
        noted=re.compile(data["boxes"]["noted"]),
        hatnote=re.compile(data["hatnotes"]["pattern"]),
        option=re.compile(data["pictures"]["option"]),
        named_options=frozenset(data["pictures"]["named"]),
    )
