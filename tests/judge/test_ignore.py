"""Ignore comments: what each covers, and which are idle."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citaudit import audit
from citaudit.judge import judge
from citaudit.judge.ignore import directives
from citaudit.judge.registry import selected
from citaudit.model import (
    Block,
    Case,
    Citations,
    Document,
    Evidence,
    Finding,
    MappedText,
    Page,
    Problem,
    ProblemKind,
    Span,
)


def judged(text: str, *words: str, select: Sequence[str] = ("TOOL",)) -> tuple[Finding, ...]:
    """The findings on a page in which TOOL001 stands at each of `words`."""
    problems = []
    for each in words:
        start = text.index(each)
        problems.append(
            Problem(ProblemKind.UNREADABLE, Span(start, start + len(each)), "unreadable")
        )
    at, blocks = 0, []
    for part in text.split("\n\n"):
        span = Span(at, at + len(part))
        blocks.append(Block(span, "paragraph", (), MappedText(part, (0,), (at,))))
        at = span.end + 2
    document = Document(Page("page", text, "markdown"), tuple(blocks), problems=tuple(problems))
    case = Case(Citations(document), Evidence(), date(2026, 1, 1))
    return judge(case, selected(select))


def states(*arguments: str) -> list[str]:
    return [each.state for each in judged(*arguments) if each.code == "TOOL001"]


def test_it_covers_its_own_line_and_no_other() -> None:
    text = "One bad. <!-- citaudit: ignore[TOOL001] known --> More bad.\nThen worse."
    assert states(text, "One", "More", "worse") == ["ignored", "ignored", "new"]


def test_alone_on_its_line_it_covers_the_next_block() -> None:
    text = "Zero.\n\n<!-- citaudit: ignore[TOOL001] known -->\nOne bad.\nMore bad.\n\nThen worse."
    assert states(text, "Zero", "One", "More", "worse") == ["new", "ignored", "ignored", "new"]
    text = "<!-- citaudit: ignore[TOOL001] known -->\n\nOne bad.\n\nThen worse."
    assert states(text, "One", "worse") == ["ignored", "new"]


def test_ignore_file_covers_the_whole_page() -> None:
    text = "One.\n\nTwo.\n\n<!-- citaudit: ignore-file[TOOL001] made by a machine -->\n\nThree."
    assert states(text, "One", "Two", "Three") == ["ignored"] * 3


def test_the_reason_is_kept() -> None:
    text = "One. <!-- citaudit: ignore[TOOL001]  asked\n the author  -->"
    (found,) = judged(text, "One")
    assert (found.state, found.reason) == ("ignored", "asked the author")


@pytest.mark.parametrize(
    ("codes", "state"),
    [("TOOL", "ignored"), ("tool001, REF001", "ignored"), ("REF001", "new"), ("", "new")],
)
def test_codes_and_prefixes(codes: str, state: str) -> None:
    assert states(f"One. <!-- citaudit: ignore[{codes}] why -->", "One") == [state]


def idle(text: str, *words: str, select: Sequence[str] = ("TOOL",)) -> list[str]:
    return [each.message for each in judged(text, *words, select=select) if each.code == "TOOL003"]


def test_an_idle_comment_is_a_finding() -> None:
    (message,) = idle("One. <!-- citaudit: ignore[TOOL001] why -->")
    assert message == "This comment ignores TOOL001, which is not reported here any more."


def test_a_comment_on_a_rule_that_was_not_run_rests() -> None:
    assert idle("One. <!-- citaudit: ignore[URL002] why -->") == []
    assert idle("One. <!-- citaudit: ignore[TOOL001] why -->", select=["TOOL003"]) == []


def test_a_comment_without_a_reason_is_a_finding_and_works() -> None:
    text = "One. <!-- citaudit: ignore[TOOL001] -->"
    assert states(text, "One") == ["ignored"]
    assert idle(text, "One") == ["This comment ignores TOOL001 without a reason."]


@pytest.mark.parametrize("written", ["ignore TOOL001 known", "ignroe[TOOL001] known"])
def test_a_comment_that_is_not_understood_is_a_finding(written: str) -> None:
    found = judged(f"One bad. <!-- citaudit: {written} -->", "One")
    assert [(each.code, each.state) for each in found] == [("TOOL001", "new"), ("TOOL003", "new")]
    assert "ignores nothing" in found[1].message


def test_a_code_that_no_rule_has_is_a_finding() -> None:
    found = judged("One bad. <!-- citaudit: ignore[TOOL999] known -->", "One")
    assert [(each.code, each.state) for each in found] == [("TOOL001", "new"), ("TOOL003", "new")]


def test_in_html_a_comment_among_tags_stands_alone(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    for body, states in (
        ("<body><main><!-- citaudit: ignore[CLM] why -->\n<p>Built in 1999.</p>", ["ignored"]),
        ("<p>Built in 1998.</p><!-- citaudit: ignore[CLM] why -->\n<p>Built in 1999.</p>", None),
    ):
        page.write_text(f"<!DOCTYPE html><html>{body}</html>", "utf-8")
        (report,) = audit(str(page), offline=True).pages
        found = [each.state for each in report.findings if each.code == "CLM001"]
        assert found == (states or ["ignored", "new"])


def test_a_comment_cannot_ignore_that_it_is_idle() -> None:
    assert len(idle("One. <!-- citaudit: ignore[TOOL003] why -->")) == 1


def test_two_idle_comments_have_fingerprints_of_their_own() -> None:
    comment = "<!-- citaudit: ignore[TOOL001] why -->"
    found = judged(f"One. {comment}\n\nTwo. {comment}")
    assert len({each.fingerprint for each in found}) == len(found) == 2


@given(st.text(alphabet="<!->citaudit: gnore[]REF01,\n x", max_size=200))
def test_hostile_comments_are_read_in_order(text: str) -> None:
    found = directives(text)
    assert [each.span for each in found] == sorted(each.span for each in found)
    assert all(each.span.of(text).startswith("<!--") for each in found)


def test_a_million_openings_take_no_time() -> None:
    assert directives("<!-- citaudit: ignore[A] x " * 40_000) == ()
    assert directives("<!--" * 250_000) == ()
    assert directives("<!-- citaudit: ignore[" * 40_000) == ()
