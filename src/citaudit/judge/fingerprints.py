"""What makes two findings the same one: rule, page and words, never the line they stand on."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from citaudit.model import Hit, Rule

# A note's number says where it stands, so an edit above it would make an old finding new.
_LABEL = re.compile(r"\s*+(?:\d+[.)](?=\s|$)|\[\^[^\]\s]+\]:?|\\?\[\d+\\?\]:?)")
_LENGTH = 16
_ALIKE = 0.72
"""Ratio of `SequenceMatcher` from which two wordings are one statement, mended (chosen on the
edits of the test suite: a mended typo or figure is above, another statement below)."""

_LONGEST_COMPARED = 2_000  # code points; longer texts are compared by containment alone


def normalised(text: str) -> str:
    """`text` as fingerprints see it: NFKC, no white space, no leading note number.

    White space goes altogether, since re-wrapping Chinese text adds and drops it between words.
    """
    label = _LABEL.match(text)
    body = text[label.end() :] if label else text
    return "".join((body if body.isascii() else unicodedata.normalize("NFKC", body)).split())


def alike(one: str, other: str) -> bool:
    """Whether two normalised wordings are one statement, mended."""
    if one == other:
        return True
    if max(len(one), len(other)) > _LONGEST_COMPARED:
        return False
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return (
        matcher.real_quick_ratio() >= _ALIKE
        and matcher.quick_ratio() >= _ALIKE
        and matcher.ratio() >= _ALIKE
    )


def fingerprint(code: str, page_id: str, text: str, nth: int) -> str:
    """16 hexadecimal digits for the `nth` (from 0) finding of `code` on `text` in a page.

    `text` is normalised already.
    """
    parts = (code, page_id, text, str(nth))
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH]


def fingerprinted(
    page_id: str, text: str, hits: Iterable[tuple[Rule, Hit]]
) -> Iterator[tuple[Rule, Hit, str]]:
    """Each hit with its fingerprint; `hits` come in order of place."""
    seen: Counter[tuple[str, str]] = Counter()
    for rule, hit in hits:
        words = normalised(hit.span.of(text))
        nth = seen[rule.code, words]
        seen[rule.code, words] += 1
        yield rule, hit, fingerprint(rule.code, page_id, words, nth)
