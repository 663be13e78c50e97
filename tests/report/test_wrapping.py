"""Lines of the terminal report, broken where Chinese and other scripts may be."""

from __future__ import annotations

from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from citaudit.report.terminal.wrapping import wrapped

CONSOLE = Console(file=StringIO(), width=100)
CLOSING = "，。、；：！？）」』》”…"
OPENING = "（「『《“"
TEXT = st.text(st.sampled_from("這條陳述来源 ab12,./（「，。）」：“”…😀\n"), max_size=120)


def lines(text: str, width: int) -> list[str]:
    return [row.plain for row in wrapped(Text(text), CONSOLE, width)]


@given(TEXT, st.integers(10, 40))
def test_no_line_is_wider_than_its_room_and_no_word_is_lost(text: str, width: int) -> None:
    found = lines(text, width)
    assert all(cell_len(line.rstrip()) <= width for line in found)
    assert "".join("".join(found).split()) == "".join(text.split())


@pytest.mark.parametrize("width", range(10, 40))
def test_marks_stay_with_their_words(width: int) -> None:
    text = "6:18 這條陳述（見註腳「甲」）沒有來源，共 12 個頁面；請以標題搜尋：網頁常會搬家。"
    found = lines(text, width)
    assert len(found) > 2
    assert not [line for line in found if line[0] in CLOSING]
    assert not [line for line in found if line.rstrip()[-1] in OPENING]
    assert not [line for line in found if line.rstrip().endswith("12")]
    assert min(map(cell_len, found[:-1])) >= width - 8, "Chinese fills the line before it breaks"


def test_words_of_other_scripts_stay_whole_and_what_is_too_long_is_cut() -> None:
    assert lines("來自 wikipedia.org 的鏡像", 16) == ["來自 ", "wikipedia.org 的", "鏡像"]
    assert lines("見 https://press.example/2012/kiln。", 16) == [
        "見 ",
        "https://press.ex",
        "ample/2012/kiln",
        "。",
    ]
    assert lines("no Chinese in it", 10) == ["no Chinese", "in it"]


def test_styles_stay_where_they_were() -> None:
    text = Text("改正方法：", style="green").append("註明副本。", style="red")
    rows = list(wrapped(text, CONSOLE, 12))
    assert [row.plain for row in rows] == ["改正方法：註", "明副本。"]
    assert {str(span.style) for span in rows[1].spans} == {"red"}
