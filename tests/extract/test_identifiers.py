"""Identifiers held to their own checks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citaudit.extract.checks import identified
from citaudit.extract.identifiers import of_link, of_text
from citaudit.model import Link, Span

HERE = Span(0, 1)
SOUND = """
doi 10.1000/xyz123
doi 10.1111/j.1475-4983.2012.01203.x
isbn 978-7-80758-721-7
isbn 0-306-40615-2
isbn 0-902198-84-X
issn 0006-2510
issn 2434-561X
pmid 12345678
pmc 3000000
arxiv 1501.00001
arxiv 0704.0001v2
arxiv hep-th/9901001
arxiv math.GT/0309136
csbn 10019·3128
csbn 2001·1
bibcode 1992ApJ...400L...1W
oclc 12345
jstor 10.2307/123456
jstor j.ctt13x0qjb.5
lccn 78-890351
zbl 1234.56789
zbl 02207064
"""
WRONG = """
doi 1234
doi 10.12/x
doi 10.0000/x
isbn 978-7-80758-721-8
isbn 0-306-40615-3
isbn 12345
isbn 979-0-2600-0043-8
issn 0006-2511
issn 0006
pmid 99999999
pmid 0123
pmc abc
arxiv 1501.0001
arxiv 0703.0001
arxiv nonsense
csbn 99001·1
csbn 1
bibcode 1992
zbl 1.2.3.
zbl 12345
jstor a/b
"""


@pytest.mark.parametrize("row", SOUND.strip().splitlines())
def test_a_sound_identifier(row: str) -> None:
    scheme, value = row.split()
    assert identified(scheme, value, HERE).problem is None


@pytest.mark.parametrize("row", WRONG.strip().splitlines())
def test_one_that_fails_its_own_check(row: str) -> None:
    scheme, value = row.split()
    assert identified(scheme, value, HERE).problem


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("doi: 10.1000/ab.", "10.1000/ab"),
        ("https://doi.org/10.1000/ab", "10.1000/ab"),
        ("10.1000%2Fab", "10.1000/ab"),
        ("10.1000/ab/summary", "10.1000/ab"),
    ],
)
def test_a_doi_in_its_plain_spelling(written: str, value: str) -> None:
    assert identified("doi", written, HERE).value == value


@pytest.mark.parametrize(
    ("url", "scheme", "value"),
    [
        ("https://doi.org/10.1000/ab", "doi", "10.1000/ab"),
        ("http://dx.doi.org/10.1000%2Fab", "doi", "10.1000/ab"),
        ("https://journal.test/doi/full/10.1000/ab", "doi", "10.1000/ab"),
        ("https://arxiv.org/pdf/1501.00001v2.pdf", "arxiv", "1501.00001"),
        ("https://pubmed.ncbi.nlm.nih.gov/12345/", "pmid", "12345"),
        ("http://www.ncbi.nlm.nih.gov/pubmed?term=12345", "pmid", "12345"),
        (
            "https://www.ncbi.nlm.nih.gov/entrez/query.fcgi?cmd=Retrieve&db=PubMed&list_uids=12345",
            "pmid",
            "12345",
        ),
        ("https://doi.org/doi:10.1234/ab.5", "doi", "10.1234/ab.5"),
        ("https://link.springer.com/content/pdf/10.1234/s0-1.pdf", "doi", "10.1234/s0-1"),
        (
            "https://www.biorxiv.org/content/10.1101/2020.01.02.123456v2.full",
            "doi",
            "10.1101/2020.01.02.123456",
        ),
        ("https://search.worldcat.org/title/123456", "oclc", "123456"),
        ("https://zbmath.org/?q=an:1234.56789", "zbl", "1234.56789"),
        ("https://mathscinet.ams.org/mathscinet-getitem?mr=0012343", "mr", "0012343"),
        ("https://www.ncbi.nlm.nih.gov/pmc/articles/PMC123456/", "pmc", "123456"),
        ("https://www.jstor.org/stable/1986280?origin=x", "jstor", "1986280"),
        ("https://www.worldcat.org/oclc/12345", "oclc", "12345"),
    ],
)
def test_an_address_that_is_an_identifier(url: str, scheme: str, value: str) -> None:
    found = of_link(Link(HERE, url))
    assert found is not None
    assert (found.scheme, found.value) == (scheme, value)


@pytest.mark.parametrize(
    "url", ["https://arxiv.org/", "https://paper.test/10.1000/ab", "https://doi.org/", "mailto:x"]
)
def test_an_address_that_is_none(url: str) -> None:
    assert of_link(Link(HERE, url)) is None


def test_identifiers_in_prose_stand_where_they_stand() -> None:
    text = (
        "X. ISBN 978-7-02-000220-7. doi:10.1000/a(b)c), PMID 12345, arXiv:1501.00001, "
        "统一书号：10019·3128 <b>10.1000/d</b>"
    )
    found = list(of_text(text, 100))
    assert [(i.scheme, i.value) for i in found] == [
        ("isbn", "9787020002207"),
        ("doi", "10.1000/a(b)c"),
        ("pmid", "12345"),
        ("arxiv", "1501.00001"),
        ("csbn", "10019·3128"),
        ("doi", "10.1000/d"),
    ]
    assert text[found[1].span.start - 100 : found[1].span.end - 100] == "10.1000/a(b)c"


@given(st.lists(st.integers(0, 9), min_size=9, max_size=9))
def test_a_right_check_digit_passes_and_every_other_fails(digits: list[int]) -> None:
    total = sum((10 - at) * digit for at, digit in enumerate(digits))
    check = -total % 11
    for last in range(11):
        value = "".join(map(str, digits)) + ("X" if last == 10 else str(last))
        assert (identified("isbn", value, HERE).problem is None) == (last == check)


@given(
    st.text(max_size=120),
    st.sampled_from(["doi", "isbn", "issn", "pmid", "pmc", "arxiv", "csbn", "hdl"]),
)
def test_no_text_breaks_it(text: str, scheme: str) -> None:
    identified(scheme, text, HERE)
    for found in of_text(f"ISBN {text} doi:10.1000/{text}"):
        assert found.span.start < found.span.end
