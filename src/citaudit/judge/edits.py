"""What an edit brings in: the findings of the new side that the old side does not have."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from citaudit.judge.fingerprints import alike, normalised
from citaudit.judge.losses import Side
from citaudit.judge.registry import RULES
from citaudit.model import (
    Family,
    Finding,
    Loss,
    PageReport,
    Reference,
    Span,
)

OF_THE_RUN = frozenset(rule.code for rule in RULES if rule.of_the_run)
_LOSSES = {rule.code: rule.loss for rule in RULES if rule.loss}
_REPLACED = {rule.code: rule.replaces_family for rule in RULES if rule.replaces_family}
_ALSO_RELATED = frozenset(rule.code for rule in RULES if rule.also_about_related)


def introduced(old: PageReport | None, new: PageReport) -> PageReport:
    """`new` with the findings that were there before marked known.

    The messages of the others speak of the edit where it took something away elsewhere; a
    statement that lost its source is said once, as that.
    """
    if old is None:
        return replace(new, findings=tuple(map(_of_the_edit, new.findings)))
    was, now = Side(old.citations), Side(new.citations)
    findings = [_of_the_edit(each) for each in _reworded(_states(old, new), was, now)]
    said = [(_REPLACED[each.code], each.span) for each in findings if each.code in _REPLACED]
    kept = [each for each in findings if not _says_again(each, said)]
    return replace(new, findings=tuple(kept))


def moved(sides: Sequence[tuple[PageReport | None, PageReport | None]]) -> list[PageReport]:
    """The new pages, with the findings known that came over from another page of the edit.

    `sides` are (old, new) of every page, None where it was not there. What stood on a page before
    and is there no more may have moved, word for word, to another.
    """
    gone: Counter[tuple[str, str]] = Counter()
    for old, new in sides:
        left = Counter((each.finding.code, each.words) for each in _worded(old) if each.words)
        if new is not None:
            left -= Counter((each.finding.code, each.words) for each in _worded(new))
        gone += left
    return [_came_over(new, gone) for _, new in sides if new is not None]


def _came_over(page: PageReport, gone: Counter[tuple[str, str]]) -> PageReport:
    if not gone or not any(each.state == "new" for each in page.findings):
        return page
    findings = []
    for each in _worded(page):
        finding, key = each.finding, (each.finding.code, each.words)
        if finding.state == "new" and gone[key] > 0:
            gone[key] -= 1
            finding = replace(finding, state="known")
        findings.append(finding)
    return replace(page, findings=tuple(findings))


def _of_the_edit(finding: Finding) -> Finding:
    """What only tells of the run is brought in by no edit."""
    of_the_run = finding.code in OF_THE_RUN and finding.state == "new"
    return replace(finding, state="known") if of_the_run else finding


def _says_again(finding: Finding, said: Sequence[tuple[Family, Span]]) -> bool:
    """Whether a finding says of a statement that lost its source, or its section, the same."""
    places = [finding.span]
    if finding.code in _ALSO_RELATED:
        places += [each.span for each in finding.related]
    return any(
        finding.family == family and _overlap(place, span)
        for family, span in said
        for place in places
    )


def _overlap(one: Span, other: Span) -> bool:
    return one.holds(other) or other.holds(one)


@dataclass(frozen=True, slots=True)
class _Wording:
    """A finding with its words, as the other side is searched for them."""

    finding: Finding
    words: str


def _states(old: PageReport, new: PageReport) -> list[Finding]:
    before = _worded(old)
    exact = Counter((each.finding.code, each.words) for each in before)
    after = _worded(new)
    known: set[int] = set()
    for place, each in enumerate(after):
        key = each.finding.code, each.words
        if exact[key]:
            exact[key] -= 1
            known.add(place)
    leftover = defaultdict(list)
    for each in before:
        key = each.finding.code, each.words
        if exact[key]:
            exact[key] -= 1
            leftover[each.finding.code].append(each.words)
    for place, each in enumerate(after):
        if place not in known and _take_origin(each, leftover[each.finding.code]):
            known.add(place)
    return [
        replace(each.finding, state="known")
        if place in known and each.finding.state == "new"
        else each.finding
        for place, each in enumerate(after)
    ]


def _worded(page: PageReport | None) -> list[_Wording]:
    """The findings of a page with their words; those of a statement as one reads it.

    So a link, a template or a variant put into an old statement makes it no new one.
    """
    if page is None:
        return []
    text = page.page.text
    read = {claim.span: claim.text for claim in page.citations.claims}
    return [
        _Wording(each, normalised(read.get(each.span) or each.span.of(text)))
        for each in page.findings
    ]


def _take_origin(each: _Wording, before: list[str]) -> bool:
    """Whether one of the old wordings became this one: mended, parted or joined.

    One that became this one as a whole is taken out of `before`: it became no other.
    """
    for place, words in enumerate(before):
        if words and each.words and (words in each.words or alike(words, each.words)):
            del before[place]
            return True
        if each.words and each.words in words:
            return True  # an old stretch parted in two: both halves were there
    return False


def _reworded(findings: Sequence[Finding], was: Side, now: Side) -> list[Finding]:
    """New findings in the words of the edit, where it took something away elsewhere."""
    return [
        replace(each, message=_in_words(each, was, now)) if each.state == "new" else each
        for each in findings
    ]


def _in_words(finding: Finding, was: Side, now: Side) -> str:
    here = [each for each in now.citations.references if _touches(each, finding.span)]
    names = [name for each in here for name in each.keys if name in was.defined]
    loss = _LOSSES.get(finding.code)
    if loss is Loss.DEFINITION and names:
        return f"This edit removed the definition of “{names[0]}”, which is still cited here."
    filled = [name for name in names if name not in was.emptied]
    if loss is Loss.CONTENT and filled:
        return f"This edit emptied the reference “{filled[0]}”."
    return finding.message


def _touches(reference: Reference, span: Span) -> bool:
    places = [reference.span, *(marker.span for marker in reference.markers)]
    return any(place.holds(span) or span.holds(place) for place in places)
