"""Numbers and superlatives in names and terms: `Apollo 8`, `2-methylbutane`, `shortest path`."""

from __future__ import annotations

import re

MAY_BE_NAMED = re.compile(
    r"[A-Z0-9](?:(?<=[A-Z])[a-z]{2,20} [0-9]|(?<=[0-9])(?:(?<![^\n(][0-9])|-[a-z]{5}))"
)
"""Where a digit may be part of a name; it matches no line end."""

_NO_NAME = frozenset(  # what stands before a number and is no name
    """The A An About Around Over After Before Only Its In At By From With For All These Those
    Another Some Between Nearly Almost Of On Under Since Until Up More Less Fewer Most
    Approximately Roughly Just His Her Their Our My And Or But Also As When While If Where
    Every Each No Age Aged Top First Last Next Today Then There Here It He She They We That
    This Which Who January February March April May June July August September October
    November December Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec""".split()  # noqa: SIM905
)
# Not before what is counted (`Orm 40 people`), nor in a score (`Orm 3 Mo 1`).
_NO_COUNT = (
    r"(?![.,:/–-]?[0-9]| ?[%°×x]"
    r"| (?:people|men|women|children|per|million|billion|thousand|hundred)\b"
    r"| (?:km|mi|miles|feet|ft|m|kg|cm)\b|[ ,]+[A-Z][a-z]+ [0-9]"
    r"| (?!(?:was|is|has|its|his|this|as|does|goes|always|also|states|says|tells)\b)[a-z]{2,}s\b)"
)
_NAME = re.compile(rf"[A-Z](?<![\w.][A-Z])[a-z]{{2,20}} [0-9]{{1,3}}[A-Z]?\b{_NO_COUNT}")
_OTHER = re.compile(  # `2-methylbutane`, `1 John`, the number of the line itself (`5. 大眾參與`)
    r"(?<![\w,.])[0-9](?:,[0-9])*-[a-z]{3,30}(?:ane|ene|yne|anol|anone|oic|amine|yl)\b"
    r"|(?<![\w.,])[1-3] (?=[A-Z][a-z]+ [0-9])"
    r"|\A\(?[0-9]{1,2}[.、．)）] ?(?=[^\W\d])"
)
_TERM = re.compile(
    r"\b(?:(?:shortest|longest)[ -]path|least[ -]squares"
    r"|(?:least|lowest|greatest|highest|largest|smallest)[ -]common[ -][a-z]+"
    r"|nearest[ -]neighbou?r|best[ -]practice)s?\b",
    re.IGNORECASE,
)
_TERM_IN_HAN = re.compile(
    "[總总]?冠[軍军](?:登[錄录]|[組组盃杯賽赛級级]|[聯联][賽赛])|最[大小](?:公[約约因倍]|二乘)|最短路"
)


def without_numbered_names(text: str) -> str:
    """`text` without the names and signs that a number is part of."""
    return _NAME.sub(_unless_counted, _OTHER.sub(" ", text))


def _unless_counted(found: re.Match[str]) -> str:
    words = found[0]
    return words if words.partition(" ")[0] in _NO_NAME else " "


def without_terms(text: str) -> str:
    """`text` without the terms in it that hold a superlative."""
    return _TERM_IN_HAN.sub(" ", _TERM.sub(" ", text))
