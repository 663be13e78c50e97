"""Files in the folder of a run: whole, or not there."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Final

_FULL: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class StoreError(RuntimeError):
    """The folder cannot be written, or holds no run; the message says why and what to do."""


class FolderError(StoreError):
    """The folder is not one for this run."""


def write(path: Path, data: bytes) -> None:
    """Put a whole file in its place, or leave what was there. Raises `StoreError`."""
    beside = path.with_name(f".{path.name}")
    try:
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)  # noqa: PTH105 - atomic, also over an old file
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise full(path.parent, error) from error


def full(folder: Path, error: OSError) -> StoreError:
    """What to say when nothing more can be written."""
    why = error.strerror or str(error)
    remedy = "make room and " if error.errno in _FULL else ""
    return StoreError(f"{folder}: cannot be written ({why}); {remedy}start again to continue")
