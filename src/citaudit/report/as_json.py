"""The JSON report: one document, the contract of `schema/report-v1.json`."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

from citaudit.model import Report
from citaudit.report.plain import data


def render(report: Report) -> str:
    """The report as JSON with a line end; two offline runs on one input are byte-identical."""
    return json.dumps(data(report), ensure_ascii=False, indent=1) + "\n"


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) that every report keeps."""
    file = resources.files("citaudit.report") / "schema" / "report-v1.json"
    loaded: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return loaded
