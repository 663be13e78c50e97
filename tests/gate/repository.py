"""A real git repository to play edits in, and the gate run on it as a user runs it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_NOBODY = {
    "GIT_AUTHOR_NAME": "A",
    "GIT_AUTHOR_EMAIL": "a@beta.test",
    "GIT_COMMITTER_NAME": "A",
    "GIT_COMMITTER_EMAIL": "a@beta.test",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
}


@dataclass(frozen=True)
class Outcome:
    """What one run of the gate gave."""

    status: int
    report: dict[str, Any]
    said: str

    @property
    def new(self) -> Counter[str]:
        """The codes of the new findings."""
        return Counter(each["code"] for each in self.findings if each["state"] == "new")

    @property
    def findings(self) -> list[dict[str, Any]]:
        return [each for page in self.report.get("pages", []) for each in page["findings"]]

    def messages(self, code: str) -> list[str]:
        return [
            each["message"]
            for each in self.findings
            if each["code"] == code and each["state"] == "new"
        ]


@dataclass(frozen=True)
class Repository:
    """A repository in `folder`; git itself does all the work."""

    folder: Path

    @classmethod
    def start(cls, folder: Path, files: dict[str, str]) -> Repository:
        here = cls(folder)
        folder.mkdir(parents=True, exist_ok=True)
        here.git("init", "-q", "-b", "main")
        here.commit(files)
        return here

    def git(self, *words: str, check: bool = True) -> str:
        done = subprocess.run(
            ["git", *words],
            cwd=self.folder,
            env=os.environ | _NOBODY,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0 or not check, done.stderr
        return done.stdout.strip()

    def write(self, files: dict[str, str | bytes | None]) -> None:
        for name, content in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if content is None:
                path.unlink()
            else:
                path.write_bytes(content.encode() if isinstance(content, str) else content)

    def commit(self, files: dict[str, Any]) -> str:
        self.write(files)
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "edit")
        return self.git("rev-parse", "HEAD")

    def gate(self, *flags: str, text: str | None = None) -> Outcome:
        """Run `citaudit gate` offline, failing on warnings of medium confidence."""
        command = [sys.executable, "-m", "citaudit", "gate", "--offline", "--format", "json"]
        strict = ["--fail-on", "warning", "--min-confidence", "medium", "--isolated"]
        done = subprocess.run(
            [*command, *strict, *flags],
            cwd=self.folder,
            env={k: v for k, v in os.environ.items() if not k.startswith("CITAUDIT_")} | _NOBODY,
            capture_output=True,
            text=True,
            input=text,
            check=False,
        )
        report = json.loads(done.stdout) if done.stdout.startswith("{") else {}
        return Outcome(done.returncode, report, done.stderr)
