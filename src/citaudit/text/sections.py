"""What a heading says its section holds: references, notes, outside links."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Literal, cast

SectionKind = Literal["references", "notes", "bibliography", "external-links", "see-also"]

_MARKUP = re.compile(r"""['"*_`#=:：.。\[\]（）()\s]++""")
_CULTURE = re.compile(
    r"\b(?:cultur|arts?\b|depict|fiction|media\b|legacy|influence|societ|folklore|kultur|kunst)"
    r"|文化|藝術|艺术|影響|影响",
    re.IGNORECASE,
)
# Names that say what they are by their last word. `Cultural references` are none of a page's.
_QUALIFIED = re.compile(
    r"(?:(?:further|other|additional|general|external|online|web|printed?|published|archival|key|main"
    r"|selected|scholarly|academic|cited|full|complete|english|foreign)[ -])+"
    r"(?:references|sources|readings?)"
    r"|(?:suggested|recommended|related|background|introductory)\s(?:reading|readings|literature)"
    r"|(?:[a-z-]+\s){1,2}bibliography|bibliography\s(?:of|on|for)\s.{1,40}"
    r"|references?\s(?:literature|works|books|materials?|cited|used)|(?:works|literature)\sreferenced"
    r"|(?:其[他它]|主要|相[關关]|中文|英文|外文|日文|[進进][一階阶]步?)?(?:[參参]考)?(?:文[獻献]|[書书]目|[資资]料[來来]源)"
)
_NUMBER = re.compile(r"^[\d、 ]++(?=\D)")


def kind(heading: str) -> SectionKind | None:
    """The kind of a section by its clean heading; None for a section of prose.

    The names are those of `sections.toml`. "References and notes" is what its first name is, and
    "Etymological bibliography" is a bibliography.
    """
    name = _NUMBER.sub("", _folded(heading))
    names = _names()
    found = names.get(name)
    if found or len(heading) > 60:
        return found
    if first := _first_of_two(heading):
        return names[first]
    return "bibliography" if _QUALIFIED.fullmatch(name) else None


def kind_of_path(path: Sequence[str]) -> SectionKind | None:
    """The kind of the innermost of these headings that names one.

    "Literature" under "Cultural depictions" is about literature, not a list of it, and a chapter
    "Notes" with sections of its own is a chapter like others.
    """
    last = len(path) - 1
    for index in range(last, -1, -1):
        found = kind(path[index])
        if found == "bibliography" and index and _CULTURE.search(path[index - 1]):
            continue
        if found and not (found == "notes" and index < last):
            return found
    return None


def _folded(heading: str) -> str:
    return _MARKUP.sub(" ", heading).strip().casefold()


_JOINT = re.compile(r"\s+(?:and|&|und|et|y|e|и|en)\s+|[、和與与及/,&；;]|\s\|\s", re.IGNORECASE)


def _first_of_two(heading: str) -> str | None:
    """The first of several names of sections, where the heading is made of nothing else."""
    parts = [_folded(part) for part in _JOINT.split(heading)]
    names = _names()
    known = [part for part in parts if part in names]
    return known[0] if len(parts) > 1 and len(known) == len(parts) else None


@cache
def _names() -> dict[str, SectionKind]:
    table = tomllib.loads(files("citaudit.text").joinpath("sections.toml").read_text("utf-8"))
    return {
        _folded(name): cast("SectionKind", section)
        for section, languages in table.items()
        for names in languages.values()
        for name in names
    }
