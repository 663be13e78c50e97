"""Statements seen by paragraph and by section, for the rules that judge more than one at once."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate

from citaudit.judge.once import once
from citaudit.model import Block, Case, Claim, Support, Trait

# What an editor is asked to find a source for; the other traits say how a source is used.
NEED_A_SOURCE: dict[Trait, str] = {
    "number": "a number",
    "date": "a date",
    "money": "an amount of money",
    "percentage": "a percentage",
    "superlative": "a superlative",
    "attribution": "what somebody is said to have said or found",
    "quotation": "a quotation",
    "living-person": "a living person",
    "comparison": "a comparison",
}
# Author and year or page in brackets, as in author-date styles.
_IN_TEXT = re.compile(
    r"[(（][^()（）]{2,60}?(?:(?:1[5-9]|20)\d\d[a-z]?[,:，：] ?(?:pp?\. ?)?\d+[^()（）]{0,20}"
    r"|,? pp?\.\s?\d+[^()（）]{0,20}|[，,] ?第? ?\d+ ?[頁页])[)）]"
)
_SPEECH = re.compile(
    r"(?:[：:]|[說说稱称道曰云寫写問问答]|表示|指出|認為|认为|強調|强调)[，,]?\s?[「“『\"][^「」“”\"]{6,}"
    r"|[“\"](?:[^\s“”\"]++\s++){5}"
)
# A work and a place in it: 《禮記·郊特牲》, in Tribune, 24 August 1945.
_PLACE_IN_A_WORK = re.compile(
    r"《[^《》]{1,40}[·．・][^《》]{1,40}》|《[^《》]{1,40}》(?:[·．・]|.{0,6}第.{1,5}[章卷篇回節节])"
    r"|\b[A-Z][^\W\d_]+, [0-9]{1,2} [A-Z][a-z]{2,8} [0-9]{4}\b"
    r"|\b[A-Z][^\W\d_]+, [A-Z][a-z]{2,8} [0-9]{1,2}, [0-9]{4}\b"
)
WEAK_TRAITS = frozenset({"comparison"})
_UNSOURCED = frozenset({Support.NONE, Support.EXEMPT})


def counts(claim: Claim) -> bool:
    """Whether a statement is one that a source can be asked for."""
    return claim.support is not Support.EXEMPT


def uncited(claims: Sequence[Claim]) -> bool:
    """Whether there are statements to source and not one has, or asks for, a source."""
    seen = {claim.support for claim in claims}
    return Support.NONE in seen and seen <= _UNSOURCED


def asking_traits(claim: Claim) -> tuple[Trait, ...]:
    """The traits of a statement for which a source is expected."""
    return _calling_for_a_source(claim.traits)


@lru_cache(maxsize=4096)
def _calling_for_a_source(traits: tuple[Trait, ...]) -> tuple[Trait, ...]:
    return tuple(trait for trait in traits if trait in NEED_A_SOURCE)


@once
def paragraphs(case: Case) -> tuple[tuple[Block, list[Claim]], ...]:
    """Each paragraph of prose with its statements, in order."""
    blocks = [block for block in case.document.blocks if block.kind == "paragraph"]
    starts = [block.span.start for block in blocks]
    inside: defaultdict[int, list[Claim]] = defaultdict(list)
    for claim in case.citations.claims:
        if claim.block != "paragraph":
            continue
        at = bisect_right(starts, claim.span.start) - 1
        if at >= 0 and blocks[at].span.holds(claim.span):
            inside[at].append(claim)
    return tuple((blocks[at], claims) for at, claims in sorted(inside.items()))


def tables(case: Case) -> list[list[Claim]]:
    """The statements in table cells, table by table: cells with no other block between."""
    found: defaultdict[int, list[Claim]] = defaultdict(list)
    cells = [claim for claim in case.citations.claims if claim.block == "cell"]
    if cells and (blocks := case.document.blocks):
        starts = [block.span.start for block in blocks]
        numbers = list(accumulate(block.kind != "cell" for block in blocks))
        for claim in cells:
            found[numbers[bisect_right(starts, claim.span.start) - 1]].append(claim)
    return list(found.values())


def names_a_source(text: str) -> bool:
    """Whether a source is named in the words: (Hobsbawm 1992, 60), (Dilson, p. 16)."""
    return _IN_TEXT.search(text) is not None


def names_a_place(text: str) -> bool:
    """Whether the words name a work and a place in it, where a reader may look the rest up."""
    return _PLACE_IN_A_WORK.search(text) is not None


def quotes_speech(text: str) -> bool:
    """Whether what is quoted is speech, not a term: many words, or right after a word of saying."""
    return _SPEECH.search(text) is not None


def sections(case: Case) -> dict[tuple[str, ...], list[Claim]]:
    """Statements by section path, those of the sections below it included."""
    own: defaultdict[tuple[str, ...], list[Claim]] = defaultdict(list)
    for claim in case.citations.claims:
        own[claim.section].append(claim)
    found: defaultdict[tuple[str, ...], list[Claim]] = defaultdict(list)
    for path, claims in own.items():
        for depth in range(1, len(path) + 1):
            found[path[:depth]] += claims
    return dict(found)
