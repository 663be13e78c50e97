"""What each emptied footnote was, how sure that is, and what stays open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from citaudit.model import Citations, Confidence, Reference
from citaudit.recover.context import likeness
from citaudit.recover.scores import losses, scores, skips
from citaudit.recover.times import chances, days_of
from citaudit.recover.uses import Converted, Use, Was, converted_footnotes, original_uses, twins_of

SURE, LIKELY = 0.98, 0.9
"""Probabilities from which an answer has high and medium confidence; below, it stays open."""

_MOVED = 0.8  # likeness of surroundings that a use in another place must have
_ALONE = 0.25  # with less, only the neighbours on both sides can vouch for a pair
_PASSES = 3  # a page that was rearranged more than so often is another page


@dataclass(frozen=True, slots=True)
class Recovered:
    """One footnote given back. `same_as` is the label of the footnote that says it in full.

    `source` is the reference of the original, `probability` how sure it is that it is the one.
    """

    footnote: Reference
    was: Was
    source: Reference
    same_as: str | None
    probability: float

    @property
    def confidence(self) -> Confidence:
        return Confidence.HIGH if self.probability >= SURE else Confidence.MEDIUM

    @property
    def url(self) -> str | None:
        """The address of the source itself, or of what identifies it."""
        return self._link("source") or self._link("identifier")

    @property
    def archive_url(self) -> str | None:
        """The archive copy that the original names."""
        return self._link("archive")

    def _link(self, role: str) -> str | None:
        return next((link.url for link in self.source.links if link.role == role), None)


@dataclass(frozen=True, slots=True)
class Open:
    """One footnote that the original does not settle, with the reason."""

    footnote: Reference
    reason: str


@dataclass(frozen=True, slots=True)
class Recovery:
    """All emptied footnotes of a page: those given back and those left open, by number."""

    recovered: tuple[Recovered, ...]
    open: tuple[Open, ...]


@dataclass(frozen=True, slots=True)
class _Pair:
    footnote: Converted
    use: Use
    probability: float


def recovered(converted: Citations, original: Citations) -> Recovery:
    """What the emptied footnotes of a converted page were, by the page it was made from.

    The original may be a later or an earlier revision; what it does not settle stays open.
    """
    footnotes, uses = converted_footnotes(converted), original_uses(original)
    pairs = _paired(footnotes, uses)
    full = _told_in_full(footnotes, pairs)
    found: list[Recovered] = []
    left: list[Open] = []
    for footnote in footnotes:
        if not footnote.empty:
            continue
        pair = pairs.get(footnote.reference.id)
        reason = _why_open(pair)
        if pair is None or reason:
            left.append(Open(footnote.reference, reason))
            continue
        same = full.get(_source(pair.use))
        own = footnote.reference.label
        was = _was(pair.use)
        found.append(
            Recovered(
                footnote.reference,
                was,
                pair.use.reference,
                same if was == "reuse" and same != own else None,
                pair.probability,
            )
        )
    return Recovery(tuple(found), tuple(left))


def _paired(footnotes: Sequence[Converted], uses: Sequence[Use]) -> Mapping[str, _Pair]:
    """The use of each footnote by its reference's id; those in doubt are not in.

    What finds no place in the common order is tried again by itself: sections move.
    """
    found: dict[str, _Pair] = {}
    twins = twins_of(footnotes)
    rows = [row for row in footnotes if row.reference.id not in twins]
    columns = list(uses)
    for turn in range(_PASSES):
        new = _likely(rows, columns, moved=turn > 0)
        if not new:
            break
        found |= {pair.footnote.reference.id: pair for pair in new}
        taken = {id(pair.use) for pair in new}
        rows = [row for row in rows if row.reference.id not in found]
        columns = [use for use in columns if id(use) not in taken]
    for footnote in footnotes:
        pair = found.get(twins.get(footnote.reference.id, ""))
        if pair is not None:
            found[footnote.reference.id] = replace(pair, footnote=footnote)
    return found


def _likely(rows: Sequence[Converted], columns: Sequence[Use], *, moved: bool) -> list[_Pair]:
    days = [days_of(use.reference) for use in columns]
    known = max(filter(None, (days_of(row.reference).last for row in rows)), default=None)
    likely = chances(scores(rows, columns), skips(columns), losses(rows, columns), days, known)
    pairs: list[_Pair] = []
    places: list[tuple[int, int]] = []
    for at_row, (row, chance) in enumerate(zip(rows, likely, strict=True)):
        by_source: defaultdict[str, float] = defaultdict(float)
        for at, probability in chance.items():
            by_source[_source(columns[at])] += probability
        if not by_source:
            continue
        source = max(by_source, key=by_source.__getitem__)
        if by_source[source] < LIKELY:
            continue
        best = max((at for at in chance if _source(columns[at]) == source), key=chance.__getitem__)
        use = columns[best]
        if moved and likeness(row.context, use.context) < _MOVED:
            continue
        probability = min(by_source[source], SURE - 0.01) if moved else by_source[source]
        pairs.append(_Pair(row, use, probability))
        places.append((at_row, best))
    held = set(places)
    return [
        pair
        for pair, (row, at) in zip(pairs, places, strict=True)
        if likeness(pair.footnote.context, pair.use.context) >= _ALONE
        or {(row - 1, at - 1), (row + 1, at + 1)} <= held
    ]


def _source(use: Use) -> str:
    """What makes two uses one source: the same footnote, or the same address in two."""
    return use.reference.source_key or use.reference.id


def _was(use: Use) -> Was:
    return use.kind if use.kind in ("template", "reuse") else _by_place(use)


def _by_place(use: Use) -> Was:
    return "template" if use.defines else "reuse"


def _told_in_full(footnotes: Iterable[Converted], pairs: Mapping[str, _Pair]) -> Mapping[str, str]:
    """The label of the footnote that stands for each source in full, by source.

    One that survived is first choice, then the one that defines it, then the first use.
    """
    ranked: dict[str, tuple[int, str]] = {}
    for footnote in footnotes:
        pair = pairs.get(footnote.reference.id)
        if pair is None:
            continue
        defines = _was(pair.use) == "template"
        rank = 0 if not footnote.empty else 1 if defines else 2
        known = ranked.get(_source(pair.use))
        if known is None or rank < known[0]:
            ranked[_source(pair.use)] = rank, footnote.reference.label
    return {source: label for source, (_, label) in ranked.items()}


def _why_open(pair: _Pair | None) -> str:
    if pair is None:
        return "no place in the original fits it alone"
    if pair.use.reference.kind == "undefined":
        return "the original does not define it either"
    if pair.use.reference.empty:
        return "it is empty in the original too"
    if pair.use.kind == "words":
        return "the original has words here that no converter drops"
    return ""
