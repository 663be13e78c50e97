"""How wikis are asked: plain data, so that reading files loads no client."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from citaudit.version import USER_AGENT

if TYPE_CHECKING:
    from citaudit.net.manners import HostManners


@dataclass(frozen=True, slots=True)
class Asking:
    """How wikis are asked; the defaults are those of the settings.

    Times in seconds; `retries` are further tries, `limit` is how many pages a category may give.
    `calls` gives the template calls of a text that only the wiki can expand; None where it is not
    to be asked for them.
    """

    user_agent: str = USER_AGENT
    timeout: float = 20.0
    retries: int = 2
    allow_private: bool = False
    limit: int = 100
    calls: Callable[[str], Sequence[str]] | None = None
    hosts: Mapping[str, HostManners] = field(default_factory=dict)
