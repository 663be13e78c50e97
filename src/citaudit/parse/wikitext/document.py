"""Puts together the document of a wikitext page: notes, markers, links, templates, problems."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from citaudit.model import (
    Document,
    Link,
    Marker,
    Note,
    Page,
    Problem,
    ProblemKind,
    ReferenceList,
    Request,
    Span,
    Template,
)
from citaudit.model.document import ESCAPED
from citaudit.parse.wikitext.blocks import blocks
from citaudit.parse.wikitext.calls import NoteCall
from citaudit.parse.wikitext.cite_errors import UNCLOSED_COMMENT
from citaudit.parse.wikitext.footnotes import Footnotes, footnotes
from citaudit.parse.wikitext.hiding import hidden, may_hide, printing
from citaudit.parse.wikitext.links import link
from citaudit.parse.wikitext.scan import Scan, scan
from citaudit.parse.wikitext.stack import Footnote
from citaudit.parse.wikitext.templates import request, template, templates_inside
from citaudit.parse.wikitext.vocabulary import vocabulary

_NAMED_ONE_BY_ONE = 50  # of the footnotes that never close; the rest is one problem
_ESCAPED = re.compile(r"&lt;/ref&gt;", re.IGNORECASE)
_ESCAPED_REFS = 3  # fewer may be words about wikitext
_REF = re.compile(r"<ref\b", re.IGNORECASE)
_GATHERED = frozenset({"link", "url", "template"})
_STANDING_ALONE = frozenset({"archive", "dead", "inline"})


def document(page: Page) -> Document:
    """The neutral document of a page written in wikitext."""
    read = scan(page.text)
    cited = footnotes(read)
    keys = note_keys(cited)
    links, templates, requests, hiding = _gathered(read, cited)
    found, vouched = blocks(read)
    return Document(
        page=page,
        blocks=found,
        markers=markers(cited, keys),
        notes=notes(read, cited, keys),
        links=links,
        templates=templates,
        requests=requests,
        lists=tuple(
            ReferenceList(Span(call.start, call.end), call.group)
            for call in sorted(cited.lists, key=lambda call: call.start)
        ),
        problems=problems(read, cited, None if page.expansion else hiding),
        vouched=vouched,
    )


def note_keys(cited: Footnotes) -> dict[Footnote, str]:
    """A key for each footnote: its name, made unique on the page."""
    taken: set[tuple[str, str]] = set()
    keys: dict[Footnote, str] = {}
    for number, note in enumerate(cited.notes, 1):
        key = note.name or f"#{number}"
        while (note.group, key) in taken:
            key = f"{key} #{number}"
        taken.add((note.group, key))
        keys[note] = key
    return keys


def markers(cited: Footnotes, keys: dict[Footnote, str]) -> tuple[Marker, ...]:
    """Every place where a printed footnote is marked."""
    found = [
        Marker(Span(call.start, call.end), keys[note], note.group)
        for note in cited.notes
        for call in note.markers
    ]
    return tuple(sorted(found, key=lambda marker: marker.span))


def notes(read: Scan, cited: Footnotes, keys: dict[Footnote, str]) -> tuple[Note, ...]:
    """Every text given to a footnote; those of one footnote share their key.

    The first in the order of printing is the one that counts; a continuation (`follow=`) has the
    key but no name.
    """
    found: list[tuple[tuple[int, int], Note]] = []
    for note in cited.notes:
        continued = set(note.continued)
        for rank, call in enumerate(note.texts()):
            name = None if call in continued else note.name
            found.append(((call.start, rank), _note(read, note, call, keys, name)))
    return tuple(note for _, note in sorted(found, key=lambda pair: pair[0]))


def _note(
    read: Scan, note: Footnote, call: NoteCall, keys: dict[Footnote, str], name: str | None
) -> Note:
    details = note.parent is not None
    body = note.text if details else call.text
    templates = () if details else templates_inside(read, call.token)
    if call.body_start == call.start:  # the call is its own text, as {{sfn}} is
        templates = (template(read, call.token), *templates)
    return Note(
        span=Span(call.start, call.end),
        key=keys[note],
        body=body or "",
        body_span=Span(call.body_start, call.body_start if details else call.body_end),
        group=note.group,
        name=name,
        parent=keys[note.parent] if note.parent else None,
        templates=templates,
    )


def _gathered(
    read: Scan, cited: Footnotes
) -> tuple[tuple[Link, ...], tuple[Template, ...], tuple[Request, ...], list[int]]:
    """Links, templates outside footnotes that matter to citations, and requests for sources.

    Last the indexes of templates whose names say that they may hide references.
    """
    links: list[Link] = []
    templates: list[Template] = []
    requests: list[Request] = []
    hiding: list[int] = []
    words = vocabulary()
    for index, in_note in _in_notes(read, cited):
        token = read.tokens[index]
        if token.kind in ("link", "url"):
            links.append(link(read, index))
        elif token.kind == "template":
            role = words.role(token.name)
            if not role and may_hide(token.name):
                hiding.append(index)
            if role in ("request", "notice"):
                requests.append(request(read, index, of_part=role == "notice"))
            elif not in_note and (
                role in _STANDING_ALONE or (not role and words.cites(token.name))
            ):
                templates.append(template(read, index))
    return tuple(links), tuple(templates), tuple(requests), hiding


def _in_notes(read: Scan, cited: Footnotes) -> Iterator[tuple[int, bool]]:
    """Each token that is printed, with whether it stands in a footnote."""
    noted: dict[int, int] = {-1: 0}  # 0 in the prose, 1 in a footnote, 2 in one that is lost
    making = {call.token for note in cited.notes for call in note.texts()} | cited.lost
    for index, token in enumerate(read.tokens):
        held = noted.get(read.parents[index], 0)
        if index in making:
            held = 2 if index in cited.lost else 1
        if held:
            noted[index] = held
        if held != 2 and token.kind in _GATHERED and index not in read.unseen:
            yield index, held == 1


def problems(
    read: Scan, cited: Footnotes, hiding: Sequence[int] | None = None
) -> tuple[Problem, ...]:
    """What could not be read, what never closes, and what Cite would complain of.

    `hiding`: the templates that may hide references; None where the wiki has been asked.
    """
    found = [
        Problem(ProblemKind.UNREADABLE, Span(part.start, part.end), part.reason)
        for part in read.unread
    ]
    found += _escaped(read.text)
    found += _unclosed(read)
    if hiding is not None:
        found += hidden(read, cited.errors, hiding)
        if cited.printer >= 0:
            found.append(printing(read, cited.printer))
    found += [
        Problem(
            ProblemKind.LEFTOVER_MARKUP
            if error.key == UNCLOSED_COMMENT
            else ProblemKind.CITE_ERROR,
            Span(error.start, error.end),
            error.message,
            error.key,
        )
        for error in cited.errors
    ]
    return tuple(sorted(found, key=lambda problem: problem.span))


def _escaped(text: str) -> Iterator[Problem]:
    """Said where a page was cut out of XML as it stands: none of its markup is markup then."""
    found = _ESCAPED.findall(text)
    if len(found) < _ESCAPED_REFS or _REF.search(text):
        return
    first = text.index(found[0])
    message = "the markup is escaped, as in the XML of a dump, and was read as words: unescape it"
    yield Problem(ProblemKind.UNREADABLE, Span(first, first + len(found[0])), message, ESCAPED)


def _unclosed(read: Scan) -> Iterator[Problem]:
    places = read.open_refs
    for start in places[:_NAMED_ONE_BY_ONE]:
        stop = read.text.find(">", start, start + 200)
        span = Span(start, start + 4 if stop < 0 else stop + 1)
        yield Problem(
            ProblemKind.UNCLOSED_REFERENCE,
            span,
            "this footnote never closes: it is printed as text",
        )
    if len(places) > _NAMED_ONE_BY_ONE:
        rest = places[_NAMED_ONE_BY_ONE:]
        yield Problem(
            ProblemKind.UNCLOSED_REFERENCE,
            Span(rest[0], rest[-1] + 4),
            f"{len(rest)} more footnotes never close",
        )
