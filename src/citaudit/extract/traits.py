"""What in a statement calls for a source: numbers, dates, superlatives, quotations and so on.

Every trait is a rule that can be read: the words are `traits.toml`, the patterns of figures below.
They say what a reader will want to check, never that a statement is wrong.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

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
_MEASURE = "(?:[kcm]?m|mi|ft|k?g|ha|metres|meters|miles|feet|tonnes|tons)"  # `1200 m` is no year
_DATE = re.compile(
    r"(?=[0-9０-９A-S公西])(?:"
    r"(?:公元前?|西元前?)?[0-9０-９]{1,4}年(?![來来前後后間间歲岁內内以])(?:代|[0-9]{1,2}月(?:[0-9]{1,2}[日號号])?)?"
    r"|[0-9]{1,2}月(?:[0-9]{1,2}[日號号]|[初底中末])?|[0-9]{1,2}[日號号](?!線|线|楼|樓)"
    r"|[0-9]{1,2}世[紀纪]"
    rf"|\b(?:[0-9]{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH}\b|{_MONTH}\.?\s[0-9]{{1,2}}\b(?!:))"
    r"(?:,?\s[0-9]{4}\b)?"
    rf"|\b{_MONTH}\s[0-9]{{4}}\b"
    r"|\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b|\b(?:1[0-9]|20)[0-9]{2}s?\b(?![,.][0-9]|\s?%|-"
    rf"|\s{_MEASURE}\b)"
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
    rf"[餘余多來来]?{_UNIT}(?![制式])"
)
_NUMBER_WORDS = frozenset(
    """two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred
    hundreds thousand thousands million millions billion billions dozen dozens half third
    quarter twenty-one twenty-two twenty-five thirty-five two-thirds three-quarters""".split()  # noqa: SIM905
)
# Letters and hyphens stay, all else becomes a space: the quickest way to the words of a sentence.
_LETTERS = bytes(at if chr(at) in "abcdefghijklmnopqrstuvwxyz-" else 32 for at in range(256))
_LOOSE_HYPHEN = re.compile(r"-(?![a-z])|(?<![a-z])-")
_MONEY_SIGN = re.compile("[$€£¥₩₽₹]")
_MONEY_WORDS = frozenset(
    """dollar dollars euro euros pound pounds yen yuan rupee rupees ruble rubles rouble roubles
    franc francs usd eur gbp""".split()  # noqa: SIM905
)
# First characters of the patterns in the Chinese lists.
_PATTERN_FIRSTS = frozenset("稱称據据依根按說说比較较（(現现")

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
    words = [] if cjk else _english_words(text)
    found = []
    if (digits and _gives_digits(rest)) or (
        _HAN_NUMBER.search(rest) if cjk else not _NUMBER_WORDS.isdisjoint(words)
    ):
        found.append("number")
    if dates:
        found.append("date")
    if (cjk or (digits and _may_give_money(rest, words))) and _MONEY.search(rest):
        found.append("money")
    if _may_give_percentage(rest) and _PERCENTAGE.search(rest):
        found.append("percentage")
    if quotes(text, cjk):
        found.append("quotation")
    found += _chinese(text) if cjk else _english(text, words)
    return tuple(found)


def _english_words(text: str) -> list[str]:
    """The words of a sentence in lower case: letters with hyphens between."""
    said = text.lower().encode("ascii", "replace").translate(_LETTERS).decode("ascii")
    return (_LOOSE_HYPHEN.sub(" ", said) if "-" in said else said).split()


def _may_give_money(text: str, words: list[str]) -> bool:
    return not _MONEY_WORDS.isdisjoint(words) or _MONEY_SIGN.search(text) is not None


def _may_give_percentage(text: str) -> bool:
    if "%" in text or "cent" in text:
        return True
    return not text.isascii() and _PERCENT_SIGN.search(text) is not None


def _chinese(text: str) -> list[str]:
    """Traits by words of Chinese: a word is looked for only where its first character stands."""
    table = _tables()["zh"]
    firsts = table.firsts.intersection(text)
    seen = {name for first in firsts for word, name in table.words.get(first, ()) if word in text}
    seen.update(
        name
        for name, pattern in table.patterns
        if name not in seen and not _PATTERN_FIRSTS.isdisjoint(firsts) and pattern.search(text)
    )
    return [name for name in table.names if name in seen] if seen else []


def _english(text: str, said: list[str]) -> list[str]:
    """Traits by words of English: a phrase is looked for only where its first word stands."""
    table = _tables()["en"]
    seen: set[str] = set()
    if firsts := table.firsts.intersection(said):
        spaced = f" {' '.join(said)} "
        seen = {name for first in firsts for phrase, name in table.words[first] if phrase in spaced}
    for name, pattern in table.patterns:
        if name not in seen and table.hints[name] in text and pattern.search(text):
            seen.add(name)
    return [name for name in table.names if name in seen] if seen else []


def _gives_digits(text: str) -> bool:
    """Whether a digit stands outside the names; most that do have no letter or hyphen before."""
    if _IN_NO_NAME.search(text):
        return True
    return _DIGIT.search(_NAMED.sub(" ", text)) is not None


@lru_cache(maxsize=256)
def has_figure(text: str) -> bool:
    """Whether a cell, a value or an item gives a figure that could be right or wrong.

    A digit in a name (`T-4`, `IB1`) is none.
    """
    if _DIGIT.search(text):
        return _gives_digits(text)
    return not text.isascii() and _HAN_FIGURE.search(text) is not None


# `一頭`, `幾種` say no more than an article does; `七人制` is a name.
_HAN_FIGURE = re.compile(
    rf"(?![數数幾几]{{1,2}}{_UNIT}|(?<![零〇一二三四五六七八九十百千萬万億亿])一(?![月日年]){_UNIT})"
    rf"{_NUMERAL}{{1,6}}{_UNIT}(?![制式])|百分之"
)


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
class _Table:
    """The word lists of one language made ready to be searched.

    `words` by their first character (Chinese) or first word (English, the phrase between spaces),
    each with the trait it is a word of; `firsts` are their keys, and all that a pattern may begin
    with. A pattern is tried where the hint of its trait stands. `names` are in order.
    """

    names: tuple[str, ...]
    words: Mapping[str, Sequence[tuple[str, str]]]
    firsts: frozenset[str]
    patterns: tuple[tuple[str, re.Pattern[str]], ...]
    hints: Mapping[str, str]


@cache
def _tables() -> Mapping[str, _Table]:
    data = tomllib.loads(files("citaudit.extract").joinpath("traits.toml").read_text("utf-8"))
    chinese = [(word[0], word, name) for name, word in _listed(data["zh"])]
    spoken = [(_english_words(phrase), name) for name, phrase in _listed(data["en"])]
    english = [(words[0], f" {' '.join(words)} ", name) for words, name in spoken]
    return {
        "zh": _table(data["zh"], chinese, _PATTERN_FIRSTS, re.NOFLAG),
        "en": _table(data["en"], english, frozenset(), re.IGNORECASE),
    }


def _listed(lists: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """(trait, word) for all words of a language."""
    for name, table in lists.items():
        for word in table.get("words", ()):
            yield name, word


def _table(
    lists: Mapping[str, Any],
    words: Iterable[tuple[str, str, str]],
    begins: frozenset[str],
    flags: re.RegexFlag,
) -> _Table:
    by_first: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for first, word, name in words:
        by_first[first].append((word, name))
    patterns = tuple(
        (name, re.compile("|".join(table["patterns"]).replace(r"\p{H}", _H), flags))
        for name, table in lists.items()
        if "patterns" in table
    )
    hints = {name: table.get("hint", "") for name, table in lists.items()}
    return _Table(tuple(lists), by_first, begins.union(by_first), patterns, hints)
