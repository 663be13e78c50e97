"""The three seeds, read as the report shows them."""

from __future__ import annotations

import asyncio

import pytest
from bs4 import BeautifulSoup, Tag
from playwright.sync_api import Browser, expect

from citaudit.config import Config
from citaudit.model import Report
from citaudit.pipeline import audited
from citaudit.report.html import render
from tests.html.browser import ROOT, violations


@pytest.fixture(scope="module")
def seeds() -> Report:
    folder = ROOT / "seeds"
    files = sorted(str(each) for each in folder.glob("*.txt"))
    return asyncio.run(audited(files, Config(offline=True)))


@pytest.fixture(scope="module")
def pages(seeds: Report) -> list[Tag]:
    return BeautifulSoup(render(seeds), "lxml").select("article.page")


def test_every_statement_reads_as_it_was_found(seeds: Report, pages: list[Tag]) -> None:
    by_name = {str(each["data-name"]): each for each in pages}
    for page in seeds.pages:
        shown = by_name[page.page.id].select(".s")
        assert len(shown) == len(page.citations.claims)
        for each, claim in zip(shown, page.citations.claims, strict=True):
            text = "".join(
                part if isinstance(part, str) else part.get_text()
                for part in each.children
                if getattr(part, "name", None) not in ("sup", "svg")
            )
            assert "".join(text.split()) == "".join(claim.text.split())


def test_every_mark_in_the_prose_is_shown_once(seeds: Report, pages: list[Tag]) -> None:
    shown = sum(len(page.select(".prose sup.m")) for page in pages)
    assert shown == sum(len(page.citations.document.markers) for page in seeds.pages) == 88


def test_every_reference_and_finding_is_there(seeds: Report, pages: list[Tag]) -> None:
    assert sum(len(page.select(".refs > .ref")) for page in pages) == 87
    assert sum(len(page.select(".finding")) for page in pages) == sum(
        len(page.findings) for page in seeds.pages
    )
    empty = [ref for page in pages for ref in page.select(".ref") if "is:empty" in ref["data-k"]]
    assert len(empty) == 53


def test_what_is_said_of_another_place_is_in_the_language_of_the_page(pages: list[Tag]) -> None:
    said = {each.get_text() for page in pages for each in page.select(".finding .rel")}
    assert {"空白的註腳", "在此引用"} <= said
    assert not [each for page in pages for each in page.select(".finding [lang=en]:not(.tr)")]


@pytest.mark.browser
def test_a_newcomer_finds_what_only_emptied_footnotes_support(
    seeds: Report, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.mktemp("seeds") / "seeds.html"
    file.write_text(render(seeds), "utf-8")
    tab = browser.new_page()
    tab.goto(file.as_uri())
    tab.click("table.pages a:has-text('000_')")
    tab.click(".page.on .legend a:has(.i-empty)")
    claims = [c for p in seeds.pages if "000_" in p.page.id for c in p.citations.claims]
    wanted = [c.text for c in claims if c.support == "empty" and not c.lead]
    expect(tab.locator("#list .srow")).to_have_count(len(wanted))
    assert wanted[0] in tab.locator("#list .srow").first.inner_text()
    tab.locator("#list .srow").nth(2).click()
    expect(tab.locator(".s.on")).to_be_in_viewport()
    expect(tab.locator(".page.on .about")).to_contain_text("空白")
    assert violations(tab) == []
    tab.close()
