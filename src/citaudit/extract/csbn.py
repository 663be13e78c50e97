"""统一书号 (CSBN): the book numbers of the People's Republic of China from 1956 to 1986."""

from __future__ import annotations

import re

_PARTS = re.compile(r"(\d{1,2})(\d{3})[·.\-・‧•](\d{1,5})")
# Classes 1 to 17 of the library of the Renmin University, publishers numbered from 001.
_HIGHEST_CLASS = 17


def csbn_problem(value: str) -> str | None:
    """Why `value` is no 统一书号: class (1-17), publisher (three digits), a dot, serial number.

    The number carries no check digit, so only its form can be wrong.
    """
    found = _PARTS.fullmatch(value)
    if found is None:
        return "a 统一书号 is four or five digits, a dot and up to five digits"
    if not 1 <= int(found[1]) <= _HIGHEST_CLASS:
        return f"no book class has the number {found[1]}"
    if found[2] == "000":
        return "no publisher has the number 000"
    return None
