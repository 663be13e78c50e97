"""Citation templates and their kin: their fields under CS1's canonical names."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from citaudit.extract.plain import plain
from citaudit.model import Field, ReferenceKind, Template
from citaudit.text.parameters import canonical_name
from citaudit.text.templates import (
    citation_kind,
    has_known_parameters,
    positional_fields,
    printed_scheme,
    says_dead,
    template_name,
)


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    beside: frozenset[str]
    maintenance: frozenset[str]
    archive: frozenset[str]
    status: Mapping[str, str]


def kind_of(template: Template) -> ReferenceKind | None:
    """The kind of source a citation template is for; None where it is no citation template."""
    return citation_kind(template.name)


def outermost(templates: Iterable[Template]) -> Iterator[Template]:
    """The templates that stand in no other one of them, in order."""
    end = -1
    for template in sorted(templates, key=lambda t: (t.span.start, -t.span.end)):
        if template.span.start >= end:
            end = template.span.end
            yield template


def is_archive_template(template: Template) -> bool:
    """Whether the template names an archive copy of the link before it (`{{Wayback}}`)."""
    return template_name(template.name) in _vocabulary().archive


def is_dead_mark(template: Template) -> bool:
    """Whether the template says that the link before it is dead, or stands among such ones."""
    return says_dead(template.name) or template_name(template.name) in _vocabulary().beside


def is_mark(template: Template) -> bool:
    """Whether the template says something of the link before it: its copy, or that it is dead."""
    return is_archive_template(template) or is_dead_mark(template)


def prints_identifiers(template: Template) -> bool:
    """Whether the template prints identifiers (`{{ISBN|…}}`)."""
    return printed_scheme(template.name) is not None


def is_maintenance(template: Template) -> bool:
    """Whether the template only remarks on a reference and is no part of the source."""
    return is_dead_mark(template) or template_name(template.name) in _vocabulary().maintenance


def named_fields(template: Template) -> list[tuple[str, Field]]:
    """The parameters under their canonical names, those that are numbered too where they have one.

    A number that stands for nothing keeps its own name.
    """
    places = positional_fields(template.name)
    if not places:
        return [(canonical_name(field.name), field) for field in template.fields]
    numbered = {str(number): name for number, name in enumerate(places, 1)}
    return [(numbered.get(f.name) or canonical_name(f.name), f) for f in template.fields]


def is_filled(template: Template) -> bool:
    """Whether a citation template was given anything that it prints."""
    if canonical_fields(template):
        return True
    return not has_known_parameters(template.name) and any(
        field.name.isdigit() and plain(field.value) for field in template.fields
    )


def canonical_fields(template: Template) -> dict[str, str]:
    """The fields that are filled, by canonical name, as a reader sees them.

    Where two parameters stand for one field, the first filled one counts. `url-status` is brought
    to CS1's words, and is `dead` where an archive is named and nothing else said, as CS1 takes it.
    """
    values: dict[str, str] = {}
    for name, field in named_fields(template):
        if values.get(name) or name.isdigit():
            continue
        value = field.value.strip() if name.endswith("url") else plain(field.value)
        if value:
            values[name] = status_word(value) if name == "url-status" else value
    if "archive-url" in values:
        values.setdefault("url-status", "dead")
    return values


def status_word(value: str) -> str:
    """The status of an address in CS1's words."""
    word = value.lower()
    return _vocabulary().status.get(word, word)


@cache
def _vocabulary() -> _Vocabulary:
    data = tomllib.loads(files("citaudit.extract").joinpath("citations.toml").read_text("utf-8"))
    maintenance = data["maintenance"]
    return _Vocabulary(
        frozenset(maintenance["beside"]),
        frozenset((*maintenance["other"], *maintenance["language"])),
        frozenset(maintenance["archive"]),
        {word: status for status, words in data["status"].items() for word in words},
    )
