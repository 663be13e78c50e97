"""The address pass: bracketed and bare outside links."""

from __future__ import annotations

from citaudit.parse.wikitext.tokens import Scan, Token


def addresses(page: Scan) -> list[Token]:
    """`link` and `url` tokens of a page whose structure has been read."""
    return []
