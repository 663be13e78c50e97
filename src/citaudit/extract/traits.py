"""What in a statement calls for a source: numbers, dates, superlatives, quotations and so on.

Every trait is a rule that can be read: the words are `traits.toml`, the patterns of figures below.
They say what a reader will want to check, never that a statement is wrong.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
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
    r"(?=[0-9０-９A-S公西])(?:"
    r"(?:公元前?|西元前?)?[0-9０-９]{1,4}年(?![來来前後后間间歲岁內内以])(?:代|[0-9]{1,2}月(?:[0-9]{1,2}[日號号])?)?"
    r"|[0-9]{1,2}月(?:[0-9]{1,2}[日號号]|[初底中末])?|[0-9]{1,2}[日號号](?!線|线|楼|樓)"
    r"|[0-9]{1,2}世[紀纪]"
    rf"|\b(?:[0-9]{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH}\b|{_MONTH}\.?\s[0-9]{{1,2}}\b(?!:))"
    r"(?:,?\s[0-9]{4}\b)?"
    rf"|\b{_MONTH}\s[0-9]{{4}}\b"
    r"|\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b|\b(?:1[0-9]|20)[0-9]{2}s?\b(?![,.][0-9]|\s?%|-)"
    r"|\b[0-9]{1,2}(?:st|nd|rd|th)[\s-]centur(?:y|ies)\b"
    r"|\b[0-9]{1,4}\s(?:BC|AD|BCE|CE)\b)"
)
_MONEY = re.compile(
    r"[$€£¥₩₽₹]\s?[0-9０-９]|[0-9０-９萬万億亿百千餘余多]\s?(?:美元|美金|歐元|欧元|英鎊|英镑|港元|港幣|港币|日圓|日元|台幣|"
    r"台币|新台幣|人民幣|人民币|盧布|卢布|韓元|韩元|法郎|馬克|马克|盾|元(?![年朝代素件]))"
    r"|[0-9](?<!\w[0-9])[0-9.,]*+\s?(?:(?:hundred|thousand|million|billion|trillion)\s)?"
    r"(?:dollars?|euros?|pounds? sterling|yen|yuan|rupees?|rubles?|roubles?|francs?|USD|EUR|GBP)\b"
)
_PERCENT_SIGN = re.compile("[％‰成分]")
_PERCENTAGE = re.compile(
    r"[0-9０-９]\s?[%％‰]|百分之|[0-9一二三四五六七八九]成(?![為为立員员功])|\b(?:percent|per\scent|percentage)\b"
)
_NAMED = re.compile(r"(?<![A-Za-z])[A-Za-z]{1,12}+[-‐–−－]?[0-9]++[A-Za-z]*+")  # T-4, F-16: a name
_DIGIT = re.compile("[0-9０-９]")
_IN_NO_NAME = re.compile(r"[0-9０-９](?<![A-Za-z0-9０-９][0-9０-９])(?<![-‐–−－][0-9０-９])")
_HAN_NUMBER = re.compile(
    rf"(?:{_NUMERAL}{_NUMERAL}+|(?<![第唯統统同另萬万其每某專专單单進进])[二三四五六七八九兩两數数])"
    rf"[餘余多來来]?{_UNIT}"
)
_NUMBER_WORDS = frozenset(
    """two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred
    hundreds thousand thousands million millions billion billions dozen dozens half third
    quarter twenty-one twenty-two twenty-five thirty-five two-thirds three-quarters""".split()  # noqa: SIM905
)
_ENGLISH_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
# First characters of the patterns in the Chinese lists.
_PATTERN_FIRSTS = "稱称據据依根按說说比較较（(現现"

_QUOTED_CJK = re.compile(r"[「“]([^「」“”]{6,})[」”]")
_SAID_BEFORE = re.compile(r"[：:]\s*$|[稱称說说問问道喊][，,]?\s*$")
_SPOKEN = re.compile(
    "[，。！？的是不會会有我你您他她了在都要將将於于讓让沒没無无應应和而就也很這这那]"
)
_QUOTED_WESTERN = re.compile(r"[“\"]([^“”\"]{8,})[”\"]|[«„]([^«»„“]{8,})[»“]")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SMALL = frozenset(
    """a an and as at but by for from in into is of on or over the to with de la le du des van von
    und""".split()  # noqa: SIM905
)


def traits(text: str) -> tuple[str, ...]:
    """The traits of one statement, in a fixed order."""
    cjk = not text.isascii() and _HAN.search(text) is not None
    digits = _DIGIT.search(text) is not None
    rest, dates = _DATE.subn(" ", text) if digits else (text, 0)
    found = []
    if _is_number(rest, cjk, digits):
        found.append("number")
    if dates:
        found.append("date")
    if (digits or cjk) and _MONEY.search(rest):
        found.append("money")
    if _may_give_percentage(rest) and _PERCENTAGE.search(rest):
        found.append("percentage")
    if quotes(text, cjk):
        found.append("quotation")
    found += _chinese(text) if cjk else _english(text)
    return tuple(found)


def _may_give_percentage(text: str) -> bool:
    if "%" in text or "cent" in text:
        return True
    return not text.isascii() and _PERCENT_SIGN.search(text) is not None


def _is_number(text: str, cjk: bool, digits: bool) -> bool:
    if digits and _gives_digits(text):
        return True
    if cjk:
        return _HAN_NUMBER.search(text) is not None
    return not _NUMBER_WORDS.isdisjoint(text.lower().split())


def _chinese(text: str) -> list[str]:
    """Traits by words of Chinese; a list is gone through only where a word of it may begin."""
    characters = set(text)
    found: dict[str, None] = {}
    for name, firsts, words in _tables().chinese:
        if name not in found and not firsts.isdisjoint(characters) and words.search(text):
            found[name] = None
    return list(found)


def _english(text: str) -> list[str]:
    """Traits by words of English: a phrase is looked for only where its first word stands."""
    words = _ENGLISH_WORD.findall(text.lower())
    tables = _tables()
    seen: set[str] = set()
    said = ""
    for word in tables.firsts.intersection(words):
        for phrase, name in tables.phrases[word]:
            said = said or f" {' '.join(words)} "
            if name not in seen and phrase in said:
                seen.add(name)
    return [
        name
        for name, hint, pattern in tables.english
        if name in seen or (hint in text and pattern is not None and pattern.search(text))
    ]


def _gives_digits(text: str) -> bool:
    """Whether a digit stands outside the names; most that do have no letter or hyphen before."""
    if _IN_NO_NAME.search(text):
        return True
    return _DIGIT.search(_NAMED.sub(" ", text)) is not None


def has_figure(text: str) -> bool:
    """Whether a cell, a value or an item gives a figure that could be right or wrong.

    A digit in a name (`T-4`, `IB1`) is none.
    """
    if _DIGIT.search(text):
        return _gives_digits(text)
    return not text.isascii() and _HAN_FIGURE.search(text) is not None


_HAN_FIGURE = re.compile(rf"{_NUMERAL}{{1,6}}{_UNIT}|百分之")


def quotes(text: str, cjk: bool) -> bool:
    """Whether somebody's words are quoted; a name or a title in quotation marks is none."""
    if cjk:
        if "「" not in text and "“" not in text:
            return False
        for found in _QUOTED_CJK.finditer(text):
            before = text[max(0, found.start() - 4) : found.start()]
            if _SAID_BEFORE.search(before) or _SPOKEN.search(found[1]):
                return True
        return False
    if text.isascii() and '"' not in text:
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
    data = tomllib.loads(files("citaudit.extract").joinpath("traits.toml").read_text("utf-8"))
    names = data["page"]["living-person"]["categories"]
    return re.compile(rf":\s*(?:{'|'.join(map(re.escape, names))})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Tables:
    """The word lists made ready to be searched.

    `chinese`: name, first characters and pattern of each list. `english`: name, what its
    pattern needs, pattern. `phrases`: English by first word, as (phrase between spaces, name);
    `firsts` are their keys.
    """

    chinese: tuple[tuple[str, frozenset[str], re.Pattern[str]], ...]
    english: tuple[tuple[str, str, re.Pattern[str] | None], ...]
    phrases: dict[str, list[tuple[str, str]]]
    firsts: frozenset[str]


@cache
def _tables() -> _Tables:
    data = tomllib.loads(files("citaudit.extract").joinpath("traits.toml").read_text("utf-8"))
    phrases: dict[str, list[tuple[str, str]]] = {}
    for name, table in data["en"].items():
        for written in table.get("words", ()):
            words = _ENGLISH_WORD.findall(written)
            phrases.setdefault(words[0], []).append((f" {' '.join(words)} ", name))
    return _Tables(
        tuple(
            (name, *each) for name, table in data["zh"].items() for each in _chinese_lists(table)
        ),
        tuple(
            (name, table.get("hint", ""), _joined(table.get("patterns", ())))
            for name, table in data["en"].items()
        ),
        phrases,
        frozenset(phrases),
    )


def _joined(patterns: list[str]) -> re.Pattern[str] | None:
    return re.compile("|".join(patterns), re.IGNORECASE) if patterns else None


def _chinese_lists(table: dict[str, list[str]]) -> list[tuple[frozenset[str], re.Pattern[str]]]:
    """Words and patterns apart: the engine skips ahead only over a list of plain words."""
    words = sorted(table.get("words", ()), key=len, reverse=True)
    patterns = [pattern.replace(r"\p{H}", _H) for pattern in table.get("patterns", ())]
    lists = [(frozenset(word[0] for word in words), re.compile("|".join(map(re.escape, words))))]
    if patterns:
        lists.append((frozenset(_PATTERN_FIRSTS), re.compile("|".join(patterns))))
    return lists if words else lists[1:]
