"""Rules with their pages of the manual."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from citaudit.model import Severity


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of a rule's page by language, under one key where all say the same: `""`.

    `key` is a word key of the manual, or `summary`.
    """

    key: str
    code: bool
    said: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RuleView:
    """A rule, how many findings it has, and how many of them come with a mend.

    `idle` where there is nothing to mend: the run could not tell.
    """

    code: str
    name: str
    severity: Severity
    n: int
    mendable: int
    idle: bool
    summary: Passage
    manual: tuple[Passage, ...]
