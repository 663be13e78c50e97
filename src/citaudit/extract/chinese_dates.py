"""Dates in Chinese and Japanese: `2008年5月`, `民國九十七年五月上旬`, `2008年5月1日至3日`."""

from __future__ import annotations

import re
from datetime import date

from citaudit.extract.day_spans import NOTHING, Days, last_day, of_day, of_month, of_season
from citaudit.extract.eras import DIGITS, FIRST_YEAR, chinese_number

_ERA = "|".join(FIRST_YEAR)
_N = rf"[0-9]{{1,2}}|[{DIGITS}十]{{1,3}}"

CHINESE = re.compile(
    rf"(?:公元|西元|前)?\s*+(?:(?P<era>{_ERA})\s*+(?P<ey>元|[0-9]{{1,3}}|[{DIGITS}十百]{{1,4}})"
    rf"|(?P<y>[0-9]{{4}}|[{DIGITS}]{{4}}))\s*+年"
    rf"(?:\s*+(?P<m>{_N})\s*+月(?:份)?(?:\s*+(?P<d>{_N}|[{DIGITS}十]{{1,4}})\s*+(?:日|号|號)?"
    r"|\s*+(?P<third>[上中下]旬|初|底|末))?|\s*+(?P<season>[春夏秋冬])[季天]?|(?P<half>[上下]半年))?"
)
_RANGE_END = re.compile(
    rf"\s*+(?:-|–|—|－|～|~|至|到|、)\s*+(?:(?P<m>{_N})\s*+月\s*+)?(?:(?P<d>{_N})\s*+[日号號])?"
)
_THIRDS = {
    "上旬": (1, 10), "初": (1, 10), "中旬": (11, 20),
    "下旬": (21, 31), "底": (21, 31), "末": (21, 31),
}  # fmt: skip


def chinese(found: re.Match[str]) -> Days:
    """The days that a match of `CHINESE` names."""
    year = _year(found)
    if year is None or not 1 <= year <= 2200:
        return NOTHING
    if found["season"]:
        return of_season(year, "春夏秋冬".index(found["season"]) + 1)
    if found["half"]:
        if found["half"] == "上半年":
            return Days(date(year, 1, 1), date(year, 6, 30))
        return Days(date(year, 7, 1), date(year, 12, 31))
    if found["m"] is None:
        return Days(date(year, 1, 1), date(year, 12, 31))
    month = chinese_number(found["m"])
    if found["d"]:
        return of_day(year, month, chinese_number(found["d"]))
    if (third := found["third"]) and 1 <= month <= 12:
        first, last = _THIRDS[third]
        ends = date(year, month, last) if last < 31 else last_day(year, month)
        return Days(date(year, month, first), ends)
    return of_month(year, month)


def chinese_range(text: str) -> Days | None:
    """`2008年5月1日至3日`, `2008年5月—6月`."""
    found = CHINESE.match(text)
    if found is None or found["m"] is None:
        return None
    rest = _RANGE_END.fullmatch(text, found.end())
    start = chinese(found)
    if rest is None or start.earliest is None or not (rest["m"] or rest["d"]):
        return None
    year = start.earliest.year
    month = chinese_number(rest["m"]) if rest["m"] else start.earliest.month
    end = of_day(year, month, chinese_number(rest["d"])) if rest["d"] else of_month(year, month)
    return Days(start.earliest, end.latest, start.problem or end.problem)


def _year(found: re.Match[str]) -> int | None:
    if found["era"]:
        years = 1 if found["ey"] == "元" else chinese_number(found["ey"])
        return FIRST_YEAR[found["era"]] + years - 1
    return chinese_number(found["y"])
