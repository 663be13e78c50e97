"""Short citations (`{{sfn|Smith|2008|p=5}}`) and the full ones that they point at.

Both sides are joined by the anchor that MediaWiki's templates make: CITEREF, up to four surnames,
and the year with its letter (Template:Sfn, Module:Footnotes).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from citaudit.extract.plain import plain
from citaudit.model import Reference, Template
from citaudit.model.records import changed

_SHORT = re.compile(
    r"(?:sfn[mp]?|sfnmp|sfnb|sfnlink|snf|harv(?:nb|tx|txt|p|s|col|colnb|coltxt|citation|"
    r"citation no brackets|pnb)?|harvard citation(?: no brackets| text)?|harvid|sfnref|"
    r"shortened footnote(?: template)?)",
    re.IGNORECASE,
)
_YEAR_IN_DATE = re.compile(r"(?<!\d)(\d{4}[a-z]?)(?!\d)")
_MULTIPLE = re.compile(r"(\d+)(a\d*|y|p|pp|loc)")
_NAME = r"[^\W\d_][\w'’.-]*+"
_WRITTEN = re.compile(
    r"(?:(?:see|cf\.?|e\.g\.,?|引自|參見|参见|見|见|转引自|轉引自)\s*)?"
    rf"({_NAME}(?:(?:\s*+(?:,|&|、)\s*+|\s++)(?!\d){_NAME}){{0,5}})[,，]?\s?[（(]?(\d{{4}}[a-z]?)(?!\d)"
)
_AND = re.compile(r"\s*(?:,|&|、|和|與|与|\band\b)\s*")
_GIVEN = re.compile(r"\{\{\s*(?:harvid|sfnref)\s*\|([^{}]+)\}\}", re.IGNORECASE)
_MOST_NAMES = 4


def anchors_of(template: Template) -> tuple[str, ...]:
    """The anchors that a short citation template points at; empty where it is none."""
    name = template.name.replace("_", " ").strip()
    if not _SHORT.fullmatch(name):
        return ()
    values = {f.name.strip(): plain(f.value) for f in template.fields}
    if values.get("ref"):
        return (_anchor(values["ref"].removeprefix("CITEREF")),)
    if name.lower().startswith("sfnm") or "1a1" in values:
        return _several(values)
    words = [values[key] for key in map(str, range(1, 7)) if values.get(key)]
    return (_anchor("".join(words[: _MOST_NAMES + 1])),) if words else ()


def pages_of(template: Template) -> str:
    """Where in the source a short citation points."""
    values = {f.name.strip(): plain(f.value) for f in template.fields}
    found = (values.get(key) for key in ("p", "pp", "page", "pages", "loc", "at"))
    return next((value for value in found if value), "")


def anchor_of_full(reference: Reference) -> str | None:
    """The anchor that a full citation has; None where it names neither author nor year."""
    fields = reference.fields
    given = next(
        (f.value for t in reference.templates for f in t.fields if f.name.lower() == "ref"), ""
    ).strip()
    if given.lower() == "none":
        return None
    if "{{" in given and (inside := _GIVEN.search(given)):
        return _anchor("".join(plain(part) for part in inside[1].split("|")))
    if given and given.lower() != "harv":
        return _anchor(given.removeprefix("CITEREF"))
    names = _surnames(fields)
    year = _YEAR_IN_DATE.search(fields.get("year") or fields.get("date") or "")
    return _anchor("".join(names) + year[1]) if names and year else None


def resolved(references: Sequence[Reference]) -> list[Reference]:
    """`references`, the short ones filled from the full ones that they point at."""
    anchors = [
        anchor_of_full(each) if each.templates or each.form == "citation" else None
        for each in references
    ]
    full: dict[str, Reference] = {}
    for reference, anchor in zip(references, anchors, strict=True):
        if anchor and reference.templates:
            full.setdefault(anchor, reference)
    if not full:
        return list(references)
    return [_filled(*each, full) for each in zip(references, anchors, strict=True)]


def _filled(reference: Reference, anchor: str | None, full: Mapping[str, Reference]) -> Reference:
    if reference.form == "citation":
        return changed(reference, keys=(*reference.keys, anchor)) if anchor else reference
    if reference.kind != "other" or reference.links:
        return reference
    for template in reference.templates:
        for anchor in anchors_of(template):
            if target := full.get(anchor):
                return _merged(reference, target, pages_of(template))
    if not reference.templates and reference.note and (named := _named(reference.note.body)):
        target = full.get(named)
        return (
            _merged(reference, target, reference.fields.get("pages", "")) if target else reference
        )
    return reference


def _named(body: str) -> str | None:
    """The anchor of a short citation written out: `Smith & Jones (2008), p. 5`."""
    found = _WRITTEN.match(plain(body[:200]))
    if found is None:
        return None
    names = _AND.split(found[1])
    return _anchor("".join(names[:_MOST_NAMES]) + found[2])


def _merged(reference: Reference, target: Reference, pages: str) -> Reference:
    fields = {**target.fields, **({"pages": pages} if pages else {})}
    key = f"{target.source_key}#{pages}" if target.source_key and pages else target.source_key
    return changed(
        reference,
        kind=target.kind,
        title=target.title,
        fields=fields,
        links=target.links,
        identifiers=target.identifiers,
        source_key=key,
    )


def _several(values: Mapping[str, str]) -> tuple[str, ...]:
    """`{{sfnm|1a1=Smith|1y=2008|2a1=Jones|2y=2009}}`."""
    parts: dict[int, dict[str, str]] = {}
    for key, value in values.items():
        if found := _MULTIPLE.fullmatch(key):
            parts.setdefault(int(found[1]), {})[found[2]] = value
    anchors = []
    for number in sorted(parts):
        part = parts[number]
        names = [part[key] for key in sorted(part) if key.startswith("a")]
        anchors.append(_anchor("".join(names[:_MOST_NAMES]) + part.get("y", "")))
    return tuple(anchors)


def _surnames(fields: Mapping[str, str]) -> list[str]:
    for last, whole in (("last", "author"), ("editor-last", "editor")):
        names = []
        for number in range(1, _MOST_NAMES + 1):
            count = "" if number == 1 else str(number)
            name = fields.get(f"{last}{count}") or fields.get(f"{whole}{count}")
            if not name:
                break
            names.append(name)
        if names:
            return names
    return []


def _anchor(words: str) -> str:
    return "CITEREF" + re.sub(r"\s+", "_", words.strip())
