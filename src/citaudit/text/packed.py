"""Frozen records that are made quickly and travel quickly between processes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import MISSING, Field, fields
from operator import attrgetter
from sys import modules
from typing import Any, TypeVar

T = TypeVar("T")

_PARTS = {"Span": ("start", "end"), "MappedText": ("text", "clean", "page")}
"""What small records in a record are sent as: each would be an object of its own."""
_LISTED: dict[str, type[Any]] = {}
_MANY = re.compile(r"tuple\[(\w+), \.\.\.\]")
_FEW = 4  # records that are sent one by one


def packed(record: type[T]) -> type[T]:
    """Let a frozen, slotted dataclass be made, and be pickled, as its values in order.

    What dataclasses do by themselves sets every field through `object.__setattr__`, at three times
    the cost (an audit makes a hundred thousand records), and names every field of every record
    again when it is pickled. What a field holds is told by its annotation.
    """
    source = _Source(record)
    values = attrgetter(*source.paths)
    remade = source.function("_remade", source.sent(), source.remade())
    single = len(source.paths) == 1
    many = source.many()

    def reduced(self: T) -> tuple[Callable[..., T], tuple[Any, ...]]:
        sent: list[Any] = [values(self)] if single else list(values(self))
        for at, kind in many:
            sent[at] = _in_columns(kind, sent[at])
        return remade, tuple(sent)

    record.__reduce__ = reduced  # type: ignore[assignment, method-assign]
    record._remade = staticmethod(remade)  # type: ignore[attr-defined]
    given = " for _name, _value in _changes.items(): _set(_self, _name, _value)"
    same = (f"_was.{name}" for name in source.names)
    record._changed = source.function("_changed", "_was, _changes", same, given)  # type: ignore[attr-defined]
    record.__new__ = source.function(  # type: ignore[method-assign]
        "__new__", f"_class, {source.arguments()}", source.given()
    )
    del record.__init__  # what `object` has takes the arguments and does nothing
    return record


def listed(record: type[T]) -> type[T]:
    """`packed`, for records that others hold in tuples by the hundred, and nobody holds besides.

    Such a tuple is sent as columns: one for each field, and none of the records one by one.
    """
    record = packed(record)
    remade = record._remade  # type: ignore[attr-defined]

    def all_remade(*columns: Sequence[Any]) -> tuple[T, ...]:
        return tuple(map(remade, *columns))

    _named(all_remade, record, "_all_remade")
    record._all_remade = staticmethod(all_remade)  # type: ignore[attr-defined]
    record._values = attrgetter(*_Source(record).paths)  # type: ignore[attr-defined]
    _LISTED[record.__name__] = record
    return record


def changed(record: T, **changes: Any) -> T:
    """The same as `dataclasses.replace` for a record made by `packed`, at a fifth of the cost."""
    same: T = record._changed(changes)  # type: ignore[attr-defined]
    return same


class _Columns:
    """Records of one kind on their way: a column for each field."""

    __slots__ = ("_kind", "_records")

    def __init__(self, kind: Any, records: Sequence[Any]) -> None:
        self._kind, self._records = kind, records

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        rows = map(self._kind._values, self._records)
        return self._kind._all_remade, tuple(zip(*rows, strict=True))


def _in_columns(kind: type[Any], records: Sequence[Any]) -> Sequence[Any] | _Columns:
    return _Columns(kind, records) if len(records) > _FEW else records


class _Source:
    """Functions of a record, written out as source so that each field is one store.

    They fill a twin of the record which is not frozen, then make it a record.
    """

    def __init__(self, record: type[Any]) -> None:
        self._record = record
        self._fields = fields(record)
        self.names = tuple(field.name for field in self._fields)
        self._known: dict[str, Any] = {
            "_blank": object.__new__,
            "_twin": type(record.__name__, (), {"__slots__": self.names}),
            "_set": setattr,
            "_MISSING": MISSING,
        }

    def function(
        self, name: str, arguments: str, values: Iterable[str], then: str = ""
    ) -> Callable[..., Any]:
        """The function `name`, which fills the fields with `values`; `then` is done to them."""
        stored = zip(self.names, values, strict=True)
        lines = [f"def {name}({arguments}):", " _self = _blank(_twin)"]
        lines += [f" _self.{field} = {value}" for field, value in stored]
        lines += [then, " _self.__class__ = _class", " return _self"]
        known = self._known | ({} if "_class" in arguments else {"_class": self._record})
        exec("\n".join(lines), known)  # noqa: S102 - the names are those of a class in this package
        made: Callable[..., Any] = known[name]
        _named(made, self._record, name)
        return made

    @property
    def paths(self) -> list[str]:
        """What is pickled, as paths of attributes."""
        return [
            f"{field.name}.{part}" if part else field.name
            for field in self._fields
            for part in _PARTS.get(str(field.type), ("",))
        ]

    def many(self) -> list[tuple[int, type[Any]]]:
        """Which of these are tuples of listed records, and of what kind."""
        told = {field.name: str(field.type) for field in self._fields}
        kinds = [_MANY.fullmatch(told.get(path, "")) for path in self.paths]
        return [
            (at, _LISTED[found[1]])
            for at, found in enumerate(kinds)
            if found and found[1] in _LISTED
        ]

    def sent(self) -> str:
        """What is pickled as the arguments of a function."""
        return ", ".join(path.replace(".", "_") for path in self.paths)

    def remade(self) -> Iterable[str]:
        """Each field made from these arguments."""
        for field in self._fields:
            parts = _PARTS.get(str(field.type))
            if parts is None:
                yield field.name
                continue
            kind = vars(modules[self._record.__module__])[str(field.type)]
            given = ", ".join(f"{field.name}_{part}" for part in parts)
            self._known[f"_{field.type}"] = kind
            if issubclass(kind, tuple):  # at half the cost of calling it
                self._known["_tuple"] = tuple.__new__
                yield f"_tuple(_{field.type}, ({given}))"
            else:
                yield f"_{field.type}({given})"

    def arguments(self) -> str:
        """The arguments of a dataclass's `__init__`."""
        return ", ".join(self._argument(field) for field in self._fields)

    def _argument(self, field: Field[Any]) -> str:
        if field.default_factory is not MISSING:
            self._known[f"_make_{field.name}"] = field.default_factory
            return f"{field.name}=_MISSING"
        if field.default is MISSING:
            return field.name
        self._known[f"_default_{field.name}"] = field.default
        return f"{field.name}=_default_{field.name}"

    def given(self) -> Iterable[str]:
        """Each field from these arguments."""
        for field in self._fields:
            made = f"_make_{field.name}() if {field.name} is _MISSING else {field.name}"
            yield field.name if field.default_factory is MISSING else made


def _named(function: Any, record: type[Any], name: str) -> None:
    """Let `function` be found by pickle as an attribute of the record."""
    function.__module__ = record.__module__
    function.__qualname__ = f"{record.__qualname__}.{name}"
