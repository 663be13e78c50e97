"""Text cut to a length, with `…` for what is left out."""

from __future__ import annotations


def shortened(text: str, length: int) -> str:
    """`text` in at most `length` code points."""
    return text if len(text) <= length else f"{text[: length - 1]}…"


def in_one_line(text: str, length: int) -> str:
    """`text` in at most `length` code points, every run of white space folded into a space.

    What stands far behind the cut is not looked at, so that a page in one line costs nothing.
    """
    return shortened(" ".join(text[: 10 * length].split()), length)
