"""Targets to pages: what is read, in which order, and what is said of the rest."""

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from citaudit.model import Page, Unread
from citaudit.read import Reading, read


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def names(*targets: str, reading: Reading | None = None) -> list[str]:
    found = read(targets, reading or Reading())
    return [page.id if isinstance(page, Page) else f"!{page.id} {page.reason}" for page in found]


def test_a_folder_gives_its_documents_sorted(folder: Path) -> None:
    for name in ("b.md", "a.wikitext", "sub/c.HTML", "code.py", ".hidden.md", ".git/x.md"):
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("words")
    assert names(".") == ["a.wikitext", "b.md", "sub/c.HTML"]
    assert names("code.py") == ["code.py"], "a file named outright is read whatever its name"


def test_gitignore_rules_in_folders_at_every_depth(folder: Path) -> None:
    (folder / ".git").mkdir()
    for name in ("keep.md", "drop.md", "out/x.md", "sub/drop.md", "sub/keep.md", "sub/own.md"):
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("words")
    (folder / ".gitignore").write_text("drop.md\n/out/\n")
    (folder / "sub/.gitignore").write_text("own.md\n!drop.md\n")
    assert names(".") == ["keep.md", "sub/drop.md", "sub/keep.md"]
    assert names("sub") == ["sub/drop.md", "sub/keep.md"]
    assert names("drop.md") == ["drop.md"]
    (folder / ".gitignore").write_text("keep.md\n")
    assert names(".") == ["drop.md", "out/x.md", "sub/drop.md"], "each reading sees it as it is"


def test_paths_left_out_by_the_settings(folder: Path) -> None:
    for name in ("a.md", "b.md", "old/c.md"):
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("words")
    assert names(".", reading=Reading(exclude_path=("old/", "b.md"))) == ["a.md"]


def test_globs_and_repeats(folder: Path) -> None:
    for name in ("a.md", "b.md", "sub/c.md"):
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("words")
    assert names("**/*.md", "a.md", ".") == ["a.md", "b.md", "sub/c.md"]
    [said] = names("*.wiki")
    assert said.startswith("!*.wiki matches no file")


def test_failures_are_data(folder: Path) -> None:
    (folder / "empty.md").write_text(" \n")
    (folder / "binary.md").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    (folder / "dangling.md").symlink_to("nowhere.md")
    os.mkfifo(folder / "pipe.md")
    said = names("missing.md", ".")
    assert said[0] == "!missing.md is not there"
    assert [line.split(" ")[0] for line in said[1:]] == [
        "!binary.md",
        "!dangling.md",
        "!empty.md",
        "!pipe.md",
    ]
    assert "nowhere.md" in said[2]


def test_a_file_that_cannot_be_read(folder: Path) -> None:
    (folder / "broken.md").symlink_to("/proc/self/mem")  # is there, and every read of it fails
    [page] = read(["broken.md"], Reading())
    assert isinstance(page, Unread)
    assert page.reason.startswith("cannot be read: ")


def test_a_folder_that_cannot_be_looked_into_is_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = folder / "closed"
    closed.mkdir()
    look = os.scandir

    def scandir(path: str) -> Any:  # root, as whom tests may run, may look everywhere
        if Path(path).name == "closed":
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return look(path)

    monkeypatch.setattr(os, "scandir", scandir)
    unread = [each for each in read([str(folder)], Reading()) if isinstance(each, Unread)]
    assert [(Path(each.id).name, each.reason) for each in unread] == [
        ("closed", "cannot be looked into: Permission denied")
    ]


def test_line_ends_stay_as_they_are(folder: Path) -> None:
    (folder / "a.md").write_bytes(b"one\r\ntwo\rthree\n")
    [page] = read(["a.md"], Reading())
    assert isinstance(page, Page)
    assert page.text == "one\r\ntwo\rthree\n"
