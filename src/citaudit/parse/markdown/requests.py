"""Requests for a source that a converter left as printed: `[citation needed]`, `[來源請求]`."""

from __future__ import annotations

import re
from collections.abc import Iterator

_PRINTED = re.compile(
    r"(?><sup>|\^)?+\\?+\[[*_]{0,3}+\[?+"
    r"(?P<name>citation needed|source needed|reference needed|來源請求|来源请求"
    r"|需要來源|需要来源|要出典|Beleg fehlt|réf\. nécessaire|cita requerida)"
    r"(?>\]\([^()\s]{0,300}+(?:\s\"[^\"\n]{0,100}\")?\))?+[*_]{0,3}+\\?+\](?></sup>|\^)?+",
    re.IGNORECASE,
)


def printed_requests(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, name) of each in a passage as written."""
    if "[" not in text:
        return
    for found in _PRINTED.finditer(text):
        yield *found.span(), found["name"]
