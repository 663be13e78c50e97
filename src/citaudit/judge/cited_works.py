"""The works that a page cites, one by one."""

from __future__ import annotations

from citaudit.judge.once import once
from citaudit.model import Case, Reference


@once
def works(case: Case) -> tuple[Reference, ...]:
    """The references of the page in order; one that cites several works gives each of them."""
    return tuple(
        work
        for reference in case.citations.references
        for work in (reference.works or (reference,))
    )
