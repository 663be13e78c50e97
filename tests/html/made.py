"""Reports made by hand, span by span: every kind of statement, reference, link and finding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from citaudit.model import (
    ArchiveAnswer,
    Block,
    BlockKind,
    Citations,
    CitedDate,
    Claim,
    Confidence,
    Document,
    Edit,
    Evidence,
    Finding,
    Fix,
    Link,
    Look,
    MappedText,
    Marker,
    Outcome,
    Page,
    PageReport,
    Reference,
    Related,
    Report,
    Severity,
    Snapshot,
    Span,
    Standing,
    Support,
    Unread,
    Verdict,
)
from tests import making

LOOKED = 1_790_000_000.0


@dataclass(slots=True)
class Made:
    """A page written piece by piece; `report()` is what an audit would have made of it."""

    id: str
    language: str = "en"
    text: str = ""
    blocks: list[Block] = field(default_factory=list)
    markers: list[tuple[Marker, str]] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def heading(self, words: str, level: int = 2) -> None:
        start = len(self.text)
        self.text += f"{'#' * level} {words}\n\n"
        at = start + level + 1
        span = Span(start, at + len(words))
        text = MappedText.joined([(at, words)])
        self.blocks.append(Block(span, "heading", (), text, level))

    def paragraph(
        self,
        *sentences: tuple[str, str, Sequence[str]],
        kind: BlockKind = "paragraph",
        role: str | None = None,
        lead: bool = False,
    ) -> list[Claim]:
        """(words, support, reference ids) a sentence; marks follow it as `[1]`."""
        begin = len(self.text)
        pieces: list[tuple[int, str]] = []
        made: list[Claim] = []
        for words, support, ids in sentences:
            start = len(self.text)
            pieces.append((start, words))
            self.text += words
            for each in ids:
                mark = f"[{each[1:]}]"
                span = Span(len(self.text), len(self.text) + len(mark))
                self.markers.append((Marker(span, each[1:]), each))
                self.text += mark
            claim = making.claim(
                Support(support),
                Span(start, start + len(words)),
                words,
                id=f"c{len(self.claims) + 1}",
                block=kind,
                references=tuple(ids),
                lead=lead,
                reason="about the page itself" if support == "exempt" else None,
            )
            self.claims.append(claim)
            made.append(claim)
        mapped = MappedText.joined(pieces)
        self.blocks.append(Block(Span(begin, len(self.text)), kind, (), mapped, role=role))
        self.text += "\n\n"
        return made

    def reference(
        self,
        title: str | None = None,
        url: str | None = None,
        archive: str | None = None,
        kind: str = "web",
        year: int | None = None,
        publisher: str = "",
    ) -> Reference:
        number = len(self.references) + 1
        start = len(self.text)
        links: list[Link] = []
        self.text += f"[^{number}]: {title or ''} "
        for address, role in ((url, "source"), (archive, "archive")):
            if address:
                span = Span(len(self.text), len(self.text) + len(address))
                links.append(Link(span, address, role))  # type: ignore[arg-type]
                self.text += f"{address} "
        span = Span(start, len(self.text))
        self.text += "\n"
        self.links += links
        dates: tuple[CitedDate, ...] = ()
        if year:
            day = date(year, 1, 1)
            dates = (CitedDate("published", str(year), span, day, day.replace(month=12)),)
        made = making.reference(
            number,
            span,
            kind=kind,
            title=title,
            fields={"publisher": publisher} if publisher else {},
            links=tuple(links),
            dates=dates,
            cause="lost-in-conversion" if kind == "empty" else None,
        )
        self.references.append(made)
        return made

    def finding(
        self,
        code: str,
        span: Span,
        message: str,
        severity: Severity = Severity.WARNING,
        *,
        fix: Fix | None = None,
        related: tuple[Related, ...] = (),
        name: str = "made-up",
        state: str = "new",
    ) -> Finding:
        made = making.finding(
            making.rule(code, name, severity),
            span,
            message,
            f"{abs(hash_of(self.id, code, len(self.findings))):016x}",
            state=state,
            related=related,
            fix=fix,
        )
        self.findings.append(made)
        return made

    def report(self) -> PageReport:
        by_id: dict[str, list[Marker]] = {}
        for marker, of in self.markers:
            by_id.setdefault(of, []).append(marker)
        references = tuple(
            _with_markers(each, tuple(by_id.get(each.id, ()))) for each in self.references
        )
        document = Document(
            page=Page(self.id, self.text, "markdown", self.language),
            blocks=tuple(self.blocks),
            markers=tuple(marker for marker, _ in self.markers),
            links=tuple(self.links),
        )
        citations = Citations(document, references, tuple(self.claims))
        return PageReport(citations, tuple(self.findings))


def hash_of(*parts: object) -> int:
    """A number that is the same in every process, unlike `hash`."""
    value = 0xCBF29CE484222325
    for byte in repr(parts).encode("utf-8", "replace"):
        value = (value ^ byte) * 0x100000001B3 % 2**64
    return value


def _with_markers(reference: Reference, markers: tuple[Marker, ...]) -> Reference:
    return replace(reference, markers=markers)


def report(*pages: Made, evidence: Evidence | None = None, looked: bool = True) -> Report:
    return making.report(
        *(page.report() for page in pages),
        evidence=evidence,
        rules_skipped={} if looked else {"URL002": "offline", "ARC001": "offline"},
        looked="2026-11-21T02:00:00Z" if looked else None,
    )


def verdict(url: str, standing: str, outcome: str, status: int | None = None) -> Verdict:
    look = Look(url, LOOKED, Outcome(outcome), status, reason="HTTP says so")
    dead = standing == "dead"
    return Verdict(
        Standing(standing),
        Confidence.MEDIUM if dead else Confidence.HIGH,
        look,
        LOOKED if dead else None,
        1 if dead else 0,
    )


def sample() -> Report:
    """Two pages with one of everything, looked at."""
    dead, alive = "http://dead.example.org/story", "https://www.reuters.com/article/1"
    copy = "https://web.archive.org/web/20170113153431/http://dead.example.org/story"
    page = Made("pages/sample.md")
    page.heading("History", 1)
    page.paragraph(
        ("The bridge opened in 1931.", "sourced", ["r1"]),
        (" Nobody knows who drew it.", "none", []),
        (" It cost two million.", "empty", ["r2"]),
    )
    page.heading("Later", 3)
    page.paragraph(
        ("It fell in 1950.", "dead", ["r3"]),
        (" It was rebuilt at once.", "paragraph", []),
        (" See below.", "exempt", []),
        (" Some doubt it.", "doubtful", ["r4"]),
    )
    page.paragraph(("First of its kind.", "requested", []), kind="item")
    page.paragraph(("Second of its kind.", "none", []), kind="item")
    page.reference("Bridge opens", alive, year=1931, publisher="Reuters")
    empty = page.reference(None, None, kind="empty")
    gone = page.reference("Bridge falls", dead, copy, year=2016)
    page.reference("Doubts", "https://doubt.example.net/a?b=1&c=2", year=2017)
    page.finding(
        "REF013",
        empty.span,
        "Footnote 2 lost its source when this page was converted; the original may still have it.",
    )
    edit = Edit(Span(gone.span.start + 6, gone.span.start + 18), "Bridge fell down")
    page.finding(
        "ARC004",
        gone.span,
        "The archive date disagrees with the stamp.",
        Severity.ERROR,
        fix=Fix("Take the date of the stamp.", (edit,)),
        related=(Related(empty.span, "compare this one"),),
    )
    page.finding("CLM001", page.claims[1].span, "A statement with no source.", state="known")
    other = Made("pages/other.md")
    other.paragraph(("Only one sentence here.", "sourced", ["r1"]), lead=True)
    other.reference("A book", None, kind="book", year=1999)
    evidence = Evidence(
        verdicts={
            dead: verdict(dead, "dead", "gone", 404),
            alive: verdict(alive, "alive", "alive", 200),
            "https://doubt.example.net/a?b=1&c=2": verdict("x", "suspect", "unreachable"),
        },
        archives={
            dead: ArchiveAnswer("found", (Snapshot(dead, copy, "20170113153431", 200, "wayback"),))
        },
        skipped={copy: "archive copies are not looked at twice"},
    )
    made = report(page, other, evidence=evidence)
    told = {"summary": "A footnote lost its text.", "why": "Nobody can check it.", "bad": "[^1]:"}
    lost = making.rule("REF013", "lost-in-conversion", **told)
    return replace(made, rules=(lost,), unread=(Unread("pages/broken.bin", "a binary file"),))
