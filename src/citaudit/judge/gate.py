"""Whether a run fails, and why. Doubt about the network alone never fails one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from citaudit.judge.links import death
from citaudit.judge.registry import RULES
from citaudit.model import (
    Claim,
    Confidence,
    Finding,
    PageReport,
    Report,
    RestsOn,
    Severity,
    Support,
)

FailOn = Literal["error", "warning", "note", "never"]

DOUBT = frozenset(rule.code for rule in RULES if rule.rests_on is RestsOn.NETWORK)
BY_LOOKS = frozenset(rule.code for rule in RULES if rule.rests_on is RestsOn.ONE_LOOK)
_WORST_FIRST = tuple(Severity)
_SUREST_FIRST = tuple(Confidence)
_STANDS = frozenset({Support.SOURCED, Support.PARAGRAPH})


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether the run fails: for which findings, and in which words.

    `notes` say how a passing run came to pass where the printed figures suggest otherwise.
    """

    findings: tuple[tuple[PageReport, Finding], ...] = ()
    reasons: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def failed(self) -> bool:
        return bool(self.reasons)


def decide(
    report: Report,
    *,
    fail_on: FailOn = "error",
    min_confidence: Confidence | str = Confidence.HIGH,
    once: bool = False,
    fail_under: float | None = None,
    stale: int = 0,
) -> Decision:
    """The verdict on a run.

    Findings count if they are new, at or above `fail_on` and as sure as `min_confidence`. What
    rests on looks at links must be of high confidence whatever `min_confidence` says, unless
    `once` takes today's look at its word. `fail_under` is the share of statements, in per cent,
    with a source a reader can check; `stale` the entries of a locked baseline that match nothing.
    """
    found = tuple(
        (page, finding)
        for page in report.pages
        for finding in page.findings
        if _counts(finding, fail_on, Confidence(min_confidence), once)
    )
    reasons: list[str] = []
    notes: list[str] = []
    if len(found) == 1:
        reasons.append(f"1 finding at or above {fail_on}")
    elif found:
        reasons.append(f"{len(found)} findings at or above {fail_on}")
    if fail_under is not None and fail_on != "never":
        shares = _shares(report, once=once)
        reasons += _too_few(*shares, fail_under)
        notes += _just_enough(*shares, fail_under)
    if stale == 1 and fail_on != "never":
        reasons.append("the baseline is locked, and 1 entry matches no finding any more: prune it")
    elif stale and fail_on != "never":
        reasons.append(
            f"the baseline is locked, and {stale} entries match no finding any more: prune it"
        )
    return Decision(found, tuple(reasons), tuple(notes))


def exit_status(report: Report, decision: Decision) -> int:
    """0 clean, 1 failed, 3 incomplete, 4 nothing to audit."""
    if decision.failed:
        return 1
    if report.unread:
        return 3
    return 0 if report.pages else 4


def checkable_share(report: Report, *, once: bool = False) -> float | None:
    """Per cent of the statements outside leads that a reader can check; None where there are none.

    In favour of the text where there is doubt: a statement whose sources are suspect counts, and
    so does one whose sources were seen dead for the first time, unless `once`.
    """
    sure, doubt, asked = _shares(report, once=once)
    return 100 * (sure + doubt) / asked if asked else None


def _shares(report: Report, *, once: bool) -> tuple[int, int, int]:
    """(checkable as the reports print it, in doubt, all) of the statements outside leads."""
    sure = doubt = asked = 0
    for page in report.pages:
        for claim in page.citations.claims:
            if claim.support is Support.EXEMPT or claim.lead:
                continue
            asked += 1
            sure += claim.support in _STANDS
            doubt += _doubtful(report, page, claim, once)
    return sure, doubt, asked


def _too_few(sure: int, doubt: int, asked: int, least: float) -> list[str]:
    """That the statements checkable or in doubt are less than `least` per cent, if they are."""
    if not asked or 100 * (sure + doubt) / asked >= least:
        return []
    share = _percent(sure + doubt, asked)
    if not doubt:
        return [f"{share} % of the statements are checkable, less than {least:g} %"]
    return [
        f"{share} % of the statements are checkable with the {doubt} in doubt (sources suspect, or "
        f"seen dead for the first time), less than {least:g} %"
    ]


def _just_enough(sure: int, doubt: int, asked: int, least: float) -> list[str]:
    """That only those in doubt make the share that is asked for, if they do."""
    if not asked or not 100 * sure / asked < least <= 100 * (sure + doubt) / asked:
        return []
    share = _percent(sure + doubt, asked)
    return [
        f"{share} % of the statements are checkable with the {doubt} in doubt (sources suspect, or "
        f"seen dead for the first time), enough for {least:g} %; the figure without them is "
        f"{_percent(sure, asked)} %"
    ]


def _percent(part: int, whole: int) -> str:
    """A share cut, not rounded, so that it is never printed as what it falls short of."""
    return f"{1000 * part // max(whole, 1) / 10:.1f}"


def _counts(finding: Finding, fail_on: FailOn, least: Confidence, once: bool) -> bool:
    if fail_on == "never" or finding.state != "new" or finding.code in DOUBT:
        return False
    if not _reaches(finding.severity, Severity(fail_on), _WORST_FIRST):
        return False
    if finding.code in BY_LOOKS:
        return once or finding.confidence is Confidence.HIGH
    return _reaches(finding.confidence, least, _SUREST_FIRST)


def _reaches(value: str, least: str, order: Iterable[str]) -> bool:
    places = list(order)
    return places.index(value) <= places.index(least)


def _doubtful(report: Report, page: PageReport, claim: Claim, once: bool) -> bool:
    """Whether only the network of today speaks against the sources of a statement."""
    if claim.support is Support.DOUBTFUL:
        return True
    if claim.support is not Support.DEAD or once:
        return False
    by_id = {reference.id: reference for reference in page.citations.references}
    sources = [by_id[key] for key in claim.references if key in by_id]
    return death(report.evidence, sources) is not Confidence.HIGH
