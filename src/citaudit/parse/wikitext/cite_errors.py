"""What is wrong with one `<ref>` or `<references>` in Cite's eyes.

The ids are Cite's own message keys without `cite_error_` (i18n/en.json of the extension).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from citaudit.parse.wikitext.calls import ListCall, NoteCall

_ALLOWED = ("group", "name", "follow", "dir", "details")
_LIST_ALLOWED = ("group", "responsive")
_DIRECTIONS = ("ltr", "rtl", "auto")
# Cite's own crude test for a closing tag that is missing (T8199).
_TAG = re.compile(r"<ref(?:erences)?\b[^>]*+>", re.IGNORECASE)
_OPENS = re.compile(r"<(\w++)[^>]*+>|<!--")
_CLOSES = re.compile(r"</(\w++)\s*+>|-->")

UNCLOSED_COMMENT = "unclosed_comment"  # no error of Cite's, but of those who write for it
MESSAGES = {
    UNCLOSED_COMMENT: "a comment that never closes here hides {} more footnotes of its list",
    "ref_no_input": "a footnote without a name must have content",
    "ref_no_key": "an empty footnote tag needs a name to use again",
    "ref_numeric_key": "a footnote's name may not be a number",
    "ref_too_many_keys": "unknown attribute “{}” in a footnote tag",
    "ref_follow_conflicts": "a footnote that continues another can have neither name nor details",
    "ref_invalid_dir": "dir=“{}” is no direction of writing",
    "ref_conflicting_dir": "footnotes named “{}” disagree on the direction of writing",
    "ref_with_details_no_name": "a footnote with details must have a name",
    "details_missing_parent": "details of a footnote that is not named",
    "details_unsupported_context": "footnote “{}” cannot have details inside a list",
    "included_ref": "the closing </ref> of this footnote is missing: it swallows the next one",
    "included_references": "a list of footnotes inside a list of footnotes",
    "references_duplicate_key": "footnote “{}” is defined again with other content",
    "references_no_text": "footnote “{}” is used but defined nowhere before its list",
    "references_missing_key": "footnote “{}” is defined in the list but not used before it",
    "references_no_key": "a footnote defined in a list must have a name",
    "references_group_mismatch": "group “{}” is not the group of the list around it",
    "empty_references_define": "footnote “{}” is defined in the list without content",
    "group_refs_without_references": "footnotes of group “{}” are printed nowhere",
    "references_invalid_parameters": "unknown attribute “{}” in a <references> tag",
}
_FATAL = frozenset(
    {"ref_no_input", "ref_no_key", "ref_follow_conflicts", "details_missing_parent", "included_ref"}
)


@dataclass(frozen=True, slots=True)
class CiteError:
    """One Cite error with its place."""

    key: str
    start: int
    end: int
    about: str = ""
    fatal: bool = False

    @property
    def message(self) -> str:
        """The error in our words."""
        return MESSAGES[self.key].format(self.about)


def argument_errors(call: NoteCall, in_list: str | None) -> Iterator[CiteError]:
    """What is wrong with a footnote tag in itself; `in_list` is the group of the list around."""
    for key, about in _argument_keys(call, in_list):
        fatal = key in _FATAL or (key == "ref_numeric_key" and not call.attributes.get("name"))
        yield CiteError(key, call.start, call.end, about, fatal)


def _argument_keys(call: NoteCall, in_list: str | None) -> Iterator[tuple[str, str]]:
    given = call.attributes
    name, follow = given.get("name", ""), given.get("follow", "")
    for attribute in given:
        if attribute not in _ALLOWED:
            yield "ref_too_many_keys", attribute
            break
    if _number(name) or (not name and _number(follow)):
        yield "ref_numeric_key", ""
    if follow and (name or "details" in given):
        yield "ref_follow_conflicts", ""
    direction = given.get("dir")
    if direction is not None and direction.lower() not in _DIRECTIONS:
        yield "ref_invalid_dir", direction
    name = "" if _number(name) else name
    blank = not (call.text and call.text.strip())
    if in_list is None:
        yield from _outside(call, name, blank)
    else:
        yield from _inside(call, name, blank, in_list)


def _outside(call: NoteCall, name: str, blank: bool) -> Iterator[tuple[str, str]]:
    details = call.attributes.get("details")
    if not name:
        if details is not None and blank:
            yield "details_missing_parent", ""
        elif details:
            yield "ref_with_details_no_name", ""
        elif call.text is None:
            yield "ref_no_key", ""
        elif blank:
            yield "ref_no_input", ""
    if call.holds_open or (call.tag and call.text is not None and swallows(call.text)):
        yield "included_ref", ""


def _inside(call: NoteCall, name: str, blank: bool, in_list: str) -> Iterator[tuple[str, str]]:
    if "details" in call.attributes:
        yield "details_unsupported_context", name
    group = call.attributes.get("group")
    if group is not None and group != in_list:
        yield "references_group_mismatch", group
    if not name:
        yield "references_no_key", ""
    if blank:
        yield "empty_references_define", name


def list_errors(call: ListCall) -> Iterator[CiteError]:
    """What is wrong with a `<references>` tag in itself: none is printed then."""
    for attribute in call.attributes:
        if attribute not in _LIST_ALLOWED:
            key = "references_invalid_parameters"
            yield CiteError(key, call.start, call.end, attribute, fatal=True)
            return


def swallows(text: str) -> bool:
    """Whether a footnote's text holds a tag that shows its own closing tag to be missing."""
    last = text.rfind(">") + 1
    if not _TAG.search(text, 0, last):
        return False
    return any(_TAG.search(piece, 0, piece.rfind(">") + 1) for piece in _outside_pairs(text, last))


def _outside_pairs(text: str, last: int) -> list[str]:
    """What is left of a text without its comments and without tags that do close."""
    closings: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for mark in _CLOSES.finditer(text):
        closings[mark[1] or ""].append(mark.span())
    pieces: list[str] = []
    at = 0
    for mark in _OPENS.finditer(text, 0, last):
        if mark.start() < at:
            continue
        ends = closings.get(mark[1] or "", [])
        number = bisect_left(ends, (mark.end(), 0))
        if number < len(ends):
            pieces.append(text[at : mark.start()])
            at = ends[number][1]
    return [*pieces, text[at:]]


def _number(name: str) -> bool:
    return name.isascii() and name.isdigit()
