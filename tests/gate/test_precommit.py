"""The hooks in a real pre-commit installation, as a repository that uses them has it.

The hook's own environment is not built: that would download packages. `language: system` in the
user's configuration takes the command from the path instead; all else is what we ship.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.gate.pages import BRIDGE, FILES
from tests.gate.repository import Repository

PROJECT = Path(__file__).parents[2]
REPAIRS = BRIDGE[BRIDGE.index("<ref>{{cite web") : BRIDGE.index("\n\nIt carried")]
CONFIG = """\
repos:
  - repo: file://{project}
    rev: {revision}
    hooks:
      - id: citaudit
        language: system
      - id: citaudit-links
        language: system
        args: [--offline]
"""


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A repository that ships our hooks as they stand in the work tree."""
    shipped = (PROJECT / ".pre-commit-hooks.yaml").read_text("utf-8")
    return Repository.start(tmp_path_factory.mktemp("hooks"), {".pre-commit-hooks.yaml": shipped})


@pytest.fixture
def repository(hooks: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    binaries = Path(sys.executable).parent
    monkeypatch.setenv("PATH", f"{binaries}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path / "home"))
    config = CONFIG.format(project=hooks.folder, revision=hooks.git("rev-parse", "HEAD"))
    repository = Repository.start(tmp_path / "work", FILES | {".pre-commit-config.yaml": config})
    for stage in ("pre-commit", "pre-push"):
        subprocess.run(
            [binaries / "pre-commit", "install", "--hook-type", stage],
            cwd=repository.folder,
            check=True,
            capture_output=True,
        )
    return repository


def commit(repository: Repository, files: dict[str, str | bytes | None]) -> tuple[int, str]:
    """Try a commit; the status of git and what the hook said."""
    repository.write(files)
    repository.git("add", "-A")
    command = ["git", "-c", "user.name=A", "-c", "user.email=a@beta.test", "commit", "-m", "edit"]
    done = subprocess.run(command, cwd=repository.folder, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def test_a_commit_that_loses_a_source_is_stopped(repository: Repository) -> None:
    status, said = commit(repository, {"bridge.wikitext": BRIDGE.replace(REPAIRS, "")})
    assert status == 1
    assert "EDT001" in said
    assert "citations of what is staged (offline)" in said
    assert "CLM001" not in said, "old debts stay out of it"


def test_a_commit_that_loses_nothing_passes(repository: Repository) -> None:
    status, said = commit(repository, {"bridge.wikitext": BRIDGE + "\n<!-- seen -->\n"})
    assert status == 0, said
    assert "Passed" in said


def test_a_push_is_judged_as_a_whole(repository: Repository, tmp_path: Path) -> None:
    remote = tmp_path / "remote.git"
    subprocess.run(["git", "init", "-q", "--bare", str(remote)], check=True)
    repository.git("remote", "add", "origin", str(remote))
    repository.git("push", "-q", "--no-verify", "origin", "main")
    repository.git("commit", "-q", "--no-verify", "--allow-empty", "-m", "nothing")
    repository.write({"bridge.wikitext": BRIDGE.replace(REPAIRS, "")})
    repository.git("add", "-A")
    repository.git("commit", "-q", "--no-verify", "-m", "edit")
    command = ["git", "push", "origin", "main"]
    done = subprocess.run(command, cwd=repository.folder, capture_output=True, text=True)
    assert done.returncode != 0
    assert "EDT001" in done.stdout + done.stderr
