"""A Markdown page made ready for the block parser, every character still in its place.

What CommonMark knows nothing of is masked, so that it cannot break a paragraph in two: notes that
a converter left as `<ref>…</ref>`, front matter, headings it escaped, what site generators add.
Masking keeps lengths and line ends, hence all offsets.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from citaudit.model import Problem, ProblemKind, Span
from citaudit.parse.markdown.anchored import Anchored, anchored
from citaudit.parse.markdown.sites import blanked, without_site_marks
from citaudit.text.front_matter import FRONT_MATTER

HOLE = "\ue000"  # stands where a masked note stood; private use, so no page means anything by it
LONGEST_LINE = 200_000
LONGEST_PAGE = 24_000_000
MOST_LINES = 80_000
MOST_PROBLEMS = 1_000  # a page with more is broken throughout; the rest would say the same

_NEWLINE = re.compile(r"\r\n|\r|\n")
_LONG_LINE = re.compile(rf"[^\r\n]{{{LONGEST_LINE},}}+")
_BLANKED = re.compile(rf" {{{LONGEST_LINE},}}+")
_ESCAPED_HEADING = re.compile(r"^\\(={2,6})(?=[^=\n])([^\n]*?)(={2,6})[ \t]*\r?$", re.MULTILINE)
# Code hides a <ref>, comments hide it too: whichever begins first wins.
_REF = re.compile(
    r"(?P<fence>^ {0,3}(?P<ticks>`{3,}|~{3,})[^\n]*\n(?>(?! {0,3}(?P=ticks))[^\n]*\n?)*+)"
    r"|(?P<code>(?P<run>(?<!`)`+(?!`))(?>[^`\n]|\n(?![ \t]*+\r?\n)){0,4000}(?P=run)(?!`))"
    r"|(?P<comment><!--)"
    r"|(?P<ref><ref(?=[\s/>])(?:\"[^\"<>]{0,400}\"|[^<>\"])*?(?P<closed>/?)>)",
    re.MULTILINE | re.IGNORECASE,
)
_LINE_ENDS = re.compile(r"[ \t]*+(?:[\r\n]|\Z)")
_REF_END = re.compile(r"</ref\s*>|<ref(?=[\s/>])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LeftRef:
    """A `<ref>` that survived as text: its whole, its opening tag and its body."""

    span: Span
    tag: str
    body: Span


@dataclass(frozen=True, slots=True)
class Source:
    """The page and the text that the block parser reads in its stead, offset for offset."""

    read: str
    starts: tuple[int, ...]
    front_matter: Span | None
    refs: dict[int, LeftRef]
    problems: tuple[Problem, ...]
    anchored: Anchored

    def line_start(self, line: int) -> int:
        """Where line `line` (from 0) begins; the end of the text after the last line."""
        return self.starts[line] if line < len(self.starts) else len(self.read)

    def lines(self) -> str:
        """What the block parser is given: line ends unified."""
        read = _NEWLINE.sub("\n", self.read) if "\r" in self.read else self.read
        return _BLANKED.sub("", read) if self.problems else read


def prepared(text: str) -> Source:
    """The source of a page, with the problems met on the way."""
    problems: list[Problem] = []
    read = _short_enough(text, problems).replace("\0", "\ufffd")
    front = FRONT_MATTER.match(read)
    front_matter = Span(front.start("yaml"), front.end("yaml")) if front else None
    if front:
        read = blanked(front.group()) + read[front.end() :]
    read = without_site_marks(read, HOLE)
    refs: dict[int, LeftRef] = {}
    if "<ref" in read or "<REF" in read or "<Ref" in read:
        read = _without_refs(read, refs, problems)
    if "\\==" in read:
        read = _ESCAPED_HEADING.sub(lambda found: _heading(found, problems), read)
    by_anchor = Anchored()
    if "#" in read and ("<a" in read or "<sup" in read):
        by_anchor = anchored(read)
        read = _without_marks(read, by_anchor)
    starts = (0, *(found.end() for found in _NEWLINE.finditer(read)))
    return Source(read, starts, front_matter, refs, tuple(problems), by_anchor)


def _short_enough(text: str, problems: list[Problem]) -> str:
    """Lines and tails too long to be prose are left out, and said to be."""
    if len(text) > LONGEST_PAGE:
        rest = Span(LONGEST_PAGE, len(text))
        problems.append(
            Problem(ProblemKind.UNREADABLE, rest, "the page is too long; its end was left out")
        )
        text = text[:LONGEST_PAGE]
    if text.count("\n") > MOST_LINES:
        end = next(islice(_NEWLINE.finditer(text), MOST_LINES, None)).end()
        message = f"the page has more than {MOST_LINES} lines; the rest was left out"
        problems.append(Problem(ProblemKind.UNREADABLE, Span(end, len(text)), message))
        text = text[:end]
    if len(text) <= LONGEST_LINE or not _LONG_LINE.search(text):
        return text

    def left_out(found: re.Match[str]) -> str:
        message = f"a line of {len(found.group())} characters was left out"
        problems.append(Problem(ProblemKind.UNREADABLE, Span(*found.span()), message))
        return " " * len(found.group())

    return _LONG_LINE.sub(left_out, text)


def _heading(found: re.Match[str], problems: list[Problem]) -> str:
    r"""`\=== X ===` as the ATX heading it was, in as many characters."""
    whole = found.group()
    opening, closing = found.group(1), found.group(3)
    problems.append(
        Problem(
            ProblemKind.LEFTOVER_MARKUP,
            Span(found.start(), found.start() + len(whole.rstrip())),
            "a heading that a converter escaped: it is printed as text",
        )
    )
    level = min(len(opening), len(closing))
    inner = found.group(2) + " " * (len(opening) - level) + " " + "#" * (len(closing) - 1)
    return "#" * level + " " + inner + whole[found.end(3) - found.start() :]


def _without_marks(text: str, by_anchor: Anchored) -> str:
    parts: list[str] = []
    at = 0
    for span, _ in by_anchor.marks.values():
        parts += [text[at : span.start], HOLE * (span.end - span.start)]
        at = span.end
    return "".join([*parts, text[at:]])


def _without_refs(text: str, refs: dict[int, LeftRef], problems: list[Problem]) -> str:
    parts: list[str] = []
    at = copied = 0
    while found := _REF.search(text, at):
        at = found.end()
        if found.group("comment"):
            end = text.find("-->", at)
            at = end + 3 if end >= 0 else len(text)
        if not found.group("ref"):
            continue
        ref = _left_ref(text, found, problems)
        if ref is None:
            continue
        refs[ref.span.start] = ref
        more = not _LINE_ENDS.match(text, ref.span.end)
        parts += [text[copied : ref.span.start], _masked(ref.span.of(text), more)]
        at = copied = ref.span.end
    return "".join([*parts, text[copied:]])


def _left_ref(text: str, found: re.Match[str], problems: list[Problem]) -> LeftRef | None:
    tag = found.group("ref")
    if found.group("closed"):
        return LeftRef(Span(*found.span()), tag, Span(found.end(), found.end()))
    end = _REF_END.search(text, found.end(), found.end() + 20_000)
    if end is None or not end.group().startswith("</"):
        if len(problems) < MOST_PROBLEMS:
            message = "a <ref> that is never closed: it is printed as text"
            problems.append(Problem(ProblemKind.UNCLOSED_REFERENCE, Span(*found.span()), message))
        return None
    return LeftRef(Span(found.start(), end.end()), tag, Span(found.end(), end.start()))


def _masked(note: str, more: bool) -> str:
    """A hole where the note begins, blanks over its other lines.

    Where a blank line inside it has ended the paragraph, what follows on the last line (`more`)
    must not stand indented like code: a second hole holds its place.
    """
    lines = re.split(r"(\r\n|\r|\n)", note)
    masked = [HOLE * len(lines[0]), *(blanked(line) for line in lines[1:])]
    if more and len(lines) > 1:
        masked[-1] = HOLE * len(lines[-1])
    return "".join(masked)
