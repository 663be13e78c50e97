"""The template calls that Parsoid keeps beside what it made of them."""

from __future__ import annotations

from collections.abc import Iterator

from citaudit.model import Field, Template
from citaudit.parse.html.footnotes import data_mw
from citaudit.parse.html.tree import Element


def templates_of(element: Element) -> Iterator[Template]:
    """The calls that an element stands for; name and values as written in the wikitext."""
    parts = data_mw(element).get("parts")
    for part in parts if isinstance(parts, list) else ():
        call = part.get("template") if isinstance(part, dict) else None
        if not isinstance(call, dict):
            continue
        target, params = call.get("target"), call.get("params")
        name = target.get("wt") if isinstance(target, dict) else None
        if not isinstance(name, str) or not isinstance(params, dict):
            continue
        fields = tuple(
            Field(str(key), str(value.get("wt", "")), element.span, element.span)
            for key, value in params.items()
            if isinstance(value, dict)
        )
        yield Template(element.span, " ".join(name.split()), fields)
