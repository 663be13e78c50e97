"""The one door to every format."""

from __future__ import annotations

from importlib import import_module
from inspect import signature
from io import BytesIO, StringIO, TextIOWrapper

import pytest

from citaudit import report as reports
from citaudit.report import FORMATS
from tests.report import made


def test_an_unknown_format_is_refused_with_those_there_are() -> None:
    with pytest.raises(ValueError, match="'pdf': it is none of text, json, jsonl"):
        reports.write(made.nothing(), "pdf", StringIO())


@pytest.mark.parametrize("format_", sorted(set(FORMATS) - {"html"}))
def test_a_stream_gets_what_its_encoding_holds_and_question_marks(format_: str) -> None:
    whole, bytes_ = StringIO(), BytesIO()
    reports.write(made.full(), format_, whole)
    narrow = TextIOWrapper(bytes_, encoding="ascii", newline="")
    reports.write(made.full(), format_, narrow)
    narrow.flush()
    assert not whole.getvalue().isascii()
    assert bytes_.getvalue() == whole.getvalue().encode("ascii", "replace")


@pytest.mark.parametrize("format_", FORMATS)
def test_the_table_of_options_is_true(format_: str) -> None:
    reporter = FORMATS[format_]
    module = import_module(f"citaudit.report.{reporter.module}")
    taken = signature(module.render).parameters
    assert reporter.options == set(taken) - {"report"} <= set(reports.Options.__annotations__)


def test_an_option_of_another_format_is_refused() -> None:
    with pytest.raises(TypeError, match="the format 'html' takes no option 'verbosity'"):
        reports.render(made.nothing(), "html", verbosity=1)


def test_options_reach_the_format() -> None:
    out = StringIO()
    reports.write(made.full(), "text", out, verbosity=-1)
    assert len(out.getvalue().splitlines()) < 10
