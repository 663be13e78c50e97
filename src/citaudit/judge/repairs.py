"""Edits that mend an archive link, in the page's own parameter names and date style."""

from __future__ import annotations

import re
from datetime import date
from html import escape

from citaudit.judge.links import source_link
from citaudit.model import (
    Case,
    CitedDate,
    Document,
    Edit,
    Field,
    Fix,
    Link,
    Reference,
    Snapshot,
    Span,
    Template,
)
from citaudit.text.moments import day_of_stamp
from citaudit.text.months import ENGLISH

URL_NAMES = ("url",)
ARCHIVE_URL_NAMES = ("archive-url", "archiveurl")
ARCHIVE_DATE_NAMES = ("archive-date", "archivedate")
STATUS_NAMES = ("url-status", "urlstatus", "dead-url", "deadurl")
_ISO = re.compile(r"\s*\d{4}-\d\d?-\d\d?\s*")
_MONTH_FIRST = re.compile(r"\s*[A-Z][a-z]+\.? \d{1,2}, *\d{4}\s*")
_DAY_FIRST = re.compile(r"\s*\d{1,2} [A-Z][a-z]+\.? \d{4}\s*")
_CHINESE = re.compile(r"\s*\d{4}年\d{1,2}月\d{1,2}日\s*")
_PADDED = re.compile(r"年0|月0")


def written_like(sample: str, day: date) -> str | None:
    """`day` in the style of the date `sample`; None where the style is not one of ours."""
    if _ISO.fullmatch(sample):
        return day.isoformat()
    if _MONTH_FIRST.fullmatch(sample):
        return f"{ENGLISH[day.month - 1]} {day.day}, {day.year}"
    if _DAY_FIRST.fullmatch(sample):
        return f"{day.day} {ENGLISH[day.month - 1]} {day.year}"
    if _CHINESE.fullmatch(sample):
        if _PADDED.search(sample):
            return f"{day.year}年{day.month:02}月{day.day:02}日"
        return f"{day.year}年{day.month}月{day.day}日"
    return None


def field_of(reference: Reference, names: tuple[str, ...]) -> Field | None:
    """The first parameter of the reference's templates that bears one of `names`."""
    for template in reference.templates:
        for field in template.fields:
            if field.name.strip().lower() in names:
                return field
    return None


def status_fix(document: Document, field: Field, *, dead: bool) -> Fix | None:
    """Say in the parameter that stands there that the address is dead, or that it is live.

    None where the page shows the citation rendered and its parameters cannot be reached.
    """
    if not _stands(document, field.span, field.value):
        return None
    by_url = field.name.strip().lower() in ("url-status", "urlstatus")
    value = ("dead" if dead else "live") if by_url else ("yes" if dead else "no")
    name = field.name.strip()
    return Fix(f"Say `{name}={value}`.", (_valued(field, value),))


def date_fix(document: Document, cited: CitedDate, day: date) -> Fix | None:
    """Put `day` in place of a date, in its style; None where that cannot be done."""
    words = written_like(cited.as_written, day)
    if words is None or not _stands(document, cited.span, cited.as_written):
        return None
    return Fix(f"Write {words}, the day in the archive link.", (Edit(cited.span, words),))


def other_copy_fix(case: Case, link: Link, snapshot: Snapshot) -> Fix | None:
    """Name `snapshot` in place of the copy at `link`, and its day where the citation gives one.

    None where the address does not stand in the page as it is.
    """
    document = case.document
    words = link.span.of(document.page.text)
    if words.count(link.url) != 1:
        return None
    start = link.span.start + words.index(link.url)
    edits = [Edit(Span(start, start + len(link.url)), snapshot.archive_url)]
    day = day_of_stamp(snapshot.taken)
    holding = (each for each in case.citations.references if link in each.links)
    for cited in (each for one in holding for each in one.dates if each.role == "archived"):
        dated = date_fix(document, cited, day) if day else None
        edits += dated.edits if dated else ()
    return Fix(_named(day), tuple(edits), safe=False)


def archive_fix(document: Document, reference: Reference, snapshot: Snapshot) -> Fix | None:
    """Name `snapshot` beside the source: as parameters, or as a link in Markdown and HTML."""
    link = source_link(reference)
    if link is None:
        return None
    template = next((found for found in reference.templates if found.span.holds(link.span)), None)
    description = _named(day_of_stamp(snapshot.taken))
    if template is not None and field_of(reference, URL_NAMES) and _in_source(document, template):
        return Fix(description, _parameters(document, reference, template, snapshot))
    edit = Edit(Span(link.span.end, link.span.end), _beside(document, snapshot))
    return Fix(description, (edit,))


def _stands(document: Document, span: Span, words: str) -> bool:
    """Whether the page holds just these words at `span`, so that they can be replaced."""
    return span.of(document.page.text).strip() == words.strip()


def _in_source(document: Document, template: Template) -> bool:
    text = template.span.of(document.page.text)
    return text.startswith("{{") and text.endswith("}}")


def _parameters(
    document: Document, reference: Reference, template: Template, snapshot: Snapshot
) -> tuple[Edit, ...]:
    names = {field.name.strip().lower() for field in template.fields}
    joined = bool(names & {"accessdate", "archiveurl", "archivedate", "deadurl"})
    day = day_of_stamp(snapshot.taken)
    sample = next((cited.as_written for cited in reference.dates), "")
    said = [
        (ARCHIVE_URL_NAMES, "archiveurl" if joined else "archive-url", snapshot.archive_url),
        (
            ARCHIVE_DATE_NAMES,
            "archivedate" if joined else "archive-date",
            (written_like(sample, day) or day.isoformat()) if day else "",
        ),
        _status(document, joined),
    ]
    edits: list[Edit] = []
    added = ""
    for known, name, value in said:
        field = next((f for f in template.fields if f.name.strip().lower() in known), None)
        if not value:
            continue
        if field is None:
            added += f"|{name}={value}"
        else:
            own = _own_status(field, value) if known is STATUS_NAMES else value
            edits.append(_valued(field, own))
    if added:
        end = template.span.end - len("}}")
        edits.append(Edit(Span(end, end), added))
    return tuple(edits)


def _status(document: Document, joined: bool) -> tuple[tuple[str, ...], str, str]:
    if joined and document.page.language.startswith("zh"):
        return STATUS_NAMES, "deadurl", "yes"
    return STATUS_NAMES, "url-status", "dead"


def _own_status(field: Field, value: str) -> str:
    by_url = field.name.strip().lower() in ("url-status", "urlstatus")
    return "dead" if by_url else "yes" if value in ("dead", "yes") else value


def _valued(field: Field, value: str) -> Edit:
    """Replace the value; the white space that the author set around it stays."""
    return Edit(field.span, value)


def _beside(document: Document, snapshot: Snapshot) -> str:
    chinese = document.page.language.startswith("zh")
    words = "存档" if chinese else "archived copy"
    if document.page.format == "markdown":
        return f" ([{words}]({snapshot.archive_url}))"
    if document.page.format == "html":
        return f' (<a href="{escape(snapshot.archive_url)}">{words}</a>)'
    return f" ([{snapshot.archive_url} {words}])"


def _named(day: date | None) -> str:
    return f"Name the copy of {day}." if day else "Name the copy of that page."
