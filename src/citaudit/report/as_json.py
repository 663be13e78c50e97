"""The JSON report: one document, the contract of `schema/report-v1.json`."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

from citaudit.model import Report
from citaudit.report.plain import data

Layout = dict[str, Any]
_PAGES: Layout = {"": {}}


def render(report: Report) -> str:
    """The report as JSON; two offline runs on one input are byte-identical.

    Each reference, statement, finding and link has a line of its own, so that the difference
    between two reports can be read.
    """
    whole = data(report)
    return _spread(whole, {"pages": _PAGES}) + "\n"


def _spread(value: Any, deeper: Layout, depth: int = 1) -> str:
    """`value` with a line for each part; the parts that `deeper` names are spread in turn."""
    if not isinstance(value, dict | list) or not value:
        return _line(value)
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    pairs = value.items() if isinstance(value, dict) else [("", part) for part in value]
    indent = " " * depth
    parts = []
    for key, part in pairs:
        inner = deeper.get(key)
        spread = isinstance(part, list) or inner is not None
        text = _spread(part, inner or {}, depth + 1) if spread else _line(part)
        parts.append(f"{indent}{_line(key)}: {text}" if key else f"{indent}{text}")
    return f"{opening}\n" + ",\n".join(parts) + f"\n{' ' * (depth - 1)}{closing}"


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) that every report keeps."""
    file = resources.files("citaudit.report") / "schema" / "report-v1.json"
    loaded: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return loaded
