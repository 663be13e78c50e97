"""The languages that the tool speaks to people, and which of them a tag or a locale names."""

from __future__ import annotations

import re
from typing import Final

LANGUAGES: Final = ("en", "zh-Hant", "zh-Hans")
_TRADITIONAL: Final = frozenset(("hant", "tw", "hk", "mo"))


def chosen(asked: str) -> str:
    """The nearest language there is: `zh-TW` is zh-Hant, `zh` zh-Hans, anything unknown English."""
    return known(asked) or "en"


def known(asked: str) -> str | None:
    """The language of ours that a tag (`zh-TW`) or a locale (`zh_CN.UTF-8`) names; None for none.

    The locales `C` and `POSIX` are English. A script rules over a region: `zh-Hans-HK` is zh-Hans.
    """
    tag = re.split("[.@]", asked.lower().replace("_", "-"), maxsplit=1)[0]
    base, *parts = tag.split("-")
    if base in ("en", "c", "posix"):
        return "en"
    if base != "zh":
        return None
    traditional = "hans" not in parts and not _TRADITIONAL.isdisjoint(parts)
    return "zh-Hant" if traditional else "zh-Hans"
