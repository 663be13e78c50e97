"""Every Python that `pyproject.toml` admits: what the oldest of them does wrong is kept out."""

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version
from importlib.metadata import metadata as metadata_of
from pathlib import Path
from re import _parser  # type: ignore[attr-defined]

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
OLDEST = PROJECT["requires-python"].removeprefix(">=")
PINNED = dict(line.split("==") for line in (ROOT / "constraints.txt").read_text().splitlines())
RECORDING = """
import importlib, json, pkgutil, re
whole, seen = re._compiler.compile, {}
def recorded(pattern, flags=0):
    compiled = whole(pattern, flags)
    if isinstance(pattern, str):
        seen[pattern] = int(flags)
    return compiled
re._compiler.compile = recorded
import citaudit
for module in pkgutil.walk_packages(citaudit.__path__, "citaudit."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
citaudit.audit("seeds", offline=True)
print(json.dumps(seen))
"""


def patterns() -> dict[str, int]:
    """Every pattern that importing the package and auditing the seeds compiles, with its flags."""
    done = subprocess.run(
        [sys.executable, "-c", RECORDING], cwd=ROOT, capture_output=True, text=True, check=True
    )
    found: dict[str, int] = json.loads(done.stdout)
    return found


def repeated(pattern: str, flags: int) -> Iterator[list[str]]:
    """What each possessive quantifier of a pattern repeats, as names of what the engine does."""

    def inside(part: object) -> Iterator[list[str]]:
        if isinstance(part, _parser.SubPattern):
            for name, operand in part.data:
                if str(name) == "POSSESSIVE_REPEAT":
                    yield [str(each[0]) for each in operand[2].data]
                yield from inside(operand)
        elif isinstance(part, tuple | list):
            for each in part:
                yield from inside(each)

    return inside(_parser.parse(pattern, flags))


def is_safe(names: list[str]) -> bool:
    return len(names) == 1 and names[0] in {"IN", "LITERAL", "NOT_LITERAL", "ANY", "ATOMIC_GROUP"}


def test_only_a_character_or_an_atomic_group_is_repeated_possessively() -> None:
    """Before 3.11.5 what else is repeated so may end in its middle (CPython issue 106052)."""
    found = patterns()
    ours = [pattern for pattern in found if "*+" in pattern or "++" in pattern]
    assert len(ours) > 100
    unsafe = [each for each in ours if not all(map(is_safe, repeated(each, found[each])))]
    assert unsafe == []


@pytest.mark.parametrize(
    ("pattern", "safe"),
    [(r"(?:ab?c)*+", False), (r"x(y(?:ab|c)++)", False), (r"(?>ab?c)*+[a-z]++.*+", True)],
)
def test_what_is_safe_is_told_from_what_is_not(pattern: str, safe: bool) -> None:
    assert all(map(is_safe, repeated(pattern, 0))) is safe


def test_every_pinned_package_admits_the_oldest_python() -> None:
    checked = 0
    for name, pinned in PINNED.items():
        try:
            if version(name) != pinned:
                continue
        except PackageNotFoundError:
            continue
        checked += 1
        admits = metadata_of(name).get("Requires-Python", "")
        assert SpecifierSet(admits).contains(OLDEST), f"{name} {pinned} needs Python {admits}"
    assert checked > 60


def test_every_package_that_is_asked_for_is_pinned() -> None:
    known = {re.sub(r"[-_.]+", "-", name).lower() for name in PINNED}
    for each in requires("citaudit") or ():
        wanted = Requirement(each)
        if wanted.marker is None or "test" in str(wanted.marker):
            name = re.sub(r"[-_.]+", "-", wanted.name).lower()
            assert name in known | {"citaudit"}, f"{wanted.name} is not in constraints.txt"
