"""What was seen of an address, by the spelling of the page or by that of the look."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from citaudit.model import ArchiveAnswer, Evidence, Snapshot, Standing, Verdict
from citaudit.urls.canonical import fold

T = TypeVar("T")
_OK = 200


def verdict_on(evidence: Evidence, url: str) -> Verdict | None:
    """What all looks at an address add up to; None where nobody looked."""
    return _by_address(evidence.verdicts, url)


def standing_of(evidence: Evidence, url: str) -> Standing:
    """The standing of an address; `unchecked` where nobody looked."""
    verdict = verdict_on(evidence, url)
    return verdict.standing if verdict else Standing.UNCHECKED


def answer_on(evidence: Evidence, url: str) -> ArchiveAnswer | None:
    """What the archives said of an address; None where they were not asked."""
    return _by_address(evidence.archives, url)


def why_skipped(evidence: Evidence, url: str) -> str | None:
    """Why an address was not looked at; None where that is not told of it."""
    return _by_address(evidence.skipped, url)


def copy_of(evidence: Evidence, url: str) -> Snapshot | None:
    """The copy to offer: the first that is known to answer, else the first."""
    answer = answer_on(evidence, url)
    if not answer or not answer.snapshots:
        return None
    return next((copy for copy in answer.snapshots if copy.status == _OK), answer.snapshots[0])


def _by_address(found: Mapping[str, T], url: str) -> T | None:
    return found[url] if url in found else found.get(fold(url))
