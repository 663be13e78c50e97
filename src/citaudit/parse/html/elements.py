"""What an element means to a reader: hidden, not prose, a request for a source, a printed error."""

from __future__ import annotations

import re

from citaudit.model import BlockKind, BlockRole
from citaudit.parse.html import vocabulary
from citaudit.parse.html.prose import pieces
from citaudit.parse.html.tree import Element

_GONE = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_UNSEEN = re.compile(r"visibility\s*:\s*hidden", re.IGNORECASE)
_PLACED_STYLE = re.compile(  # a label at a point of the picture around it
    r"(?=.*position\s*:\s*absolute)(?=.*\b(?:left|right)\s*:)(?=.*\b(?:top|bottom)\s*:)",
    re.IGNORECASE,
)
_LONGEST_LABEL = 100  # code points of such a label, and
_LONGEST_MARKUP = 3_000  # with its markup
_SINCE = re.compile(r"[(（]([^()（）]{3,40})[)）]\s*\Z")

_AROUND_NAME = "[]［］【】()（） \xa0"
_LONGEST_NAME = 80


def is_hidden(element: Element) -> bool:
    """Whether a reader never sees it, or it holds nothing to read."""
    if element.name in vocabulary.NEVER_READ or "hidden" in element.attributes:
        return True
    if "style" in element.attributes and _is_styled_away(element):
        return True
    if "mw:referencedBy" in element.get("rel"):
        return True
    return "class" in element.attributes and bool(element.classes & vocabulary.HIDDEN_CLASSES)


def _is_styled_away(element: Element) -> bool:
    """Whether its style hides it; the body of a page only until a script has run (WeChat)."""
    style = element.get("style")
    if _GONE.search(style):
        return True
    return bool(_UNSEEN.search(style)) and not (
        element.name in vocabulary.BODIES
        or element.get("id") in vocabulary.BODY_IDS
        or "rich_media_content" in element.classes
    )


def is_label(element: Element) -> bool:
    """Whether it is the number that stands before the words of a note."""
    return element.name in ("span", "sup", "td", "dt", "div") and not (
        element.classes.isdisjoint(vocabulary.NOTE_LABELS)
    )


def is_on_a_map(element: Element) -> bool:
    """Whether an element is coordinates, or a label that its style puts on a map or a picture."""
    if not element.attributes or element.name not in ("span", "div", "a", "p"):
        return False
    if not element.classes.isdisjoint(vocabulary.COORDINATES):
        return True
    style = element.get("style")
    start, end = element.span
    if not style or end - start > _LONGEST_MARKUP or _PLACED_STYLE.match(style) is None:
        return False
    return sum(run.end - run.start for run in element.runs()) <= _LONGEST_LABEL


def is_remark(element: Element) -> bool:
    """Whether it is an editor's remark within a line (`[who?]`, `:22`), not the author's prose.

    Footnote marks and requests for a source are told before: some of them have these classes.
    """
    if element.name not in ("sup", "span") or not element.attributes:
        return False
    classes = element.classes
    if element.name == "sup" and not classes.isdisjoint(vocabulary.REMARKS_RAISED):
        return True
    return not classes.isdisjoint(vocabulary.REMARKS)


def role_of(element: Element) -> BlockRole | None:
    """The role an element gives to all that is in it."""
    if not element.attributes:
        if element.name in vocabulary.NAVIGATION:
            return "navigation"
        return "header" if element.name in vocabulary.NAMING else None
    classes = element.classes
    if classes & vocabulary.HATNOTES:
        return "hatnote"
    if element.name in vocabulary.NAVIGATION or element.get("role") in vocabulary.NAVIGATION_ROLES:
        return "navigation"
    if classes & vocabulary.NAVIGATION_CLASSES and element.name != "sup":
        return "navigation"
    if element.get("id") in vocabulary.NAVIGATION_IDS and element.name not in vocabulary.BODIES:
        return "navigation"
    if classes & vocabulary.REFERENCE_LISTS or element.get("role") in vocabulary.NOTE_ROLES:
        return "reference-list"
    names = element.name in vocabulary.NAMING or bool(classes & vocabulary.NAMING_CLASSES)
    return "header" if names else None


def kind_of(containers: list[Element]) -> BlockKind:
    """What a stretch of text is, by the elements around it, outermost first."""
    for element in reversed(containers):
        if element.attributes and not element.classes.isdisjoint(vocabulary.CAPTIONS):
            return "caption"
        match element.name:
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                return "heading"
            case "td" | "th":
                in_box = any(
                    around.attributes and "infobox" in around.classes
                    for around in element.ancestors()
                )
                return "field" if in_box else "cell"
            case "div" if element.attributes and element.classes & vocabulary.ENTRIES:
                return "item"
            case "caption" | "figcaption" | "legend":
                return "caption"
            case "blockquote":
                return "quote"
            case "li" | "dd" | "dt":
                return "item"
    return "paragraph"


def request(element: Element, page: str) -> tuple[str, str | None] | None:
    """(name, date as written) where an element asks for a source; the name is what it prints."""
    if element.name not in ("sup", "span") or not element.classes & vocabulary.REQUESTS:
        return None
    since = None
    for inner in element.elements():
        found = _SINCE.search(inner.get("title"))
        if found:
            since = found.group(1)
    runs = (pieces(page, run.start, run.end) for run in element.runs())
    printed = "".join(part for run in runs for _, part in run)[:_LONGEST_NAME]
    return " ".join(printed.strip(_AROUND_NAME).split()) or "citation needed", since
