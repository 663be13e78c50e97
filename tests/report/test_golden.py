"""Every format as its user sees it."""

from __future__ import annotations

import pytest

from tests.report import golden


@pytest.mark.parametrize("case", golden.CASES)
def test_the_format_looks_as_agreed(case: str) -> None:
    agreed = (golden.FOLDER / case).read_bytes().decode("utf-8")
    assert golden.content(case) == agreed, "run `make golden` and read the difference"


def test_no_golden_file_is_left_over() -> None:
    assert {file.name for file in golden.FOLDER.iterdir()} == set(golden.CASES)
