"""robots.txt (RFC 9309): what a host lets a robot read, and how slowly.

The standard library's parser knows no `*` and `$` and takes the first match, not the longest; the
parsers on PyPI turn patterns into backtracking regular expressions, which a hostile file can make
run for ever. This one matches in linear time for each `*`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

LARGEST: Final = 500 * 1024  # bytes read, as RFC 9309 §2.5 asks for at least
_MOST_RULES: Final = 5_000
_LONGEST_DELAY: Final = 60.0


@dataclass(frozen=True, slots=True)
class Robots:
    """The group of rules that speaks to this tool: (allow, pattern), and the delay in seconds."""

    rules: tuple[tuple[bool, str], ...] = ()
    delay: float | None = None

    def allows(self, path: str) -> bool:
        """Whether the path with its query may be read: the longest pattern wins, a tie allows."""
        plain = _plain(path)
        best, allowed = -1, True
        for allow, pattern in self.rules:
            length = len(pattern)
            if (length > best or (length == best and allow)) and matches(pattern, plain):
                best, allowed = length, allow
        return allowed


OPEN: Final = Robots()
SHUT: Final = Robots(((False, "/"),))


def read(text: str, agent: str) -> Robots:
    """The rules for `agent` (a product name without version), else those for `*`."""
    own: list[tuple[str, str]] = []
    any_: list[tuple[str, str]] = []
    named, heard, listening = False, False, False
    into: list[list[tuple[str, str]]] = []
    for line in text.splitlines()[:50_000]:
        key, _, value = line.partition("#")[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if key == "user-agent":
            if not listening:
                into, listening = [], True
            group = own if value.lower() == agent.lower() else any_ if value == "*" else None
            named = named or group is own
            if group is not None and not any(group is each for each in into):
                into.append(group)
        elif key in ("allow", "disallow", "crawl-delay"):
            listening, heard = False, True
            for each in into:
                each.append((key, value))
    return _group(own if named else any_) if heard else OPEN


def _group(lines: list[tuple[str, str]]) -> Robots:
    rules = [(key == "allow", _plain(value)) for key, value in lines if key != "crawl-delay"]
    delay = None
    for key, value in lines:
        if key == "crawl-delay":
            delay = _seconds(value)
    return Robots(tuple(rule for rule in rules if rule[1])[:_MOST_RULES], delay)


def _seconds(value: str) -> float | None:
    try:
        delay = float(value)
    except ValueError:
        return None
    return min(delay, _LONGEST_DELAY) if delay > 0 else None


def _plain(path: str) -> str:
    return unquote(path, errors="replace") if "%" in path else path


def matches(pattern: str, path: str) -> bool:
    """Whether a robots pattern fits the beginning of `path`; `*` is any run, a last `$` the end."""
    whole = pattern.endswith("$")
    first, *rest = (pattern[:-1] if whole else pattern).split("*")
    if not path.startswith(first):
        return False
    place = len(first)
    last = rest.pop() if rest and whole else None
    for part in rest:
        found = path.find(part, place)
        if found < 0:
            return False
        place = found + len(part)
    if last is not None:
        return path.endswith(last) and len(path) - len(last) >= place
    return not whole or place == len(path)
