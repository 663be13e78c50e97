"""What in a statement calls for a source: numbers, dates, superlatives, quotations and so on.

Every trait is a rule that can be read: the words are `traits.toml`, the patterns of figures below.
They say what a reader will want to check, never that a statement is wrong.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from functools import cache
from importlib.resources import files

_H = r"[\u3400-\u9fff\w·・「」]"
_HAN = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_NUMERAL = "[零〇一二三四五六七八九十百千萬万億亿兩两數数幾几半]"
_UNIT = (
    "(?:[個个名位人輛辆架艘門门枚座家間间所次年月日天歲岁倍元條条種种項项件場场隊队匹頭头只隻張张篇部本冊册章層层樓楼級级"
    "度里米尺公英噸吨磅戶户村縣县省國国城區区站集屆届輪轮分秒]|小時|小时|世紀|世纪|公里|平方|立方|公斤|分鐘|分钟)"
)
_MONTH = (
    "(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    "|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_DATE = re.compile(
    r"(?:公元前?|西元前?)?[0-9０-９]{1,4}年(?![來来前後后間间歲岁內内以])(?:代|[0-9]{1,2}月(?:[0-9]{1,2}[日號号])?)?"
    r"|[0-9]{1,2}月(?:[0-9]{1,2}[日號号]|[初底中末])?|[0-9]{1,2}[日號号](?!線|线|楼|樓)"
    r"|[0-9]{1,2}世[紀纪]"
    rf"|\b(?:[0-9]{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH}\b|{_MONTH}\.?\s[0-9]{{1,2}}\b(?!:))"
    r"(?:,?\s[0-9]{4}\b)?"
    rf"|\b{_MONTH}\s[0-9]{{4}}\b"
    r"|\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b|\b(?:1[0-9]|20)[0-9]{2}s?\b(?![,.][0-9]|\s?%|-)"
    r"|\b[0-9]{1,2}(?:st|nd|rd|th)[\s-]centur(?:y|ies)\b"
    r"|\b[0-9]{1,4}\s(?:BC|AD|BCE|CE)\b"
)
_MONEY = re.compile(
    r"[$€£¥₩₽₹]\s?[0-9０-９]|[0-9０-９萬万億亿百千餘余多]\s?(?:美元|美金|歐元|欧元|英鎊|英镑|港元|港幣|港币|日圓|日元|台幣|"
    r"台币|新台幣|人民幣|人民币|盧布|卢布|韓元|韩元|法郎|馬克|马克|盾|元(?![年朝代素件]))"
    r"|\b[0-9][0-9.,]*+\s?(?:(?:hundred|thousand|million|billion|trillion)\s)?"
    r"(?:dollars?|euros?|pounds? sterling|yen|yuan|rupees?|rubles?|roubles?|francs?|USD|EUR|GBP)\b"
)
_PERCENTAGE = re.compile(
    r"[0-9０-９]\s?[%％‰]|百分之|[0-9一二三四五六七八九]成(?![為为立員员功])|\b(?:percent|per\scent|percentage)\b"
)
_NAMED = re.compile(r"(?<![A-Za-z])[A-Za-z]{1,12}+[-‐–−－]?[0-9]++[A-Za-z]*+")  # T-4, F-16: a name
_NUMBER = re.compile(
    rf"[0-9０-９]|(?:{_NUMERAL}{_NUMERAL}+|(?<![第唯統统同另萬万其每某專专單单進进])[二三四五六七八九兩两數数])"
    rf"[餘余多來来]?{_UNIT}"
    r"|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    r"|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
    r"|hundreds?|thousands?|millions?|billions?|dozens?|half|third|quarter)\b",
    re.IGNORECASE,
)

_QUOTED_CJK = re.compile(r"[「“]([^「」“”]{6,})[」”]")
_SAID_BEFORE = re.compile(r"[：:]\s*$|[稱称說说問问道喊][，,]?\s*$")
_SPOKEN = re.compile(
    "[，。！？的是不會会有我你您他她了在都要將将於于讓让沒没無无應应和而就也很這这那]"
)
_QUOTED_WESTERN = re.compile(r"[“\"]([^“”\"]{8,})[”\"]|[«„]([^«»„“]{8,})[»“]")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SMALL = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "but",
        "by",
        "for",
        "from",
        "in",
        "into",
        "is",
        "of",
        "on",
        "or",
        "over",
        "the",
        "to",
        "with",
        "de",
        "la",
        "le",
        "du",
        "des",
        "van",
        "von",
        "und",
    ]
)


def traits(text: str) -> tuple[str, ...]:
    """The traits of one statement, in a fixed order."""
    cjk = _HAN.search(text) is not None
    rest, dates = _DATE.subn(" ", text)
    found = [
        name
        for name, seen in (
            ("number", _NUMBER.search(_NAMED.sub(" ", rest))),
            ("date", dates),
            ("money", _MONEY.search(rest)),
            ("percentage", _PERCENTAGE.search(rest)),
            ("quotation", quotes(text, cjk)),
        )
        if seen
    ]
    for name, seen_in in _tables()["zh" if cjk else "en"]:
        if seen_in(text):
            found.append(name)
    return tuple(found)


def has_figure(text: str) -> bool:
    """Whether a cell, a value or an item gives a figure that could be right or wrong."""
    return _FIGURE.search(text) is not None


_FIGURE = re.compile(rf"[0-9０-９]|{_NUMERAL}{{1,6}}{_UNIT}|百分之")


def quotes(text: str, cjk: bool) -> bool:
    """Whether somebody's words are quoted; a name or a title in quotation marks is none."""
    if cjk:
        for found in _QUOTED_CJK.finditer(text):
            before = text[max(0, found.start() - 4) : found.start()]
            if _SAID_BEFORE.search(before) or _SPOKEN.search(found[1]):
                return True
        return False
    return any(_is_speech(found[1] or found[2]) for found in _QUOTED_WESTERN.finditer(text))


def _is_speech(quoted: str) -> bool:
    """Three words or more that are not all capitalised, as those of a title are."""
    words = _WORD.findall(quoted)
    small = [word for word in words if word.islower() and word not in _SMALL]
    return len(words) >= 3 and bool(small)


def about_the_living(page_text: str) -> bool:
    """Whether the categories of a page say that its subject is alive."""
    return _living().search(page_text) is not None


@cache
def _living() -> re.Pattern[str]:
    names = _data()["page"]["living-person"]["categories"]
    return re.compile(rf":\s*(?:{'|'.join(map(re.escape, names))})\b", re.IGNORECASE)


@cache
def _tables() -> dict[str, list[tuple[str, Callable[[str], object]]]]:
    data = _data()
    return {
        language: [
            (name, re.compile(_alternatives(language, table), flags).search)
            for name, table in data[language].items()
        ]
        for language, flags in (("zh", re.NOFLAG), ("en", re.IGNORECASE))
    }


def _alternatives(language: str, table: dict[str, list[str]]) -> str:
    words = sorted(table.get("words", ()), key=len, reverse=True)
    joined = "|".join(re.escape(word) for word in words)
    parts = [pattern.replace(r"\p{H}", _H) for pattern in table.get("patterns", ())]
    if joined:
        parts.insert(0, joined if language == "zh" else rf"\b(?:{joined})\b")
    return "|".join(parts)


@cache
def _data() -> dict[str, dict[str, dict[str, list[str]]]]:
    text = files("citaudit.extract").joinpath("traits.toml").read_text("utf-8")
    table: dict[str, dict[str, dict[str, list[str]]]] = tomllib.loads(text)
    return table
