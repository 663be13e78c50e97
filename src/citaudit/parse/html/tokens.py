"""HTML cut into tags and runs of text with exact offsets, and a skeleton a tree builder can read.

No tree builder tells where things stood. So the page is cut here, in one pass; the builder is
given a skeleton in which every start tag carries its number and every run of text is a number.
It does what it is good at, mending the nesting, and the places come from here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from citaudit.model import Problem, ProblemKind, Span
from citaudit.parse.html.vocabulary import HTML, IMPLIED, RAW_TEXT, SPACELESS, VOID
from citaudit.text.entities import attribute_value

LONGEST_PAGE = 16_000_000
DEEPEST = 180  # libxml2 gives up at 256
MOST_TOKENS = 120_000
LONGEST_TEXT = 400_000

_NEXT = re.compile(r"<(?:!--|(?P<end>/?)(?P<name>[A-Za-z][^\s/>\0]*)|[!?])")
_VALUE = r"(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"'][^\s>]*+)"
_TAG_REST = re.compile(rf"(?>[\s/]++|[^\s/>=][^\s/>=]*+(?:\s*+=\s*+{_VALUE})?|=)*+>")
_ATTRIBUTE = re.compile(
    r"([^\s/>=\"'<][^\s/>=]*+)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s>\"'][^\s>]*+)))?"
)
_UNFIT = re.compile(r"[^a-z0-9-]")


@dataclass(frozen=True, slots=True)
class Tag:
    """A start tag: its name, where it stands, where its attributes begin."""

    name: str
    start: int
    end: int
    inside: int


@dataclass(slots=True)
class Cut:
    """A page cut up. `closes` gives the end tag that follows on a place: (name, its end)."""

    text: str
    tags: list[Tag] = field(default_factory=list)
    runs: list[tuple[int, int]] = field(default_factory=list)
    closes: dict[int, tuple[str, int]] = field(default_factory=dict)
    skeleton: str = ""
    problems: list[Problem] = field(default_factory=list)
    attributes_of: dict[int, dict[str, str]] = field(default_factory=dict)

    def attributes(self, number: int) -> dict[str, str]:
        """The attributes of a start tag, names in lower case, values decoded."""
        known = self.attributes_of.get(number)
        if known is None:
            tag = self.tags[number]
            known = attributes(self.text, tag.inside, tag.end - 1)
            self.attributes_of[number] = known
        return known


def attributes(text: str, start: int, end: int) -> dict[str, str]:
    """The attributes in a stretch of a start tag; the first of two of one name counts."""
    found: dict[str, str] = {}
    for name, *values in _ATTRIBUTE.findall(text, start, end):
        value = next((value for value in values if value), "")
        found.setdefault(name.lower(), attribute_value(value))
    return found


def cut(text: str) -> Cut:
    """The page cut into tags and text; what is too long is left out and named in the problems."""
    return _Cutter(text).cut()


class _Cutter:
    def __init__(self, text: str) -> None:
        self.result = Cut(text)
        self.text = text
        self.parts: list[str] = []
        self.last = 0  # where the last thing kept ended
        self.open: list[str] = []  # names of open elements the skeleton holds
        self.too_deep: list[str] = []
        self.flattened = 0
        self.failures = 0
        self.after_block = True

    def cut(self) -> Cut:
        text, at = self.text, 0
        limit = len(text)
        if limit > LONGEST_PAGE:
            self._left_out(LONGEST_PAGE, limit, "the page is too long; its end was left out")
            limit = LONGEST_PAGE
        while at < limit:
            found = _NEXT.search(text, at, limit)
            start = found.start() if found else limit
            if start > at:
                self._run(at, start, bool(found) and self._is_block(found))
            if found is None:
                break
            at = self._markup(found, limit)
            if len(self.result.tags) + len(self.result.runs) > MOST_TOKENS:
                self._left_out(at, limit, "too much markup; the rest was left out")
                break
        if self.flattened:
            message = f"{self.flattened} elements nested deeper than {DEEPEST} were read as flat"
            self.result.problems.append(Problem(ProblemKind.UNREADABLE, Span(0, limit), message))
        self.result.skeleton = "".join(self.parts)
        return self.result

    def _left_out(self, start: int, end: int, why: str) -> None:
        self.result.problems.append(Problem(ProblemKind.UNREADABLE, Span(start, end), why))

    def _is_block(self, found: re.Match[str] | None) -> bool:
        return bool(found and (found.group("name") or "").lower() in SPACELESS)

    def _run(self, start: int, end: int, before_block: bool) -> None:
        blank = self.text[start:end].isspace()
        if blank and (before_block or self.after_block):
            return
        if end - start > LONGEST_TEXT:
            self._left_out(start, end, f"a text of {end - start} characters was left out")
            self.last = end
            return
        self.parts.append(f"\ue000{len(self.result.runs)};")
        self.result.runs.append((start, end))
        if not blank:
            self.last = end
            self.after_block = False

    def _markup(self, found: re.Match[str], limit: int) -> int:
        text, start = self.text, found.start()
        mark = found.group()
        if mark == "<!--":
            end = text.find("-->", start + 2, limit)
            return end + 3 if end >= 0 else self._never_closed(start, limit, "a comment")
        name = found.group("name")
        if not name:
            end = text.find(">", start, limit)
            return end + 1 if end >= 0 else limit
        end = self._tag_end(found.end(), limit)
        name = name.lower()
        if found.group("end"):
            self._close(name, end)
            return end
        return self._begin(name, start, found.end(), end, limit)

    def _tag_end(self, at: int, limit: int) -> int:
        """End of a tag by the grammar of attributes, or, where that fails, at the next `>`."""
        if self.failures < 50:
            found = _TAG_REST.match(self.text, at, limit)
            if found:
                return found.end()
            self.failures += 1
        end = self.text.find(">", at, limit)
        return end + 1 if end >= 0 else self._never_closed(at, limit, "a tag")

    def _begin(self, name: str, start: int, inside: int, end: int, limit: int) -> int:
        self.last = end
        self.after_block = name in SPACELESS or name == "br"
        if name in RAW_TEXT:
            return self._raw_text(name, end, limit)
        number = len(self.result.tags)
        self.result.tags.append(Tag(name, start, end, inside))
        fit = _UNFIT.sub("-", name)
        if name in VOID:
            self.parts.append(f"<{fit} i={number}>")
            return end
        if self.text[end - 2] == "/" and name not in HTML:
            self.parts.append(f"<{fit} i={number}></{fit}>")
            return end
        self._imply(name)
        if len(self.open) >= DEEPEST:
            self.flattened += 1
            self.too_deep.append(name)
        else:
            self.open.append(name)
            self.parts.append(f"<{fit} i={number}>")
        return end

    def _imply(self, name: str) -> None:
        """End tags that HTML lets a page leave out (`<li>` ends the `<li>` before it)."""
        if self.open and self.open[-1] == "p" and name in SPACELESS:
            self.open.pop()
        if name not in IMPLIED:
            return
        ends, within = IMPLIED[name]
        for back in range(1, min(len(self.open), 12) + 1):
            if self.open[-back] in within:
                return
            if self.open[-back] in ends:
                del self.open[-back:]
                return

    def _raw_text(self, name: str, end: int, limit: int) -> int:
        close = re.compile(rf"</{name}\b[^>]*>", re.IGNORECASE).search(self.text, end, limit)
        return close.end() if close else self._never_closed(end, limit, f"<{name}>")

    def _never_closed(self, start: int, limit: int, what: str) -> int:
        self._left_out(start, limit, f"{what} that is never closed hides the rest")
        return limit

    def _close(self, name: str, end: int) -> None:
        if self.too_deep:
            if name == self.too_deep[-1]:
                self.too_deep.pop()
            return
        self.result.closes[self.last] = (name, end)
        self.last = end
        self.after_block = name in SPACELESS
        self.parts.append(f"</{_UNFIT.sub('-', name)}>")
        # HTML lets a page leave end tags out, so the depth kept here is only an upper bound.
        if name in self.open[-12:]:
            while self.open.pop() != name:
                pass
