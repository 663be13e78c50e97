"""Findings of a run and the entries of a baseline that answer for them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from citaudit.judge.baseline.entries import Entry, entry, path_of
from citaudit.judge.edits import OF_THE_RUN
from citaudit.judge.fingerprints import alike
from citaudit.judge.matching import paired
from citaudit.judge.registry import RULES
from citaudit.model import Finding, Need, PageReport

_COMPARED = 100  # old findings of a rule that a new one is held against


@dataclass(frozen=True, slots=True)
class Matched:
    """Pages with their known findings marked, and what the baseline holds besides.

    `stale` entries match no finding any more; `lapsed` ones do, but their day is over.
    """

    pages: tuple[PageReport, ...]
    kept: tuple[Entry, ...]
    stale: tuple[Entry, ...]
    lapsed: tuple[Entry, ...]


def matched(
    entries: Iterable[Entry],
    pages: Iterable[PageReport],
    today: date,
    run: Collection[str] | None = None,
) -> Matched:
    """`pages` with the findings that `entries` name marked known; `today` is for `until`.

    Every entry answers for one finding, so ten equal findings and one new give one new. `run` are
    the codes of the rules that were run: what an offline run cannot find again is not stale. None
    takes for run what needs the text alone and what found something.
    """
    pages = tuple(pages)
    ran = _ran(pages, run)
    by_path: defaultdict[str, list[Entry]] = defaultdict(list)
    for each in entries:
        if each.code in ran:
            by_path[each.path].append(each)
    marked: list[PageReport] = []
    kept: list[Entry] = []
    lapsed: list[Entry] = []
    stale: list[Entry] = []
    for page in pages:
        known = by_path.pop(path_of(page.page.id), [])
        answers = _answers(known, page)
        used = set(answers.values())
        stale += [each for place, each in enumerate(known) if place not in used]
        findings = list(page.findings)
        for place, answer in sorted(answers.items()):
            each, finding = known[answer], findings[place]
            over = each.until is not None and each.until < today
            (lapsed if over else kept).append(replace(entry(page, finding), **_labels(each)))
            findings[place] = _marked(finding, each, over)
        marked.append(replace(page, findings=tuple(findings)))
    stale += [each for entries in by_path.values() for each in entries]
    return Matched(tuple(marked), tuple(kept), tuple(stale), tuple(lapsed))


def rehomed(
    entries: Sequence[Entry], pages: Sequence[PageReport], gone: Collection[str]
) -> tuple[Entry, ...]:
    """`entries` with those of pages that are `gone` put where the same words are found now."""
    if not any(each.path in gone for each in entries):
        return tuple(entries)
    free = {
        path_of(page.page.id): Counter(entry(page, finding).key for finding in _counted(page))
        for page in pages
    }
    for each in entries:
        if each.path in free:
            free[each.path][each.key] -= 1
    found: list[Entry] = []
    for each in entries:
        home = next((path for path, keys in free.items() if keys[each.key] > 0), None)
        if each.path in gone and home is not None:
            free[home][each.key] -= 1
            each = replace(each, path=home)
        found.append(each)
    return tuple(sorted(found, key=lambda each: each.path))


def written(
    old: Sequence[Entry],
    pages: Sequence[PageReport],
    today: date,
    run: Collection[str] | None = None,
    gone: Collection[str] = (),
) -> tuple[Entry, ...]:
    """The entries for all findings of `pages` that are not ignored in place.

    `reason` and `until` of the old entries go over to the findings they answered for. Entries of
    rules that were not `run` stay, and so do those of pages that were not audited and are not
    `gone`.
    """
    before = matched(old, pages, today, run)
    labels: defaultdict[tuple[str, str, str], list[Entry]] = defaultdict(list)
    for each in (*before.kept, *before.lapsed):
        labels[each.path, *each.key].append(each)
    entries: list[Entry] = []
    for page in sorted(pages, key=lambda page: path_of(page.page.id)):
        for finding in _counted(page):
            new = entry(page, finding)
            known = labels[new.path, *new.key]
            entries.append(known.pop(0) if known else new)
    ran, audited = _ran(pages, run), {path_of(page.page.id) for page in pages}
    resting = (
        each
        for each in old
        if each.code not in ran or (each.path not in audited and each.path not in gone)
    )
    return tuple(sorted((*entries, *resting), key=lambda each: each.path))


def pruned(
    entries: Sequence[Entry],
    pages: Sequence[PageReport],
    today: date,
    run: Collection[str] | None = None,
    gone: Collection[str] = (),
) -> tuple[Entry, ...]:
    """`entries` without those that match no finding of `pages`, in the order of the file.

    Pages that were not audited in this run keep theirs unless they are `gone`, and so do rules
    that were not `run`.
    """
    audited = {*(path_of(page.page.id) for page in pages), *gone}
    found = matched(entries, pages, today, run)
    stale = [each for each in found.stale if each.path in audited]
    kept = list(entries)
    for each in stale:
        kept.remove(each)
    return tuple(kept)


def _ran(pages: Iterable[PageReport], run: Collection[str] | None) -> Collection[str]:
    if run is not None:
        return run
    found = {finding.code for page in pages for finding in page.findings}
    return found | {rule.code for rule in RULES if rule.needs == {Need.TEXT}}


def _answers(known: Sequence[Entry], page: PageReport) -> dict[int, int]:
    """Place of a finding -> place of the entry that answers for it."""
    counted = _counted(page)
    places = {id(finding): place for place, finding in enumerate(page.findings)}
    lines = [entry(page, finding) for finding in counted]
    pairs = paired([each.key for each in known], [line.key for line in lines])
    answers = {places[id(counted[new])]: old for old, new in pairs}
    used = set(answers.values())
    idle = [place for place in range(len(known)) if place not in used]
    by_code: defaultdict[str, list[int]] = defaultdict(list)
    for place in idle:
        by_code[known[place].code].append(place)
    for place, line in enumerate(lines):  # the same statement, mended
        waiting = by_code[line.code]
        if not waiting or places[id(counted[place])] in answers:
            continue
        near = next((old for old in waiting[:_COMPARED] if _near(known[old], line)), None)
        if near is not None:
            waiting.remove(near)
            answers[places[id(counted[place])]] = near
    return answers


def _near(old: Entry, new: Entry) -> bool:
    return bool(old.text and new.text) and alike(old.text, new.text)


def _counted(page: PageReport) -> list[Finding]:
    return [
        finding
        for finding in page.findings
        if finding.state != "ignored" and finding.code not in OF_THE_RUN
    ]


def _marked(finding: Finding, each: Entry, over: bool) -> Finding:
    if over:
        words = f"was known until {each.until}"
        return replace(finding, reason=f"{words}: {each.reason}" if each.reason else words)
    return replace(finding, state="known", reason=each.reason)


def _labels(each: Entry) -> dict[str, Any]:
    return {"reason": each.reason, "until": each.until}
