"""References as the report shows them, with their state and what leans on them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from citaudit.model import Claim, Identifier, Reference, SourceState, Standing
from citaudit.report.html.links import Looks
from citaudit.report.html.view import (
    DateView,
    IdentifierView,
    LinkView,
    ReferenceState,
    ReferenceView,
)
from citaudit.text.shortened import in_one_line
from citaudit.urls.resolvers import resolver_url

_SHOWN = 280
_BY = ("author", "last", "work", "newspaper", "journal", "publisher", "agency", "website")
_PLAIN_ID = re.compile(r"[0-9A-Za-z./()_;:-]{1,120}")


def state_of(reference: Reference, left: SourceState, links: Sequence[LinkView]) -> ReferenceState:
    """What a reader who follows a reference today meets: what is `left` of it, in finer words.

    `risk`: something of it is dead or suspect, and no more than another address or a named copy
    may serve. Where nothing is, `unknown` and `unchecked` say that nobody can tell, and `offline`
    that there is nothing to follow.
    """
    if left == "empty":
        return "undefined" if reference.kind == "undefined" else "empty"
    if left == "dead":
        return "dead"
    if not links:
        return "offline"
    every = [link.standing for link in links]
    cited = [link.standing for link in links if link.role != "identifier"] or every
    if any(each.bad for each in cited):
        return "risk"
    sources = [link.standing for link in links if link.role == "source"] or cited
    if Standing.UNKNOWN in sources:
        return "unknown"
    return "unchecked" if Standing.UNCHECKED in sources else "alive"


def leaning(claims: Sequence[Claim]) -> dict[str, list[str]]:
    """Ids of the statements that lean on each reference, by reference id."""
    found: dict[str, list[str]] = {}
    for claim in claims:
        for reference in claim.references:
            found.setdefault(reference, []).append(claim.id)
    return found


def reference_view(
    reference: Reference, text: str, looks: Looks, prefix: str, lean: Sequence[str], marked: bool
) -> ReferenceView:
    """One reference; `prefix` makes ids unique in the report, `marked` says it has a mark."""
    links = tuple(looks.link(link) for link in reference.links)
    state = state_of(reference, looks.left_of(reference), links)
    dates = tuple(
        DateView(each.role, in_one_line(each.as_written, 40), each.problem)
        for each in reference.dates
    )
    published = [each.earliest for each in reference.dates if each.role == "published"]
    return ReferenceView(
        id=f"{prefix}-{reference.id}",
        label=in_one_line(reference.label, 24) or "•",
        kind=reference.kind,
        state=state,
        title=in_one_line(reference.title, _SHOWN) if reference.title else None,
        by=_by(reference),
        written=in_one_line(reference.span.of(text), _SHOWN),
        cause=reference.cause,
        links=links,
        dates=dates,
        identifiers=tuple(_identifier(each) for each in reference.identifiers),
        leaning=tuple(f"{prefix}-{each}" for each in lean),
        first_marker=f"{prefix}-{reference.id}-m" if marked else None,
        tokens=_tokens(reference, state, links),
        year=str(published[0].year) if published and published[0] else "",
    )


def _by(reference: Reference) -> str:
    named = [reference.fields[name] for name in _BY if reference.fields.get(name)]
    return in_one_line(" · ".join(dict.fromkeys(named)), 120)


def _identifier(identifier: Identifier) -> IdentifierView:
    safe = _PLAIN_ID.fullmatch(identifier.value) is not None
    return IdentifierView(
        identifier.scheme.upper(),
        in_one_line(identifier.value, 80),
        resolver_url(identifier.scheme, identifier.value) if safe else None,
        identifier.problem,
    )


def _tokens(reference: Reference, state: str, links: Sequence[LinkView]) -> str:
    told = [f"is:{state}", f"kind:{reference.kind}"]
    told += [f"is:{link.standing}" for link in links if link.standing != state]
    told += [f"host:{link.host.partition(' ')[0]}" for link in links if link.host]
    if any(link.role == "archive" for link in links):
        told.append("is:archived")
    return " ".join(dict.fromkeys(told))
