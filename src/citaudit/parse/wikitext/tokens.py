"""What the scanner yields: flat tokens with exact offsets, properly nested."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Kind = Literal[
    "comment",  # <!-- … -->
    "hidden",  # <nowiki>, <pre>, <math>…: MediaWiki does not read what is inside
    "ref",  # <ref>, closed or self-closing
    "references",  # <references>, closed or self-closing
    "tag",  # any other extension tag whose inside is read: <gallery>, <poem>, <indicator>…
    "html",  # one HTML tag, opening or closing: <br/>, <div …>, </div>
    "template",  # {{name|…}}
    "function",  # {{#if:…}}, {{lc:…}}, {{#tag:ref|…}}
    "argument",  # {{{name|default}}}
    "wikilink",  # [[target|text]]
    "conversion",  # -{…}-
    "link",  # [http://address text]
    "url",  # http://address
    "heading",  # a whole line == … ==
    "table-open",  # {| and the attributes behind it
    "table-close",  # |}
    "table-row",  # |- and the attributes behind it
    "table-caption",  # |+
    "table-cell",  # | at the start of a line, or || in it
    "table-head",  # ! at the start of a line, or !! in it
]


class Token(NamedTuple):
    """One piece of markup: `text[start:end]`.

    `text[inner_start:inner_end]` is what stands inside: the body of a tag, the inside of braces or
    brackets (with the name and all fields), the words of a heading, the rest of the line behind a
    table mark (a table token itself spans only its mark). A self-closing tag has
    `inner_start == inner_end == end`. `name`: of a tag in lower case, `/div` for a closing HTML
    tag; of a template or function with white space folded; the target of a wikilink; the address
    that MediaWiki links of a `link` or `url`; the number of `=` of a heading.
    """

    start: int
    end: int
    kind: Kind
    name: str
    inner_start: int
    inner_end: int

    @property
    def self_closing(self) -> bool:
        """Whether a tag has no body (`<ref name=x/>`)."""
        return self.inner_start == self.end


class Part(NamedTuple):
    """One field of a template. A positional field has its number as `name` and no name span.

    `start:end` is the value with the white space around it taken off.
    """

    name: str
    name_start: int
    name_end: int
    start: int
    end: int


class Unread(NamedTuple):
    """A stretch whose structure was not read, and why."""

    start: int
    end: int
    reason: str


@dataclass(slots=True)
class Scan:
    """All markup of one page in order of place.

    `tokens` are sorted by `start` and nest properly; `parents[i]` is the index of the innermost
    token around token i, or -1. `open_refs` are the places of `<ref …>` tags that never close:
    MediaWiki prints them as text. `unseen` are the indexes of tokens that MediaWiki never reads: in
    a template field which a later one of the same name overrides, in a branch never taken.
    """

    text: str
    tokens: list[Token] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    open_refs: list[int] = field(default_factory=list)
    unseen: frozenset[int] = frozenset()
    _parts: dict[int, list[Part]] = field(default_factory=dict)

    def inside(self, index: int) -> range:
        """Indexes of all tokens inside token `index`, however deep."""
        return range(index + 1, bisect_left(self.starts, self.tokens[index].end, index + 1))

    def children(self, index: int) -> Iterator[int]:
        """Indexes of the tokens directly inside token `index`; -1 for the page itself."""
        at, stop = (index + 1, self.inside(index).stop) if index >= 0 else (0, len(self.tokens))
        while at < stop:
            yield at
            at = self.inside(at).stop

    def around(self, offset: int) -> int:
        """Index of the innermost token that holds the character at `offset`, or -1."""
        at = bisect_right(self.starts, offset) - 1
        while at >= 0 and self.tokens[at].end <= offset:
            at = self.parents[at]
        return at

    def parts(self, index: int) -> list[Part]:
        """The fields of template, function or argument `index`, in order, as written.

        A function's first field is what stands behind its colon.
        """
        from citaudit.parse.wikitext.parts import parts_of

        known = self._parts.get(index)
        if known is None:
            known = self._parts[index] = parts_of(self, index)
        return known
