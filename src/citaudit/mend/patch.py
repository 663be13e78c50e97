"""The difference between two texts as a unified diff that `git apply` and `patch` take."""

from __future__ import annotations

import difflib


def patch(name: str, old: str, new: str) -> str:
    """The unified diff that turns `old` into `new`; empty where they are the same.

    Lines end with LF alone, so that a carriage return stays part of its line; a last line
    without an end is marked so.
    """
    if old == new:
        return ""
    lines = difflib.unified_diff(_lines(old), _lines(new), f"a/{name}", f"b/{name}", lineterm="\n")
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )


def _lines(text: str) -> list[str]:
    parts = text.split("\n")
    return [f"{part}\n" for part in parts[:-1]] + ([parts[-1]] if parts[-1] else [])
