"""Templates as the model gives them: name, fields, and the places of both."""

from __future__ import annotations

from functools import partial

from citaudit.model import Field, Request, Span, Template
from citaudit.parse.wikitext.scanned import Scan
from citaudit.parse.wikitext.vocabulary import vocabulary

_MOST_FIELDS = 1_000
_LONGEST_VALUE = 20_000  # longer values are tables or whole articles: no citation holds them


_span = partial(tuple.__new__, Span)  # from one tuple: half the cost of calling it


def template(page: Scan, index: int) -> Template:
    """Template `index` with its fields as written; comments in a value stay in it."""
    token, text = page.tokens[index], page.text
    fields = tuple(
        Field(name, text[start:end], _span((start, end)), _span((name_start, name_end)))
        for name, name_start, name_end, start, end in page.parts(index)[:_MOST_FIELDS]
        if end - start <= _LONGEST_VALUE
    )
    return Template(Span(token.start, token.end), token.name, fields)


def templates_inside(page: Scan, index: int) -> tuple[Template, ...]:
    """The templates in the body of token `index`; of those inside another only what cites."""
    found: list[Template] = []
    words, past = vocabulary(), 0
    for at in page.inside(index):
        token = page.tokens[at]
        if token.kind != "template":
            continue
        if token.start < past and not (words.role(token.name) or words.cites(token.name)):
            continue
        past = max(past, token.end)
        found.append(template(page, at))
    return tuple(found)


def request(page: Scan, index: int, *, of_part: bool = False) -> Request:
    """The request for a source that template `index` makes, with its date as written."""
    token, text = page.tokens[index], page.text
    since = None
    for part in page.parts(index):
        value = text[part.start : part.end]
        if part.name.lower() in ("date", "time", "日期", "时间", "時間") and value:
            since = value
    return Request(Span(token.start, token.end), token.name, since, of_part)
