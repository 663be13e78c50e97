"""Clean prose of a stretch of wikitext: what a reader sees of it, with the place of each piece."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property

from citaudit.model import MappedText
from citaudit.model.document import HARD_BREAK
from citaudit.parse.wikitext.printed import is_category, is_picture, prints
from citaudit.parse.wikitext.scanned import Scan
from citaudit.parse.wikitext.tokens import Part, Token
from citaudit.parse.wikitext.vocabulary import vocabulary
from citaudit.text.entities import decoded
from citaudit.text.scripts import HAN_OR_KANA, chinese_script
from citaudit.text.variants import shown

Pieces = list[tuple[int, str]]

_DEEPEST = 12
# It begins with a set of characters, so that the engine skips to the next of them.
_MARKS = re.compile(r"['&_](?:(?<=')'+|(?<=&)#?[A-Za-z0-9]{1,32};|(?<=_)_[A-Z]{3,20}__)")
_PREFIX = re.compile(r":?[a-z]{2,3}(?:-[a-z]+)?:")  # a link to another language's page
_PRINTING_FUNCTIONS = frozenset({"formatnum", "lc", "uc", "lcfirst", "ucfirst", "plural", "nowrap"})


class Prose:
    """Reads clean prose out of a scanned page."""

    def __init__(self, page: Scan) -> None:
        self.page = page
        self.text = page.text

    def read(self, start: int, end: int, depth: int = 0) -> Pieces:
        """What a reader sees of `text[start:end]`, as (page offset, words)."""
        out: Pieces = []
        page = self.page
        tokens, count = page.tokens, len(page.tokens)
        at, index = start, bisect_left(page.starts, start)
        while index < count and tokens[index].start < end:
            token = tokens[index]
            if token.start > at:
                self.words(out, at, token.start)
            if token.end <= end and token.start >= at:
                self.token(out, index, token, depth)
                at = token.end
            index = (
                bisect_left(page.starts, token.end, index + 1) if token.end <= end else index + 1
            )
        if at < end:
            self.words(out, at, end)
        return out

    def words(self, out: Pieces, start: int, end: int) -> None:
        """Plain text: without quote marks of emphasis, character references read."""
        text = self.text
        said = text[start:end]
        if not ("''" in said or "&" in said or "__" in said):
            out.append((start, said))
            return
        at = start
        for mark in _MARKS.finditer(text, start, end):
            if mark.start() > at:
                out.append((at, text[at : mark.start()]))
            said = mark.group()
            if said[0] == "'":
                extra = 1 if len(said) == 4 else max(0, len(said) - 5)
                out.append((mark.start(), said[:extra]))
            elif said[0] == "&":
                self._reference(out, mark.start(), said)
            at = mark.end()
        if at < end:
            out.append((at, text[at:end]))

    def _reference(self, out: Pieces, start: int, said: str) -> None:
        sign = decoded(said)
        if sign == said:
            out.append((start, said))
        elif len(sign) == 1:
            out.append((start, " " if sign == "\xa0" else sign))
        else:
            out.append((start, sign[: len(said)]))

    def token(self, out: Pieces, index: int, token: Token, depth: int) -> None:
        """What one piece of markup prints."""
        if depth > _DEEPEST:
            return
        kind = token.kind
        if kind == "wikilink":
            self._wikilink(out, token, depth)
        elif kind == "template":
            self.template(out, index, token, depth)
        elif kind == "link":
            self._link(out, token, depth)
        elif kind == "html":
            if token.name == "br":
                out.append((token.start, HARD_BREAK))
        elif kind == "conversion":
            self._conversion(out, token, depth)
        elif kind in ("heading", "tag"):
            out += self.read(token.inner_start, token.inner_end, depth + 1)
        elif kind == "hidden" and token.name == "nowiki" and not token.self_closing:
            out.append((token.inner_start, self.text[token.inner_start : token.inner_end]))
        elif kind == "function" and token.name in _PRINTING_FUNCTIONS:
            self._function(out, index, depth)

    def _function(self, out: Pieces, index: int, depth: int) -> None:
        for part in self.page.parts(index)[:1]:
            out += self.read(part.start, part.end, depth + 1)

    def _wikilink(self, out: Pieces, token: Token, depth: int) -> None:
        text, start, end = self.text, token.inner_start, token.inner_end
        bar = text.find("|", start, end)
        target = token.name
        if bar < 0:
            if target.startswith(":"):
                start = text.find(":", start) + 1
            elif ":" in target and (
                _PREFIX.match(target) or is_category(target) or is_picture(target)
            ):
                return
            self.words(out, start, end)
        elif ":" not in target or target[0] == ":" or not self._silent(target):
            begin = bar + 1 if bar + 1 < end else start
            out += self.read(begin, end if begin > bar else bar, depth + 1)

    def _silent(self, target: str) -> bool:
        return is_category(target) or is_picture(target)

    def _link(self, out: Pieces, token: Token, depth: int) -> None:
        """The words behind the address; a link without words prints a number."""
        start = token.inner_start
        while start < token.inner_end and self.text[start] in " \t\u3000":
            start += 1
        if start < token.inner_end:
            out += self.read(start, token.inner_end, depth + 1)

    def template(self, out: Pieces, index: int, token: Token, depth: int) -> None:
        """What a template prints within a line; most print no prose."""
        how = prints(token.name)
        if how is None:
            if vocabulary().role(token.name) == "request":
                self._asked_about(out, index, depth)
            return
        if how.words:
            out.append((token.start, how.words))
            return
        parts = self.page.parts(index)
        fields = how.fields(parts)
        if how.before and fields:
            out.append((token.start, how.before))
        joint = "-" if how.dashed else " "
        for number, part in enumerate(fields):
            if number:
                out.append((part.start - 1, joint))
            self._field(out, part, depth)

    def _asked_about(self, out: Pieces, index: int, depth: int) -> None:
        """The words that a request on a Chinese wiki is put around; in English it prints none."""
        for part in self.page.parts(index):
            if part.name == "1" and HAN_OR_KANA.search(self.text, part.start, part.end):
                self._field(out, part, depth)

    def _field(self, out: Pieces, part: Part, depth: int) -> None:
        out += self.read(part.start, part.end, depth + 1)

    def _conversion(self, out: Pieces, token: Token, depth: int) -> None:
        """One variant of `-{zh-hans:…;zh-hant:…}-`; the rules of `-{H|…}-` print nothing."""
        start = token.inner_start
        seen = shown(self.text[start : token.inner_end], self._script)
        if seen:
            out += self.read(start + seen.start, start + seen.end, depth + 1)

    @cached_property
    def _script(self) -> str:
        return chinese_script(self.text)


def trimmed(pieces: Pieces) -> MappedText:
    """The pieces as one text without white space at either end."""
    if len(pieces) == 1:  # as in most cells and items
        [(start, words)] = pieces
        bare = words.lstrip()
        start += len(words) - len(bare)
        bare = bare.rstrip()
        return MappedText(bare, (0,), (start,)) if bare else MappedText("")
    first, last = 0, len(pieces)
    while first < last and not pieces[first][1].strip():
        first += 1
    while last > first and not pieces[last - 1][1].strip():
        last -= 1
    kept = pieces[first:last]
    if kept:
        start, words = kept[0]
        bare = words.lstrip()
        kept[0] = (start + len(words) - len(bare), bare)
        start, words = kept[-1]
        kept[-1] = (start, words.rstrip())
    return MappedText.joined(kept)
