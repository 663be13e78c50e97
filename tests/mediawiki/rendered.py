"""What a rendered page says of its footnotes: Cite's HTML read back into plain facts."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from urllib.parse import unquote

from lxml import html

_ERROR = re.compile(r"\(cite_error: \(cite_error_([a-z_]+)")


@dataclass(frozen=True)
class Rendered:
    """`uses`: back links of each footnote in the order printed. `marks`: footnote marks in all."""

    uses: tuple[int, ...]
    marks: int
    errors: Counter[str]
    links: frozenset[str]


def rendered(page: str) -> Rendered:
    """The facts of a page rendered with `uselang=qqx`."""
    root = html.fromstring(f"<div>{page}</div>")
    uses = []
    for item in root.xpath("//ol[contains(@class,'references')]/li"):
        back = item.xpath(
            ".//span[contains(@class,'mw-cite-backlink')]//a[starts-with(@href,'#cite_ref-')]"
        )
        uses.append(len(back))
    marks = root.xpath("//sup[contains(@class,'reference')]/@id")
    errors = Counter(
        found
        for node in root.xpath("//*[contains(@class,'mw-ext-cite-error')]")
        for found in _ERROR.findall(node.text_content())[:1]
    )
    links = root.xpath("//a[contains(@class,'external')]/@href")
    return Rendered(tuple(uses), len(marks), errors, frozenset(map(plain, links)))


def plain(address: str) -> str:
    """An address in the form in which two writings of it are equal."""
    return unquote(address, errors="replace").replace(" ", "_")
