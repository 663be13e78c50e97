"""What the reports for people say alike: counts, verdicts, advice, and what was not done."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from citaudit.model import Finding, Report, Rule, Standing
from citaudit.report.order import by_severity
from citaudit.report.plain import cited_links
from citaudit.report.seen import standing_of, why_skipped

MEASURES = {
    "strict": "own footnote (strict)",
    "paragraph": "with paragraph scope",
    "checkable": "checkable",
}
"""The three figures of `Coverage`, by field, as every report for people names them."""

STANDINGS = {
    Standing.DEAD: "dead",
    Standing.SUSPECT: "suspect",
    Standing.UNKNOWN: "unknown",
    Standing.MOVED: "moved",
    Standing.ALIVE: "alive",
    Standing.UNCHECKED: "not looked at",
}
"""Every standing in the order in which it asks for attention."""

TELLING = 40
"""A first sentence shorter than this (`Open it.`) says too little alone."""

_ADVICE = re.compile(r"^\**What to do:\**\s*(.+?)(?:\n\s*\n|\Z)", re.DOTALL | re.MULTILINE)
_WHY = re.compile(r"^\**Why:\**\s*(.+?)(?:\n\s*\n|\Z)", re.DOTALL | re.MULTILINE)
_SENTENCE = re.compile(r"[.!?](?=\s+[A-Z`“])")
_UNPRINTABLE: dict[int, int | str] = {
    **{code: 0x2400 + code for code in range(0x20)},
    **dict.fromkeys((0x09, 0x0A, 0x0D, 0x85, 0x2028, 0x2029), " "),
    0x7F: 0x2421,
    **dict.fromkeys((*range(0x80, 0x85), *range(0x86, 0xA0)), 0xFFFD),
    # direction overrides would show a reader another text than the file holds
    **dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)), 0xFFFD),
    **dict.fromkeys((*range(0xD800, 0xE000), 0xFFFE, 0xFFFF), 0xFFFD),
}


def visible(text: str) -> str:
    """`text` on one line, with what would steer a terminal shown instead of obeyed.

    Character by character, so offsets stay true.
    """
    return text.translate(_UNPRINTABLE)


def count(number: int, noun: str, plural: str | None = None) -> str:
    """`1 error`, `2 errors`, `12,000 errors`, `no errors`."""
    many = plural or f"{noun}s"
    if not number:
        return f"no {many}"
    return f"{number:,} {noun if number == 1 else many}"


def tally(findings: Iterable[Finding]) -> str:
    """`3 errors, 40 warnings, 5 notes`; what there is none of is left out."""
    counted = by_severity(findings)
    said = [count(many, str(severity)) for severity, many in counted.items() if many]
    return ", ".join(said) or "no findings"


def verdict(report: Report) -> str:
    """The run in one sentence: what was found, over how many pages, and what was not counted."""
    if not report.pages:
        return "nothing could be audited" if report.unread else "nothing to audit"
    findings = [finding for page in report.pages for finding in page.findings]
    states = Counter(finding.state for finding in findings)
    apart = [f"{states[state]:,} {state}" for state in ("known", "ignored") if states[state]]
    said = tally(finding for finding in findings if finding.state == "new")
    over = f"{said} in {count(len(report.pages), 'page')}"
    return f"{over} ({', '.join(apart)})" if apart else over


def why(rule: Rule) -> str:
    """The paragraph of a rule's manual page that says why it matters, else its summary."""
    found = _WHY.search(rule.doc)
    return " ".join(found[1].split()) if found else rule.summary


def advice(rule: Rule) -> str:
    """How a rule's manual page begins what there is to do, in whole sentences; else its summary."""
    found = _ADVICE.search(rule.doc)
    if not found:
        return rule.summary
    text = " ".join(found[1].split())
    ends = (end.end() for end in _SENTENCE.finditer(text))
    return text[: next((end for end in ends if end >= TELLING), len(text))]


def looked(report: Report) -> str:
    """Whether links were looked at, and when."""
    if report.evidence.no_network:
        return "no link was judged: nothing could be reached"
    if not report.looked:
        return "offline: no link was looked at"
    broken = ", interrupted" if report.evidence.interrupted else ""
    return f"links looked at {report.looked}{broken}"


def standings(report: Report) -> dict[Standing, list[str]]:
    """Every distinct address cited, by standing, addresses in order."""
    urls = {link.url for page in report.pages for link in cited_links(page.citations)}
    found: dict[Standing, list[str]] = {standing: [] for standing in STANDINGS}
    for url in sorted(urls):
        found[standing_of(report.evidence, url)].append(url)
    return found


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that was not done and why: `what` are the things, `noun` says what kind."""

    noun: str
    what: tuple[str, ...]
    reason: str

    def __str__(self) -> str:
        return f"{len(self.what):,} {self.noun}: {self.reason}"


def gaps(report: Report) -> list[Gap]:
    """All that was not read or not checked, by kind and reason; the most numerous first."""
    unread: dict[str, str] = {each.id: each.reason for each in report.unread}
    silent = {
        url: answer.reason or "could not ask"
        for url, answer in report.evidence.archives.items()
        if answer.state == "could-not-ask"
    }
    unlooked = {
        url: why_skipped(report.evidence, url) or _why_unlooked(report)
        for url in standings(report)[Standing.UNCHECKED]
    }
    for_links = report.evidence.no_network or "offline"  # said once, of the links
    idle = {
        code: "no link was looked at" if reason == for_links else reason
        for code, reason in report.rules_skipped.items()
    }
    return [
        *_grouped("target not read", "targets not read", unread),
        *_grouped("link not looked at", "links not looked at", unlooked),
        *_grouped("archive look-up without answer", "archive look-ups without answer", silent),
        *_grouped("rule not run", "rules not run", idle),
    ]


def _why_unlooked(report: Report) -> str:
    if report.evidence.interrupted:
        return "the run was interrupted"
    return report.evidence.no_network or ("not asked for" if report.looked else "offline")


def _grouped(noun: str, plural: str, reasons: Mapping[str, str]) -> list[Gap]:
    by_reason: defaultdict[str, list[str]] = defaultdict(list)
    for what, reason in sorted(reasons.items()):
        by_reason[reason].append(what)
    ordered = sorted(by_reason.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return [
        Gap(noun if len(what) == 1 else plural, tuple(what), reason) for reason, what in ordered
    ]
