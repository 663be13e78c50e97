"""Bibliographies that lie beside a page: found, read on both sides of an edit, never guessed."""

import subprocess
from pathlib import Path

import pytest

from citaudit.model import Page
from citaudit.read import Reading, read
from citaudit.read.beside import named
from citaudit.read.git import changes

BIB = "@book{river, title={A River}, year={1999}, url={http://press.test/river}}\n"
PAGE = "---\nbibliography: refs.bib\n---\n\nThe river is 40 km long [@river].\n"


@pytest.mark.parametrize(
    ("front", "names"),
    [
        ("bibliography: refs.bib", ("refs.bib",)),
        ('bibliography: "../my refs.bib"', ("../my refs.bib",)),
        ("bibliography: [a.bib, b.json]", ("a.bib", "b.json")),
        ("title: x\nbibliography:\n- a.yaml\n- a.yaml\n- b.bib\nlang: en", ("a.yaml", "b.bib")),
        ("bibliography: refs.bib  # our own", ("refs.bib",)),
        ('bibliography: ["a, b.bib"]', ("a, b.bib",)),
        ("bibliography:\n\n  # two\n  - a.bib\n\n  - b.bib", ("a.bib", "b.bib")),
        ("date: 2024-13-45\nbibliography: refs.bib", ("refs.bib",)),
        ("bibliography: [{a: b}, 3, refs.bib]", ("refs.bib",)),
        ("bibliography: [refs.bib", ()),
        ("- bibliography", ()),
        ("bibliography: /etc/passwd", ()),
        ("title: bibliography", ()),
    ],
)
def test_what_front_matter_names(front: str, names: tuple[str, ...]) -> None:
    assert named(f"---\n{front}\n---\n\nbibliography: no.bib\n") == names


def test_names_count_from_the_folder_of_the_page(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep/refs.bib").write_text(BIB)
    (tmp_path / "deep/page.md").write_text(PAGE)
    (tmp_path / "lost.md").write_text(PAGE)
    (tmp_path / "plain.md").write_text("words")
    targets = [str(tmp_path / name) for name in ("deep/page.md", "lost.md", "plain.md")]
    pages = [page for page in read(targets, Reading()) if isinstance(page, Page)]
    assert [page.beside for page in pages] == [(("refs.bib", BIB),), (("refs.bib", ""),), ()]


def test_each_side_of_an_edit_has_its_own(tmp_path: Path) -> None:
    def git(*words: str) -> None:
        who = ("-c", "user.name=a", "-c", "user.email=a@b.test")
        subprocess.run(["git", *who, *words], cwd=tmp_path, check=True, capture_output=True)

    git("init", "-q", "-b", "main")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/page.md").write_text(PAGE)
    (tmp_path / "docs/refs.bib").write_text(BIB)
    git("add", ".")
    git("commit", "-q", "-m", "one")
    (tmp_path / "docs/page.md").write_text(PAGE + "\nMore.\n")
    (tmp_path / "docs/refs.bib").write_text(BIB.replace("1999", "2001"))
    git("commit", "-q", "-a", "-m", "two")
    (change,) = changes("HEAD~1", "HEAD", (), Reading(), str(tmp_path))
    assert isinstance(change.old, Page)
    assert isinstance(change.new, Page)
    assert change.old.beside == (("refs.bib", BIB),)
    assert "2001" in change.new.beside[0][1]
