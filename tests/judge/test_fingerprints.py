"""Fingerprints: what changes them, and what does not."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from citaudit.judge import judge
from citaudit.judge.fingerprints import normalised
from citaudit.judge.registry import selected
from citaudit.model import (
    Case,
    Citations,
    Document,
    Evidence,
    Link,
    Page,
    Problem,
    ProblemKind,
    Span,
)

RULES = selected(["TOOL001", "URL007"])


def prints(text: str, *words: str) -> list[str]:
    """Fingerprints of one TOOL001 finding for each of `words`, in order of place."""
    at, problems = 0, []
    for each in words:
        at = text.index(each, at)
        problems.append(Problem(ProblemKind.UNREADABLE, Span(at, at + len(each)), "unreadable"))
        at += len(each)
    document = Document(Page("page", text), problems=tuple(problems))
    case = Case(Citations(document), Evidence(), date(2026, 1, 1))
    return [each.fingerprint for each in judge(case, RULES)]


def test_an_edit_above_and_new_line_breaks_change_nothing() -> None:
    old = prints("敘軍於12月9日反攻。", "敘軍於12月9日反攻。")
    assert (
        prints("新的一段。\n\n敘軍於\n    12月9日\u3000反攻。", "敘軍於\n    12月9日\u3000反攻。")
        == old
    )


def test_equal_words_are_told_apart_by_their_number() -> None:
    three = prints("x x x", "x", "x", "x")
    assert len(set(three)) == 3
    assert prints("x y x x", "x", "x", "x") == three


def test_a_note_number_does_not_count() -> None:
    assert prints("7.  Survey", "7.  Survey") == prints("8.  Survey", "8.  Survey")
    assert prints("[^a]: Survey", "[^a]: Survey") == prints("[^b2]: Survey", "[^b2]: Survey")
    assert normalised("3.5 million") != normalised("5 million")


def test_rule_and_page_count() -> None:
    link = Link(Span(0, 16), "http://localhost/")
    text = "http://localhost/"
    problem = Problem(ProblemKind.UNREADABLE, link.span, "unreadable")
    found = {}
    for name in ("a", "b"):
        document = Document(Page(name, text), links=(link,), problems=(problem,))
        case = Case(Citations(document), Evidence(), date(2026, 1, 1))
        found[name] = {each.fingerprint for each in judge(case, RULES)}
    assert len(found["a"] | found["b"]) == 4


@given(st.text())
def test_any_text_has_a_normal_form(text: str) -> None:
    assert not any(character.isspace() for character in normalised(text))
