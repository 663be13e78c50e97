from __future__ import annotations

import pytest

from citaudit.extract.sentences import sentences
from citaudit.model.document import HARD_BREAK


def split(text: str, language: str = "en", marks: tuple[int, ...] = ()) -> list[str]:
    return [" ".join(text[a:b].split()) for a, b in sentences(text, language, marks)]


@pytest.mark.parametrize("end", ["\n", HARD_BREAK])
@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The bridge opened/in 1932 and is big.", "en"),
        ("The bridge opened in/1932 and is big.", "en"),
        ("The bridge of the/Duke, who paid for it,/Lord Lee, fell in 1932.", "en"),
        ("Two roads diverged in a wood,/And I took the other.", "en"),
        ("位于江边的那座大桥/于1932年开通。", "zh"),
        ("床前明月光，/疑是地上霜。", "zh"),
    ],
)
def test_a_sentence_goes_on_behind_a_break(text: str, language: str, end: str) -> None:
    broken = text.replace("/", end)
    assert split(broken, language) == [text.replace("/", " ")]


@pytest.mark.parametrize("end", ["\n", HARD_BREAK])
@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("It opened in 1932./It fell in 1990.", "en"),
        ("Bridge House/12 High Street/London", "en"),
        ("Bridge House/12 High Street/London.", "en"),
        ("apples/pears/plums", "en"),  # no stop: a list
        ("The woods are lovely/But I have promises to keep.", "en"),
        ("Opened: 1932/built by Lee", "en"),
        ("It opened in 1932//it fell in 1990.", "en"),  # an empty line
        ("姓名：张三某某某/电话：一二三四五六。", "zh"),
        ("大桥开通。/大桥关闭。", "zh"),
    ],
)
def test_a_line_that_ends_is_a_statement_of_its_own(text: str, language: str, end: str) -> None:
    assert split(text.replace("/", end), language) == [one for one in text.split("/") if one]


def test_a_chinese_line_that_ends_with_a_mark_ends() -> None:
    text = "位于江边的那座大桥\n它于1932年正式开通。"
    assert len(split(text, "zh")) == 1
    assert len(split(text, "zh", (9,))) == 2
