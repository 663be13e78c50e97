"""What tags and templates mean, by name: one reading of `vocabulary.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

from citaudit.text.parameters import canonical_name
from citaudit.text.templates import citation_kind, dead_names, template_name

Role = Literal[
    "footnote", "list", "reuse", "short", "inline", "archive", "dead", "request", "notice", ""
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Roles of templates by folded name; groups of those that make or print footnotes."""

    hiding: frozenset[str]
    read: frozenset[str]
    functions: frozenset[str]
    invoked: dict[str, str]
    roles: dict[str, Role]
    groups: dict[str, str]
    citation: re.Pattern[str]
    no_citation: frozenset[str]
    stamped: frozenset[str]
    archive_fields: frozenset[str]
    hiding_name: re.Pattern[str]
    no_hiding: frozenset[str]
    list_name: re.Pattern[str]
    idle: re.Pattern[str]
    fetching: frozenset[str]
    own_hosts: tuple[str, ...]

    def role(self, name: str) -> Role:
        """What a template of that name does for citations; empty for all others."""
        return self.roles.get(template_name(name), "")

    def group(self, name: str) -> str:
        """The footnote group a template makes or prints where its call names none."""
        return self.groups.get(template_name(name), "")

    def is_stamped(self, name: str) -> bool:
        """Whether an archive template is given the time of the copy apart from its address."""
        return template_name(name) in self.stamped

    def holds_copy(self, field: str) -> bool:
        """Whether a parameter of that name holds the address of an archive copy."""
        return _holds_copy(field)

    def template_of(self, module: str, function: str) -> str:
        """The template that `{{#invoke:module|function|…}}` stands for; empty where unknown."""
        module, function = template_name(module), template_name(function)
        if module == "cite":
            return f"cite {function}" if function else ""
        if citation_kind(module) and not function:
            return module
        return self.invoked.get(f"{module}|{function}", "")

    def cites(self, name: str) -> bool:
        """Whether a template stands for a citation where it is printed."""
        return _cites(name)


@lru_cache(maxsize=8192)
def _cites(name: str) -> bool:
    words, plain = vocabulary(), template_name(name)
    if plain in words.no_citation:
        return False
    return citation_kind(plain) is not None or words.citation.match(plain) is not None


@lru_cache(maxsize=1024)
def _holds_copy(field: str) -> bool:
    name = field.lower().rstrip("0123456789")
    return canonical_name(name) == "archive-url" or name in vocabulary().archive_fields


@cache
def vocabulary() -> Vocabulary:
    """The data file, read once."""
    data = tomllib.loads(files(__package__).joinpath("vocabulary.toml").read_text("utf-8"))
    roles: dict[str, Role] = {}
    groups: dict[str, str] = {}
    for role in ("footnote", "list"):
        for entry in data[role]:
            for name in entry["names"]:
                roles[name] = "footnote" if role == "footnote" else "list"
                groups[name] = entry["group"]
    named: tuple[tuple[Role, Iterable[str]], ...] = (
        ("reuse", data["reuse"]["names"]),
        ("short", data["short"]["footnotes"]),
        ("inline", data["short"]["inline"]),
        ("archive", data["archive"]["names"]),
        ("dead", dead_names()),
        ("request", data["request"]["names"]),
        ("notice", data["request"]["notices"]),
    )
    for meaning, names in named:
        roles.update(dict.fromkeys(names, meaning))
    return Vocabulary(
        hiding=frozenset(data["tags"]["hiding"]),
        read=frozenset(data["tags"]["read"]),
        functions=frozenset(data["functions"]["colon"]),
        invoked=data["invoked"],
        roles=roles,
        groups=groups,
        citation=re.compile(data["citation"]["pattern"]),
        no_citation=frozenset(data["citation"]["not"]),
        stamped=frozenset(data["archive"]["stamped"]),
        archive_fields=frozenset(data["archive"]["fields"]),
        hiding_name=re.compile(data["expansion"]["pattern"]),
        no_hiding=frozenset((*data["citation"]["not"], *data["expansion"]["not"])),
        list_name=re.compile(data["expansion"]["list_name"]),
        idle=re.compile(data["expansion"]["idle"]),
        fetching=frozenset(data["expansion"]["functions"]),
        own_hosts=tuple(data["expansion"]["hosts"]),
    )
