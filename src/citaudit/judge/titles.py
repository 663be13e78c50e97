"""Titles compared: which two name different things."""

from __future__ import annotations

import difflib
import re
import unicodedata
from functools import lru_cache

from citaudit.text.scripts import HAN_OR_KANA
from citaudit.text.variants import converted

_TAG = re.compile(r"<[^<>]{0,80}>")
# A place in a work that stands where a title should.
_LOCATOR = re.compile(
    r"[^\w§]*+(?:pp?|para|paras|par|ch|chap|chapter|vol|sec|section|art|no|bk|book|§|第)\W*+[\dIVXLC一二三四五六七八九十]",
    re.IGNORECASE,
)
# Words of a link that name its kind or its place, not the source.
_NO_TITLE = re.compile(
    r"\W*(?:in |at |on |via )?(?:jstor|google books|pdf|online|here|link|home ?page|official site"
    r"|archived?|abstract|full text|text|preview|excerpt|source|website"
    r"|原文|链接|連結|全文|网站|網站)\b.{0,12}",
    re.IGNORECASE | re.DOTALL,
)
_ALPHANUMERIC = re.compile(r"[^\W_]+")
_LONGEST = 160  # code points; what differs in a title differs before
_ALIKE = 0.72  # of 1: a title that was shortened, corrected or transcribed otherwise


@lru_cache(maxsize=4096)
def disagree(one: str | None, other: str | None) -> bool:
    """Whether two titles name different things.

    False where one is missing, part of the other, no title but a place in a work or a word like
    “online”, or in another script and so perhaps a translation.
    """
    if not one or not other:
        return False
    if any(_LOCATOR.match(title) or _NO_TITLE.fullmatch(title) for title in (one, other)):
        return False
    if bool(HAN_OR_KANA.search(one)) is not bool(HAN_OR_KANA.search(other)):
        return False
    first, second = folded(one), folded(other)
    if not first or not second or first in second or second in first:
        return False
    matcher = difflib.SequenceMatcher(None, first, second, autojunk=False)
    return matcher.quick_ratio() < _ALIKE or matcher.ratio() < _ALIKE


def same_title(one: str, other: str) -> bool:
    """Whether two titles are one but for case, markup and marks."""
    return folded(one) == folded(other)


@lru_cache(maxsize=4096)
def folded(title: str) -> str:
    """Letters and digits alone, case folded, without markup."""
    short = converted(title[: 4 * _LONGEST])
    if "<" in short:
        short = _TAG.sub("", short)
    plain = (short if short.isascii() else unicodedata.normalize("NFKC", short)).casefold()
    return "".join(_ALPHANUMERIC.findall(plain[:_LONGEST]))
