"""Short citations that no full citation answers, as far as the page tells.

Where templates may print full citations that are not known here, nothing is said.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import islice

from citaudit.extract.full_citations import Work
from citaudit.extract.short import Pointer, id_of, written
from citaudit.model import Document, Lack, ProblemKind, Reference, Unanswered
from citaudit.text import sections
from citaudit.text.comments import uncommented
from citaudit.text.templates import citation_kind, has_known_parameters, template_name

_ANCHORED = "CITEREF"
_CALL = re.compile(r"\{\{\s*+(#?[^{}|<\n]++)")
_ENTRY = re.compile(r"^[ \t]*[*#:;].*|^\{\{.*", re.MULTILINE)
_PUT = re.compile(r"CITEREF[^\"<>|\[\]{}#\n]{1,200}")
_YEARS = re.compile(r"(?<!\d)\d{4}(?!\d)")
_MOST = 500  # short citations of a page of which something is told
_LONGEST_CALL = 600  # code points of a call in which it names its author
_LISTED = frozenset({"references", "notes", "bibliography"})
_OTHERS = 3  # plain short citations that a page answers before one that it does not is told


@dataclass(frozen=True, slots=True)
class Lacking:
    """What a pointer lacks, and the works that it may mean."""

    lacks: Lack
    pointer: Pointer
    works: Sequence[Work]


def told(
    lacking: Mapping[int, Sequence[Lacking]],
    asked: Mapping[int, Sequence[Pointer]],
    references: Sequence[Reference],
    document: Document,
) -> dict[int, tuple[Unanswered, ...]]:
    """What is sure enough to be told, by the index of the reference that holds it.

    `asked` are the short citations of the page by the index of their reference.
    """
    if not lacking or document.page.origin:  # a converter drops full citations
        return {}
    in_words = _answered_in_words(lacking, asked) >= _OTHERS
    likely = {
        index: meant
        for index, lacks in islice(lacking.items(), _MOST)
        if (meant := [one for one in lacks if _is_meant(one, in_words)])
    }
    hiding = list(_hiding(document)) if likely else [None]
    if None in hiding:
        return {}
    known = _Known(document, references, asked)
    found: dict[int, tuple[Unanswered, ...]] = {}
    for index, lacks in likely.items():
        sure = [
            one for one in lacks if _is_sure(one, known) and not _is_hidden(one.pointer, hiding)
        ]
        if sure:
            found[index] = tuple(_unanswered(one, references) for one in sure)
    return found


def _answered_in_words(
    lacking: Mapping[int, Sequence[Lacking]], asked: Mapping[int, Sequence[Pointer]]
) -> int:
    return sum(
        index not in lacking and all(p.year and p.anchor is None for p in found)
        for index, found in asked.items()
    )


def _is_meant(one: Lacking, in_words: bool) -> bool:
    """Whether it is a short citation beyond doubt: no link to a heading, no words of another kind.

    `in_words`: the page has others in plain words.
    """
    pointer = one.pointer
    if pointer.anchor is not None:
        return pointer.anchor.startswith(_ANCHORED)
    return (
        in_words and one.lacks == "work" and pointer.year is not None and _is_by_surnames(pointer)
    )


def _is_sure(one: Lacking, known: _Known) -> bool:
    """Whether nothing else of the page may answer it."""
    if one.pointer.anchor in known.anchors:
        return False
    if one.lacks == "one":
        return all(work.certain for work in one.works)
    return one.lacks == "anchor" or not known.writes_out(one.pointer)


def _is_by_surnames(pointer: Pointer) -> bool:
    """Whether its words cannot well be others: no `RFC 4949`, no `Smith, Bridges 1988`."""
    if "," in pointer.words or "，" in pointer.words:
        return False
    return not any(" " in name or name.isupper() for name in pointer.names)


class _Known:
    """What else of a page may answer a short citation: anchors put by hand, sources in words."""

    def __init__(
        self,
        document: Document,
        references: Sequence[Reference],
        asked: Mapping[int, Sequence[Pointer]],
    ) -> None:
        put = (found[0].strip("'") for found in _PUT.finditer(document.page.text))
        self.anchors = frozenset(id_of(each) for words in put for each in (words, words.split()[0]))
        self._by_year: defaultdict[str, list[str]] = defaultdict(list)
        for source in _sources(document, references, asked):
            for year in set(_YEARS.findall(source)):
                self._by_year[year].append(source)

    def writes_out(self, pointer: Pointer) -> bool:
        """Whether a source that the page writes out is by that author and of that year."""
        name, year = pointer.names[0].casefold() if pointer.names else "", pointer.year or ""
        return any(name in source for source in self._by_year.get(year[:4], ()))


def _sources(
    document: Document, references: Sequence[Reference], asked: Mapping[int, Sequence[Pointer]]
) -> Iterator[str]:
    """What is written in the page's footnotes and lists of sources, short citations left out."""
    text = document.page.text
    for index, reference in enumerate(references):
        if index not in asked:
            yield uncommented(reference.span.of(text)).casefold()
    for block in document.blocks:
        listed = block.role == "reference-list" or (
            block.kind != "heading" and sections.kind_of_path(block.section) in _LISTED
        )
        if listed and not written(block.text.text, block.span):
            yield block.text.text.casefold()


def _unanswered(one: Lacking, references: Sequence[Reference]) -> Unanswered:
    near = tuple(references[work.index].span for work in one.works)
    near = near if one.lacks == "one" else near[:1]
    words = one.works[0].short if one.works else ""
    return Unanswered(
        one.lacks, one.pointer.span, one.pointer.words, one.pointer.anchor or "", near, words
    )


def _is_hidden(pointer: Pointer, hiding: Sequence[str | None]) -> bool:
    """Whether a template that is told by its own fields may be what a pointer names."""
    name = pointer.names[0].casefold() if pointer.names else ""
    return any(name in call for call in hiding if call)


def _hiding(document: Document) -> Iterator[str | None]:
    """The calls that may print a full citation which is not known here, as they are written.

    None for one that may print any.
    """
    kinds = (ProblemKind.HIDDEN, ProblemKind.UNREADABLE)
    if any(problem.kind in kinds for problem in document.problems):
        yield None
    table = _table()
    for call in _called(document):
        name = template_name(uncommented(_CALL.match(call)[1]))  # type: ignore[index]
        if name in table.own_fields:
            yield f"{call} {table.own_fields[name]}".casefold()
        elif not _is_harmless(name):
            yield None


def _called(document: Document) -> Iterator[str]:
    """The templates in entries of lists of sources, and those that are told by name anywhere."""
    text = document.page.text
    pattern = _table().anchoring
    for call in _CALL.finditer(text):
        if pattern.match(template_name(uncommented(call[1]))):
            yield text[call.start() : call.start() + _LONGEST_CALL]
    for start, end in _lists(document):
        entries = list(_ENTRY.finditer(text, start, end))
        marked = [entry for entry in entries if entry[0].lstrip()[:1] in "*#:;"]
        last = marked[-1].end() if marked else end
        for entry in entries:
            if entry.start() < last:
                yield from (
                    entry[0][call.start() : call.start() + _LONGEST_CALL]
                    for call in _CALL.finditer(entry[0])
                )


def _lists(document: Document) -> Iterator[tuple[int, int]]:
    """The stretches of the sections that list sources, without what stands below other headings."""
    headings = [block for block in document.blocks if block.kind == "heading"]
    starts = [block.span.start for block in headings]
    for block, end in zip(headings, [*starts[1:], len(document.page.text)], strict=False):
        if sections.kind_of_path((*block.section, block.text.text)) in _LISTED:
            yield block.span.end, end


def _is_harmless(name: str) -> bool:
    """Whether a template prints no full citation but those that are known here."""
    if citation_kind(name) is not None:
        return has_known_parameters(name)
    return _table().harmless.fullmatch(name) is not None


@dataclass(frozen=True, slots=True)
class _Table:
    harmless: re.Pattern[str]
    own_fields: Mapping[str, str]
    anchoring: re.Pattern[str]


@cache
def _table() -> _Table:
    data = tomllib.loads(files("citaudit.extract").joinpath("unanswered.toml").read_text("utf-8"))
    harmless = [*map(re.escape, data["harmless"]["names"]), *data["harmless"]["patterns"]]
    return _Table(
        re.compile("|".join(harmless)),
        data["own_fields"],
        re.compile(data["anchoring"]["pattern"]),
    )
