"""Citation templates as the templates of their own wiki read them (CS1/CS2)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from citaudit.judge.templates import templates_of
from citaudit.model import Case, Field, Template
from citaudit.text.comments import uncommented
from citaudit.text.templates import has_known_parameters, template_name

_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Needed:
    """What some parameters need beside them: one of `instead`, or any `address`."""

    names: tuple[str, ...]
    other: str
    instead: frozenset[str]
    address: bool


@dataclass(frozen=True, slots=True)
class Wiki:
    """What the citation templates of one wiki print as an error: `template_errors.toml`."""

    language: str
    same: Mapping[str, tuple[int, int]]
    needs: tuple[Needed, ...]
    dependent: frozenset[str]
    no_link: frozenset[str]
    values: Mapping[str, tuple[str, ...]]
    asks_for_url: frozenset[str]
    dates: frozenset[str]
    missing_pipe: bool


@dataclass(slots=True)
class Given:
    """One citation template: its filled parameters by name, without comments.

    Of two with one name the last counts, as for MediaWiki; of those that it leaves empty, the one
    before, since what was lost so is told apart. `lost` holds what another one displaced.
    """

    template: Template
    filled: dict[str, tuple[Field, str]] = field(default_factory=dict)
    lost: list[tuple[Field, Field]] = field(default_factory=list)

    @property
    def name(self) -> str:
        return template_name(self.template.name)

    def has_url(self) -> bool:
        """Whether the address of the source is given in its own place."""
        return "url" in self.filled or "URL" in self.filled

    def holds_address(self) -> bool:
        """Whether an address stands in any parameter but that of the copy."""
        return any("//" in value for name, (_, value) in self.filled.items() if not _copy(name))


def given_templates(case: Case) -> Iterator[tuple[Wiki, Given]]:
    """The citation templates of a page in English or Chinese, where their source is to be seen."""
    wiki = _wikis().get(case.document.page.language.partition("-")[0])
    if wiki is None or case.document.page.format == "html":
        return
    for template in templates_of(case):
        if has_known_parameters(template.name):
            yield wiki, _given(template)


def group_of(wiki: Wiki, name: str) -> tuple[int, str, int] | None:
    """The parameter that a name stands for, as (group, number), and the name's rank in it."""
    return _group_of(wiki.language, name)


@lru_cache(maxsize=4096)
def _group_of(language: str, name: str) -> tuple[int, str, int] | None:
    numbers = _NUMBER.findall(name)
    numbered = len(numbers) == 1
    found = _wikis()[language].same.get(_NUMBER.sub("#", name) if numbered else name)
    return (found[0], numbers[0] if numbered else "1", found[1]) if found else None


def _copy(name: str) -> bool:
    return name in ("archive-url", "archiveurl")


def _given(template: Template) -> Given:
    given = Given(template)
    for each in template.fields:
        value = each.value if "<" not in each.value else uncommented(each.value)
        value = value.strip()
        name = each.name.strip()
        before = given.filled.get(name)
        if before and before[1] != value and not name.isdigit():
            given.lost.append((before[0], each))
        if value:
            given.filled[name] = (each, value)
    return given


@cache
def _wikis() -> dict[str, Wiki]:
    text = files("citaudit.judge").joinpath("template_errors.toml").read_text("utf-8")
    return {language: _wiki(language, table) for language, table in tomllib.loads(text).items()}


def _wiki(language: str, table: Mapping[str, Any]) -> Wiki:
    same: dict[str, tuple[int, int]] = {}
    for group, names in enumerate(table["same"]):
        for rank, name in enumerate(names):
            same[name] = same[name.replace("#", "")] = (group, rank)
    needs = tuple(
        Needed(
            tuple(each["names"]),
            each["other"],
            frozenset((each["other"], *each.get("or", ()))),
            each.get("address", False),
        )
        for each in table["needs"]
    )
    return Wiki(
        language,
        same,
        needs,
        frozenset(name for each in needs for name in each.names),
        frozenset(table["no_link"]),
        {name: tuple(words) for name, words in table["values"].items()},
        frozenset(table["asks_for_url"]),
        frozenset(table["dates"]),
        table["missing_pipe"],
    )
