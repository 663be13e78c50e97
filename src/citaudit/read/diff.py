"""Both sides of an edit that comes as a unified diff, with the files it speaks of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from citaudit.model import Page, PageChange, Unread
from citaudit.read.files import TEXT_SUFFIXES, Reading, page_of

# unidiff is loaded with the first diff: an edit told by git needs none.
if TYPE_CHECKING:
    from unidiff.patch import PatchedFile

_NOWHERE: Final = "/dev/null"
# What git writes before the names of the two sides (diff.mnemonicPrefix and others).
_PREFIX: Final = re.compile(r"[abciow12]/")
_ESCAPED: Final = re.compile(r"\\([0-7]{3}|.)")
_ESCAPES: Final = {"a": 7, "b": 8, "t": 9, "n": 10, "v": 11, "f": 12, "r": 13}


class DiffError(ValueError):
    """The diff cannot be used; the message names the place and the remedy."""


def changes(
    diff: str, reading: Reading, folder: str = ".", targets: Sequence[str] = ()
) -> list[PageChange]:
    """What a unified diff does to each document below `folder`, which holds the new side.

    The old side is the new one with every hunk undone. `targets` are files, folders or globs;
    none means all. Raises `DiffError` where the text is no diff or does not fit the files.
    """
    from unidiff.errors import UnidiffParseError
    from unidiff.patch import PatchSet

    if "\r\n" in diff and re.search(r"^(?:@@ |\+\+\+ ).*\r$", diff, re.M):
        diff = diff.replace("\r\n", "\n")  # a pipe that writes the line ends of Windows
    try:
        patch = PatchSet(diff)
    except UnidiffParseError as error:
        raise DiffError(f"the diff cannot be read: {error}") from error
    if diff.strip() and not len(patch):
        raise DiffError("this is no unified diff; make one with `git diff` or `diff -u`")
    named = [(_path(each, Path(folder)), each) for each in patch]
    return [
        _change(path, each, reading, Path(folder))
        for path, each in named
        if PurePosixPath(path).suffix.lower() in TEXT_SUFFIXES and _wanted(path, targets)
    ]


def _wanted(path: str, targets: Sequence[str]) -> bool:
    """Whether a target names the path, as git understands its path specs: `*` crosses folders."""
    plain = [each.removeprefix("./").rstrip("/") or "." for each in targets]
    return not plain or any(
        each == "." or path == each or path.startswith(f"{each}/") or fnmatch(path, each)
        for each in plain
    )


def _path(patched: PatchedFile, folder: Path) -> str:
    """The path of a file as it is after the edit, without the prefix that git gives a side."""
    source, target = _unquoted(patched.source_file), _unquoted(patched.target_file)
    written = source if target == _NOWHERE else target
    if not _PREFIX.match(written):
        return written
    bare = written[2:]
    prefixed = _NOWHERE in (source, target) or (
        bool(_PREFIX.match(source)) and source[:2] != target[:2]
    )
    return bare if prefixed or _found(folder, bare) else written


def _unquoted(written: str) -> str:
    """A path of a diff header; git quotes those that are not ASCII, as C writes its strings."""
    if not written.startswith('"'):
        return written

    def meant(found: re.Match[bytes]) -> bytes:
        sign = found[1]
        if len(sign) == 3:
            return bytes([int(sign, 8) & 0xFF])
        code = _ESCAPES.get(sign.decode("latin-1"))
        return bytes([code]) if code else sign

    data = written[1:].removesuffix('"').encode("utf-8", "surrogateescape")
    data = re.compile(_ESCAPED.pattern.encode(), re.S).sub(meant, data)
    return data.decode("utf-8", "surrogateescape")


def _found(folder: Path, path: str) -> Path | None:
    """The file of that name below `folder`, or below the folders above it up to a repository."""
    for each in (folder, *folder.resolve().parents):
        if (each / path).is_file():
            return each / path
        if (each / ".git").exists():
            break
    return None


def _change(path: str, patched: PatchedFile, reading: Reading, folder: Path) -> PageChange:
    if patched.is_removed_file:
        gone = "".join(line.value for hunk in patched for line in hunk if line.is_removed)
        return PageChange(path, _side(path, gone, reading), None)
    try:
        data = (_found(folder, path) or folder / path).read_bytes()
    except OSError as error:
        return PageChange(path, None, Unread(path, f"cannot be read: {error.strerror}"))
    # As bytes, in which the diff was written too, whatever charset they are in.
    text = data.decode("utf-8", "surrogateescape")
    new = _side(path, text, reading)
    if patched.is_added_file or isinstance(new, Unread):
        return PageChange(path, None, new)
    return PageChange(path, _side(path, _undone(text, patched, path), reading), new)


def _side(path: str, text: str, reading: Reading) -> Page | Unread | None:
    """One side of a file; None where it is empty."""
    return page_of(path, text.encode("utf-8", "surrogateescape"), reading) if text.strip() else None


def _undone(text: str, patched: PatchedFile, path: str) -> str:
    lines = re.findall(r"[^\n]*\n|[^\n]+", text)  # lines end as git ends them
    end = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    before: list[str] = []
    at = 0
    for hunk in patched:
        start = hunk.target_start - 1 if hunk.target_length else hunk.target_start
        before += lines[at:start]
        for line in hunk:
            if line.line_type in " +":
                if start >= len(lines) or _bare(lines[start]) != _bare(line.value):
                    raise DiffError(
                        f"{path}:{start + 1}: the diff does not fit the file; "
                        "it must be the file as it is after the edit"
                    )
                start += 1
            if line.line_type in " -":
                before.append(_bare(line.value) + end)
        at = start
    return "".join([*before, *lines[at:]])


def _bare(line: str) -> str:
    return line.rstrip("\r\n")
