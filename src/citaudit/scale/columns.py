"""One table in the making, column by column: no object for each row, and lists laid end to end."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import pyarrow as pa

from citaudit.scale.tables import SCHEMAS

# Read again soon, by one process for all: what is quick to unpack, not what is smallest.
_PACKING: Final = pa.ipc.IpcWriteOptions(compression="lz4", use_threads=False)


class Columns:
    """Some rows of one table.

    What a column of lists holds is gathered flat, with where each list ends: from that Arrow
    builds its array some five times as fast as from lists in a list.
    """

    def __init__(self, schema: pa.Schema) -> None:
        self._schema = schema
        self._values: dict[str, list[Any]] = {name: [] for name in schema.names}
        self._ends: dict[str, list[int | None]] = {
            field.name: [0]
            for field in schema
            if pa.types.is_list(field.type) or pa.types.is_map(field.type)
        }

    def __len__(self) -> int:
        return len(self._values["page"])

    def add(self, **columns: Iterable[Any]) -> None:
        """Add rows, as what stands in each column. Every column must be named."""
        for name, values in columns.items():
            if name in self._ends:
                self._lay(self._values[name], self._ends[name], values)
            else:
                self._values[name].extend(values)

    def table(self) -> pa.Table:
        """The rows as Arrow. Raises ArrowInvalid where a column was forgotten."""
        return pa.Table.from_arrays(
            [self._array(each) for each in self._schema], schema=self._schema
        )

    def _lay(self, items: list[Any], ends: list[int | None], lists: Iterable[Any]) -> None:
        for each in lists:
            if each is None:
                ends[-1] = None  # Arrow's sign for no list, not even an empty one
            else:
                items.extend(each)
            ends.append(len(items))

    def _array(self, field: pa.Field) -> pa.Array:
        values, kind = self._values[field.name], field.type
        if field.name not in self._ends:
            return pa.array(values, kind)
        ends = pa.array(self._ends[field.name], pa.int32())
        if pa.types.is_list(kind):
            return pa.ListArray.from_arrays(ends, pa.array(values, kind.value_type))
        keys = pa.array([key for key, _ in values], kind.key_type)
        items = pa.array([item for _, item in values], kind.item_type)
        return pa.MapArray.from_arrays(ends, keys, items)


def empty() -> dict[str, Columns]:
    """All tables, without a row."""
    return {table: Columns(schema) for table, schema in SCHEMAS.items()}


def packed(tables: Mapping[str, pa.Table]) -> bytes:
    """The rows of all tables as Arrow streams, one after another."""
    sink = io.BytesIO()
    for table, schema in SCHEMAS.items():
        with pa.ipc.new_stream(sink, schema, options=_PACKING) as stream:
            stream.write_table(tables[table])
    return sink.getvalue()


def unpacked(data: bytes) -> Iterator[tuple[str, pa.Table]]:
    """Each table of `packed` rows by its name."""
    source = pa.BufferReader(data)
    for table in SCHEMAS:
        with pa.ipc.open_stream(source) as stream:
            yield table, stream.read_all()
