"""All rules on whatever a page may hold: places that exist, fingerprints of their own, no crash.

`CORPUS=folder:folder` runs the same over the files of folders.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from citaudit.extract import extract
from citaudit.judge import judge
from citaudit.judge.edits import introduced
from citaudit.judge.registry import selected
from citaudit.model import Case, Evidence, Finding, Need, Page, PageReport
from citaudit.parse import parse
from citaudit.parse.formats import identified
from citaudit.weigh import weigh
from tests.corpus import corpus

RULES = [rule for rule in selected() if rule.needs == {Need.TEXT}]
PIECES = (
    "It opened in 1931.",
    "大橋於1931年通車。",
    "部長表示：「我們終將付出代價。」",
    "\n\n",
    "\n",
    " ",
    "<ref>",
    "</ref>",
    "<ref name=a>",
    "<ref name=a/>",
    "<ref></ref>",
    "<references/>",
    "{{cite web |",
    "|title=",
    "|url=http://city.org/1",
    "|access-date=2017-01-01",
    "|date=12 January 2018",
    "|isbn=1",
    "}}",
    "[http://city.org/1 Survey]",
    "http://city.org/2017/01/a",
    "{{reflist}}",
    "{{cn|date=May 2014}}",
    "== History ==",
    "{|\n! a !! 12\n|-\n| 3 || 4\n|}",
    "* ",
    "[^1]",
    "[^1]:",
    "[^a]: ",
    "\\[1\\]",
    "1.  ",
    "[Survey](http://city.org/1)",
    '[x](../Page/X.md "wikilink")',
    "<!-- citaudit: ignore[REF006] -->",
    "<!-- citaudit: ignore-file[CLM] why -->",
    "<p>",
    "</p>",
    '<a href="file:///c/x">x</a>',
    "{{",
    "]]",
    "\x00",
)


EDIT_RULES = [rule for rule in selected() if Need.EDIT in rule.needs]


def judged_edit(before: Page, after: Page) -> tuple[Finding, ...]:
    """What the rules say of the edit between two pages, in its words."""
    old, new = (weigh(extract(parse(page)), Evidence()) for page in (before, after))
    sides = [
        PageReport(
            citations,
            judge(Case(citations, Evidence(), date(2026, 1, 1), before=earlier), rules),
        )
        for citations, earlier, rules in ((old, None, RULES), (new, old, [*RULES, *EDIT_RULES]))
    ]
    return introduced(*sides).findings


def findings_of(page: Page) -> tuple[Finding, ...]:
    citations = weigh(extract(parse(page)), Evidence())
    return judge(Case(citations, Evidence(), date(2026, 1, 1)), RULES)


def assert_sound(page: Page, findings: tuple[Finding, ...]) -> None:
    for each in findings:
        places = [each.span, *(related.span for related in each.related)]
        places += [edit.span for edit in each.fix.edits] if each.fix else []
        assert all(0 <= span.start <= span.end <= len(page.text) for span in places), each
        assert each.message[-1] in ".…", each.message
    assert len({each.fingerprint for each in findings}) == len(findings)
    assert list(findings) == sorted(findings, key=lambda each: (each.span, each.code, each.message))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.sampled_from(PIECES), max_size=25).map("".join),
    st.sampled_from(["wikitext", "markdown", "html"]),
)
def test_any_page(text: str, as_format: str) -> None:
    page = identified(Page("page", text, as_format))  # type: ignore[arg-type]
    found = findings_of(page)
    assert_sound(page, found)
    assert findings_of(page) == found


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.sampled_from(PIECES), max_size=20),
    st.sets(st.integers(0, 19)),
    st.sampled_from(["wikitext", "markdown", "html"]),
)
def test_any_edit(pieces: list[str], removed: set[int], as_format: str) -> None:
    left = [piece for at, piece in enumerate(pieces) if at not in removed]
    before, after = (
        identified(Page("page", "".join(each), as_format))  # type: ignore[arg-type]
        for each in (pieces, left)
    )
    for each in judged_edit(before, after):
        assert each.message[0].upper() == each.message[0], each.message
        assert each.message[-1] in ".…", each.message


def test_what_an_edit_took_away_is_said_in_sentences() -> None:
    book = (
        "{{cite book |title=Bridges |archive-url=https://web.archive.org/web/2017/http://a.org/}}"
    )
    before = f"It opened in 1932.<ref name=a>{book}</ref> It closed in 1987.<ref name=a/>"
    after = "It opened in 1932. It closed in 1987.<ref name=a/>"
    pages = (identified(Page("page", text, "wikitext")) for text in (before, after))
    said = [each.message for each in judged_edit(*pages) if "edit" in each.message]
    assert "This edit emptied the only source of “It opened in 1932.”." in said
    assert all(message.endswith(".") for message in said)


if FILES := corpus():

    @pytest.mark.parametrize("path", FILES, ids=str)
    def test_a_real_page(path: Path) -> None:
        page = identified(Page(path.name, path.read_text("utf-8", "replace")))
        assert_sound(page, findings_of(page))
