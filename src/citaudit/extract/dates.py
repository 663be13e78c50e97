"""Dates in citations: the first and the last day that what is written can mean.

Nothing is guessed: `01/02/2017` covers both readings, `2008年` the whole year. What is no date at
all has no days and no problem; a day that no calendar has is a problem.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache

from citaudit.extract.chinese_dates import CHINESE, chinese, chinese_range
from citaudit.extract.day_spans import (
    NOTHING,
    Days,
    clamped_day,
    no_such,
    of_day,
    of_month,
    of_season,
)
from citaudit.extract.eras import DIGITS
from citaudit.model import CitedDate, DateRole, Span
from citaudit.text.months import MONTHS, SEASONS

_NUMERALS = f"{DIGITS}十元"
_MONTH = "|".join(sorted((re.escape(name) for name in MONTHS), key=len, reverse=True))
_SEASON = "|".join(sorted((re.escape(name) for name in SEASONS), key=len, reverse=True))
_DASH = r"\s*(?:-|–|—|−|~|～|－|/|至|到|to|bis|au|al)\s*"
_ORDINAL = r"(?:st|nd|rd|th|er|re|º|ª|\.|-?го)?"
_YEAR = r"(?:1[0-9]{3}|20[0-9]{2}|21[0-9]{2})"
_Y = rf"(?P<y>{_YEAR})(?:[a-z]\b)?"

_ISO = re.compile(r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)(?:[T ]\d\d:?\d\d.*)?")
_YMD = re.compile(r"(?P<y>\d{4})\s*([./-])\s*(?P<m>\d{1,2})\s*\2\s*(?P<d>\d{1,2})(?:\D.*)?")
_COMPACT = re.compile(rf"(?P<y>{_YEAR})(?P<m>[01]\d)(?P<d>[0-3]\d)(?:\d{{6}})?")
_YM = re.compile(r"(?P<y>\d{4})[-/.](?P<m>\d\d)")
_NUMERIC = re.compile(r"(?P<a>\d{1,2})([./-])(?P<b>\d{1,2})\2(?P<y>\d{4})(?:\s.*)?")
_DMY = re.compile(
    rf"(?P<d>\d{{1,2}}){_ORDINAL}(?:\s*de)?[\s.\-]*(?P<m>{_MONTH})\.?,?(?:\s*de[l]?)?[\s,\-]*{_Y}",
    re.I,
)
_MDY = re.compile(rf"(?P<m>{_MONTH})\.?\s*(?P<d>\d{{1,2}}){_ORDINAL}[\s,]+{_Y}", re.I)
_YMDW = re.compile(rf"{_Y}[\s,]+(?P<m>{_MONTH})\.?\s+(?P<d>\d{{1,2}}){_ORDINAL}", re.I)
_MY = re.compile(rf"(?P<m>{_MONTH})\.?,?(?:\s*de)?[\s\-]*{_Y}", re.I)
_YMW = re.compile(rf"{_Y}[\s,]+(?P<m>{_MONTH})\.?", re.I)
_SEASON_YEAR = re.compile(rf"(?P<s>{_SEASON}),?\s+{_Y}(?:[–/-]\d{{2,4}})?", re.I)
_ONLY_YEAR = re.compile(_Y)
_DAYS_OF_MONTH = re.compile(
    rf"(?:(?P<d1>\d{{1,2}}){_DASH}(?P<d2>\d{{1,2}})\s+(?P<m>{_MONTH})\.?,?\s+(?P<y>{_YEAR})"
    rf"|(?P<n>{_MONTH})\.?\s+(?P<e1>\d{{1,2}}){_DASH}(?P<e2>\d{{1,2}}),?\s+(?P<z>{_YEAR}))",
    re.I,
)
_MONTHS_OF_YEAR = re.compile(
    rf"(?:(?P<d1>\d{{1,2}})\s+)?(?P<m1>{_MONTH})\.?(?:\s+(?P<e1>\d{{1,2}}))?{_DASH}"
    rf"(?:(?P<d2>\d{{1,2}})\s+)?(?P<m2>{_MONTH})\.?(?:\s+(?P<e2>\d{{1,2}}))?,?\s+{_Y}",
    re.I,
)
_YEARS = re.compile(rf"(?P<y1>{_YEAR}){_DASH}(?P<y2>\d{{4}}|\d{{2}})")
_SPLIT = re.compile(
    r"(?<!\s)\s++(?:-|–|—|~|to|至)\s++|(?<=[\d年月日])(?:–|—|－|～|至)(?=[^\W_])|(?<=日)[-~](?=[^\W_])"
)
_ABOUT = re.compile(
    r"^(?:circa|about|around|approx\.?|before|after|c\.|ca\.?|ok\.|um\s|vers|约|約|大约|大約)\s*+|(?<!\s)\s*+(?:左右|前后|前後|顷)$|\?$",
    re.I,
)
_NO_DATE = re.compile(
    r"n\.?\s*d\.?|no date|undated|nd|o\.\s?j\.|s\.\s?d\.|不详|不詳|无日期|無日期", re.I
)
_WEEKDAY = re.compile(
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+"
    r"|[（(]?(?:星期|周|週|礼拜|禮拜)[一二三四五六日天][)）]?",
    re.I,
)
_CLOCK = re.compile(
    r"(?:,|(?<!\s))\s*+(?:at\s++)?\d{1,2}:\d{2}(?::\d{2})?\s*+(?:[ap]\.?m\.?\s*+)?(?:[A-Z]{2,4})?,?",
    re.I,
)


def cited_date(role: DateRole, as_written: str, span: Span) -> CitedDate:
    """The date that `as_written` names in that role."""
    earliest, latest, problem = days(as_written)
    return CitedDate(role, as_written, span, earliest, latest, problem)


_WIDE_DIGITS = dict(zip(range(0xFF10, 0xFF1A), "0123456789", strict=True))


@lru_cache(maxsize=8192)
def days(text: str) -> Days:
    """The days of a date as people write it; `NOTHING` where it is none."""
    text = text.translate(_WIDE_DIGITS).strip().strip(".,;()（）[]。，")
    if found := _ISO.fullmatch(text):
        return _ymd(found)
    if text.isascii() and (read := _in_words(text)) is not None:
        return read
    if not any(character.isdigit() or character in _NUMERALS for character in text):
        return NOTHING
    if _NO_DATE.fullmatch(text):
        return NOTHING
    text = _CLOCK.sub(" ", _WEEKDAY.sub("", text)).strip(" ,")
    about = _ABOUT.sub("", text).strip()
    read = _range(about) if _SPLIT.search(about) else None
    if read is None:
        read = _in_a_shape(about)
    if read is None:
        read = chinese_range(about)
    if read is None:
        read = _by_library(about)
    if about != text and read.earliest and read.latest:
        # "about": a decade either way for CS1's circa
        first, last = read.earliest.year - 10, read.latest.year + 10
        return Days(clamped_day(first, 1, 1), clamped_day(last, 12, 31), read.problem)
    return read


def _in_a_shape(text: str) -> Days | None:
    for shape, reader in _SHAPES:
        if (found := shape.fullmatch(text)) and (read := reader(found)) is not None:
            return read
    return None


def _in_words(text: str) -> Days | None:
    """`12 May 2010`, `May 12, 2010`, `May 2010`, `2010`: how most dates are written in English."""
    words = text.split(None, 3)
    *before, last = words or [""]
    if len(words) > 3 or not (len(last) == 4 and last.isdecimal() and "1000" <= last < "2200"):
        return None
    year = int(last)
    if not before:
        return Days(date(year, 1, 1), date(year, 12, 31))
    before[-1] = before[-1].removesuffix(",")
    months = [MONTHS.get(word.removesuffix(".").lower(), 0) for word in before]
    if len(before) == 1:
        return of_month(year, months[0]) if months[0] else None
    day = before[1] if months[0] else before[0]
    month = months[0] or months[1]
    return of_day(year, month, int(day)) if month and day.isdecimal() and len(day) < 3 else None


def _range(text: str) -> Days | None:
    """`12 May 2010 – 3 June 2011`, each side a date of its own."""
    first, *rest = _SPLIT.split(text)
    if len(rest) != 1 or not re.search(r"\d{4}|年", first) or not re.search(r"\d{4}|年", rest[0]):
        return None
    start, end = days(first), days(rest[0])
    if start.earliest is None or end.latest is None:
        return None
    if start.earliest > end.latest:
        return Days(start.earliest, end.latest, "the range ends before it begins")
    return _from_to(start, end)


def _from_to(start: Days, end: Days) -> Days:
    return Days(start.earliest, end.latest, start.problem or end.problem)


def _ymd(found: re.Match[str]) -> Days:
    return of_day(int(found["y"]), int(found["m"]), int(found["d"]))


def _numeric(found: re.Match[str]) -> Days:
    """`01/02/2017`: day first or month first, whichever a reader takes it for."""
    year, first, second = int(found["y"]), int(found["a"]), int(found["b"])
    readings = [of_day(year, second, first), of_day(year, first, second)]
    firsts = [reading.earliest for reading in readings if reading.earliest]
    lasts = [reading.latest for reading in readings if reading.latest]
    return Days(min(firsts), max(lasts)) if firsts else no_such(found[0])


def _year_month(found: re.Match[str]) -> Days:
    """`2004-05` is May 2004 to some and 2004 to 2005 to others: both are covered."""
    year, second = int(found["y"]), int(found["m"])
    follows = found[0][4] == "-" and second == (year + 1) % 100
    if follows:
        return Days(date(year, 1, 1), date(year + 1, 12, 31))
    if 1 <= second <= 12:
        return of_month(year, second)
    if found[0][4] == "-" and year % 100 < second:
        return Days(date(year, 1, 1), date(year // 100 * 100 + second, 12, 31))
    return no_such(found[0])


def _named(found: re.Match[str]) -> Days:
    return of_day(int(found["y"]), MONTHS[found["m"].lower()], int(found["d"]))


def _named_month(found: re.Match[str]) -> Days:
    return of_month(int(found["y"]), MONTHS[found["m"].lower()])


def _season(found: re.Match[str]) -> Days:
    return of_season(int(found["y"]), SEASONS[found["s"].lower()])


def _year(found: re.Match[str]) -> Days:
    year = int(found["y"])
    return Days(date(year, 1, 1), date(year, 12, 31))


def _days_of_month(found: re.Match[str]) -> Days | None:
    side = ("d1", "d2", "m", "y") if found["m"] else ("e1", "e2", "n", "z")
    first, last, month, year = (found[name] for name in side)
    start = of_day(int(year), MONTHS[month.lower()], int(first))
    end = of_day(int(year), MONTHS[month.lower()], int(last))
    return _from_to(start, end)


def _months_of_year(found: re.Match[str]) -> Days:
    year = int(found["y"])
    first, second = MONTHS[found["m1"].lower()], MONTHS[found["m2"].lower()]
    day1, day2 = found["d1"] or found["e1"], found["d2"] or found["e2"]
    begins = year - 1 if first > second else year
    start = of_day(begins, first, int(day1)) if day1 else of_month(begins, first)
    end = of_day(year, second, int(day2)) if day2 else of_month(year, second)
    return _from_to(start, end)


def _years(found: re.Match[str]) -> Days | None:
    first, second = int(found["y1"]), found["y2"]
    last = int(second) if len(second) == 4 else first // 100 * 100 + int(second)
    if last < first:
        last += 100 if len(second) == 2 else 0
    if last < first or last > 2200:
        return None
    return Days(date(first, 1, 1), date(last, 12, 31))


def _by_library(text: str) -> Days:
    """What is left of Western spellings, read twice with other defaults to see what is unsaid."""
    if len(text) > 40 or not re.search(rf"\b{_YEAR}\b", text) or not re.search(_MONTH, text, re.I):
        return NOTHING
    from datetime import datetime

    from dateutil import parser

    try:
        low = parser.parse(text, default=datetime(1904, 1, 1)).date()
        high = parser.parse(text, default=datetime(1904, 12, 31)).date()
    except (ValueError, OverflowError, TypeError):
        return NOTHING
    return Days(low, high)


_SHAPES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Days | None]], ...] = (
    (_YMD, _ymd),
    (CHINESE, chinese),
    (_DMY, _named),
    (_MDY, _named),
    (_ONLY_YEAR, _year),
    (_MY, _named_month),
    (_YM, _year_month),
    (_COMPACT, _ymd),
    (_NUMERIC, _numeric),
    (_YMDW, _named),
    (_YMW, _named_month),
    (_SEASON_YEAR, _season),
    (_DAYS_OF_MONTH, _days_of_month),
    (_MONTHS_OF_YEAR, _months_of_year),
    (_YEARS, _years),
)
