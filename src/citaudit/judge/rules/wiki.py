"""What is wrong only in a wiki: circles, and footnotes that nothing prints."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from citaudit.judge.cite_errors import with_cite_errors
from citaudit.judge.rule import rule
from citaudit.model import (
    Case,
    Confidence,
    Hit,
    Marker,
    Page,
    Problem,
    ProblemKind,
    Reference,
    Related,
    Severity,
)
from citaudit.urls.address import host

_HEAD = 20_000  # characters of an HTML page in which MediaWiki names itself
_MEDIAWIKI = ("mw-parser-output", "mw:Page", "mediawiki", "mw-body", "wikimedia.org", "mw-ref")
_SHORT = 150  # code points of a footnote that names a wiki and nothing else
_WIKIPEDIA = re.compile(
    r"\W*(?:(?:the )?(?:english |chinese |german |french |japanese )?wikipedia"
    r"(?:, the free encyclopa?edia)?|(?:[中英日德法]文)?[维維]基百科|ウィキペディア)\W*",
    re.IGNORECASE,
)
_INTERWIKI = re.compile(
    r"\W*(?:see|from|参见|參見|见|見|来自|來自|出自)?\s*\[\[:(?:w:)?[a-z]{2,3}(?:-[a-z]{2,7})?:[^\[\]]+\]\]\W*",
    re.IGNORECASE,
)


@rule("WIKI001", Severity.WARNING, Confidence.MEDIUM)
def circular_source(case: Case) -> Iterator[Hit]:
    """A wiki page cites a wiki, or a copy of one.

    Why: What anybody can edit is no source for a page that anybody can edit: the statement may
    have been copied from there in the first place.

    Bad:

        <ref>https://en.wikipedia.org/wiki/Bridge</ref>

    Good:

        <ref>{{cite book |title=Bridges of the North |page=12}}</ref>

    What to do: Follow the wiki page's own footnotes, read the source and cite that. To point to
    an article, link to it in the text.
    """
    if not _is_wiki(case.document.page):
        return
    for reference in case.citations.references:
        if reference.form == "link":
            continue
        told = False
        for link in reference.links:
            kind = _kind(host(link.url)) if link.role == "source" else None
            if kind:
                told = True
                yield Hit(link.span, f"{host(link.url)} is {kind}: this source cites itself.")
        if not told and _names_wiki(case, reference):
            yield Hit(reference.span, "Wikipedia is named as the source: this page cites itself.")


@rule("WIKI002", Severity.WARNING, Confidence.HIGH)
def missing_reference_list(case: Case) -> Iterator[Hit]:
    """Footnotes, but no place that prints them.

    Why: Footnotes of a named group without a list print an error. Those without a group end up
    below everything else on the page, under no heading.

    Bad:

        The bridge opened in 1931.<ref group="note">By the king.</ref>
        == References ==
        <references/>

    Good:

        The bridge opened in 1931.<ref group="note">By the king.</ref>
        == Notes ==
        <references group="note"/>
        == References ==
        <references/>

    What to do: Add `<references/>` or `{{reflist}}` under its heading, with the group where the
    footnotes have one. Where a template that is not known here may print them, TOOL004 names it
    instead.
    """
    yield from with_cite_errors(case, "WIKI002", _unprinted(case))


def _names_wiki(case: Case, reference: Reference) -> bool:
    """Whether a source is said to be Wikipedia, or is a link to one in another language alone."""
    if not reference.links:
        published = (reference.fields.get(name, "") for name in ("publisher", "work", "website"))
        if any(name and _WIKIPEDIA.fullmatch(name) for name in published):
            return True
    note = reference.note
    if note is None or len(note.body) > _SHORT or case.document.page.format != "wikitext":
        return False
    return bool(_WIKIPEDIA.fullmatch(note.body) or _INTERWIKI.fullmatch(note.body))


def _unprinted(case: Case) -> Iterator[Hit]:
    document = case.document
    if document.page.format != "wikitext" or any(map(_may_be_list, document.problems)):
        return
    printed = {place.group for place in document.lists}
    groups: dict[str, list[Marker]] = {}
    for marker in document.markers:
        if marker.group not in printed:
            groups.setdefault(marker.group, []).append(marker)
    for group, markers in groups.items():
        first, *others = markers
        related = tuple(Related(marker.span, "not printed either") for marker in others[:20])
        yield Hit(first.span, _without_list(len(markers), group), related)


def _may_be_list(problem: Problem) -> bool:
    """Whether a template that is not known here may print the footnotes."""
    return problem.kind is ProblemKind.HIDDEN and problem.id == "list"


def _without_list(many: int, group: str) -> str:
    if group and many == 1:
        return f"No list prints the 1 footnote of the group “{group}”."
    if group:
        return f"No list prints the {many} footnotes of the group “{group}”."
    return f"No list prints the {many} footnotes." if many > 1 else "No list prints the 1 footnote."


def _is_wiki(page: Page) -> bool:
    if page.format == "wikitext" or page.origin == "pandoc":
        return True
    if page.format == "html":
        return any(mark in page.text[:_HEAD] for mark in _MEDIAWIKI)
    return bool(page.url and _kind(host(page.url)))


def _kind(name: str) -> str | None:
    """“Wikipedia” or “a copy of Wikipedia”, by the host or one above it."""
    parts = name.split(".")
    for start in range(len(parts) - 1):
        if found := _table().get(".".join(parts[start:])):
            return found
    return None


@cache
def _table() -> dict[str, str]:
    text = files("citaudit.judge").joinpath("wiki_mirrors.toml").read_text("utf-8")
    table = tomllib.loads(text)
    return {
        **dict.fromkeys(table["mirrors"], "a copy of Wikipedia"),
        **dict.fromkeys(table["wikis"], "Wikipedia"),
    }
