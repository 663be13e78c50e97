"""Parameters of citation templates: CS1's name for each, however it is spelt."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

_NUMBERED = re.compile(r"(?:(.*?[a-z])(\d{1,3})(-[a-z]+)?|(.*?)-(\d{1,3}))", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Table:
    spellings: Mapping[str, tuple[str, ...]]
    fields: Mapping[str, str]
    abroad: Mapping[str, str]
    numbered: frozenset[str]


@lru_cache(maxsize=2048)
def canonical_name(name: str) -> str:
    """CS1's name for a parameter (`last2` keeps its number), its own where it has no other."""
    table = _table()
    found = table.fields.get(name) or table.abroad.get(name.lower()) or _shouted(name)
    if found:
        return found
    if split := _NUMBERED.fullmatch(name):
        stem = f"{split[1]}{split[3] or ''}" if split[1] else split[4]
        number = split[2] or split[5]
        if stem in table.numbered:
            base = table.fields.get(stem, stem)
            return base if number == "1" else f"{base}{number}"
    return name


def spellings(field: str) -> tuple[str, ...]:
    """The names that CS1 reads or has read for a field, by its canonical name."""
    return _table().spellings[field]


def _shouted(name: str) -> str | None:
    """The identifier that an upper-case parameter of another wiki's template is (`ISBN13`)."""
    return _table().fields.get(name.lower()) if name.isupper() else None


@cache
def _table() -> _Table:
    data = tomllib.loads(files("citaudit.text").joinpath("parameters.toml").read_text("utf-8"))
    return _Table(
        {name: tuple(aliases) for name, aliases in data["fields"].items()},
        {alias: name for name, aliases in data["fields"].items() for alias in aliases},
        {alias: name for name, aliases in data["abroad"].items() for alias in aliases},
        frozenset(data["counted"]["numbered"]),
    )
