"""The marks of walls, parked domains, error paths and doors, read from their one table."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Wall:
    """How one maker of bot walls is known. `headers` map a name to a part of its value.

    `only_refused`: its marks in the source count only where the status refuses as well.
    """

    name: str
    headers: Mapping[str, str]
    titles: tuple[str, ...]
    source: tuple[str, ...]
    only_refused: bool = False


@dataclass(frozen=True, slots=True)
class Marks:
    """All marks. Segments are whole parts of a path; hosts are a domain or a host's beginning."""

    walls: tuple[Wall, ...]
    gate_titles: tuple[str, ...]
    gate_begins: tuple[str, ...]
    parked_titles: tuple[str, ...]
    parked_ends: tuple[str, ...]
    parked_source: tuple[str, ...]
    parked_hosts: frozenset[str]
    error_segments: frozenset[str]
    door_segments: frozenset[str]
    door_hosts: tuple[str, ...]
    front_segments: frozenset[str]


@cache
def marks() -> Marks:
    """The table of this package."""
    table = tomllib.loads(files("citaudit.resolve").joinpath("marks.toml").read_text("utf-8"))
    walls = tuple(
        Wall(
            each["name"],
            each.get("headers", {}),
            tuple(each.get("titles", ())),
            tuple(each.get("source", ())),
            each.get("only_refused", False),
        )
        for each in table["wall"]
    )
    parked = table["parked"]
    return Marks(
        walls=walls,
        gate_titles=tuple(table["gate"]["titles"]),
        gate_begins=tuple(table["gate"]["begins"]),
        parked_titles=tuple(parked["titles"]),
        parked_ends=tuple(parked["ends"]),
        parked_source=tuple(parked["source"]),
        parked_hosts=frozenset(parked["hosts"]),
        error_segments=frozenset(table["error_path"]["segments"]),
        door_segments=frozenset(table["door"]["segments"]),
        door_hosts=tuple(table["door"]["hosts"]),
        front_segments=frozenset(table["front"]["segments"]),
    )
