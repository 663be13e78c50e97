"""Character references (`&amp;`, `&#160;`) read as characters.

Where the semicolon is missing, two rules are in use, and neither turns the `&copy=` of an address
into a sign of copyright.
"""

from __future__ import annotations

import re
from html import unescape
from html.entities import html5

_CLOSED = re.compile(r"&(?:([A-Za-z][A-Za-z0-9]{1,31})|#(\d{1,7})|#[xX]([0-9A-Fa-f]{1,6}));")
_OPEN = re.compile(r"&(?:#[0-9xX][0-9A-Fa-f]*+;?|([A-Za-z][A-Za-z0-9]*+(?:;|(?!=))))")


def decoded(words: str) -> str:
    """Only references with a semicolon, as CommonMark and MediaWiki read them."""
    return _CLOSED.sub(_closed, words) if "&" in words else words


def attribute_value(written: str) -> str:
    """The value of an HTML attribute.

    A reference without a semicolon counts where neither a letter, a digit nor `=` follows (HTML
    Standard, named character reference state).
    """
    return _OPEN.sub(_open, written) if "&" in written else written


def _closed(found: re.Match[str]) -> str:
    if found[1]:
        return html5.get(f"{found[1]};", found[0])
    code = int(found[2]) if found[2] else int(found[3], 16)
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def _open(found: re.Match[str]) -> str:
    return unescape(found[0]) if found[1] is None else html5.get(found[1], found[0])
