"""A recovery in words and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from citaudit.model import Citations, Span
from citaudit.recover.recovery import Open, Recovered, Recovery
from citaudit.text.lines import Lines


def as_json(recovery: Recovery) -> str:
    """`{"recovered": […], "open": […]}`: the footnotes by label, in order."""
    told = {
        "recovered": [_entry(found) for found in recovery.recovered],
        "open": [
            {"label": each.footnote.label, "reason": each.reason, "message": _left(each)}
            for each in recovery.open
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def as_text(converted: Citations, recovery: Recovery) -> str:
    """One line a footnote: its place, and the words of its REF013."""
    page = converted.document.page
    lines = Lines(page.text)
    told = sorted(messages(recovery).items())
    return "".join(
        f"{page.id}:{lines.place(span.start)[0]}: REF013 {words}\n" for span, words in told
    )


def messages(recovery: Recovery) -> Mapping[Span, str]:
    """What REF013 says of each emptied footnote, by its place: what it was, or why that is open."""
    told = {each.footnote.span: _left(each) for each in recovery.open}
    return told | {found.footnote.span: message(found) for found in recovery.recovered}


def message(found: Recovered) -> str:
    """What a footnote was, its source, date, address and copy, and how sure that is."""
    return f"{', '.join(_parts(found))} ({found.confidence} confidence)."


def _left(each: Open) -> str:
    label = each.footnote.label
    return f"Footnote {label} lost its source when this page was converted: {each.reason}."


def _entry(found: Recovered) -> dict[str, str | None]:
    return {
        "label": found.footnote.label,
        "was": found.was,
        "same_as": found.same_as,
        "url": found.url,
        "title": found.source.title,
        "archive_url": found.archive_url,
        "confidence": str(found.confidence),
        "message": message(found),
    }


def _parts(found: Recovered) -> Iterator[str]:
    was = f"a re-use of {found.same_as}" if found.same_as else _template(found)
    title = f"“{found.source.title}”" if found.source.title else "(no title)"
    yield f"Footnote {found.footnote.label} was {was}: {title}"
    date = found.source.fields.get("date") or found.source.fields.get("year")
    yield from (part for part in (date, found.url) if part)
    if found.archive_url:
        yield f"copy {found.archive_url}"


def _template(found: Recovered) -> str:
    if found.was == "reuse":
        return "a further use"
    name = next((template.name for template in found.source.templates), "")
    return f"{{{{{name}}}}}" if name else "a footnote"
