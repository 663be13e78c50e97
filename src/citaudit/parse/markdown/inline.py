"""One passage of Markdown read from left to right: clean prose, markers and links, each in place.

The block parser gives only lines, so the inside of a passage is read here, by the rules of
CommonMark 0.31 (links, code, emphasis, entities, raw HTML), of GitHub (bare addresses) and of
pandoc (notes, `[@key]`). One pass, no backtracking over what was read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape

from citaudit.parse.markdown import emphasis, signs
from citaudit.parse.markdown.leftovers import converted
from citaudit.parse.markdown.marks import is_mark, marks_at
from citaudit.parse.markdown.seen import Known, Seen, SeenLink
from citaudit.parse.markdown.source import HOLE
from citaudit.parse.markdown.targets import inline_target, labelled_target, unescaped
from citaudit.parse.outside import OUTSIDE
from citaudit.text.entities import attribute_value, decoded
from citaudit.urls.prose import url_end

_VERBATIM = frozenset({"code", "pre", "kbd", "samp"})
# Not `HAN_OR_KANA`: beside its marks and wide letters, lines join without a space as well.
_CJK_EDGE = re.compile(r"[\u3000-\u9fff\uf900-\ufaff\uff00-\uffef]")


@dataclass(slots=True)
class _Opener:
    token: int
    start: int
    inside: int
    kind: str
    links: int
    markers: int


def read_passage(text: str, known: Known) -> Seen:
    """Everything one passage holds; offsets count from its beginning."""
    return _Reader(text, known).read()


class _Reader:
    def __init__(self, text: str, known: Known) -> None:
        self.text = text
        self.known = known
        self.seen = Seen()
        self.tokens: list[tuple[int, str]] = []
        self.runs: list[emphasis.Run] = []
        self.stack: list[_Opener] = []
        self.dead_below = 0
        self.anchors: list[tuple[int, int, str]] = []  # open <a href>: start, token, url
        self.hidden: list[tuple[int, int]] = []  # token ranges that are not prose
        self.words: list[tuple[SeenLink, int, int]] = []  # link -> token range of its words
        self.pictured: list[tuple[int, int, int, int]] = []  # span, token range of the caption
        self.no_more: set[str] = set()  # closers that the rest of the passage lacks
        self.conversions: set[int] = set()
        self.verbatim: list[tuple[str, int]] = []  # open <code>: its name, the links before it

    def read(self) -> Seen:
        text, at = self.text, 0
        while found := signs.SPECIAL.search(text, at):
            start = found.start()
            if start > at:
                self.tokens.append((at, text[at:start]))
            mark = found.group()
            at = _HANDLERS[mark[0]](self, start, mark)
        if at < len(text):
            self.tokens.append((at, text[at:]))
        self._settle()
        return self.seen

    def _settle(self) -> None:
        for token, start, left in emphasis.paired(self.runs):
            self.tokens[token] = (start, left)
        for start, stop, begin, end in self.pictured:
            self.seen.pictures.append((start, stop, [t for t in self.tokens[begin:end] if t[1]]))
            self.hidden.append((begin, end))
        for begin, end in self.hidden:
            self.tokens[begin:end] = [(self.tokens[i][0], "") for i in range(begin, end)]
        for link, begin, end in self.words:
            link.text = "".join(part for _, part in self.tokens[begin:end]).strip()
        self.seen.parts = [token for token in self.tokens if token[1]]

    def _literal(self, start: int, mark: str) -> int:
        self.tokens.append((start, mark))
        return start + len(mark)

    def _escape(self, start: int, mark: str) -> int:
        number = signs.ESCAPED_NUMBER.match(self.text, start) if mark == "\\[" else None
        if number and (self.known.numbers or self.known.pandoc):
            return self._marker(start, number.end(), number.group(1))
        if mark == "\\\n":
            self.tokens.append((start + 1, "\n"))
        else:
            self.tokens.append((start + 1, mark[1]))
        return start + 2

    def _marker(self, start: int, end: int, key: str, group: str = "") -> int:
        self.seen.markers.append((start, end, key, group))
        return end

    def _code(self, start: int, mark: str) -> int:
        inside = start + len(mark)
        end = self._closing_ticks(inside, mark)
        if end < 0:
            return self._literal(start, mark)
        after = end + len(mark)
        if self.text.startswith("{=mediawiki}", after):
            self.seen.raw.append((inside, end))
            return after + len("{=mediawiki}")
        self.tokens.append((inside, self.text[inside:end].replace("\n", " ")))
        return after

    def _closing_ticks(self, at: int, ticks: str) -> int:
        if ticks in self.no_more:
            return -1
        for run in re.compile("`++").finditer(self.text, at):
            if run.group() == ticks:
                return run.start()
        self.no_more.add(ticks)
        return -1

    def _less(self, start: int, mark: str) -> int:
        text = self.text
        if text.startswith("<!--", start):
            end = -1 if "-->" in self.no_more else text.find("-->", start + 4)
            if end < 0:
                self.no_more.add("-->")
                return self._literal(start, mark)
            return end + 3
        link = signs.AUTOLINK.match(text, start)
        if link:
            self.tokens.append((start + 1, link.group(1)))
            if signs.LINKED.match(link.group(1)):
                self.seen.links.append(
                    SeenLink(
                        start, link.end(), decoded(link.group(1)), written=link.group(1), bare=True
                    )
                )
            return link.end()
        mail = signs.MAIL.match(text, start)
        if mail:
            self.tokens.append((start + 1, mail.group()[1:-1]))
            return mail.end()
        tag = signs.TAG.match(text, start)
        return self._tag(tag) if tag else self._literal(start, mark)

    def _tag(self, tag: re.Match[str]) -> int:
        name = tag.group("name").lower()
        if name == "br":
            self.tokens.append((tag.start(), "\n"))
        elif name in _VERBATIM:
            self._verbatim(name, bool(tag.group("end")))
        elif name == "a" and tag.group("end"):
            if self.anchors:
                start, token, url = self.anchors.pop()
                link = SeenLink(start, tag.end(), url)
                self.words.append((link, token, len(self.tokens)))
                if OUTSIDE.match(url):
                    self._forget_addresses(start)
                self.seen.links.append(link)
        elif href := signs.HREF.search(tag.group("attributes") or ""):
            url = attribute_value(
                next(value for value in href.groups() if value is not None)
            ).strip()
            if name == "a":
                self.anchors.append((tag.start(), len(self.tokens), url))
            elif name not in ("link", "base", "image", "use"):
                self.seen.links.append(SeenLink(tag.start(), tag.end(), url, bare=True))
        return tag.end()

    def _forget_addresses(self, start: int) -> None:
        """An address that is the words of a link is no second link."""
        links = self.seen.links
        while links and links[-1].start > start and links[-1].bare:
            if self.text[links[-1].start] == "<":
                return
            links.pop()

    def _verbatim(self, name: str, ends: bool) -> None:
        """Bare addresses between `<code>` and `</code>` are no links."""
        if not ends:
            self.verbatim.append((name, len(self.seen.links)))
        elif self.verbatim and self.verbatim[-1][0] == name:
            first = self.verbatim.pop()[1]
            kept = [link for link in self.seen.links[first:] if not link.bare]
            self.seen.links[first:] = kept

    def _entity(self, start: int, mark: str) -> int:
        found = signs.ENTITY.match(self.text, start)
        decoded = unescape(found.group()) if found else ""
        if found is None or decoded == found.group():
            return self._literal(start, mark)
        self.tokens.append((start, decoded))
        return found.end()

    def _open(self, start: int, mark: str) -> int:
        if mark == "[":
            marks, end = marks_at(self.text, start, self.known)
            if end:
                self.seen.markers += marks
                return end
        elif mark == "![" and is_mark(self.text, start + 1, self.known):
            self._literal(start, "!")
            return start + 1
        self.stack.append(
            _Opener(
                len(self.tokens),
                start,
                start + len(mark),
                mark,
                len(self.seen.links),
                len(self.seen.markers),
            )
        )
        return self._literal(start, mark)

    def _at(self, start: int, mark: str) -> int:
        cited = signs.CITED.match(self.text, start) if self.known.cited else None
        key = (cited.group(1) or cited.group(2)) if cited else ""
        if cited and key in self.known.cited:
            self.tokens.append((start, cited.group()))
            return self._marker(start, cited.end(), key, "@")
        return self._literal(start, mark)

    def _close(self, start: int, mark: str) -> int:
        if not self.stack:
            return self._literal(start, mark)
        opener = self.stack.pop()
        dead = len(self.stack) < self.dead_below and opener.kind == "["
        self.dead_below = min(self.dead_below, len(self.stack))
        if opener.kind == "^[":
            return self._inline_note(opener, start)
        if dead:
            return self._literal(start, mark)
        target = inline_target(self.text, start + 1) or labelled_target(
            self.text, opener.inside, start, self.known.targets
        )
        if target is None:
            return self._literal(start, mark)
        self.tokens[opener.token] = (opener.start, "")
        if target.title.startswith("fig:") and opener.kind == "[":
            self.pictured.append((opener.start, target.end, opener.token, len(self.tokens)))
            del self.seen.links[opener.links :]
            return target.end
        if opener.kind == "![":
            self.hidden.append((opener.token, len(self.tokens)))
            del self.seen.links[opener.links :]
            return target.end
        self.seen.links[opener.links :] = [
            link for link in self.seen.links[opener.links :] if not link.bare
        ]
        link = SeenLink(opener.start, target.end, target.url, target.title, target.written)
        self.words.append((link, opener.token, len(self.tokens)))
        self.seen.links.append(link)
        self.dead_below = len(self.stack)
        return target.end

    def _inline_note(self, opener: _Opener, start: int) -> int:
        self.hidden.append((opener.token, len(self.tokens)))
        self.seen.inline_notes.append((opener.start, start + 1))
        return start + 1

    def _stars(self, start: int, mark: str) -> int:
        run = emphasis.run_at(self.text, start, mark, len(self.tokens))
        if run:
            self.runs.append(run)
        return self._literal(start, mark)

    def _newline(self, start: int, mark: str) -> int:
        end = start + len(mark)
        blanks = 0
        if self.tokens:
            at, before = self.tokens[-1]
            kept = before.rstrip(" \t")
            blanks = len(before) - len(kept)
            if blanks:
                self.tokens[-1] = (at, kept)
        if blanks >= 2:
            self.tokens.append((start, "\n"))
        elif not self._joins(start - blanks, end):
            self.tokens.append((start, " "))
        return end

    def _joins(self, start: int, end: int) -> bool:
        """Chinese and Japanese lines join without a space, whatever wrapped them."""
        before, after = self.text[start - 1 : start], self.text[end : end + 1]
        return bool(_CJK_EDGE.match(before) and _CJK_EDGE.match(after))

    def _conversion(self, start: int, mark: str) -> int:
        chosen = converted(self.text, start, self.known.script)
        if chosen is None:
            if mark == "-{" and self.known.pandoc:
                self.seen.unclosed.append((start, start + 2))
            return self._literal(start, mark)
        for begin, end in chosen.kept:
            self.tokens.append((begin, self.text[begin:end]))
        if chosen.ends_at is not None:
            self.conversions.add(chosen.ends_at)
        return chosen.goes_on

    def _braces(self, start: int, mark: str) -> int:
        if mark == "}-":
            return start + 2 if start in self.conversions else self._literal(start, mark)
        template = signs.TEMPLATE.match(self.text, start)
        if template:
            self.seen.templates.append(template.span())
            return template.end()
        if self.known.pandoc:
            self.seen.unclosed.append((start, start + 2))
        return self._literal(start, mark)

    def _address(self, start: int, mark: str) -> int:
        end = url_end(self.text, start)
        while end > start and self.text[end - 1] in "*~":
            end -= 1
        if start and self.text[start - 1] == "_":
            while end > start and self.text[end - 1] == "_":
                end -= 1
        if end <= start + len(mark):
            return self._literal(start, mark)
        written = self.text[start:end]
        self.tokens.append((start, written))
        self.seen.links.append(
            SeenLink(start, end, decoded(unescaped(written)), written=written, bare=True)
        )
        return end

    def _hole(self, start: int, mark: str) -> int:
        self.seen.holes.append((start, start + len(mark)))
        return start + len(mark)


_Handler = Callable[[_Reader, int, str], int]
_HANDLERS: dict[str, _Handler] = {
    "\\": _Reader._escape,
    "`": _Reader._code,
    "<": _Reader._less,
    "&": _Reader._entity,
    "[": _Reader._open,
    "!": _Reader._open,
    "^": _Reader._open,
    "]": _Reader._close,
    "*": _Reader._stars,
    "_": _Reader._stars,
    "~": _Reader._stars,
    "\n": _Reader._newline,
    "-": _Reader._conversion,
    "{": _Reader._braces,
    "}": _Reader._braces,
    "@": _Reader._at,
    **dict.fromkeys("hHfF", _Reader._address),
    HOLE: _Reader._hole,
}
