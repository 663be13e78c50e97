"""From the tree of an HTML page to the neutral document: one walk, in order of place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from citaudit.model import (
    Block,
    BlockRole,
    Document,
    MappedText,
    Marker,
    Note,
    Page,
    Problem,
    ProblemKind,
    ReferenceList,
    Request,
    Span,
    Template,
)
from citaudit.parse import printed_errors, sections
from citaudit.parse.html import elements, gaps
from citaudit.parse.html.addresses import Addresses
from citaudit.parse.html.content import content, is_mediawiki, main_part
from citaudit.parse.html.flow import Flow, Open
from citaudit.parse.html.footnotes import footnotes
from citaudit.parse.html.found import Footnotes, FoundNote
from citaudit.parse.html.prose import folded, pieces
from citaudit.parse.html.templates import templates_of
from citaudit.parse.html.tokens import Cut
from citaudit.parse.html.tree import Element, Run
from citaudit.parse.html.vocabulary import BLOCKS, VERBATIM

_SPACE = " \t\r\n\f"


class Assembly:
    """Walks the tree once; blocks, marks, notes and links come out in order of place."""

    def __init__(self, page: Page, cut: Cut, root: Element) -> None:
        self.page = page
        self.text = page.text
        self.root = content(root)
        wiki = is_mediawiki(root, self.root)
        self.footnotes: Footnotes = footnotes(self.root, page.text, wiki=wiki)
        self.read_marks = self.footnotes.unread | {
            mark.element.order for mark in self.footnotes.marks if mark.cites
        }
        self.addresses = Addresses(page.text, wiki=wiki)
        self.main = None if wiki else main_part(self.root, page.text)
        self.blocks: list[Block] = []
        self.markers: list[Marker] = []
        self.requests: list[Request] = []
        self.templates: list[Template] = []
        self.problems: list[Problem] = list(cut.problems)
        self.sections = sections.SectionPath()
        self.flow = Flow()
        self.containers: list[Element] = []
        self.roles: list[BlockRole | None] = ["navigation"] if self.main else []
        self.notes: list[FoundNote] = []
        self.in_body = 0
        self.verbatim = 0
        self.note_parts: dict[int, list[tuple[int, str]]] = {}
        self.failed_notes: set[int] = set()

    def document(self) -> Document:
        self._walk()
        self._flush()
        self.addresses.of_the_page(self.root)
        notes = [self._note(found) for found in self.footnotes.notes]
        return Document(
            page=self.page,
            blocks=tuple(sorted(self.blocks, key=lambda block: block.span)),
            markers=tuple(sorted(self.markers, key=lambda marker: marker.span)),
            notes=tuple(sorted((note for note in notes if note), key=lambda note: note.span)),
            links=tuple(sorted(self.addresses.links, key=lambda link: link.span)),
            templates=tuple(sorted(self.templates, key=lambda template: template.span)),
            requests=tuple(self.requests),
            lists=tuple(self._lists()),
            problems=tuple(sorted(self.problems, key=lambda problem: problem.span)),
        )

    def _walk(self) -> None:
        stack = [Open(self.root, self.root.children)]
        while stack:
            top = stack[-1]
            if top.at == len(top.children):
                stack.pop()
                self._leave(top)
                continue
            child = top.children[top.at]
            top.at += 1
            if isinstance(child, Run):
                self._run(child)
            elif not self._take(child):
                stack.append(self._enter(child))

    def _take(self, element: Element) -> bool:
        """Take what an element says other than prose; False where what is inside is to be read."""
        if elements.is_hidden(element) or element.order in self.footnotes.back:
            return True
        if self.notes and elements.is_label(element):
            return True
        mark = self.footnotes.mark_at.get(element.order)
        if mark:
            if mark.cites:
                return False
            if mark.counts:
                self._mark(element.span, mark.keys, mark.group)
            self.flow.reach(element.span)
            if not mark.tight:
                self.flow.leave_out(element.span.start)
            for error in mark.errors:
                self._problem(ProblemKind.CITE_ERROR, element, printed_errors.bare(error))
            return True
        asked = elements.request(element, self.text)
        if asked:
            self.requests.append(Request(element.span, *asked))
        if asked or elements.is_remark(element) or elements.is_on_a_map(element):
            self.flow.reach(element.span)
            return True
        return self._take_printed_error(element)

    def _mark(self, span: Span, keys: Iterable[str], group: str = "") -> None:
        self.markers.extend(Marker(span, key, group) for key in keys)
        self.flow.reach(span)
        self.flow.marked = True

    def _take_printed_error(self, element: Element) -> bool:
        classes = element.classes
        if "error" not in classes and "mw-ext-cite-error" not in classes:
            return False
        words = "".join(
            part for run in element.runs() for _, part in pieces(self.text, run.start, run.end)
        )
        # MediaWiki before 1.26 had no class of its own for Cite's errors.
        if element.name != "sup" and (
            "mw-ext-cite-error" in classes or printed_errors.cite_errors(words)
        ):
            for error in _cite_errors(element, words):
                self._problem(ProblemKind.PRINTED_ERROR, element, error)
                if error == "cite_error_references_no_text" and self.notes:
                    self.failed_notes.add(self.notes[-1].element.order)
            return True
        if "cs1-visible-error" in classes or {"error", "citation-comment"} <= classes:
            for link in element.elements():
                self._help_link(link)
            return True
        return False

    def _problem(self, kind: ProblemKind, element: Element, error: str) -> None:
        message = "a citation error that the page prints"
        self.problems.append(Problem(kind, element.span, message, error))

    def _enter(self, element: Element) -> Open:
        opened = Open(element, element.children, block=element.name in BLOCKS)
        if opened.block:
            self._flush()
            self.containers.append(element)
        if element.name == "br":
            self.flow.parts.append((element.span.start, "\n"))
        elif element.name == "q":
            self._quote(element.span.start, "“")
        elif element.name == "span" and "ltx_bibblock" in element.get(
            "class"
        ):  # a line of its own by its style
            self.flow.parts.append((element.span.start, " "))
        role = None if element is self.main else elements.role_of(element)
        opened.has_role = role is not None or element is self.main
        if opened.has_role:
            self.roles.append(role)
        self._enter_note(opened)
        if element.order in self.read_marks:
            opened.unread = len(self.flow.parts)
            if element.order in self.footnotes.mark_at:
                self.flow.leave_out(element.span.start, gaps.CITES)
        if element.name in VERBATIM:
            self.verbatim += 1
        if not self.verbatim:
            opened.words = self.addresses.begun(element, len(self.flow.parts))
            opened.flow = self.flow
        if "data-mw" in element.attributes:
            self.templates.extend(templates_of(element))
        return opened

    def _enter_note(self, opened: Open) -> None:
        order = opened.element.order
        if order in self.footnotes.inline:  # the sentence goes on behind it
            opened.outer, self.flow = self.flow, Flow()
        note = self.footnotes.note_at.get(order)
        if note:
            self._flush()
            opened.note = note
            self.notes.append(note)
            self.note_parts[order] = []
        if self.notes and self.notes[-1].body is opened.element:
            self._flush()
            opened.body = True
            self.in_body += 1

    def _leave(self, opened: Open) -> None:
        element = opened.element
        if element.name == "q" and element.inside.end < element.span.end:
            self._quote(element.inside.end, "”")
        if opened.words is not None:
            words = self.flow.parts[opened.words :] if self.flow is opened.flow else []
            self.addresses.ended(element, words)
            if words:  # a link that begins or ends its block is a part of it, tags and all
                self.flow.reach(element.span)
            self._help_link(element)
        if element.order in self.read_marks:
            self._leave_mark(opened)
        if element.name in VERBATIM:
            self.verbatim -= 1
        if opened.block or opened.note or opened.body or opened.outer:
            self._flush()
        if opened.block:
            self.containers.pop()
        if opened.has_role:
            self.roles.pop()
        if opened.note or opened.body or opened.outer:
            self._leave_note(opened)

    def _leave_note(self, opened: Open) -> None:
        element = opened.element
        if opened.body:
            self.in_body -= 1
        if opened.note:
            self.notes.pop()
        if element.order in self.footnotes.attributions:
            self._attribute(element, self.footnotes.attributions[element.order])
        if opened.outer:
            self.flow = opened.outer
            self.flow.leave_out(element.span.start)
            if opened.note:
                self._mark(element.span, (opened.note.key,))

    def _leave_mark(self, opened: Open) -> None:
        """The end of a mark whose link was to be read, or whose words may stand in the text."""
        element = opened.element
        mark = self.footnotes.mark_at.get(element.order)
        if mark:
            end = Span(element.inside.end, element.span.end)
            self.flow.leave_out(end.start, gaps.CITED)
            self._mark(end, mark.keys, mark.group)
        else:
            del self.flow.parts[opened.unread :]
            self.flow.leave_out(element.span.start)
            self.flow.reach(element.span)

    def _attribute(self, element: Element, quote: Element) -> None:
        """The line that says where a quotation is from, as a mark at the end of its last block."""
        last = self.blocks[-1] if self.blocks else None
        if last and quote.span.holds(last.span):
            whole = Span(last.span.start, element.span.end)
            self.blocks[-1] = replace(last, span=whole)
            key = self.footnotes.note_at[element.order].key
            self.markers.append(Marker(element.span, key))

    def _help_link(self, link: Element) -> None:
        error = printed_errors.cs1_error(link.get("href"))
        if error:
            self._problem(ProblemKind.PRINTED_ERROR, link, error)

    def _quote(self, at: int, mark: str) -> None:
        self.flow.parts.append((at, mark))
        self.flow.reach(Span(at, at + 1))

    def _run(self, run: Run) -> None:
        if self.containers and self.containers[-1].name == "pre":
            return
        self.flow.reach(Span(run.start, run.end))
        start = run.start
        for number in self.footnotes.numbers.get(start, ()) if self.footnotes.numbers else ():
            self.flow.parts.extend(pieces(self.text, start, number.span.start))
            start = number.span.end
            if number.keys:
                self._mark(number.span, number.keys)
                self.flow.leave_out(number.span.start)
        self.flow.parts.extend(pieces(self.text, start, run.end))
        if not self.verbatim:
            self.addresses.plain(run)

    def _flush(self) -> None:
        flow, self.flow = self.flow, Flow()
        if flow.pierced:
            flow.parts = list(gaps.closed(flow.parts))
        if flow.start is None or not (flow.parts or flow.marked):
            return
        if self.notes:
            if self.in_body:
                into = self.note_parts[self.notes[-1].element.order]
                if into and flow.parts:
                    into.append((flow.parts[0][0], "\n"))
                into.extend(flow.parts)
            return
        text = folded(flow.parts)
        if text.text or flow.marked:
            self._block(flow, text)

    def _block(self, flow: Flow, text: MappedText) -> None:
        kind = elements.kind_of(self.containers)
        level = (
            int(self.containers[-1].name[1])
            if kind == "heading" and self.containers[-1].name[1:].isdigit()
            else 0
        )
        role = self.roles[-1] if self.roles else None
        if level and not role:
            self.sections.leave(level)
        path = self.sections.path
        if not level and not role:
            role = sections.role(path)
        written = self.text[flow.start : flow.end]
        start = (flow.start or 0) + len(written) - len(written.lstrip(_SPACE))
        span = Span(start, max(start, (flow.start or 0) + len(written.rstrip(_SPACE))))
        self.blocks.append(Block(span, kind, path, text, level, role))
        if level and self.blocks[-1].role is None:
            self.sections.enter(level, text.text)

    def _note(self, found: FoundNote) -> Note | None:
        order = found.element.order
        if order not in self.note_parts:
            return None
        text = folded(self.note_parts[order])
        if order in self.failed_notes and not text.text:
            return None
        inside = (
            found.body.inside
            if found.body is not found.element
            else _inner(found.element, text, self.text)
        )
        if found.begins is not None:
            inside = Span(found.begins, max(found.begins, inside.end))
        templates = tuple(
            template for template in self.templates if found.element.span.holds(template.span)
        )
        return Note(
            found.element.span,
            found.key,
            inside.of(self.text),
            inside,
            found.group,
            found.name,
            found.parent,
            templates,
            text,
        )

    def _lists(self) -> list[ReferenceList]:
        lists = [ReferenceList(span, group) for span, group in self.footnotes.lists]
        printed: dict[int, list[Span]] = {}
        for note in self.footnotes.notes:
            if any(listed.span.holds(note.element.span) for listed in lists):
                continue
            parent = note.element.parent
            printed.setdefault(parent.order if parent else 0, []).append(note.element.span)
        lists += [ReferenceList(Span(spans[0].start, spans[-1].end)) for spans in printed.values()]
        return sorted(lists, key=lambda listed: listed.span)


def _inner(element: Element, text: MappedText, page: str) -> Span:
    """The content of a note behind its back-links; nothing where no words are left."""
    start = element.inside.start
    if not text.text:
        return Span(start, start)
    words = text.to_page(0)
    closed = page.rfind("</", start, words)
    if closed >= 0:
        start = page.find(">", closed, words) + 1 or words
    start += len(page[start:words]) - len(page[start:words].lstrip())
    return Span(start, max(element.inside.end, words))


def _cite_errors(element: Element, words: str) -> list[str]:
    """Ids of the errors that Cite prints in `element`: by their words, else by their help page."""
    told = [error for _, _, error in printed_errors.cite_errors(words) if error != "cite_error"]
    helped = (printed_errors.cite_help(link.get("href")) for link in element.elements())
    return told or [error for error in helped if error] or ["cite_error"]
