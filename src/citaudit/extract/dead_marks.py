"""Links that a page itself calls dead: by a template beside them, or by a citation's status."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import zip_longest

from citaudit.extract.plain import plain
from citaudit.extract.templates import kind_of, outermost, status_word
from citaudit.model import DeadMark, Field, Link, Span, Template
from citaudit.text.templates import says_dead


def dead_marks(
    links: Sequence[Link], templates: Sequence[Template], pairs: Sequence[tuple[str, Field]]
) -> tuple[DeadMark, ...]:
    """The links to sources among `links` that one of `templates` calls dead.

    `pairs` are the parameters of the citation templates by their canonical name. A mark speaks of
    the citation or link that it stands in or behind, a status of the links of its citation.
    """
    said = [field for name, field in pairs if name == "url-status" and _dead(field)]
    tags = [template for template in templates if says_dead(template.name)]
    if not said and not tags:
        return ()
    units = _units(links, templates)
    starts = [span.start for span, _ in units]
    found: dict[Span, DeadMark] = {}
    for place, since, by_status in (
        *((tag.span, since_of(tag), False) for tag in tags),
        *((field.span, None, True) for field in said),
    ):
        at = bisect_right(starts, place.start) - 1
        for link in units[at][1] if at >= 0 else ():
            found.setdefault(link.span, DeadMark(link, place, since, by_status))
    return tuple(found[span] for span in sorted(found))


def since_of(tag: Template) -> str | None:
    """The date of a mark, as written."""
    return next((plain(f.value) for f in tag.fields if f.name.strip() == "date"), None) or None


def _units(
    links: Sequence[Link], templates: Sequence[Template]
) -> list[tuple[Span, tuple[Link, ...]]]:
    """Citations and the links that stand alone, by their place, each with its links to sources.

    In HTML a citation's links stand behind its call; those of identifiers among them are no source.
    """
    cited = list(outermost(template for template in templates if kind_of(template)))
    sources = [link for link in links if link.role == "source"]
    units: list[tuple[Span, tuple[Link, ...]]] = []
    taken: set[Span] = set()
    for template, next_one in zip_longest(cited, cited[1:]):
        given = {field.value.strip() for field in template.fields}
        held = [link for link in sources if template.span.holds(link.span)]
        if not held:
            until = next_one.span.start if next_one else sources[-1].span.end if sources else 0
            held = [link for link in sources if template.span.end <= link.span.start < until]
            if not any(link.url in given for link in held):
                held = []
        taken.update(link.span for link in held)
        named = tuple(link for link in held if link.url in given)
        units.append((template.span, named or tuple(held)))
    alone = [(link.span, (link,)) for link in sources if link.span not in taken]
    return sorted([*units, *alone], key=lambda unit: unit[0])


def _dead(field: Field) -> bool:
    return status_word(plain(field.value)) == "dead"
