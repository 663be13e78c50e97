"""Text made to hurt what reads statements and references: all is read, none of it again and again.

Every text is large enough that a quadratic walk would not end within the time the tests have.
"""

from __future__ import annotations

import pytest

import citaudit
from citaudit.extract.checks import CHECKED, identified
from citaudit.model import Span

pytestmark = pytest.mark.timeout(60)

_BUILT = {
    "links in one block": ("wikitext", "¥5 [http://a.b c]<br>" * 15_000, 15_000),
    "marks in one block": ("wikitext", "May 5.<ref name=a/><br>" * 19_000, 19_000),
    "quotations that never close": ("wikitext", "“a ‘''b «" * 20_000, 1),
    "cells in cells": ("html", "<table><td>a 5" * 15_000, 15_000),
    "one word of Han": ("wikitext", "大" * 2_000_000, 1),
    "one number of Han": ("wikitext", "一" * 2_000_000, 1),
    "space behind an ISBN": ("wikitext", f"a<ref>b. ISBN{' ' * 1_000_000}x</ref>", 1),
    "space within a date": (
        "wikitext",
        f"a<ref>{{{{cite web|title=x|date=May{' ' * 19_000}5 to{' ' * 19_000}x}}}}</ref>",
        1,
    ),
    "comments in a link": ("wikitext", f"a [http://a.b/ {'<!--' * 200_000} c]", 1),
}


@pytest.mark.parametrize("name", _BUILT)
def test_built_to_be_slow(name: str) -> None:
    written, text, statements = _BUILT[name]
    found = citaudit.extract(text, format=written)
    assert len(found.claims) + len(found.references) >= statements


_LONGEST = 20_000  # code points of a template's value
_ENDLESS = [
    "a.", ".", "1", "0", "10.", "1/", "-", "x/full", "/full", "[", "a[", " [", " ", "a b",
]  # fmt: skip


@pytest.mark.timeout(5)
@pytest.mark.parametrize("scheme", sorted(CHECKED))
def test_identifiers_without_end(scheme: str) -> None:
    for piece in _ENDLESS:
        for begin, end in (("", "!"), ("10.1234/", "x"), ("a", " x")):
            written = begin + piece * (_LONGEST // len(piece)) + end
            identified(scheme, written, Span(0, 1))
