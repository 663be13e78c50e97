"""Which addresses a run looks at, which it knows already, and which it leaves out and why."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from citaudit.model import Citations, Look, Outcome
from citaudit.resolve.copies import named_copy
from citaudit.resolve.history import History
from citaudit.resolve.options import Options
from citaudit.resolve.standing import SUCCESS
from citaudit.urls.address import address
from citaudit.urls.canonical import fold

LOOKED_AT: Final = frozenset({"source", "archive"})
DOUBT: Final = frozenset({Outcome.BLOCKED, Outcome.SOFT_404})


@dataclass(slots=True)
class Plan:
    """`keys` maps each address as written to the key of its look; the rest is by key."""

    keys: dict[str, str] = field(default_factory=dict)
    fresh: list[str] = field(default_factory=list)
    copies: list[str] = field(default_factory=list)  # fresh ones that name an archive copy
    known: dict[str, list[Look]] = field(default_factory=dict)
    skipped: dict[str, str] = field(default_factory=dict)


def planned(citations: Sequence[Citations], options: Options, history: History, now: float) -> Plan:
    """The plan of a run, in document order."""
    plan = Plan()
    for each in citations:
        for link in each.document.links:
            if link.role not in LOOKED_AT or link.url in plan.keys:
                continue
            key = plan.keys[link.url] = fold(link.url)
            if key in plan.skipped or key in plan.known:
                continue
            if why := left_out(key, options.include, options.exclude):
                plan.skipped[key] = why
                continue
            looks = plan.known[key] = history.looks(key)
            if not (looks and reusable(looks[-1], options, now)):
                (plan.copies if named_copy(key) else plan.fresh).append(key)
    return plan


def left_out(
    url: str, include: Sequence[re.Pattern[str]], exclude: Sequence[re.Pattern[str]]
) -> str | None:
    """Why an address is not looked at; None where it is."""
    parts = address(url)
    if parts is None:
        return "no address that can be asked"
    if parts.scheme not in ("http", "https"):
        return f"only http and https are looked at, not {parts.scheme}"
    if include and not any(each.search(url) for each in include):
        return "not included by the settings"
    if any(each.search(url) for each in exclude):
        return "excluded by the settings"
    return None


def reusable(look: Look, options: Options, now: float) -> bool:
    """Whether a look is fresh enough to stand for a new one. Failures never are.

    The age of a success is spread by a seventh either way, by its address, so that all links of a
    page do not come due on one day.
    """
    age = now - look.at
    if age < 0:
        return False
    if look.outcome in SUCCESS:
        spread = (zlib.crc32(look.url.encode()) % 2001 - 1000) / 7000
        return age < options.max_age * (1 + spread)
    return look.outcome in DOUBT and age < min(options.doubt_age, options.max_age)


def by_link(plan: Plan, found: Mapping[str, str]) -> dict[str, str]:
    """What is said by key, said for each address as written."""
    return {url: found[key] for url, key in plan.keys.items() if key in found}
