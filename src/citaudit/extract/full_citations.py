"""Full citations as short ones name them: their anchors, their authors, their year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from citaudit.extract.plain import plain
from citaudit.extract.short import MOST_NAMES, cited_as, id_of
from citaudit.extract.templates import canonical_fields, kind_of
from citaudit.model import Reference, Template
from citaudit.text.templates import has_known_parameters

_YEAR_IN_DATE = re.compile(r"(?<!\d)(\d{4}[a-z]?)(?!\d)")
_ONE_YEAR = re.compile(r"(?:[^\W\d_]+\.?,?\s|\d{1,2}[\s,-]\s?|\d{4}-\d\d-\d\d$)*(?:\d{4}[a-z]?)?")
_GIVEN = re.compile(r"\{\{\s*(?:harvid|sfnref)\s*\|([^{}]+)\}\}", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_](?>[^\W\d_]|['’.-](?=[^\W\d_]))*+")
_JOINT = re.compile(r"\s*(?:;|；|、|&|\band\b|\bwith\b)\s*")
_SUFFIX = re.compile(
    r"(?:\s*(?:\((?:eds?|主?[编編])\.?\)|[,，]?\s*(?:eds?\.|[编編]著?|主[编編]|等))|,?\s(?:[JS]r\.?|I{2,3}))\s*$"
)
# Where the authors of a written entry end: at a year, a title in its marks, or an address.
_HEAD_ENDS = re.compile(r"''|[(（\[“\"‘「『《〈]|\d|https?:|。")
_FIRST = re.compile(r"[,，.．](?:\s|$)|;|；|、|，|&|\band\b")
_FIRST_WITH_INITIALS = re.compile(r"[,，;；、&]|\band\b|\.\s*$")
_VANCOUVER = frozenset({"vauthors", "veditors"})  # `Lind A, Berg B`
_IN_ONE = frozenset({"authors", "editors", "people", "host", "credits", "contributor-last"})
_ENTRY = 2000  # code points of an entry that are read
_HEAD = 200  # code points in which the authors of an entry stand
_DATED = re.compile(r"^[^\w]{0,4}[(（\[]?\s*(?:[cC]\.\s?)?(\d{4}[a-z]?)(?!\d)")
_YEAR = re.compile(r"(?<![\d/.:=-])((?:1[5-9]|20)\d\d[a-z]?)(?![\d/]|[-–]\d)")
_NAMES = (
    "last",
    "author",
    "first",
    "editor-last",
    "editor",
    "editor-first",
    "vauthors",
    "veditors",
)


@dataclass(frozen=True, slots=True)
class Cited:
    """One full citation as it stands: by a template with its `fields`, or in its own `words`."""

    index: int  # among the references of the page
    template: Template | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    words: str = ""

    @property
    def asks(self) -> bool:
        """Whether its template is asked for an anchor by `ref=`, as all had to be before 2020."""
        given = self.template.fields if self.template else ()
        return any(f.value.strip() for f in given if f.name.lower() == "ref")


@dataclass(frozen=True, slots=True)
class Work:
    """A full citation as short ones name it.

    `first`: the ways to call its first author; `names`: those of all as they stand; `count`: how
    many authors it has, 0 where that cannot be told. `short` is what a short citation of it says.
    """

    cited: Cited
    first: frozenset[str]
    names: str
    count: int
    years: frozenset[str]
    short: str

    @property
    def index(self) -> int:
        """Its place among the references of the page."""
        return self.cited.index

    @property
    def written(self) -> bool:
        """Whether it is written out without a template, and so has no anchor."""
        return self.cited.template is None

    @property
    def certain(self) -> bool:
        """Whether its anchor is known for sure, not only as far as its names can be read."""
        template, fields = self.cited.template, self.cited.fields
        return (
            template is not None
            and has_known_parameters(template.name)
            and not any("{{" in f.value for f in template.fields if _tells_anchor(f.name))
            and not any(f.name.strip().lower() in _IN_ONE for f in template.fields)
            and _ONE_YEAR.fullmatch(fields.get("year") or fields.get("date") or "") is not None
        )

    def has_names(self, names: Iterable[str]) -> bool:
        """Whether all these, in lower case, are among the names of its authors."""
        known = {found[0].casefold() for found in _WORD.finditer(self.names)}
        return all(known.issuperset(name.split()) for name in names)


def anchor_of(template: Template, fields: Mapping[str, str]) -> str | None:
    """The id of the full citation that a template prints; None where it prints none.

    `fields` are those of the template under their canonical names.
    """
    given = next((f.value for f in template.fields if f.name.lower() == "ref"), "").strip()
    if given.lower() == "none":
        return None
    if "{{" in given and (inside := _GIVEN.search(given)):
        parts = (part.partition("=") for part in inside[1].split("|"))
        words = (value if sign and name.strip().isdigit() else name for name, sign, value in parts)
        return id_of("CITEREF" + "".join(map(plain, words)))
    if given and given.lower() != "harv":
        return id_of(given)
    names = _surnames(template, fields)
    year = _YEAR_IN_DATE.search(fields.get("year") or fields.get("date") or "")
    return id_of("CITEREF" + "".join(names) + year[1]) if names and year else None


def citations(references: Iterable[Reference], text: str) -> Iterator[Cited]:
    """The full citations among the references of the page `text`."""
    for index, reference in enumerate(references):
        cited = [template for template in reference.templates if kind_of(template)]
        for number, template in enumerate(cited):
            fields = canonical_fields(template) if number else reference.fields
            yield Cited(index, template, fields)
        if reference.form == "citation" and not reference.templates:
            yield Cited(index, words=reference.span.of(text))


def work(cited: Cited) -> Work:
    """A full citation as short ones name it."""
    return _of_template(cited, cited.template) if cited.template else _of_entry(cited)


def authors_of(written: str) -> frozenset[str]:
    """The ways to call the first author of a source that is written out."""
    return _of_entry(Cited(0, words=written)).first


def _of_template(cited: Cited, template: Template) -> Work:
    fields = cited.fields
    names = _surnames(template, fields)
    year = _YEAR_IN_DATE.search(fields.get("year") or fields.get("date") or "")
    first = _YEAR_IN_DATE.search(fields.get("orig-date", ""))
    parts = [part for part in _JOINT.split(names[0]) if part] if names else []
    return Work(
        cited,
        _ways(parts[0]) if parts else frozenset(),
        " ".join(v for name, v in fields.items() if name.rstrip("0123456789") in _NAMES),
        len(names) if len(parts) == 1 and len(names) <= MOST_NAMES else 0,
        frozenset(found[1] for found in (year, first) if found),
        cited_as(names, year[1] if year else ""),
    )


def _tells_anchor(field: str) -> bool:
    """Whether an anchor depends on a parameter."""
    name = field.strip().lower().rstrip("0123456789")
    return name in ("ref", "year", "date") or any(
        word in name for word in ("last", "author", "editor", "surname", "contributor", "作者")
    )


def _of_entry(cited: Cited) -> Work:
    """A source written out in a list, such as `Smith, A.; Jones, B. (2008). ''Title''`."""
    body = cited.words.lstrip("*#:; \t\n")[:_ENTRY]
    shown = plain(body[:_HEAD].replace("''", "“", 1))
    end = _HEAD_ENDS.search(shown, 0, _HEAD)
    head = shown[: end.start()] if end else ""
    dated = _DATED.match(shown[end.start() :]) if end else None
    years = (dated[1],) if dated else tuple(_YEAR.findall(plain(body)))
    first = _FIRST.split(head, maxsplit=1)[0]
    if len(first.rstrip(".")) < 2:  # initials come first: `M. Bieber, 1964`
        first = _FIRST_WITH_INITIALS.split(head, maxsplit=1)[0]
    first = first.strip(" ,.，。")
    short = cited_as([first], min(years, default=""))
    return Work(cited, _ways(first), head, 0, frozenset(years), short)


def _surnames(template: Template, fields: Mapping[str, str]) -> list[str]:
    for listed in template.fields:
        if listed.name in _VANCOUVER and listed.value.strip():
            each = [name.strip() for name in plain(listed.value).split(",") if name.strip()]
            return [name.rpartition(" ")[0] or name for name in each[:MOST_NAMES]]
    for last, whole in (("last", "author"), ("editor-last", "editor")):
        names = []
        for number in range(1, MOST_NAMES + 1):
            count = "" if number == 1 else str(number)
            name = fields.get(f"{last}{count}") or fields.get(f"{whole}{count}")
            if not name:
                break
            names.append(name)
        if names:
            return names
    return []


def _ways(name: str) -> frozenset[str]:
    """How an author may be called, in lower case: A. van Lind is "van Lind" and "Lind" too."""
    whole = _SUFFIX.sub("", name).strip(" ,.，。")
    surname = whole.partition(",")[0].strip()
    words = surname.split()
    found = {whole, surname}
    if len(words) > 1:
        found.update(" ".join(words[at:]) for at in range(1, len(words)))
    return frozenset(each.casefold() for each in found if len(each) > 1)
