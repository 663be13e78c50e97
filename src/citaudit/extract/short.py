"""Short citations (`{{sfn|Smith|2008|p=5}}`, `Smith 2008, p. 5`): whom and what year they name.

Those of templates link to the anchor that a full citation has: CITEREF, up to four surnames, and
the year with its letter (Template:Sfn, Module:Footnotes).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from citaudit.extract.plain import plain
from citaudit.model import Note, Span, Template
from citaudit.text.months import MONTHS
from citaudit.text.templates import template_name

MOST_NAMES = 4
"""So many surnames are part of an anchor."""

_SHORT = re.compile(
    r"sfn[mp]?|sfnmp|sfnb|sfnlink|snf|harv(?:nb|tx|txt|p|col|colnb|coltxt|citation|"
    r"citation no brackets|pnb)?|harvard citation(?: no brackets| text)?|"
    r"shortened footnote(?: template)?"
)
_BY_NAMED_FIELDS = frozenset({"harvs", "harvard citations"})
_MULTIPLE = re.compile(r"(\d+)(a\d*|y|pp?|loc)")
_YEAR = re.compile(r"(?:1[0-9]|20)\d\d[a-z]?")
_DIGIT = re.compile(r"\d")
_FOUR_DIGITS = re.compile(r"\d{4}")
_LEADING = 200  # code points of a footnote in which the short citation that it begins with ends
_LONGEST = 400  # code points of a footnote in which short citations are written out

# Names, a year, a place: `cf. Smith, Jones & al. (2008a), pp. 5–7`, 王明、李强2008，第6页.
_LETTER = r"[^\W\d_]"
_PARTICLE = r"(?:d[aeiu]s?|del|della|den|der|van|von|ten|ter|la|le|al|bin|ibn)"
_NAME = (
    rf"(?:{_PARTICLE}\s){{0,2}}(?=[^a-z])(?:{_LETTER}['’])?{_LETTER}(?>{_LETTER}|['’](?={_LETTER})|[.-])*+"
    rf"(?:\s(?!and\b|et\b|in\b){_LETTER}(?>{_LETTER}|['’.-])*+){{0,2}}"
)
_AND = r"(?:,?\s*&\s*|,?\s+and\s+|,\s*|、\s*|\s*[和與与]\s*|\s+[–-]\s+)"
_ET_AL = r"(?:,?\s*(?:et\.?\s+al\.?|& al\.|and others)|\s*等人?)"
_LEAD = (
    r"(?:(?:see(?: also)?|cf\.?|compare|e\.g\.|quoted in|cited in|[转轉]?引自|[參参][見见看]|見|见)"
    r"[,:：]?\s*)?"
)
_PLACE = (
    r"(?:(?:pp?|pgs?|pages?|chaps?|chapters?|chs?|vols?|volume|ss?|§+|sec|section|figs?|tables?|nn?|"
    r"notes?|l[lv]?|loc|parts?|bk|book|col|no)\b\.?|§+|第|頁|页|(?=\d|[ivxlc]+\b))"
    r"[\s\d§ivxlcIVXLC.,;:：–—―‒−~～、，&+a-fnp第页頁章節节卷冊册至-]*+"
)
_YEARS = r"[（(\[]?(?P<year>\d{4}[a-z]?)(?![\d\w年])[)）\]]?"
_WRITTEN = re.compile(
    rf"{_LEAD}(?P<names>{_NAME}(?:{_AND}{_NAME}){{0,4}})(?P<more>{_ET_AL})?[,，]?\s*{_YEARS}"
    rf"\s*[,，.:：]?\s*(?P<place>{_PLACE})?[)）\]]?[.。]?",
)
_OPENING = re.compile(rf"{_LEAD}(?P<names>{_NAME}(?:{_AND}{_NAME}){{0,4}})[,，]?\s*{_YEARS}")
_BY_AUTHOR = re.compile(
    rf"{_LEAD}(?P<names>{_NAME}(?:{_AND}{_NAME}){{0,3}})(?P<more>{_ET_AL})?\s*[,，:：]?\s+"
    r"(?P<place>(?:pp?\.\s?)?\d[\d\s.,–—-]*+)"
)
_LINKED = re.compile(r"\[\[#([^\[\]|#]+)(?:\|([^\[\]|]*))?\]\]")
_BETWEEN = re.compile(r"\s*[;；]\s*(?:(?:and|also)\s+)?")
_SPLIT = re.compile(_AND)
_PAGES = re.compile(r"^(?:pp?\b\.?|pages?|第|[頁页])\s*|[\s,.。:;页頁]+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Pointer:
    """One short citation: what it names, and the anchor that it links to if it is a link.

    `words` are those of a reader: `Smith & Jones 2008`. `more`: "et al." stands behind the names.
    `place` is where in the source. `year` is None where it names an author alone.
    """

    span: Span
    words: str
    names: tuple[str, ...] = ()
    year: str | None = None
    anchor: str | None = None
    place: str = ""
    more: bool = False


def is_short(template: Template) -> bool:
    """Whether it is the template of a short citation."""
    name = template_name(template.name)
    return name in _BY_NAMED_FIELDS or _SHORT.fullmatch(name) is not None


def pointers_of(template: Template) -> tuple[Pointer, ...]:
    """The short citations of a template, in order; empty where it is none."""
    if not is_short(template):
        return ()
    values = {f.name.strip(): plain(f.value) for f in template.fields}
    name = template_name(template.name)
    if name.startswith("sfnm") or "1a1" in values:
        return tuple(_several(values, template.span))
    if name in _BY_NAMED_FIELDS:
        return tuple(_by_named_fields(values, template.span))
    said = [values[key] for key in map(str, range(1, 7)) if values.get(key)][: MOST_NAMES + 1]
    if not said:
        return ()
    place = next((v for k in ("p", "pp", "page", "pages", "loc", "at") if (v := values.get(k))), "")
    pointer = _pointer(template.span, said, place)
    if given := values.get("ref"):
        anchor = None if given.lower() == "none" else id_of(given)
        return (Pointer(*_parts(pointer)[:4], anchor, place),)
    return (pointer,)


def pointers_in(note: Note) -> tuple[Pointer, ...]:
    """The short citations that a footnote without templates writes out; they are all it says."""
    body = note.text.text if note.text else note.body
    if not 3 < len(body) <= _LONGEST or "{{" in body or "//" in body:
        return ()
    if "[[#" in body:
        linked = [_linked(found, note.body_span) for found in _LINKED.finditer(body)]
        return tuple(linked)
    return written(plain(body), note.body_span) if _DIGIT.search(body) else ()


def written(words: str, span: Span) -> tuple[Pointer, ...]:
    """The short citations in `words`, joined by semicolons; empty where anything else stands."""
    found = []
    for part in _BETWEEN.split(words.strip()):
        seen = _WRITTEN.fullmatch(part)
        year = seen["year"] if seen else None
        seen = seen or _BY_AUTHOR.fullmatch(part.rstrip(".。"))
        if seen is None or (year and not _YEAR.fullmatch(year)):
            return ()
        names, more = _names(seen["names"])
        if names[0].casefold() in MONTHS:
            return ()
        place = _PAGES.sub("", seen["place"] or "")
        said = " ".join(part_ for part_ in (seen["names"] + (seen["more"] or ""), year) if part_)
        found.append(Pointer(span, said, names, year, None, place, more or bool(seen["more"])))
    return tuple(found)


def _names(said: str) -> tuple[tuple[str, ...], bool]:
    """The names one by one, and whether 等, which is written close to them, says "and others"."""
    names = [name for name in _SPLIT.split(said) if name]
    last = names[-1].removesuffix("人").removesuffix("等")
    more = names[-1].endswith(("等", "等人")) and bool(last)
    return (*names[:-1], last if more else names[-1]), more


def opened(note: Note) -> Pointer | None:
    """The short citation with which a footnote begins, whatever follows; None where none does."""
    body = note.body[:_LEADING]
    seen = _OPENING.match(plain(body)) if _FOUR_DIGITS.search(body) else None
    if seen is None:
        return None
    names = tuple(name for name in _SPLIT.split(seen["names"]) if name)[:MOST_NAMES]
    anchor = id_of("CITEREF" + "".join(names) + seen["year"])
    return Pointer(note.body_span, seen[0].strip(), names, seen["year"], anchor)


def id_of(words: str) -> str:
    """The id of an element as MediaWiki writes it."""
    return re.sub(r"[\s_]+", "_", words.strip())


def _linked(found: re.Match[str], span: Span) -> Pointer:
    words = plain(found[2] or found[1])
    seen = next(iter(written(words, span)), None)
    rest = _PAGES.sub("", found.string[found.end() :].split(";")[0].strip(" ,.:"))
    names, year = (seen.names, seen.year) if seen else ((), None)
    place = (seen.place if seen else "") or plain(rest)
    return Pointer(span, words, names, year, id_of(found[1]), place)


def _pointer(span: Span, said: list[str], place: str = "") -> Pointer:
    """That of a template: names, then the year if there is one."""
    dated = len(said) > 1 and any(map(str.isdigit, said[-1]))
    names, year = (said[:-1], said[-1]) if dated else (said, None)
    words = cited_as(names, year or "")
    anchor = id_of("CITEREF" + "".join(said))
    return Pointer(span, words, tuple(names), year, anchor, place)


def cited_as(names: Sequence[str], year: str) -> str:
    """A short citation as a reader sees it: `Smith & Jones 2008`, `Smith et al. 2008`."""
    joined = " & ".join(names) if len(names) < 3 else f"{names[0]} et al."
    return f"{joined} {year}".rstrip()


def _parts(pointer: Pointer) -> tuple[Span, str, tuple[str, ...], str | None]:
    return pointer.span, pointer.words, pointer.names, pointer.year


def _several(values: Mapping[str, str], span: Span) -> Iterator[Pointer]:
    """`{{sfnm|1a1=Smith|1y=2008|1p=5|2a1=Jones|2y=2009}}`."""
    parts: dict[int, dict[str, str]] = {}
    for key, value in values.items():
        if value and (found := _MULTIPLE.fullmatch(key)):
            parts.setdefault(int(found[1]), {})[found[2]] = value
    for _, part in sorted(parts.items()):
        names = [part[key] for key in sorted(part) if key.startswith("a")][:MOST_NAMES]
        if names:
            said = [*names, part["y"]] if "y" in part else names
            yield _pointer(span, said, part.get("p") or part.get("pp") or part.get("loc") or "")


def _by_named_fields(values: Mapping[str, str], span: Span) -> Iterator[Pointer]:
    """`{{harvs|last=Smith|last2=Jones|year=2008|year2=2010}}`."""
    names = [
        name
        for number in range(1, MOST_NAMES + 1)
        if (name := values.get(f"last{number}") or (values.get("last", "") if number == 1 else ""))
    ]
    years = [values.get("year") or values.get("year1", "")]
    years += [values.get(f"year{number}", "") for number in range(2, 9)]
    if names:
        yield from (_pointer(span, [*names, year]) for year in years if year)
