"""Which failures are worth another try, after how long, and how many a run may spend.

The waiting itself is done by the ready queue: a try that must wait gives its slot and its host
back. stamina and tenacity sleep inside the call, which would hold both, so only the arithmetic
that they share is here: exponential back-off with full jitter, under a cap and a budget.
"""

from __future__ import annotations

import random
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

# What passes by itself (RFC 9110 §15, RFC 6585, RFC 8470); 501 and 505 are lasting refusals.
PASSING: Final = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524, 527, 529})
_LONGEST: Final = 30.0  # seconds of a back-off
_DURATION: Final = re.compile(
    r"(?:(\d{1,9})\s*h)?\s*(?:(\d{1,9})\s*m(?!s))?\s*(?:(\d{1,9}(?:\.\d{0,9})?)\s*s)?",
    re.ASCII | re.IGNORECASE,
)


def retry_after(value: str | None, now: float) -> float | None:
    """The seconds a `Retry-After` header asks for; None without one that can be read.

    Seconds, a date of HTTP or ISO 8601, and the `1m30s` that some servers send. A date in the past
    is 0. `now` is seconds since 1970.
    """
    text = (value or "").strip()[:64]
    if not text:
        return None
    if re.fullmatch(r"\d{1,9}(?:\.\d{0,9})?", text, re.ASCII):
        return float(text)
    found = _DURATION.fullmatch(text)
    if found and any(found.groups()):
        hours, minutes, seconds = (float(part or 0) for part in found.groups())
        return hours * 3600 + minutes * 60 + seconds
    moment = _moment(text)
    return None if moment is None else max(0.0, moment.timestamp() - now)


def _moment(text: str) -> datetime | None:
    for read in (parsedate_to_datetime, datetime.fromisoformat):
        try:
            found = read(text)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
        return found if found.tzinfo else found.replace(tzinfo=UTC)
    return None


def back_off(tries: int) -> float:
    """Seconds to wait after `tries` failures: a random share of 1, 2, 4, … 30, never under half.

    Full jitter would allow no wait at all; half of it keeps a struggling server some rest.
    """
    ceiling: float = min(_LONGEST, 2.0 ** min(tries - 1, 16))
    return ceiling * random.uniform(0.5, 1.0)  # noqa: S311 - spreads load, guards nothing


class Budget:
    """How many further tries are left, for the run and for each host.

    Every URL may try `each` times again; a run spends at most `share` of its URLs on tries beyond
    the first, and a host at most `host`, so a site that is down is not asked for ever.
    """

    def __init__(self, urls: int, *, each: int = 2, share: float = 0.2, host: int = 12) -> None:
        self._each = each
        self._left = max(50, int(urls * share)) if each else 0
        self._host_limit = host
        self._by_host: dict[str, int] = {}

    def take(self, host: str, tries: int) -> bool:
        """Whether a URL of `host` that has been tried `tries` times may be tried again."""
        if tries > self._each or self._left <= 0:
            return False
        used = self._by_host.get(host, 0)
        if used >= self._host_limit:
            return False
        self._by_host[host] = used + 1
        self._left -= 1
        return True
