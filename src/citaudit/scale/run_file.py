"""`run.json`: what the run in a folder is of."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final

from citaudit.read.dump import Site
from citaudit.scale.files import FolderError, StoreError, write

_NAME: Final = "run.json"


@dataclass(frozen=True, slots=True)
class RunFile:
    """A run: of which dump and wiki, since which day (ISO 8601), and by which rules.

    `same` tells runs apart: a folder goes on only with a run where all of it is the same. `tables`
    is the folder of the pass over the dump whose tables are to be queried.
    """

    schema: str
    tool: Mapping[str, str]
    today: str
    dump: str
    site: Site
    rules_skipped: Mapping[str, str]
    same: Mapping[str, Any]
    tables: str = "text"

    @classmethod
    def read(cls, folder: Path) -> RunFile:
        """The run in `folder`. Raises OSError where there is none, `StoreError` for half of one."""
        path = folder / _NAME
        written = path.read_text("utf-8")
        try:
            known = json.loads(written)
            site = known["site"]
            numbered = {int(number): name for number, name in site["namespaces"].items()}
            known["site"] = Site(**site | {"namespaces": numbered})
            return cls(**known)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise StoreError(f"{path} is damaged; write the dump into a new folder") from error

    def write(self, folder: Path) -> None:
        """Put it in `folder`. Raises `StoreError`."""
        write(folder / _NAME, json.dumps(asdict(self), ensure_ascii=False, indent=1).encode())

    def with_tables(self, tables: str, rules_skipped: Mapping[str, str]) -> RunFile:
        """The run with another pass over the dump to query, and the rules that it skipped."""
        return replace(self, tables=tables, rules_skipped=dict(rules_skipped))


def begun(folder: Path, run: RunFile) -> RunFile:
    """The run in `folder`, which is `run` where it is new; what is not in `same` is kept.

    Raises `FolderError` for another run, `StoreError` where the folder cannot be used.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if (folder / _NAME).is_file():
            known = RunFile.read(folder)
            differs = [key for key, value in run.same.items() if known.same.get(key) != value]
            if differs:
                raise FolderError(
                    f"{folder} holds another run ({', '.join(differs)} differ); "
                    "give a folder of its own"
                )
            return known
        if any(folder.iterdir()):
            raise FolderError(f"{folder} is not empty and holds no run")
    except FileExistsError as error:
        raise FolderError(f"{folder} is a file; name a folder") from error
    except OSError as error:
        raise StoreError(f"{folder} cannot be used: {error.strerror or error}") from error
    run.write(folder)
    return run


def run_of(out: Path) -> RunFile:
    """The run in a folder that is asked about. Raises `StoreError` where there is none."""
    try:
        return RunFile.read(out)
    except OSError as error:
        raise StoreError(f"{out} holds no run of `citaudit dump`") from error
