"""What holds for every command: what it prints in any locale, where it writes, how it ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from tests.cli.command import citaudit

BAD = "大橋於1932年通車。[^1]\n\n[^1]:\n"
CITED = (
    "{{cite web|url=https://press.example/é|title=é|accessdate=1 May 2012|deadurl=no"
    "|archiveurl=https://web.archive.org/web/20120501000000/https://press.example/é"
    "|archivedate=1 May 2012}}"
)
RETIRED = f"The bridge was opened in 1932 by the mayor of the town.<ref>{CITED}</ref>\n"
LOCALES = [{"PYTHONIOENCODING": "ascii"}, {"PYTHONIOENCODING": "latin-1:strict"}]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "橋.md").write_text(BAD, "utf-8")
    (tmp_path / "old.wiki").write_text(RETIRED, "utf-8")
    (tmp_path / "empty").mkdir()
    return tmp_path


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(
    "words",
    [
        ["extract", "橋.md"],
        ["audit", "--offline", "橋.md", "-f", "json"],
        ["audit", "--offline", "橋.md", "-f", "sarif"],
        ["fix", "--offline", "old.wiki"],
        ["rules", "--lang", "zh", "--json"],
    ],
)
def test_programs_get_utf8_in_any_locale(
    folder: Path, words: list[str], locale: dict[str, str]
) -> None:
    plain, here = citaudit(*words, folder=folder), citaudit(*words, folder=folder, **locale)
    assert here.out == plain.out
    assert not plain.out.isascii()
    assert here.status == plain.status


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(
    "words", [["explain", "REF013", "--lang", "zh"], ["audit", "--offline", "橋.md", "nö.md"]]
)
def test_people_see_question_marks_for_what_a_locale_lacks(
    folder: Path, words: list[str], locale: dict[str, str]
) -> None:
    environment = {**os.environ, "PYTHONUTF8": "0", **locale}
    command = [sys.executable, "-X", "utf8=0", "-m", "citaudit", *words]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
    assert b"Traceback" not in done.stderr
    assert b"?" in done.stdout


def test_extract_writes_where_it_is_told(folder: Path) -> None:
    done = citaudit("extract", "橋.md", "-o", "new/out.jsonl", folder=folder)
    assert (done.status, done.out, done.err) == (0, "", "citaudit: wrote new/out.jsonl\n")
    assert json.loads((folder / "new/out.jsonl").read_text("utf-8").splitlines()[0])["page"]
    wrong = citaudit("extract", "橋.md", "-o", "empty", folder=folder)
    assert (wrong.status, wrong.err) == (3, "citaudit: empty: cannot be written: Is a directory\n")


@pytest.mark.parametrize(
    "words", [["extract"], ["fix"], ["save", "--dry-run"], ["baseline", "write"], ["audit"]]
)
def test_every_command_ends_alike_where_there_is_nothing_to_do(
    folder: Path, words: list[str]
) -> None:
    nothing = citaudit(*words, "empty", folder=folder)
    assert nothing.status == 4
    assert "nothing to audit" in nothing.out + nothing.err
    missing = citaudit(*words, "gone.md", folder=folder)
    assert missing.status == 3
    said = " ".join((missing.out + missing.err).split())
    assert "gone.md is not there" in said or "is not there gone.md" in said
    assert not (folder / "citaudit-baseline.json").exists() or "write" in words


def test_a_baseline_of_nothing_is_not_written(folder: Path) -> None:
    assert citaudit("baseline", "write", "empty", folder=folder).status == 4
    assert not (folder / "citaudit-baseline.json").exists()


@pytest.mark.parametrize(
    ("command", "flag"),
    [("fix", "--format"), ("fix", "--fail-on"), ("fix", "--baseline"), ("baseline write", "-o")],
)
def test_a_flag_that_would_do_nothing_is_not_taken(folder: Path, command: str, flag: str) -> None:
    done = citaudit(*command.split(), flag, "x", folder=folder)
    assert done.status == 2
    assert "No such option" in done.err


def test_help_is_wrapped_by_the_terminal_alone() -> None:
    for command in ("dump", "query", "save", "fix", "gate", "extract"):
        shown = citaudit(command, "--help", COLUMNS="80").out.partition("Arguments")[0]
        lines = [line.strip() for line in shown.splitlines()]
        for line, below in pairwise(lines):  # a line breaks where the next word has no room
            word = below.split(" ")[0]
            assert not below or not line or len(line) + len(word) > 70, (command, line, below)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["-f", "html:r.html", "-o", "x.json"], "--output: every report names a file of its own"),
        (["--compare", "earlier.json"], "--compare: only the HTML report shows what changed"),
    ],
)
def test_a_setting_that_changes_nothing_is_said(folder: Path, words: list[str], said: str) -> None:
    done = citaudit("audit", "--offline", "橋.md", *words, folder=folder)
    assert done.status == 1
    assert said in done.err


@pytest.mark.parametrize("words", ["audit --offline 橋.md", "extract 橋.md", "rules"])
def test_an_output_that_takes_nothing_more_is_said(folder: Path, words: str) -> None:
    command = [sys.executable, "-m", "citaudit", *words.split()]
    with open("/dev/full", "w") as full:  # noqa: PTH123
        done = subprocess.run(command, cwd=folder, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 3
    assert done.stderr.decode() == (
        "citaudit: standard output cannot be written: no space is left\n"
    )


@pytest.mark.parametrize(("closing", "status"), [(">&-", 1), ("2>&-", 1), ("- <&-", 1)])
def test_streams_that_are_closed(folder: Path, closing: str, status: int) -> None:
    line = f"{sys.executable} -m citaudit audit --offline 橋.md {closing}"
    done = subprocess.run(["sh", "-c", line], cwd=folder, capture_output=True, check=False)
    assert done.returncode == status
    assert b"Traceback" not in done.stdout + done.stderr


@pytest.mark.parametrize(
    "earlier",
    [
        {"pages": [3]},
        {"pages": [{"id": "a", "findings": [{}], "claims": []}], "links": [], "counts": {}},
        {"pages": [], "links": {}, "counts": {}},
        {"pages": [], "links": [], "counts": 4},
    ],
)
def test_a_report_that_cannot_be_compared_with(folder: Path, earlier: dict[str, object]) -> None:
    (folder / "old.json").write_text(json.dumps({"schema": "citaudit/report/v1", **earlier}))
    words = ["audit", "--offline", "橋.md", "--compare", "old.json", "-f", "html:new.html"]
    done = citaudit(*words, folder=folder)
    assert (done.status, done.err.splitlines()[0][:36]) == (
        2, "citaudit: old.json: not a whole repo",
    )  # fmt: skip
