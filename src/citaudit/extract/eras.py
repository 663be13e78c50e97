"""Chinese numerals, and the years in which the eras of East Asian calendars begin."""

from __future__ import annotations

DIGITS = "〇○零一二三四五六七八九"
_VALUE = {"〇": 0, "○": 0, "零": 0} | {d: n for n, d in enumerate("一二三四五六七八九", 1)}

# First year of each era: the last Qing reigns, the Republic of China, the Japanese eras since 1868.
FIRST_YEAR = {
    "中華民國": 1912,
    "中华民国": 1912,
    "民國": 1912,
    "民国": 1912,
    "明治": 1868,
    "大正": 1912,
    "昭和": 1926,
    "平成": 1989,
    "令和": 2019,
    "宣统": 1909,
    "宣統": 1909,
    "光绪": 1875,
    "光緒": 1875,
}


def chinese_number(text: str) -> int:
    """`12`, `十二`, `二〇〇八` or `一百零三` as a number; what is none of these is 0."""
    if text.isdigit() and text.isascii():
        return int(text)
    if "百" in text or "十" in text:
        return _counted(text)
    total = 0
    for character in text:
        total = total * 10 + _VALUE.get(character, 0)
    return total


def _counted(text: str) -> int:
    hundreds, hundred, rest = text.partition("百")
    if not hundred:
        hundreds, rest = "", text
    tens, ten, ones = rest.partition("十")
    if not ten:
        tens, ones = "", rest
    total = _VALUE.get(hundreds[-1:], 1) * 100 if hundred else 0
    total += _VALUE.get(tens[-1:], 1) * 10 if ten else 0
    return total + _VALUE.get(ones[-1:], 0)
