"""Marks of footnotes in brackets: `[^a]`, `[1]`, `[1, 3]`, and citations of pandoc, `[@key]`."""

from __future__ import annotations

import re

from citaudit.parse.markdown import signs
from citaudit.parse.markdown.numbers import SEVERAL, numbers_of
from citaudit.parse.markdown.seen import Known
from citaudit.parse.markdown.targets import labelled_target

Mark = tuple[int, int, str, str]
"""Where a mark begins and ends in its passage, the key of the footnote, and its group."""

_LABEL = re.compile(r"\w[\w.-]*\Z")  # of a footnote that nothing defines


def marks_at(text: str, start: int, known: Known) -> tuple[list[Mark], int]:
    """The marks in the bracket at `start`, and where it ends; none and 0 where it is no mark."""
    after = text[start + 1 : start + 2]
    if after == "^":
        note = signs.FOOTNOTE.match(text, start)
        label = known.label(note[1]) if note else None
        if note and (label or _LABEL.match(note[1])):
            return [(start, note.end(), label or note[1], "")], note.end()
    elif after.isdigit():
        number = signs.NUMBER.match(text, start)
        if number and _is_note(number[1], known):
            return [(start, number.end(), number[1], "")], number.end()
        several = SEVERAL.match(text, start) if known.plain and not known.pandoc else None
        if several and (found := _several(several, known)):
            return found, several.end()
    citation = signs.CITATION.match(text, start)
    if citation is None or labelled_target(text, start + 1, citation.end() - 1, known.targets):
        return [], 0  # `[@lind]` is a link where `[@lind]: …` says whereto
    return _citations(citation), citation.end()


def is_mark(text: str, start: int, known: Known) -> bool:
    """Whether the bracket behind an exclamation mark is a footnote mark, and no picture."""
    note = signs.FOOTNOTE.match(text, start)
    if note:
        return known.label(note[1]) is not None
    number = signs.NUMBER.match(text, start)
    return number is not None and known.plain and number[1] in known.numbers


def _is_note(number: str, known: Known) -> bool:
    return (known.plain and number in known.numbers) or number in known.targets


def _several(marks: re.Match[str], known: Known) -> list[Mark]:
    """The marks of `[1, 3]`, if all of them are footnotes."""
    parts = numbers_of(marks.group())
    if not all(number in known.numbers for *_, numbers in parts for number in numbers):
        return []
    return [
        (marks.start() + begin, marks.start() + end, number, "")
        for begin, end, numbers in parts
        for number in numbers
    ]


def _citations(citation: re.Match[str]) -> list[Mark]:
    found: list[Mark] = []
    at = citation.start() + 1
    for part in citation.group()[1:-1].split(";"):
        cited = signs.CITED.search(part)
        if cited:
            begin = at + len(part) - len(part.lstrip())
            found.append((begin, at + len(part.rstrip()), cited[1] or cited[2], "@"))
        at += len(part) + 1
    return found
