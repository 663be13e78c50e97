"""What bytes say of their own encoding: byte-order marks, declarations, and what labels mean."""

from __future__ import annotations

import codecs
import re
from typing import Final

# A mark of UTF-32 begins with that of UTF-16.
MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte-order marks, and the codec of what follows each."""

_DECLARED: Final = re.compile(
    rb"<meta\b[^>]{0,300}?charset\s*+=\s*+[\"']?\s*+([A-Za-z0-9_:.\-]{2,40})", re.IGNORECASE
)
# What a codec of Python is called, and the one that reads all that is found under its label
# (WHATWG Encoding Standard §4.2). A wider one comes first: it reads the bytes of the narrow ones.
_WIDER: Final = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
}
# Labels of the standard that Python has no alias for.
_ALIASES: Final = {
    "gb_2312-80": "gb2312",
    "x-gbk": "gbk",
    "cn-big5": "big5",
    "x-x-big5": "big5",
    "sjis": "shift_jis",
    "x-sjis": "shift_jis",
    "ks_c_5601-1987": "euc_kr",
    "ksc5601": "euc_kr",
    "x-euc-jp": "euc_jp",
    "unicode-1-1-utf-8": "utf-8",
    "x-cp1250": "cp1250",
    "x-cp1251": "cp1251",
    "x-cp1252": "cp1252",
    "x-mac-cyrillic": "mac-cyrillic",
}
# Python knows codecs besides (`zip`, `rot13`, `unicode_escape`) that a page must not ask for.
_OF_TEXT: Final = frozenset(
    {"utf-8", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "hz", "big5hkscs", "euc_jp"}
    | {"iso2022_jp", "cp932", "cp949", "iso2022_kr", "cp866", "cp874", "koi8-r", "koi8-u"}
    | {"mac-roman", "mac-cyrillic"}
    | {f"iso8859-{part}" for part in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)}
    | {f"cp125{page}" for page in range(9)}
)
CODECS: Final = tuple(sorted(_OF_TEXT))


def codec(label: str) -> str | None:
    """The codec that reads what is labelled so; None for a label that names no encoding of text."""
    label = label.strip().lower()
    try:
        name = codecs.lookup(_ALIASES.get(label, label)).name
    except (LookupError, ValueError):
        return None
    name = _WIDER.get(name, name)
    return name if name in _OF_TEXT else None


def declared(start: bytes) -> str | None:
    """The label in the `<meta>` of a page, from its first bytes; None where it has none.

    A declaration that can be read as ASCII is not in UTF-16, whatever it says (WHATWG HTML,
    13.2.3.2): then it is UTF-8.
    """
    found = _DECLARED.search(start)
    if found is None:
        return None
    label = found[1].decode("ascii")
    return "utf-8" if label.lower().startswith("utf-16") else label
