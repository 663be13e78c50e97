"""One browser a module; every tab watches its console and its requests."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from citaudit.judge.registry import find
from citaudit.model import Edit, Fix, Report, Span
from citaudit.report import as_json
from citaudit.report.html import render
from tests.html.browser import chromium
from tests.html.made import Made, report, sample

Opened = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A running browser keeps an event loop in this thread, so it ends with its module."""
    with chromium() as running:
        yield running


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The reports that the tests open, by name."""
    folder = tmp_path_factory.mktemp("reports")
    earlier = json.loads(as_json.render(report(Made("pages/sample.md"))))
    texts = {
        "sample": render(sample()),
        "chinese": render(sample(), language="zh-TW"),
        "compared": render(sample(), compare=earlier),
        "empty": render(report()),
        "arabic": render(report(_arabic())),
        "manual": render(_with_manual()),
        "hostile": render(report(_hostile())),
    }
    for name, text in texts.items():
        (folder / f"{name}.html").write_text(text, "utf-8")
    return {name: folder / f"{name}.html" for name in texts}


@pytest.fixture
def opened(browser: Browser, files: dict[str, Path]) -> Iterator[Opened]:
    """Opens a report at an address; at the end nothing may have gone wrong or gone out."""
    tabs: list[Page] = []
    troubles: list[str] = []

    def open_at(
        name: str = "sample",
        address: str = "",
        width: int = 1440,
        theme: str = "light",
        scripts: bool = True,
    ) -> Page:
        tab = browser.new_page(
            viewport={"width": width, "height": 900},
            color_scheme=theme,  # type: ignore[arg-type]
            java_script_enabled=scripts,
        )
        tab.on("console", lambda message: troubles.append(f"console: {message.text}"))
        tab.on("pageerror", lambda error: troubles.append(f"error: {error}"))
        tab.on("request", lambda request: _watch(request.url, troubles))
        tab.goto(f"{files[name].as_uri()}{address}")
        tabs.append(tab)
        return tab

    yield open_at
    for tab in tabs:
        tab.close()
    assert troubles == []


def _watch(url: str, troubles: list[str]) -> None:
    if not url.startswith(("file:", "data:")):
        troubles.append(f"asked outside: {url}")


def _with_manual() -> Report:
    page = Made("a.md")
    page.paragraph(("Nobody knows it.", "none", []))
    page.finding("CLM001", page.claims[0].span, "A statement with no source.")
    return replace(report(page), rules=(find("CLM001"),))


def _hostile() -> Made:
    """Every part of a page holds what would be markup if it were not kept as text."""
    attack = "</script><img src=x onerror=alert(1)>'\"{{ 1 }}`<svg onload=alert(1)>"
    page = Made(f"{attack}.md")
    page.heading(attack)
    page.paragraph((attack, "sourced", ["r1"]), (attack, "none", []))
    page.reference(
        attack, f"https://good.example/{attack}", "javascript:alert(1)", publisher=attack
    )
    edit = Edit(Span(0, 2), attack)
    fix = Fix(attack, (edit,))
    page.finding("REF001", page.claims[0].span, attack, fix=fix, name=attack)
    page.finding("REF006", page.references[0].span, attack)
    return page


def _arabic() -> Made:
    page = Made("ar.md", "ar")
    page.heading("تاريخ", 1)
    page.paragraph(("افتتح الجسر عام 1931.", "sourced", ["r1"]), (" لا أحد يعرف.", "none", []))
    page.reference("افتتاح الجسر", "https://example.org/ar", year=1931)
    page.finding("CLM001", page.claims[1].span, "لا مصدر")
    return page
