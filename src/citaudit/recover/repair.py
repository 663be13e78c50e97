"""The emptied footnotes filled in: what to write where in the Markdown."""

from __future__ import annotations

import re
from collections.abc import Mapping

from citaudit.model import Citations, Document, Edit, Reference, Span
from citaudit.recover.recovery import Recovered, Recovery
from citaudit.urls.resolvers import resolver_url

_SPACE = re.compile(r"\s+")
_SPECIAL = re.compile(r"([\\`*_\[\]<>|~^$])")
_NO_PLAIN_TARGET = re.compile(r"[\s()<>]")
_WORK = ("work", "website", "newspaper", "journal", "magazine", "publisher", "via")
_OF_A_WORK = frozenset({"doi", "pmid", "arxiv"})  # an ISSN or OCLC number leads to more


def repairs(converted: Citations, recovery: Recovery) -> tuple[Edit, ...]:
    """One edit a footnote given back: its citation, where the list has nothing.

    A further use of a footnote that survived takes that one's words, so that both say the same.
    """
    text = converted.document.page.text
    survived = {r.label: r for r in converted.references if r.form == "footnote" and not r.empty}
    edits = []
    for found in recovery.recovered:
        note = found.footnote.note
        words = _words(converted.document, found, survived)
        if note is None or not words:
            continue
        edits.append(Edit(note.body_span, _spaced(text, note.body_span, found.footnote, words)))
    return tuple(edits)


def _words(document: Document, found: Recovered, survived: Mapping[str, Reference]) -> str:
    twin = survived.get(found.same_as or "")
    if twin is not None and twin.note is not None and "\n\n" not in twin.note.body.strip():
        return _folded(twin.note.body)
    return citation(found.source, document.page.language)


def _spaced(text: str, place: Span, footnote: Reference, words: str) -> str:
    before = text[place.start - 1 : place.start] if place.start else "\n"
    if before.isspace() and before != "\n":
        return words
    listed = not text.startswith("[", footnote.span.start)
    return f"{'  ' if listed else ' '}{words}"


def citation(source: Reference, language: str) -> str:
    """A reference as a line of Markdown: author, linked title, work, date, archive copy."""
    fields = source.fields
    urls = {role: next((x.url for x in source.links if x.role == role), "") for role in
            ("source", "archive", "identifier")}  # fmt: skip
    title = _escaped(source.title or "")
    target = urls["source"] or urls["identifier"] or urls["archive"] or _identifier(source)
    parts = [_escaped(_author(fields))]
    if target:
        parts.append(f"[{title}]({_target(target)})" if title else f"<{target}>")
    else:
        parts.append(f"*{title}*" if title else "")
    parts.append(_escaped(next((fields[name] for name in _WORK if fields.get(name)), "")))
    parts.append(_escaped(fields.get("date") or fields.get("year") or ""))
    parts += [f"{i.scheme.upper()} {_escaped(i.value)}" for i in source.identifiers]
    said = [part for part in parts if part]
    if not said:
        return _plain_words(source)
    line = ", ".join(said)
    if urls["archive"] and urls["archive"] != target:
        words = "存档" if language.startswith("zh") else "archived copy"
        line += f" ([{words}]({_target(urls['archive'])}))"
    return line


def _author(fields: Mapping[str, str]) -> str:
    if fields.get("author"):
        return fields["author"]
    return " ".join(fields[name] for name in ("last", "first") if fields.get(name))


def _identifier(source: Reference) -> str:
    for identifier in source.identifiers:
        if identifier.scheme in _OF_A_WORK and not identifier.problem:
            return resolver_url(identifier.scheme, identifier.value) or ""
    return ""


def _plain_words(source: Reference) -> str:
    """What a footnote says that is no citation template; templates' own marks are no words."""
    if source.note is None:
        return ""
    said = [field.value for template in source.templates for field in template.fields]
    words = " ".join(said) if source.templates else source.note.body
    return _escaped(re.sub(r"<[^<>]*+>|\[\[(?:[^\[\]|]*+\|)?|\]\]|'{2,}", "", words))


def _folded(text: str) -> str:
    return _SPACE.sub(" ", text).strip()


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", _folded(text))


def _target(url: str) -> str:
    if not _NO_PLAIN_TARGET.search(url):
        return url
    kept = url.replace("<", "%3C").replace(">", "%3E")
    return f"<{_SPACE.sub('%20', kept)}>"
