"""Retired parameters: renamed where the wiki has retired them, and nothing else touched."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citaudit.extract.templates import canonical_fields
from citaudit.judge.retired import retired
from citaudit.mend import patch
from citaudit.model import Case, Evidence, Page
from citaudit.pipeline import cited

from .test_fix import codes, once

PAGES = sorted((Path(__file__).parent / "pages").glob("*.wikitext"))
OWN = sorted(
    path
    for folder in ("statements/gold", "mediawiki/pages", "recover/pages", "fix/pages")
    for path in (Path(__file__).parents[1] / folder).glob("*.wikitext")
)
ENGLISH = "The bridge was opened to traffic in 1931, and it was closed again in the same year."
CHINESE = "石橋於一九三一年通車，同年又告關閉。"
NAMES = [
    "accessdate", "access-date", "archiveurl", "archivedate", "authorlink", "authorlink2",
    "author3link", "deadurl", "dead-url", "url-status", "displayauthors", "chapterurl", "nopp",
    "trans_title", "origyear", "publisher", "work", "editorlink1", "seriesno",
]  # fmt: skip
VALUES = [
    "yes",
    "no",
    " no ",
    "dead",
    "perhaps",
    "是",
    "",
    "2",
    "usurped",
    "no <!-- seen -->",
    "{{a|b=c}}",
]


@pytest.mark.parametrize("unsafe", [False, True], ids=["safe", "unsafe"])
@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_the_patch_is_the_committed_one(path: Path, unsafe: bool) -> None:
    text = path.read_text("utf-8")
    made = patch(path.name, text, once(text, unsafe=unsafe, name=path.name).text)
    golden = path.with_suffix(".unsafe.patch" if unsafe else ".patch")
    assert made == golden.read_text("utf-8")


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.stem)
@pytest.mark.parametrize("unsafe", [False, True], ids=["safe", "unsafe"])
def test_our_own_pages_are_fixed_once_and_for_all(path: Path, unsafe: bool) -> None:
    text = path.read_text("utf-8")
    first = once(text, unsafe=unsafe, name=path.name)
    again = once(first.text, unsafe=unsafe, name=path.name)
    assert (again.text, again.done) == (first.text, ())
    assert not set(codes(first.text)) - set(codes(text))


def test_a_footnote_that_is_defined_twice_stays_one() -> None:
    copy = "https://web.archive.org/web/20140502000000/http://a.lund.se/1"
    cite = f"{{{{cite web |url=http://a.lund.se/1 |title=Survey |archiveurl={copy} |deadurl=no}}}}"
    note = f"<ref name=a>{cite}</ref>"
    text = f"{ENGLISH}{note} {ENGLISH}{note}\n"
    assert once(text).text == text.replace("deadurl=no", "url-status=live")


@st.composite
def pages(draw: st.DrawFn) -> str:
    fields = draw(st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(VALUES)), max_size=7))
    space = draw(st.sampled_from(["", " ", "\n "]))
    written = "".join(f"{space}|{space}{name}{space}={value}" for name, value in fields)
    call = f"{{{{cite web |url=http://a.lund.se/1 |title=Survey{written}}}}}"
    prose = draw(st.sampled_from([ENGLISH, CHINESE]))
    other = draw(st.sampled_from(["", "{{box|deadurl=yes|accessdate=x}}", "<!-- deadurl=yes -->"]))
    return f"{prose * 3}<ref>{call}</ref>{other}\n{{{{reflist}}}}\n"


@settings(max_examples=150, deadline=None)
@given(pages(), st.booleans())
def test_only_names_and_status_change_and_the_citation_says_the_same(
    text: str, unsafe: bool
) -> None:
    fixed = once(text, unsafe=unsafe)
    again = once(fixed.text, unsafe=unsafe)
    assert (again.text, again.done) == (fixed.text, ())
    assert not set(codes(fixed.text)) - set(codes(text))
    if not unsafe:
        before, after = fields(text), fields(fixed.text)
        assert before.pop("url-status", None) in (after.pop("url-status", None), "no", "是", "yes")
        assert sorted(before.values()) == sorted(after.values())
        assert without_names(fixed.text) == without_names(text)


def fields(text: str) -> dict[str, str]:
    (reference,) = cited(Page("page.wikitext", text)).references
    return canonical_fields(reference.templates[0])


def without_names(text: str) -> str:
    """The page with the names of parameters and the words of a status blanked."""
    return re.sub(r"\|(\s*)[\w-]+(\s*)=(\s*)(?:yes|no|dead|live|是)?", r"|\1\2=\3", text)


def test_a_variant_of_a_language_is_that_language() -> None:
    text = f"{CHINESE}<ref>{{{{cite web |title=a |url=http://a.org/1 |deadurl=是}}}}</ref>"
    for language in ("zh", "zh-hant", "zh-tw"):
        page = cited(Page("page.wikitext", text, "wikitext", language))
        hits = list(retired(Case(page, Evidence(), date(2026, 1, 1))))
        assert [hit.message for hit in hits] == ["`deadurl` does not take “是”; `yes` says so."]
