"""Dates as people write them in citations."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citaudit.extract.dates import days

DATES = """
2017-01-13 | 2017-01-13 | 2017-01-13
2017-01-13T10:20:30Z | 2017-01-13 | 2017-01-13
2017/1/3 | 2017-01-03 | 2017-01-03
20170113 | 2017-01-13 | 2017-01-13
2017年1月13日 | 2017-01-13 | 2017-01-13
2016年03月29日 | 2016-03-29 | 2016-03-29
２０１７年１月１３日 | 2017-01-13 | 2017-01-13
2017年1月13日（星期五） | 2017-01-13 | 2017-01-13
2017年2月 | 2017-02-01 | 2017-02-28
2017年 | 2017-01-01 | 2017-12-31
2008年5月上旬 | 2008-05-01 | 2008-05-10
2008年上半年 | 2008-01-01 | 2008-06-30
2008年5月1日至3日 | 2008-05-01 | 2008-05-03
2008年5月1日—6月3日 | 2008-05-01 | 2008-06-03
2016年1月－2017年2月 | 2016-01-01 | 2017-02-28
二〇〇八年五月十日 | 2008-05-10 | 2008-05-10
民国九十七年五月 | 2008-05-01 | 2008-05-31
民國106年1月2日 | 2017-01-02 | 2017-01-02
昭和50年 | 1975-01-01 | 1975-12-31
令和元年 | 2019-01-01 | 2019-12-31
12 January 2016 | 2016-01-12 | 2016-01-12
12 Jan. 2016 | 2016-01-12 | 2016-01-12
3rd of May 2010 | 2010-05-03 | 2010-05-03
January 12, 2016 | 2016-01-12 | 2016-01-12
Monday, November 2, 1981 | 1981-11-02 | 1981-11-02
5. Mai 2010 | 2010-05-05 | 2010-05-05
1er mai 2010 | 2010-05-01 | 2010-05-01
14 de julio de 2014 | 2014-07-14 | 2014-07-14
13 июля 2014 | 2014-07-13 | 2014-07-13
May 2010 | 2010-05-01 | 2010-05-31
2010a | 2010-01-01 | 2010-12-31
Spring 1999 | 1999-02-01 | 1999-06-30
Autumn 1997 | 1997-08-01 | 1997-12-31
Summer 2006 | 2006-05-01 | 2006-09-30
12–14 May 2010 | 2010-05-12 | 2010-05-14
May 12–14, 2010 | 2010-05-12 | 2010-05-14
April-May 1995 | 1995-04-01 | 1995-05-31
30 December 2010 – 2 January 2011 | 2010-12-30 | 2011-01-02
December 2009–January 2010 | 2009-12-01 | 2010-01-31
1999–2001 | 1999-01-01 | 2001-12-31
1999-00 | 1999-01-01 | 2000-12-31
2004-05 | 2004-01-01 | 2005-12-31
2004-09 | 2004-09-01 | 2004-09-30
01/02/2017 | 2017-01-02 | 2017-02-01
13/02/2017 | 2017-02-13 | 2017-02-13
c. 1850 | 1840-01-01 | 1860-12-31
"""
ROWS = [[cell.strip() for cell in row.split("|")] for row in DATES.strip().splitlines()]


@pytest.mark.parametrize(("text", "earliest", "latest"), ROWS)
def test_the_first_and_last_day_a_date_can_mean(text: str, earliest: str, latest: str) -> None:
    first, last, problem = days(text)
    assert (str(first), str(last), problem) == (earliest, latest, None)


@pytest.mark.parametrize(
    "text", ["2016-02-30", "2017-13-05", "31 April 2010", "2017年2月30日", "22/22/2010"]
)
def test_a_day_that_no_calendar_has_is_a_problem(text: str) -> None:
    first, last, problem = days(text)
    assert (first, last) == (None, None)
    assert problem


def test_a_range_that_ends_before_it_begins() -> None:
    assert days("2012-05-01 – 2011-05-01")[2]


@pytest.mark.parametrize("text", ["", "n.d.", "the end", "99", "2008年第3期", "不详", "May"])
def test_what_is_no_date_is_no_problem(text: str) -> None:
    assert days(text) == (None, None, None)


@given(st.dates(date(1000, 1, 1), date(2199, 12, 31)))
def test_every_day_is_read_in_every_common_form(day: date) -> None:
    assert days(day.isoformat())[:2] == (day, day)
    assert days(f"{day.year}年{day.month}月{day.day}日")[:2] == (day, day)
    assert days(f"{day:%-d %B %Y}")[:2] == (day, day)
    assert days(f"{day:%B %-d, %Y}")[:2] == (day, day)


@given(st.text(max_size=60) | st.from_regex(r"[0-9年月日/\-. A-Za-z–至]{0,40}", fullmatch=True))
def test_no_text_breaks_it(text: str) -> None:
    first, last, problem = days(text)
    assert problem or (first is None) == (last is None)
    if first and last and not problem:
        assert first <= last
