"""Comments of HTML and wikitext, which no reader sees."""

from __future__ import annotations

import re

COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
"""One that never closes reaches to the end."""


def uncommented(text: str) -> str:
    """`text` without its comments."""
    return COMMENT.sub("", text) if "<!--" in text else text
