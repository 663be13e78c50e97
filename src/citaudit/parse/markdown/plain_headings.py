"""Headings that pandoc's plain writer left without any mark.

It writes a heading as a line of its own, two blank lines above it, a deeper one with one blank
line: nothing but that, and what the line says, tells it from a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from citaudit.parse.markdown.blocks import Layout, Passage
from citaudit.parse.markdown.source import Source
from citaudit.text import sections

_LONGEST = 60
_LONGEST_DEEPER = 50
_FIRST, _DEEPER = 2, 3  # levels
_TWO_BLANK_LINES = re.compile(r"\n[ \t\r]*\n[ \t\r]*\n[ \t\r]*\Z")
_WORDS = re.compile(r"[^\W_][^\n|\[\]{}<>*_`:：;；。！？]*[^\s.,!?…，、|\[\]{}<>*_`:：;；。！？]")
# A stop, or the columns of a table drawn with spaces.
_STOP_WITHIN = re.compile(r"[.!?](?:[\s^]|$)|\S {2,}\S")
_EMPHASIS = re.compile(r"[*_]")
_POINTERS = "see-also"  # a line of its own in it names a page
_FURTHEST = 200  # white space looked at above a line


def with_plain_headings(source: Source, layout: Layout) -> Layout:
    """The layout with such lines as headings; unchanged where the page has a marked heading.

    A line counts with two blank lines above it. On a page that has one of these, a shorter line
    counts with one blank line: no prose ends without a stop. It is none where the next heading
    stands right below, or in a list of pages to see. On a page without prose below any heading
    only the names of known sections count.
    """
    passages = layout.passages
    if any(passage.kind == "heading" for passage in passages):
        return layout
    first = {
        index
        for index, passage in enumerate(passages)
        if index and _may_head(passage, _LONGEST) and _stands_apart(source.read, passage)
    }
    if not _has_prose_behind(passages, first):
        first = {index for index in first if sections.kind(passages[index].text)}
    if not first:
        return layout
    found: list[Passage] = []
    section: str | None = None
    for index, passage in enumerate(passages):
        if index in first:
            passage = replace(passage, kind="heading", level=_FIRST)
        elif index and _is_deeper(passage, section, index + 1 in first):
            passage = replace(passage, kind="heading", level=_DEEPER)
        if passage.kind == "heading":
            section = sections.kind(passage.text)
        found.append(passage)
    return replace(layout, passages=found)


def _may_head(passage: Passage, longest: int) -> bool:
    return (
        passage.kind == "paragraph"
        and passage.note is None
        and len(passage.text) <= longest
        and _STOP_WITHIN.search(passage.text) is None
        and _WORDS.fullmatch(_EMPHASIS.sub("", passage.text)) is not None
    )


def _stands_apart(read: str, passage: Passage) -> bool:
    start = passage.start
    return _TWO_BLANK_LINES.search(read, max(0, start - _FURTHEST), start) is not None


def _is_deeper(passage: Passage, section: str | None, alone: bool) -> bool:
    """`section`: the kind of the one around; `alone`: the next heading stands right below."""
    if not _may_head(passage, _LONGEST_DEEPER):
        return False
    return sections.kind(passage.text) is not None or not (alone or section == _POINTERS)


def _has_prose_behind(passages: Sequence[Passage], headings: set[int]) -> bool:
    """Whether something stands between them: a page of short lines set apart has no headings."""
    return any(
        index + 1 < len(passages)
        and index + 1 not in headings
        and any(len(each.text) > _LONGEST for each in passages[index + 1 : index + 3])
        for index in headings
    )
