"""Characters of Chinese and Japanese, and which of its two scripts Chinese is written in."""

from __future__ import annotations

import re
from collections import Counter
from typing import Literal

# For character classes of patterns.
HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
KANA = "\u3040-\u30ff"

HAN_OR_KANA = re.compile(f"[{HAN}{KANA}]")

_SAMPLE = 12_000  # code points of a text that tell its script

# Characters that only one of the two Chinese scripts uses, common in any text.
_HANS = frozenset(
    "国会这个们来对时说过还发为当战后开关从众与东两门义书长车马鸟鱼龙龟无现实级进运联叙苏军团击议员应报导带类种华语电话"
)
_HANT = frozenset(
    "國會這個們來對時說過還發為當戰後開關從眾與東兩門義書長車馬鳥魚龍龜無現實級進運聯敘蘇軍團擊議員應報導帶類種華語電話"
)
_ONLY_HANS, _ONLY_HANT = _HANS - _HANT, _HANT - _HANS


def chinese_script(text: str) -> Literal["zh-hans", "zh-hant"]:
    """The script of a Chinese text, by the characters that only one of the two writes."""
    counts = Counter(text[:_SAMPLE])
    simplified = sum(counts[character] for character in _ONLY_HANS)
    traditional = sum(counts[character] for character in _ONLY_HANT)
    return "zh-hans" if simplified >= traditional else "zh-hant"
