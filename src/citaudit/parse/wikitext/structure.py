"""The structure pass: tags, braces, brackets, comments, as MediaWiki's preprocessor reads them.

One walk with a stack. An extension tag (`<ref>`, `<nowiki>`…) runs from the first `>` to its first
closing tag, whatever stands between; its inside is a world of its own, where nothing outside can
be closed. An opening tag without a closing one is plain text. Braces and brackets close only the
innermost one open. (MediaWiki 1.39, includes/parser/Preprocessor_Hash.php.)
"""

from __future__ import annotations

import re

from citaudit.parse.wikitext.tokens import Kind, Token, UnreadStretch, token_of
from citaudit.parse.wikitext.vocabulary import vocabulary
from citaudit.urls.schemes import LINKED, PROTOCOLS

MAX_DEPTH = 1_000  # open braces and brackets; MediaWiki gives up at 100 ($wgMaxTemplateDepth)
_TOO_DEEP = f"nested more than {MAX_DEPTH} deep"
MAX_TOKENS = 100_000  # a page may have 2 MB ($wgMaxArticleSize); the fullest hold 60,000
_LONGEST_TARGET = 2_000  # code points with the markup in them; a title has 255 bytes at most
MAX_LITERAL = 50_000  # marks that came to nothing; a real page has a handful

# All begin with a plain character, so that the engine skips to the next of them.
# The first two are a wikilink and a template with no markup inside: nearly all there are.
_MARK = re.compile(
    r"\[\[([^\[\]{}<|\n]++)(?>\|[^\[\]{}<]*+)?+\]\]"
    r"|\{\{([^\[\]{}<|#:]*+)(?>\|[^\[\]{}<]*+)?+\}\}"
    r"|\{\{++|\{(?<=-\{)|\}(?:\}++-?+|-)|\[\[++|\]\]++|<(?:!--|/?+[A-Za-z][A-Za-z0-9]*+)"
)
_HTML_REST = re.compile(r"(?=[\s/>])[^<>]*+>")
_TAG_NAME_ENDS = re.compile(r"\s|/?>|$(?!\n)")
_NAME = re.compile(r"[^|{}<\[\]#:]*+")
_FUNCTION = re.compile(r"\s*+(#[^:|{}<]*+|[A-Za-z]++):")
_INVOKED = re.compile(r"\s*+#[^:]*+:([^|{}<>\[\]]*+)\|([^|{}<>\[\]=]*+)(?=\||\Z)")
_BEFORE_COLON = frozenset(name.rstrip(":/") for name in PROTOCOLS if name != "//")

# Without a closing tag this runs to the end of its world.
_RUNS_ON = "includeonly"
_WORDS = vocabulary()
_FUNCTIONS = _WORDS.functions
_KINDS: dict[str, Kind] = {
    **dict.fromkeys(_WORDS.read, "tag"),
    **dict.fromkeys(_WORDS.hiding, "hidden"),
    "ref": "ref",
    "references": "references",
}


class Structure:
    """State of one structure pass; `run()` fills `tokens` (unsorted), `unread`, `open_refs`."""

    __slots__ = (
        "_after", "_closers", "_dash", "_deep", "_deep_from", "_limit", "_literal", "_next_gt",
        "_stack", "_text", "_walls", "open_refs", "tokens", "unread",
    )  # fmt: skip

    def __init__(self, text: str) -> None:
        self._text = text
        self.tokens: list[Token] = []
        self.unread: list[UnreadStretch] = []
        self.open_refs: list[int] = []
        self._limit = len(text)
        self._stack: list[tuple[str, int, int, bool]] = []  # opener, start, count, dash before
        self._walls: list[tuple[int, int, list[tuple[str, int, int, bool]], int, int]] = []
        self._closers: dict[str, tuple[re.Pattern[str], re.Match[str] | None]] = {}
        self._after = 0  # end of the markup read last: `}-{` has one dash for one of them
        self._next_gt = 0
        self._literal = 0
        self._deep = 0
        self._deep_from = 0

    def run(self) -> None:
        search, text, tokens = _MARK.search, self._text, self.tokens
        at = 0
        while True:
            mark = search(text, at, self._limit)
            if mark is None:
                if not self._walls:
                    break
                at = self._leave()
                continue
            at = self._simple(mark) if mark.lastindex else self._other(mark, text[mark.start()])
            self._after = at
            if len(tokens) > MAX_TOKENS or self._literal > MAX_LITERAL:
                self._give_up(at)
                break
        self._surface(len(text))

    def _other(self, mark: re.Match[str], first: str) -> int:
        if first == "<":
            return self._angle(mark)
        return self._open(mark) if first in "{[" else self._close(mark)

    def _simple(self, mark: re.Match[str]) -> int:
        """A wikilink or template with nothing inside."""
        start, end = mark.span()
        name = mark[1]
        if name is None:
            folded = " ".join(mark[2].replace("_", " ").split())
            self.tokens.append(token_of((start, end, "template", folded, start + 2, end - 2)))
        elif not ((":" in name or "/" in name) and _is_address(name)):
            found = (start, end, "wikilink", name.strip(), start + 2, end - 2)
            self.tokens.append(token_of(found))
        return end

    def _give_up(self, at: int) -> None:
        self.unread.append(UnreadStretch(at, len(self._text), "more markup than a page can hold"))

    # -- braces and brackets ---------------------------------------------------------------------

    def _open(self, mark: re.Match[str]) -> int:
        start, end = mark.span()
        dash = self._text[start - 1] == "-" and start > self._after if start else False
        opener, count = self._text[start], end - start
        if count == 1:  # the brace of `-{`
            if not dash:
                return end
            opener, start, count, dash = "-{", start - 1, 2, False
        if count > 2 * MAX_DEPTH:  # a run is that many, one inside the other
            self.unread.append(UnreadStretch(start, end - 2 * MAX_DEPTH, _TOO_DEEP))
            start, count, dash = end - 2 * MAX_DEPTH, 2 * MAX_DEPTH, False
        if len(self._stack) >= MAX_DEPTH:
            self._deep_from = self._deep_from if self._deep else start
            self._deep += 1
            self._literal += 1
        else:
            self._stack.append((opener, start, count, dash and opener == "{"))
        return end

    def _close(self, mark: re.Match[str]) -> int:
        at, end = mark.span()
        while self._deep and at + 2 <= end:
            at += 2
            self._deep -= 1
            if not self._deep:
                self.unread.append(UnreadStretch(self._deep_from, at, _TOO_DEEP))
        text, stack = self._text, self._stack
        while at < end:
            if text[at] == "-":
                return at  # it may open what follows
            if not stack:
                self._literal += 1
                return end - (text[end - 1] == "-")
            opener, start, count, dash = stack[-1]
            if opener == "-{":
                if text.startswith("}-", at, end):
                    stack.pop()
                    self._add(start, at + 2, "conversion", 2)
                    at += 2
                else:
                    at += 1
                continue
            at = self._match(at, end, opener, start, count, dash)
        return at

    def _match(self, at: int, end: int, opener: str, start: int, count: int, dash: bool) -> int:
        """Close as much of the innermost opener as the run at `at` allows; where to go on."""
        closer, widest = ("}", 3) if opener == "{" else ("]", 2)
        width = 0  # no more is looked at than is closed: a run may be as long as the page
        while at + width < end and width < min(count, widest) and self._text[at + width] == closer:
            width += 1
        if width < 2:
            self._literal += 1
            return at + max(width, 1)
        self._stack.pop()
        left = count - width
        inner = start + left
        if left >= 2:
            self._stack.append((opener, start, left, dash))
        elif left == 1 and dash:
            self._stack.append(("-{", start - 1, 2, False))
        self._pair(inner, at + width, opener, width)
        return at + width

    def _pair(self, start: int, end: int, opener: str, width: int) -> None:
        if opener == "[":
            self._wikilink(start, end)
        elif width == 3:
            self._add(start, end, "argument", 3)
        else:
            self._template(start, end)

    def _add(self, start: int, end: int, kind: Kind, width: int) -> None:
        self.tokens.append(Token(start, end, kind, "", start + width, end - width))

    def _wikilink(self, start: int, end: int) -> None:
        text, inner = self._text, start + 2
        stop = min(end - 2, inner + _LONGEST_TARGET)
        pipe = text.find("|", inner, stop)
        if pipe < 0 and stop < end - 2:
            return
        target = text[inner : stop if pipe < 0 else pipe]
        if "\n" in target or not target or _is_address(target):
            return
        self.tokens.append(Token(start, end, "wikilink", target.strip(), start + 2, end - 2))

    def _template(self, start: int, end: int) -> None:
        text, inner = self._text, start + 2
        name = _NAME.match(text, inner, end - 2)
        stop = name.end() if name else inner
        if text[stop] in "#:":
            found = _FUNCTION.match(text, inner, end - 2)
            word = found[1].strip().lower() if found else ""
            if word == "#invoke" and (called := _INVOKED.match(text, inner, end - 2)):
                folded = _WORDS.template_of(called[1], called[2])
                if folded:  # its fields are those behind the function's name
                    fields = called.end()
                    self.tokens.append(Token(start, end, "template", folded, fields, end - 2))
                    return
            if word[:1] == "#" or word in _FUNCTIONS:
                self.tokens.append(Token(start, end, "function", word, inner, end - 2))
                return
            last = min(end - 2, inner + _LONGEST_TARGET)
            stop = text.find("|", inner, last)
            stop = last if stop < 0 else stop
        folded = " ".join(text[inner:stop].replace("_", " ").split())
        self.tokens.append(Token(start, end, "template", folded, inner, end - 2))

    def _surface(self, at: int) -> None:
        if self._deep:
            self.unread.append(UnreadStretch(self._deep_from, at, _TOO_DEEP))
            self._deep = 0

    # -- tags and comments -----------------------------------------------------------------------

    def _angle(self, mark: re.Match[str]) -> int:
        start, end = mark.span()
        text = self._text
        if text[end - 1] == "-":
            close = text.find("-->", end, self._limit)
            stop = self._limit if close < 0 else close + 3
            inner_end = stop if close < 0 else close
            self.tokens.append(Token(start, stop, "comment", "", end, inner_end))
            return stop
        name = text[start + 1 : end].lower()
        if name not in _KINDS:
            rest = _HTML_REST.match(text, end, self._limit)
            if rest:
                stop = rest.end()
                self.tokens.append(Token(start, stop, "html", name, stop, stop))
            else:
                self._literal += 1
            return end
        return self._extension(start, end, name)

    def _extension(self, start: int, end: int, name: str) -> int:
        text = self._text
        if not _TAG_NAME_ENDS.match(text, end):
            self._literal += 1
            return end
        if self._next_gt < end:
            found = text.find(">", end)
            self._next_gt = len(text) if found < 0 else found
        gt = self._next_gt
        if gt >= self._limit:
            self._literal += 1
            self._unclosed(start, name)
            return end
        kind = _KINDS[name]
        if text[gt - 1] == "/":
            self.tokens.append(Token(start, gt + 1, kind, name, gt + 1, gt + 1))
            return gt + 1
        closer = self._closer(name, gt + 1)
        if closer is None or closer.end() > self._limit:
            if name == _RUNS_ON:
                self.tokens.append(Token(start, self._limit, kind, name, gt + 1, self._limit))
                return self._limit
            self._literal += 1
            self._unclosed(start, name)
            return gt + 1
        self.tokens.append(Token(start, closer.end(), kind, name, gt + 1, closer.start()))
        if kind == "hidden":
            return closer.end()
        self._walls.append((self._limit, closer.end(), self._stack, self._deep, self._deep_from))
        self._limit, self._stack, self._deep = closer.start(), [], 0
        return gt + 1

    def _unclosed(self, start: int, name: str) -> None:
        if name == "ref":
            self.open_refs.append(start)

    def _leave(self) -> int:
        """Go back out of an extension tag; where to go on."""
        self._surface(self._limit)
        self._limit, after, self._stack, self._deep, self._deep_from = self._walls.pop()
        self._after = after
        return after

    def _closer(self, name: str, at: int) -> re.Match[str] | None:
        """The first closing tag of `name` from `at` on; each is searched for once."""
        known = self._closers.get(name)
        if known is None:
            pattern = re.compile(rf"</{name}\s*+>", re.IGNORECASE | re.ASCII)
            found = pattern.search(self._text, at)
        else:
            pattern, found = known
            if found is None or found.start() >= at:
                return found
            found = pattern.search(self._text, at)
        self._closers[name] = (pattern, found)
        return found


def _is_address(target: str) -> bool:
    """Whether a target begins as an address does: MediaWiki makes no wikilink of it."""
    target = target.lstrip()
    name, colon, rest = target.partition(":")
    if not colon or name.lower() not in _BEFORE_COLON:
        return target.startswith("//")
    return rest.startswith("//") or name.lower() not in LINKED
