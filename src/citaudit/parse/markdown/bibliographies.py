"""Bibliographies that a pandoc page cites by key: BibTeX, CSL-JSON, `references:` in front matter.

An entry becomes a note of the group `@`, its fields a citation template with CS1's own names, so
that all later stages read it as they read any full citation.
"""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Literal

from citaudit.model import Field, Link, MappedText, Note, Page, Problem, ProblemKind, Span, Template
from citaudit.model.moved import note_moved
from citaudit.parse.markdown.signs import CITED

BibliographyKind = Literal["bibtex", "csl-json", "csl-yaml"]

# BibTeX and biblatex fields, and CSL variables, by the CS1 parameter that says the same.
_BIBTEX = {
    **{
        name: name
        for name in ("author", "title", "journal", "publisher", "date", "volume", "pages")
    },
    **{name: name for name in ("edition", "series", "url", "doi", "isbn", "issn", "pmid")},
    **{name: name for name in ("language", "location", "editor")},
    "journaltitle": "journal",
    "booktitle": "work",
    "institution": "publisher",
    "school": "publisher",
    "organization": "publisher",
    "howpublished": "via",
    "year": "date",
    "number": "issue",
    "urldate": "access-date",
    "eprint": "arxiv",
    "address": "location",
}
_CSL = {
    **{name: name for name in ("title", "publisher", "volume", "issue", "edition", "language")},
    **{name.upper(): name for name in ("url", "doi", "isbn", "issn", "pmid")},
    "container-title": "work",
    "publisher-place": "location",
    "page": "pages",
    "collection-title": "series",
    "PMCID": "pmc",
}
_BIBTEX_ENTRY = re.compile(
    r"@\s*(?!comment\b|string\b|preamble\b)\w+\s*[{(]\s*([^\s,{}()]+)\s*,", re.I
)
# Every entry, and (without a key) every command; what a large file is cut at.
_BIBTEX_ANY = re.compile(
    r"^[ \t]*+@\s*+(?:(?:comment|string|preamble)\b|\w++\s*+[{(]\s*+([^\s,{}()]++))", re.I | re.M
)
_LARGE = 200_000
_BRACES = re.compile(r"[{}]|\\(?:textit|emph|textbf|url)\b")


def bibliography(text: str, kind: BibliographyKind) -> tuple[Note, ...]:
    """The entries of a bibliography; spans are offsets in `text`.

    An entry that cannot be read is left out; a file that is no bibliography gives none.
    """
    match kind:
        case "bibtex":
            return tuple(_bibtex(text))
        case "csl-json":
            return tuple(_csl_json(text))
        case "csl-yaml":
            return tuple(_csl_yaml(text))


def front_matter_notes(text: str, span: Span) -> tuple[Note, ...]:
    """The `references:` of a page's front matter; spans are offsets in the page."""
    if "references" not in text[span.start : span.end]:
        return ()
    notes: list[Note] = []
    # Blanks in front of the stretch would cost memory; moving the few spans costs none.
    for note in _csl_yaml(span.of(text)):
        fields = {field.name: field.value for field in note.templates[0].fields}
        place = Span(note.span.start + span.start, note.span.end + span.start)
        notes.append(_note(note.key, fields, place, text))
    return tuple(notes)


def notes_beside(page: Page) -> tuple[Note, ...]:
    """What the page cites of the bibliographies beside it; a note stands where it is first cited.

    Entries that the page never cites are left out: a bibliography serves many pages.
    """
    notes: dict[str, Note] = {}
    places: dict[str, Span] = {}
    for found in CITED.finditer(page.text) if page.beside else ():
        places.setdefault(found.group(1) or found.group(2), Span(*found.span()))
    for name, text in page.beside:
        for note in bibliography(_wanted(text, places), _kind_of(name)):
            if note.key in places:
                notes.setdefault(note.key, _moved(note, places[note.key]))
    return tuple(notes.values())


def missing_beside(page: Page) -> Iterator[Problem]:
    """Bibliographies that the page names and that could not be read."""
    for name, text in page.beside:
        if not text.strip():
            start = max(page.text.find(name), 0)
            message = f"the bibliography {name} is not there: what it defines counts as undefined"
            yield Problem(ProblemKind.UNREADABLE, Span(start, start + len(name)), message)


def links_of(notes: Iterable[Note]) -> Iterator[Link]:
    """The addresses that entries give: an entry writes them bare, so no parser meets them."""
    for note in notes:
        for field in note.templates[0].fields:
            if field.name == "url" and "://" in field.value:
                yield Link(note.body_span, field.value.strip(), "source", field.value)


def _kind_of(name: str) -> BibliographyKind:
    match name.lower().rpartition(".")[2]:
        case "json":
            return "csl-json"
        case "yaml" | "yml":
            return "csl-yaml"
        case _:
            return "bibtex"


def _wanted(text: str, keys: Container[str]) -> str:
    """A large BibTeX file without the entries that nobody cites."""
    if len(text) < _LARGE or not text.lstrip().startswith(("@", "%")):
        return text
    begins = [*_BIBTEX_ANY.finditer(text)]
    ends = [found.start() for found in begins[1:]] + [len(text)]
    return "".join(
        text[found.start() : end]
        for found, end in zip(begins, ends, strict=True)
        if found.group(1) is None or found.group(1) in keys
    )


def _moved(note: Note, place: Span) -> Note:
    text = replace(note.text, page=(place.start,)) if note.text and note.text.page else note.text
    return replace(note_moved(note, lambda _: place), text=text)


def _note(key: str, fields: Mapping[str, str], span: Span, text: str) -> Note:
    written = tuple(Field(name, value, span, span) for name, value in fields.items() if value)
    shown = ". ".join(fields[name] for name in ("author", "title", "date") if fields.get(name))
    template = Template(span, "citation", written)
    mapped = MappedText(shown, (0,), (span.start,)) if shown else MappedText("")
    return Note(span, key, span.of(text), span, "@", key, None, (template,), mapped)


def _bibtex(text: str) -> Iterator[Note]:
    from pybtex.database.input.bibtex import LowLevelParser

    places = {
        found.group(1): found.start() for found in reversed(list(_BIBTEX_ENTRY.finditer(text)))
    }
    parser = LowLevelParser(text, handle_error=_go_on)
    for _, (key, parts) in ((kind, body) for kind, body in parser if _is_entry(kind, body)):
        fields: dict[str, str] = {}
        for name, values in parts:
            known = _BIBTEX.get(name.lower())
            if known:
                words = " ".join(_BRACES.sub("", "".join(values)).split())
                fields.setdefault(
                    known, words.replace(" and ", "; ") if known == "author" else words
                )
        if not fields:
            continue
        start = places.get(key, parser.command_start or 0)
        yield _note(key, fields, Span(start, max(start, parser.pos)), text)


def _go_on(error: Exception) -> None:
    """A broken entry ends; the next one is read."""


def _is_entry(kind: str, body: tuple[Any, ...]) -> bool:
    return (
        kind.lower() not in ("string", "preamble", "comment") and len(body) == 2 and bool(body[0])
    )


def _csl_json(text: str) -> Iterator[Note]:
    try:
        entries = json.loads(text)
    except (ValueError, RecursionError):
        return
    at = 0
    for entry in entries if isinstance(entries, list) else [entries]:
        if not isinstance(entry, dict) or "id" not in entry:
            continue
        key = str(entry["id"])
        found = re.compile(
            rf'"id"\s*:\s*{re.escape(json.dumps(entry["id"], ensure_ascii=False))}'
        ).search(text, at)
        span = _braces_around(text, found.start()) if found else Span(at, at)
        at = max(at, span.end)
        yield _note(key, _csl_fields(entry), span, text)


def _braces_around(text: str, inside: int) -> Span:
    """The JSON object that holds a place, by decoding from each brace before it."""
    decoder = json.JSONDecoder()
    start = text.rfind("{", 0, inside)
    while start >= 0:
        try:
            _, end = decoder.raw_decode(text, start)
        except ValueError:
            return Span(inside, inside)
        if end > inside:
            return Span(start, end)
        start = text.rfind("{", 0, start)
    return Span(inside, inside)


def _csl_yaml(text: str) -> Iterator[Note]:
    import yaml

    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        data = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError):
        return
    entries = data.get("references") if isinstance(data, dict) else data
    nodes = _nodes(root)
    if not isinstance(entries, list) or len(entries) != len(nodes):
        return
    for entry, node in zip(entries, nodes, strict=True):
        if isinstance(entry, dict) and "id" in entry:
            end = node.start_mark.index + len(
                text[node.start_mark.index : node.end_mark.index].rstrip()
            )
            yield _note(
                str(entry["id"]), _csl_fields(entry), Span(node.start_mark.index, end), text
            )


def _nodes(root: Any) -> list[Any]:
    """The nodes of the entries, which know their places."""
    if root is None:
        return []
    if root.id == "mapping":
        root = next((value for key, value in root.value if key.value == "references"), None)
    return list(root.value) if root is not None and root.id == "sequence" else []


def _csl_fields(entry: Mapping[str, Any]) -> dict[str, str]:
    fields = {known: str(entry[name]) for name, known in _CSL.items() if entry.get(name)}
    for name, known in (("author", "author"), ("editor", "editor")):
        people = entry.get(name)
        if isinstance(people, list):
            fields[known] = "; ".join(filter(None, map(_person, people)))
    for name, known in (("issued", "date"), ("accessed", "access-date")):
        date = _date(entry.get(name))
        if date:
            fields[known] = date
    return fields


def _person(person: Any) -> str:
    if not isinstance(person, dict):
        return str(person or "")
    parts = (person.get("family"), person.get("given"))
    return str(person.get("literal") or ", ".join(str(part) for part in parts if part))


def _date(date: Any) -> str:
    """A CSL date: `date-parts`, a list of mappings, or words."""
    if isinstance(date, list):
        date = date[0] if date else None
    if not isinstance(date, dict):
        return str(date or "")
    parts = date.get("date-parts") or [[date.get("year"), date.get("month"), date.get("day")]]
    first = parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], list) else []
    known = [int(part) for part in first if str(part or "").isdigit()]
    if known:
        return "-".join([f"{known[0]:04d}", *(f"{part:02d}" for part in known[1:3])])
    return str(date.get("raw") or date.get("literal") or "")
