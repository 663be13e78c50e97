"""What an edit took away from a page. These rules speak only where a gate compares two sides."""

from __future__ import annotations

from collections.abc import Iterator

from citaudit.judge.losses import Side, lost_copies, lost_support
from citaudit.judge.rule import rule
from citaudit.model import Case, Confidence, Family, Hit, Need, Severity
from citaudit.text.shortened import shortened

_SHOWN = 60  # code points of a statement in a message


@rule("EDT001", Severity.ERROR, Confidence.HIGH, Need.EDIT, replaces_family=Family.STATEMENTS)
def source_removed(case: Case) -> Iterator[Hit]:
    """A statement stays, and the edit took away the source it had.

    Why: Nothing in the text shows the loss. The statement reads as before, and the next reader
    cannot check it any more. It happens when a paragraph is parted, a footnote deleted or the
    one definition of a re-used footnote emptied.

    Bad:

        before: The bridge opened in 1932.<ref>{{cite book |title=Bridges}}</ref>
        after:  The bridge opened in 1932.

    Good:

        after:  The bridge opened in 1932.<ref>{{cite book |title=Bridges}}</ref>

    What to do: Put the source back, put a better one in its place, or take the statement out.
    """
    if case.before is None:
        return
    for claim, what in lost_support(Side(case.before), Side(case.citations)):
        yield Hit(claim.span, what.format(text=shortened(claim.text, _SHOWN)))


@rule("EDT002", Severity.WARNING, Confidence.HIGH, Need.EDIT)
def archive_removed(case: Case) -> Iterator[Hit]:
    """A reference stays, and the edit took away the archive copy it named.

    Why: The copy is what readers will have when the address dies. Taking it out saves nothing
    and may lose the source.

    Bad:

        before: {{cite web |url=http://a.org/x |archive-url=https://web.archive.org/web/2017/… }}
        after:  {{cite web |url=http://a.org/x }}

    Good:

        after:  {{cite web |url=http://a.org/x |archive-url=https://web.archive.org/web/2017/… }}

    What to do: Put the copy back, unless it held another page or an error.
    """
    if case.before is None:
        return
    for reference, copy in lost_copies(Side(case.before), Side(case.citations)):
        yield Hit(reference.span, f"This edit removed the archive copy {copy}.")
