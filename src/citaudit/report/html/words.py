"""The words of the interface, in every language it speaks."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable
from functools import cache
from importlib import resources

from citaudit.manuals import chosen, names
from citaudit.model import Page
from citaudit.report.words.catalogue import Words, flat, form, shared

_SAMPLE = 20_000
# Frequent characters that only one of the two scripts has.
_HANT = frozenset("國來時會說這們個為與對發經過後於當學實現點還無動應開關長問題車馬")
_HANS = frozenset("国来时会说这们个为与对发经过后当学实现点还无动应开关长问题车马")


@cache
def words(language: str) -> Words:
    """Every word of the interface by key; a table's name and a dot lead the keys in it."""
    file = resources.files(__package__) / "words" / f"{language}.toml"
    rules = {f"rule.{code}": name for code, name in names(language).items()}
    return {**shared(language), **dict(flat(tomllib.loads(file.read_text("utf-8")))), **rules}


def worded(text: str, n: int | None, m: int | None = None) -> str:
    """`text` for the number `n`: of `one|many` the part that fits, `{n}` and `{m}` filled in."""
    if n is None:
        return text
    return form(text, n).replace("{n}", str(n)).replace("{m}", str(m))


def language_for(pages: Iterable[Page], asked: str | None) -> str:
    """The interface's language: as asked, else that of most of the text audited."""
    if asked:
        return chosen(asked)
    spoken: Counter[str] = Counter()
    chinese: Counter[str] = Counter()
    for page in pages:
        base = page.language.partition("-")[0].lower()
        spoken["zh" if base == "zh" else "en"] += len(page.text)
        if base == "zh":
            chinese.update(page.text[:_SAMPLE])
    if spoken["zh"] <= spoken["en"]:
        return "en"
    hant = sum(chinese[character] for character in _HANT)
    hans = sum(chinese[character] for character in _HANS)
    return "zh-Hant" if hant > hans else "zh-Hans"
