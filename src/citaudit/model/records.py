"""What makes the model's frozen dataclasses quick to make, to change and to send.

An audit makes a hundred thousand records, and with several processes sends most of them from one
to another. Three things are done for that, each with what it saves (docs/performance.md):

* A frozen dataclass sets each field through `object.__setattr__`. Here a twin of it that is not
  frozen is filled (`fast_records`): a third of the time.
* `dataclasses.replace` makes a record from all its fields by name. `changed` copies it and sets
  the fields that change: a fifth of the time.
* `pickle` asks every record for its state, and sets it again, field by field. Here only the values
  are sent, those of small records in it among them, and a tuple of many records as columns: a tenth
  of the time to pack and a sixth to unpack.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, TypeVar

from citaudit.model.fast_records import Made, Written, constructor

T = TypeVar("T")

_FLAT: dict[Any, tuple[str, ...]] = {}
"""Kinds that are sent as part of the record that holds them, and their fields."""
_LISTED: dict[Any, Callable[[Sequence[Any]], Any]] = {}
"""Annotations of tuples that are sent as columns, and what makes columns of them."""
_FEW = 4  # records that are sent one by one


def record(kind: type[T]) -> type[T]:
    """Make a frozen, slotted dataclass quick; it takes what it took and stays frozen."""
    new = constructor(kind)
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
    _LISTED[tuple[kind, ...]] = partial(_columns, kind)  # type: ignore[valid-type]
    return kind


def changed(one: T, **changes: Any) -> T:
    """`dataclasses.replace` for a record."""
    same: T = _KINDS[type(one)].changed(one, changes)
    return same


class _Kinds(dict[type[Any], Written]):
    def __missing__(self, kind: type[Any]) -> Written:
        self[kind] = Written(kind, _FLAT, _LISTED)
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
