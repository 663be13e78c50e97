"""The dates of one citation held against each other, and against the date in its address."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from citaudit.judge.links import archive_links, source_link
from citaudit.model import CitedDate, Confidence, DateRole, Edit, Fix, Hit, Reference, Related
from citaudit.urls.archive import parse_archive_url

_DAY = timedelta(days=1)  # of difference that time zones explain
_AHEAD = timedelta(days=92)  # by which the date on the cover of an issue may run ahead
_WEB = date(1991, 8, 6)  # the first page of the Web; nobody accessed anything before
_IN_ADDRESS = re.compile(
    r"[/\-_=]((?:19|20)\d\d)(?:[/\-](0?[1-9]|1[0-2])(?:[/\-](0?[1-9]|[12]\d|3[01]))?(?=[/\-_.?&#]|\Z)"
    r"|(0[1-9]|1[0-2])([0-2]\d|3[01])(?=[/\-_.?&#]|\d{4,}|\Z))"
)
# What is numbered within a year: `/weo/2015/02/` is its second edition, which came out in October.
_NUMBERED = re.compile(
    r"/(?:weo|gfsr|issues?|editions?|vol(?:ume)?s?|numbers?|releases?|reports?|bulletins?|data)"
    r"/(?:[^/]{1,60}/)?\Z",
    re.IGNORECASE,
)
_ARCHIVED = re.compile("存档|存檔|归档|歸檔|archiv", re.IGNORECASE)
_TOO_EARLY = {
    "accessed": "Accessed on “{date}”, but published only on “{published}”.",
    "archived": "Archived on “{date}”, but published only on “{published}”.",
}


def contradictions(text: str, reference: Reference, last_day: date) -> Iterator[Hit]:
    """What is wrong with the dates of a reference on the page `text`.

    Nothing after `last_day` has happened yet. Dates that are written out count only where it is
    plain what they are the date of.
    """
    if not reference.dates:
        return
    dates = tuple(cited for cited in reference.dates if _plain(text, reference, cited))
    for cited in dates:
        if cited.problem:
            yield Hit(cited.span, f"“{cited.as_written}” is no date: {cited.problem}.")
        elif cited.earliest and cited.earliest > last_day + _leeway(cited):
            yield Hit(cited.span, f"“{cited.as_written}” lies in the future.")
        elif cited.role == "accessed" and cited.latest and cited.latest < _WEB:
            yield Hit(cited.span, f"“{cited.as_written}”: there was no Web to access yet.")
    published = _of(dates, "published")
    accessed = _of(dates, "accessed")
    archived = _of(dates, "archived")
    early: list[CitedDate] = []
    if published:
        early = [cited for cited in (accessed, archived) if cited and _before(cited, published)]
        for cited in early:
            yield _order(cited, published)
    yield from _against_address(reference, published, None if accessed in early else accessed)


def _order(later: CitedDate, published: CitedDate) -> Hit:
    return Hit(
        later.span,
        _TOO_EARLY[later.role].format(date=later.as_written, published=published.as_written),
        (Related(published.span, "the date of publication"),),
    )


def _against_address(
    reference: Reference, published: CitedDate | None, accessed: CitedDate | None
) -> Iterator[Hit]:
    link = source_link(reference) if accessed or published else None
    address = address_date(link.url) if link else None
    if link is None or address is None:
        return
    start, end, words = address
    related = (Related(link.span, f"the address says {words}"), *_copies(reference, start))
    if accessed and accessed.latest and accessed.latest < start - _DAY:
        yield Hit(
            accessed.span,
            f"Accessed on “{accessed.as_written}”, but the address itself is of {words}.",
            related,
            _year_slip(accessed, start, end),
        )
    if published and published.earliest and _year_mistaken(published, start, end):
        yield Hit(
            published.span,
            f"Published on “{published.as_written}”, but the address itself is of {words}.",
            related,
            _year_slip(published, start, end),
            confidence=Confidence.MEDIUM,
        )


def _year_slip(cited: CitedDate, start: date, end: date) -> Fix | None:
    """The date with the year of the address, where that alone is wrong; a person must judge."""
    was, year = cited.earliest, str(start.year)
    if was is None or was.year == start.year or was.month < start.month or _whole_year(start, end):
        return None
    if cited.as_written.count(str(was.year)) != 1 or abs(was.year - start.year) != 1:
        return None
    mended = cited.as_written.replace(str(was.year), year)
    said = f"If only the year slipped, write “{mended}”."
    return Fix(said, (Edit(cited.span, mended),), safe=False)


def address_date(url: str) -> tuple[date, date, str] | None:
    """(first day, last day, words) of the date in the path of an address; None without one.

    The whole year where what stands behind the year numbers its editions.
    """
    dated = list(_IN_ADDRESS.finditer(url))
    if not dated:
        return None
    found = dated[-1]
    year, month, day = int(found[1]), int(found[2] or found[4] or 0), int(found[3] or found[5] or 0)
    if not month:
        return None
    if not day and _NUMBERED.search(url, 0, found.start() + 1):
        return date(year, 1, 1), date(year, 12, 31), str(year)
    if not day:
        return (
            date(year, month, 1),
            date(year, month, monthrange(year, month)[1]),
            f"{year}-{month:02}",
        )
    try:
        found_day = date(year, month, day)
    except ValueError:
        return None
    return found_day, found_day, found_day.isoformat()


def _whole_year(start: date, end: date) -> bool:
    return (end - start).days > 31


def _copies(reference: Reference, start: date) -> Iterator[Related]:
    for link in archive_links(reference):
        copy = parse_archive_url(link.url)
        if copy and copy.taken and copy.taken >= start:
            yield Related(link.span, f"the copy is of {copy.taken.isoformat()}")


def _year_mistaken(published: CitedDate, start: date, end: date) -> bool:
    """The same time of year, another year: the slip of the pen that is made in January."""
    first, last = published.earliest, published.latest
    if first is None or last is None or (last - first).days > 31 or first.year == start.year:
        return False
    if _whole_year(start, end):
        return False
    if abs(first.year - start.year) != 1 or first.month != start.month:
        return False
    return (start == end and first.day == start.day) or start != end


def _of(dates: Sequence[CitedDate], role: DateRole) -> CitedDate | None:
    return next((cited for cited in dates if cited.role == role and not cited.problem), None)


def _plain(text: str, reference: Reference, cited: CitedDate) -> bool:
    """Whether the role of a date is plain: a parameter's is, one in the text may be misread.

    Rendered citations of the Chinese Wikipedia put the day of access in brackets, without a word.
    """
    start, end = cited.span
    for template in reference.templates:
        first, last = template.span
        if first <= start and end <= last:
            return True
    if cited.problem or (cited.role == "published" and cited.as_written.strip().isdigit()):
        return False
    before = text[max(0, cited.span.start - 12) : cited.span.start].rstrip()
    bracketed = before.endswith("[")
    return not bracketed and (cited.role == "archived" or not _ARCHIVED.search(before))


def _before(later: CitedDate, published: CitedDate) -> bool:
    if later.latest is None or published.earliest is None:
        return False
    return later.latest < published.earliest - _DAY - _leeway(published)


def _leeway(cited: CitedDate) -> timedelta:
    """A month or season on a cover runs ahead of the calendar; a day does not."""
    precise = cited.earliest == cited.latest or cited.role != "published"
    return timedelta(0) if precise else _AHEAD
