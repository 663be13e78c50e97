"""What an offline audit must count and name in the three seeds."""

from pathlib import Path

import pytest

import citaudit
from citaudit.model import Finding, PageReport

ROOT = Path(__file__).parents[1]
FIGURES = {
    # references, empty, markers, links, distinct addresses, archive copies, format, origin
    "000_57c43f55aa9757ab.txt": (42, 33, 42, 9, 7, 0, "markdown", "pandoc"),
    "001_278941d5a2cb7860.txt": (22, 0, 23, 23, 22, 1, "wikitext", None),
    "002_277f5a197b8b11e5.txt": (23, 20, 23, 3, 3, 0, "markdown", "pandoc"),
}


@pytest.fixture(scope="module")
def pages() -> dict[str, PageReport]:
    report = citaudit.audit(str(ROOT / "seeds/*.txt"), offline=True)
    return {Path(page.page.id).name: page for page in report.pages}


@pytest.mark.parametrize("name", FIGURES)
def test_figures(pages: dict[str, PageReport], name: str) -> None:
    page = pages[name]
    document, references = page.citations.document, page.citations.references
    assert FIGURES[name] == (
        len(references),
        sum(reference.empty for reference in references),
        len(document.markers),
        len(document.links),
        len({link.url for link in document.links}),
        sum(link.role == "archive" for link in document.links),
        page.page.format,
        page.page.origin,
    )
    assert page.page.language == "zh"


def test_every_empty_footnote_was_lost_by_the_converter(pages: dict[str, PageReport]) -> None:
    for name in ("000_57c43f55aa9757ab.txt", "002_277f5a197b8b11e5.txt"):
        empty = [each for each in pages[name].citations.references if each.empty]
        assert {each.cause for each in empty} == {"lost-in-conversion"}
        codes = [finding.code for finding in pages[name].findings]
        assert codes.count("REF013") == len(empty)
        assert "REF001" not in codes


def test_the_broken_footnote_keeps_its_address(pages: dict[str, PageReport]) -> None:
    url = "http://news.xinhuanet.com/mil/2016-09/02/c_129267062.htm"
    page = pages["002_277f5a197b8b11e5.txt"]
    [link] = [link for link in page.citations.document.links if link.url == url]
    assert link.span.of(page.page.text).strip("<>") == url
    places = [found.span.of(page.page.text) for found in of(page, "REF016")]
    assert any(place.startswith("<ref>") for place in places)
    assert any("=== 2016年 ===" in place for place in places)


def of(page: PageReport, code: str) -> list[Finding]:
    return [finding for finding in page.findings if finding.code == code]


def near(page: PageReport, code: str, words: str) -> bool:
    """Whether a finding of that rule stands on these words, or beside them."""
    text = page.page.text
    return any(
        words in text[finding.span.start : finding.span.end] or words in finding.message
        for finding in of(page, code)
    )


def test_one_source_twice_and_one_address_under_two_titles(pages: dict[str, PageReport]) -> None:
    page = pages["000_57c43f55aa9757ab.txt"]
    labels = {reference.span: reference.label for reference in page.citations.references}
    [twice] = of(page, "REF005")
    assert {labels[twice.span], *(labels[each.span] for each in twice.related)} == {"22", "30"}
    [titles] = of(page, "REF014")
    assert {labels[titles.span], *(labels[each.span] for each in titles.related)} == {"35", "36"}


def test_the_defects_of_the_wikitext_seed(pages: dict[str, PageReport]) -> None:
    page = pages["001_278941d5a2cb7860.txt"]
    assert near(page, "REF010", "2016"), "accessed and dated a year before its address and copy"
    mended = [edit.text for each in of(page, "REF010") if each.fix for edit in each.fix.edits]
    assert sorted(mended) == ["12 January 2017", "14 January 2017"]
    assert near(page, "REF005", "idCAKBN1691GI"), "one source in two footnotes"
    assert near(page, "REF016", "publisher"), "publisher= stands empty, and nothing else names one"
    aranews = page.citations.references[0]
    assert aranews.fields["url-status"] == "dead"
