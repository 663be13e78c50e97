"""One block cut into statements, and those into text, links and footnote marks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from citaudit.model import Block, Claim, Link, Marker, Reference
from citaudit.report.html.links import safe_href
from citaudit.report.html.view import Bit, ReferenceState, StatementView
from citaudit.text.shortened import in_one_line

Marks = Sequence[tuple[int, Marker, Reference | None]]
Ranges = Sequence[tuple[int, int, Link]]


class StatementWriter:
    """Prints the statements of one page, in the order that they stand in.

    `states` is by reference id, `findings` (ids) by statement id.
    """

    def __init__(
        self, prefix: str, states: Mapping[str, ReferenceState], findings: Mapping[str, str]
    ) -> None:
        self.prefix, self.states, self.findings = prefix, states, findings
        self.seen: set[str] = set()
        """The references whose first mark has been printed."""

    def statements(
        self,
        block: Block,
        claims: Sequence[Claim],
        marks: Sequence[tuple[Marker, Reference | None]],
        links: Sequence[Link],
    ) -> Iterator[StatementView]:
        """The whole text of `block` in order; what is no statement comes with support None."""
        text = block.text
        placed = [(text.from_page(marker.span.start), marker, of) for marker, of in marks]
        ranges = _ranges(block, links)
        at = 0
        for claim in claims:
            start = max(text.from_page(claim.span.start), at)
            end = max(text.from_page(claim.span.end), start)
            yield from self._plain(text.text, at, start, placed, ranges)
            bits = tuple(self._bits(text.text, start, end, placed, ranges))
            if bits:
                yield self._statement(claim, bits)
            at = end
        yield from self._plain(text.text, at, len(text.text), placed, ranges)

    def _plain(
        self, text: str, start: int, end: int, marks: Marks, links: Ranges
    ) -> Iterator[StatementView]:
        if start < end or (not text and marks):
            bits = tuple(self._bits(text, start, end, marks, links))
            if bits:
                yield StatementView("", None, bits)

    def _statement(self, claim: Claim, bits: tuple[Bit, ...]) -> StatementView:
        return StatementView(
            id=f"{self.prefix}-{claim.id}",
            support=claim.support,
            bits=bits,
            references=self._references(claim, bits),
            findings=self.findings.get(claim.id, ""),
            reason=claim.reason or "",
            lead=claim.lead,
        )

    def _references(self, claim: Claim, bits: tuple[Bit, ...]) -> str | None:
        """Ids of what covers the statement; None where they are those of the marks in it."""
        covering = [f"{self.prefix}-{each}" for each in claim.references]
        marked = dict.fromkeys(bit.href for bit in bits if bit.href and bit.kind == "mark")
        return None if covering == list(marked) else " ".join(covering)

    def _bits(self, text: str, start: int, end: int, marks: Marks, links: Ranges) -> Iterator[Bit]:
        """The stretch from `start` to `end`, cut at links and marks; a mark at `end` is in it."""
        own = [each for each in marks if start < each[0] <= end or each[0] == start == 0]
        cuts = {start, end, *(each[0] for each in own)}
        for first, last, _ in links:
            cuts |= {cut for cut in (first, last) if start < cut < end}
        ordered = sorted(cuts)
        for here, there in zip(ordered, [*ordered[1:], ordered[-1]], strict=True):
            for _, marker, reference in (each for each in own if each[0] == here):
                yield self._mark(marker, reference)
            if there > here:
                yield _stretch(text[here:there], here, there, links)

    def _mark(self, marker: Marker, reference: Reference | None) -> Bit:
        if reference is None:
            return Bit("mark", in_one_line(marker.key, 16) or "?", None, "undefined")
        href = f"{self.prefix}-{reference.id}"
        first = reference.id not in self.seen
        self.seen.add(reference.id)
        label = in_one_line(reference.label, 16) or "•"
        return Bit("mark", label, href, self.states[reference.id], f"{href}-m" if first else None)


def _ranges(block: Block, links: Sequence[Link]) -> list[tuple[int, int, Link]]:
    """Where the words of each link lie in the clean text."""
    text = block.text
    places = (
        (text.from_page(each.span.start), text.from_page(each.span.end), each) for each in links
    )
    return [place for place in places if place[0] < place[1]]


def _stretch(text: str, start: int, end: int, links: Ranges) -> Bit:
    for first, last, link in links:
        if first <= start and end <= last:
            return Bit("link", text, safe_href(link.url))
    return Bit("text", text)
