"""Parts of a Markdown page in another language: raw HTML, raw wikitext, a `<ref>` left as text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from citaudit.model import Document, Link, MappedText, Page, Span, Template
from citaudit.parse.markdown.source import LeftRef
from citaudit.parse.moved import moved
from citaudit.urls.prose import url_spans

_COMMENT = re.compile(r"\s*+(?><!--(?>[^-]|-(?!->))*+-->\s*+)++\Z")
_WIKI_TEMPLATE = re.compile(
    r"\{\{\s*+(?:cite[ _]\w|citation|cit[aeo]\w* |harv|sfn|r\||rp\||cn\b|fact\b"
    r"|dead[ _]link|failed[ _]|wayback|webarchive|来源|來源|需要|失效"
    r"|isbn|doi|arxiv|notetag|reftag)",
    re.IGNORECASE,
)
_TAG = re.compile(r"<[^<>]*+>")
_ADDRESS = re.compile(r"\b(?:href|src|cite)\s*=", re.IGNORECASE)
_ANGLED = re.compile(r"<((?:https?|ftp)://[^\s<>]*)>")
_NAME = re.compile(r"\bname\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'/>]+))", re.IGNORECASE)
_GROUP = re.compile(r"\bgroup\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'/>]+))", re.IGNORECASE)


def is_wiki(text: str, start: int, end: int) -> bool:
    """Whether `{{…}}` is a wiki's citation or tag; the templates of site tools look alike."""
    return bool(_WIKI_TEMPLATE.match(text, start, end))


def is_worth_reading(html: str) -> bool:
    """Whether a piece of raw HTML holds words or addresses: most pieces are lone tags."""
    if _COMMENT.match(html):
        return False
    return bool(_ADDRESS.search(html) or _TAG.sub("", html).strip())


def html_part(page: Page, span: Span) -> Document:
    """A stretch of raw HTML, read and moved to its place."""
    from citaudit.parse import html

    part = replace(page, text=span.of(page.text), format="html")
    return moved(html.parse(part), page, span.start)


def wikitext_part(page: Page, text: str, place: MappedText | int) -> Document:
    """Wikitext inside the page, read and moved to its place."""
    from citaudit.parse import wikitext

    part = replace(page, text=text, format="wikitext")
    return moved(wikitext.parse(part), page, place)


def mended(body: str) -> str:
    """A note's wikitext with what a converter put into it blanked out, every offset kept."""
    without_angles = _ANGLED.sub(lambda found: f" {found.group(1)} ", body)
    return without_angles.replace("`", " ")


def left_note(page: Page, ref: LeftRef) -> Document:
    """What a `<ref>` left as text says: its templates and links, in their places."""
    body = mended(ref.body.of(page.text))
    part = wikitext_part(page, body, ref.body.start)
    if part.links:
        return part
    bare = tuple(
        Link(
            Span(ref.body.start + start, ref.body.start + end),
            body[start:end],
            "source",
            body[start:end],
        )
        for start, end in url_spans(body)
    )
    return replace(part, links=bare)


def ref_name(tag: str) -> str:
    """The `name` of a `<ref>` tag; empty where it has none."""
    return _value(_NAME, tag)


def ref_group(tag: str) -> str:
    """The `group` of a `<ref>` tag; empty where it has none."""
    return _value(_GROUP, tag)


def _value(pattern: re.Pattern[str], tag: str) -> str:
    found = pattern.search(tag)
    return (
        " ".join(next(part for part in found.groups() if part is not None).split()) if found else ""
    )


def inside(templates: Sequence[Template], span: Span) -> tuple[Template, ...]:
    """The templates that stand in a stretch of the page."""
    return tuple(template for template in templates if span.holds(template.span))
