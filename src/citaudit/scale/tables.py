"""The tables of a dump's audit, and what their columns hold.

The columns are a contract, `citaudit/dump/v1`: some may be added, none is renamed or changes its
type. `docs/scale.md` says what each means.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pyarrow as pa

from citaudit.model import Severity, Standing, Support

SCHEMA: Final = "citaudit/dump/v1"

_TEXT, _TEXTS = pa.string(), pa.list_(pa.string())
_NUMBER, _COUNT, _FLAG = pa.int64(), pa.int32(), pa.bool_()
_NAME = pa.dictionary(pa.int32(), pa.string())  # one of few values
_FIELDS = pa.map_(pa.string(), pa.string())
_PLACE: Final = {"page": _NUMBER, "start": _COUNT, "stop": _COUNT}
COUNTED: Final = (
    "references",
    "empty_references",
    "undefined_references",
    "markers",
    "claims",
    "links",
    "addresses",
    "archive_links",
)

COLUMNS: Final[Mapping[str, Mapping[str, pa.DataType]]] = {
    "pages": {
        "page": _NUMBER,
        "block": _COUNT,
        "title": _TEXT,
        "namespace": _COUNT,
        "url": _TEXT,
        "revision": _NUMBER,
        "saved": _TEXT,
        "language": _NAME,
        "characters": _COUNT,
        "categories": _TEXTS,
        "problem": _TEXT,
        **dict.fromkeys(COUNTED, _COUNT),
        **{f"claims_{each}": _COUNT for each in Support},
        "statements": _COUNT,
        "strict": _COUNT,
        "with_paragraph": _COUNT,
        "checkable": _COUNT,
        **{f"links_{each}": _COUNT for each in Standing},
        **{f"findings_{each}": _COUNT for each in Severity},
    },
    "references": {
        **_PLACE,
        "reference": _TEXT,
        "label": _TEXT,
        "form": _NAME,
        "kind": _NAME,
        "title": _TEXT,
        "empty": _FLAG,
        "cause": _NAME,
        "source": _TEXT,
        "markers": _COUNT,
        "urls": _TEXTS,
        "archives": _TEXTS,
        "identifiers": _TEXTS,
        "templates": _TEXTS,
        "fields": _FIELDS,
    },
    "statements": {
        **_PLACE,
        "statement": _TEXT,
        "text": _TEXT,
        "section": _TEXTS,
        "block": _NAME,
        "lead": _FLAG,
        "support": _NAME,
        "scope": _NAME,
        "references": _TEXTS,
        "traits": _TEXTS,
        "reason": _NAME,
    },
    "findings": {
        **_PLACE,
        "code": _NAME,
        "name": _NAME,
        "severity": _NAME,
        "confidence": _NAME,
        "state": _NAME,
        "message": _TEXT,
        "excerpt": _TEXT,
        "fingerprint": _TEXT,
        "line": _COUNT,
    },
    "links": {
        **_PLACE,
        "url": _TEXT,
        "address": _TEXT,
        "host": _TEXT,
        "role": _NAME,
        "standing": _NAME,
    },
}
TABLES: Final = tuple(COLUMNS)
SCHEMAS: Final = {
    table: pa.schema(list(columns.items()), metadata={"schema": SCHEMA})
    for table, columns in COLUMNS.items()
}
