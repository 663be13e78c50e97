"""What the scanner yields: flat tokens with exact offsets."""

from __future__ import annotations

from functools import partial
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


token_of = partial(tuple.__new__, Token)
"""A token from one tuple of its values: half the cost of calling `Token`."""


class Part(NamedTuple):
    """One field of a template. A positional field has its number as `name` and no name span.

    `start:end` is the value with the white space around it taken off.
    """

    name: str
    name_start: int
    name_end: int
    start: int
    end: int


part_of = partial(tuple.__new__, Part)
"""A part from one tuple of its values."""


class UnreadStretch(NamedTuple):
    """A stretch whose structure was not read, and why."""

    start: int
    end: int
    reason: str
