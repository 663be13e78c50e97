"""A recovery in words and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator

from citaudit.model import Citations, Reference
from citaudit.recover.recovery import Recovered, Recovery
from citaudit.text.lines import Lines


def as_json(recovery: Recovery) -> str:
    """`{"recovered": […], "open": […]}`: the footnotes by label, in order."""
    told = {
        "recovered": [_entry(found) for found in recovery.recovered],
        "open": [{"label": o.footnote.label, "reason": o.reason} for o in recovery.open],
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def as_text(converted: Citations, recovery: Recovery) -> str:
    """One line a footnote: its place, what it was, the source, and how sure that is."""
    page = converted.document.page
    lines = Lines(page.text)
    told: list[tuple[int, str]] = []
    for found in recovery.recovered:
        words = ", ".join(_parts(found))
        told.append((found.footnote.span.start, f"{words} ({found.confidence} confidence)"))
    told += [
        (each.footnote.span.start, _left(each.footnote, each.reason)) for each in recovery.open
    ]
    return "".join(
        f"{page.id}:{lines.place(start)[0]}: REF013 {words}\n" for start, words in sorted(told)
    )


def _left(footnote: Reference, reason: str) -> str:
    return f"footnote {footnote.label} stays open: {reason}"


def _entry(found: Recovered) -> dict[str, str | None]:
    return {
        "label": found.footnote.label,
        "was": found.was,
        "same_as": found.same_as,
        "url": found.url,
        "title": found.source.title,
        "archive_url": found.archive_url,
        "confidence": str(found.confidence),
    }


def _parts(found: Recovered) -> Iterator[str]:
    was = f"re-use of {found.same_as}" if found.same_as else _template(found)
    yield f"footnote {found.footnote.label} was {was}: {found.source.title or '(no title)'}"
    date = found.source.fields.get("date") or found.source.fields.get("year")
    yield from (part for part in (date, found.url) if part)
    if found.archive_url:
        yield f"copy {found.archive_url}"


def _template(found: Recovered) -> str:
    if found.was == "reuse":
        return "a further use"
    name = next((template.name for template in found.source.templates), "")
    return f"{{{{{name}}}}}" if name else "a footnote"
