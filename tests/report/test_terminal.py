"""The report in a terminal: what stands under what, and what is never printed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import replace
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from citaudit.model import Page, Report, Span
from citaudit.report import render
from citaudit.report.places import Places
from citaudit.report.terminal import QUIET, VERBOSE, show
from citaudit.report.terminal.snippet import excerpt, snippet
from citaudit.report.words import visible
from tests.report import made, spoken

MIXED = st.text(
    st.one_of(
        st.sampled_from("窯城的は한😀，。「」 \t\x1b\u202e\u0301"),
        st.characters(codec="utf-8", exclude_characters="\r\n"),
    ),
    max_size=200,
)


@given(
    line=MIXED, ends=st.tuples(st.integers(0, 200), st.integers(0, 200)), room=st.integers(10, 120)
)
def test_carets_stand_under_the_words_they_mean(
    line: str, ends: tuple[int, int], room: int
) -> None:
    start, end = sorted(min(at, len(line)) for at in ends)
    shown = excerpt(line, start, end, room)
    named = shown.text[shown.start : shown.end]
    assert visible(line[start:end]).startswith(named)
    assert named or start == end, "something of what is named is always shown"
    assert shown.indent == cell_len(shown.text[: shown.start])
    assert shown.carets == max(cell_len(named), 1)


@given(line=MIXED, at=st.integers(0, 200), room=st.integers(10, 120))
def test_an_excerpt_never_takes_more_than_its_room(line: str, at: int, room: int) -> None:
    start = min(at, len(line))
    shown = excerpt(line, start, len(line), room)
    # combining characters have no width of their own but may change that of what they follow
    assert sum(map(cell_len, shown.text)) <= room + 1


def test_a_line_of_many_megabytes_is_cut_around_the_place() -> None:
    line = "窯" * 3_000_000
    shown = excerpt(line, 2_000_000, 2_000_003, 40)
    assert shown.text[shown.start : shown.end] == "窯窯窯"
    assert cell_len(shown.text) <= 40
    assert shown.text.startswith("…")
    assert shown.text.endswith("…")


def test_a_span_over_several_lines_says_where_it_ends() -> None:
    page = Page("a.md", "one two\nthree\nfour", "markdown")
    rows = snippet(Places(page), Span(4, 17), width=60, style="red", gutter="|")
    assert [row.plain for row in rows] == [
        "     1 | one two",
        "       |     ^^^",
        "       | to line 3",
    ]


def test_the_end_of_the_page_can_be_pointed_at() -> None:
    for text, line in (("one\n", 2), ("one", 1), ("", 1), ("one\r\n", 2)):
        place = Span(len(text), len(text))
        rows = snippet(Places(Page("a", text)), place, width=60, style="red", gutter="|")
        assert rows[0].plain.startswith(f"{line:>6} | ")
        assert rows[1].plain.endswith("^")


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
@pytest.mark.parametrize("width", [20, 40, 60, 80, 120, 200])
def test_it_keeps_to_the_width(width: int, language: str) -> None:
    lines = render(spoken.full(), "text", width=width, language=language).split("\n")
    too_long = [line for line in lines if cell_len(line) > width]
    assert not too_long or width < 60, too_long


@pytest.mark.parametrize("verbosity", [QUIET, 0, VERBOSE])
def test_nothing_in_a_page_steers_the_terminal(verbosity: int) -> None:
    text = render(made.full(), "text", verbosity=verbosity)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)


def test_colour_changes_no_word() -> None:
    coloured = render(made.full(), "text", width=90, colour=True)
    plain = re.sub(r"\x1b\[[\d;]*m", "", coloured)
    assert "\x1b[1;31m" in coloured
    assert [line.rstrip() for line in plain.split("\n")] == render(
        made.full(), "text", width=90
    ).split("\n")


def test_markup_in_a_name_is_not_obeyed() -> None:
    page = made.Draft(Page("[bold red]x[/].md", "[link=https://x.example]bad[/link]", "markdown"))
    page.find("REF001", page.at("bad"), "[red]Bad[/red] :smile:")
    report = replace(made.nothing(), pages=(page.report(made.evidence()),))
    text = render(report, "text", width=80)
    assert "[bold red]x[/].md" in text
    assert "[red]Bad[/red] :smile:" in text
    assert "[link=https://x.example]bad[/link]" in text


def many(number: int) -> Report:
    page = made.Draft(Page("many.md", "bad\n" * number, "markdown"))
    for nth in range(number):
        page.find("REF001", page.at("bad", nth), f"Number {nth}.")
    return replace(made.nothing(), pages=(page.report(made.evidence()),))


def test_many_findings_of_one_rule_are_folded_and_placed() -> None:
    text = render(many(40), "text", width=80)
    assert text.count("Number ") == 3
    assert "… and 37 more, lines 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, …" in text
    assert "40 errors in 1 page" in text
    assert render(many(40), "text", width=80, verbosity=VERBOSE).count("Number ") == 40


def test_many_pages_are_folded_to_the_worst() -> None:
    pages = []
    for nth in range(60):
        page = made.Draft(Page(f"p{nth:02}.md", "bad", "markdown"))
        code = "REF001" if nth == 59 else "URL005"
        page.find(code, page.at("bad"), f"In page {nth}.")
        pages.append(page.report(made.evidence()))
    text = render(replace(made.nothing(), pages=tuple(pages)), "text", width=80)
    assert "In page 59." in text, "the page with an error is among those shown"
    assert text.count("In page ") == 20
    assert "… and 40 more pages with findings (-v shows all)" in text
    assert "1 error, 59 notes in 60 pages" in text


def test_quiet_says_the_verdict_and_what_is_missing() -> None:
    text = render(made.full(), "text", verbosity=QUIET)
    assert "North Bridge" not in text
    assert "1 target not read: a link to nowhere" in text
    assert text.rstrip().endswith("4 errors, 9 warnings, 2 notes in 4 pages (1 known, 1 ignored)")


def test_verbose_shows_known_and_ignored_with_the_reason() -> None:
    text = render(made.full(), "text", width=120, verbosity=VERBOSE)
    assert "Only an address. (known)" in text
    assert "Only an address. (ignored: wall, reviewed)" in text
    assert "(known)" not in render(made.full(), "text", width=120)


def test_a_terminal_without_unicode_gets_signs_it_has() -> None:
    class Ascii(StringIO):
        encoding = "ascii"

    stream = Ascii()
    show(made.offline(), Console(file=stream, width=80, color_system=None))
    lines = [line for line in stream.getvalue().splitlines() if "own footnote" in line]
    assert lines[0].split()[3].strip("#.") == ""


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant"])
def test_bars_and_columns_stand_under_each_other_in_chinese(language: str) -> None:
    lines = render(spoken.full(), "text", width=140, language=language).split("\n")
    bars = [line for line in lines if "█" in line]
    assert len(bars) == 3
    assert len({cell_len(line[: line.index("█")]) for line in bars}) == 1
    rule = next(at for at, line in enumerate(lines) if re.fullmatch(" ─+", line))
    head, first, *_ = lines[rule - 1], lines[rule + 1]
    assert cell_len(head) == cell_len(first) == cell_len(lines[rule])


def test_the_three_figures_are_named_and_leads_apart() -> None:
    text = render(made.full(), "text", width=100)
    for name in ("own footnote (strict)", "with paragraph scope", "checkable"):
        assert f"  {name}" in text
    assert "leads apart: 2 statements" in text


def test_reports_for_machines_do_not_load_rich() -> None:
    names = "citaudit.report, citaudit.report.as_json, citaudit.report.sarif"
    code = f"import sys, {names}; print('rich' in sys.modules)"
    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ
    )
    assert told.stdout.strip() == "False"


@given(lines=st.lists(MIXED, min_size=1, max_size=4), at=st.tuples(*[st.integers(0, 400)] * 2))
def test_a_snippet_shows_the_line_as_an_excerpt_of_it(
    lines: list[str], at: tuple[int, int]
) -> None:
    text = "\r\n".join(lines)
    start, end = sorted(min(each, len(text)) for each in at)
    places = Places(Page("a", text))
    rows = snippet(places, Span(start, end), width=69, style="red", gutter="|")
    line, column = places.place(start)
    end_line, end_column = places.place(end)
    source = places.lines.line(line)
    stop = end_column - 1 if end_line == line else len(source)
    whole = excerpt(source, min(column - 1, len(source)), stop, 60)
    assert rows[0].plain == f"{line:>6} | {whole.text}"
    assert rows[1].plain == " " * 7 + "| " + " " * whole.indent + "^" * whole.carets


def test_what_speaks_of_the_whole_page_names_no_place_in_it() -> None:
    page = made.Draft(Page("a.md", "A line that has no part in it.", "markdown"))
    page.find("TOOL002", Span(0, 0), "3 links were not looked at: offline.")
    report = replace(made.nothing(), pages=(page.report(made.evidence()),))
    console = Console(file=StringIO(), width=100)
    show(report, console)
    told = console.file.getvalue()  # type: ignore[attr-defined]
    assert "\n  3 links were not looked at: offline.\n" in told
    assert "A line that has no part" not in told
    assert "\n- 3 links were not looked at: offline.\n" in render(report, "markdown")
