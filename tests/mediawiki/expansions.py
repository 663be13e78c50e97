"""What the wiki makes of the templates of a text that is no page of it."""

from __future__ import annotations

import asyncio

from citaudit.model import Expansion, Page
from citaudit.parse.wikitext.hiding import unknown_calls
from citaudit.read.asking import Asking
from citaudit.read.expansion import with_expansion
from citaudit.read.mediawiki import Wikis

from .wiki import Wiki


def expansion(wiki: Wiki, text: str) -> Expansion:
    """The template calls of a text, expanded by the wiki; its rendering is left out."""
    page = asyncio.run(_asked(wiki.api, Page("Judged page", text, "wikitext", revision="1")))
    assert page.expansion is not None
    assert not page.expansion.failures
    return Expansion(calls=page.expansion.calls)


async def _asked(api: str, page: Page) -> Page:
    async with Wikis(Asking(allow_private=True)) as wikis:
        return await with_expansion(await wikis.at(api), page, page.id, unknown_calls(page.text))
