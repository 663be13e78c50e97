"""What an edit took away: the sources of statements, and the archive copies of references."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from citaudit.judge.fingerprints import alike, normalised
from citaudit.model import Citations, Claim, Reference, Support

_DID = {
    Support.NONE: "This edit removed the only source of “{text}”.",
    Support.REQUESTED: "This edit put a request in the place of the source of “{text}”.",
    Support.EMPTY: "This edit emptied the only source of “{text}”.",
}
_PARTED = "This edit parted “{text}” from its source."


class Side:
    """One side of the edit, with its statements and references by their words."""

    def __init__(self, citations: Citations) -> None:
        self.citations = citations
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
        if before is None or not before.support.stands:
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
