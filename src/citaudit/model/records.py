"""What makes the model's frozen dataclasses quick to make, to change and to send.

An audit makes a hundred thousand records, and with several processes sends most of them from one
to another. Three things are done for that, each with what it saves (docs/performance.md):

* A frozen dataclass sets each field through `object.__setattr__`. Here a twin of it that is not
  frozen is filled, and made a record by its `__class__`: a third of the time.
* `dataclasses.replace` makes a record from all its fields by name. `changed` copies it and sets
  the fields that change: a fifth of the time.
* `pickle` asks every record for its state, and sets it again, field by field. Here only the values
  are sent, those of small records in it among them, and a tuple of many records as columns: a tenth
  of the time to pack and a sixth to unpack.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, fields
from functools import cached_property
from typing import Any, TypeVar, get_type_hints

T = TypeVar("T")
Made = Callable[..., Any]

_FLAT: dict[Any, tuple[str, ...]] = {}
"""Kinds that are sent as part of the record that holds them, and their fields."""
_LISTED: dict[Any, type[Any]] = {}
"""Annotations of tuples that are sent as columns, and the kinds of the records in them."""
_FEW = 4  # records that are sent one by one


def record(kind: type[T]) -> type[T]:
    """Make a frozen, slotted dataclass quick; it takes what it took and stays frozen."""
    new = _new(kind)
    new.__qualname__ = f"{kind.__qualname__}.__new__"
    for name, function in (("__new__", new), ("__reduce__", _reduced)):
        setattr(kind, name, function)
    del kind.__init__  # what `object` has takes the arguments and does nothing
    return kind


def flat(kind: type[T]) -> type[T]:
    """Send such a dataclass or named tuple as part of the record that has it as a field."""
    _FLAT[kind] = tuple(kind.__annotations__)
    return kind


def listed(kind: type[T]) -> type[T]:
    """Send tuples of such records as columns, one for each field.

    For records that others hold by the hundred, and nobody holds besides: one that is held twice
    would arrive as two.
    """
    _LISTED[tuple[kind, ...]] = kind  # type: ignore[valid-type]
    return kind


def changed(one: T, **changes: Any) -> T:
    """`dataclasses.replace` for a record."""
    same: T = _KINDS[type(one)].changed(one, changes)
    return same


def _new(kind: type[Any]) -> Made:
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

    It is put together as source, as `dataclasses` does it, so that each field is one store.
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


class _Kind:
    """What is done with the records of one kind; each function is written out at its first use."""

    def __init__(self, kind: type[Any]) -> None:
        self._kind = kind

    @cached_property
    def changed(self) -> Made:
        """(record, changes by field) -> the record with these changes."""
        values = {each.name: f"_one.{each.name}" for each in fields(self._kind)}
        then = "for _name, _value in _changes.items(): _set(_self, _name, _value)"
        return _filling(self._kind, ["_one", "_changes"], values, {"_set": setattr}, then)

    @cached_property
    def sent(self) -> Callable[[Any], tuple[Any, ...]]:
        """Record -> its values, as they are sent."""
        known: dict[str, Any] = {"_columns": _columns}
        values: list[str] = []
        for name, hint in self._hints.items():
            value = f"_one.{name}"
            if hint in _LISTED:
                known[f"_listed_{name}"] = _LISTED[hint]
                value = f"_columns(_listed_{name}, {value})"
            values += [f"{value}.{part}" for part in _FLAT.get(hint, ())] or [value]
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
            inside = [f"{name}_{part}" for part in _FLAT.get(hint, ())]
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


class _Kinds(dict[type[Any], _Kind]):
    def __missing__(self, kind: type[Any]) -> _Kind:
        self[kind] = _Kind(kind)
        return self[kind]


_KINDS = _Kinds()


def _reduced(one: Any) -> tuple[Made, tuple[Any, ...]]:
    """`__reduce__` of a record."""
    kind = type(one)
    return _made, (kind, *_KINDS[kind].sent(one))


def _made(kind: type[Any], *values: Any) -> Any:
    return _KINDS[kind].made(*values)


class _Columns:
    """Records of one kind on their way: a column for each of their values."""

    __slots__ = ("_kind", "_records")

    def __init__(self, kind: type[Any], records: Sequence[Any]) -> None:
        self._kind, self._records = kind, records

    def __reduce__(self) -> tuple[Made, tuple[Any, ...]]:
        rows = map(_KINDS[self._kind].sent, self._records)
        return _all_made, (self._kind, *zip(*rows, strict=True))


def _columns(kind: type[Any], records: Sequence[Any]) -> Sequence[Any] | _Columns:
    return _Columns(kind, records) if len(records) > _FEW else records


def _all_made(kind: type[Any], *columns: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(map(_KINDS[kind].made, *columns))
