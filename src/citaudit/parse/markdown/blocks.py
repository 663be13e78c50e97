"""The blocks of a Markdown page by markdown-it, with the exact place of every character in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from citaudit.model import BlockKind, MappedText, Span
from citaudit.parse.markdown.source import Source
from citaudit.parse.markdown.targets import Target, folded

DEEPEST = 60  # containers in containers; markdown-it drops what stands deeper

_PIPE = re.compile(r"(?>\\.|[^|\\])*+")
_ATTRIBUTES = re.compile(
    r"(?<![ \t])[ \t]*+\{[#.:][^{}\n]*+\}[ \t]*+\Z"
)  # pandoc's `## Title {#id .class}`
_MARKS = re.compile(r"(?:[^#\n]*?#{1,6}(?=\s))?")


@dataclass(frozen=True, slots=True)
class Passage:
    """One stretch of text a reader sees as one: its text, and where each character stands.

    `note` is the number of the footnote definition it belongs to, `item` that of the list item.
    """

    kind: BlockKind
    text: str
    place: MappedText | int
    line: int
    level: int = 0
    note: int | None = None
    item: int | None = None
    header: bool = False

    @property
    def start(self) -> int:
        return self.to_page(0)

    def to_page(self, offset: int) -> int:
        """Where the character at `offset` stands in the page."""
        return self.place + offset if isinstance(self.place, int) else self.place.to_page(offset)

    def clean(self, parts: Iterable[tuple[int, str]], shift: int = 0) -> MappedText:
        """Parts of the passage as clean text of the page; one may run on over a line end."""
        return MappedText.joined(
            piece for at, part in parts for piece in self._pieces(at + shift, part)
        )

    def _pieces(self, at: int, part: str) -> Iterator[tuple[int, str]]:
        start, last = self.to_page(at), at + len(part) - 1
        if len(part) < 2 or self.to_page(last) == start + len(part) - 1:
            yield start, part
        else:
            yield from ((self.to_page(at + k), character) for k, character in enumerate(part))

    def span(self, start: int, end: int) -> Span:
        """The stretch of the page that a stretch of the passage names."""
        if isinstance(self.place, int):
            return Span(self.place + start, self.place + end)
        begin = self.place.to_page(start)
        return Span(begin, max(begin, self.place.end_in_page(end) if end > start else begin))


@dataclass(frozen=True, slots=True)
class Definition:
    """A footnote definition `[^label]: …`, by lines."""

    label: str
    lines: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Item:
    """An item of an ordered list at the top of the page, with its number as written.

    `index` counts all items of the page, `of_list` the lists.
    """

    index: int
    of_list: int
    number: str
    lines: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Raw:
    """Lines in another language: HTML, or wikitext in a `{=mediawiki}` block."""

    kind: str
    span: Span
    note: int | None = None

    @property
    def start(self) -> int:
        return self.span.start


@dataclass(slots=True)
class Layout:
    """All blocks of a page in order of place."""

    passages: list[Passage] = field(default_factory=list)
    definitions: list[Definition] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    raw: list[Raw] = field(default_factory=list)
    targets: dict[str, Target] = field(default_factory=dict)
    target_lines: dict[str, tuple[int, int]] = field(default_factory=dict)
    too_deep: list[Span] = field(default_factory=list)
    code: list[Span] = field(default_factory=list)


def laid_out(source: Source) -> Layout:
    """The blocks of the page."""
    environment: dict[str, Any] = {}
    tokens: list[Any] = []
    parser = _parser()
    parser.block.parse(source.lines(), parser, environment, tokens)
    walk = _Walk(source)
    for token in tokens:
        walk.step(token)
    for label, target in environment.get("references", {}).items():
        walk.layout.targets[folded(label)] = Target(target["href"], target["title"])
        walk.layout.target_lines[folded(label)] = (target["map"][0], target["map"][1])
    return walk.layout


@cache
def _parser() -> Any:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.admon import admon_plugin
    from mdit_py_plugins.footnote import footnote_plugin

    parser = MarkdownIt("commonmark", {"maxNesting": DEEPEST}).enable("table").use(footnote_plugin)
    parser.use(admon_plugin)
    # Addresses stay as written: percent-encoding them would make them others.
    parser.normalizeLink = str  # type: ignore[method-assign,assignment]
    parser.validateLink = bool  # type: ignore[method-assign,assignment]
    return parser


class _Walk:
    """Follows the token stream; `open` holds the containers around the present place."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.layout = Layout()
        self.open: list[str] = []
        self.note: int | None = None
        self.item: int | None = None
        self.lists = 0
        self.level = 0
        self.cells: Iterator[Span] = iter(())

    def step(self, token: Any) -> None:
        kind = token.type
        if kind == "inline":
            if self.open[-1:] != ["admonition_title"]:  # a name, often only that of its kind
                self._passage(token)
        elif kind == "html_block":
            self.layout.raw.append(Raw("html", self._span(token.map), self.note))
        elif kind in ("fence", "code_block"):
            self.layout.code.append(self._span(token.map))
            if token.info.strip() == "{=mediawiki}":
                span = Span(
                    self.source.line_start(token.map[0] + 1),
                    self.source.line_start(token.map[1] - 1),
                )
                self.layout.raw.append(Raw("wikitext", span, self.note))
        elif token.nesting > 0:
            self._enter(token, kind[: -len("_open")])
        elif token.nesting < 0:
            self._leave(kind[: -len("_close")])

    def _enter(self, token: Any, name: str) -> None:
        if token.level == DEEPEST - 1 and token.map:
            self.layout.too_deep.append(self._span(token.map))
        if name == "heading":
            self.level = int(token.tag[1])
        elif name == "footnote_reference" and self.note is None:
            self.note = len(self.layout.definitions)
            self.layout.definitions.append(Definition(token.meta["label"], tuple(token.map)))
        elif name == "ordered_list" and not self.open:
            self.lists += 1
        elif name == "list_item" and self.open == ["ordered_list"]:
            self.item = len(self.layout.items)
            self.layout.items.append(Item(self.item, self.lists, token.info, tuple(token.map)))
        elif name == "tr":
            self.cells = iter(self._cells(token.map[0]))
        self.open.append(name)

    def _leave(self, name: str) -> None:
        if self.open:
            self.open.pop()
        if name == "list_item" and self.open == ["ordered_list"]:
            self.item = None
        elif name == "footnote_reference" and name not in self.open:
            self.note = None
        elif name == "heading":
            self.level = 0

    def _kind(self) -> BlockKind:
        names = self.open
        if names and names[-1] == "heading":
            return "heading"
        if names and names[-1] in ("td", "th"):
            return "cell"
        if "blockquote" in names:
            return "quote"
        return "item" if "list_item" in names else "paragraph"

    def _passage(self, token: Any) -> None:
        kind = self._kind()
        place: MappedText | int
        if kind == "cell":
            cell = next(self.cells, None)
            if cell is None:
                return
            text, place = cell.of(self.source.read), cell.start
        else:
            text, place = self._placed(token.content, token.map[0])
            if kind == "heading":
                text = _ATTRIBUTES.sub("", text)
        if not text:
            return
        self.layout.passages.append(
            Passage(
                kind,
                text,
                place,
                token.map[0],
                self.level,
                self.note,
                self.item,
                header=self.open[-1:] == ["th"],
            )
        )

    def _placed(self, content: str, line: int) -> tuple[str, MappedText | int]:
        """The content as it stands in the page: a plain shift where lines follow on unbroken."""
        read = self.source.read
        start, end = self.source.line_start(line), self.source.line_start(line + 1)
        first, _, rest = content.partition("\n")
        if self.level:  # `## Title ##`: the closing marks stand behind the title
            at = read.find(first, start + len(_MARKS.match(read, start, end)[0]), end)  # type: ignore[index]
        else:
            at = start + len(read[start:end].rstrip()) - len(first.rstrip())
        if at >= start and (read.startswith(content, at) if rest else read.startswith(first, at)):
            return content, at
        pieces: list[tuple[int, str]] = []
        for number, written in enumerate(content.split("\n"), line):
            begin = self.source.line_start(number)
            end = self.source.line_start(number + 1)
            body = read[begin:end].rstrip("\r\n")
            written = written.strip()
            at = max(body.rfind(written), 0)
            if pieces:
                pieces.append((begin - 1, "\n"))
            pieces.append((begin + at, body[at : at + len(written)]))
        mapped = MappedText.joined(pieces)
        return mapped.text, mapped

    def _cells(self, line: int) -> Iterator[Span]:
        """The cells of a table row; a backslash keeps a pipe inside a cell."""
        read = self.source.read
        start = self.source.line_start(line)
        end = start + len(read[start : self.source.line_start(line + 1)].rstrip())
        while start < end and read[start] in " \t>":
            start += 1
        if read.startswith("|", start):
            start += 1
        while start < end:
            found = _PIPE.match(read, start, end)
            stop = found.end() if found else end
            written = read[start:stop]
            begin = start + len(written) - len(written.lstrip())
            yield Span(begin, max(begin, start + len(written.rstrip())))
            start = stop + 1

    def _span(self, lines: list[int]) -> Span:
        start = self.source.line_start(lines[0])
        end = self.source.line_start(lines[1])
        return Span(start, start + len(self.source.read[start:end].rstrip()))
