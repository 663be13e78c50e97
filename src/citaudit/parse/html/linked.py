"""Links that are footnote marks, as generators other than MediaWiki write them.

The shape is one: a short link, raised or labelled as a note reference, to an element further down
that is not itself a mark. A link to an entry of a bibliography (LaTeXML, citeproc, Sphinx, or an
item under *References*) cites it whatever its words are.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

from citaudit.parse.html import vocabulary
from citaudit.parse.html.found import Footnotes, FoundMark, FoundNote
from citaudit.parse.html.outline import Outline, shown
from citaudit.parse.html.tree import Element

_MARK_TEXT = re.compile(r"\W{0,2}(?:[\w-]{1,14}\s)?[\w*†‡§¶↩]{1,6}\W{0,2}\Z")
_NUMBER = re.compile(r"[\[(（【]?\s*(?:\d{1,3}|[a-z]|[*†‡§¶]{1,3})\s*[\])）】]?\Z")
_BRACKETED = re.compile(r"\[[\w*†‡]{1,8}\]\Z")
_ASIDE = re.compile(r"\[[^\[\]]*\]\Z|[(（][^()（）]*[)）]\Z")
_DIGITS = re.compile(r"[\[［【]?\d{1,4}[\]］】]?\Z")
_TAG = re.compile(r"<[^<>]*+>")
_OPENED = re.compile(r"[\[［【][\d\s,;，；–-]*\Z")
_CLOSED = re.compile(r"[\d\s,;，；–-]*[\]］】]")
_AROUND = 400  # code points of markup and numbers between a mark and its brackets
_RAISED = frozenset(("sup", "label"))
_LONGEST_CITATION = 80
_LONGEST_ENTRY = 5_000


class Linked:
    """Reads the links of a page, in order of place, into `found`."""

    def __init__(
        self,
        found: Footnotes,
        targets: dict[str, Element],
        text: str,
        outline: Outline,
        *,
        wiki: bool,
    ) -> None:
        self.found = found
        self.targets = targets
        self.text = text
        self.outline = outline
        self.wiki = wiki
        self.noted: set[tuple[str, int]] = set()

    def read(self, link: Element) -> None:
        """One `<a href>`: a mark and its note, a link back, a mark that leads away, or none."""
        name = fragment(link)
        target = self.targets.get(name) or self.targets.get(unquote(name)) if name else None
        if target is None:
            self._elsewhere(link)
            return
        if target.get("id").startswith("cite_note"):
            return
        if _leads_back(link, target):
            self.found.back.add(link.order)
            return
        if target.order < link.order:
            return
        marked = self._is_mark(link)
        note = _note_element(target) if marked or not self.wiki else None
        if note is None or any(around is note for around in link.ancestors()):
            return
        cites = not self.wiki and not marked and self._cites(link, note)
        if marked or cites:
            cites = cites and not _ASIDE.match(shown(link, self.text))
            self._add(link, note, target.get("id") or target.get("name"), cites=cites)

    def _add(self, link: Element, note: Element, key: str, *, cites: bool) -> None:
        mark = link if cites else _shown(link)
        if any(known.element is mark for known in self.found.marks[-3:]):
            return
        self.found.marks.append(FoundMark(mark, key, cites=cites, tight=self.wiki))
        if (key, note.order) not in self.noted:
            self.noted.add((key, note.order))
            self.found.notes.append(FoundNote(note, _body(note), key))

    def _elsewhere(self, link: Element) -> None:
        """A mark by its form that leads to another page: no words; its address is a source."""
        if self.wiki:
            if "autonumber" in link.classes:
                self.found.unread.add(link.order)
            return
        if link.inside.end - link.inside.start > _AROUND:
            return
        words = link.inside.of(self.text).strip()
        words = shown(link, self.text) if "<" in words else words
        if not _NUMBER.match(words):
            return
        if (
            self._is_named(link)
            or _is_raised(link)
            or (_DIGITS.match(words) and (not words.isdigit() or self._enclosed(link)))
        ):
            self.found.unread.add(_shown(link).order)

    def _is_mark(self, link: Element) -> bool:
        words = shown(link, self.text)
        if not words or len(words) > 24 or not _MARK_TEXT.match(words):
            return False
        if self._is_named(link) or _is_raised(link) or _BRACKETED.match(words):
            return True
        return not self.wiki and words.isdigit() and len(words) < 5 and self._enclosed(link)

    def _is_named(self, link: Element) -> bool:
        return bool(
            link.classes & vocabulary.MARK_CLASSES
            or link.get("role") in vocabulary.MARK_ROLES
            or "noteref" in link.get("epub:type")
            or "data-footnote-ref" in link.attributes
        )

    def _enclosed(self, link: Element) -> bool:
        """Whether brackets stand around a link that hold numbers alone (`[<a>1</a>, <a>2</a>]`)."""
        start, end = link.span
        before = _TAG.sub("", _whole_tags(self.text[max(0, start - _AROUND) : start]))
        behind = _TAG.sub("", self.text[end : end + _AROUND])
        return bool(_OPENED.search(before) and _CLOSED.match(behind))

    def _cites(self, link: Element, note: Element) -> bool:
        """Whether a link leads to an entry of a bibliography."""
        words = shown(link, self.text)
        if not words or len(words) > _LONGEST_CITATION:
            return False
        if link.get("role") == "doc-biblioref" or note.get("role") == "doc-biblioentry":
            return True
        if note.classes & vocabulary.ENTRIES:
            return True
        return (
            note.name in ("li", "p", "dd", "tr", "div")
            and note.span.end - note.span.start <= _LONGEST_ENTRY
            and self.outline.in_notes(note.order)
            and not self.outline.in_notes(link.order)
            and not any(inner.name in vocabulary.HEADINGS for inner in note.elements())
        )


def fragment(link: Element) -> str:
    """The place in this page that a link leads to; empty where it leads elsewhere."""
    page, mark, name = link.get("href").partition("#")
    if not mark or not name or page.startswith(("http:", "https:", "//")):
        return ""
    return name


def _whole_tags(before: str) -> str:
    """A stretch of a page without the end of a tag that it begins in."""
    cut = before.find(">")
    return before[cut + 1 :] if 0 <= cut < before.find("<") or "<" not in before else before


def _is_raised(link: Element) -> bool:
    return any(up.name in _RAISED for up in list(link.ancestors())[:2]) or any(
        child.name == "sup" for child in link.elements()
    )


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
