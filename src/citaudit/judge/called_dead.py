"""Links that the page calls dead: those of its references, and those of its other lists."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from citaudit.judge.cited_works import works
from citaudit.judge.links import archive_links, links_of
from citaudit.judge.templates import templates_of
from citaudit.model import Case, DeadMark, Link
from citaudit.text.comments import uncommented
from citaudit.text.templates import says_dead
from citaudit.urls.archive import parse_archive_url


def called_dead(case: Case) -> Iterator[tuple[Link, DeadMark, bool]]:
    """(link, mark, whether a copy of it is named) in order; each link once."""
    found = {
        mark.link.span: (mark.link, mark, bool(archive_links(work)))
        for work in works(case)
        for mark in work.called_dead
    }
    read = {t.span for reference in case.citations.references for t in reference.templates}
    tags = [t for t in templates_of(case) if says_dead(t.name) and t.span not in read]
    if tags:
        text = case.document.page.text
        links = links_of(case)
        starts = [link.span.start for link in links]
        for tag in tags:
            line = text.rfind("\n", 0, tag.span.start) + 1
            here = links[bisect_left(starts, line) : bisect_left(starts, tag.span.start)]
            copies = [link for link in here if parse_archive_url(link.url)]
            sources = [link for link in here if link.role == "source" and link not in copies]
            if sources:
                since = next((f.value for f in tag.fields if f.name.strip() == "date"), "")
                mark = DeadMark(sources[-1], tag.span, uncommented(since).strip() or None)
                found.setdefault(mark.link.span, (mark.link, mark, bool(copies)))
    yield from (found[span] for span in sorted(found))
