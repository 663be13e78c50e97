"""The sentences of a report in the language of its page, and in another when a reader asks."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from playwright.sync_api import Browser

from citaudit.judge import judge
from citaudit.judge.figures import figures
from citaudit.judge.registry import RULES
from citaudit.languages import LANGUAGES
from citaudit.model import ArchiveAnswer, Evidence, PageReport, Report
from citaudit.report import as_json
from citaudit.report.html import render
from citaudit.report.html.sentences import Teller
from tests.html.made import Made, report, verdict
from tests.judge.case_files import case_of, examples

# What the tests make up themselves, in words that the package has none like.
_MADE_UP = re.compile(r"Too deep|used up|archived 404|no longer exists|tests for robots")
_ENGLISH = re.compile(r"[A-Za-z]{2,} [a-z]{2,}")
_SAID = ".msg, .rel, .fix p, .facts [data-w]"


@pytest.fixture(scope="module")
def audited() -> Report:
    """Every example of every rule, as one report."""
    pages = tuple(_pages())
    return Report(pages, Evidence(), tuple(rule.code for rule in RULES), {})


def _pages() -> Iterator[PageReport]:
    for number, told in enumerate(examples()):
        case = case_of(told.example)
        page = replace(case.document.page, id=f"{number:03}-{told}")
        document = replace(case.document, page=page)
        case = replace(case, citations=replace(case.citations, document=document))
        findings = judge(case, RULES)
        yield PageReport(case.citations, findings, figures(case.citations, case.evidence, findings))


def _bare(element: Tag) -> str:
    """A sentence without what the page gave it."""
    bare = BeautifulSoup(str(element), "lxml")
    for each in bare.select("[data-v]:not([data-w]), code"):
        each.extract()
    return bare.get_text()


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant"])
def test_a_chinese_report_of_every_rule_speaks_no_english(audited: Report, language: str) -> None:
    soup = BeautifulSoup(render(audited, language=language), "lxml")
    told = soup.select(f"#pages :is({_SAID})")
    assert len({each.select_one(".rn code").get_text() for each in soup.select(".finding")}) > 35
    assert len(told) > 300
    ours = [each for each in told if not _MADE_UP.search(each.get_text())]
    assert {_bare(each) for each in ours if _ENGLISH.search(_bare(each))} == set()
    assert [each.get_text() for each in ours if each.select("[lang=en]")] == []


def test_an_english_report_says_what_json_says(audited: Report) -> None:
    soup = BeautifulSoup(render(audited, language="en"), "lxml")
    shown = {each.get_text() for each in soup.select(".finding .msg")}
    said = {each.message.replace("`", "") for page in audited.pages for each in page.findings}
    assert shown == said


def test_a_message_of_an_earlier_report_is_told_in_chinese() -> None:
    page = Made("a.md")
    page.paragraph(("One.", "none", []))
    then = report(page)
    page.finding("REF013", then.pages[0].citations.claims[0].span, "This citation has no title.")
    earlier = json.loads(as_json.render(report(page)))
    soup = BeautifulSoup(render(then, compare=earlier, language="zh-Hant"), "lxml")
    assert "此引用沒有標題。" in soup.select_one("#changes").get_text()


def test_what_was_not_checked_is_told_in_chinese() -> None:
    page = Made("a.md")
    page.reference("Walled", "https://wall.example/")
    wall = "https://wall.example/"
    seen = verdict(wall, "unknown", "blocked")
    assert seen.look is not None
    evidence = Evidence(
        verdicts={wall: replace(seen, look=replace(seen.look, reason="bot wall: Cloudflare"))},
        archives={wall: ArchiveAnswer("could-not-ask", reason="rate-limited (429)")},
        skipped={"ftp://a.example/": "only http and https are looked at, not ftp"},
    )
    html = render(report(page, evidence=evidence), language="zh-Hans")
    told = BeautifulSoup(html, "lxml").select_one("#unchecked").get_text()
    assert "反机器人屏障：Cloudflare" in told
    assert "访问过于频繁（429）" in told
    assert "只检查 http 和 https，不检查 ftp" in told


def test_what_people_wrote_stays_as_it_is() -> None:
    teller = Teller("zh-Hant")
    assert teller.tell("sourced in the lead", None) == "<span>sourced in the lead</span>"
    assert teller.tell("its <b>own</b>") == '<span lang="en">its &lt;b&gt;own&lt;/b&gt;</span>'


def test_what_a_page_gave_is_escaped_wherever_it_stands() -> None:
    told = Teller("zh-Hans").tell("“<b>`x`</b>” is a placeholder, not a title.")
    assert told == (
        '<span data-w="0">“<span data-v="title">&lt;b&gt;<code>x</code>&lt;/b&gt;</span>”'
        "只是占位文字，不是标题。</span>"
    )


@pytest.mark.browser
def test_a_script_tells_every_sentence_as_a_report_in_that_language_does(
    audited: Report, browser: Browser, tmp_path: Path
) -> None:
    said = f"[...document.querySelectorAll('#pages :is({_SAID})')].map(each => each.innerHTML)"
    tab = browser.new_page()
    written = {}
    for language in LANGUAGES:
        file = tmp_path / f"{language}.html"
        file.write_text(render(audited, language=language), "utf-8")
        tab.goto(file.as_uri())
        written[language] = tab.evaluate(said)
    for language in (*LANGUAGES, *LANGUAGES):
        tab.select_option("#lang", language)
        assert tab.evaluate(said) == written[language], language
    tab.close()
