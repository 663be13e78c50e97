"""Pages of your own to test on and to measure by, where `CORPUS` names folders of them.

Folders are separated as in PATH. A treebank and a dump have variables of their own (`CONLLU`,
`DUMP`).
"""

from __future__ import annotations

import os
from pathlib import Path


def folders() -> list[Path]:
    """The folders that `CORPUS` names; empty where it names none."""
    return [Path(part) for part in os.environ.get("CORPUS", "").split(os.pathsep) if part]


def corpus(*suffixes: str) -> list[Path]:
    """The files below them, those with one of `suffixes` (`.md`) where any are given."""
    return sorted(
        path
        for folder in folders()
        for path in folder.rglob("*")
        if path.is_file() and (not suffixes or path.suffix in suffixes)
    )
