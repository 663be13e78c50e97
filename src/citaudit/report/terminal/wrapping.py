"""Lines broken as each script breaks them: at spaces, and in Chinese between any two characters.

No line begins with a mark that closes or ends with one that opens ("Line Start Prohibition Rule",
Requirements for Chinese Text Layout, W3C).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from rich.cells import cell_len, chop_cells
from rich.console import Console
from rich.text import Text

_OPENING: Final = "（「『《〈【〔“‘"
_CLOSING: Final = "，。、；：！？）」』》〉】〕”’…"
_WIDE: Final = (
    "\u2e80-\u2fff\u3003-\u3007\u3021-\u9fff\uac00-\ud7af"
    "\uf900-\ufaff\uff02-\uff60\U00020000-\U0003ffff"
)
_HAS_WIDE = re.compile(f"[{_WIDE}]")
_NARROW: Final = rf"[^\s{_WIDE}{_OPENING}{_CLOSING}]+"
# A number with the word that counts, a character of Chinese or a word of others; with the marks
# that may not leave it, then spaces.
_PIECE = re.compile(
    rf"[{_OPENING}]*(?:\d[\d,]* [{_WIDE}]|(?![{_CLOSING}])[{_WIDE}]|{_NARROW})?[{_CLOSING}]*\s*"
)


def wrapped(text: Text, console: Console, width: int) -> Iterator[Text]:
    """`text` in lines of at most `width` cells; a word longer than a line is cut."""
    if not _HAS_WIDE.search(text.plain):
        yield from text.wrap(console, width, overflow="fold")
        return
    for line in text.split(allow_blank=True):
        yield from line.divide(list(_breaks(line.plain, width)))


def _breaks(text: str, width: int) -> Iterator[int]:
    """The offsets at which the lines of `text` after the first begin."""
    used = at = 0
    for piece in filter(None, _PIECE.findall(text)):
        word = piece.rstrip()
        if used and used + cell_len(word) > width:
            yield at
            used = 0
        *full, rest = chop_cells(word, width) if cell_len(word) > width else [word]
        for part in full:
            at += len(part)
            yield at
        rest += piece[len(word) :]
        at += len(rest)
        used = cell_len(rest) + (0 if full else used)
