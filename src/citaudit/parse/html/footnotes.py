"""Footnotes of an HTML page: which elements are marks, which the notes they lead to.

MediaWiki names them outright; `linked` and `numbered` find those of other pages by their form.
"""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import unquote

from citaudit.parse.html import attributions, inline_notes, numbered
from citaudit.parse.html.found import Footnotes, FoundMark, FoundNote
from citaudit.parse.html.linked import Linked, fragment
from citaudit.parse.html.outline import Outline
from citaudit.parse.html.tree import Element

_LEGACY_ID = re.compile(r"cite_note-(?:(?P<name>.+)-)?(?P<number>\d+)\Z")
_REFUSED = frozenset(
    f"cite_error_ref_{why}" for why in ("no_input", "no_key", "numeric_key", "too_many_keys")
)


def footnotes(root: Element, text: str, *, wiki: bool) -> Footnotes:
    """The footnotes of a page; `wiki`: MediaWiki wrote it, and form alone tells nothing."""
    everything = list(root.elements())
    found = Footnotes()
    outline = Outline(everything, text)
    linked = Linked(found, _targets(everything), text, outline, wiki=wiki)
    for element in everything:
        if element.name == "sup" and "reference" in element.classes | _types(element):
            _mediawiki_mark(found, element)
        elif element.name == "a" and "href" in element.attributes:
            linked.read(element)
        elif element.name in ("ol", "ul") and "references" in element.classes:
            _mediawiki_list(found, element)
        elif wiki:
            continue
        elif element.name in ("footer", "figcaption") or (
            element.name in ("div", "p") and "blockquote-footer" in element.get("class")
        ):
            attributions.read(found, element, text)
        elif element.name in inline_notes.NAMES:
            inline_notes.read(found, element)
    if not wiki:
        numbered.read(found, root, text, outline)
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


def _mediawiki_mark(found: Footnotes, element: Element) -> None:
    link = next((child for child in element.elements() if child.name == "a"), None)
    name = fragment(link) if link else ""
    if link is None or not ("cite_note" in name or _types(element)):
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
    found.marks.append(FoundMark(element, unquote(name), group, errors, counts, tight=True))


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
