"""Statements: which ones have no source that a reader can check."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from citaudit.judge.links import death
from citaudit.judge.prose import (
    NEED_A_SOURCE,
    WEAK_TRAITS,
    asking_traits,
    counts,
    names_a_place,
    names_a_source,
    paragraphs,
    quotes_speech,
    sections,
    tables,
    uncited,
)
from citaudit.judge.requests import aged, asked
from citaudit.judge.rule import rule
from citaudit.model import (
    Block,
    Case,
    Claim,
    Confidence,
    Dated,
    Hit,
    Need,
    Reference,
    Related,
    RestsOn,
    Severity,
    Support,
    Trait,
)

_SHOWN = 5  # other cells of a table that a finding points at
_SHORT = 60  # code points of a list item that says hardly more than a name and a year
_SURE = 3  # so many traits at once: hardly a statement that needs no source


@rule("CLM001", Severity.WARNING, Confidence.MEDIUM)
def uncited_claim(case: Case) -> Iterator[Hit]:
    """A statement that calls for a source has none.

    Why: Numbers, dates, superlatives and what somebody is said to have said are what readers
    check first, and what goes wrong most easily when a text is edited. No footnote stands in
    this sentence or later in its paragraph, so nobody can check it.

    Bad:

        The bridge opened in 1931. It is the longest in the region.

    Good:

        The bridge opened in 1931. It is the longest in the region.<ref>{{cite book |title=Bridges
        of the North |author=A. Lind |year=1988 |page=12}}</ref>

    What to do: Put a footnote after the sentence, or after the last sentence of the paragraph
    if one source covers them all. Where there is no source, take the statement out or mark it
    `{{citation needed}}`. The message says which traits were seen; the more there are, the
    surer the finding. Leads may leave the sources to the body, so they are reported with less
    confidence.
    """
    for claim in case.citations.claims:
        if claim.block == "cell" or not _bare(claim):
            continue
        traits = asking_traits(claim)
        if traits != ("quotation",):
            seen = ", ".join(NEED_A_SOURCE[trait] for trait in traits)
            yield Hit(
                claim.span,
                f"No source for this statement, which gives {seen}.",
                confidence=_confidence(claim, traits),
            )
    for cells in tables(case):
        bare = [claim for claim in cells if _bare(claim)]
        if bare:
            first, *others = bare
            yield Hit(
                first.span,
                f"{len(bare)} cells give figures without a source in this table."
                if others
                else "1 cell gives a figure without a source in this table.",
                tuple(Related(claim.span, "no source either") for claim in others[:_SHOWN]),
                confidence=Confidence.LOW if any(claim.references for claim in cells) else None,
            )


@rule("CLM002", Severity.ERROR, Confidence.HIGH, replaces="CLM001")
def uncited_quote(case: Case) -> Iterator[Hit]:
    """Words are put into somebody's mouth without a source.

    Why: A quotation can only be checked against the place it was taken from. Without one, a
    reader cannot tell a quotation from an invention. Names, titles, terms, glosses, examples of
    usage and what a machine prints are in quotation marks too and no quotations. Where the
    sentence names a work and a place in it (*in Tribune, 24 August 1945*), it is a warning.

    Bad:

        Minister Okafor called the plan “a mistake we will pay for”.

    Good:

        Minister Okafor called the plan “a mistake we will pay for”.<ref>{{cite news |title=Okafor
        attacks plan |work=Daily Post |date=2019-03-02}}</ref>

    What to do: Add a footnote right after the quotation. If no source can be found, take the
    quotation out; a paraphrase needs a source too.
    """
    for claim in case.citations.claims:
        if claim.support is not Support.NONE or not _is_attributed(claim):
            continue
        if not names_a_source(claim.text):
            yield Hit(
                claim.span,
                "A quotation attributed to somebody, without a source.",
                severity=Severity.WARNING if names_a_place(claim.text) else None,
                confidence=None if quotes_speech(claim.text) else Confidence.MEDIUM,
            )


@rule("CLM003", Severity.WARNING, Confidence.MEDIUM, also_about_related=True)
def uncited_paragraph(case: Case) -> Iterator[Hit]:
    """A paragraph of prose has no source at all.

    Why: One footnote may cover several sentences, but a paragraph without any leaves the reader
    nowhere to begin.

    Bad:

        The school was founded by two sisters. They taught in the kitchen of a farm until the
        village gave them a house.

    Good:

        The school was founded by two sisters. They taught in the kitchen of a farm until the
        village gave them a house.<ref>{{cite book |title=A Village and its School |page=4}}</ref>

    What to do: Find the source the paragraph was written from and put it after the last
    sentence it covers. Where the sentences come from different sources, give each its own.
    """
    for block, claims in paragraphs(case):
        asked = [claim for claim in claims if counts(claim)]
        if not uncited(claims) or (len(asked) == 1 and asking_traits(asked[0])):
            continue  # one statement alone is what CLM001 reports
        yield Hit(
            block.span,
            f"A paragraph of {len(asked)} statements without any source."
            if len(asked) > 1
            else "A paragraph of one statement without any source.",
            confidence=Confidence.LOW if asked[0].lead else None,
        )


@rule("CLM004", Severity.NOTE, Confidence.MEDIUM, replaces="CLM003", also_about_related=True)
def uncited_section(case: Case) -> Iterator[Hit]:
    """A whole section has no source.

    Why: Where nothing in a section is sourced, it was often written from memory or translated
    without its footnotes. It is one task for an editor, so it is one finding here: the
    paragraphs below the heading are not reported again.

    Bad:

        == History ==
        The society was founded in a café. Its first members were students.

        It moved to the town hall soon after.

    Good:

        == History ==
        The society was founded in a café. Its first members were students.<ref>{{cite book
        |title=Clubs of the Old Town |page=31}}</ref>

    What to do: Look for one work that treats the subject as a whole, or at the footnotes of the
    article this section was translated from.
    """
    by_path = sections(case)
    bare = {path for path, claims in by_path.items() if uncited(claims)}
    inside: defaultdict[tuple[str, ...], list[Block]] = defaultdict(list)
    for block, claims in paragraphs(case):
        if uncited(claims):
            for depth in range(1, len(block.section) + 1):
                inside[block.section[:depth]].append(block)
    for heading in case.document.blocks:
        path = (*heading.section, heading.text.text.strip())
        if heading.kind == "heading" and path in bare and path[:-1] not in bare and inside[path]:
            bare.discard(path)  # a second section of the same name would say the same again
            related = tuple(Related(block.span, "no source here") for block in inside[path])
            asked = sum(map(counts, by_path[path]))
            yield Hit(
                heading.span,
                f"No source in this section ({asked} statements)."
                if asked > 1
                else "No source in this section (1 statement).",
                related,
            )


@rule("CLM005", Severity.WARNING, Confidence.HIGH, dated=Dated.AGE)
def citation_needed(case: Case) -> Iterator[Hit]:
    """The text itself asks for a source.

    Why: Somebody read this, doubted it and said so. The older the request, the less likely that
    a source will still turn up, and the more readers have been left with the doubt.

    Bad:

        The tower is said to lean by two degrees.{{citation needed|date=May 2014}}

    Good:

        The tower leans by two degrees.<ref>{{cite web |title=Survey of the tower |url=https://…}}</ref>

    What to do: Add the source and take the request out, or take the statement out. Requests
    that have stood for years are the place to start.
    """
    for request in case.document.requests:
        yield Hit(request.span, aged(asked(request), request.since, case.today))


@rule("CLM006", Severity.ERROR, Confidence.HIGH, Need.LOOKS, rests_on=RestsOn.ONE_LOOK)
def only_dead_support(case: Case) -> Iterator[Hit]:
    """Every source of this statement is dead and none has a copy that works.

    Why: The statement looks sourced and is not: whoever follows its footnotes finds nothing.

    Bad:

        The plant employs 400 people.<ref>[http://plant.example/us Our plant]</ref>    (404)

    Good:

        The plant employs 400 people.<ref>{{cite web |title=Our plant |url=http://plant.example/us
        |archive-url=https://web.archive.org/web/20160412081502/http://plant.example/us
        |archive-date=2016-04-12 |url-status=dead}}</ref>

    What to do: See ARC002 for a copy that was found. Where there is none, look for the same
    text at another address or for another source.
    """
    by_id = {reference.id: reference for reference in case.citations.references}
    for claim in case.citations.claims:
        if claim.support is Support.DEAD:
            sources = [by_id[key] for key in claim.references if key in by_id]
            yield Hit(
                claim.span,
                "Every source of this statement is dead, and none has a copy that works.",
                tuple(Related(source.span, "dead source") for source in sources),
                confidence=death(case.evidence, sources),
            )


@rule("CLM007", Severity.NOTE, Confidence.LOW)
def vague_attribution(case: Case) -> Iterator[Hit]:
    """A view is attributed to nobody in particular, without a source.

    Why: “Some experts say” gives an opinion weight that it may not have. A reader cannot ask
    who they are.

    Bad:

        Some experts say that the reform has failed. 有人認為改革已經失敗。

    Good:

        The economist Li Wen says that the reform has failed.<ref>{{cite news |title=A reform
        and its critics |work=Daily Post |date=2018-05-01}}</ref>

    What to do: Name who holds the view and cite where they say so, or take the sentence out.
    """
    for claim in case.citations.claims:
        if claim.support is Support.NONE and "vague" in claim.traits:
            yield Hit(claim.span, "Attributed to nobody in particular, and without a source.")


@rule("CLM008", Severity.WARNING, Confidence.HIGH)
def only_empty_support(case: Case) -> Iterator[Hit]:
    """The statement has footnotes, and every one of them is empty or undefined.

    Why: The numbers in brackets promise a source that this page does not hold. Many were lost
    when the page was converted from another format.

    Bad:

        Sixty fighters were killed.[6]

        6.

    Good:

        Sixty fighters were killed.[6]

        6.  “Clashes near the base”, Daily Post, 8 December 2016.

    What to do: Look the footnote up in the original of the page (REF013 says where it was lost)
    and put its text back. Where the author left it empty (REF001, REF002), find the source
    anew.
    """
    cut = case.document.cut
    by_id = {reference.id: reference for reference in case.citations.references}
    for claim in case.citations.claims:
        if claim.support is Support.EMPTY:
            sources = [by_id[key] for key in claim.references if key in by_id]
            if cut and any(source.kind == "undefined" for source in sources):
                continue
            labels = ", ".join(dict.fromkeys(source.label for source in sources if source.label))
            yield Hit(
                claim.span,
                f"Every footnote of this statement is empty or undefined ({labels})."
                if labels
                else "Every footnote of this statement is empty or undefined.",
                tuple(Related(source.span, _emptiness(source)) for source in sources),
            )


def _is_attributed(claim: Claim) -> bool:
    return "quotation" in claim.traits and "attribution" in claim.traits


def _bare(claim: Claim) -> bool:
    """Whether a statement calls for a source and has none, not even one named in the text."""
    return (
        claim.support is Support.NONE
        and bool(asking_traits(claim))
        and not names_a_source(claim.text)
    )


def _confidence(claim: Claim, traits: tuple[Trait, ...]) -> Confidence:
    """Low for leads, boxes and short items, which may stand on what the body cites."""
    strong = sum(trait not in WEAK_TRAITS for trait in traits)
    if claim.lead or not strong or claim.block in ("field", "caption"):
        return Confidence.LOW
    if claim.block == "item" and len(claim.text) < _SHORT:
        return Confidence.LOW
    return Confidence.HIGH if strong >= _SURE else Confidence.MEDIUM


def _emptiness(source: Reference) -> str:
    return "undefined footnote" if source.kind == "undefined" else "empty footnote"
