"""Files, folders, globs and standard input."""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from citaudit.model import Format, Page, Unread
from citaudit.read.asking import Asking
from citaudit.read.beside import from_folder, with_bibliographies
from citaudit.read.decode import UndecodableError, decode

# pathspec is loaded with the first folder: a file named outright needs none.
if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

TEXT_SUFFIXES = frozenset(
    {".htm", ".html", ".xhtml"}
    | {".markdown", ".md", ".mdown", ".mdx", ".mkd", ".mkdn", ".qmd", ".rmd"}
    | {".mediawiki", ".mw", ".txt", ".wiki", ".wikitext"}
)
"""What a folder is searched for; a file named outright is read whatever its name."""

_LARGEST = 100 << 20  # bytes; a larger file is no document
_ALWAYS_SKIPPED = frozenset({"node_modules", "__pycache__"})


@dataclass(frozen=True, slots=True)
class Reading:
    """How to read: a format for all, a name for standard input, globs of paths to leave out."""

    input_format: Format | None = None
    stdin_filename: str | None = None
    exclude_path: tuple[str, ...] = ()
    wiki: Asking = field(default_factory=Asking)


def read(targets: Sequence[str], reading: Reading) -> Iterator[Page | Unread]:
    """Every page of `targets`, each once, in the order given and sorted within a folder.

    What cannot be read comes out as `Unread` with its reason: failure is data here.
    """
    seen: set[str] = set()
    for target in targets:
        for page in _pages(target, reading):
            if page.id not in seen:
                seen.add(page.id)
                yield page


def _pages(target: str, reading: Reading) -> Iterator[Page | Unread]:
    if target == "-":
        if sys.stdin is None:
            yield Unread("-", "is closed: there is no standard input")
            return
        yield page_of(reading.stdin_filename or "-", sys.stdin.buffer.read(), reading)
        return
    path = Path(target)
    if path.is_dir():
        paths: Iterable[Path | Unread] = _walk(path, reading.exclude_path)
    elif path.exists() or path.is_symlink() or not glob.has_magic(target):
        paths = [path]
    else:
        matched = sorted(Path(name) for name in glob.iglob(target, recursive=True))  # noqa: PTH207
        paths = [found for found in matched if not found.is_dir()]
        if not paths:
            yield Unread(target, "matches no file; quote it if the shell should not expand it")
    for found in paths:
        yield found if isinstance(found, Unread) else _file(found, reading)


def _file(path: Path, reading: Reading) -> Page | Unread:
    name = page_id(path)
    try:
        if path.is_symlink() and not path.exists():
            return Unread(name, f"is a link to {os.readlink(path)}, which is not there")  # noqa: PTH115
        if not path.is_file():
            return Unread(name, "is not there" if not path.exists() else "is not a regular file")
        if path.stat().st_size > _LARGEST:
            return Unread(name, f"is larger than {_LARGEST >> 20} MB; split it")
        page = page_of(name, path.read_bytes(), reading)
        return with_bibliographies(page, partial(from_folder, path.parent))
    except OSError as error:
        return Unread(name, f"cannot be read: {error.strerror or error}")


def page_of(name: str, data: bytes, reading: Reading) -> Page | Unread:
    """The page called `name` that these bytes hold."""
    if not data.strip():
        return Unread(name, "is empty")
    try:
        return Page(name, decode(data), format=reading.input_format)
    except UndecodableError as error:
        return Unread(name, str(error))


def page_id(path: Path) -> str:
    """The path with forward slashes, relative to the working folder where it lies below it."""
    absolute = Path(os.path.abspath(path))  # noqa: PTH100 - a link keeps its own name
    here = Path.cwd()
    return (absolute.relative_to(here) if absolute.is_relative_to(here) else path).as_posix()


def _walk(folder: Path, exclude: tuple[str, ...]) -> Iterator[Path | Unread]:
    """Documents below `folder`, sorted, without hidden, git-ignored and excluded ones.

    Folders that cannot be looked into come out as unread.
    """
    from pathspec import GitIgnoreSpec

    left_out = GitIgnoreSpec.from_lines(exclude)
    closed: list[OSError] = []
    known: dict[Path, GitIgnoreSpec | None] = {}
    for here, folders, files in os.walk(folder, onerror=closed.append):
        rules = _ignore_rules(Path(here), known)
        keep = sorted(
            name for name in folders if _kept(Path(here) / name, rules, left_out, folder=True)
        )
        folders[:] = [name for name in keep if name not in _ALWAYS_SKIPPED]
        for name in sorted(files):
            path = Path(here) / name
            if path.suffix.lower() in TEXT_SUFFIXES and _kept(path, rules, left_out):
                yield path
    for error in closed:
        why = f"cannot be looked into: {error.strerror or error}"
        yield Unread(page_id(Path(error.filename)), why)


def _kept(
    path: Path,
    rules: list[tuple[Path, GitIgnoreSpec]],
    left_out: GitIgnoreSpec,
    *,
    folder: bool = False,
) -> bool:
    """Whether what a folder holds there is not hidden, git-ignored or excluded."""
    end = "/" if folder else ""
    if path.name.startswith(".") or left_out.match_file(page_id(path) + end):
        return False
    absolute = Path(os.path.abspath(path))  # noqa: PTH100
    verdict = None
    for root, spec in rules:  # outermost first: a deeper file has the last word, as in git
        found = spec.check_file(absolute.relative_to(root).as_posix() + end)
        if found.include is not None:
            verdict = found.include
    return not verdict


def _ignore_rules(
    folder: Path, known: dict[Path, GitIgnoreSpec | None]
) -> list[tuple[Path, GitIgnoreSpec]]:
    """The `.gitignore` files that speak of what lies in `folder`, outermost first.

    `known` holds those of folders that have been read, and takes in those that are read now.
    """
    absolute = Path(os.path.abspath(folder))  # noqa: PTH100
    rules = []
    for root in (absolute, *absolute.parents):
        if root not in known:
            known[root] = _ignore_file(root)
        if (spec := known[root]) is not None:
            rules.append((root, spec))
        if (root / ".git").exists():
            break
    else:
        rules = [rule for rule in rules if rule[0].is_relative_to(absolute)]
    return rules[::-1]


def _ignore_file(folder: Path) -> GitIgnoreSpec | None:
    """What the `.gitignore` of a folder says; None without one."""
    from pathspec import GitIgnoreSpec

    try:
        lines = (folder / ".gitignore").read_text("utf-8", "replace").splitlines()
    except OSError:
        return None
    return GitIgnoreSpec.from_lines(lines)
