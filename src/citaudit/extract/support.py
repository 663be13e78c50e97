"""What the sources behind a statement are worth: its support."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from citaudit.model import (
    Citations,
    Claim,
    Evidence,
    Reference,
    Scope,
    Standing,
    Support,
)
from citaudit.model.records import changed

State = Literal["stands", "doubtful", "dead", "empty"]

_FIXED = frozenset({Support.EXEMPT, Support.REQUESTED})


def weigh(citations: Citations, evidence: Evidence) -> Citations:
    """The same citations, each statement supported by what was seen of its sources.

    Exempt statements and those that ask for a source themselves stay as they are.
    """
    if not evidence.verdicts:  # what the text alone says is there already
        return citations
    states = {reference.id: state(reference, evidence) for reference in citations.references}
    claims = tuple(
        claim if claim.support in _FIXED else _weighed(claim, states) for claim in citations.claims
    )
    return changed(citations, claims=claims)


def _weighed(claim: Claim, states: Mapping[str, State]) -> Claim:
    found = support(claim.scope, (states.get(key, "empty") for key in claim.references))
    return claim if found == claim.support else changed(claim, support=found)


def support(scope: Scope | None, states: Iterable[State]) -> Support:
    """The support of a statement by how it is covered and the states of what covers it.

    One source that stands is enough. Empty references count only where there is nothing else; of
    the rest, one that is merely in doubt keeps the statement from being called dead.
    """
    if scope is None:
        return Support.NONE
    seen = set(states)
    if "stands" in seen:
        return Support.SOURCED if scope == "sentence" else Support.PARAGRAPH
    if "doubtful" in seen:
        return Support.DOUBTFUL
    return Support.DEAD if "dead" in seen else Support.EMPTY


def state(reference: Reference, evidence: Evidence | None = None) -> State:
    """What is left of one reference for a reader.

    A source without links (a book) stands, and so does a link that nobody looked at. A dead one
    stands while the reference names an archive copy that is not dead itself.
    """
    if reference.kind in ("empty", "undefined"):
        return "empty"
    if evidence is None or not evidence.verdicts or not reference.links:
        return "stands"
    seen = {evidence.standing(link.url) for link in reference.links}
    if seen <= {Standing.DEAD}:
        return "dead"
    return "doubtful" if seen <= {Standing.DEAD, Standing.SUSPECT} else "stands"
