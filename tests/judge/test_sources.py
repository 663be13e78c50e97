"""Titles, dates and citation templates, each on its own."""

from __future__ import annotations

from datetime import date

import pytest

from citaudit.judge.cite_errors import CITE_ERRORS, rule_of
from citaudit.judge.dates import address_date
from citaudit.judge.meanings import meaning
from citaudit.judge.prose import names_a_source, quotes_speech
from citaudit.judge.registry import RULES
from citaudit.judge.repairs import written_like
from citaudit.judge.templates import is_citation, parameter_faults
from citaudit.judge.titles import disagree
from citaudit.model import Field, Severity, Span, Template

DAY = date(2016, 4, 2)


@pytest.mark.parametrize(
    ("one", "other", "different"),
    [
        ("Survey of the bridge", "Survey of the Bridge", False),
        ("Survey of the bridge", "Survey of the bridge – Daily Post", False),
        ("Survey of the bridge", "Survey of teh bridge", False),
        ("-{Survey of the bridge}-", "Survey of the bridge", False),
        ("Survey of the bridge", "The closing of the mill", True),
        ("Russian backups for regime forces", "Continued clashes around the airport", True),
        ("叙利亚政府军收复古城", "敘利亞政府軍逼近古堡機場", True),
        ("Survey", None, False),
        ("Survey", "…", False),
    ],
)
def test_titles_disagree(one: str, other: str | None, different: bool) -> None:
    assert disagree(one, other) is different
    assert disagree(other, one) is different


@pytest.mark.parametrize(
    ("url", "first"),
    [
        ("http://aranews.net/2017/01/isis/", date(2017, 1, 1)),
        ("http://news.org/mil/2016-09/02/c_1.htm", date(2016, 9, 2)),
        ("http://news.org/2017-02/15/c_1.htm", date(2017, 2, 15)),
        ("http://news.org/middleeast/201703031051232663-army/", date(2017, 3, 3)),
        ("http://news.org/2017/3/4/a", date(2017, 3, 4)),
        ("http://news.org/20170304/a", date(2017, 3, 4)),
        ("http://news.org/2017/13/1", None),
        ("http://news.org/2017/02/31/", None),
        ("http://news.org/p/201799/", None),
        ("http://news.org/2017/report", None),
        ("http://news.org/a7607351.html", None),
        ("http://news.org/?p=56913", None),
        ("http://news.org/id/20561299", None),
    ],
)
def test_the_date_in_an_address(url: str, first: date | None) -> None:
    found = address_date(url)
    assert (found[0] if found else None) == first


@pytest.mark.parametrize(
    ("sample", "written"),
    [
        ("2017-01-13", "2016-04-02"),
        ("12 January 2016", "2 April 2016"),
        ("January 12, 2016", "April 2, 2016"),
        ("2017年1月13日", "2016年4月2日"),
        ("2016年03月29日", "2016年04月02日"),
        ("13.01.2017", None),
        ("", None),
    ],
)
def test_a_date_is_written_as_the_page_writes_dates(sample: str, written: str | None) -> None:
    assert written_like(sample, DAY) == written


@pytest.mark.parametrize(
    ("text", "speech"),
    [
        ("Minister Okafor said: “We will all pay for it.”", True),
        ("He called it “a mistake we will all pay for in the end”.", True),
        ("部長指出：「這是我們終將付出代價的錯誤。」", True),
        ("「科学和数学系」指出了這兩個領域的關係。", False),
        ("He proposed the new name “Afroasiatic” for it.", False),
    ],
)
def test_speech_and_terms(text: str, speech: bool) -> None:
    assert quotes_speech(text) is speech


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("只有50%的法國人會講法語（Hobsbawm 1992, 60 - 61）。", True),
        ("The abacus evolved (Dilson, p.\u00a016–41).", True),
        ("見《民族主義》（林德，第12頁）。", True),
        ("The war (1939–1945) ended.", False),
        ("He lived there (1931, 1952) twice.", False),
        ("The bridge (opened in 1931) is long.", False),
    ],
)
def test_a_source_named_in_the_text(text: str, named: bool) -> None:
    assert names_a_source(text) is named


@pytest.mark.timeout(5)
@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ('("' * 50_000, False),
        ("“" + "a " * 100_000, True),
        ("(" + "1" * 100_000, False),
        ("“a " * 60_000, False),
    ],
)
def test_hostile_prose_takes_no_time(text: str, quotes: bool) -> None:
    assert not names_a_source(text)
    assert quotes_speech(text) is quotes


def template(name: str, **fields: str) -> Template:
    made = tuple(
        Field(key.replace("_", "-"), value, Span(0, 1), Span(0, 1)) for key, value in fields.items()
    )
    return Template(Span(0, 2), name, made)


def test_every_known_citation_template_is_one_by_any_spelling() -> None:
    for name in ("cite web", "Cite web", "cite_web", "Cite-Web", "CITE WEB", "citation"):
        assert is_citation(template(name))
    assert list(parameter_faults(template("cite quran", verse="1"))) == []
    assert not is_citation(template("reflist"))


def test_numbered_parameters_are_known_without_their_number() -> None:
    fields = {"last1": "a", "first12": "b", "author2_link": "c", "editor3_last": "d", "s2cid": "e"}
    assert list(parameter_faults(template("cite web", **fields))) == []


def test_a_misspelt_parameter_names_the_nearest() -> None:
    (hit,) = parameter_faults(template("cite web", acess_date="2017-01-13"))
    assert "`access-date` was probably meant" in hit.message
    (hit,) = parameter_faults(template("cite web", zzzzzzz="x"))
    assert "meant" not in hit.message


def test_text_without_a_name_is_not_printed() -> None:
    (hit,) = parameter_faults(template("cite web", **{"1": "some words"}))
    assert "“some words” has no parameter name" in hit.message
    assert list(parameter_faults(template("cite web", **{"1": "  "}))) == []


def test_of_empty_parameters_only_that_of_an_unnamed_publisher_is_told() -> None:
    blank = {"date": " ", "publisher": "", "work": "", "df": "", "url": ""}
    (hit,) = parameter_faults(template("cite web", title="x", **blank))
    assert hit.message.startswith("`publisher=` stands empty, and nothing else")
    assert hit.severity is Severity.NOTE
    for given in ({"website": "Daily Post"}, {"author": "Lind"}, {"agency": "TASS"}):
        assert list(parameter_faults(template("cite web", title="x", **blank, **given))) == []
    for name in ("cite encyclopedia", "cite book", "cite journal", "citation"):
        assert list(parameter_faults(template(name, title="x", **blank))) == []


def test_every_cite_error_has_a_rule_and_a_meaning() -> None:
    codes = {rule.code for rule in RULES}
    assert set(CITE_ERRORS.values()) <= codes
    for error in CITE_ERRORS:
        assert rule_of(error) == CITE_ERRORS[error]
        if error != "sectionpreview_no_text":
            assert not meaning(error).startswith("`"), error
    assert rule_of("an_error_of_next_year") == "REF016"
