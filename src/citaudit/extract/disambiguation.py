"""Pages that only tell things of one name apart: no articles, and without footnotes by their rules.

The English guideline is MOS:DABNOREF: references go into the articles that such a page leads to.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from citaudit.model import Document

REASON = "stands on a page that only tells things of one name apart"
_AT_THE_TOP = 400  # code points in which some wikis have the template, and
_AT_THE_END = 4_000  # in which most have it, before categories and links to other languages
_PROPERTY = 'property="mw:PageProp/disambiguation"'
_BOX = re.compile(r"""<(?:div|table)\b[^>]{0,200}?\b(?:id|class)=["'][^"'>]{0,80}?\bdis?ambig""")


def tells_apart(document: Document) -> bool:
    """Whether a page says of itself that it is one of those, by template, mark, box or words."""
    page = document.page
    if page.format == "html":
        return _PROPERTY in page.text or _BOX.search(page.text) is not None
    ends = page.text[:_AT_THE_TOP], page.text[-_AT_THE_END:]
    if page.format == "wikitext" and any(map(_marks().search, ends)):
        return True
    return not document.notes and _opens_as_one(document)


def _opens_as_one(document: Document) -> bool:
    """Whether all that stands before its lists is `Ada may refer to:`, as converters leave it."""
    opening = [block for block in document.blocks[:3] if block.kind == "paragraph"]
    return len(opening) == 1 and _opens().search(opening[0].text.text[-80:]) is not None


@cache
def _marks() -> re.Pattern[str]:
    table = _table()
    listed = "|".join(re.escape(name).replace(r"\ ", "[ _]") for name in table["templates"])
    return re.compile(
        rf"\{{\{{\s*(?:{table['pattern']}|{listed})\s*[|}}]|__DISAMBIG__", re.IGNORECASE
    )


@cache
def _opens() -> re.Pattern[str]:
    opening: str = _table()["opening"]
    return re.compile(opening, re.IGNORECASE)


@cache
def _table() -> dict[str, Any]:
    data = tomllib.loads(files("citaudit.extract").joinpath("exemptions.toml").read_text("utf-8"))
    table: dict[str, Any] = data["disambiguation"]
    return table
