"""Blocks of a wikitext page: paragraphs, items, cells, captions, box values, quotes, headings.

One walk over the scanned markup, line by line, as MediaWiki's block pass reads it. Templates print
what `printed.toml` says; the values of an infobox are blocks of their own, one for each line.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import replace
from operator import lt

from citaudit.model.document import HARD_BREAK, Block, BlockKind, Span
from citaudit.parse.wikitext.open_block import Found, Lines
from citaudit.parse.wikitext.printed import (
    is_layout,
    is_option,
    is_picture,
    makes,
    noted_stem,
    quoted,
    value_kind,
)
from citaudit.parse.wikitext.prose import Pieces
from citaudit.parse.wikitext.scanned import Scan
from citaudit.parse.wikitext.tokens import Kind, Part, Token
from citaudit.parse.wikitext.vocabulary import vocabulary

_DEEPEST = 8
_STEM_END = re.compile(r"[_ -]|\d")  # `area_footnotes` are for `area_km2`, `Gini_ref` for `Gini`
_COLUMN = re.compile(r"(?:col|column|content|list|item)[ _]?\d*", re.IGNORECASE)  # of a list
_WIDTH = re.compile(r"\s*\d+(?:em|px|%)?\s*")  # of the columns of a list
_ATTRIBUTES = re.compile(r"\s*(?:[a-z]+\s*=\s*(?:\"[^\"|]*\"|\d+%?)\s+)+")
# HTML that ends the block before it; those with a kind begin one of it.
_HTML: dict[str, BlockKind | None] = {
    "p": None, "div": None, "center": None, "hr": None, "table": None, "tr": None, "ul": None,
    "ol": None, "dl": None, "section": None, "li": "item", "dt": "item", "dd": "item",
    "blockquote": "quote", "td": "cell", "th": "cell", "caption": "caption",
}  # fmt: skip
_SPLIT_AT_BREAKS = frozenset({"field", "cell", "caption"})
_NOTES = frozenset({"footnote", "reuse", "short", "inline", "request"})


def blocks(read: Scan) -> tuple[tuple[Block, ...], tuple[tuple[Span, Span], ...]]:
    """Every block of the page that holds prose or a footnote mark, in order of place.

    With the places of those whose footnotes stand elsewhere, each with the place of these.
    """
    page = Found(read)
    _Walk(page, 0, len(read.text), "paragraph", 0).run()
    starts = [block.span.start for block in page.found]
    if not all(map(lt, starts, starts[1:])):  # a caption in a paragraph, a box in a line
        page.found.sort(key=lambda block: (block.span.start, -block.span.end))
    return tuple(page.found), tuple(page.vouched)


class _Walk(Lines):
    """One walk over `text[start:end]`; `kind` is that of a plain line in it."""

    def run(self) -> None:
        read = self.page.read
        tokens, starts, count = read.tokens, read.starts, len(read.tokens)
        at, limit = self.start, self.end
        index = bisect_left(starts, at)
        while index < count and starts[index] < limit:
            token = tokens[index]
            start, end = token[:2]
            if start > at:
                self.lines(at, start)
            if end > at:
                at = end
            if end <= limit and (reader := _READERS[token[2]]):
                reader(self, index, token)
            index += 1
            if index < count and starts[index] < end:
                index = bisect_left(starts, end, index)
        if at < limit:
            self.lines(at, limit)
        self.close()

    def _inline(self, index: int, token: Token) -> None:
        pieces: Pieces = []
        self.prose.token(pieces, index, token, 0)
        if not pieces and self.page.role == "reference-list" and token.kind in ("link", "url"):
            self.stop = token.end  # it prints no words, but it may be the source that is listed
        if not pieces or self.skip:
            return
        if self.broken >= 0:
            self.after_break(pieces[0][1].lstrip()[:1])
        self.ready(token.start)
        self.pieces += pieces
        self.stop = token.end

    def _function(self, index: int, token: Token) -> None:
        (self._note if token.name == "#tag" else self._inline)(index, token)

    def _heading(self, _: int, token: Token) -> None:
        self.close()
        self.page.heading(token)

    def _note(self, _: int, token: Token) -> None:
        if self.skip:
            return
        if self.kind is None:
            self.open(token.start, self.kinds[-1][1])
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
        self.close()
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
        self.close()
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
        self.open(token.end, "caption" if kind == "table-caption" else "cell")
        self.fresh, self.attributes = False, True

    def _tag(self, _: int, token: Token) -> None:
        if token.self_closing:
            return
        self.close()
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
            self.close()
            if made == "box":
                self._box(parts)
            elif (words := quoted(parts)) is not None:
                self._quotation(words, token)
            self.fresh = False

    def _quotation(self, words: Part, token: Token) -> None:
        """The words of a quotation; its last block reaches over the fields that name its source."""
        found = self.page.found
        known = len(found)
        self._inside(words.start, words.end, "quote")
        if len(found) > known and found[-1].kind == "quote":
            found[-1] = replace(found[-1], span=Span(found[-1].span.start, token.end))

    def _attributes_before(self, token: Token) -> None:
        """`rowspan="2" {{n/a}}`: the template prints the bar between attributes and words."""
        if _ATTRIBUTES.fullmatch(self.text, self.begin, token.start):
            self.pieces.clear()
            self.attributes = False

    def _list(self, parts: list[Part]) -> None:
        kind = self.kind or self.kinds[-1][1]
        self.close()
        for part in parts:
            if _WIDTH.fullmatch(self.text, part.start, part.end):
                continue
            if part.name.isdigit() or _COLUMN.fullmatch(part.name):
                self._inside(part.start, part.end, "item" if kind == "paragraph" else kind)
        self.fresh = False

    def _box(self, parts: list[Part]) -> None:
        notes = {stem: part for part in parts if (stem := noted_stem(part.name))}
        for part in parts:
            if part.end <= part.start or is_layout(self.text[part.start : part.end][:160]):
                continue
            kind = "field" if part.name.isdigit() else value_kind(part.name)
            if kind:
                before = len(self.page.found)
                self._inside(part.start, part.end, "caption" if kind == "caption" else "field")
                if beside := notes and _beside(part.name, notes):
                    place = Span(beside.start, beside.end)
                    self.page.vouched += [(b.span, place) for b in self.page.found[before:]]


def _beside(name: str, notes: dict[str, Part]) -> Part | None:
    """The field with the footnotes for field `name`: `area_footnotes` are those of `area_km2`."""
    stems = (name, *(name[: found.start()] for found in _STEM_END.finditer(name)))
    return next((notes[stem] for stem in sorted(stems, key=len)[::-1] if stem in notes), None)


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
