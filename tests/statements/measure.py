"""Reads the gold pages and counts how far the statements found agree with them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from citaudit.extract import extract
from citaudit.model import Citations, Claim, Evidence, Page, Reference, Standing, Verdict
from citaudit.parse import parse
from citaudit.weigh import weigh

GOLD = Path(__file__).parent / "gold"
SEEDS = Path(__file__).parents[2] / "seeds"


@dataclass(frozen=True)
class Statement:
    """One statement as annotated: `references` are footnote numbers or `link:` addresses."""

    text: str
    block: str
    support: str
    scope: str
    references: frozenset[str]


@dataclass
class Annotated:
    name: str
    page: Path
    statements: list[Statement] = field(default_factory=list)
    standings: dict[str, str] = field(default_factory=dict)

    @property
    def language(self) -> str:
        return "zh" if ".zh" in self.name else "en"


@dataclass
class Score:
    hits: int = 0
    found: int = 0
    wanted: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(self.hits + other.hits, self.found + other.found, self.wanted + other.wanted)

    @property
    def precision(self) -> float:
        return self.hits / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.hits / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def gold_pages() -> list[Annotated]:
    return [_read(path) for path in sorted(GOLD.glob("*.gold"))]


def _read(path: Path) -> Annotated:
    name = path.name.removesuffix(".gold")
    pages = [*GOLD.glob(f"{name}.*"), *SEEDS.glob(f"{name.split('.')[0]}*.txt")]
    page = next(p for p in pages if p.suffix not in (".gold", ".py"))
    annotated = Annotated(name, page)
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("look "):
            _, url, standing = line.split()
            annotated.standings[url] = standing
        elif line and not line.startswith("#"):
            annotated.statements.append(_statement(line))
    return annotated


def _statement(line: str) -> Statement:
    head, _, text = line.partition(" | ")
    support, scope, references, *block = head.split()
    named = frozenset() if references == "-" else frozenset(references.split(","))
    return Statement(text, block[0] if block else "paragraph", support, scope, named)


def audited(annotated: Annotated) -> Citations:
    """The page as the tool reads it, weighed with the looks that the annotation gives."""
    page = Page(annotated.page.name, annotated.page.read_text("utf-8"))
    verdicts = {u: Verdict(Standing(standing)) for u, standing in annotated.standings.items()}
    return weigh(extract(parse(page)), Evidence(verdicts=verdicts))


def as_annotated(citations: Citations) -> list[Statement]:
    """The statements found, in the terms of the annotation."""
    names = _names(citations.references)
    return [_found(claim, names) for claim in citations.claims]


def _found(claim: Claim, names: dict[str, str]) -> Statement:
    scope = {"sentence": "s", "paragraph": "p", None: "-"}[claim.scope]
    references = frozenset(names[key] for key in claim.references)
    return Statement(claim.text, claim.block, str(claim.support), scope, references)


def _names(references: Iterable[Reference]) -> dict[str, str]:
    """Footnotes by the order in which a reader meets them, links by their address."""
    names: dict[str, str] = {}
    cited = [one for one in references if one.markers and one.form != "link"]
    cited.sort(key=lambda one: min(marker.span.start for marker in one.markers))
    for number, reference in enumerate(cited, 1):
        names[reference.id] = str(number)
    for reference in references:
        if reference.id not in names:
            url = reference.links[0].url if reference.links else reference.id
            names[reference.id] = "link:" + url.split("://", 1)[-1]
    return names


@dataclass
class Agreement:
    """How the statements of one page agree: `support` by class."""

    boundaries: Score
    blocks: Score
    attachment: Score
    support: dict[str, Score]
    differences: list[str]


def agreement(annotated: Annotated) -> Agreement:
    found, wanted = as_annotated(audited(annotated)), annotated.statements
    texts = Counter(one.text for one in found) & Counter(one.text for one in wanted)
    placed = Counter((one.text, one.block) for one in found) & Counter(
        (one.text, one.block) for one in wanted
    )
    total = (len(found), len(wanted))
    support = {
        name: _score(_of(found, name), _of(wanted, name))
        for name in sorted({one.support for one in (*found, *wanted)})
    }
    return Agreement(
        boundaries=Score(texts.total(), *total),
        blocks=Score(placed.total(), *total),
        attachment=_score(list(_attached(found)), list(_attached(wanted))),
        support=support,
        differences=list(_differences(found, wanted)),
    )


def _of(statements: Iterable[Statement], support: str) -> list[object]:
    return [(one.text, one.block) for one in statements if one.support == support]


def _attached(statements: Iterable[Statement]) -> Iterator[object]:
    for one in statements:
        for reference in one.references:
            yield one.text, one.scope, reference


def _score(found: list[object], wanted: list[object]) -> Score:
    hits = (Counter(found) & Counter(wanted)).total()
    return Score(hits, len(found), len(wanted))


def _differences(found: list[Statement], wanted: list[Statement]) -> Iterator[str]:
    extra, missing = Counter(found) - Counter(wanted), Counter(wanted) - Counter(found)
    for sign, statements in (("found ", extra), ("wanted", missing)):
        for one in statements:
            references = ",".join(sorted(one.references)) or "-"
            yield f"{sign} {one.support} {one.scope} {references} {one.block} | {one.text}"
