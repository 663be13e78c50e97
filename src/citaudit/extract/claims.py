"""The statements of a document, each with what covers it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from operator import attrgetter, itemgetter
from typing import NamedTuple

from citaudit.extract.attachment import cited_blocks, marks_by_block
from citaudit.extract.disambiguation import REASON as TELLS_APART
from citaudit.extract.disambiguation import tells_apart
from citaudit.extract.exemptions import (
    SectionSense,
    asks_about_the_source,
    exemptions,
    section_sense,
)
from citaudit.extract.naming import (
    NAMES_ONLY,
    heads,
    naming_reason,
    states_something,
)
from citaudit.extract.quotations import quotation_covers, with_quotation
from citaudit.extract.scope import Cover, Mark, covers
from citaudit.extract.sentences import sentences
from citaudit.extract.traits import about_the_living, traits
from citaudit.extract.works import REASON as NAMES_A_WORK
from citaudit.extract.works import is_list_of_works, names_a_work
from citaudit.model import Block, Claim, Document, Reference, Span, Support, Trait
from citaudit.model.document import ESCAPED, HARD_BREAK

_WORD = re.compile(r"[^\W_]")
# Chinese and Japanese with their marks: lines of them join without a space.
_SPACE_IN_HAN = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uff65]) (?=[\u3000-\u9fff\uff00-\uff65])")
_SPACE_BEFORE_STOP = re.compile(r" (?=[.,;:!?](?:\s|$)|[。，；：])")
_DRAWN_TABLE = re.compile(r"\+[-=]{3,}[-=+]*+\s")  # a grid table: not read cell by cell
_LINES = re.compile(r"[^\n\u2028]+")
_ASIDE = ("(", "（")  # a line that begins so belongs to the value above it
_VALUES = frozenset({"field", "cell", "caption"})  # each line says something of its own
_UNCOVERED = Cover()
_LEAD = frozenset({"paragraph", "quote", "item"})


def claims(document: Document, references: Sequence[Reference]) -> tuple[Claim, ...]:
    """Every statement of the page, in order of place, its support by the text alone.

    Headings and blocks with a role (reference lists, navigation, hatnotes) hold none. A cell, an
    infobox value or a short list item is one if it gives a figure, has a mark, or is a sentence.
    Where the markup is escaped none of the words are known to be prose: there are no statements.
    """
    if any(problem.id == ESCAPED for problem in document.problems):
        return ()
    reading = _Reading(document, references)
    stated = sorted(reading.statements(), key=itemgetter(0, 1))  # a caption within a paragraph
    said = [one.said for one in stated]
    return tuple(
        reading.claim(f"c{number}", one, seen, reason)
        for number, (one, seen, reason) in enumerate(
            zip(stated, traits(said), exemptions(said), strict=True), 1
        )
    )


class _Stated(NamedTuple):
    """One statement as it stands: `begin:end` of the page, its words, where, and what covers it."""

    begin: int
    end: int
    said: str
    block: Block
    cover: Cover
    sense: SectionSense


class _Reading:
    """One pass over the blocks of a document."""

    def __init__(self, document: Document, references: Sequence[Reference]) -> None:
        self.document = document
        self.marks = marks_by_block(document, references)
        self.quotations = quotation_covers(document.page.text, document.blocks, self.marks)
        self.citations = cited_blocks(document.blocks, references)
        self.states = {one.id: one.state for one in references}
        self.language = document.page.language
        self.living = about_the_living(document.page.text)
        self.exempt = TELLS_APART if tells_apart(document) else None  # all of the page
        self.converted = document.page.origin == "pandoc"
        self.headed = any(block.kind == "heading" for block in document.blocks)
        self.sense = lru_cache(maxsize=64)(section_sense)
        self.lists_works = lru_cache(maxsize=64)(is_list_of_works)

    def statements(self) -> Iterator[_Stated]:
        """Every statement, block by block."""
        below: SectionSense | None = None  # of what stands under a heading left as a line
        for index, block in enumerate(self.document.blocks):
            if block.kind == "heading":
                below = None
            if block.kind == "heading" or index in self.citations:
                continue
            marks = self.marks.get(index, ())
            sense = below or self.sense(block.section)
            if self.converted and not marks and not block.role and heads(block):
                sense, below = SectionSense(), self.sense((block.text.text.strip(),))
            if block.role and not (block.role == "see-also" and block.kind in _LEAD):
                continue
            if sense.silent and not (block.kind == "paragraph" and _noted(marks)):
                continue
            yield from self._block(block, marks, sense, self.quotations.get(index))

    def _block(
        self, block: Block, marks: Sequence[Mark], sense: SectionSense, quotation: Cover | None
    ) -> Iterator[_Stated]:
        text = block.text.text
        if not marks and block.kind in ("cell", "field") and not states_something(text):
            return
        passed = 0
        for start, end in _stretches(block):
            while passed < len(marks) and marks[passed].at < start:
                passed += 1
            after = passed
            while after < len(marks) and marks[after].at <= end:
                after += 1
            here = marks[passed:after]
            places = [mark.at - start for mark in here if mark.kind == "note"]
            part = text[start:end]
            if block.kind in _VALUES:
                part = part.replace("\n", " ").replace(HARD_BREAK, " ")
            found = [(start, end)]
            if not _DRAWN_TABLE.match(part):
                found = [(a + start, b + start) for a, b in sentences(part, self.language, places)]
            found = [p for p in found if text[p[0]].isalpha() or _WORD.search(text, *p)]
            if not found:
                continue
            links = [mark for mark in here if mark.kind == "link"]
            covered = covers(text, found, here)
            if quotation is not None:
                covered = with_quotation(block, covered, quotation)
            for (first, last), cover in zip(found, covered, strict=True):
                if links and _is_its_link(first, last, cover, links):
                    continue
                stated = self._stated(block, first, last, cover, sense)
                if stated is not None:
                    yield stated

    def _stated(
        self, block: Block, first: int, last: int, cover: Cover, sense: SectionSense
    ) -> _Stated | None:
        marked = cover.scope == "sentence" or bool(cover.requests)
        said = _folded(block.text.text[first:last], marked or not self.converted)
        begin, end = block.text.to_page(first), block.text.end_in_page(last)
        if " " in said and not said.isascii() and self.wrapped(begin, end):
            said = _SPACE_IN_HAN.sub("", said)
        if block.kind in ("cell", "field") and not (marked or states_something(said)):
            return None
        return _Stated(begin, end, said, block, cover, sense)

    def claim(
        self, key: str, stated: _Stated, seen: tuple[Trait, ...], exempt: str | None
    ) -> Claim:
        """The claim `key` with what was `seen` in its words and why they may be `exempt`."""
        begin, end, said, block, cover, sense = stated
        found, reason = self._support(stated, exempt or sense.reason or self.exempt, seen)
        if reason:
            cover = _UNCOVERED
        if block.kind == "quote" and "quotation" not in seen:
            seen += ("quotation",)
        if self.living and "living-person" not in seen:
            seen += ("living-person",)
        if cover.partly:
            seen += ("partly",)
        return Claim(
            id=key,
            span=Span(begin, end),
            text=said,
            section=block.section,
            block=block.kind,
            support=found,
            references=cover.references,
            scope=cover.scope,
            traits=seen,
            lead=self.headed and not block.section and block.kind in _LEAD,
            covered=Span(begin, block.text.end_in_page(cover.upto)) if cover.upto else None,
            reason=reason,
            placement=cover.placement,
        )

    def wrapped(self, begin: int, end: int) -> bool:
        """Whether a line ends in a stretch of the page: no space between Han characters there."""
        text = self.document.page.text
        return text.find("\n", begin, end) >= 0 or text.find("<br", begin, end) >= 0

    def _support(
        self, stated: _Stated, reason: str | None, seen: tuple[Trait, ...]
    ) -> tuple[Support, str | None]:
        """The support of a statement by the text alone, and why it is exempt, if it is.

        `reason`: why it would be where it has no footnote of its own.
        """
        cover = stated.cover
        if _asks(cover):
            return Support.REQUESTED, None
        if cover.scope != "sentence":
            if not reason and cover.scope is None:
                reason = naming_reason(stated.block, stated.said, seen) or self._work(stated)
            if reason:
                return Support.EXEMPT, reason
            if cover.scope is None:
                return Support.NONE, None
        states = (self.states.get(key, "empty") for key in cover.references)
        return Support.of(cover.scope, states), None

    def _work(self, stated: _Stated) -> str | None:
        """Why an item of a list of works needs no source; None where it says more."""
        block = stated.block
        if block.kind != "item":
            return None
        listed = self.lists_works(block.section)
        named = names_a_work(stated.said, block.text, self.document.page.text, listed)
        return (NAMES_A_WORK if listed else NAMES_ONLY) if named else None


def _folded(written: str, marked: bool) -> str:
    """One space for any white space; none before a stop where something was taken out (`marked`).

    What pandoc dropped before a stop (`It lies at .`) is left as a reader sees it.
    """
    said = " ".join(written.split())
    if marked and (" ." in said or " ," in said or " 。" in said):
        said = _SPACE_BEFORE_STOP.sub("", said)
    return said


def _noted(marks: Sequence[Mark]) -> bool:
    return any(mark.kind == "note" for mark in marks)


def _stretches(block: Block) -> Iterator[tuple[int, int]]:
    """The parts of a block that footnote scope does not leave."""
    text = block.text.text
    if block.kind not in _VALUES or not ("\n" in text or HARD_BREAK in text):
        yield 0, len(text)
        return
    start = end = -1
    for line in _LINES.finditer(text):
        if start >= 0 and not text.startswith(_ASIDE, line.start()):
            yield start, end
            start = -1
        start, end = line.start() if start < 0 else start, line.end()
    if start >= 0:
        yield start, end


def _asks(cover: Cover) -> bool:
    if cover.scope == "sentence":
        return any(not asks_about_the_source(name) for name in cover.requests)
    return bool(cover.requests)


def _is_its_link(first: int, last: int, cover: Cover, links: Sequence[Mark]) -> bool:
    """Whether a stretch is nothing but the words of an outside link; `links` are in order."""
    if cover.placement is not None or cover.scope != "sentence":
        return False
    before = bisect_right(links, first + 1, key=attrgetter("at"))
    return before > 0 and links[before - 1].end >= last - 1
