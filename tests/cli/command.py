"""The command, run as a user runs it: a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

_IN_THE_WAY = ("CITAUDIT_", "CI", "NO_COLOR", "FORCE_COLOR", "GITHUB_")


@dataclass(frozen=True)
class Done:
    """A finished command."""

    status: int
    out: str
    err: str


def citaudit(
    *words: str, folder: Path | str = ".", data: str | bytes = b"", **environment: str
) -> Done:
    """Run `citaudit` in `folder`, with none of this run's own settings in the way."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(_IN_THE_WAY)}
    done = subprocess.run(
        [sys.executable, "-m", "citaudit", *words],
        cwd=folder,
        env=clean | {"COLUMNS": "100", "PYTHONUTF8": "1"} | environment,
        input=data.encode() if isinstance(data, str) else data,
        capture_output=True,
        check=False,
    )
    out = done.stdout.decode("utf-8", "surrogateescape")  # a patch is in the bytes of its file
    return Done(done.returncode, out, done.stderr.decode("utf-8", "replace"))
