"""Values from a file or a caller, held to the type of the field they are for."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import UnionType
from typing import Any, Final, Literal, Union, get_args, get_origin

_CALLED: Final = {bool: "true or false", int: "a whole number", float: "a number", str: "a string"}


def typed(value: Any, hint: Any) -> Any:
    """`value` as the type `hint` asks for; ValueError says what it is not.

    A whole number may stand for a fraction, and a string for a list of one. Hints are those of
    settings: `bool`, `int`, `float`, `str`, a Literal, a StrEnum, `tuple[str, ...]`, a Mapping of
    strings or of tables, and any of these or None.
    """
    kind, parts = get_origin(hint), get_args(hint)
    if kind in (Union, UnionType):
        plain = next(each for each in parts if each is not type(None))
        return None if value is None else typed(value, plain)
    if kind is Literal:
        return _one_of(parts, value)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint(_one_of(tuple(hint), value))
    if kind is tuple:
        items = [value] if isinstance(value, str) else value
        if isinstance(items, list | tuple) and all(isinstance(item, str) for item in items):
            return tuple(items)
        raise ValueError(f"{value!r} is not a list of strings")
    if kind is Mapping:
        return _table(value, parts[1])
    if hint is float and type(value) is int:
        return float(value)
    if not isinstance(value, hint) or (isinstance(value, bool) and hint is not bool):
        raise ValueError(f"{value!r} is not {_CALLED[hint]}")
    return value


def _one_of(words: tuple[str, ...], value: Any) -> Any:
    if value in words:
        return value
    raise ValueError(f"{value!r} is none of {', '.join(words)}")


def _table(value: Any, held: Any) -> Mapping[str, Any]:
    """A table that holds tables or strings; what it holds may be secret and is not repeated."""
    kind = get_origin(held) or held
    if isinstance(value, Mapping) and all(isinstance(item, kind) for item in value.values()):
        return value
    raise ValueError(f"not a table of {'strings' if kind is str else 'tables'}")
