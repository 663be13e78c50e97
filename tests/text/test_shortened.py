"""Text cut to a length."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citaudit.text.shortened import in_one_line, shortened


@pytest.mark.parametrize(
    ("text", "cut"), [("", ""), ("abcd", "abcd"), ("abcde", "abc…"), ("大橋通車了", "大橋通…")]
)
def test_cut_with_a_sign_of_it(text: str, cut: str) -> None:
    assert shortened(text, 4) == cut


def test_in_one_line() -> None:
    assert in_one_line(" a\n\tb  c ", 5) == "a b c"
    assert in_one_line("a\nb c d", 5) == "a b …"


@given(st.text(max_size=80), st.integers(1, 40))
def test_never_longer(text: str, length: int) -> None:
    assert len(shortened(text, length)) <= length
    assert len(in_one_line(text, length)) <= length
