"""Finding the identifiers of sources: in fields, in addresses and in prose."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from urllib.parse import unquote

from citaudit.extract.checks import CHECKED, identified, plain_doi
from citaudit.extract.plain import plain
from citaudit.model import Field, Identifier, Link, Scheme, Span, Template
from citaudit.text.templates import printed_scheme
from citaudit.urls.address import address

_DOI_IN_TEXT = re.compile(
    r"(?<![\d.])10\.\d{4,9}(?:\.\d{1,9}){0,3}/[^\s\"|{}\u3000-\u303f\uff00-\uffef\u4e00-\u9fff]{1,300}",
    re.ASCII,
)
_ISBN_IN_TEXT = re.compile(
    r"\bISBN(?:-?1[03])?\s*+(?:[:：]\s*+)?((?:97[89][\s\-‐–]?)?(?:[0-9][\s\-‐–]{0,2}){9}[0-9Xx])(?![0-9])",
    re.I,
)
_ISSN_IN_TEXT = re.compile(r"\bISSN\s*+(?:[:：]\s*+)?([0-9]{4}[-‐–]?[0-9]{3}[0-9Xx])\b", re.I)
_PMID_IN_TEXT = re.compile(r"\bPMID\s*+(?:[:：]\s*+)?([0-9]{1,9})\b", re.I)
_PMC_IN_TEXT = re.compile(r"\bPMC\s?([0-9]{3,9})\b")
_ARXIV_IN_TEXT = re.compile(
    r"\barXiv\s*+:\s*+((?:[a-z\-]{2,12}(?:\.[A-Z]{2})?/)?[0-9]{4}\.?[0-9]{3,5}(?:v\d{1,3})?)", re.I
)
_CSBN_IN_TEXT = re.compile(
    r"(?:统一书号|統一書號|CSBN)\s*+(?:[:：]\s*+)?([0-9]{4,5}[·.\-・‧•][0-9]{1,5})"
)
_IN_TEXT: tuple[tuple[tuple[str, ...], Scheme, re.Pattern[str]], ...] = (
    (("ISBN",), "isbn", _ISBN_IN_TEXT),
    (("ISSN",), "issn", _ISSN_IN_TEXT),
    (("PMID",), "pmid", _PMID_IN_TEXT),
    (("PMC",), "pmc", _PMC_IN_TEXT),
    (("ARXIV",), "arxiv", _ARXIV_IN_TEXT),
    (("书号", "書號", "CSBN"), "csbn", _CSBN_IN_TEXT),
)
# Publishers put the DOI of an article in its address.
_PUBLISHED = re.compile(r"/doi/(?:[a-z]{2,8}/){0,2}(10\.\d{4,9}/[^?#]+)")
_OPENED = {")": "(", "]": "[", ">": "<"}

_HOSTS: tuple[tuple[str, Scheme, str], ...] = (
    (r"(?:dx\.|www\.)?doi\.org", "doi", r"/(?:doi:)?(10\..+)"),
    (
        r"link\.springer\.com",
        "doi",
        r"/(?:article|chapter|book|content/pdf)/(10\.\d{4,9}/[^/?]+?)(?:\.pdf)?(?:[/?].*)?",
    ),
    (
        r"(?:www\.)?(?:bio|med)rxiv\.org",
        "doi",
        r"/content/(10\.\d{4,9}/[\d.]+\d)(?:v\d+)?(?:[./?].*)?",
    ),
    (
        r"(?:www\.)?(?:export\.)?arxiv\.org|xxx\.lanl\.gov",
        "arxiv",
        r"/(?:abs|pdf|html)/([a-z\-]+(?:\.[a-z]{2})?/\d{7}|\d{4}\.\d{4,5})(?:v\d+)?(?:\.pdf)?/?",
    ),
    (r"(?:www\.)?pubmed\.ncbi\.nlm\.nih\.gov", "pmid", r"/(\d{1,9})(?:/.*)?"),
    (
        r"(?:.*\.)?ncbi\.nlm\.nih\.gov",
        "pmid",
        r"/(?:m/)?pubmed/?(?:\?term=|(?<=/))(\d{1,9})(?:[/?&].*)?",
    ),
    (
        r"(?:www\.)?ncbi\.nlm\.nih\.gov",
        "pmid",
        r"/(?:sites/)?entrez/?(?:query\.fcgi)?\?(?=.*\bdb=pubmed\b).*\blist_uids=(\d{1,9})(?:&.*)?",
    ),
    (
        r"(?:.*\.)?ncbi\.nlm\.nih\.gov|pmc\.ncbi\.nlm\.nih\.gov|(?:www\.)?pubmedcentral(?:canada)?\.(?:nih\.gov|ca)",
        "pmc",
        r"/(?:pmcc?/)?articles/(?:PMC)?(\d{1,9})(?:/.*)?",
    ),
    (r"(?:www\.)?europepmc\.org", "pmid", r"/(?:abstract|article)/med/(\d{1,9})(?:/.*)?"),
    (
        r"(?:www\.)?europepmc\.org",
        "pmc",
        r"/(?:articles?(?:/pmc)?/|scanned\?.*articles=)pmc(\d{1,9})(?:[/&?].*)?",
    ),
    (r"hdl\.handle\.net", "hdl", r"/([^?]+)"),
    (r"(?:www\.)?worldcat\.org", "oclc", r"/(?:title/(?:.*/)?)?oclc/(\d+)(?:[/?&].*)?"),
    (r"search\.worldcat\.org", "oclc", r"/(?:[a-z\-]{2,7}/)?title/(?:oclc/)?(\d+)(?:[/?].*)?"),
    (
        r"(?:www\.)?jstor\.org",
        "jstor",
        r"/(?:stable|pss)/(?:pdf/)?(?:10\.2307/)?([\w.\-/]+?)(?:\.pdf)?(?:\?.*)?",
    ),
    (r"lccn\.loc\.gov", "lccn", r"/([\w\-]+)"),
    (r"(?:ui\.)?adsabs\.harvard\.edu", "bibcode", r"/abs/([^/?]{19})(?:/.*)?"),
    (
        r"papers\.ssrn\.com|(?:www\.)?ssrn\.com",
        "ssrn",
        r"/(?:sol3/papers\.cfm\?(?:.*&)?abstract_?id=|abstract=)(\d+)(?:&.*)?",
    ),
    (r"(?:www\.)?osti\.gov", "osti", r"/(?:biblio|servlets/purl)/(\d+)(?:[\-/].*)?"),
    (r"(?:www\.)?zbmath\.org", "zbl", r"/(?:\?q=an:)?(\d{4}\.\d{5})(?:&.*)?"),
    (
        r"mathscinet\.ams\.org|www\.ams\.org",
        "mr",
        r"/(?:mathscinet/|msnmain)?(?:mathscinet-)?getitem\?(?:.*&)?mr=(?:mr)?(\d{1,7})(?:&.*)?",
    ),
    (
        r"citeseerx?\.ist\.psu\.edu",
        "citeseerx",
        r"/viewdoc/\w+\?(?:.*&)?doi=(10\.1\.1\.[\d.]*\d)(?:&.*)?",
    ),
    (r"(?:api\.|www\.)?semanticscholar\.org", "s2cid", r"/corpusid:(\d+)"),
    (r"(?:www\.)?openlibrary\.org", "ol", r"/(?:books|works|authors)/OL/?(\d+[AMW])(?:/.*)?"),
    (r"books\.google\.[a-z.]{2,6}", "isbn", r"/books\?vid=isbn(\d{9}[\dx]|\d{13})(?:&.*)?"),
)
_HOSTED = tuple(
    (re.compile(host), scheme, re.compile(path, re.IGNORECASE)) for host, scheme, path in _HOSTS
)


_ANY_OF_THEM = re.compile("|".join(f"(?:{hosts.pattern})" for hosts, _, _ in _HOSTED))


def of_fields(fields: Iterable[tuple[str, Field]]) -> Iterator[Identifier]:
    """The identifiers in a template's fields, given as (canonical name, field) pairs.

    One in double round brackets (`((978-…))`, CS1's mark for "as printed") is held to no check.
    """
    for name, field in fields:
        if name == "id":
            yield from of_text(field.value, field.span.start)
        scheme = CHECKED.get(name)
        if scheme is None or not (written := plain(field.value)):
            continue
        accepted = written.startswith("((") and written.endswith("))")
        identifier = identified(scheme, written.strip("()") if accepted else written, field.span)
        if accepted:
            identifier = Identifier(scheme, identifier.value, field.span)
        yield identifier


def of_templates(templates: Iterable[Template]) -> Iterator[Identifier]:
    """The identifiers that templates print, such as `{{ISBN|0-306-40615-2}}`."""
    for template in templates:
        if scheme := CHECKED.get(printed_scheme(template.name) or ""):
            for field in template.fields:
                if field.name.isdigit() and (written := plain(field.value)):
                    yield identified(scheme, written, field.span)


def of_link(link: Link) -> Identifier | None:
    """The identifier that an address is another spelling of."""
    parts = address(link.url)
    if parts is None:
        return None
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    for scheme, shape in _shapes_at(parts.host):
        if found := shape.fullmatch(path):
            identifier = identified(scheme, unquote(found[1]), link.span)
            return None if identifier.problem else identifier
    if found := _PUBLISHED.search(unquote(parts.path)):
        identifier = identified("doi", found[1], link.span)
        return None if identifier.problem else identifier
    return None


@lru_cache(maxsize=4096)
def _shapes_at(host: str) -> tuple[tuple[Scheme, re.Pattern[str]], ...]:
    if not _ANY_OF_THEM.fullmatch(host):
        return ()
    return tuple((scheme, shape) for hosts, scheme, shape in _HOSTED if hosts.fullmatch(host))


def of_text(text: str, offset: int = 0) -> Iterator[Identifier]:
    """The identifiers named in prose (`ISBN 978-…`, `doi:10.…`), in order.

    Their spans are those in `text`, moved by `offset`.
    """
    if not text or text.isspace():
        return
    shouted = text.upper()
    found = [
        identified(scheme, match[1], Span(offset + match.start(1), offset + match.end(1)))
        for words, scheme, shape in _IN_TEXT
        if any(word in shouted for word in words)
        for match in shape.finditer(text)
    ]
    if "10." not in text:
        yield from sorted(found, key=lambda identifier: identifier.span)
        return
    for match in _DOI_IN_TEXT.finditer(text):
        words = _doi_as_far(match[0])
        if words:
            start = offset + match.start()
            found.append(identified("doi", words, Span(start, start + len(words))))
    yield from sorted(found, key=lambda identifier: identifier.span)


def _doi_as_far(words: str) -> str:
    """A DOI in prose ends before closing marks that it did not open, as an address does."""
    depth: list[str] = []
    for at, character in enumerate(words):
        if character in "([<":
            if character == "<" and re.match(
                r"</[a-z]|<(?:ref|br|small|sup|span|div)\b", words[at : at + 7]
            ):
                words = words[:at]
                break
            depth.append(character)
        elif character in _OPENED:
            if not depth or depth[-1] != _OPENED[character]:
                words = words[:at] if character != ">" else words[:at].removesuffix("--")
                break
            depth.pop()
    return plain_doi(words) if "/" in words.rstrip("/") else ""
