"""The composite action: its steps' own scripts, run by bash in a real repository."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.gate.pages import BRIDGE, FILES
from tests.gate.repository import Repository

PROJECT = Path(__file__).parents[2]
ACTION: dict[str, Any] = yaml.safe_load((PROJECT / "action.yml").read_text("utf-8"))
REPAIRS = BRIDGE[BRIDGE.index("<ref>{{cite web") : BRIDGE.index("\n\nIt carried")]


def step(name: str) -> dict[str, Any]:
    return next(each for each in ACTION["runs"]["steps"] if each["name"] == name)


def run(repository: Repository, name: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a step's script with these variables and nothing else of the action's."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "-eo", "pipefail", "-c", step(name)["run"]],
        cwd=repository.folder,
        env={"PATH": path, "HOME": os.environ.get("HOME", "/"), "PYTHONUTF8": "1"} | environment,
        capture_output=True,
        text=True,
    )


def test_no_input_is_written_into_a_script() -> None:
    for each in ACTION["runs"]["steps"]:
        assert "${{" not in each.get("run", ""), f"{each['name']}: pass it through env"


def test_every_input_is_used() -> None:
    text = (PROJECT / "action.yml").read_text("utf-8")
    for name in ACTION["inputs"]:
        assert f"inputs.{name}" in text


@pytest.mark.parametrize(
    ("edit", "status"), [(BRIDGE.replace(REPAIRS, ""), 1), (BRIDGE + "<!-- seen -->\n", 0)]
)
def test_the_audit_step(tmp_path: Path, edit: str, status: int) -> None:
    repository = Repository.start(tmp_path / "work", FILES)
    repository.commit({"bridge.wikitext": edit})
    outputs, out = tmp_path / "outputs", tmp_path / "out"
    done = run(
        repository,
        "Audit",
        PATHS="bridge.wikitext\nlake.html",
        BASE="HEAD~1",
        ARGS="--min-confidence\nmedium",
        CITAUDIT_FAIL_ON="error",
        CITAUDIT_BASELINE="",
        CITAUDIT_CACHE_DIR=str(tmp_path / "cache"),
        OFFLINE="true",
        OUT=str(out),
        GITHUB_OUTPUT=str(outputs),
    )
    assert done.returncode == 0, done.stderr
    said = dict(line.split("=", 1) for line in outputs.read_text().splitlines())
    assert said["exit-code"] == str(status)
    assert ("::error" in done.stdout) == bool(status)
    for name in ("citaudit.json", "citaudit.sarif", "citaudit.md", "citaudit.html"):
        assert (out / name).stat().st_size
    assert run(repository, "Verdict", CODE=said["exit-code"]).returncode == status


def test_reports_that_were_not_written_are_not_named(tmp_path: Path) -> None:
    """An upload of a file that is not there would hide what really went wrong."""
    repository, outputs = Repository.start(tmp_path / "work", FILES), tmp_path / "outputs"
    done = run(
        repository,
        "Audit",
        PATHS=".",
        BASE="nowhere",
        ARGS="",
        OFFLINE="true",
        OUT=str(tmp_path / "out"),
        GITHUB_OUTPUT=str(outputs),
    )
    assert done.returncode == 0, done.stderr
    assert outputs.read_text() == "exit-code=2\n"
    assert "there is no revision 'nowhere'" in done.stderr


def test_what_is_installed(tmp_path: Path) -> None:
    """The code the action comes with, unless a version is named: a pinned action stays pinned."""
    pip = tmp_path / "python"
    pip.write_text('#!/bin/sh\necho "$@"\n')
    pip.chmod(0o755)
    for version, wanted in (("", "/the/action"), ("1.2.3", "citaudit==1.2.3")):
        done = subprocess.run(
            ["bash", "-eo", "pipefail", "-c", step("Install citaudit")["run"]],
            env={"PATH": str(tmp_path), "GITHUB_ACTION_PATH": "/the/action", "VERSION": version},
            executable="/bin/bash",
            capture_output=True,
            text=True,
        )
        assert done.stdout.split() == ["-m", "pip", "install", "--quiet", wanted]


def test_no_condition_looks_outside_the_workspace() -> None:
    """`hashFiles` finds nothing outside it; the reports are in the folder of the runner."""
    for each in ACTION["runs"]["steps"]:
        assert "hashFiles" not in each.get("if", "")


@pytest.mark.parametrize(
    ("code", "words"), [("2", "did not come to its end"), ("4", "no document")]
)
def test_trouble_is_told_from_findings(tmp_path: Path, code: str, words: str) -> None:
    done = run(Repository.start(tmp_path, FILES), "Verdict", CODE=code)
    assert done.returncode == int(code)
    assert words in done.stdout
