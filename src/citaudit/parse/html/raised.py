"""Whether a raised number is a footnote mark or a power, by the words before it."""

from __future__ import annotations

import re

from citaudit.model import Span
from citaudit.parse.html.vocabulary import UNITS
from citaudit.text.scripts import HAN_OR_KANA

_STOPS = ".,;:!?…。，；：！？、”’\"'»」』》％%"
_WORD = re.compile(r"[^\W\d_]+\Z")
_FORMULA = re.compile(r"\w\([^()]*\Z")  # `O(crates` of O(crates²)
_YEAR = re.compile(r"(?<!\d)(?:1[0-9]|20)\d\d\Z")
_HAN_UNITS = "米里尺寸方升秒分"
_TAGS = re.compile(r"(?:<[^<>]*+>|\s)*\Z")


def is_certain(place: Span, text: str) -> bool:
    """Whether a raised number reads as a mark by itself: behind a stop, or behind a word."""
    before = _said_before(place, text)
    last = before[-1:]
    if _FORMULA.search(before):
        return False
    if not last or text[place.end : place.end + 1].isalnum():
        return False
    if last in _STOPS:
        return True
    if HAN_OR_KANA.match(last):
        return last not in _HAN_UNITS
    word = _WORD.search(before)
    return bool(word and len(word[0]) > 3 and word[0].lower() not in UNITS)


def is_likely(place: Span, text: str) -> bool:
    """Whether it is one where a list has it: no power of a number, of a unit or of a letter."""
    if is_certain(place, text):
        return True
    before = _said_before(place, text)
    return before[-1:] in (")", "）", "]") or bool(_YEAR.search(before))


def behind_a_word(place: Span, text: str) -> bool:
    """Whether a raised number stands right behind a letter, as a power may."""
    return bool(_WORD.search(_said_before(place, text)))


def _said_before(place: Span, text: str) -> str:
    """The end of the text before a raised number, without tags; nothing behind white space."""
    before = text[max(0, place.start - 300) : place.start]
    tags = _TAGS.search(before)
    gap = tags[0] if tags else ""
    if gap and gap[-1:].isspace():
        return ""
    return before[: len(before) - len(gap)][-40:]
