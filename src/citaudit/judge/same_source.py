"""References to one source: which they are, and whether they speak of one place in it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator

from citaudit.judge.cited_works import works
from citaudit.judge.contents import contents
from citaudit.judge.links import source_link
from citaudit.judge.templates import is_citation
from citaudit.judge.titles import same_title
from citaudit.model import Case, Reference
from citaudit.urls.address import address
from citaudit.urls.canonical import source_key

# Any of these says where in a work: two citations that differ in it are not one citation twice.
PLACES = ("page", "pages", "at", "chapter", "contribution", "entry", "section", "time", "minutes")
_PLACES_OF = (*PLACES, "quote", "volume", "issue")
_NUMBER = re.compile(r"\d+")
_WORKS = ("doi:", "isbn:", "csbn:", "oclc:")  # keys of whole works, of which parts are cited apart
_PART = 3  # words of its own with which a footnote names a part of such a work
_REMARK = 150  # code points beside the source from which a footnote says something of its own


def _single(case: Case) -> Iterator[Reference]:
    """Works that are cited for themselves, not in a remark with footnotes of its own."""
    starts = sorted(marker.span.start for marker in case.document.markers)
    for reference in works(case):
        body = reference.note.body_span if reference.note else reference.span
        inside = bisect_left(starts, body.end) - bisect_left(starts, body.start)
        if not inside:
            yield reference


def same_source(case: Case) -> dict[str, list[Reference]]:
    """The works in footnotes that are one source, by its key, where there are several."""
    by_key: defaultdict[str, list[Reference]] = defaultdict(list)
    for reference in _single(case):
        if reference.source_key and reference.form == "footnote":
            by_key[reference.source_key].append(reference)
    return {key: found for key, found in by_key.items() if len(found) > 1}


def same_address(case: Case) -> dict[str, list[Reference]]:
    """The references with a title that cite one address, by its key, where there are several."""
    by_key: defaultdict[str, list[Reference]] = defaultdict(list)
    for reference in _single(case):
        link = source_link(reference)
        if link and reference.title and reference.form != "link":
            by_key[source_key(link.url)].append(reference)
    return {key: found for key, found in by_key.items() if len(found) > 1}


def titled_elsewhere(reference: Reference) -> bool:
    """Whether its title is what a link to another address says, not the one to its source."""
    source = source_link(reference)
    if source is None or not reference.title:
        return False
    said = [
        link for link in reference.links if link.text and same_title(link.text, reference.title)
    ]
    own = source_key(source.url)
    return bool(said) and all(source_key(link.url) != own for link in said)


def place_in(reference: Reference) -> tuple[str, ...]:
    """Where in the source: pages and the like, and the fragment of the address."""
    link = source_link(reference)
    parts = address(link.url) if link else None
    fragment = parts.fragment or "" if parts else ""
    return (fragment, *(reference.fields.get(name, "").strip() for name in _PLACES_OF))


def same_place(one: Reference, other: Reference) -> bool:
    """Whether both speak of one place in the source; what they quote or remark counts as such."""
    if place_in(one) != place_in(other):
        return False
    words, others = _remark(one), _remark(other)
    if words == others:
        return True
    if _by_words_alone(one) or _by_words_alone(other):
        return False
    if max(len(words), len(others)) > _REMARK:
        return False
    if not (one.source_key or "").startswith(_WORKS):
        return True
    by_book = not (one.source_key or "").startswith("doi:")
    if by_book and _NUMBER.findall(words) != _NUMBER.findall(others):
        return False
    return not _parts_of_a_work(one, other)


def _parts_of_a_work(one: Reference, other: Reference) -> bool:
    """Whether each names a part in words of its own: "Lind, Arches. In: {{cite book|…}}"."""
    first, second = contents(one).remark, contents(other).remark
    return min(len(first - second), len(second - first)) >= _PART


def _by_words_alone(reference: Reference) -> bool:
    """Whether it names its source in words, as short citations do: a page more is another place."""
    return source_link(reference) is None and not any(
        is_citation(template) for template in reference.templates
    )


def _remark(reference: Reference) -> str:
    """What a footnote says beside its citation templates and links."""
    note = reference.note
    if note is None:
        return ""
    holes = [template.span for template in reference.templates if is_citation(template)]
    holes += [link.span for link in reference.links]
    kept, at = [], note.body_span.start
    for hole in sorted(holes):
        kept.append(
            note.body[max(at, 0) - note.body_span.start : hole.start - note.body_span.start]
        )
        at = max(at, hole.end)
    kept.append(note.body[at - note.body_span.start :])
    return " ".join("".join(kept).split())
