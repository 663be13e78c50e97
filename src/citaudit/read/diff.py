"""Both sides of an edit that comes as a unified diff, with the files it speaks of."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from citaudit.model import Page, Unread
from citaudit.read.files import TEXT_SUFFIXES, Reading, page_of
from citaudit.read.git import Change

if TYPE_CHECKING:
    from unidiff.patch import PatchedFile

_OCTAL = re.compile(rb"\\([0-7]{3})")


class DiffError(ValueError):
    """The diff cannot be used; the message names the place and the remedy."""


def changes(diff: str, reading: Reading, folder: str = ".") -> list[Change]:
    """What a unified diff does to each document below `folder`, which holds the new side.

    The old side is the new one with every hunk undone. Raises `DiffError` where the text is no
    diff or does not fit the files.
    """
    from unidiff.errors import UnidiffParseError
    from unidiff.patch import PatchSet

    try:
        patch = PatchSet(diff)
    except UnidiffParseError as error:
        raise DiffError(f"the diff cannot be read: {error}") from error
    if diff.strip() and not len(patch):
        raise DiffError("this is no unified diff; make one with `git diff` or `diff -u`")
    named = [(_path(each.path), each) for each in patch]
    return [
        _change(path, each, reading, Path(folder))
        for path, each in named
        if PurePosixPath(path).suffix.lower() in TEXT_SUFFIXES
    ]


def _path(written: str) -> str:
    """A path of a diff header; git quotes those that are not ASCII, in octal bytes."""
    if not written.startswith('"'):
        return written
    data = written.strip('"').encode("utf-8", "surrogateescape")
    data = _OCTAL.sub(lambda found: bytes([int(found[1], 8)]), data)
    return data.decode("utf-8", "surrogateescape").removeprefix("b/")


def _change(path: str, patched: PatchedFile, reading: Reading, folder: Path) -> Change:
    if patched.is_removed_file:
        return Change(path, None, None)
    try:
        data = (folder / path).read_bytes()
    except OSError as error:
        return Change(path, None, Unread(path, f"cannot be read: {error.strerror}"))
    new = page_of(path, data, reading)
    if patched.is_added_file or isinstance(new, Unread):
        return Change(path, None, new)
    old = _undone(new.text, patched, path)
    return Change(path, Page(path, old, format=reading.input_format), new)


def _undone(text: str, patched: PatchedFile, path: str) -> str:
    lines = text.splitlines(keepends=True)
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
