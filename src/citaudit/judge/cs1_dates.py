"""Dates that the English Wikipedia's citation templates do not read.

Only forms that they certainly reject (Help:CS1 errors, “Check date values”; Module:Citation/CS1/
Date validation): what is not known here is taken for a date.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from citaudit.text.months import ENGLISH

FIRST_ACCESS = date(2001, 1, 15)
"""Wikipedia's first day: no earlier day of access is taken."""

_LONG = "|".join(ENGLISH)
_SHORT = "|".join(month[:3] for month in ENGLISH)
_MONTH = rf"(?:{_LONG}|{_SHORT})"
_ANY = rf"(?i:{_LONG}|Sept|{_SHORT})"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_NOTHING = re.compile(
    r"n/?a|unknown|not known|no date|none|undated|\?+|-+|various|tb[ad]|present|ongoing",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"[{}\[\]<>&']")
_READ = re.compile(
    rf"[1-9]\d? {_MONTH} \d{{3,4}}|{_MONTH} (?:[1-9]\d?, )?\d{{3,4}}|\d{{4}}-\d\d-\d\d|\d{{3,4}}"
)
_REASONS = (
    (
        re.compile(r"\d{1,2}([/.])\d{1,2}\1(?:\d{4}|\d\d)|\d{4}([/.])\d{1,2}\2\d{1,2}"),
        "numbers do not say which of them is the month",
    ),
    (re.compile(r"\d{4}-\d"), "in this form month and day have two digits each"),
    (re.compile(r"\d{1,2}-\d{1,2}-\d{4}"), "numbers do not say which of them is the month"),
    (
        re.compile(r"\d{4}-(?:\d-\d{1,2}|\d\d-\d)"),
        "in this form month and day have two digits each",
    ),
    (
        re.compile(r"\d{4}[-–](?:0[1-9]|1[0-2])"),
        "it could be a month, or two years",
    ),
    (
        re.compile(rf"{_ANY}(?: {_DAY})?|{_DAY} {_ANY}"),
        "it gives no year",
    ),
    (
        re.compile(
            rf"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,? )?"
            rf"(?:{_DAY}(?:st|nd|rd|th)?(?: of)? {_ANY}[.,]*? ?\d{{4}}"
            rf"|{_ANY}\.?(?: {_DAY}(?:st|nd|rd|th)?)?,? ?\d{{4}}"
            rf"|\d{{4}},? {_ANY}\.?(?: {_DAY})?)(?:,? \d{{1,2}}:\d\d.{{0,20}})?"
        ),
        "it has to look like “5 May 2016”, “May 5, 2016” or “2016-05-05”",
    ),
)


@lru_cache(maxsize=4096)
def unreadable_date(value: str, *, whole_day: bool) -> str | None:
    """Why the templates reject the date `value`; None where they take it, or it is not known.

    `whole_day`: a month or a year alone will not do.
    """
    if _READ.fullmatch(value):
        partial = whole_day and (value.isdigit() or value[0].isalpha()) and "," not in value
        return "it gives no day" if partial else None
    if _MARKUP.search(value):
        return None
    if _NOTHING.fullmatch(value):
        return "no day, month or year is given"
    return next((why for form, why in _REASONS if form.fullmatch(value)), None)
