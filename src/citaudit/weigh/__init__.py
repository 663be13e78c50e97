"""What the sources behind each statement are worth, given what was seen of them."""

from __future__ import annotations

from collections.abc import Mapping

from citaudit.model import Citations, Claim, Evidence, SourceState, Support
from citaudit.model.records import changed

_FIXED = frozenset({Support.EXEMPT, Support.REQUESTED})


def weigh(citations: Citations, evidence: Evidence) -> Citations:
    """The same citations, each statement supported by what was seen of its sources.

    Exempt statements and those that ask for a source themselves stay as they are.
    """
    if not evidence.verdicts:  # what the text alone says is there already
        return citations
    states = {reference.id: reference.state_in(evidence) for reference in citations.references}
    claims = tuple(
        claim if claim.support in _FIXED else _weighed(claim, states) for claim in citations.claims
    )
    return changed(citations, claims=claims)


def _weighed(claim: Claim, states: Mapping[str, SourceState]) -> Claim:
    found = Support.of(claim.scope, (states.get(key, "empty") for key in claim.references))
    return claim if found == claim.support else changed(claim, support=found)
