"""The stages over an edit: both sides of every page are judged, and compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from citaudit.config import Config
from citaudit.judge.edits import introduced, moved
from citaudit.judge.figures import figures
from citaudit.model import (
    Citations,
    Page,
    PageChange,
    PageReport,
    Report,
    Unread,
)
from citaudit.pipeline import (
    Task,
    cited,
    judged,
    judging_of,
)
from citaudit.processes import map_pages
from citaudit.watch import Unwatched, Watch


@dataclass(frozen=True, slots=True)
class Sides:
    """A page before and after an edit; `old` is None where it was not there or cannot be read."""

    old: Citations | None
    new: Citations

    @property
    def added(self) -> Citations:
        """The new side with no links but those that the old one does not have."""
        had = {link.url for link in self.old.document.links} if self.old else set()
        links = tuple(link for link in self.new.document.links if link.url not in had)
        return replace(self.new, document=replace(self.new.document, links=links))


async def gated(
    changes: Sequence[PageChange], config: Config, watch: Watch | None = None
) -> Report:
    """The report of an edit: the new pages, with what they had before marked known.

    Only links that the edit adds to a page are looked at.
    """
    watch = watch or Unwatched()
    pairs, unread = sides_of(changes, config, watch)
    judging = await judging_of([each.added for each in pairs], config, watch, edit=True)
    removed = [each.old for each in changes if each.new is None and isinstance(each.old, Page)]
    return judging.report(_compared(judging.task, pairs, removed, config), unread)


def sides_of(
    changes: Sequence[PageChange], config: Config, watch: Watch
) -> tuple[list[Sides], list[Unread]]:
    """Both sides of every page that is there after the edit, and what cannot be read of it."""
    pages = {
        (at, side): page
        for at, change in enumerate(changes)
        for side, page in (("old", change.old), ("new", change.new))
        if isinstance(page, Page) and isinstance(change.new, Page)
    }
    found = dict(
        zip(pages, map_pages(list(pages.values()), cited, config.jobs, watch), strict=True)
    )
    pairs: list[Sides] = []
    unread = [each.new for each in changes if isinstance(each.new, Unread)]
    for at in range(len(changes)):
        old, new = found.get((at, "old")), found.get((at, "new"))
        if isinstance(new, Unread):
            unread.append(new)
        elif new:
            pairs.append(Sides(None if isinstance(old, Unread) else old, new))
    return pairs, unread


def _compared(
    task: Task, pairs: Sequence[Sides], removed: Sequence[Page], config: Config
) -> list[PageReport]:
    """The new pages. Pages that the edit `removed` are read where something may come from them."""
    sides: list[tuple[PageReport | None, PageReport | None]] = []
    for each in pairs:
        before = judged(task, each.old) if each.old else None
        sides.append((before, introduced(before, judged(task, each.new, before))))
    pages = [page for _, page in sides if page]
    brought = any(finding.state == "new" for page in pages for finding in page.findings)
    if brought and len(pairs) + len(removed) > 1:
        gone = map_pages(removed, cited, config.jobs, Unwatched())
        sides += [(judged(task, each), None) for each in gone if not isinstance(each, Unread)]
        pages = moved(sides)
    return [
        replace(page, figures=figures(page.citations, task.evidence, page.findings))
        for page in pages
    ]
