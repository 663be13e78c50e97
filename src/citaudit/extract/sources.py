"""Reading one source: from its templates where it has any, else from how it is written out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from citaudit.extract import identifiers
from citaudit.extract.checks import isbn13_digit
from citaudit.extract.dates import cited_date
from citaudit.extract.dead_marks import dead_marks
from citaudit.extract.plain import plain
from citaudit.extract.templates import (
    canonical_fields,
    is_archive_template,
    is_filled,
    is_maintenance,
    kind_of,
    named_fields,
    prints_identifiers,
)
from citaudit.extract.written import (
    Written,
    names_a_copy,
    names_itself,
    names_something,
    written,
)
from citaudit.model import (
    CitedDate,
    DateRole,
    DeadMark,
    Field,
    Identifier,
    Link,
    ReferenceKind,
    Span,
    Template,
)
from citaudit.model.records import changed
from citaudit.text.comments import COMMENT
from citaudit.urls.address import host
from citaudit.urls.archive import parse_archive_url
from citaudit.urls.canonical import source_key

# Characters in which a source is looked for; none is written out at greater length.
_LENGTH = 20_000
# What stands before a bare address and names it: `Past and Present - http://…`.
_LEAD_IN = re.compile(r"([^\W\d][^.。;；]{4,100}?)\s*[:：,，\-–—]")
_UNSEEN = re.compile(r"<(style|script)\b.*?(?:</\1>|\Z)", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]*+>")
_BEFORE_HOST = re.compile(r"^(?:https?:)?//(?:www\.)?", re.IGNORECASE)
_WORD = re.compile(r"\w")
_RESOLVERS = frozenset({"doi.org", "dx.doi.org", "www.doi.org", "hdl.handle.net"})
_DATE_FIELDS: dict[str, DateRole] = {
    "date": "published",
    "year": "published",
    "publication-date": "published",
    "access-date": "accessed",
    "archive-date": "archived",
}


@dataclass(slots=True)
class Source:
    """What a stretch of the page says of one source. `empty`: nothing is left to look up."""

    kind: ReferenceKind = "other"
    title: str | None = None
    fields: dict[str, str] = field(default_factory=dict)
    links: tuple[Link, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    dates: tuple[CitedDate, ...] = ()
    templates: tuple[Template, ...] = ()
    called_dead: tuple[DeadMark, ...] = ()
    empty: bool = False


def read_source(
    text: str, span: Span, templates: Sequence[Template], links: Sequence[Link]
) -> Source:
    """Reads the source in the stretch `span` of the page `text`.

    `templates` and `links` are those of the stretch and, at the end, of marks that follow it.
    Of several citation templates the first is the source; the links of all are kept.
    """
    cited = [template for template in templates if kind_of(template)]
    archives = [template for template in templates if is_archive_template(template)]
    pairs = [pair for template in cited for pair in named_fields(template)]
    source = Source(templates=tuple(templates), links=tuple(_with_roles(links, pairs)))
    rest = _rest(text, span, templates, links)[:_LENGTH]
    if cited:
        source.fields = canonical_fields(cited[0])
        _of_templates(source, cited[0], pairs, rest, span.start)
    else:
        _of_prose(source, span, rest)
    for template in archives[:1]:
        _archived_by(source, template)
    source.called_dead = dead_marks(source.links, templates, pairs)
    source.empty = _is_empty(source, rest)
    return source


def key_of(source: Source) -> str | None:
    """The key of the source: a DOI, PMID, PMC or arXiv id, its address, or its ISBN.

    Different pages or chapters of one source are cited apart, so they are part of the key; the
    pages of a journal's article are those on which it stands.
    """
    parts = (source.fields.get(name) for name in ("chapter", "page", "pages", "at"))
    where = "".join(f"#{part}" for part in parts if part and source.kind != "journal")
    sound = {i.scheme: i.value for i in reversed(source.identifiers) if not i.problem}
    for scheme in ("doi", "pmid", "pmc", "arxiv"):
        if scheme in sound:
            return f"{scheme}:{sound[scheme].lower()}{where}"
    main = main_link(source.links)
    if main:
        return f"{source_key(main.url)}{where}"
    for scheme in ("isbn", "csbn", "oclc"):
        if scheme in sound:
            value = _isbn13(sound[scheme]) if scheme == "isbn" else sound[scheme]
            return f"{scheme}:{value}{where}"
    return None


def main_link(links: Iterable[Link]) -> Link | None:
    """The link to the source itself, or to its copy where only a copy is linked."""
    ranked = sorted(links, key=lambda link: ("source", "identifier", "archive").index(link.role))
    return ranked[0] if ranked else None


def _of_templates(
    source: Source, main: Template, pairs: Sequence[tuple[str, Field]], rest: str, offset: int
) -> None:
    fields = source.fields
    title = fields.get("title") or fields.get("script-title") or fields.get("trans-title")
    source.title = title or fields.get("chapter")
    source.kind = _kind_by_fields(fields) if kind_of(main) == "other" else kind_of(main) or "other"
    source.dates = tuple(_field_dates(pairs[: len(main.fields)]))
    found = [*identifiers.of_fields(pairs), *identifiers.of_templates(source.templates)]
    found += _linked_identifiers(source.links)
    found += identifiers.of_text(rest, offset)
    source.identifiers = _once(found)


def _of_prose(source: Source, span: Span, rest: str) -> None:
    main = main_link(link for link in source.links if span.holds(link.span))
    titled = (link for link in source.links if span.holds(link.span))
    title = next((words for link in titled if (words := _link_title(link))), None)
    until = main.span.end - span.start if main else 0
    copies = [link.span.end - span.start for link in source.links if _is_called_copy(link)]
    read: Written = written(rest, span.start, title, until, copies)
    if main and read.title is None and (lead := _LEAD_IN.fullmatch(plain(rest[:until]))):
        read.title = read.fields["title"] = lead[1]
    source.title, source.fields, source.dates = read.title, read.fields, tuple(read.dates)
    if main is None:
        source.kind = read.kind or "other"
    elif read.title is None and not names_something(rest):
        source.kind = "bare"
    else:
        source.kind = read.kind if read.kind in ("journal", "news") else "web"
    found = [*identifiers.of_templates(source.templates), *_linked_identifiers(source.links)]
    found += identifiers.of_text(rest, span.start)
    source.identifiers = _once(found)


def _is_called_copy(link: Link) -> bool:
    return link.role == "archive" and link.text is not None and names_a_copy(link.text)


def _kind_by_fields(fields: dict[str, str]) -> ReferenceKind:
    """The kind of a `{{citation}}`, which serves for every kind."""
    if "journal" in fields:
        return "journal"
    if "isbn" in fields or ("publisher" in fields and "url" not in fields):
        return "book"
    return "web" if "url" in fields else "other"


def _with_roles(links: Sequence[Link], fields: Iterable[tuple[str, Field]]) -> Iterable[Link]:
    """The links in their roles: a copy, a resolver of identifiers, or the source."""
    named = {field.span.start for name, field in fields if name == "archive-url"}
    for link in links:
        if link.role == "archive" or link.span.start in named or parse_archive_url(link.url):
            yield changed(link, role="archive")
        elif host(link.url) in _RESOLVERS:
            yield changed(link, role="identifier")
        else:
            yield link


def _archived_by(source: Source, template: Template) -> None:
    """Adds what `{{Wayback|url=|date=|title=}}` and its kin say of the copy."""
    copy = next((link for link in source.links if template.span.holds(link.span)), None)
    if copy is None:
        return
    said = {f.name.strip().lower(): f for f in template.fields if f.value.strip()}
    source.fields.setdefault("archive-url", copy.url)
    if "title" in said and source.title is None:
        source.title = plain(said["title"].value)
        source.fields.setdefault("title", source.title)
        source.kind = "web" if source.kind in ("bare", "other") else source.kind
    if dated := said.get("date"):
        day = plain(dated.value)
        source.fields.setdefault("archive-date", day)
        source.dates = (*source.dates, cited_date("archived", day, dated.span))


def _rest(text: str, span: Span, templates: Sequence[Template], links: Sequence[Link]) -> str:
    """The stretch with templates, links, comments and tags blanked out, of the same length.

    Nothing at all where a template is all there is, as in most footnotes of the English Wikipedia.
    """
    if templates and templates[0].span == span:
        return ""
    words = text[span.start : span.end]
    places = [*(template.span for template in templates), *(link.span for link in links)]
    holes = [(p.start - span.start, p.end - span.start) for p in places if span.holds(p)]
    parts: list[str] = []
    at = 0
    for start, end in sorted(holes):
        if end <= at:
            continue
        parts.append(words[at : max(start, at)])
        parts.append(" " * (end - max(start, at)))
        at = end
    return visible("".join((*parts, words[at:])))


def visible(text: str) -> str:
    """`text` with comments, styles and tags blanked out, of the same length."""
    if "<" in text:
        for markup in (COMMENT, _UNSEEN, _TAG):
            text = markup.sub(lambda found: " " * len(found[0]), text)
    return text


def _link_title(link: Link) -> str | None:
    """The words of a link where they say more than its address, its host or its nature."""
    if not link.text:
        return None
    words = plain(link.text).strip()
    bare = _BEFORE_HOST.sub("", words, 1).rstrip("/… ")
    address = _BEFORE_HOST.sub("", link.url, 1).rstrip("/")
    site = address.partition("/")[0].casefold()
    named = bare.casefold().removeprefix("www.") == site
    nothing = not bare or bare == address or named or words.isdigit() or names_itself(words)
    return None if nothing else words.strip('“”"')


def _field_dates(pairs: Iterable[tuple[str, Field]]) -> Iterable[CitedDate]:
    for name, given in pairs:
        role = _DATE_FIELDS.get(name)
        if role and (value := plain(given.value)):
            yield cited_date(role, value, given.span)


def _linked_identifiers(links: Iterable[Link]) -> list[Identifier]:
    found = (identifiers.of_link(link) for link in links if link.role != "archive")
    return [identifier for identifier in found if identifier]


def _once(found: Iterable[Identifier]) -> tuple[Identifier, ...]:
    first: dict[tuple[str, str], Identifier] = {}
    for identifier in found:
        first.setdefault((identifier.scheme, identifier.value.lower()), identifier)
    return tuple(first.values())


def _is_empty(source: Source, rest: str) -> bool:
    if source.links or source.identifiers:
        return False
    speaking = [t for t in source.templates if not (is_maintenance(t) or prints_identifiers(t))]
    if any(kind_of(t) is None or is_filled(t) for t in speaking):
        return False
    return not _WORD.search(plain(rest))


def _isbn13(value: str) -> str:
    """An ISBN of ten digits as the thirteen that stand for the same book."""
    if len(value) != 10:
        return value
    digits = f"978{value[:9]}"
    return f"{digits}{isbn13_digit(digits)}"
