"""What a footnote says: whether another could stand in its place and nothing be lost."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from html import unescape

from citaudit.judge.templates import is_citation
from citaudit.model import Note, Reference, Span
from citaudit.text.comments import uncommented
from citaudit.urls.address import host
from citaudit.urls.canonical import source_key

_ADDRESS = re.compile(r"(?:[A-Za-z][\w+.\-]*+:)?//[^\s\[\]|{}<>()]*+")
_WORD = re.compile(r"[^\W_]+")
# Parameters that hold no words of the source: its links are counted as such, and the rest says
# how the citation is printed.
_NO_WORDS = re.compile(
    r"(?:[a-z]+-?)?url|(?:url-?|dead-?)(?:status|url)|df|mode|postscript|separator|name-list-style",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Contents:
    """What a footnote says of its source and beside it, in signs that do not depend on the markup.

    `words`: those a reader sees. `named`: the words in the names of its hosts, which say no less.
    `facts`: addresses and identifiers; that it was read, and that a copy is kept, whenever that
    was. `days`: when it was published, first and last day. `remark`: the words beside its citation
    templates and links.
    """

    words: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()
    facts: frozenset[str] = frozenset()
    days: tuple[tuple[date, date], ...] = ()
    remark: frozenset[str] = frozenset()

    def holds(self, other: Contents) -> bool:
        """Whether nothing of `other` is missing here; a day says more than its year."""
        return (
            other.words <= self.words | self.named
            and other.facts <= self.facts
            and all(
                any(first <= start and end <= last for start, end in self.days)
                for first, last in other.days
            )
        )


def contents(reference: Reference) -> Contents:
    """What the footnote of a reference says; nothing where it has none."""
    note = reference.note
    if note is None:
        return Contents()
    understood = [cited for cited in reference.dates if cited.earliest]
    dated = [cited.span for cited in understood]
    stated = [template.span for template in reference.templates if is_citation(template)]
    stated += [link.span for link in reference.links]
    hosts = " ".join(host(link.url) for link in reference.links if link.role == "source")
    return Contents(
        _words(note, [*dated, *_markup(reference, note)]),
        frozenset(_WORD.findall(hosts)),
        frozenset(_facts(reference)),
        tuple(
            (cited.earliest, cited.latest or cited.earliest)
            for cited in understood
            if cited.earliest and cited.role == "published"
        ),
        _words(note, [*dated, *stated]),
    )


def _facts(reference: Reference) -> Iterator[str]:
    for link in reference.links:
        yield f"{link.role} {source_key(link.url)}"
    for identifier in reference.identifiers:
        yield f"{identifier.scheme} {identifier.value.casefold()}"
    yield from (cited.role for cited in reference.dates if cited.role != "published")


def _markup(reference: Reference, note: Note) -> Iterator[Span]:
    """The stretches of templates that no reader sees: names, parameters, what takes no words."""
    for template in reference.templates:
        if not note.body_span.holds(template.span):
            continue
        at = template.span.start if is_citation(template) else -1
        for field in template.fields:
            if at >= 0:
                yield Span(at, field.span.start)
            else:
                yield field.name_span
            if _NO_WORDS.fullmatch(field.name.strip()):
                yield field.span
            at = field.span.end
        if at >= 0:
            yield Span(at, template.span.end)


def _words(note: Note, holes: Iterable[Span]) -> frozenset[str]:
    """The words of a footnote outside the stretches `holes`, however they are written."""
    offset, at = note.body_span.start, note.body_span.start
    kept: list[str] = []
    for hole in sorted(holes):
        if hole.end <= at or not note.body_span.holds(hole):
            continue
        kept.append(note.body[at - offset : max(hole.start, at) - offset])
        at = hole.end
    kept.append(note.body[at - offset :])
    seen = _ADDRESS.sub(" ", unescape(uncommented(" ".join(kept))))
    return frozenset(word.casefold() for word in _WORD.findall(seen))
