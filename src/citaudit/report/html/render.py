"""The report as one HTML file that asks nothing of any host."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from citaudit.languages import LANGUAGES
from citaudit.model import Report
from citaudit.report.html.overview import report_view
from citaudit.report.html.sentences import Teller, coded
from citaudit.report.html.view import ReportView
from citaudit.report.html.words import language_for, worded, words
from citaudit.report.words.catalogue import Words

STYLES = ("tokens", "layout", "overview", "reading", "cards", "print")
SCRIPTS = ("remembered", "state", "sentences", "words", "index", "lists", "reading", "keys")
FIRST = "document.documentElement.classList.add('js')"
"""Runs before anything is painted, so that a long report is never laid out whole."""
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(?:Z|\+00:00)")
# What HTML cannot hold: control characters and lone surrogates.
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def render(
    report: Report, *, compare: Mapping[str, Any] | None = None, language: str | None = None
) -> str:
    """`report` as a self-contained page.

    `compare` is an earlier JSON report (`citaudit/report/v1`) to set it beside; `language` that
    of the interface (`en`, `zh-Hant`, `zh-Hans`), by default the documents' own. The same report
    always gives the same text.
    """
    spoken = language_for((page.page for page in report.pages), language)
    view = report_view(report, compare, spoken)
    teller = Teller(spoken)
    page = environment(words(spoken), teller).get_template("report.html.jinja")
    return UNPRINTABLE.sub("\ufffd", page.render(_context(view, teller)))


def style() -> str:
    """All the style sheets as one."""
    return "".join(_static(f"{name}.css") for name in STYLES)


def script(names: Sequence[str] = SCRIPTS) -> str:
    """The scripts of these names as one, closed in on themselves."""
    parts = "".join(_static(f"{name}.js") for name in names)
    return f"(()=>{{'use strict';\n{parts}}})();\n"


def _context(view: ReportView, teller: Teller) -> dict[str, Any]:
    css, js = style(), script()
    return {
        "report": view,
        "language": view.language,
        "languages": [(code, words(code)["name"]) for code in LANGUAGES],
        "style": Markup(css),  # noqa: S704 - our own file
        "script": Markup(js),  # noqa: S704 - our own files
        "first_script": Markup(FIRST),  # noqa: S704 - our own words
        "first_hash": digest(FIRST),
        "style_hash": digest(css),
        "script_hash": digest(js),
        "words_json": lambda: as_script_data(
            {code: {**words(code), **teller.words(code)} for code in LANGUAGES}
        ),
        "total_findings": sum(len(page.findings) for page in view.pages),
        "total_references": view.references.total,
        "total_statements": view.statements,
    }


def environment(spoken: Words, teller: Teller) -> Environment:
    """Templates that escape everything and stop at a name they do not know.

    `spoken` are the words in them, `teller` tells their sentences.
    """
    templates = Environment(
        loader=PackageLoader("citaudit.report.html"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )

    def word(key: str, n: int | None = None, m: int | None = None) -> str:
        return worded(spoken.get(key, key.rpartition(".")[2]), n, m)

    def rule_word(rule: Any) -> str:
        return spoken.get(f"rule.{rule.code}") or rule.name.replace("-", " ")

    templates.filters["coded"] = coded
    templates.filters["minute"] = minute
    templates.globals.update(word=word, rule_word=rule_word, tell=teller.tell, told=teller.told)
    return templates


def minute(moment: object) -> str:
    """`2026-11-21 02:00 UTC` from an ISO 8601 moment; anything else as it is."""
    found = _MOMENT.fullmatch(str(moment))
    return f"{found[1]} {found[2]} UTC" if found else str(moment)


def _static(name: str) -> str:
    """A file of ours without its indentation and whole-line comments."""
    text = (resources.files(__package__) / "static" / name).read_text("utf-8")
    lines = (line.strip() for line in text.splitlines())
    return "".join(f"{line}\n" for line in lines if line and not line.startswith("//"))


def digest(text: str) -> str:
    """What a content policy knows a script or style by: SHA-256 in Base64."""
    return base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


def as_script_data(value: Any) -> Markup:
    """JSON that can stand in a script element: no `<` in it to end one."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return Markup(text.replace("<", "\\u003c"))  # noqa: S704 - nothing in it can close the element
