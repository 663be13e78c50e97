"""The Markdown report, as GitHub would print it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from citaudit.model import Page
from citaudit.report import render
from citaudit.report.markdown import LIMIT, code, escaped
from citaudit.report.words import visible
from tests.report import made, spoken

PRINTER = MarkdownIt("gfm-like", {"linkify": False})
WORDS = st.text(st.one_of(st.sampled_from("`*_[]<>|~#\\&!() a\n"), st.characters()), max_size=30)


@given(WORDS.filter(str.strip))
def test_what_a_page_says_is_printed_as_words(text: str) -> None:
    inline = next(token for token in PRINTER.parse(f"line: {escaped(text)}") if token.children)
    assert {child.type for child in inline.children or ()} <= {"text", "text_special"}
    printed = "".join(child.content for child in inline.children or ())
    assert printed.rstrip() == f"line: {visible(text)}".rstrip()


@given(WORDS.filter(str.strip), st.booleans())
def test_code_marks_hold_any_text(text: str, cell: bool) -> None:
    if cell:
        table = f"| a |\n| --- |\n| {code(text, cell=True)} |"
        tokens = PRINTER.parse(table)
        inline = [token for token in tokens if token.children][-1]
        assert sum(token.type == "td_open" for token in tokens) == 1
    else:
        inline = next(token for token in PRINTER.parse(f"x {code(text)}") if token.children)
    codes = [child.content for child in inline.children or () if child.type == "code_inline"]
    assert [each.strip() for each in codes] == [visible(text).strip()]


def test_no_html_of_a_page_gets_through() -> None:
    text = render(made.full(), "markdown")
    for token in PRINTER.parse(text):
        for part in [token, *(token.children or ())]:
            if part.type in {"html_block", "html_inline"}:
                assert "script" not in part.content
                assert "<b>" not in part.content


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant"])
def test_chinese_beside_a_mark_is_still_emphasis(language: str) -> None:
    chinese, english = (
        PRINTER.render(render(spoken.full(), "markdown", language=each))
        for each in (language, "en")
    )
    for mark in ("<strong>", "<em>", "<td"):
        assert chinese.count(mark) == english.count(mark) > 9, mark
    assert "**" not in chinese


def large(pages: int, findings: int) -> str:
    drafts = []
    for nth in range(pages):
        page = made.Draft(Page(f"pages/{nth:04}.md", "bad " * findings, "markdown"))
        for at in range(findings):
            code_ = "REF001" if nth == pages - 1 else f"REF0{at % 50 + 20}"
            page.by_code.setdefault(code_, replace(page.by_code["REF006"], code=code_))
            page.find(code_, made.Span(4 * at, 4 * at + 3), "An address " + "x" * 200)
        drafts.append(page.report(made.evidence()))
    return render(replace(made.nothing(), pages=tuple(drafts)), "markdown")


def test_a_summary_stays_under_a_mebibyte_and_says_what_was_cut() -> None:
    text = large(120, 100)
    assert len(text.encode()) <= LIMIT < 1024 * 1024
    assert "> Left out for want of room: " in text
    assert "<code>pages/0119.md</code>: 100 errors" in text, "the worst page is served first"
    assert text.count("<details>") == text.count("</details>") > 10


@pytest.mark.parametrize("limit", [500, 2_000, 3_000, 4_600, 10_000])
def test_sections_are_cut_whole(limit: int) -> None:
    text = render(made.full(), "markdown", limit=limit)
    assert text.count("<details>") == text.count("</details>")
    assert text.startswith("# Citation audit\n\n**4 errors, 9 warnings, 2 notes in 4 pages")
    assert ("Left out for want of room" in text) == (limit < 10_000)
    assert "## Not done" in text
