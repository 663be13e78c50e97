"""What a run did not do, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from citaudit.model import Report, Standing
from citaudit.report.words.speech import ENGLISH, Speech
from citaudit.report.words.totals import standings

Kind = Literal["target", "link", "archive", "rule"]


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that was not done and why: `what` are the things, the reason is in English."""

    kind: Kind
    what: tuple[str, ...]
    reason: str

    def told(self, speech: Speech = ENGLISH) -> str:
        """How many things of what kind, and why."""
        return speech.word(f"gap.{self.kind}", len(self.what), why=speech.tell(self.reason))


def gaps(report: Report) -> list[Gap]:
    """All that was not read or not checked, by kind and reason; the most numerous first."""
    unread: dict[str, str] = {each.id: each.reason for each in report.unread}
    silent = {
        url: answer.reason or "could not ask"
        for url, answer in report.evidence.archives.items()
        if answer.state == "could-not-ask"
    }
    unlooked = {
        url: report.evidence.why_skipped(url) or _why_unlooked(report)
        for url in standings(report)[Standing.UNCHECKED]
    }
    for_links = report.evidence.no_network or "offline"  # said once, of the links
    idle = {
        code: "no link was looked at" if reason == for_links else reason
        for code, reason in report.rules_skipped.items()
    }
    return [
        *_grouped("target", unread),
        *_grouped("link", unlooked),
        *_grouped("archive", silent),
        *_grouped("rule", idle),
    ]


def _why_unlooked(report: Report) -> str:
    if report.evidence.interrupted:
        return "the run was interrupted"
    return report.evidence.no_network or ("not asked for" if report.looked else "offline")


def _grouped(kind: Kind, reasons: Mapping[str, str]) -> list[Gap]:
    by_reason: defaultdict[str, list[str]] = defaultdict(list)
    for what, reason in sorted(reasons.items()):
        by_reason[reason].append(what)
    ordered = sorted(by_reason.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return [Gap(kind, tuple(what), reason) for reason, what in ordered]
