"""The HTML report: plain data (`view`), then templates, style and script of their own."""

from __future__ import annotations

from citaudit.report.html.render import render

__all__ = ["render"]
