"""Identifiers held to their own checks: the check digit, or the form that they are given out in.

Where the checks come from: the ISBN Users' Manual; ISO 3297 (ISSN); the DOI Handbook; arXiv's help
on identifiers; for PMID, PMC and the others Module:Citation/CS1.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from urllib.parse import unquote

from citaudit.extract.csbn import csbn_problem
from citaudit.model import Identifier, Scheme, Span

_DOI_STOPS = ".,;:'\"、。，"
_DOI_PAGES = (
    "/abstract", "/full", "/pdf", "/epdf", "/summary", "/meta", "/html", "/htm", "/issuetoc",
    "/figures",
)  # fmt: skip
_LONGEST_PAGE = max(map(len, _DOI_PAGES))
_ARXIV_NEW = re.compile(r"(\d\d)(0[1-9]|1[0-2])\.(\d{4,5})(?:v\d+)?")
_ARXIV_OLD = re.compile(r"[a-z\-]+(?:\.[A-Z]{2})?/(\d\d)(0[1-9]|1[0-2])\d{3}(?:v\d+)?")
# The highest numbers given out by 2026 with room for some years, after CS1's own limits.
_HIGHEST = {"pmid": 46_000_000, "pmc": 14_500_000}
_SHAPES: Mapping[Scheme, str] = {
    "oclc": r"(?:\(OCoLC\))?(?:oc[mn]|on)?0*\d{1,10}",
    "jstor": r"(?:10\.\d{4,}/)?[\w.\-]+",
    "lccn": r"[a-z]{0,3}\s?\d{2}[\d\-]{4,10}",
    "bibcode": r"(?:1[0-9]{3}|20[0-9]{2})[A-Za-z&.]{5}[\w.]{9}[A-Z.]",
    "s2cid": r"\d{1,10}",
    "ssrn": r"\d{1,8}",
    "osti": r"\d{4,9}",
    "ol": r"(?:OL)?\d+[AMW]",
    "rfc": r"\d{1,5}",
    "asin": r"[A-Z0-9]{10}",
    "hdl": r"[^\s/]+/\S+",
    "mr": r"\d{4,8}",
    "zbl": r"(?:0*\d{1,4}\.\d{5}|\d{7,8})",
    "jfm": r"\d{2}\.\d{4}\.\d{2}",
    "cn": r"[0-9]{2}-[0-9]{4}(?:/[A-Z0-9\-]+)?",
}


def identified(scheme: Scheme, written: str, span: Span) -> Identifier:
    """The identifier in its plain spelling, with what is wrong with it."""
    value = _SPELLINGS.get(scheme, str.strip)(written)
    check = _CHECKS.get(scheme)
    problem = check(value) if check else _shape_problem(scheme, value)
    return Identifier(scheme, value, span, problem)


def isbn13_digit(digits: str) -> str:
    """The check digit behind the first twelve digits of an ISBN."""
    total = sum(int(digit) * (3 if at % 2 else 1) for at, digit in enumerate(digits))
    return str(-total % 10)


def plain_doi(written: str) -> str:
    """A DOI without `doi:`, a resolver's address, escapes and what publishers hang on."""
    value = written.strip().replace("\\", "")
    if "%2F" in value.upper():
        value = unquote(value)
    value = re.sub(
        r"^(?:https?://)?(?:dx\.)?(?:www\.)?doi\.org/|^doi\s*[:：]?\s*", "", value, flags=re.I
    )
    return _without_page(value).strip()


def _without_page(doi: str) -> str:
    """A DOI without the stops and the names of pages (`/full`, `/pdf.`) that it ends with."""
    while True:
        doi = doi.rstrip(_DOI_STOPS)
        end = doi[-_LONGEST_PAGE:].lower()
        page = next((page for page in _DOI_PAGES if end.endswith(page)), None)
        if page is None:
            return doi
        doi = doi[: -len(page)]


def _isbn(written: str) -> str:
    return (
        re.sub(r"[\s\-‐‑–—\u200b-\u200f]", "", written).upper().removeprefix("ISBN").lstrip(":：")
    )


def _issn(written: str) -> str:
    digits = re.sub(r"[\s‐‑–—\-]", "", written).upper()
    return f"{digits[:4]}-{digits[4:]}" if len(digits) == 8 else written.strip()


def _arxiv(written: str) -> str:
    value = re.sub(r"^arxiv\s*:\s*", "", written.strip(), flags=re.I)
    number, bracket, _ = value.partition("[")  # `[math.GT]`, the subject, follows a new number
    return number.rstrip() if bracket and value.endswith("]") else value


def _pmc(written: str) -> str:
    return re.sub(r"^PMC", "", written.strip(), flags=re.I)


def _doi_problem(value: str) -> str | None:
    found = re.fullmatch(r"10\.(\d{4,9})(?:\.\d+)*/(\S+)", value, re.ASCII)
    if found is None:
        return f"“{value[:60]}” is no DOI: 10., a registrant of four digits or more, / and a suffix"
    if found[1].startswith("0") or found[1] == "5555":
        return f"10.{found[1]} is no DOI registrant"
    return None


def _isbn_problem(value: str) -> str | None:
    if re.fullmatch(r"\d{9}[\dX]", value, re.ASCII):
        total = sum((10 - at) * (10 if c == "X" else int(c)) for at, c in enumerate(value))
        return None if total % 11 == 0 else "its check digit is wrong"
    if re.fullmatch(r"\d{13}", value, re.ASCII):
        if not value.startswith(("978", "979")) or value.startswith("9790"):
            return "an ISBN of 13 digits begins with 978 or 979"
        return None if value[12] == isbn13_digit(value[:12]) else "its check digit is wrong"
    if re.fullmatch(r"[\dX]+", value, re.ASCII):
        return f"an ISBN has 10 or 13 digits, not {len(value)}"
    return "a character stands in it that no ISBN has"


def _issn_problem(value: str) -> str | None:
    digits = value.replace("-", "")
    if not re.fullmatch(r"\d{7}[\dX]", digits, re.ASCII):
        return "an ISSN has eight digits, the last of which may be X"
    total = sum((8 - at) * (10 if c == "X" else int(c)) for at, c in enumerate(digits))
    return None if total % 11 == 0 else "its check digit is wrong"


def _counted_problem(scheme: str) -> Callable[[str], str | None]:
    def problem(value: str) -> str | None:
        if not re.fullmatch(r"[1-9]\d*", value, re.ASCII):
            return f"a {scheme.upper()} is a number without leading zero"
        too_high = len(value) > 9 or int(value) > _HIGHEST[scheme]
        return f"no {scheme.upper()} is that high" if too_high else None

    return problem


def _arxiv_problem(value: str) -> str | None:
    if found := _ARXIV_NEW.fullmatch(value):
        month = int(found[1] + found[2])
        if month < 704:
            return "arXiv gave out such numbers only from April 2007"
        digits = 4 if month < 1501 else 5
        return None if len(found[3]) == digits else f"its number should have {digits} digits"
    if found := _ARXIV_OLD.fullmatch(value):
        month = int(found[1] + found[2])
        return (
            None if month >= 9107 or month <= 703 else "arXiv gave out such ids only to March 2007"
        )
    return f"“{value[:40]}” has the form of no arXiv id"


def _shape_problem(scheme: Scheme, value: str) -> str | None:
    shape = _SHAPES.get(scheme)
    if shape is None or re.fullmatch(shape, value):
        return None
    return f"“{value[:40]}” has the form of no {scheme.upper()}"


_SPELLINGS: Mapping[Scheme, Callable[[str], str]] = {
    "doi": plain_doi,
    "isbn": _isbn,
    "issn": _issn,
    "arxiv": _arxiv,
    "pmc": _pmc,
}
_CHECKS: Mapping[Scheme, Callable[[str], str | None]] = {
    "doi": _doi_problem,
    "isbn": _isbn_problem,
    "issn": _issn_problem,
    "arxiv": _arxiv_problem,
    "pmid": _counted_problem("pmid"),
    "pmc": _counted_problem("pmc"),
    "csbn": csbn_problem,
}
CHECKED: Mapping[str, Scheme] = {scheme: scheme for scheme in (*_CHECKS, *_SHAPES)}
"""The schemes by name."""
