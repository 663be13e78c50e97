"""Footnotes of an HTML page: which links are marks, which elements are the notes they lead to.

MediaWiki names them outright. Of other generators (Sphinx, Hugo, Pandoc, kramdown, GitHub,
WordPress) the shape is one: a short link, raised or labelled as a note reference, to an element
further down that is not itself a mark.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from citaudit.model import Span
from citaudit.parse.html import vocabulary
from citaudit.parse.html.tree import Element

_MARK_TEXT = re.compile(r"\W{0,2}(?:[\w-]{1,14}\s)?[\w*†‡§¶↩]{1,6}\W{0,2}\Z")
_LEGACY_ID = re.compile(r"cite_note-(?:(?P<name>.+)-)?(?P<number>\d+)\Z")
_REFUSED = frozenset(
    f"cite_error_ref_{why}" for why in ("no_input", "no_key", "numeric_key", "too_many_keys")
)
_RAISED = frozenset(("sup", "label"))


@dataclass(slots=True)
class FoundMark:
    """A mark: the element that shows it, the id of its note.

    `counts` is false where Cite takes the `<ref>` for an error or for more of an earlier note.
    """

    element: Element
    key: str
    group: str = ""
    errors: tuple[str, ...] = ()
    counts: bool = True


@dataclass(slots=True)
class FoundNote:
    """A note: the whole element, and the one that holds its words."""

    element: Element
    body: Element
    key: str
    group: str = ""
    name: str | None = None
    parent: str | None = None


@dataclass(slots=True)
class Footnotes:
    """All marks and notes of a page, the lists that print them, and what only leads back."""

    marks: list[FoundMark] = field(default_factory=list)
    notes: list[FoundNote] = field(default_factory=list)
    lists: list[tuple[Span, str]] = field(default_factory=list)
    back: set[int] = field(default_factory=set)
    mark_at: dict[int, FoundMark] = field(default_factory=dict)
    note_at: dict[int, FoundNote] = field(default_factory=dict)


def footnotes(root: Element, text: str) -> Footnotes:
    """The footnotes of a page."""
    everything = list(root.elements())
    targets = _targets(everything)
    found = Footnotes()
    for element in everything:
        if element.name == "sup" and "reference" in element.classes | _types(element):
            _mediawiki_mark(found, element)
        elif element.name == "a" and "href" in element.attributes:
            _link(found, element, targets, text)
        elif element.name in ("ol", "ul") and "references" in element.classes:
            _mediawiki_list(found, element)
    _drop_what_cite_refuses(found)
    found.mark_at = {mark.element.order: mark for mark in found.marks}
    found.note_at = {note.element.order: note for note in found.notes}
    return found


def _drop_what_cite_refuses(found: Footnotes) -> None:
    """Parsoid lists notes for what Cite prints as errors: without words they are no notes."""
    used = {mark.key for mark in found.marks if mark.counts}
    refused = {mark.key for mark in found.marks if not mark.counts} - used
    undefined = {mark.key for mark in found.marks if "cite_error_references_no_text" in mark.errors}
    found.notes = [
        note
        for note in found.notes
        if note.key not in refused and (note.key not in undefined or any(note.body.runs()))
    ]


def data_mw(element: Element) -> dict[str, Any]:
    """What Parsoid keeps of the wikitext of an element; empty where it is none or broken."""
    try:
        data = json.loads(element.get("data-mw") or "{}")
    except (ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def _types(element: Element) -> frozenset[str]:
    """Parsoid's `typeof`, its reference type under the legacy class name."""
    return frozenset(("reference",)) if "mw:Extension/ref" in element.get("typeof") else frozenset()


def _targets(everything: list[Element]) -> dict[str, Element]:
    targets: dict[str, Element] = {}
    for element in everything:
        for name in (element.get("id"), element.get("name") if element.name == "a" else ""):
            if name:
                targets.setdefault(name, element)
    return targets


def _fragment(link: Element) -> str:
    href = link.get("href")
    page, mark, fragment = href.partition("#")
    if not mark or not fragment or page.startswith(("http:", "https:", "//")):
        return ""
    return fragment


def _mediawiki_mark(found: Footnotes, element: Element) -> None:
    link = next((child for child in element.elements() if child.name == "a"), None)
    fragment = _fragment(link) if link else ""
    if link is None or not ("cite_note" in fragment or _types(element)):
        return
    data = data_mw(element)
    attributes = data.get("attrs") if isinstance(data.get("attrs"), dict) else {}
    group = link.get("data-mw-group") or str((attributes or {}).get("group") or "")
    errors = tuple(
        str(error.get("key"))
        for error in data.get("errors") or ()
        if isinstance(error, dict) and error.get("key")
    )
    counts = not (_REFUSED & set(errors) or (attributes or {}).get("follow"))
    found.marks.append(FoundMark(element, unquote(fragment), group, errors, counts))


def _mediawiki_list(found: Footnotes, element: Element) -> None:
    if any("references" in around.classes for around in element.ancestors()):
        return
    group = element.get("data-mw-group")
    found.lists.append((element.span, group))
    for item in element.elements():
        if item.name != "li" or "cite_note" not in item.get("id"):
            continue
        note = _mediawiki_note(item, group)
        if note:
            found.notes.append(note)


def _mediawiki_note(item: Element, group: str) -> FoundNote | None:
    key = item.get("id")
    body = None
    for element in item.elements():
        classes = element.classes
        if "reference-text" in classes or "mw-reference-text" in classes:
            body = element
            break
    parts = _LEGACY_ID.search(key)
    name = parts.group("name") if parts else None
    above = next(
        (up for up in item.ancestors() if up.name == "li" and "cite_note" in up.get("id")), None
    )
    parent = above.get("id") if above else None
    return FoundNote(item, body or item, key, group, name, parent)


def _link(found: Footnotes, link: Element, targets: dict[str, Element], text: str) -> None:
    fragment = _fragment(link)
    target = targets.get(fragment) or targets.get(unquote(fragment)) if fragment else None
    if target is None or target.get("id").startswith("cite_note"):
        return
    if _leads_back(link, target):
        found.back.add(link.order)
        return
    if target.order < link.order or not _is_mark(link, text):
        return
    note = _note_element(target)
    if note is None or any(around is note for around in link.ancestors()):
        return
    shown = _shown(link)
    key = target.get("id") or target.get("name")
    if any(mark.element is shown for mark in found.marks[-3:]):
        return
    found.marks.append(FoundMark(shown, key))
    if all(known.element is not note for known in found.notes if known.key == key):
        found.notes.append(FoundNote(note, _body(note), key))


def _leads_back(link: Element, target: Element) -> bool:
    around = {name for up in (link, *list(link.ancestors())[:2]) for name in up.classes}
    if (
        around & vocabulary.BACK_CLASSES
        or link.get("role") == "doc-backlink"
        or "data-footnote-backref" in link.attributes
    ):
        return True
    return target.order < link.order and (
        target.name in ("sup", "a") or any(up.name == "sup" for up in target.ancestors())
    )


def _is_mark(link: Element, text: str) -> bool:
    words = "".join(text[run.start : run.end] for run in link.runs()).strip()
    if not words or len(words) > 24 or not _MARK_TEXT.match(words):
        return False
    named = (
        link.classes & vocabulary.MARK_CLASSES
        or link.get("role") in vocabulary.MARK_ROLES
        or "noteref" in link.get("epub:type")
    )
    raised = any(up.name in _RAISED for up in list(link.ancestors())[:2]) or any(
        child.name == "sup" for child in link.elements()
    )
    bracketed = bool(re.match(r"\[[\w*†‡]{1,8}\]\Z", words))
    return bool(named or raised or bracketed or "data-footnote-ref" in link.attributes)


def _shown(link: Element) -> Element:
    """What a reader sees as the mark: the raised element, if the link is all it holds."""
    for up in list(link.ancestors())[:2]:
        if up.name == "sup" and sum(child.name == "a" for child in up.elements()) == 1:
            return up
        if up.name != "span":
            break
    return link


def _note_element(target: Element) -> Element | None:
    """The block that a mark's target stands for."""
    if target.name in vocabulary.NOTES:
        if target.name == "dt" and target.parent is not None:
            siblings = [child for child in target.parent.children if isinstance(child, Element)]
            after = siblings[siblings.index(target) + 1 :] if target in siblings else []
            return after[0] if after and after[0].name == "dd" else target
        return target
    return next((up for up in target.ancestors() if up.name in vocabulary.NOTES), None)


def _body(note: Element) -> Element:
    """The part with the words: the last cell of a table row, else the note itself."""
    cells = [child for child in note.elements() if child.name == "td"]
    return cells[-1] if cells and note.name in ("table", "tr") else note
