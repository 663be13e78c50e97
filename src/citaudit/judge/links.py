"""The links of a page: their roles, the addresses they share, the sources they stand for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from operator import attrgetter

from citaudit.judge.once import once
from citaudit.model import (
    Case,
    Confidence,
    Evidence,
    Link,
    LinkRole,
    Reference,
    Related,
)
from citaudit.urls.canonical import fold


@once
def links_of(case: Case) -> tuple[Link, ...]:
    """The links of the page in order, each in the role that its reference gives it.

    Links that only a template makes (`{{Wayback|url=|date=}}`) are among them; those that a call
    hides all stand at the call.
    """
    found = {(link.span, link.url): link for link in case.document.links}
    for reference in case.citations.references:
        found.update(((link.span, link.url), link) for link in reference.links)
    return tuple(found[place] for place in sorted(found))


def addresses(case: Case, role: LinkRole) -> Iterator[tuple[Link, tuple[Related, ...]]]:
    """Each address of the page once: its first link, and the other places that name it."""
    by_look: defaultdict[str, list[Link]] = defaultdict(list)
    for link in links_of(case):
        if link.role == role:
            by_look[fold(link.url)].append(link)
    for links in by_look.values():
        again = (Related(link.span, "the same address") for link in links[1:])
        yield links[0], tuple(again)


def source_link(reference: Reference) -> Link | None:
    """The address of the source itself, not that of a copy."""
    return next((link for link in reference.links if link.role == "source"), None)


def archive_links(reference: Reference) -> tuple[Link, ...]:
    """The copies that a reference names."""
    return tuple(link for link in reference.links if link.role == "archive")


def death(evidence: Evidence, sources: Sequence[Reference]) -> Confidence | None:
    """How sure it is that all `sources` are dead: as sure as the least sure of them.

    None where no verdict is on record.
    """
    links = (link for source in sources for link in source.links if link.role == "source")
    verdicts = (evidence.verdict(link.url) for link in links)
    found = [verdict.confidence for verdict in verdicts if verdict]
    return max(found, key=attrgetter("rank"), default=None)
