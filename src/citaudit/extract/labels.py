"""The labels under which footnotes are printed: 1, 2, 3; a, b, c; 註 1."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from citaudit.model import Document, Note

# Groups that Cite prints with counters of their own (MediaWiki:Cite_link_label_group-*).
_GREEK = "αβγδεζηθικλμνξοπρστυφχψω"
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def labels(
    document: Document,
    footnotes: Sequence[tuple[str, str, int | None]],
    notes: Sequence[Note | None],
) -> list[str]:
    """The printed label of each footnote, given as (key, group, place of its first marker).

    Numbers count per group in the order of first use and start anew after each list of the group,
    as in Cite, where the third sub-reference of footnote 2 is 2.3. A note of a numbered list keeps
    the number it has there; one that nothing cites and that has no number has no label.
    """
    starts = _list_starts(document)
    counts: Counter[tuple[str, int]] = Counter()
    details: Counter[tuple[str, str]] = Counter()
    main: dict[tuple[str, str], str] = {}
    found: list[str] = []
    for (key, group, first), note in zip(footnotes, notes, strict=True):
        if document.page.format == "markdown" and document.page.origin == "pandoc":
            found.append(key if key.isdigit() else "")
            continue
        if first is None:
            found.append(key if note is None or key.isdigit() else "")
            continue
        whole = (group, (note and note.parent) or key)
        if whole not in main:
            turn = (group, bisect_right(starts[group], first))
            counts[turn] += 1
            main[whole] = _printed(group, counts[turn])
        if note and note.parent:
            details[whole] += 1
            found.append(f"{main[whole]}.{details[whole]}")
        else:
            found.append(main[whole])
    return found


def _list_starts(document: Document) -> defaultdict[str, list[int]]:
    starts: defaultdict[str, list[int]] = defaultdict(list)
    for place in sorted(document.lists, key=lambda place: place.span):
        starts[place.group].append(place.span.start)
    return starts


def _printed(group: str, number: int) -> str:
    if group in ("", "decimal"):
        return str(number)
    if group in ("lower-alpha", "upper-alpha"):
        letters = _letters(number)
        return letters if group == "lower-alpha" else letters.upper()
    if group in ("lower-roman", "upper-roman"):
        roman = "".join(_roman(number))
        return roman if group == "lower-roman" else roman.upper()
    if group == "lower-greek" and number <= len(_GREEK):
        return _GREEK[number - 1]
    return f"{group} {number}"


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, place = divmod(number - 1, 26)
        letters = chr(ord("a") + place) + letters
    return letters


def _roman(number: int) -> Iterable[str]:
    for value, letters in _ROMAN:
        while number >= value:
            number -= value
            yield letters
