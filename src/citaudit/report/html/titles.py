"""What pages are called in a report: their names, as far as they are needed to tell them apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_FOLDERS = re.compile(r"[/\\]")
_EXTENSION = re.compile(r"\.(?:txt|md|markdown|wiki|wikitext|mediawiki|html?)$", re.IGNORECASE)


def titles(page_ids: Sequence[str]) -> list[str]:
    """A name for each page: without folders and extension, unless another one has that name too.

    Then the extension is shown, and as many folders as tell it from the others.
    """
    parts = [_FOLDERS.split(each.rstrip("/")) for each in page_ids]
    found = [
        _EXTENSION.sub("", part[-1]) or each for part, each in zip(parts, page_ids, strict=True)
    ]
    for folders in range(max(map(len, parts), default=0)):
        alike = Counter(found)
        found = [
            "/".join(part[-1 - folders :]) if alike[title] > 1 else title
            for part, title in zip(parts, found, strict=True)
        ]
    return found
