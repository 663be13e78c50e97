"""A footnote that cites several works by templates of their own, taken apart into them."""

from __future__ import annotations

from collections.abc import Iterator

from citaudit.extract.sources import Source, read_source
from citaudit.extract.templates import kind_of, outermost
from citaudit.model import Note, Page, Span
from citaudit.model.records import changed


def works_of(page: Page, note: Note, source: Source) -> Iterator[tuple[Note, Source]]:
    """Each work that `note` cites by a template, as a note of its own; nothing where it is one.

    What stands behind the template belongs to the work (an archive mark, a page) up to the next
    one, or to a link that is written out. `source` is what was read of the whole. In HTML nothing
    is taken apart: what a template printed stands behind its call, like what follows it.
    """
    templates = sorted(source.templates, key=lambda t: (t.span.start, -t.span.end))
    cited = list(outermost(t for t in templates if kind_of(t) and note.body_span.holds(t.span)))
    if len(cited) < 2 or page.format == "html":
        return
    last = max(note.body_span.end, *(template.span.end for template in templates))
    for template, end in zip(cited, [*(t.span.start for t in cited[1:]), last], strict=True):
        behind = (x.span.start for x in source.links if x.span.start >= template.span.end)
        marks = [t.span for t in templates if t.span.start >= template.span.end]
        other = (at for at in behind if not any(m.start <= at < m.end for m in marks))
        reach = Span(template.span.start, min(end, next(other, end)))
        inside = Span(reach.start, min(reach.end, note.body_span.end))
        first = note.body_span.start
        yield (
            changed(
                note,
                span=template.span,
                body=note.body[inside.start - first : inside.end - first],
                body_span=inside,
            ),
            read_source(
                page.text,
                inside,
                [t for t in templates if reach.holds(t.span)],
                [link for link in source.links if reach.holds(link.span)],
            ),
        )
