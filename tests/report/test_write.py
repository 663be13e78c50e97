"""The one door to every format."""

from __future__ import annotations

from io import BytesIO, StringIO, TextIOWrapper

import pytest

from citaudit import report as reports
from citaudit.report import FORMATS
from tests.report import made


def test_an_unknown_format_is_refused_with_those_there_are() -> None:
    with pytest.raises(ValueError, match="'pdf': it is none of text, json, jsonl"):
        reports.write(made.nothing(), "pdf", StringIO())


@pytest.mark.parametrize("format_", sorted(set(FORMATS) - {"html"}))
def test_any_stream_can_be_written_to(format_: str) -> None:
    whole = StringIO()
    reports.write(made.full(), format_, whole)
    assert "窯城" in whole.getvalue() or format_ == "sarif"
    narrow = TextIOWrapper(BytesIO(), encoding="ascii")
    reports.write(made.full(), format_, narrow)
    whole.getvalue().encode("utf-8")


def test_options_reach_the_format() -> None:
    out = StringIO()
    reports.write(made.full(), "text", out, verbosity=-1)
    assert len(out.getvalue().splitlines()) < 10
