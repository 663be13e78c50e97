"""Fixes put into pages and proved: what was found is gone, nothing new has come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial

from citaudit.judge.edits import introduced
from citaudit.mend import mended
from citaudit.model import Finding, Page, PageReport, Report
from citaudit.pipeline import Task, cited, judged

_PASSES = 10  # fixes that overlap are put in one after the other; no page needs so many turns

Judge = Callable[[str], PageReport]


@dataclass(frozen=True, slots=True)
class Left:
    """A finding whose fix was not applied, with the reason."""

    finding: Finding
    reason: str


@dataclass(frozen=True, slots=True)
class Fixed:
    """One page with its fixes in it. Findings keep the places of the text they were found in."""

    before: PageReport
    text: str
    done: tuple[Finding, ...] = ()
    left: tuple[Left, ...] = ()


def fixes(report: Report, *, unsafe: bool = False) -> list[Fixed]:
    """Every page of a report with the fixes of its findings applied.

    Only safe ones, unless `unsafe`. Each page is judged again by the same rules and evidence: a
    fix that does not take its finding away, or brings in another, is not applied.
    """
    task = Task(report.rules_run, datetime.now(UTC).date(), report.evidence)

    def judge_again(page: Page, text: str) -> PageReport:
        return judged(task, cited(replace(page, text=text)))

    return [fixed(each, partial(judge_again, each.page), unsafe=unsafe) for each in report.pages]


def fixed(page: PageReport, judge: Judge, *, unsafe: bool) -> Fixed:
    """One page with its fixes applied, as far as they stand the proof."""
    now = page
    done: list[Finding] = []
    refused: Counter[tuple[str, str]] = Counter()
    left: list[Left] = []
    for _ in range(_PASSES):
        wanted = [each for each in _fixable(now, unsafe=unsafe) if not refused[_key(now, each)]]
        turn = _Turn(now, judge)
        turn.add(wanted)
        left += [Left(each, _WORSE) for each in turn.refused]
        refused.update(_key(now, each) for each in turn.refused)
        if not turn.done:
            break
        done += turn.done
        now = turn.result
    left += [Left(each, _JUDGEMENT) for each in _unsafe(now, unsafe)]
    return Fixed(page, now.page.text, tuple(done), tuple(left))


_WORSE = "applied, it would leave the finding or bring in another"
_JUDGEMENT = "needs judgement: --unsafe"


class _Turn:
    """Fixes for one state of a page, put in together and taken apart where that fails."""

    def __init__(self, before: PageReport, judge: Judge) -> None:
        self.result = before
        self.done: tuple[Finding, ...] = ()
        self.refused: list[Finding] = []
        self._before = before
        self._judge = judge

    def add(self, wanted: Sequence[Finding]) -> None:
        """Put in as many of these as stand the proof; overlapping ones wait for another turn."""
        if not wanted:
            return
        chosen = [(each, each.fix.edits) for each in (*self.done, *wanted) if each.fix]
        tried = mended(self._before.page.text, chosen)
        if len(tried.done) == len(self.done):
            return
        result = self._judge(tried.text)
        if _better(self._before, result, tried.done):
            self.done, self.result = tried.done, result
        elif len(wanted) == 1:
            self.refused.extend(wanted)
        else:
            half = len(wanted) // 2
            self.add(wanted[:half])
            self.add(wanted[half:])


def _better(before: PageReport, after: PageReport, done: Sequence[Finding]) -> bool:
    """Whether what was mended is gone and nothing has come instead."""
    if any(each.state == "new" for each in introduced(before, after).findings):
        return False
    was = Counter(each.code for each in before.findings)
    now = Counter(each.code for each in after.findings)
    return all(now[code] <= was[code] - gone for code, gone in Counter(_codes(done)).items())


def _codes(findings: Sequence[Finding]) -> list[str]:
    return [each.code for each in findings]


def _fixable(page: PageReport, *, unsafe: bool) -> list[Finding]:
    return [
        each
        for each in page.findings
        if each.fix and each.state != "ignored" and (each.fix.safe or unsafe)
    ]


def _unsafe(page: PageReport, unsafe: bool) -> list[Finding]:
    if unsafe:
        return []
    return [
        each for each in page.findings if each.fix and not each.fix.safe and each.state != "ignored"
    ]


def _key(page: PageReport, finding: Finding) -> tuple[str, str]:
    return finding.code, finding.span.of(page.page.text)
