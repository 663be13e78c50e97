"""The block that is open while the lines of a wikitext page are read, and those found so far."""

from __future__ import annotations

import re

from citaudit.model import Block, BlockKind, BlockRole, Span
from citaudit.parse.sections import role
from citaudit.parse.wikitext.printed import is_hatnote
from citaudit.parse.wikitext.prose import Pieces, Prose, trimmed
from citaudit.parse.wikitext.scanned import Scan
from citaudit.parse.wikitext.tokens import Token
from citaudit.text.scripts import HAN_OR_KANA

_LIST_MARKS = re.compile(r"[*#:;]+[ \t]*+")
_RULE = re.compile(r"-{4,}")
_ASIDE = ("(", "（")
_STOPS = (".", "!", "?")
_A_SENTENCE = 7  # spaces in a line that is a sentence, with a stop at its end


class Found:
    """What all walks over one page share: the blocks found and the headings above.

    `vouched` are places of blocks, each with that of the footnotes for it.
    """

    def __init__(self, read: Scan) -> None:
        self.read = read
        self.prose = Prose(read)
        self.found: list[Block] = []
        self.vouched: list[tuple[Span, Span]] = []
        self.headings: list[tuple[int, str]] = []
        self.section: tuple[str, ...] = ()
        self.role: BlockRole | None = None

    def heading(self, token: Token) -> None:
        level = int(token.name)
        text = trimmed(self.prose.read(token.inner_start, token.inner_end))
        while self.headings and self.headings[-1][0] >= level:
            self.headings.pop()
        path = tuple(name for _, name in self.headings)
        span = Span(token.start, token.end)
        self.found.append(Block(span, "heading", path, text, level))
        self.headings.append((level, text.text))
        self.section = (*path, text.text)
        self.role = role(self.section)


class Lines:
    """Reads the lines of `text[start:end]`; `kind` is that of a plain line in it."""

    def __init__(self, page: Found, start: int, end: int, kind: BlockKind, depth: int) -> None:
        self.page, self.prose, self.text = page, page.prose, page.read.text
        self.start, self.end, self.depth = start, end, depth
        self.kinds: list[tuple[str, BlockKind]] = [("", kind)]
        self.kind: BlockKind | None = None  # of the block that is open
        self.pieces: Pieces = []
        self.begin = self.stop = start
        self.noted = False
        self.fresh = True  # at the start of a line
        self.soft = -1  # the line end that a continued block passes over
        self.skip = False  # the rest of the line is attributes
        self.attributes = False  # what a cell begins with may be attributes
        self.broken = -1  # a <br> in a value, until it is known what follows
        self.header = False
        self.indented = False
        self.spaced_until = -1  # where lines that begin with a space end, as far as is known
        self.coded = False  # they are code
        self.defining = False  # the last line was `;term`, the next `:` says what it is

    def lines(self, start: int, end: int) -> None:
        text = self.text
        at = start
        while True:
            line_end = text.find("\n", at, end)
            if line_end < 0:
                break
            if line_end > at:
                self._words(at, line_end)
            self._line_end(line_end)
            at = line_end + 1
        if at < end:
            self._words(at, end)

    def _line_end(self, at: int) -> None:
        if self.fresh and not self.skip:
            self.close()  # a blank line
            self.defining = False
        elif self.indented or (self.kind == "item" and self.kinds[-1][1] != "item"):
            self.close()
        self.skip = self.attributes = False
        self.fresh, self.soft = True, at

    def _words(self, start: int, end: int) -> None:
        if self.skip:
            return
        text = self.text
        if self.attributes:
            bar = text.find("|", start, end)
            if bar >= 0:
                self.pieces.clear()
                self.attributes, start = False, bar + 1
        if self.fresh:
            first = text[start : start + 1]
            if first in "*#:;" and first:
                start = self._item(start, end)
            elif first == " " and self._is_code(start):
                self.close()
                self.skip = True
                return
            elif text[start:end].isspace():
                return
            elif first == "-" and (rule := _RULE.match(text, start, end)):
                self.close()
                start = rule.end()
        if start < end:
            if self.broken >= 0 and not text[start:end].isspace():
                self.after_break(text[start:end].lstrip()[:1])
            self.ready(start)
            self.prose.words(self.pieces, start, end)
            self.stop = end

    def _is_code(self, start: int) -> bool:
        """Whether a line that begins with a space is set as code.

        MediaWiki sets any such line so, but authors also leave a space before prose: lines that
        follow each other are code unless all of them are sentences.
        """
        if self.depth or self.kinds[-1][1] != "paragraph" or self.text[start - 1 : start] > "\n":
            return False
        if start >= self.spaced_until:
            self.spaced_until, self.coded = self._spaced_lines(start)
        return self.coded

    def _spaced_lines(self, start: int) -> tuple[int, bool]:
        """Where the lines that begin with a space end, and whether they are code."""
        text, at, coded = self.text, start, False
        while at < self.end and text[at] == " ":
            end = text.find("\n", at, self.end)
            end = self.end if end < 0 else end
            line = text[at:end].strip()
            if line and (line[0] in "{|<[*#:;!" or "<ref" in line or HAN_OR_KANA.search(line)):
                return end, False
            sentence = line.count(" ") >= _A_SENTENCE and line.rstrip("'\")”’").endswith(_STOPS)
            coded = coded or (bool(line) and not sentence)
            at = end + 1
        return at, coded

    def _item(self, start: int, end: int) -> int:
        marks = _LIST_MARKS.match(self.text, start, end)
        self.close()
        kind = self.kinds[-1][1]
        signs = self.text[start : marks.end() if marks else end].rstrip()
        self.indented = set(signs) == {":"} and not self.defining
        self.defining = ";" in signs or (self.defining and ":" in signs)
        if kind in ("paragraph", "quote") and not (self.indented and kind == "quote"):
            kind = "paragraph" if self.indented else "item"
        self.fresh = False
        start = marks.end() if marks else end
        self.open(start, "item" if kind == "paragraph" and not self.indented else kind)
        return start

    def ready(self, at: int) -> None:
        """See that a block is open for what stands at `at`."""
        if self.kind is None:
            self.open(at, self.kinds[-1][1])
        elif self.fresh and self.soft >= 0 and self.pieces:
            self.pieces.append((self.soft, " "))
        self.fresh, self.soft = False, -1

    def open(self, at: int, kind: BlockKind) -> None:
        self.kind, self.begin, self.stop = kind, at, at
        self.pieces, self.noted = [], False

    def close(self) -> None:
        self.broken, self.soft = -1, -1
        kind, self.kind = self.kind, None
        if kind is None:
            return
        text = trimmed(self.pieces)
        page = self.page
        if text.text or self.noted or (kind == "item" and self._lists_address()):
            role = page.role
            if self.indented and is_hatnote(text.text):
                role = "hatnote"
            elif kind == "cell" and self.header:
                role = "header"
            end = self.begin + len(self.text[self.begin : self.stop].rstrip())
            span = Span(self.begin, max(end, self.begin))
            page.found.append(Block(span, kind, page.section, text, 0, role))
        self.pieces, self.noted, self.indented = [], False, False

    def _lists_address(self) -> bool:
        """Whether an address stands alone as an item of a list of sources."""
        listed = self.page.role == "reference-list"
        return listed and self.text.find("//", self.begin, self.stop) >= 0

    def after_break(self, first: str) -> None:
        """A value goes on behind a line break only with an aside in brackets."""
        at = self.broken
        if first in _ASIDE:
            self.pieces.append((at, " "))
            self.broken = -1
        else:
            self.close()
