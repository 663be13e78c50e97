"""The references of a document: footnotes, full citations in lists, links in the prose."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from citaudit.extract.cited_works import works_of
from citaudit.extract.details import detailed
from citaudit.extract.in_prose import PROSE, in_brackets, templated
from citaudit.extract.joining import Shelf, resolved
from citaudit.extract.labels import labels
from citaudit.extract.places import Places, Stretches
from citaudit.extract.sources import Source, key_of, read_source, visible
from citaudit.extract.templates import (
    is_mark,
    kind_of,
    outermost,
    prints_identifiers,
)
from citaudit.model import (
    Block,
    Document,
    EmptyCause,
    Link,
    Marker,
    Note,
    Reference,
    ReferenceForm,
    Span,
    Template,
)
from citaudit.model.records import changed

_MARKUP_BETWEEN = 2000  # characters of tags, styles and metadata before what a template printed
_GAP = 4  # white space that may stand between a footnote and the mark that belongs to it


@dataclass(frozen=True, slots=True)
class _Footnote:
    """One footnote as printed: what defines it and what points at it, either of them missing."""

    key: str
    group: str
    notes: tuple[Note, ...]
    markers: tuple[Marker, ...]

    @property
    def place(self) -> int:
        """Where it is first met: its first marker, or its definition."""
        return self.markers[0].span.start if self.markers else self.notes[0].span.start


def references(document: Document) -> tuple[Reference, ...]:
    """Every reference of the document in the order in which a reader meets it; ids count from r1.

    Each footnote that is printed stands there once, those that are named but never defined too.
    """
    things = _Things(document)
    footnotes = sorted(_footnotes(document), key=lambda footnote: footnote.place)
    placed = [(f.place, r) for f, r in zip(footnotes, _printed(things, footnotes), strict=True)]
    placed += [(reference.span.start, reference) for reference in _listed(things)]
    placed += [(reference.span.start, reference) for reference in templated(document)]
    taken = [t.span for _, reference in placed for t in reference.templates]
    taken += [reference.span for _, reference in placed if reference.form == "citation"]
    inside = Stretches([*things.note_spans, *taken])
    placed += [(reference.span.start, reference) for reference in _linked(things, inside)]
    placed.sort(key=lambda pair: pair[0])
    shelf = Shelf([reference for _, reference in placed], document)
    found = resolved(shelf)
    if bracketed := list(in_brackets(shelf)):
        placed = [(place, r) for (place, _), r in zip(placed, found, strict=True)]
        placed += [(reference.span.start, reference) for reference in bracketed]
        placed.sort(key=lambda pair: pair[0])
        found = [reference for _, reference in placed]
    found = detailed(found)
    return tuple(changed(reference, id=f"r{n}") for n, reference in enumerate(found, 1))


class _Things:
    """The parts of a document by their place."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.page.text
        self.links = Places(document.links)
        self.templates = Places(document.templates)
        self.note_spans = [note.span for note in document.notes]
        self.in_notes = Stretches(self.note_spans)

    def templates_of(self, note: Note) -> tuple[Template, ...]:
        """The templates of a note, and the marks right behind it that speak of its link."""
        inside = note.templates or self.templates.within(note.body_span)
        return (*inside, *self.following(note.span.end))

    def links_of(self, span: Span, templates: Iterable[Template]) -> tuple[Link, ...]:
        """The links in `span`, and those of the marks behind it."""
        behind = (t.span for t in templates if t.span.start >= span.end)
        return tuple(link for place in (span, *behind) for link in self.links.within(place))

    def following(
        self, end: int, wanted: Callable[[Template], bool] = is_mark
    ) -> Iterator[Template]:
        """The templates that stand directly behind `end`, by default marks of links."""
        while True:
            gap = self.text[end : end + _GAP]
            template = self.templates.at(end + len(gap) - len(gap.lstrip(" \t")))
            if template is None or not wanted(template):
                return
            yield template
            end = template.span.end


def _footnotes(document: Document) -> Iterator[_Footnote]:
    notes: defaultdict[tuple[str, str], list[Note]] = defaultdict(list)
    markers: defaultdict[tuple[str, str], list[Marker]] = defaultdict(list)
    for note in document.notes:
        notes[note.group, note.key].append(note)
    for marker in document.markers:
        markers[marker.group, marker.key].append(marker)
    for group, key in {**notes, **markers}:
        here = sorted(markers[group, key], key=lambda marker: marker.span)
        yield _Footnote(key, group, tuple(notes[group, key]), tuple(here))


def _printed(things: _Things, footnotes: Sequence[_Footnote]) -> Iterator[Reference]:
    firsts = [(f.key, f.group, f.place if f.markers else None) for f in footnotes]
    notes = [f.notes[0] if f.notes else None for f in footnotes]
    printed = labels(things.document, firsts, notes)
    for footnote, label in zip(footnotes, printed, strict=True):
        yield _of_footnote(things, footnote, label)


def _of_footnote(things: _Things, footnote: _Footnote, label: str) -> Reference:
    if not footnote.notes:
        return Reference(
            "",
            label,
            footnote.markers[0].span,
            "footnote",
            "undefined",
            keys=(footnote.key,),
            group=footnote.group,
            markers=footnote.markers,
        )
    note = next((note for note in footnote.notes if note.body.strip()), footnote.notes[0])
    templates = things.templates_of(note)
    links = things.links_of(note.body_span, templates)
    source = read_source(things.text, note.body_span, templates, links)
    names = [footnote.key, *(n.name for n in footnote.notes if n.name)]

    def reference(note: Note, source: Source) -> Reference:
        return _reference(
            "footnote",
            note.span,
            source,
            things.document,
            label=label,
            keys=tuple(dict.fromkeys(names)),
            group=footnote.group,
            markers=footnote.markers,
            note=note,
        )

    works = tuple(reference(*work) for work in works_of(things.document.page, note, source))
    whole = reference(note, source)
    return changed(whole, works=works) if works else whole


def _listed(things: _Things) -> Iterator[Reference]:
    """Full citations outside footnotes: citation templates, and items of a list of sources."""
    templates = [
        template
        for template in outermost(t for t in things.document.templates if kind_of(t))
        if not things.in_notes.holds(template.span)
    ]
    places = _Shown(things)
    for template in templates:
        place = places.of(template)
        marks = (template, *things.following(template.span.end))
        source = read_source(things.text, place, marks, things.links_of(place, marks))
        yield _reference("citation", place, source, things.document)
    covered = Stretches([*places.found, *things.note_spans])
    for block in things.document.blocks:
        if (
            block.kind == "item"
            and block.role == "reference-list"
            and not covered.meets(block.span)
        ):
            source = _of_item(things, block)
            if source.title or source.links or source.identifiers:
                yield _reference("citation", block.span, source, things.document)


class _Shown:
    """Where the text of a template is shown: in HTML its call stands before what it printed."""

    def __init__(self, things: _Things) -> None:
        self.text = things.text
        html = things.document.page.format == "html"
        self.blocks = sorted(b.span for b in things.document.blocks) if html else []
        self.found: list[Span] = []

    def of(self, template: Template) -> Span:
        """The block that shows the template alone, else the place of the call."""
        place = template.span
        after = bisect_left(self.blocks, Span(place.end, place.end))
        if after < len(self.blocks):
            block = self.blocks[after]
            between = self.text[place.end : block.start]
            if len(between) <= _MARKUP_BETWEEN and not visible(between).strip():
                place = Span(place.start, block.end)
        self.found.append(place)
        return place


def _of_item(things: _Things, block: Block) -> Source:
    links = things.links.within(block.span)
    templates = [
        *things.templates.within(block.span),
        *things.following(block.span.end, prints_identifiers),
    ]
    return read_source(things.text, block.span, templates, links)


def _linked(things: _Things, taken: Stretches) -> Iterator[Reference]:
    """Outside links that stand in the prose: each is a source for its own statement."""
    prose = Stretches(
        [b.span for b in things.document.blocks if b.kind in PROSE and b.role is None]
    )
    until = 0
    for number, link in enumerate(things.document.links):
        if link.span.start < until or not prose.holds(link.span) or taken.holds(link.span):
            continue
        marks = tuple(things.following(link.span.end))
        until = marks[-1].span.end if marks else link.span.end
        source = read_source(things.text, link.span, marks, things.links_of(link.span, marks))
        key = f"link:{number}"
        yield _reference(
            "link",
            link.span,
            source,
            things.document,
            keys=(key,),
            markers=(Marker(link.span, key),),
        )


def _reference(
    form: ReferenceForm,
    span: Span,
    source: Source,
    document: Document,
    *,
    label: str = "",
    keys: tuple[str, ...] = (),
    group: str = "",
    markers: tuple[Marker, ...] = (),
    note: Note | None = None,
) -> Reference:
    return Reference(
        "",
        label,
        span,
        form,
        "empty" if source.empty else source.kind,
        keys=keys,
        group=group,
        title=source.title,
        fields=source.fields,
        links=source.links,
        identifiers=source.identifiers,
        dates=source.dates,
        templates=source.templates,
        markers=markers,
        cause=_cause(document) if source.empty else None,
        note=note,
        source_key=None if source.empty else key_of(source),
        called_dead=source.called_dead,
    )


def _cause(document: Document) -> EmptyCause:
    return "lost-in-conversion" if document.page.origin == "pandoc" else "blank"
