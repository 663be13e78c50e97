"""What a wiki's own parser makes of a page: the page rendered, and its templates expanded.

https://www.mediawiki.org/wiki/API:Parsing_wikitext, https://www.mediawiki.org/wiki/API:Expandtemplates
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from citaudit.model import Expansion, Page
from citaudit.read.mediawiki import Wiki, WikiError

_LONGEST = 400_000  # characters of one question; wikis take texts of 2 MB ($wgMaxArticleSize)
_MARK = "%%citaudit:{}%%"
_MARKED = re.compile(r"%%citaudit:(\d+)%%\n(.*?)(?=\n\n%%citaudit:\d+%%)", re.DOTALL)
_TELLING = re.compile(r"<ref|//", re.IGNORECASE)  # what can be a footnote, a list or a link


async def with_expansion(wiki: Wiki, page: Page, title: str, calls: Sequence[str]) -> Page:
    """The page with what its wiki makes of it, in the very revision that was read.

    `calls` are those to expand. Never fails: what the wiki did not give is said in the expansion.
    """
    failures: list[str] = []
    html = ""
    texts: list[tuple[str, str]] = []
    try:
        html = await _rendered(wiki, page)
    except WikiError as error:
        failures.append(f"the wiki could not render this page: {error}")
    try:
        for part in _parts(calls):
            texts += await _expanded(wiki, page, title, part)
    except WikiError as error:
        failures.append(f"the wiki could not expand the templates of this page: {error}")
    else:
        if lost := len(set(calls)) - len(texts):
            failures.append(f"the wiki did not expand {lost} of {len(calls)} template calls")
    telling = tuple((call, text) for call, text in texts if _TELLING.search(text))
    return replace(page, expansion=Expansion(html, telling, tuple(failures)))


async def _rendered(wiki: Wiki, page: Page) -> str:
    answer = await wiki.ask(
        action="parse", oldid=page.revision or "", prop="text", disablelimitreport=1,
        disableeditsection=1, disabletoc=1,
    )  # fmt: skip
    return str(answer.get("parse", {}).get("text", ""))


async def _expanded(
    wiki: Wiki, page: Page, title: str, calls: Sequence[str]
) -> list[tuple[str, str]]:
    """Each of these calls with the wikitext it stands for, all in one question."""
    text = "".join(f"{_MARK.format(at)}\n{call}\n\n" for at, call in enumerate(calls))
    text += _MARK.format(len(calls))
    answer = await wiki.send(
        action="expandtemplates", text=text, title=title, revid=page.revision or "",
        prop="wikitext",
    )  # fmt: skip
    wikitext = str(answer.get("expandtemplates", {}).get("wikitext", ""))
    found = {int(number): words for number, words in _MARKED.findall(wikitext)}
    return [(call, found[at]) for at, call in enumerate(calls) if at in found]


def _parts(calls: Sequence[str]) -> Iterator[list[str]]:
    """The calls in lists that fit one question each."""
    part: list[str] = []
    size = 0
    for call in dict.fromkeys(calls):
        if part and size + len(call) > _LONGEST:
            yield part
            part, size = [], 0
        part.append(call)
        size += len(call) + 30
    if part:
        yield part
