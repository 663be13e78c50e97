"""The words of the interface, in every language it speaks."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable
from functools import cache
from importlib import resources

from citaudit.languages import chosen
from citaudit.manuals import names
from citaudit.model import Page
from citaudit.report.words.catalogue import Words, flat, form, shared
from citaudit.text.scripts import chinese_script


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
    chinese: Counter[str] = Counter()  # code points by the script of their page
    for page in pages:
        base = page.language.partition("-")[0].lower()
        spoken["zh" if base == "zh" else "en"] += len(page.text)
        if base == "zh":
            chinese[chinese_script(page.text)] += len(page.text)
    if spoken["zh"] <= spoken["en"]:
        return "en"
    return "zh-Hant" if chinese["zh-hant"] > chinese["zh-hans"] else "zh-Hans"
