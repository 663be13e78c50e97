"""Figures in a statement: numbers, dates, sums of money, percentages.

The patterns begin with a set of characters, so that the engine skips to the next of them, and
match no line end, so that they can be searched in many statements at once.
"""

from __future__ import annotations

import re
from functools import lru_cache

_NUMERAL = "[零〇一二三四五六七八九十百千萬万億亿兩两數数幾几半]"
_ALONE = "[二三四五六七八九兩两數数]"  # one of them before a unit is a number
_UNIT = (
    "(?:[個个名位人輛辆架艘門门枚座家間间所次年月日天歲岁倍元條条種种項项件場场隊队匹頭头只隻張张篇部本冊册章層层樓楼級级"
    "度里米尺公英噸吨磅戶户村縣县省國国城區区站集屆届輪轮分秒]|小時|小时|世紀|世纪|公里|平方|立方|公斤|分鐘|分钟)"
)
_MONTH = (
    "(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    "|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
# The same behind its first letter, which is looked back at where the next two fit.
_REST_OF_MONTH = re.sub(r"\b([A-Z])([a-z]{2})", r"\2(?<=\1\2)", _MONTH)
_MEASURE = "(?:[kcm]?m|mi|ft|k?g|ha|metres|meters|miles|feet|tonnes|tons)"  # `1200 m` is no year

_DATE_IN_FIGURES = (
    "(?:(?:(?<=[公西])元前?[0-9０-９]{1,4}|(?<=[0-9０-９])[0-9０-９]{0,3})"
    "年(?![來来前後后間间歲岁內内以])(?:代|[0-9]{1,2}月(?:[0-9]{1,2}[日號号])?)?"
    "|(?<=[0-9])[0-9]?"
    "(?:月(?:[0-9]{1,2}[日號号]|[初底中末])?|[日號号](?!線|线|楼|樓)|世[紀纪])"
    r"|(?<=[0-9])(?<!\w[0-9])(?:"
    rf"[0-9]?(?:st|nd|rd|th)? (?:of )?{_MONTH}\b(?:,? [0-9]{{4}}\b)?"
    r"|[0-9]{3}-[0-9]{2}-[0-9]{2}\b"
    rf"|(?:(?<=1)[0-9]|(?<=2)0)[0-9]{{2}}s?\b(?![,.][0-9]| ?%|-| {_MEASURE}\b)"
    r"|[0-9]?(?:st|nd|rd|th)[ -]centur(?:y|ies)\b"
    r"|[0-9]{0,3} (?:BC|AD|BCE|CE)\b))"
)

_HAN_DIGIT = re.compile(_NUMERAL)
DIGIT = re.compile("[0-9０-９]")
DATE = re.compile(
    "[0-9０-９公西JFMASOND](?:"
    f"(?<![A-Z]){_DATE_IN_FIGURES}"
    rf"|(?<!\w[A-Z]){_REST_OF_MONTH}(?:"
    r"\.? [0-9]{1,2}\b(?!:)(?:,? [0-9]{4}\b)?"
    r"| [0-9]{4}\b)"
    ")"
)
MONEY = re.compile(
    "[$€£¥₩₽₹0-9０-９萬万億亿百千餘余多](?:"
    "(?<=[$€£¥₩₽₹]) ?[0-9０-９]"
    "|(?<=[0-9０-９萬万億亿百千餘余多]) ?(?:美元|美金|歐元|欧元|英鎊|英镑|港元|港幣|港币|日圓|日元|"
    "台幣|台币|新台幣|人民幣|人民币|盧布|卢布|韓元|韩元|法郎|馬克|马克|盾|元(?![年朝代素件]))"
    r"|(?<=[0-9])(?<!\w[0-9])[0-9.,]*+ ?(?:(?:hundred|thousand|million|billion|trillion) )?"
    r"(?:dollars?|euros?|pounds? sterling|yen|yuan|rupees?|rubles?|roubles?|francs?|USD|EUR|GBP)\b"
    ")"
)
PERCENTAGE = re.compile(
    "[0-9０-９一二三四五六七八九百p](?:"
    "(?<=[0-9０-９]) ?[%％‰]|(?<=百)分之|(?<=[0-9一二三四五六七八九])成(?![為为立員员功])"
    r"|(?<!\wp)(?<=p)er(?:cent(?:age)?| cent)\b)"
)
HAN_NUMBER = re.compile(
    f"{_NUMERAL}(?:(?<!{_NUMERAL}{{2}}){_NUMERAL}++"
    f"|(?<={_ALONE})(?<![第唯統统同另萬万其每某專专單单進进]{_ALONE}))"
    f"[餘余多來来]?{_UNIT}(?![制式])"
)
_NAMED = re.compile(r"(?<![A-Za-z])[A-Za-z]{1,12}+[-‐–−－]?[0-9]++[A-Za-z]*+")  # T-4, F-16: a name
IN_NO_NAME = re.compile(r"[0-9０-９](?<![A-Za-z0-9０-９][0-9０-９])(?<![-‐–−－][0-9０-９])")
"""A digit that is surely in no name: nearly all are."""

# `一頭`, `幾種` say no more than an article does; `七人制` and `第二次世界大戰` are names.
_HAN_FIGURE = re.compile(
    rf"(?!(?<=第){_NUMERAL}{{1,6}}{_UNIT}[\u3400-\u9fff]{{2}}|[數数幾几]{{1,2}}{_UNIT}|(?<![零〇一二三四五六七八九十百千萬万億亿])一(?![月日年]){_UNIT})"
    rf"{_NUMERAL}{{1,6}}{_UNIT}(?![制式])|百分之"
)


def gives_digits(text: str) -> bool:
    """Whether a digit stands outside the names."""
    return IN_NO_NAME.search(text) is not None or DIGIT.search(_NAMED.sub(" ", text)) is not None


@lru_cache(maxsize=256)
def has_figure(text: str) -> bool:
    """Whether a cell, a value or an item gives a figure that could be right or wrong.

    A digit in a name (`T-4`, `IB1`) is none.
    """
    if DIGIT.search(text):
        return gives_digits(text)
    if text.isascii() or not _HAN_DIGIT.search(text):
        return False
    return _HAN_FIGURE.search(text) is not None
