"""The words of the reports for people, in every language they speak: the files of this folder.

The table `shared` holds what the HTML report says in the same words; the rest are those of the
terminal and of Markdown. A file is read when its language is first spoken.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from typing import Any, Final

Words = Mapping[str, str]
_SHARED: Final = "shared"


@cache
def words(language: str) -> Words:
    """Every word by key, the shared ones among them; a table's name and a dot lead its keys."""
    table = _file(language)
    rest = {key: value for key, value in table.items() if key != _SHARED}
    return {**dict(flat(rest)), **shared(language)}


@cache
def shared(language: str) -> Words:
    """The words that all reports for people have in common."""
    return dict(flat(_file(language)[_SHARED]))


def flat(table: Mapping[str, Any], prefix: str = "") -> Iterable[tuple[str, str]]:
    """The words of a table and of the tables in it, by their keys joined with dots."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from flat(value, f"{prefix}{key}.")
        else:
            yield prefix + key, value


def form(text: str, n: int | None) -> str:
    """Of `one|many|none` the part for the number `n`; `many` where there is no `none`."""
    if n is None or "|" not in text:
        return text
    one, many, *none = text.split("|")
    if n == 0 and none:
        return none[0]
    return one if n == 1 else many


@cache
def _file(language: str) -> Mapping[str, Any]:
    file = resources.files(__package__) / f"{language}.toml"
    return tomllib.loads(file.read_text("utf-8"))
