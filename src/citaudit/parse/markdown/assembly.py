"""From blocks, passages and notes to the neutral document."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace

from citaudit.model import (
    Block,
    BlockRole,
    Document,
    Link,
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
from citaudit.parse.markdown import foreign
from citaudit.parse.markdown.bibliographies import (
    front_matter_notes,
    links_of,
    missing_beside,
    notes_beside,
)
from citaudit.parse.markdown.blocks import Definition, Layout, Passage, Raw
from citaudit.parse.markdown.inline import read_passage
from citaudit.parse.markdown.leftovers import are_categories, caption_end, file_names, without
from citaudit.parse.markdown.notes import Listed
from citaudit.parse.markdown.requests import printed_requests
from citaudit.parse.markdown.seen import Known, Seen, SeenLink
from citaudit.parse.markdown.source import MOST_PROBLEMS, LeftRef, Source
from citaudit.parse.markdown.targets import folded
from citaudit.parse.outside import OUTSIDE
from citaudit.text.scripts import chinese_script

LONGEST_PASSAGE = 400_000
MOST_FOREIGN = 2_000
_FILE_NAME = re.compile(r"\S*\.[A-Za-z]{3,4}|[^\n]{0,200}\.(?:jpe?g|png|svg|gif)", re.IGNORECASE)
_DEFINITION = re.compile(r"[ \t>]*+\[\^[^\]\n]*\]:[ \t]*")


class Assembly:
    """Builds the document of one page; everything is sorted by place at the end."""

    def __init__(self, page: Page, source: Source, layout: Layout, listed: Listed) -> None:
        self.page, self.source, self.layout, self.listed = page, source, layout, listed
        self.bibliography = (
            (
                *front_matter_notes(page.text, source.front_matter),
                *notes_beside(page),
            )
            if source.front_matter
            else ()
        )
        labels = [definition.label for definition in layout.definitions]
        self.known = Known(
            cited=frozenset(note.key for note in self.bibliography),
            notes={folded(label): label for label in reversed(labels)}
            | {label: label for label in labels},
            numbers=listed.numbers,
            plain=listed.plain,
            targets=layout.targets,
            pandoc=page.origin == "pandoc",
            script=chinese_script(page.text) if page.language == "zh" else "zh-hans",
        )
        self.blocks: list[Block] = []
        self.markers: list[Marker] = []
        self.notes: list[Note] = list(self.bibliography)
        self.links: list[Link] = [*links_of(self.bibliography)]
        self.problems: list[Problem] = [*_printed(source, layout), *missing_beside(page)]
        self.lists: list[ReferenceList] = []
        self.templates: list[Template] = []
        self.requests: list[Request] = []
        self.foreign = 0
        self.cite_errors = printed_errors.may_hold_cite_errors(page.text)
        self.sections = sections.SectionPath()
        self.note_texts: dict[str | int, list[MappedText]] = {}
        self.listed_starts = [note.span.start for note in listed.notes]

    def document(self) -> Document:
        parts: list[Passage | Raw] = [*self.layout.passages, *self.layout.raw]
        for part in sorted(parts, key=lambda part: part.start):
            if isinstance(part, Raw):
                self._raw(part)
            else:
                self._passage(part)
        self._notes()
        for span in self.layout.too_deep[:MOST_PROBLEMS]:
            message = "lists or quotations nested too deep; what stands in the deepest was left out"
            self.problems.append(Problem(ProblemKind.UNREADABLE, span, message))
        if self.listed.span:
            self.lists.append(ReferenceList(self.listed.span))
        return Document(
            page=self.page,
            blocks=tuple(sorted(self.blocks, key=lambda block: block.span)),
            markers=tuple(sorted(self.markers, key=lambda marker: marker.span)),
            notes=tuple(sorted(self.notes, key=lambda note: note.span)),
            links=tuple(sorted(self.links, key=lambda link: link.span)),
            templates=tuple(sorted(self.templates, key=lambda template: template.span)),
            requests=tuple(sorted(self.requests, key=lambda request: request.span)),
            lists=tuple(sorted(self.lists, key=lambda listed: listed.span)),
            problems=tuple(sorted(self.problems, key=lambda problem: problem.span)),
        )

    def _passage(self, passage: Passage) -> None:
        whole = passage.span(0, len(passage.text))
        if len(passage.text) > LONGEST_PASSAGE:
            message = f"a passage of {len(passage.text)} characters was left out"
            self.problems.append(Problem(ProblemKind.UNREADABLE, whole, message))
            return
        listed = self._listed(whole)
        seen = read_passage(passage.text, self.known)
        if passage.kind != "heading" and not listed:
            self._requests(passage, seen)
        if self.known.pandoc and not listed and (left := file_names(passage.text)):
            seen.parts = without(seen.parts, left)
        text = passage.clean(seen.parts)
        self._links(passage, seen)
        self._leftovers(passage, seen, text)
        if listed:
            for key in listed:
                self.note_texts.setdefault(key, []).append(text)
            return
        self._markers(passage, seen)
        if passage.note is not None:
            self.note_texts.setdefault(passage.note, []).append(text)
        elif text.text.strip() or seen.markers or seen.holes:
            is_prose = passage.kind == "paragraph"
            closed, behind = caption_end(passage.text, seen.parts) if is_prose else (0, 0)
            if behind:
                parts = [part for part in seen.parts if part[0] < closed]
                marked = [start for start, *_ in seen.markers]
                self._caption(passage, (0, behind), parts, any(at < behind for at in marked))
                text = passage.clean(part for part in seen.parts if part[0] >= behind)
                whole = passage.span(behind, len(passage.text))
                if text.text.strip() or any(at >= behind for at in marked):
                    self._block(passage, whole, text)
            else:
                self._block(passage, whole, text)
        for start, end, parts in seen.pictures:
            if not _FILE_NAME.fullmatch("".join(words for _, words in parts)):
                self._caption(passage, (start, end), parts)

    def _caption(
        self,
        passage: Passage,
        place: tuple[int, int],
        parts: list[tuple[int, str]],
        marked: bool = False,
    ) -> None:
        text = passage.clean(parts)
        if text.text.strip() or marked:
            self._block(replace(passage, kind="caption"), passage.span(*place), text)

    def _requests(self, passage: Passage, seen: Seen) -> None:
        """Take requests that are printed in the prose out of it."""
        for start, end, name in printed_requests(passage.text):
            self.requests.append(Request(passage.span(start, end), name))
            seen.parts = [part for part in seen.parts if not start <= part[0] < end]
            seen.links = [link for link in seen.links if not start <= link.start < end]

    def _listed(self, place: Span) -> list[str]:
        """The keys of the listed notes that a place lies in or holds the beginning of."""
        notes = self.listed.notes
        at = bisect_right(self.listed_starts, place.start)
        keys = [notes[at - 1].key] if at and place.start <= notes[at - 1].span.end else []
        while at < len(notes) and notes[at].span.start < place.end:
            keys.append(notes[at].key)
            at += 1
        return keys

    def _block(self, passage: Passage, whole: Span, text: MappedText) -> None:
        level = passage.level
        if passage.kind == "heading":
            self.sections.leave(level)
        path = self.sections.path
        role = None if passage.kind == "heading" else self._role(passage, path)
        self.blocks.append(Block(whole, passage.kind, path, text, level, role))
        if passage.kind == "heading":
            self.sections.enter(level, text.text.strip())

    def _role(self, passage: Passage, path: tuple[str, ...]) -> BlockRole | None:
        if passage.kind == "paragraph" and are_categories(passage.text):
            return "navigation"
        return sections.role(path) or ("header" if passage.header else None)

    def _markers(self, passage: Passage, seen: Seen) -> None:
        for start, end, key, group in seen.markers:
            self.markers.append(Marker(passage.span(start, end), key, group))
        for start, end in seen.inline_notes:
            self._inline_note(passage, start, end)
        for start, _ in seen.holes:
            place = passage.to_page(start)
            if ref := self.source.refs.get(place):
                self._left_ref(ref)
            elif mark := self.source.anchored.marks.get(place):
                self.markers.append(Marker(*mark))

    def _inline_note(self, passage: Passage, start: int, end: int) -> None:
        span, body = passage.span(start, end), passage.span(start + 2, end - 1)
        key = f"^{span.start}"
        inside = read_passage(passage.text[start + 2 : end - 1], self.known)
        text = passage.clean(inside.parts, start + 2)
        self.markers.append(Marker(span, key))
        self.notes.append(Note(span, key, body.of(self.page.text), body, text=text))

    def _left_ref(self, ref: LeftRef) -> None:
        name, group = foreign.ref_name(ref.tag), foreign.ref_group(ref.tag)
        key = f"<ref>{name or ref.span.start}"
        self.markers.append(Marker(ref.span, key, group))
        message = "a <ref> that a converter left as text: no reader sees a footnote here"
        self.problems.append(Problem(ProblemKind.LEFTOVER_MARKUP, ref.span, message))
        body = ref.body.of(self.page.text)
        if name and not body.strip():
            return
        part = foreign.left_note(self.page, ref)
        self.links += part.links
        self.templates += part.templates
        self.notes.append(
            Note(ref.span, key, body, ref.body, group, name or None, None, part.templates)
        )

    def _raw(self, raw: Raw) -> None:
        """A part in another language; in a note only its links and templates count."""
        written = raw.span.of(self.page.text)
        if raw.kind == "html" and not foreign.is_worth_reading(written):
            return
        self.foreign += 1
        if self.foreign > MOST_FOREIGN:
            if self.foreign == MOST_FOREIGN + 1:
                rest = Span(raw.span.start, len(self.page.text))
                message = "too many pieces of raw HTML; the others were left out"
                self.problems.append(Problem(ProblemKind.UNREADABLE, rest, message))
            return
        if raw.kind == "html":
            part = foreign.html_part(self.page, raw.span)
        else:
            part = foreign.wikitext_part(self.page, written, raw.span.start)
        listed = self._listed(raw.span)
        for key in listed:
            self.note_texts.setdefault(key, []).extend(block.text for block in part.blocks)
        self._merge(part, in_note=raw.note is not None or bool(listed))

    def _merge(self, part: Document, *, in_note: bool) -> None:
        for block in part.blocks if not in_note else ():
            path = (*self.sections.path, *block.section)
            self.blocks.append(replace(block, section=path, role=block.role or sections.role(path)))
            if block.kind == "heading" and block.level and not block.role:
                self.sections.leave(block.level)
        self.links += part.links
        self.templates += part.templates
        self.requests += part.requests
        self.problems += part.problems
        if not in_note:
            self.markers += part.markers
            self.notes += part.notes
            self.lists += part.lists

    def _links(self, passage: Passage, seen: Seen) -> None:
        for link in seen.links:
            span = passage.span(link.start, link.end)
            error = printed_errors.cs1_error(link.url)
            if error:
                message = "an error that the citation templates print"
                self.problems.append(Problem(ProblemKind.PRINTED_ERROR, span, message, error))
            elif _is_outside(link) and not printed_errors.cite_help(link.url):
                url = f"https:{link.url}" if link.url.startswith("//") else link.url
                text = None if link.bare else link.text
                self.links.append(Link(span, url, "source", link.written or link.url, text))

    def _leftovers(self, passage: Passage, seen: Seen, text: MappedText) -> None:
        place = passage.span(0, len(passage.text))
        in_note = passage.note is not None or bool(self._listed(place))
        left = [place for place in seen.templates if foreign.is_wiki(passage.text, *place)]
        for start, end in seen.raw + left:
            written = passage.text[start:end]
            part = foreign.wikitext_part(self.page, written, passage.clean([(start, written)]))
            self._merge(replace(part, blocks=()), in_note=in_note)
        for start, end in seen.unclosed:
            message = "wiki markup that a converter left unclosed"
            span = passage.span(start, end)
            self.problems.append(Problem(ProblemKind.LEFTOVER_MARKUP, span, message))
        told = printed_errors.cite_errors(text.text) if self.cite_errors else []
        printed = [(Span(text.to_page(a), text.end_in_page(b)), error) for a, b, error in told]
        printed = printed or [
            (passage.span(link.start, link.end), error)
            for link in seen.links
            if (error := printed_errors.cite_help(link.url))
        ]
        message = "an error that MediaWiki's Cite prints"
        self.problems += [
            Problem(ProblemKind.PRINTED_ERROR, span, message, error) for span, error in printed
        ]

    def _notes(self) -> None:
        for listed in self.listed.notes:
            text = self._note_text(listed.key, listed.body)
            body = listed.body.of(self.page.text)
            templates = foreign.inside(self.templates, listed.span)
            self.notes.append(
                Note(listed.span, listed.key, body, listed.body, templates=templates, text=text)
            )
        for number, definition in enumerate(self.layout.definitions):
            self._definition(number, definition)
        marked = {marker.key for marker in self.markers if not marker.group}
        for label, lines in self.layout.target_lines.items():
            if label.isdigit() and label in marked and label not in self.listed.numbers:
                span = self._lines(lines)
                self.notes.append(Note(span, label, span.of(self.page.text), span))

    def _note_text(self, key: str | int, body: Span) -> MappedText:
        texts = self.note_texts.get(key, [])
        pieces: list[tuple[int, str]] = []
        for text in texts:
            if pieces:
                pieces.append((text.page[0] if text.page else body.end, "\n"))
            for page, part in text.pieces():
                skipped = max(body.start - page, 0)
                pieces.append((page + skipped, part[skipped : max(body.end - page, 0)]))
        return MappedText.joined(pieces)

    def _definition(self, number: int, definition: Definition) -> None:
        span = self._lines(definition.lines)
        mark = _DEFINITION.match(self.page.text, span.start, span.end)
        body = Span(mark.end() if mark else span.start, span.end)
        text = self._note_text(number, body)
        written = body.of(self.page.text)
        templates = foreign.inside(self.templates, span)
        self.notes.append(
            Note(span, definition.label, written, body, templates=templates, text=text)
        )

    def _lines(self, lines: tuple[int, int]) -> Span:
        start, end = self.source.line_start(lines[0]), self.source.line_start(lines[1])
        written = self.page.text[start:end]
        return Span(start + len(written) - len(written.lstrip()), start + len(written.rstrip()))


def _printed(source: Source, layout: Layout) -> list[Problem]:
    """The problems that were met before blocks were known, without those in a block of code."""
    starts = [span.start for span in layout.code]
    kept = []
    for problem in source.problems:
        at = bisect_right(starts, problem.span.start) - 1
        if at < 0 or not layout.code[at].holds(problem.span):
            kept.append(problem)
    return kept


def _is_outside(link: SeenLink) -> bool:
    return link.title != "wikilink" and bool(OUTSIDE.match(link.url))
