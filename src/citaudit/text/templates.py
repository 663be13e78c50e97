"""Names of templates: how two are compared, and which are those of citation templates."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

Kind = Literal["web", "news", "book", "journal", "other"]

# The namespace in the languages of the larger wikis, and its alias.
_NAMESPACE = re.compile(
    "(?:template|t|模板|樣板|样板|テンプレート|틀|vorlage|modèle|plantilla|predefinição|sjabloon|szablon"
    r"|шаблон|mall|mal|malline|sablon|şablon|formato|bản mẫu|templat)\s*+:\s*+"
)


@dataclass(frozen=True, slots=True)
class _Table:
    kinds: Mapping[str, Kind]
    checked: frozenset[str]
    untitled: frozenset[str]
    positional: Mapping[str, tuple[str, ...]]
    identifiers: Mapping[str, str]
    dead: frozenset[str]


@lru_cache(maxsize=8192)
def template_name(name: str) -> str:
    """A template's name as names are compared: lower case, single spaces, no namespace.

    MediaWiki ignores the case of the first letter alone, but wikis keep redirects for the rest.
    """
    plain = " ".join(name.replace("_", " ").split()).lower()
    space = _NAMESPACE.match(plain) if ":" in plain else None
    return plain[space.end() :] if space else plain


@lru_cache(maxsize=8192)
def citation_kind(name: str) -> Kind | None:
    """The kind of source that a citation template is for; None where it is no such template."""
    return _table().kinds.get(_listed(name))


@lru_cache(maxsize=8192)
def positional_fields(name: str) -> tuple[str, ...]:
    """CS1's names for the numbered parameters of a citation template, in order."""
    return _table().positional.get(_listed(name), ())


@lru_cache(maxsize=8192)
def printed_scheme(name: str) -> str | None:
    """The scheme of the identifiers that a template prints; None where it prints none."""
    return _table().identifiers.get(template_name(name))


def has_known_parameters(name: str) -> bool:
    """Whether it is one of the citation templates whose parameters are all known."""
    return _listed(name) in _table().checked


def asks_for_a_title(name: str) -> bool:
    """Whether it prints an error where it is given no title."""
    return has_known_parameters(name) and _listed(name) not in _table().untitled


def dead_names() -> frozenset[str]:
    """The names of the templates that say that the link before them is dead."""
    return _table().dead


def says_dead(name: str) -> bool:
    """Whether the template says that the link before it is dead."""
    return template_name(name) in _table().dead


@lru_cache(maxsize=8192)
def _listed(name: str) -> str:
    """The name as it is in the table, which names no redirects with hyphens (`Cite-web`)."""
    plain = template_name(name)
    return plain if plain in _table().kinds else plain.replace("-", " ")


@cache
def _table() -> _Table:
    data = tomllib.loads(files("citaudit.text").joinpath("templates.toml").read_text("utf-8"))
    return _Table(
        {name: kind for kind, names in data["kinds"].items() for name in names},
        frozenset(data["checked"]["names"]),
        frozenset(data["checked"]["untitled"]),
        {name: tuple(fields) for name, fields in data["positional"].items()},
        {name: scheme for scheme, names in data["identifiers"].items() for name in names},
        frozenset(data["dead"]["names"]),
    )
