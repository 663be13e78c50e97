"""Frozen records that are made quickly and travel quickly between processes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, Field, fields
from operator import attrgetter
from typing import Any, TypeVar

T = TypeVar("T")


def packed(record: type[T]) -> type[T]:
    """Let a frozen, slotted dataclass be made, and be pickled, as its values in order.

    What dataclasses do by themselves sets every field through `object.__setattr__`, at three times
    the cost (an audit makes a hundred thousand records), and names every field of every record
    again when it is pickled.
    """
    names = tuple(field.name for field in fields(record))  # type: ignore[arg-type]
    values = attrgetter(*names)

    def reduced(self: T) -> tuple[type[T], tuple[Any, ...]]:
        got = values(self)
        return record, got if len(names) > 1 else (got,)

    record.__reduce__ = reduced  # type: ignore[assignment]
    record.__new__ = _maker(record)  # type: ignore[method-assign,assignment]
    del record.__init__  # what `object` has takes the arguments and does nothing
    return record


def _maker(record: type[T]) -> Callable[..., T]:
    """A `__new__` that fills a twin of the record which is not frozen, then makes it a record.

    Like `__init__` of a dataclass it is written out as source, so that each field is one store.
    """
    told = fields(record)  # type: ignore[arg-type]
    twin = type(record.__name__, (), {"__slots__": tuple(field.name for field in told)})
    known: dict[str, Any] = {"_blank": object.__new__, "_twin": twin, "_MISSING": MISSING}
    lines = [f"def __new__(_class, {', '.join(_argument(field, known) for field in told)}):"]
    lines.append(" _self = _blank(_twin)")
    lines += [f" _self.{field.name} = {_given(field)}" for field in told]
    lines += [" _self.__class__ = _class", " return _self"]
    exec("\n".join(lines), known)  # noqa: S102 - the names are those of a class in this package
    made: Callable[..., T] = known["__new__"]
    made.__qualname__ = f"{record.__qualname__}.__new__"
    return made


def _argument(field: Field[Any], known: dict[str, Any]) -> str:
    if field.default_factory is not MISSING:
        known[f"_make_{field.name}"] = field.default_factory
        return f"{field.name}=_MISSING"
    if field.default is MISSING:
        return field.name
    known[f"_default_{field.name}"] = field.default
    return f"{field.name}=_default_{field.name}"


def _given(field: Field[Any]) -> str:
    if field.default_factory is MISSING:
        return field.name
    return f"_make_{field.name}() if {field.name} is _MISSING else {field.name}"
