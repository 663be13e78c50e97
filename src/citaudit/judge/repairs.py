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
from citaudit.text.parameters import spellings

# Where one of these is spelt without its hyphen, the author spells the others so too.
_OFTEN_JOINED = ("access-date", "archive-url", "archive-date", "url-status")
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


def field_of(reference: Reference, name: str) -> Field | None:
    """The first parameter of the reference's templates that stands for the field `name`."""
    found = (_parameter(template, name) for template in reference.templates)
    return next((field for field in found if field is not None), None)


def status_fix(document: Document, field: Field, *, dead: bool) -> Fix | None:
    """Say in the parameter that stands there that the address is dead, or that it is live.

    None where the page shows the citation rendered and its parameters cannot be reached.
    """
    if not _stands(document, field.span, field.value):
        return None
    value = _status_word(field, dead=dead)
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
    if template is not None and field_of(reference, "url") and _in_source(document, template):
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
    joined = _spells_joined(template)
    day = day_of_stamp(snapshot.taken)
    said = {"archive-url": snapshot.archive_url}
    if day:
        sample = next((cited.as_written for cited in reference.dates), "")
        said["archive-date"] = written_like(sample, day) or day.isoformat()
    edits: list[Edit] = []
    added = ""
    for name, value in said.items():
        if field := _parameter(template, name):
            edits.append(_valued(field, value))
        else:
            added += f"|{name.replace('-', '') if joined else name}={value}"
    if status := _parameter(template, "url-status"):
        edits.append(_valued(status, _status_word(status, dead=True)))
    else:
        old = joined and document.page.language.startswith("zh")
        added += "|deadurl=yes" if old else "|url-status=dead"
    if added:
        end = template.span.end - len("}}")
        edits.append(Edit(Span(end, end), added))
    return tuple(edits)


def _parameter(template: Template, name: str) -> Field | None:
    """The first parameter of the template that stands for the field `name`, however spelt."""
    names = spellings(name)
    return next((f for f in template.fields if f.name.strip().lower() in names), None)


def _spells_joined(template: Template) -> bool:
    names = {field.name.strip().lower() for field in template.fields}
    return any(
        name.isalpha() and name in names for each in _OFTEN_JOINED for name in spellings(each)
    )


def _status_word(field: Field, *, dead: bool) -> str:
    """`dead` or `live` for `url-status`, `yes` or `no` for the older `dead-url`."""
    if field.name.strip().lower() in ("url-status", "urlstatus"):
        return "dead" if dead else "live"
    return "yes" if dead else "no"


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
