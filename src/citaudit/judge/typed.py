"""Addresses in the references of a wiki page as they were typed: what MediaWiki makes no link of.

It links `http://…`, alone or in one pair of brackets with the words behind a space, and prints
everything else as it stands (Parser::handleExternalLinks).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from citaudit.judge.links import source_link
from citaudit.judge.once import once
from citaudit.model import Case, Hit, Link, Reference, Severity, Span
from citaudit.text.comments import COMMENT
from citaudit.urls.faults import fault

_TOP = "com|org|net|edu|gov|int|mil|cn|tw|hk|jp|kr|uk|de|fr|ca|au|us|eu|it|es|nl|se|ru|in|br"
_NAME = r"[\w-]+(?:\.[\w-]+)+"
_ADDRESS = re.compile(
    rf"(?<![\w./@:=-])(?:h?tt?ps?(?!://)[:;/.]{{1,3}}{_NAME}|www\.{_NAME}"
    rf"|(?:[a-z0-9-]+\.)+(?:{_TOP})(?=/))(?:[/?#][^\s\[\]|<>{{}}\"]*)?",
    re.IGNORECASE | re.ASCII,
)
_MISSPELT = re.compile(r"h?tt?ps?[:;/.]", re.IGNORECASE)
_WORDS_BEHIND_BAR = re.compile(r"\|([^\W\d_][^|=/%&?#]*)\Z")
_LONGEST = 5000  # code points of a footnote in which an address is looked for


def unlinked(case: Case) -> Iterator[Hit]:
    """Addresses that are printed as words, in references that link nothing else."""
    text = case.document.page.text
    for reference in _references(case):
        if source_link(reference) or reference.identifiers:
            continue
        for found in _ADDRESS.finditer(_own_words(text, reference)):
            start = reference.span.start + found.start()
            written = found[0].rstrip(".,;:!?)'")
            why = fault(written)
            opened = text.startswith("[", start - 1)
            if why is not None and (opened or _leads_somewhere(reference, text, written)):
                meant = opened or _MISSPELT.match(written)
                yield Hit(
                    Span(start, start + len(written)),
                    f"This is no sound address: {why.message}.",
                    severity=None if meant else Severity.WARNING,
                )


def parted_by_a_bar(case: Case) -> Iterator[Hit]:
    """`[http://… |words]`: MediaWiki takes the bar and what is behind it into the address."""
    for link in _links(case):
        found = _WORDS_BEHIND_BAR.search(link.url) if _opens(case, link.span.start) else None
        if found and "?" not in link.url[: found.start()]:
            end = link.url[: found.start()][-20:]
            why = f"it swallows the text “{found[0][:12]}”"
            yield Hit(link.span, f"This is no sound address: {why}. It should end with “{end}”.")


def wrong_brackets(case: Case) -> Iterator[Hit]:
    """A bracket that never closes, and two where one belongs."""
    text = case.document.page.text
    for link in _links(case):
        start = link.span.start
        if not _opens(case, start - 1):
            continue
        if not _opens(case, start):
            yield Hit(
                Span(start - 1, link.span.end),
                "The bracket before this address never closes: "
                "it is printed, and so is the address.",
            )
        elif text.startswith("]", link.span.end):
            yield Hit(
                Span(start - 1, link.span.end + 1),
                "Two brackets make no link to an outside address: one pair of them is printed.",
                severity=Severity.NOTE,
            )


def _references(case: Case) -> Iterator[Reference]:
    """The references that are written in wikitext, links in the prose apart."""
    if case.document.page.format == "wikitext":
        for reference in case.citations.references:
            if reference.form != "link" and reference.kind not in ("undefined", "empty"):
                yield reference


@once
def _links(case: Case) -> tuple[Link, ...]:
    """The links behind a bracket, or in one, that stand in a reference and in no template of it."""
    text = case.document.page.text
    return tuple(
        link
        for reference in _references(case)
        for link in reference.links
        if "[" in text[max(link.span.start - 1, 0) : link.span.start + 1]
        and reference.span.holds(link.span)
        and not any(template.span.holds(link.span) for template in reference.templates)
    )


def _opens(case: Case, place: int) -> bool:
    return case.document.page.text.startswith("[", place)


def _own_words(text: str, reference: Reference) -> str:
    """The reference without its templates and comments, which are blanked out."""
    span = reference.note.body_span if reference.note else reference.span
    words = span.of(text)[:_LONGEST]
    if "/" not in words and "www." not in words:
        return ""
    for template in reference.templates:
        at, end = template.span.start - span.start, template.span.end - span.start
        words = words[: max(at, 0)] + " " * (max(end, 0) - max(at, 0)) + words[max(end, 0) :]
    words = COMMENT.sub(lambda found: " " * len(found[0]), words)
    return " " * (span.start - reference.span.start) + words


def _leads_somewhere(reference: Reference, text: str, written: str) -> bool:
    """Whether it names a page, or is all there is: a site may be named for what it is."""
    body = reference.note.body if reference.note else reference.span.of(text)
    return "/" in written or body.strip(" \n*#.") == written
