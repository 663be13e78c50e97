"""Every rule there is, and which of them a run can use."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from types import ModuleType

from citaudit.judge.rules import (
    archives,
    claims,
    edits,
    markup,
    references,
    sources,
    tool,
    urls,
    wiki,
)
from citaudit.model import Need, Rule

_FAMILIES: tuple[ModuleType, ...] = (
    claims,
    references,
    markup,
    sources,
    urls,
    archives,
    wiki,
    edits,
    tool,
)
_CODE = re.compile(r"([A-Z]+)(\d*)")

RULES: tuple[Rule, ...] = tuple(
    sorted(
        (value for family in _FAMILIES for value in vars(family).values() if type(value) is Rule),
        key=lambda rule: rule.code,
    )
)
_BY_CODE: Mapping[str, Rule] = {rule.code: rule for rule in RULES}
_BY_NAME: Mapping[str, Rule] = {rule.name: rule for rule in RULES}


def find(key: str) -> Rule:
    """The rule with that code or name; ValueError naming the nearest where there is none."""
    found = _BY_CODE.get(key.upper()) or _BY_NAME.get(key.lower())
    if found is None:
        family = [rule.code for rule in RULES if key and rule.code.startswith(key.upper())]
        if len(family) > 1:
            raise ValueError(f"{key!r} is several rules; name one of {', '.join(family)}")
        raise ValueError(_unknown(key))
    return found


def matching(key: str) -> tuple[Rule, ...]:
    """The rules of a code (`REF001`), a name (`bare-url`), a prefix (`REF`, `URL00`) or `ALL`."""
    if key.upper() == "ALL":
        return RULES
    if _CODE.fullmatch(key.upper()):
        found = tuple(rule for rule in RULES if rule.code.startswith(key.upper()))
        if found:
            return found
    return (find(key),)


def selected(select: Iterable[str] = (), ignore: Iterable[str] = ()) -> tuple[Rule, ...]:
    """The rules of `select` (all where it is empty) without those of `ignore`, by code.

    Both take codes, prefixes and names; the longer one wins where both speak of a rule, and
    `ignore` on a tie. ValueError for a key that names no rule.
    """
    wanted = _reach(select) or {rule.code: 0 for rule in RULES}
    unwanted = _reach(ignore)
    return tuple(rule for rule in RULES if wanted.get(rule.code, -1) > unwanted.get(rule.code, -1))


def runnable(
    rules: Sequence[Rule], have: frozenset[Need], why: str
) -> tuple[tuple[Rule, ...], dict[str, str]]:
    """(rules that `have` is enough for, reason by code for the others: `why`)."""
    run = tuple(rule for rule in rules if rule.needs <= have)
    return run, {rule.code: why for rule in rules if not rule.needs <= have}


def _reach(keys: Iterable[str]) -> dict[str, int]:
    """How many letters of a key reach each rule: a whole code more than a prefix."""
    reach: dict[str, int] = {}
    for key in keys:
        length = 0 if key.upper() == "ALL" else len(key) if _is_code(key) else len("REF001")
        for rule in matching(key):
            reach[rule.code] = max(reach.get(rule.code, 0), length)
    return reach


def _is_code(key: str) -> bool:
    return _CODE.fullmatch(key.upper()) is not None and key.lower() not in _BY_NAME


def _unknown(key: str) -> str:
    known = [*_BY_CODE, *_BY_NAME, *{rule.family for rule in RULES}]
    wanted = key.upper() if key.upper() == key or len(key) <= len("WIKI001") else key.lower()
    near = difflib.get_close_matches(wanted, sorted(known), n=1, cutoff=0.5)
    hint = f"; did you mean {near[0]}?" if near else "; `citaudit rules` lists them all"
    return f"no rule is called {key!r}{hint}"
