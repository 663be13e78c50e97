"""What a run of looks is told: the manners of its client, its patience, and what it may reuse."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from citaudit.net.manners import Manners
from citaudit.text.moments import DAY


@dataclass(frozen=True, kw_only=True)
class Options(Manners):
    """Everything `resolve` may be told. Times are in seconds.

    `include` and `exclude` are searched in each address. `accept` are statuses that count as
    alive. `budget` bounds the whole run; what is left is not checked. `once` takes the looks of
    this run at their word. `cache` False keeps no history at all.
    """

    retries: int = 2
    max_hops: int = 10
    accept: frozenset[int] = frozenset()
    titles: bool = True  # read pages, so that one which answers 200 and is gone is seen
    largest_page: int = 128 * 1024  # bytes of a page that are read
    include: Sequence[re.Pattern[str]] = ()
    exclude: Sequence[re.Pattern[str]] = ()
    budget: float | None = None
    longest_wait: float = 60.0  # a host that asks for more is not waited for
    once: bool = False
    cache: bool = True
    cache_dir: Path | None = None  # None: the user's own cache folder
    max_age: float = 7 * DAY  # a success is reused for this long, ± a seventh
    doubt_age: float = 3_600.0  # a bot wall or an error page that answers 200
    # archives: the Wayback Machine ("" asks none), Memento TimeGates, and how they are treated
    wayback: str = ""
    archives: Sequence[str] = ()
    archive_budget: float | None = None  # for all look-ups of a run
    archive_rate: float = 24.0  # questions a minute to one index; 0 sets no limit
    archive_pause: float = 60.0  # after "too many requests" without a time
    save_rate: float = 15.0  # pages a minute that an archive is asked to keep; 0 sets no limit
