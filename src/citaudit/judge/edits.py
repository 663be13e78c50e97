"""What an edit brings in: the findings of the new side that the old side does not have."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from citaudit.judge.fingerprints import normalised
from citaudit.model import (
    Citations,
    Claim,
    Finding,
    PageReport,
    Reference,
    Span,
    Support,
)

_BACKED = frozenset({Support.SOURCED, Support.PARAGRAPH})
_DID = {
    Support.NONE: "this edit removed the only source of “{text}”",
    Support.REQUESTED: "this edit put a request in the place of the source of “{text}”",
    Support.EMPTY: "this edit emptied the only source of “{text}”",
}
_PARTED = "this edit parted from its source “{text}”"
OF_THE_RUN = frozenset({"TOOL002"})  # says what a run did, not what a page holds
_ALIKE = 0.72
"""Ratio of `SequenceMatcher` from which two wordings are one statement, mended (chosen on the
edits of the test suite: a mended typo or figure is above, another statement below)."""

_LONGEST_COMPARED = 2_000  # code points; longer texts are compared by containment alone


def introduced(old: PageReport | None, new: PageReport) -> PageReport:
    """`new` with the findings that were there before marked known.

    The messages of the others speak of the edit where it took something away elsewhere; a
    statement that lost its source is said once, as that.
    """
    if old is None:
        return replace(new, findings=tuple(map(_of_the_edit, new.findings)))
    was, now = Side(old.citations), Side(new.citations)
    findings = [_of_the_edit(each) for each in _told(_states(old, new), was, now)]
    lost = [each.span for each in findings if each.code == "EDT001"]
    kept = [each for each in findings if not _says_again(each, lost)]
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
    """What only tells of the run (TOOL002) is brought in by no edit."""
    of_the_run = finding.code in OF_THE_RUN and finding.state == "new"
    return replace(finding, state="known") if of_the_run else finding


def _says_again(finding: Finding, lost: Sequence[Span]) -> bool:
    """Whether a finding says of a statement that lost its source, or its section, the same."""
    if not finding.code.startswith("CLM"):
        return False
    places = [finding.span]
    if finding.code in ("CLM003", "CLM004"):
        places += [each.span for each in finding.related]
    return any(_overlap(place, span) for place in places for span in lost)


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
        if place not in known and _was(each, leftover[each.finding.code]):
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


def _was(each: _Wording, before: list[str]) -> bool:
    """Whether one of the old wordings became this one: mended, parted or joined."""
    for place, words in enumerate(before):
        if words and each.words and (words in each.words or alike(words, each.words)):
            del before[place]
            return True
        if each.words and each.words in words:
            return True  # an old stretch parted in two: both halves were there
    return False


def alike(one: str, other: str) -> bool:
    """Whether two normalised wordings are one statement, mended."""
    if one == other:
        return True
    if max(len(one), len(other)) > _LONGEST_COMPARED:
        return False
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return (
        matcher.real_quick_ratio() >= _ALIKE
        and matcher.quick_ratio() >= _ALIKE
        and matcher.ratio() >= _ALIKE
    )


class Side:
    """One side of the edit, with its statements and references by their words."""

    def __init__(self, citations: Citations) -> None:
        self.citations = citations
        self.text = citations.document.page.text
        self.claims = [(normalised(each.text), each) for each in citations.claims]
        self.by_words: dict[str, list[Claim]] = defaultdict(list)
        for words, claim in self.claims:
            self.by_words[words].append(claim)
        self.names = {name for each in citations.references for name in each.keys}
        self.defined = {
            name for each in citations.references if each.kind != "undefined" for name in each.keys
        }
        self.emptied = {name for each in citations.references if each.empty for name in each.keys}

    def became(self, words: str, mended: Iterable[tuple[str, Claim]]) -> Claim | None:
        """The statement of this side that reads `words`, or one of `mended` alike to it."""
        if self.by_words[words]:
            return self.by_words[words][0]
        return next((claim for text, claim in mended if alike(text, words)), None)


def lost_support(was: Side, now: Side) -> Iterator[tuple[Claim, str]]:
    """(statement, what the edit did to the source of `{text}`) of those that had one before."""
    gone = [(words, claim) for words, claim in was.claims if not now.by_words[words]]
    for words, claim in now.claims:
        if claim.support not in _DID:
            continue
        before = was.became(words, gone)
        if before is None or before.support not in _BACKED:
            continue
        if claim.support is Support.REQUESTED and _keeps_source(before, claim, was, now):
            continue  # the text asks for a better one: that is a finding of its own
        if claim.support is Support.NONE and _still_cited(before, was, now):
            yield claim, _PARTED
        else:
            yield claim, _DID[claim.support]


def _still_cited(claim: Claim, was: Side, now: Side) -> bool:
    sources = {was.citations.reference(each).source_key for each in claim.references} - {None}
    return any(each.source_key in sources and each.markers for each in now.citations.references)


def _keeps_source(before: Claim, claim: Claim, was: Side, now: Side) -> bool:
    """Whether a statement still has a footnote of its own that it had before."""
    had = {was.citations.reference(each).source_key for each in before.references}
    has = (now.citations.reference(each) for each in claim.references)
    return any(not each.empty and each.source_key in had for each in has)


def lost_copies(was: Side, now: Side) -> Iterator[tuple[Reference, str]]:
    """(reference, archive copy it named before) of those that stay and name none now."""
    copies = {
        each.source_key: link.url
        for each in was.citations.references
        for link in each.links
        if link.role == "archive" and each.source_key
    }
    still = {
        each.source_key
        for each in now.citations.references
        if any(link.role == "archive" for link in each.links)
    }
    for each in now.citations.references:
        if each.source_key in copies and each.source_key not in still:
            yield each, copies[each.source_key]


def _told(findings: Sequence[Finding], was: Side, now: Side) -> list[Finding]:
    """New findings in the words of the edit, where it took something away elsewhere."""
    return [
        replace(each, message=_in_words(each, was, now)) if each.state == "new" else each
        for each in findings
    ]


def _in_words(finding: Finding, was: Side, now: Side) -> str:
    here = [each for each in now.citations.references if _touches(each, finding.span)]
    names = [name for each in here for name in each.keys]
    if finding.code == "REF002":
        for name in names:
            if name in was.defined:
                return f"this edit removed the definition of “{name}”, which is still cited here"
    if finding.code in {"REF001", "REF013"}:
        for name in names:
            if name in was.defined and name not in was.emptied:
                return f"this edit emptied the reference “{name}”"
    return finding.message


def _touches(reference: Reference, span: Span) -> bool:
    places = [reference.span, *(marker.span for marker in reference.markers)]
    return any(place.holds(span) or span.holds(place) for place in places)
