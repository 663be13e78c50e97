"""Citation templates as written: which they are, and what is wrong with their parameters."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from citaudit.judge.once import once
from citaudit.model import Case, Confidence, Edit, Field, Fix, Hit, Severity, Template
from citaudit.text.comments import uncommented
from citaudit.text.templates import asks_for_a_title, citation_kind, has_known_parameters

_NUMBER = re.compile(r"\d+")
_SHORTEST, _LONGEST = 4, 40  # code points of a name in which a slip can be told


@dataclass(frozen=True, slots=True)
class _Table:
    names: frozenset[str]
    publishers: frozenset[str]
    owners: frozenset[str]


def is_citation(template: Template) -> bool:
    """Whether it is a citation template."""
    return citation_kind(template.name) is not None


@once
def templates_of(case: Case) -> tuple[Template, ...]:
    """The templates of the page in order, those of its references among them."""
    found = {template.span: template for template in case.document.templates}
    for reference in case.citations.references:
        found.update((template.span, template) for template in reference.templates)
    return tuple(found[span] for span in sorted(found))


def needs_title(template: Template) -> bool:
    """Whether it is a citation template that prints an error where it has no title."""
    return asks_for_a_title(template.name)


def is_parameter(name: str) -> bool:
    """Whether it is the name of a parameter of citation templates, of today or of old."""
    return _known(name)


def parameter_faults(template: Template, *, rendered: bool = False) -> Iterator[Hit]:
    """Unknown parameters of a citation template, then, as a note, an empty one for its publisher.

    Parameters may stand empty, and nobody wants an edit that only removes them. That of the
    publisher counts where a web page or a report is cited and nothing else says whose it is; in a
    `rendered` page, where nobody can fill it in, it does not.
    """
    if not has_known_parameters(template.name):
        return
    if not all(map(_known, [field.name for field in template.fields])):
        for field in template.fields:
            if not _known(field.name) and uncommented(field.value).strip():
                yield _unknown(field, field.name.strip(), rendered)
    empty = None if rendered else _missed(template)
    if empty is not None:
        name = empty.name.strip()
        yield Hit(
            empty.name_span,
            f"`{name}=` stands empty, and nothing else says whose page this is.",
            severity=Severity.NOTE,
            confidence=Confidence.HIGH,
        )


def _missed(template: Template) -> Field | None:
    """The first empty parameter of those that say who published a page, where none is filled."""
    values = [field.value for field in template.fields]
    if "" not in values and not any(map(str.isspace, values)):
        return None
    if citation_kind(template.name) not in ("web", "news"):
        return None
    publishers, owners = _table().publishers, _table().owners
    names = [_numberless(field.name.strip()) for field in template.fields]
    given = list(zip(names, template.fields, strict=True))
    if any(name in owners and field.value.strip() for name, field in given):
        return None
    return next((field for name, field in given if name in publishers), None)


def _unknown(field: Field, name: str, rendered: bool) -> Hit:
    near = _nearest(name.lower())
    if name.isdigit():
        words = uncommented(field.value).strip()[:40]
        return Hit(field.span, f"“{words}” has no parameter name, so it is not printed.")
    if near is None:
        return Hit(
            field.name_span,
            f"No citation template knows the parameter `{name}`: it is not printed.",
        )
    edit = Edit(field.name_span, near)
    fix = Fix(f"Rename the parameter to `{near}`.", (edit,), safe=False)
    return Hit(
        field.name_span,
        f"No citation template knows the parameter `{name}`; `{near}` was probably meant.",
        fix=None if rendered else fix,
    )


@lru_cache(maxsize=4096)
def _known(name: str) -> bool:
    plain = name.strip().lower()
    return _numberless(plain) in _table().names or plain in _table().names


@lru_cache(maxsize=4096)
def _numberless(name: str) -> str:
    return _NUMBER.sub("#", name.lower())


def _nearest(name: str) -> str | None:
    """The known parameter that is a slip away: a letter more, less, other, or two swapped."""
    if not _SHORTEST <= len(name) <= _LONGEST:
        return None
    found = {known for key in (name, *_with_one_less(name)) for known in _slips().get(key, ())}
    return min(found, key=lambda known: _distance(known, name), default=None)


def _distance(known: str, name: str) -> tuple[int, int, str]:
    """Other hyphens first: nobody who writes `access-date` means `accessdate`."""
    return abs(known.count("-") - name.count("-")), abs(len(known) - len(name)), known


@cache
def _slips() -> dict[str, list[str]]:
    """Known parameters by their spelling, whole and with any one letter left out."""
    slips: dict[str, list[str]] = {}
    for known in _table().names:
        if "#" not in known and len(known) >= _SHORTEST:
            for key in {known, *_with_one_less(known)}:
                slips.setdefault(key, []).append(known)
    return slips


def _with_one_less(name: str) -> list[str]:
    return [name[:at] + name[at + 1 :] for at in range(len(name))]


@cache
def _table() -> _Table:
    text = files("citaudit.judge").joinpath("citation_parameters.toml").read_text("utf-8")
    table = {key: frozenset(names) for key, names in tomllib.loads(text).items()}
    return _Table(table["names"], table["publishers"], table["publishers"] | table["owners"])
