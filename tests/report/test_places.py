"""Columns in the units of each format."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from citaudit.model import Page
from citaudit.report.places import Places, Unit

TEXT = st.text(st.sampled_from("a窯😀é\n\r\t "), max_size=60)
SIZES: dict[Unit, str] = {"utf-16": "utf-16-le", "utf-8": "utf-8"}


@given(text=TEXT, offsets=st.lists(st.integers(0, 60), max_size=12))
def test_columns_do_not_hang_on_what_was_asked_before(text: str, offsets: list[int]) -> None:
    asked = Places(Page("a", text))
    for offset in (min(each, len(text)) for each in offsets):
        line, column = asked.place(offset)
        before = text[offset - column + 1 : offset]
        for unit, encoding in SIZES.items():
            size = len(before.encode(encoding)) // (2 if unit == "utf-16" else 1)
            assert asked.place(offset, unit) == (line, size + 1)


def test_many_places_on_one_long_line_are_found_in_one_pass() -> None:
    places = Places(Page("a", "窯" * 2_000_000))
    columns = [places.place(offset, "utf-8")[1] for offset in range(0, 2_000_000, 1_000)]
    assert columns == list(range(1, 6_000_000, 3_000))
