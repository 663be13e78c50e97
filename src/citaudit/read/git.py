"""Both sides of an edit, read from git without touching the work tree."""

from __future__ import annotations

import os
import posixpath
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath
from typing import Final

from citaudit.model import Page, PageChange, Unread
from citaudit.read.beside import with_bibliographies
from citaudit.read.files import TEXT_SUFFIXES, Reading, page_of

STAGED: Final = ":staged"
"""Stands for the index where a revision is asked for."""

_FILES: Final = frozenset({"100644", "100755", "000000"})  # no links, no submodules


class GitError(ValueError):
    """Git cannot give what was asked; the message says what to do."""


def changes(
    base: str, head: str, targets: Sequence[str], reading: Reading, folder: str = "."
) -> list[PageChange]:
    """What became of every document between the merge base of `base` and `head`, and `head`.

    `head` is a revision, or `STAGED`. `targets` are git path specs; none means all. Raises
    `GitError` outside a repository, for unknown revisions and for clones too shallow to tell.
    """
    git = _Git(folder)
    start = git.start(base, head)
    found = list(git.renamed(start, head, targets))
    if not found:
        git.expect(targets, head)
    wanted = [(start, old) for old, _ in found if old] + [(head, new) for _, new in found if new]
    contents = git.contents(wanted)

    def side(revision: str, path: str | None, name: str) -> Page | Unread | None:
        if path is None:
            return None
        data = contents[revision, path]
        if data is None:
            return Unread(
                name, f"cannot be read from git at {revision}: in conflict or not fetched"
            )

        def beside(written: str) -> bytes | None:
            wanted = posixpath.normpath(posixpath.join(posixpath.dirname(path), written))
            return git.contents([(revision, wanted)])[revision, wanted]

        return with_bibliographies(page_of(name, data, reading), beside) if data.strip() else None

    return [
        PageChange(name := new or old or "", side(start, old, name), side(head, new, name))
        for old, new in found
    ]


class _Git:
    """The few questions asked of one repository."""

    def __init__(self, folder: str) -> None:
        self.folder = folder  # path specs are relative to it, the paths git answers to the top
        self.top = self.ask("rev-parse", "--show-toplevel").strip()

    def ask(self, *arguments: str) -> str:
        try:
            done = subprocess.run(  # noqa: S603 - no shell, and revisions are checked first
                ["git", "-c", "core.quotePath=false", *arguments],  # noqa: S607
                cwd=self.folder,
                capture_output=True,
                check=True,
            )
        except FileNotFoundError as error:
            raise GitError("git is not installed") from error
        except subprocess.CalledProcessError as error:
            lines = error.stderr.decode("utf-8", "replace").strip().splitlines() or ["git failed"]
            raise GitError(lines[0]) from error
        return done.stdout.decode("utf-8", "surrogateescape")

    def start(self, base: str, head: str) -> str:
        """The commit that the edit started from; the empty tree before the first commit."""
        if head == STAGED and base == "HEAD" and not self.has_commits():
            return self._nothing()
        tip = self.commit("HEAD" if head == STAGED else head)
        base_commit = self.commit(base)
        try:
            return self.ask("merge-base", base_commit, tip).strip()
        except GitError as error:
            if self.ask("rev-parse", "--is-shallow-repository").strip() == "true":
                raise GitError(
                    f"this clone is too shallow to tell where the edit left {base}; fetch more: "
                    "`git fetch --unshallow` (actions/checkout: `fetch-depth: 0`)"
                ) from error
            raise GitError(f"{base} and {head} have no common history") from error

    def has_commits(self) -> bool:
        try:
            self.ask("rev-parse", "--verify", "--quiet", "HEAD")
        except GitError:
            return False
        return True

    def commit(self, revision: str) -> str:
        try:
            return self.ask("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}").strip()
        except GitError as error:
            raise GitError(self._missing(revision)) from error

    def _missing(self, revision: str) -> str:
        """What to do where a revision is not there."""
        if revision and not revision.strip("0"):
            return (
                f"{revision} stands for no commit (a branch that was not there before): "
                "name the branch it will go to"
            )
        told = f"there is no revision {revision!r} here"
        if not self.has_commits():
            return f"{told}: nothing has been committed yet"
        if self.ask("rev-parse", "--is-shallow-repository").strip() == "true":
            return (
                f"{told}, and this clone is shallow; fetch more: `git fetch --unshallow` "
                "(actions/checkout: `fetch-depth: 0`)"
            )
        name = revision.removeprefix("origin/")
        return f"{told}; fetch it first: `git fetch origin {name}`"

    def _nothing(self) -> str:
        """The empty tree."""
        return self.ask("hash-object", "-t", "tree", os.devnull).strip()

    def expect(self, targets: Sequence[str], head: str) -> None:
        """Raise `GitError` for a path that names nothing at `head`: it would pass for ever."""
        side = ["--cached", self._nothing()] if head == STAGED else [self._nothing(), head]
        for target in targets:
            if not self.ask("diff", "--name-only", "-z", *side, "--", target):
                raise GitError(f"{target}: no file of this repository is called so")

    def renamed(
        self, start: str, head: str, targets: Sequence[str]
    ) -> Iterator[tuple[str | None, str | None]]:
        """(old path, new path) of every document that changed; None where there is none."""
        against = ["--cached", start] if head == STAGED else [start, self.commit(head)]
        listed = self.ask(
            *["diff", "--raw", "-z", "-M", "--no-ext-diff", *against],
            *["--", *(targets or [":/"])],
        )
        words = iter(listed.split("\0")[:-1])
        for told in words:
            old_mode, new_mode, _, _, status = told.removeprefix(":").split(" ")
            old: str | None = next(words)
            new = next(words) if status[0] in "RC" else old
            old = None if status[0] in "AC" or old_mode not in _FILES else old
            new = None if status[0] == "D" or new_mode not in _FILES else new
            if any(
                path and PurePosixPath(path).suffix.lower() in TEXT_SUFFIXES for path in (old, new)
            ):
                yield old, new

    def contents(
        self, wanted: Iterable[tuple[str, str]]
    ) -> dict[tuple[str, str | None], bytes | None]:
        """The bytes of each (revision, path), by one git process; None where git has none."""
        asked = list(dict.fromkeys(wanted))
        names = [f"{'' if revision == STAGED else revision}:{path}" for revision, path in asked]
        done = subprocess.run(
            ["git", "cat-file", "--batch", "-z"],  # noqa: S607
            cwd=self.top,
            input="".join(f"{name}\0" for name in names).encode("utf-8", "surrogateescape"),
            capture_output=True,
            check=True,
        )
        found: dict[tuple[str, str | None], bytes | None] = {}
        at = 0
        for each in asked:
            end = done.stdout.index(b"\n", at)
            header = done.stdout[at:end].rsplit(b" ", 2)
            if len(header) < 3 or not header[2].isdigit():
                found[each], at = None, end + 1
                continue
            size = int(header[2])
            found[each] = done.stdout[end + 1 : end + 1 + size]
            at = end + size + 2
        return found
