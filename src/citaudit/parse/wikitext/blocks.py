"""Blocks of a wikitext page: paragraphs, items, cells, captions, box values, quotes, headings.

One walk over the scanned markup, line by line, as MediaWiki's block pass reads it. Templates print
what `printed.toml` says; the values of an infobox are blocks of their own, one for each line.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from operator import lt

from citaudit.model.document import HARD_BREAK, Block, BlockKind, Span
from citaudit.parse.sections import role
from citaudit.parse.wikitext.printed import (
    is_hatnote,
    is_layout,
    is_option,
    is_picture,
    makes,
    quoted,
    value_kind,
)
from citaudit.parse.wikitext.prose import Pieces, Prose, trimmed
from citaudit.parse.wikitext.scanned import Scan
from citaudit.parse.wikitext.tokens import Kind, Part, Token
from citaudit.parse.wikitext.vocabulary import vocabulary

_DEEPEST = 8
_LIST_MARKS = re.compile(r"[*#:;]+[ \t]*+")
_RULE = re.compile(r"-{4,}")
_COLUMN = re.compile(r"(?:col|column|content|list|item)[ _]?\d*", re.IGNORECASE)  # of a list
_WIDTH = re.compile(r"\s*\d+(?:em|px|%)?\s*")  # of the columns of a list
_ATTRIBUTES = re.compile(r"\s*(?:[a-z]+\s*=\s*(?:\"[^\"|]*\"|\d+%?)\s+)+")
_ASIDE = ("(", "（")
# HTML that ends the block before it; those with a kind begin one of it.
_HTML: dict[str, BlockKind | None] = {
    "p": None, "div": None, "center": None, "hr": None, "table": None, "tr": None, "ul": None,
    "ol": None, "dl": None, "section": None, "li": "item", "dt": "item", "dd": "item",
    "blockquote": "quote", "td": "cell", "th": "cell", "caption": "caption",
}  # fmt: skip
_SPLIT_AT_BREAKS = frozenset({"field", "cell", "caption"})
_NOTES = frozenset({"footnote", "reuse", "short", "inline", "request"})


def blocks(read: Scan) -> tuple[Block, ...]:
    """Every block of the page that holds prose or a footnote mark, in order of place."""
    page = _Page(read)
    _Walk(page, 0, len(read.text), "paragraph", 0).run()
    starts = [block.span.start for block in page.found]
    if not all(map(lt, starts, starts[1:])):  # a caption in a paragraph, a box in a line
        page.found.sort(key=lambda block: (block.span.start, -block.span.end))
    return tuple(page.found)


class _Page:
    """What all walks over one page share: the blocks found and the headings above."""

    def __init__(self, read: Scan) -> None:
        self.read = read
        self.prose = Prose(read)
        self.found: list[Block] = []
        self.headings: list[tuple[int, str]] = []
        self.section: tuple[str, ...] = ()
        self.role: str | None = None

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


class _Walk:
    """One walk over `text[start:end]`; `kind` is that of a plain line in it."""

    def __init__(self, page: _Page, start: int, end: int, kind: BlockKind, depth: int) -> None:
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
        self.defining = False  # the last line was `;term`, the next `:` says what it is

    def run(self) -> None:
        read = self.page.read
        tokens, starts, count = read.tokens, read.starts, len(read.tokens)
        at, limit = self.start, self.end
        index = bisect_left(starts, at)
        while index < count and starts[index] < limit:
            token = tokens[index]
            start, end = token[:2]
            if start > at:
                self._lines(at, start)
            if end > at:
                at = end
            if end <= limit and (reader := _READERS[token[2]]):
                reader(self, index, token)
            index += 1
            if index < count and starts[index] < end:
                index = bisect_left(starts, end, index)
        if at < limit:
            self._lines(at, limit)
        self._close()

    # -- lines -----------------------------------------------------------------------------------

    def _lines(self, start: int, end: int) -> None:
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
            self._close()  # a blank line
            self.defining = False
        elif self.indented or (self.kind == "item" and self.kinds[-1][1] != "item"):
            self._close()
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
            elif text[start:end].isspace():
                return
            elif first == "-" and (rule := _RULE.match(text, start, end)):
                self._close()
                start = rule.end()
        if start < end:
            if self.broken >= 0 and not text[start:end].isspace():
                self._after_break(text[start:end].lstrip()[:1])
            self._ready(start)
            self.prose.words(self.pieces, start, end)
            self.stop = end

    def _item(self, start: int, end: int) -> int:
        marks = _LIST_MARKS.match(self.text, start, end)
        self._close()
        kind = self.kinds[-1][1]
        signs = self.text[start : marks.end() if marks else end].rstrip()
        self.indented = set(signs) == {":"} and not self.defining
        self.defining = ";" in signs or (self.defining and ":" in signs)
        if kind in ("paragraph", "quote") and not (self.indented and kind == "quote"):
            kind = "paragraph" if self.indented else "item"
        self.fresh = False
        start = marks.end() if marks else end
        self._open(start, "item" if kind == "paragraph" and not self.indented else kind)
        return start

    # -- the open block --------------------------------------------------------------------------

    def _ready(self, at: int) -> None:
        """See that a block is open for what stands at `at`."""
        if self.kind is None:
            self._open(at, self.kinds[-1][1])
        elif self.fresh and self.soft >= 0 and self.pieces:
            self.pieces.append((self.soft, " "))
        self.fresh, self.soft = False, -1

    def _open(self, at: int, kind: BlockKind) -> None:
        self.kind, self.begin, self.stop = kind, at, at
        self.pieces, self.noted = [], False

    def _close(self) -> None:
        self.broken, self.soft = -1, -1
        kind, self.kind = self.kind, None
        if kind is None:
            return
        text = trimmed(self.pieces)
        if text.text or self.noted:
            page = self.page
            role = page.role
            if self.indented and is_hatnote(text.text):
                role = "hatnote"
            elif kind == "cell" and self.header:
                role = "header"
            end = self.begin + len(self.text[self.begin : self.stop].rstrip())
            span = Span(self.begin, max(end, self.begin))
            page.found.append(Block(span, kind, page.section, text, 0, role))
        self.pieces, self.noted, self.indented = [], False, False

    def _after_break(self, first: str) -> None:
        """A value goes on behind a line break only with an aside in brackets."""
        at = self.broken
        if first in _ASIDE:
            self.pieces.append((at, " "))
            self.broken = -1
        else:
            self._close()

    # -- markup ----------------------------------------------------------------------------------

    def _inline(self, index: int, token: Token) -> None:
        pieces: Pieces = []
        self.prose.token(pieces, index, token, 0)
        if not pieces or self.skip:
            return
        if self.broken >= 0:
            self._after_break(pieces[0][1].lstrip()[:1])
        self._ready(token.start)
        self.pieces += pieces
        self.stop = token.end

    def _function(self, index: int, token: Token) -> None:
        (self._note if token.name == "#tag" else self._inline)(index, token)

    def _heading(self, _: int, token: Token) -> None:
        self._close()
        self.page.heading(token)

    def _note(self, _: int, token: Token) -> None:
        if self.skip:
            return
        if self.kind is None:
            self._open(token.start, self.kinds[-1][1])
        self.fresh = False
        self.noted, self.stop = True, token.end

    def _break(self, token: Token) -> None:
        if self.kind is None:
            return
        self.fresh, self.soft = False, -1
        if self.kind in _SPLIT_AT_BREAKS:
            self.broken = token.start
        else:
            self.pieces.append((token.start, HARD_BREAK))
            self.stop = token.end

    def _html(self, _: int, token: Token) -> None:
        name = token.name
        if name == "br":
            self._break(token)
            return
        plain = name.removeprefix("/")
        if plain not in _HTML or self.skip:
            return
        self._close()
        self.fresh = False
        kind = _HTML[plain]
        if kind is None:
            return
        while len(self.kinds) > 1 and self.kinds[-1][0] == plain:
            self.kinds.pop()
        if name == plain and len(self.kinds) < 50:
            self.kinds.append((plain, kind))
        self.header = name == "th"

    def _table(self, _: int, token: Token) -> None:
        self._close()
        kind = token.kind
        self.header = kind == "table-head"
        if kind == "table-open":
            self.kinds.append(("{|", "cell"))
        elif kind == "table-close":
            while len(self.kinds) > 1 and self.kinds.pop()[0] != "{|":
                pass
            self.fresh = True
            return
        if kind in ("table-open", "table-row"):
            self.skip = True
            return
        self._open(token.end, "caption" if kind == "table-caption" else "cell")
        self.fresh, self.attributes = False, True

    def _tag(self, _: int, token: Token) -> None:
        if token.self_closing:
            return
        self._close()
        if token.name == "gallery":
            self._gallery(token)
        else:
            kind: BlockKind = "quote" if token.name == "poem" else self.kinds[-1][1]
            self._inside(token.inner_start, token.inner_end, kind)
        self.fresh = False

    def _gallery(self, token: Token) -> None:
        """Lines `File:x.jpg|caption`; a caption may hold markup with bars."""
        text, at = self.text, token.inner_start
        while at < token.inner_end:
            end = text.find("\n", at, token.inner_end)
            end = token.inner_end if end < 0 else end
            bar = text.find("|", at, end)
            if bar >= 0:
                self._inside(bar + 1, end, "caption")
            at = end + 1

    def _inside(self, start: int, end: int, kind: BlockKind) -> None:
        if self.depth < _DEEPEST and start < end:
            walk = _Walk(self.page, start, end, kind, self.depth + 1)
            walk.run()

    def _wikilink(self, index: int, token: Token) -> None:
        if not (":" in token.name and is_picture(token.name)):
            self._inline(index, token)
            return
        for part in reversed(self.page.read.parts(index)):
            start = part.start if part.name.isdigit() else part.name_start
            name = "" if part.name.isdigit() else part.name
            if not is_option(self.text[start : part.end], name):
                self._inside(start, part.end, "caption")
                return

    def _template(self, index: int, token: Token) -> None:
        role = vocabulary().role(token.name)
        if role in _NOTES:
            self._note(index, token)
        if role == "list":
            return
        made = makes(token.name)
        if not made:
            if self.attributes and self.pieces and not self.skip:
                self._attributes_before(token)
            self._inline(index, token)
            return
        parts = self.page.read.parts(index)
        if made == "list":
            self._list(parts)
        else:
            self._close()
            if made == "box":
                self._box(parts)
            elif (words := quoted(parts)) is not None:
                self._inside(words.start, words.end, "quote")
            self.fresh = False

    def _attributes_before(self, token: Token) -> None:
        """`rowspan="2" {{n/a}}`: the template prints the bar between attributes and words."""
        if _ATTRIBUTES.fullmatch(self.text, self.begin, token.start):
            self.pieces.clear()
            self.attributes = False

    def _list(self, parts: list[Part]) -> None:
        kind = self.kind or self.kinds[-1][1]
        self._close()
        for part in parts:
            if _WIDTH.fullmatch(self.text, part.start, part.end):
                continue
            if part.name.isdigit() or _COLUMN.fullmatch(part.name):
                self._inside(part.start, part.end, "item" if kind == "paragraph" else kind)
        self.fresh = False

    def _box(self, parts: list[Part]) -> None:
        for part in parts:
            if part.end <= part.start or is_layout(self.text[part.start : part.end][:160]):
                continue
            kind = "field" if part.name.isdigit() else value_kind(part.name)
            if kind:
                self._inside(part.start, part.end, "caption" if kind == "caption" else "field")


_READERS: dict[Kind, Callable[[_Walk, int, Token], None] | None] = {
    "comment": None,
    "references": None,
    "ref": _Walk._note,
    "tag": _Walk._tag,
    "html": _Walk._html,
    "heading": _Walk._heading,
    "template": _Walk._template,
    "function": _Walk._function,
    "wikilink": _Walk._wikilink,
    **dict.fromkeys(("hidden", "argument", "conversion", "link", "url"), _Walk._inline),
    **dict.fromkeys(("table-open", "table-close", "table-row"), _Walk._table),
    **dict.fromkeys(("table-caption", "table-cell", "table-head"), _Walk._table),
}
