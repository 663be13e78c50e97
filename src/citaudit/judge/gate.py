"""Whether a run fails, and why. Doubt about the network alone never fails one."""

from __future__ import annotations

from dataclasses import dataclass

from citaudit.coverage import counted
from citaudit.judge.links import death
from citaudit.judge.registry import RULES
from citaudit.model import (
    Claim,
    Confidence,
    FailOn,
    Finding,
    PageReport,
    Report,
    RestsOn,
    Severity,
    Support,
)

DOUBT = frozenset(rule.code for rule in RULES if rule.rests_on is RestsOn.NETWORK)
BY_LOOKS = frozenset(rule.code for rule in RULES if rule.rests_on is RestsOn.ONE_LOOK)


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
    min_confidence: Confidence = Confidence.HIGH,
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
        if _counts(finding, fail_on, min_confidence, once)
    )
    reasons: list[str] = []
    notes: list[str] = []
    if len(found) == 1:
        reasons.append(f"1 finding at or above {fail_on}")
    elif found:
        reasons.append(f"{len(found)} findings at or above {fail_on}")
    if fail_under is not None and fail_on != "never":
        shares = _shares(report, once=once)
        reasons += _too_few(shares, fail_under)
        notes += _just_enough(shares, fail_under)
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


@dataclass(frozen=True, slots=True)
class _Shares:
    """Of the `asked` statements of the body: those `sure` to be checkable, and those in `doubt`.

    In favour of the text where there is doubt: a statement is in doubt whose sources are suspect,
    and so is one whose sources were seen dead for the first time, unless the gate says `once`.
    """

    sure: int
    doubt: int
    asked: int

    def reach(self, least: float, *, doubt: bool) -> bool:
        """Whether at least `least` per cent are checkable; `doubt` says to count those in doubt."""
        return not self.asked or 100 * self._counted(doubt=doubt) / self.asked >= least

    def percent(self, *, doubt: bool) -> str:
        """The share cut, not rounded, so that it is never printed as what it falls short of."""
        return f"{1000 * self._counted(doubt=doubt) // max(self.asked, 1) / 10:.1f}"

    def _counted(self, *, doubt: bool) -> int:
        return self.sure + (self.doubt if doubt else 0)


def _shares(report: Report, *, once: bool) -> _Shares:
    sure = doubt = asked = 0
    for page in report.pages:
        for claim in counted(page.citations.claims):
            asked += 1
            sure += claim.support.stands
            doubt += _doubtful(report, page, claim, once)
    return _Shares(sure, doubt, asked)


def _too_few(shares: _Shares, least: float) -> list[str]:
    """That the statements checkable or in doubt are less than `least` per cent, if they are."""
    if shares.reach(least, doubt=True):
        return []
    percent = shares.percent(doubt=True)
    if not shares.doubt:
        return [f"{percent} % of the statements are checkable, less than {least:g} %"]
    return [
        f"{percent} % of the statements are checkable with the {shares.doubt} in doubt (sources "
        f"suspect, or seen dead for the first time), less than {least:g} %"
    ]


def _just_enough(shares: _Shares, least: float) -> list[str]:
    """That only those in doubt make the share that is asked for, if they do."""
    if shares.reach(least, doubt=False) or not shares.reach(least, doubt=True):
        return []
    return [
        f"{shares.percent(doubt=True)} % of the statements are checkable with the {shares.doubt} "
        f"in doubt (sources suspect, or seen dead for the first time), enough for {least:g} %; "
        f"the figure without them is {shares.percent(doubt=False)} %"
    ]


def _counts(finding: Finding, fail_on: FailOn, least: Confidence, once: bool) -> bool:
    if fail_on == "never" or finding.state != "new" or finding.code in DOUBT:
        return False
    if finding.severity.rank > Severity(fail_on).rank:
        return False
    if finding.code in BY_LOOKS:
        return once or finding.confidence is Confidence.HIGH
    return finding.confidence.rank <= least.rank


def _doubtful(report: Report, page: PageReport, claim: Claim, once: bool) -> bool:
    """Whether only the network of today speaks against the sources of a statement."""
    if claim.support is Support.DOUBTFUL:
        return True
    if claim.support is not Support.DEAD or once:
        return False
    by_id = {reference.id: reference for reference in page.citations.references}
    sources = [by_id[key] for key in claim.references if key in by_id]
    return death(report.evidence, sources) is not Confidence.HIGH
