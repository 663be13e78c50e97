"""Which marks, requests and links stand in which block of a document."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from operator import lt

from citaudit.extract.scope import Mark
from citaudit.model import Block, Document, Reference, Span

# Where MediaWiki prints an error in place of a mark: a footnote with nothing in it.
_EMPTY_NOTES = frozenset({"ref_no_input", "ref_no_key"})
_BRACKETS = ("(", "（")
_STOPS = " .。"
_REACH = 3  # characters between a block and a mark that still belongs to it


def marks_by_block(
    document: Document, references: Sequence[Reference]
) -> Mapping[int, Sequence[Mark]]:
    """The marks of each block, by its index, in order of place in its clean prose.

    Blocks may nest (a caption in a paragraph): a mark belongs to the innermost. One that stands
    right behind a block belongs to that block. A full citation is a mark in a quotation only, whose
    source it names.
    """
    blocks = document.blocks
    placed = _placed(document, references)
    homes = _homes(blocks, [span for span, _ in placed])
    found: defaultdict[int, list[Mark]] = defaultdict(list)
    for (span, mark), home in zip(placed, homes, strict=True):
        if home >= 0 and (mark.kind != "citation" or blocks[home].kind == "quote"):
            text = blocks[home].text
            if mark.kind == "citation":
                mark = Mark(0, "note", mark.references)
            at = text.from_page(span.start)
            end = at if mark.kind == "note" else text.from_page(span.end)
            here = Mark(at, mark.kind, mark.references, end, mark.name)
            if mark.kind != "link":
                found[home].append(here)
            elif blocks[home].kind == "quote" and at >= len(text.text):
                found[home].append(replace(here, kind="note"))  # below the quotation, for all of it
            elif document.page.text.startswith(_BRACKETS, span.start):
                found[home] += _bracketed(here, text.text)
            else:
                found[home].append(here)
    for marks in found.values():
        marks.sort(key=lambda mark: mark.at)
    return found


def _bracketed(mark: Mark, text: str) -> Iterator[Mark]:
    """A source in brackets: behind a stop it is that of the sentence before, as a footnote is.

    With nothing behind them the brackets are no statement, but the words of a link.
    """
    yield replace(mark, end=mark.at)
    if not text[mark.end :].strip(_STOPS):
        yield mark


def _placed(document: Document, references: Sequence[Reference]) -> list[tuple[Span, Mark]]:
    """Every mark of the page with its span, in order of place."""
    by_place: defaultdict[Span, list[str]] = defaultdict(list)
    found: list[tuple[Span, Mark]] = []
    for reference in references:
        if reference.form == "link":
            found.append((reference.span, Mark(0, "link", (reference.id,))))
            continue
        if reference.form == "citation":
            found.append((reference.span, Mark(0, "citation", (reference.id,))))
        for marker in reference.markers:
            by_place[marker.span].append(reference.id)
    places = {marker.span for marker in document.markers} | set(by_place)
    places |= {problem.span for problem in document.problems if problem.id in _EMPTY_NOTES}
    found += [(span, Mark(0, "note", tuple(by_place.get(span, ())))) for span in places]
    asked = (one for one in document.requests if not one.of_part)
    found += [(one.span, Mark(0, "request", name=one.name)) for one in asked]
    found.sort(key=_place)
    if document.vouched:
        found += list(_vouching(found, document.vouched))
        found.sort(key=_place)
    return found


def _vouching(
    found: Sequence[tuple[Span, Mark]], vouched: Sequence[tuple[Span, Span]]
) -> Iterator[tuple[Span, Mark]]:
    """The marks at the end of each block that footnotes elsewhere are for."""
    starts = [span.start for span, _ in found]
    for block, notes in vouched:
        here = range(bisect_left(starts, notes.start), bisect_left(starts, notes.end))
        for index in here:
            if found[index][1].kind == "note":
                yield Span(block.end, block.end), found[index][1]


def _place(placed: tuple[Span, Mark]) -> tuple[int, int, str]:
    span, mark = placed
    return span.start, span.end, mark.kind


def _homes(blocks: Sequence[Block], spans: Sequence[Span]) -> list[int]:
    """For each span (sorted by start) the index of its block, or -1; one sweep over both."""
    starts = [block.span.start for block in blocks]
    order: Sequence[int] = range(len(blocks))
    if not all(map(lt, starts, starts[1:])):
        order = sorted(order, key=lambda i: (starts[i], -blocks[i].span.end))
    homes: list[int] = []
    around: list[int] = []
    last = -1
    at = 0
    for span in spans:
        while at < len(order) and starts[order[at]] <= span.start:
            start = starts[order[at]]
            while around and blocks[around[-1]].span.end <= start:
                last = around.pop()
            around.append(order[at])
            at += 1
        while around and blocks[around[-1]].span.end <= span.start:
            last = around.pop()
        if around:
            homes.append(around[-1])
        elif last >= 0 and span.start - blocks[last].span.end <= _REACH:
            homes.append(last)
        else:
            homes.append(-1)
    return homes


def cited_blocks(blocks: Sequence[Block], references: Sequence[Reference]) -> frozenset[int]:
    """Indexes of blocks that are a full citation themselves, as the entries of a bibliography."""
    starts = [block.span.start for block in blocks]
    found: set[int] = set()
    for reference in references:
        if reference.form != "citation":
            continue
        for index in range(max(0, bisect_left(starts, reference.span.start + 1) - 1), len(blocks)):
            block = blocks[index]
            if block.span.start >= reference.span.end:
                break
            if block.kind == "quote":
                continue  # its source
            shared = min(block.span.end, reference.span.end) - max(
                block.span.start, reference.span.start
            )
            if 2 * shared > block.span.end - block.span.start:
                found.add(index)
    return frozenset(found)
