"""Citation templates and their kin: their fields under CS1's canonical names.

The vocabulary is `citations.toml`: the parameters of Module:Citation/CS1 on the English and Chinese
Wikipedias, and the templates of other wikis that serve the same end.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from citaudit.extract.plain import plain
from citaudit.model import ReferenceKind, Template
from citaudit.text.templates import citation_kind, template_name

_NUMBERED = re.compile(r"(?:(.*?[a-z])(\d{1,3})(-[a-z]+)?|(.*?)-(\d{1,3}))", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    dead: frozenset[str]
    maintenance: frozenset[str]
    archive: frozenset[str]
    fields: Mapping[str, str]
    abroad: Mapping[str, str]
    numbered: frozenset[str]
    status: Mapping[str, str]


def kind_of(template: Template) -> ReferenceKind | None:
    """The kind of source a citation template is for; None where it is no citation template."""
    return citation_kind(template.name)


def is_archive_template(template: Template) -> bool:
    """Whether the template names an archive copy of the link before it (`{{Wayback}}`)."""
    return template_name(template.name) in _vocabulary().archive


def is_dead_mark(template: Template) -> bool:
    """Whether the template says that the link before it is dead."""
    return template_name(template.name) in _vocabulary().dead


def is_maintenance(template: Template) -> bool:
    """Whether the template only remarks on a reference and is no part of the source."""
    name = template_name(template.name)
    vocabulary = _vocabulary()
    return name in vocabulary.maintenance or name in vocabulary.dead


def canonical_fields(template: Template) -> dict[str, str]:
    """The fields that are filled, by canonical name, as a reader sees them.

    Where two parameters stand for one field, the first filled one counts. `url-status` is brought
    to CS1's words, and is `dead` where an archive is named and nothing else said, as CS1 takes it.
    """
    values: dict[str, str] = {}
    for field in template.fields:
        name = canonical_name(field.name)
        if values.get(name) or name.isdigit():
            continue
        value = field.value.strip() if name.endswith("url") else plain(field.value)
        if value:
            values[name] = _status(value) if name == "url-status" else value
    if "archive-url" in values:
        values.setdefault("url-status", "dead")
    return values


@lru_cache(maxsize=2048)
def canonical_name(name: str) -> str:
    """CS1's name for a parameter (`last2` keeps its number), its own where it has no other."""
    vocabulary = _vocabulary()
    found = vocabulary.fields.get(name) or vocabulary.abroad.get(name.lower()) or _shouted(name)
    if found:
        return found
    if split := _NUMBERED.fullmatch(name):
        stem = f"{split[1]}{split[3] or ''}" if split[1] else split[4]
        number = split[2] or split[5]
        if stem in vocabulary.numbered:
            base = vocabulary.fields.get(stem, stem)
            return base if number == "1" else f"{base}{number}"
    return name


def _shouted(name: str) -> str | None:
    """The identifier that an upper-case parameter of another wiki's template is (`ISBN13`)."""
    return _vocabulary().fields.get(name.lower()) if name.isupper() else None


def _status(value: str) -> str:
    word = value.lower()
    return _vocabulary().status.get(word, word)


@cache
def _vocabulary() -> _Vocabulary:
    data = tomllib.loads(files("citaudit.extract").joinpath("citations.toml").read_text("utf-8"))
    maintenance = data["maintenance"]
    return _Vocabulary(
        frozenset(maintenance["dead"]),
        frozenset((*maintenance["other"], *maintenance["language"])),
        frozenset(maintenance["archive"]),
        {alias: name for name, aliases in data["fields"].items() for alias in aliases},
        {alias: name for name, aliases in data["abroad"].items() for alias in aliases},
        frozenset(data["counted"]["numbered"]),
        {word: status for status, words in data["status"].items() for word in words},
    )
