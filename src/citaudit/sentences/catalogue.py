"""The templates of all sentences by language, as the files of this folder hold them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final

CHINESE: Final = ("zh-Hans", "zh-Hant")
PIECE: Final = re.compile(r"(\{\w+\})")
"""A gap of a template, `{name}`: splitting by it gives words and gaps in turn."""
_STOPS: Final = (".", "!", "?", "…")
_PARTS: Final = "words"  # the table of what stands in the gaps of sentences alone


@cache
def templates(language: str) -> Mapping[str, str]:
    """Each English template in `language`; itself in English.

    A reason (`server error ({status})`) may also be told as a sentence of its own, with a capital
    and a full stop.
    """
    if language not in CHINESE:
        return {english: english for english in templates(CHINESE[0])}
    found: dict[str, str] = {}
    for name, table in _tables(language).items():
        for english, said in table.items():
            found[english] = said
            if name != _PARTS and not english.endswith(_STOPS):
                found.setdefault(f"{english[:1].upper()}{english[1:]}.", f"{said}。")
    return found


@cache
def parts() -> frozenset[str]:
    """The templates that are no sentence by themselves and only fill the gaps of others."""
    return frozenset(_tables(CHINESE[0])[_PARTS])


def _tables(language: str) -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(files(__package__).joinpath(f"{language}.toml").read_text("utf-8"))
