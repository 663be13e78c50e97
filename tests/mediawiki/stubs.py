"""Stand-ins for the templates of a page: each prints all its parameters once.

A page's own templates are on its own wiki only. A stand-in makes MediaWiki run everything that
stands in a call, as the real template would for the parameters it uses.
"""

from __future__ import annotations

from collections.abc import Iterable

from citaudit.parse.wikitext.scan import scan
from citaudit.text.templates import template_name


def stubs(texts: Iterable[str], known: Iterable[str]) -> dict[str, str]:
    """Wikitext of a stand-in for every template called in `texts`, by name, but those `known`."""
    spared = {template_name(name) for name in known}
    parameters: dict[str, dict[str, None]] = {}
    for text in texts:
        page = scan(text)
        for index, token in enumerate(page.tokens):
            if token.kind != "template" or not _callable(token.name, spared):
                continue
            name = token.name[0].upper() + token.name[1:]
            named = parameters.setdefault(name, {})
            for part in page.parts(index):
                if part.name and not set(part.name) & set("{}<>[]|"):
                    named[part.name] = None
    return {
        name: "".join(f" {{{{{{{parameter}|}}}}}} " for parameter in named)
        for name, named in parameters.items()
    }


def _callable(name: str, spared: set[str]) -> bool:
    return bool(name) and not set(name) & set("{}<>[]|#:\n") and template_name(name) not in spared
