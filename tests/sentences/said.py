"""What the package says, from its source and its tables: English with `{}` for every gap."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).parents[2] / "src/citaudit"
# Where the sentences of findings and of evidence are made.
SPEAKING = (
    "judge/*.py",
    "judge/rules/*.py",
    "resolve/*.py",
    "urls/*.py",
    "net/failure.py",
    "net/guard.py",
    "net/names.py",
    "fixing.py",
    "extract/checks.py",
    "extract/csbn.py",
    "extract/day_spans.py",
    "extract/dates.py",
    "extract/naming.py",
    "extract/exemptions.py",
    "parse/html/assembly.py",
    "parse/html/tokens.py",
    "parse/markdown/*.py",
    "parse/wikitext/addresses.py",
    "parse/wikitext/calls.py",
    "parse/wikitext/document.py",
    "parse/wikitext/lines.py",
    "parse/wikitext/rendered.py",
    "parse/wikitext/scan.py",
    "parse/wikitext/structure.py",
    "parse/wikitext/cite_errors.py",
    "read/decode.py",
    "read/expansion.py",
    "read/files.py",
    "read/mediawiki.py",
    "read/wiki.py",
    "read/wiki_edits.py",
    "report/words/gaps.py",
)
# Of these, what is said on the command line alone.
SILENT = frozenset(
    {
        "judge/manual.py",
        "judge/registry.py",
        "resolve/archive_cache.py",
        "resolve/history.py",
        "resolve/saving.py",
    }
)
_GAP = re.compile(r"\{\w*\}")
_WORDS = re.compile(r"[a-z}”] [a-z{“]")
_LETTERS = re.compile("[a-z]{2}")
_OTHER = re.compile(r"\\|\|\w|\(\?|\w\||^\s*[<(]")  # a pattern, or markup


def gapped(text: str) -> str:
    """A template with its gaps unnamed."""
    return _GAP.sub("{}", text)


def sentences() -> Iterator[tuple[str, str]]:
    """(place, text) of every string of several words in the modules that speak."""
    for pattern in SPEAKING:
        for path in sorted(PACKAGE.glob(pattern)):
            name = path.relative_to(PACKAGE).as_posix()
            if name in SILENT:
                continue
            for line, text in strings(path):
                if _WORDS.search(text) and _LETTERS.search(text) and not _OTHER.search(text):
                    yield f"{name}:{line}", text


def everything() -> set[str]:
    """Every string of the package's modules, and of the tables that hold reasons."""
    found = {text for path in PACKAGE.rglob("*.py") for _, text in strings(path)}
    for table in ("extract/exemptions.toml", "judge/meanings.toml", "resolve/marks.toml"):
        found |= set(_texts(tomllib.loads((PACKAGE / table).read_text("utf-8"))))
    return found


def strings(path: Path) -> Iterator[tuple[int, str]]:
    """(line, text) of the string literals of a module, docstrings apart."""
    tree = ast.parse(path.read_text("utf-8"))
    apart = {id(each.value) for each in ast.walk(tree) if isinstance(each, ast.Expr)}
    formatted = (each for each in ast.walk(tree) if isinstance(each, ast.JoinedStr))
    apart |= {id(part) for each in formatted for part in each.values}
    for each in ast.walk(tree):
        if isinstance(each, ast.JoinedStr):
            yield each.lineno, "".join(map(_part, each.values))
        elif (
            isinstance(each, ast.Constant) and isinstance(each.value, str) and id(each) not in apart
        ):
            yield each.lineno, gapped(each.value)


def _part(part: ast.expr) -> str:
    return str(part.value) if isinstance(part, ast.Constant) else "{}"


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        value = value.values()
    if isinstance(value, str):
        yield value
    elif not isinstance(value, bool | int):
        for each in value:
            yield from _texts(each)
