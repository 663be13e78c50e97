"""Functions for one frozen dataclass, put together as source so that each field is one store.

They save 7 % of the time of parse, extract and judge, and most of the time that it takes to send
records from one process to another (docs/performance.md). `records` alone uses them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, fields
from functools import cached_property
from typing import Any, get_type_hints

Made = Callable[..., Any]


def constructor(kind: type[Any]) -> Made:
    """`__new__` of a record, with the arguments of its dataclass's `__init__`."""
    known: dict[str, Any] = {"_MISSING": MISSING}
    arguments, values = ["_class"], {}
    for field in fields(kind):
        name = values[field.name] = field.name
        if field.default_factory is not MISSING:
            known[f"_make_{name}"] = field.default_factory
            values[name] = f"_make_{name}() if {name} is _MISSING else {name}"
            arguments.append(f"{name}=_MISSING")
        elif field.default is not MISSING:
            known[f"_default_{name}"] = field.default
            arguments.append(f"{name}=_default_{name}")
        else:
            arguments.append(name)
    return _filling(kind, arguments, values, known)


def _filling(
    kind: type[Any],
    arguments: Sequence[str],
    values: Mapping[str, str],
    known: Mapping[str, Any],
    then: str = "pass",
) -> Made:
    """A function that makes a record whose fields have `values`, which are Python expressions.

    A frozen dataclass sets each field through `object.__setattr__`. Here a twin of it that is not
    frozen is filled, and made a record by its `__class__`.
    """
    twin = type(kind.__name__, (), {"__slots__": tuple(values)})
    names = {"_blank": object.__new__, "_twin": twin, "_kind": kind, **known}
    lines = (
        f"def made({', '.join(arguments)}):",
        "_self = _blank(_twin)",
        *(f"_self.{field} = {value}" for field, value in values.items()),
        then,
        "_self.__class__ = _kind",
        "return _self",
    )
    exec("\n ".join(lines), names)  # noqa: S102 - the names are those of a class in this package
    made: Made = names["made"]
    return made


class Written:
    """What is done with the records of one kind; each function is written out at its first use."""

    def __init__(
        self,
        kind: type[Any],
        flat: Mapping[Any, tuple[str, ...]],
        listed: Mapping[Any, Callable[[Sequence[Any]], Any]],
    ) -> None:
        """`flat` are the fields of records that are sent as part of another, by their annotation.

        `listed` packs tuples of records, by the annotation of the tuple.
        """
        self._kind, self._flat, self._listed = kind, flat, listed

    @cached_property
    def changed(self) -> Made:
        """(record, changes by field) -> the record with these changes."""
        values = {each.name: f"_one.{each.name}" for each in fields(self._kind)}
        then = "for _name, _value in _changes.items(): _set(_self, _name, _value)"
        return _filling(self._kind, ["_one", "_changes"], values, {"_set": setattr}, then)

    @cached_property
    def sent(self) -> Callable[[Any], tuple[Any, ...]]:
        """Record -> its values, as they are sent."""
        known: dict[str, Any] = {}
        values: list[str] = []
        for name, hint in self._hints.items():
            value = f"_one.{name}"
            if hint in self._listed:
                known[f"_listed_{name}"] = self._listed[hint]
                value = f"_listed_{name}({value})"
            values += [f"{value}.{part}" for part in self._flat.get(hint, ())] or [value]
        source = f"lambda _one: ({', '.join(values)},)"
        sent: Callable[[Any], tuple[Any, ...]] = eval(source, known)  # noqa: S307 - as above
        return sent

    @cached_property
    def made(self) -> Made:
        """Values as they are sent -> the record."""
        known: dict[str, Any] = {"_tuple": tuple.__new__}
        arguments: list[str] = []
        values: dict[str, str] = {}
        for name, hint in self._hints.items():
            inside = [f"{name}_{part}" for part in self._flat.get(hint, ())]
            arguments += inside or [name]
            if not inside:
                values[name] = name
                continue
            known[f"_flat_{name}"], given = hint, ", ".join(inside)
            if issubclass(hint, tuple):  # at half the cost of calling it
                values[name] = f"_tuple(_flat_{name}, ({given}))"
            else:
                values[name] = f"_flat_{name}({given})"
        return _filling(self._kind, arguments, values, known)

    @cached_property
    def _hints(self) -> Mapping[str, Any]:
        hints = get_type_hints(self._kind)
        return {each.name: hints[each.name] for each in fields(self._kind)}
