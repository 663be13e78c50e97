"""Joins short citations with the full ones that they point at.

A wrong join is worse than none: an anchor joins where all that have it are one work, words join
where exactly one work of the page fits.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from citaudit.extract.full_citations import Cited, Work, anchor_of, authors_of, citations, work
from citaudit.extract.places import Stretches
from citaudit.extract.plain import plain
from citaudit.extract.short import Pointer, is_short, opened, pointers_in, pointers_of
from citaudit.extract.unanswered import Lacking, told
from citaudit.model import Document, Note, Reference
from citaudit.model.records import changed

_NEAR = 30  # years between two works of one name that may be by one author


@dataclass(frozen=True, slots=True)
class Answer:
    """What a pointer leads to: the work, or what is lacking and the works it may mean."""

    work: Work | None = None
    lacking: Lacking | None = None


def keyed(reference: Reference) -> Reference:
    """A full citation with the id that its template gives it among its keys."""
    if reference.form != "citation" or not reference.templates:
        return reference
    anchor = anchor_of(reference.templates[0], reference.fields)
    return changed(reference, keys=(*reference.keys, anchor)) if anchor else reference


def pointers(reference: Reference) -> tuple[Pointer, ...]:
    """The short citations that a reference consists of; empty where it says more than they do."""
    if reference.form == "citation" or reference.kind not in ("other", "bare", "web"):
        return ()
    short = [template for template in reference.templates if is_short(template)]
    if short:
        own = all(any(t.span.holds(link.span) for t in short) for link in reference.links)
        return tuple(p for t in short for p in pointers_of(t)) if own else ()
    if reference.templates or reference.links or reference.note is None:
        return ()
    return pointers_in(reference.note)


class Shelf:
    """The full citations of a page, as short ones look for them."""

    def __init__(self, references: Sequence[Reference], document: Document) -> None:
        self.references = references
        self.document = document

    @cached_property
    def _cited(self) -> Sequence[Cited]:
        return tuple(citations(self.references, self.document.page.text))

    @cached_property
    def _by_anchor(self) -> dict[str, list[Cited]]:
        found: defaultdict[str, list[Cited]] = defaultdict(list)
        for cited in self._cited:
            if cited.template and (anchor := anchor_of(cited.template, cited.fields)):
                found[anchor].append(cited)
        return found

    @cached_property
    def _by_name(self) -> dict[str, list[Work]]:
        found: defaultdict[str, list[Work]] = defaultdict(list)
        for each in map(work, self._cited):
            for name in each.first:
                found[name].append(each)
        return found

    @cached_property
    def _listed_names(self) -> frozenset[str]:
        """The first authors of the works in lists of sources."""
        listed = [c for c in self._cited if self.references[c.index].form == "citation"]
        return frozenset(name for cited in listed for name in work(cited).first)

    @cached_property
    def _remarked(self) -> frozenset[str]:
        """The authors of sources that footnotes and lists write out and that are no works here."""
        known = {self.references[each.index].span for each in self._cited}
        cited = Stretches(list(known))
        bodies = [
            plain(note.body[:200])
            for note in self.document.notes
            if note.span not in known and not self._is_short(note)
        ]
        bodies += [
            block.text.text
            for block in self.document.blocks
            if block.role == "reference-list" and not cited.meets(block.span)
        ]
        return frozenset(name for body in bodies for name in authors_of(body))

    def _is_short(self, note: Note) -> bool:
        """Whether a footnote points at works of the page, or at a page of some author."""
        found = pointers_in(note)
        return bool(found) and all(p.year is None or self._named(p) for p in found)

    def answer(self, pointer: Pointer) -> Answer:
        """What a short citation leads to."""
        linked = self._linked(pointer)
        if linked:
            several = Lacking("one", pointer, linked) if len(linked) > 1 else None
            return Answer(self._only(linked), several)
        meant = self._named(pointer)
        if len(meant) == 1:
            dangling = pointer.anchor and meant[0].certain
            return Answer(meant[0], Lacking("anchor", pointer, meant) if dangling else None)
        return Answer(lacking=None if meant else Lacking("work", pointer, self._near(pointer)))

    def listed(self, pointer: Pointer) -> Work | None:
        """The work that the words of a pointer fit, if a list of sources has it."""
        if pointer.names[0].casefold() not in self._listed_names:
            return None
        found = self._named(pointer)
        if len(found) != 1 or self.references[found[0].index].form != "citation":
            return None
        return found[0]

    def exactly(self, pointer: Pointer) -> list[tuple[Pointer, Work]]:
        """The pointer with its work where one has just the anchor that its words make."""
        found = self._only(self._linked(pointer))
        return [(pointer, found)] if found else []

    def filled(self, reference: Reference, answered: Sequence[tuple[Pointer, Work]]) -> Reference:
        """`reference` with what the works that it points at say; of several, the first names it."""
        if not answered:
            kind = "other" if reference.kind == "bare" else reference.kind
            return reference if kind == reference.kind else changed(reference, kind=kind)
        targets = [self.references[work.index] for _, work in answered]
        first = targets[0]
        places = [pointer.place for pointer, _ in answered]
        place = places[0] = places[0] or reference.fields.get("pages", "")
        keys = [
            f"{target.source_key}#{where}" if where else target.source_key
            for target, where in zip(targets, places, strict=True)
            if target.source_key
        ]
        links = (link for target in (*targets, reference) for link in target.links)
        return changed(
            reference,
            kind=first.kind,
            title=first.title,
            fields={**first.fields, **({"pages": place} if place else {})},
            links=tuple(dict.fromkeys(links)),
            identifiers=tuple(dict.fromkeys(i for target in targets for i in target.identifiers)),
            source_key="; ".join(keys) if len(keys) == len(targets) else None,
            called_dead=tuple(mark for target in targets for mark in target.called_dead),
        )

    def _linked(self, pointer: Pointer) -> list[Work]:
        """The works that have the anchor of a pointer; those asked for it where some are."""
        if pointer.anchor is None:
            return []
        found = self._by_anchor.get(pointer.anchor, ())
        return self._distinct(map(work, [cited for cited in found if cited.asks] or found))

    def _only(self, found: Sequence[Work]) -> Work | None:
        """The work among several that is listed, as a short citation expects, if only one is."""
        listed = [each for each in found if self.references[each.index].form == "citation"]
        return found[0] if len(found) == 1 else listed[0] if len(listed) == 1 else None

    def _named(self, pointer: Pointer) -> list[Work]:
        """The works that the words of a pointer fit."""
        names = [name.casefold() for name in pointer.names]
        if not names:
            return []
        found = [
            each
            for each in self._by_name.get(names[0], ())
            if (pointer.year in each.years if pointer.year else True) and each.has_names(names[1:])
        ]
        if pointer.year is None:
            one = self._distinct(self._by_name.get(names[0], ()))
            alone = len(one) == 1 and len(found) > 0
            return one if alone and names[0] not in self._remarked else []
        exact = [each for each in found if each.count == len(names) and not pointer.more]
        return self._distinct(exact or found)

    def _distinct(self, found: Iterable[Work]) -> list[Work]:
        """One of each work that is cited in full several times, best that of a list of works."""
        by_work: dict[str, Work] = {}
        for each in found:
            reference = self.references[each.index]
            title = reference.title or reference.source_key or str(each.index)
            known = by_work.setdefault(title.casefold(), each)
            if self.references[known.index].form != "citation" == reference.form:
                by_work[title.casefold()] = each
        return list(by_work.values())

    def _near(self, pointer: Pointer) -> list[Work]:
        """The works of the same first author, the nearest year first."""
        name = pointer.names[0].casefold() if pointer.names else ""
        known = [each for each in self._by_name.get(name, ()) if each.years]
        near = [each for each in known if _distance(each, pointer.year) <= _NEAR]
        return sorted(self._distinct(near), key=lambda each: _distance(each, pointer.year))


def resolved(shelf: Shelf) -> list[Reference]:
    """The references of a page, the short ones filled from the full ones that they point at.

    What the full citations of the page do not answer is kept with the short one.
    """
    joined = list(map(keyed, shelf.references))
    asked: dict[int, tuple[Pointer, ...]] = {}
    lacking: dict[int, list[Lacking]] = {}
    for index, reference in enumerate(shelf.references):
        found = pointers(reference)
        if found:
            asked[index] = found
            answers = [(pointer, shelf.answer(pointer)) for pointer in found]
            pairs = [(pointer, answer.work) for pointer, answer in answers if answer.work]
            joined[index] = shelf.filled(reference, pairs)
            if lacks := [answer.lacking for _, answer in answers if answer.lacking]:
                lacking[index] = lacks
        elif lead := opening(reference):
            joined[index] = shelf.filled(reference, shelf.exactly(lead))
    for index, unanswered in told(lacking, asked, joined, shelf.document).items():
        joined[index] = changed(joined[index], unanswered=unanswered)
    return joined


def opening(reference: Reference) -> Pointer | None:
    """The short citation with which a footnote begins that says more than that."""
    if reference.form != "footnote" or reference.kind != "other" or reference.note is None:
        return None
    if reference.links or reference.templates:
        return None
    return opened(reference.note)


def _distance(near: Work, year: str | None) -> int:
    there = min(int(each[:4]) for each in near.years)
    asked = year[:4] if year else ""
    return abs(there - int(asked)) if asked.isdigit() else 0
