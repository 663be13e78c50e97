"""What a page says where it asks for a source itself, and for how long it has."""

from __future__ import annotations

import re
from datetime import date

from citaudit.model import Request
from citaudit.text.months import ENGLISH

_AGED = re.compile(r"(.*) \(since (.+?)(?:, \d+ years?)?\)\.", re.DOTALL)
_ISO = re.compile(r"\d{4}-\d\d-\d\dT")
_MONTH = re.compile(r"(?:年|\d{4}-)(\d{1,2})(?=月|-|\Z)")
_MONTHS = tuple(name[:3].lower() for name in ENGLISH)
_OTHER_MARK = re.compile(
    r"when|who|whom|by whom|whose|which|where|why|how|what|clarify.*|vague|according to whom"
    r"|better source.*|additional citation.*|dubious.*|specify|how many|page needed"
    r"|何时|何時|谁|誰",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def aged(asked: str, since: str | None, today: date) -> str:
    """What is asked, ` (since May 2014, 12 years)` where the request bears a date."""
    if not since:
        return f"{asked}."
    day = since.strip().partition("T")[0] if _ISO.match(since.strip()) else since.strip()
    year = _YEAR.search(day)
    years = today.year - int(year.group()) if year else 0
    if year and years and _month(day) > today.month:
        years -= 1
    if years > 1:
        return f"{asked} (since {day}, {years} years)."
    return f"{asked} (since {day}, 1 year)." if years == 1 else f"{asked} (since {day})."


def same_age(message: str, today: date) -> bool:
    """Whether what `aged` said would be said of the same request on that day."""
    found = _AGED.fullmatch(message)
    return found is None or aged(found[1], found[2], today) == message


def _month(day: str) -> int:
    """The month in a date as written, 0 where there is none."""
    named = next((n for n, name in enumerate(_MONTHS, 1) if name in day.lower()), 0)
    numbered = _MONTH.search(day)
    return named or (int(numbered[1]) if numbered else 0)


def asked(request: Request) -> str:
    """In which words the text asks; marks such as {{when}} ask for something else first."""
    if request.of_part:
        return "A notice asks for more sources in this part of the page"
    if _OTHER_MARK.fullmatch(request.name.strip()):
        return f"The text itself leaves a question open here ({request.name.strip()})"
    return "The text asks for a source here"
