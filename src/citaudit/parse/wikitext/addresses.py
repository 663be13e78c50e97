"""The address pass: bracketed and bare outside links, as MediaWiki would link them.

Source: Parser::handleExternalLinks, handleMagicLinks and makeFreeLink (MediaWiki 1.39): where an
address stops, what is cut from the end of a bare one, what may stand before it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from citaudit.parse.wikitext.scanned import Scan
from citaudit.parse.wikitext.tokens import Token, UnreadStretch
from citaudit.text.entities import decoded
from citaudit.text.namespaces import FILE_NAMES
from citaudit.urls.prose import url_end
from citaudit.urls.schemes import LINKED

MAX_ADDRESSES = 20_000  # the fullest pages have 5,000

_SLASHES = re.compile("//")
_SCHEME = re.compile(rf"(?i)(?:{'|'.join(LINKED)}):\Z")
_LONGEST_SCHEME = max(map(len, LINKED)) + 1  # with its colon
# Parser::EXT_LINK_URL_CLASS, and two quotation marks, which are italics by then.
_STOPS = '\\[\\]<>"\x00-\x20\x7f\xa0\u1680\u2000-\u200a\u202f\u205f\u3000\ufffd'
_ADDRESS = re.compile(f"(?>[^{_STOPS}']++|'(?!'))*+")
_ADDRESS_IN_FIELD = re.compile(f"(?>[^{_STOPS}'|]++|'(?!'))*+")
_HOST_NUMBER = re.compile(r"\[[0-9a-fA-F:.]++\]")
_ENTITY_STOP = re.compile(r"&(?:lt|gt|#x0*3[ce]|#0*6[02]);", re.I)
_FREE_STOP = re.compile(r"&(?:lt|gt|nbsp|#x0*(?:3[ce]|a0)|#0*(?:60|62|160));", re.I)
_ENTITY_END = re.compile(r"&(?:[a-z]+|#x[\da-f]+|#\d+)\Z", re.I)
_LINK_END = re.compile(r"[\]\n]")
_LINK_END_IN_FIELD = re.compile(r"[\]\n|]")
_FIELD = re.compile(r"\|\s*+([^|={}\[\]\n]{1,40}?)\s*=\s*\Z")
_FILE = re.compile(rf"\s*+(?:{'|'.join(sorted(FILE_NAMES))})\s*+:", re.I)
_UNSEEN = dict.fromkeys(
    (0xAD, 0x34F, *range(0x180B, 0x180E), *range(0x200B, 0x2010), 0x2060, 0xFEFF)
)
_MAY_LEAD = frozenset(":[= \t\n")  # what stands before the slashes of an address
_SPLITTING = frozenset({"template", "function", "argument"})
_STANDS_FOR = {"!": "|", "=": "="}  # templates and words that are one character


def addresses(page: Scan, marks: Sequence[Token] = ()) -> list[Token]:
    """`link` and `url` tokens of a page whose structure has been read.

    `marks` are its table marks: `||` ends an address, and attributes hold none.
    """
    return _Addresses(page, marks).read()


class _Addresses:
    """State of the pass; `_around` is the innermost token that holds the address being read."""

    __slots__ = (
        "_around", "_attributes", "_cells", "_closings", "_found", "_label", "_next", "_page",
        "_splits", "_stop",
    )  # fmt: skip

    def __init__(self, page: Scan, marks: Sequence[Token]) -> None:
        self._page = page
        self._cells = frozenset(mark.start for mark in marks if mark.end - mark.start == 2)
        self._attributes = [
            (mark.inner_start, mark.inner_end)
            for mark in marks
            if mark.kind in ("table-open", "table-row")
        ]
        self._closings = {True: -1, False: -1}  # the `]` or line end found last
        self._label = (-1, -1)  # where the words of the last link end, and what is around it
        self._found: list[Token] = []
        self._around = -1
        self._next = 0  # the first token that starts behind the slashes
        self._splits = False  # whether `|` ends a field here
        self._stop = 0

    def read(self) -> list[Token]:
        text, done = self._page.text, 0
        for mark in _SLASHES.finditer(text):
            slashes = mark.start()
            if slashes < done:
                continue
            before = text[slashes - 1] if slashes else ""
            if before not in _MAY_LEAD:  # nearly every pair of slashes that begins no address
                continue
            start = _scheme_start(text, done, slashes) if before == ":" else slashes
            opened = start > done and text[start - 1] == "["
            whole = start < slashes or (before not in ":[" and self._is_url_field(slashes))
            if (whole or opened) and self._enter(slashes):
                done = max(self._address(start, slashes + 2, opened, whole), done)
                if len(self._found) > MAX_ADDRESSES:
                    self._page.unread.append(
                        UnreadStretch(done, len(text), "more links than are read")
                    )
                    break
        return self._found

    def _is_url_field(self, start: int) -> bool:
        """Whether `//host` stands as the value of a template's `url=` field."""
        text = self._page.text
        if text.rfind("|", max(start - 60, 0), start) < 0:
            return False
        name = field_before(text, start)
        return name is not None and name.lower().endswith("url")

    def _enter(self, offset: int) -> bool:
        """Find what stands around; False where MediaWiki links nothing."""
        page = self._page
        tokens, starts = page.tokens, page.starts
        at, count = self._next, len(starts)
        while at < count and starts[at] <= offset:
            at += 1
        self._next = at
        around = at - 1
        while around >= 0 and tokens[around].end <= offset:
            around = page.parents[around]
        self._around = around
        self._stop, self._splits = len(page.text), False
        if self._attributes and self._in_attributes(offset):
            return False
        if offset < self._label[0] and around == self._label[1]:
            return False
        if around < 0:
            return True
        token = tokens[around]
        self._stop = token.inner_end
        if token.kind in _SPLITTING:
            self._splits = True
        elif token.kind == "wikilink":
            return _FILE.match(token.name) is not None
        else:
            return token.kind not in ("comment", "hidden", "html") and offset >= token.inner_start
        return True

    def _in_attributes(self, offset: int) -> bool:
        """Whether the place is among the attributes of a table or row, in no token there."""
        at = bisect_right(self._attributes, (offset, 0)) - 1
        if at < 0 or offset >= self._attributes[at][1]:
            return False
        around = self._around
        return around < 0 or self._page.starts[around] < self._attributes[at][0]

    def _address(self, start: int, at: int, opened: bool, scheme: bool) -> int:
        """Read the address at `start`; where reading goes on."""
        pieces, end = self._run(start, at)
        url = "".join(pieces)
        head = at - start
        if opened:
            cut = _ENTITY_STOP.search(url)
            address = url[: cut.start()] if cut else url
            closing = self._closing(end)
            if closing and len(address) > head:
                begin = start + cut.start() if cut else end
                words = begin, closing
                link = Token(start - 1, closing + 1, "link", _linked(address), *words)
                self._found.append(link)
                self._label = closing, self._around
                return end
        return self._free(start, end, head, url, len(pieces) == 1) if scheme else end

    def _free(self, start: int, end: int, head: int, url: str, whole: bool) -> int:
        """A bare address."""
        text = self._page.text
        before = text[start - 1] if start else " "
        if before.isascii() and (before.isalnum() or before == "_"):
            return end
        if before.isalnum():  # MediaWiki prints it and does not link it; a reader can still use it
            end = min(url_end(text, start), end)
            url = text[start:end]
        elif self._splits and self._is_value(start, end):
            cut = _ENTITY_STOP.search(url) if "&" in url else None
            url = url[: cut.start()] if cut else url
        else:
            trimmed = _trimmed(url)
            end = start + len(trimmed) if whole else end - (len(url) - len(trimmed))
            url = trimmed
        if len(url) > head:
            self._found.append(Token(start, end, "url", _linked(url), end, end))
        return end

    def _is_value(self, start: int, end: int) -> bool:
        """Whether the address is all there is in its template field."""
        text = self._page.text
        while end < self._stop and text[end].isspace():
            end += 1
        if end < self._stop and text[end] != "|":
            return False
        return field_before(text, start) is not None

    def _run(self, start: int, at: int) -> tuple[list[str], int]:
        """The characters of the address, and where it ends; comments inside do not count."""
        page = self._page
        text, tokens, starts = page.text, page.tokens, page.starts
        pattern = _ADDRESS_IN_FIELD if self._splits else _ADDRESS
        number = _HOST_NUMBER.match(text, at, self._stop)
        at = number.end() if number else at
        pieces: list[str] = []
        index = self._next
        while True:
            while index < len(starts) and (starts[index] < at or _runs_through(tokens[index])):
                index += 1
            bound = min(starts[index] if index < len(starts) else self._stop, self._stop)
            found = pattern.match(text, at, bound)
            end = found.end() if found else at
            cell = text.find("||", at, end)
            if cell >= 0 and cell in self._cells:
                end = cell
            pieces.append(text[start:end])
            if end < bound or bound == self._stop:
                return pieces, end
            token = tokens[index]
            stands = _STANDS_FOR.get(token.name) if token.kind == "template" else None
            if token.kind != "comment" and stands is None:
                return pieces, end
            pieces.append(stands or "")
            start = at = token.end

    def _closing(self, at: int) -> int | None:
        """Where the `]` stands that closes the link whose address ends at `at`."""
        page = self._page
        text, tokens, starts = page.text, page.tokens, page.starts
        pattern = _LINK_END_IN_FIELD if self._splits else _LINK_END
        index = self._next
        while True:
            closing = self._closings[self._splits]
            if closing < at:
                found = pattern.search(text, at)
                closing = self._closings[self._splits] = found.start() if found else len(text)
            if closing >= self._stop:
                return None
            while index < len(starts) and starts[index] < at:
                index += 1
            if index < len(starts) and starts[index] < closing:
                at = tokens[index].end
                continue
            return closing if text[closing] == "]" else None


def _runs_through(token: Token) -> bool:
    return token.kind == "conversion"


def _linked(url: str) -> str:
    """The address that a link leads to: character references read, nothing invisible in its host.

    Source: Sanitizer::cleanUrl (MediaWiki 1.39).
    """
    plain = decoded(url)
    if plain.isascii():
        return plain
    at = plain.find("//") + 2
    stop = plain.find("/", at)
    host = plain[at:stop] if stop >= 0 else plain[at:]
    return plain[:at] + host.translate(_UNSEEN) + plain[at + len(host) :]


def _trimmed(url: str) -> str:
    """A bare address without the punctuation that MediaWiki leaves to the sentence."""
    cut = _FREE_STOP.search(url)
    if cut:
        url = url[: cut.start()]
    marks = ",;.:!?\\" if "(" in url else ",;.:!?\\)"
    kept = url.rstrip(marks)
    if url[len(kept) : len(kept) + 1] == ";" and _ENTITY_END.search(kept[-12:]):
        return url[: len(kept) + 1]
    return kept


def _scheme_start(text: str, first: int, slashes: int) -> int:
    """Where the scheme before two slashes begins, at `first` or later; `slashes` without one."""
    for usual in ("https:", "http:"):
        start = slashes - len(usual)
        if start >= first and text.startswith(usual, start):
            return start
    found = _SCHEME.search(text, max(slashes - _LONGEST_SCHEME, first), slashes)
    return found.start() if found else slashes


def field_before(text: str, start: int) -> str | None:
    """The name of the template field whose value begins at `start`, as written."""
    found = _FIELD.search(text, max(start - 60, 0), start)
    return found[1] if found else None
