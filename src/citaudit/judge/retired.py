"""Parameters of citation templates that went out of use, and the edits that renew them."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from importlib.resources import files
from typing import Any

from citaudit.judge.templates import templates_of
from citaudit.model import Case, Edit, Field, Fix, Hit, Related, Span, Template
from citaudit.text.comments import uncommented
from citaudit.text.templates import has_known_parameters

_NUMBER = re.compile(r"\d+")
_GAP = re.compile(r"\s*(?=\|)")  # white space before the next parameter
_STATUS = "url-status"
_COPY = frozenset({"archive-url", "archiveurl"})


@dataclass(frozen=True, slots=True)
class _Wiki:
    """What one wiki's citation templates no longer read, and what they take as a status."""

    gone: Mapping[str, str]
    status: Mapping[str, tuple[str, str]]
    words: frozenset[str]
    dead: frozenset[str]
    live: frozenset[str]
    removed: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Renamed:
    """One parameter under its new name; `value` is the edit of its value where that changes too."""

    field: Field
    name: str
    value: tuple[Edit, ...] = ()

    @property
    def edits(self) -> tuple[Edit, ...]:
        return (Edit(self.field.name_span, self.name), *self.value)


def retired(case: Case) -> Iterator[Hit]:
    """What went out of use on a page's wiki: once a page, and what a new name alone cannot mend.

    Silent for pages in other languages, and where the templates themselves are not in the page.
    """
    language = case.document.page.language.partition("-")[0]
    if language not in _wikis() or case.document.page.format == "html":
        return
    gone: list[_Renamed] = []
    removed: list[Field] = []
    concerns = partial(_concerns, language)
    for template in _templates(case):
        written = [field.name for field in template.fields]
        if has_known_parameters(template.name) and any(map(concerns, written)):
            yield from _of_template(case, language, template, gone)
            removed += _removed(language, template)
    if removed:
        names = ", ".join(f"`{name}`" for name in dict.fromkeys(f.name.strip() for f in removed))
        others = (Related(field.name_span, "here too") for field in removed[1:])
        yield Hit(
            removed[0].name_span,
            f"{names} is no longer read by this wiki's templates: what it says is not printed."
            if "," not in names
            else f"{names} are no longer read by this wiki's templates: "
            "what they say is not printed.",
            tuple(others),
        )
    if gone:
        listed = _listed(gone)
        message = (
            f"{listed} is no longer read by this wiki's templates."
            if len(gone) == 1
            else f"{listed} are no longer read by this wiki's templates."
        )
        names = ", ".join(f"`{name}`" for name in dict.fromkeys(each.name for each in gone))
        edits = tuple(edit for each in gone for edit in each.edits)
        yield Hit(gone[0].field.name_span, message, fix=Fix(f"Write {names}.", edits))


def is_renewed(language: str, name: str, value: str) -> bool:
    """Whether `value` says the status of an address in a word that parameter `name` does not take.

    `retired` says so, and which word it takes.
    """
    wiki = _wikis().get(language)
    said = value.casefold()
    return wiki is not None and name in wiki.status and (said in wiki.dead or said in wiki.live)


def _templates(case: Case) -> Iterator[Template]:
    """Every template of the page, also those of a footnote that is defined a second time.

    One left behind would make two contents of what was said twice alike.
    """
    found = {template.span: template for template in templates_of(case)}
    for note in case.document.notes:
        found.update((template.span, template) for template in note.templates)
    return (found[span] for span in sorted(found))


def _removed(language: str, template: Template) -> Iterator[Field]:
    """The filled parameters that are read no longer, and that no other one replaces as it is."""
    removed = _wikis()[language].removed
    return (f for f in template.fields if f.name.strip() in removed and _plain(f))


def _of_template(
    case: Case, language: str, template: Template, gone: list[_Renamed]
) -> Iterator[Hit]:
    """Adds to `gone` what a new name mends; yields what needs more or cannot be."""
    wiki = _wikis()[language]
    names = Counter(field.name.strip() for field in template.fields)
    for field in template.fields:
        name = field.name.strip()
        if not _plain(field) or names[name] > 1:
            continue
        if now := _now(language, name):
            if now in names:
                said = f"`{name}` is no longer read, and `{now}` stands beside it."
                yield _dispensable(case, template, field, said)
            elif now == _STATUS and not _names_copy(template):
                said = f"`{name}` is no longer read, and `{now}` counts only beside `archive-url`."
                yield _dispensable(case, template, field, said)
            elif now == _STATUS and _word(wiki, field, now) is None:
                words = ", ".join(f"`{word}`" for word in sorted(wiki.words))
                message = f"`{name}` is no longer read: `{now}` takes {words}."
                yield Hit(field.name_span, message)
            else:
                gone.append(_Renamed(field, now, _status_edits(wiki, field, now)))
                names[now] += 1
        elif edits := _status_edits(wiki, field, name):
            word = edits[0].text
            message = f"`{name}` does not take “{_plain(field)}”; `{word}` says so."
            yield Hit(field.span, message, fix=Fix(f"Say `{name}={word}`.", edits))


def _dispensable(case: Case, template: Template, field: Field, said: str) -> Hit:
    """A parameter that is not read, and whose new name would add nothing."""
    text, end = case.document.page.text, field.span.end
    start = text.rfind("|", template.span.start, field.name_span.start)
    behind = _GAP.match(text, end)
    taken_out = Edit(Span(start, behind.end() if behind else end), "")
    fix = Fix(f"Take `{field.name.strip()}` out.", (taken_out,), safe=False) if start >= 0 else None
    return Hit(field.name_span, said, fix=fix)


def _names_copy(template: Template) -> bool:
    """Whether an archive copy is named, beside which alone a status is read."""
    return any(f.name.strip() in _COPY and _plain(f) for f in template.fields)


def _status_edits(wiki: _Wiki, field: Field, name: str) -> tuple[Edit, ...]:
    """The edit that puts a status into a word that parameter `name` takes, if one is needed."""
    if name not in wiki.status:
        return ()
    word, said = _word(wiki, field, name), _plain(field)
    at = field.value.find(said)
    if word is None or word == said or at < 0:
        return ()
    start = field.span.start + at
    return (Edit(Span(start, start + len(said)), word),)


def _word(wiki: _Wiki, field: Field, name: str) -> str | None:
    """The word that says the status in parameter `name`; None where nobody can tell it."""
    said = _plain(field)
    if said.lower() in wiki.words:
        return said
    dead, live = wiki.status[name]
    return dead if said.lower() in wiki.dead else live if said.lower() in wiki.live else None


def _plain(field: Field) -> str:
    return uncommented(field.value).strip()


def _listed(found: Sequence[_Renamed]) -> str:
    counted = Counter((each.field.name.strip(), each.name) for each in found)
    said = [
        f"`{name}` ×{times} (now `{now}`)" if times > 1 else f"`{name}` (now `{now}`)"
        for (name, now), times in counted.items()
    ]
    return " and ".join(filter(None, (", ".join(said[:-1]), said[-1])))


@lru_cache(maxsize=4096)
def _concerns(language: str, name: str) -> bool:
    """Whether a parameter went out of use, or holds a status."""
    wiki, plain = _wikis()[language], name.strip()
    return _now(language, plain) is not None or plain in wiki.status or plain in wiki.removed


def _now(language: str, name: str) -> str | None:
    """What takes the place of a parameter, its number kept."""
    table = _wikis()[language].gone
    if name in table:
        return table[name]
    numbers = _NUMBER.findall(name)
    known = table.get(_NUMBER.sub("#", name)) if len(numbers) == 1 else None
    return known.replace("#", numbers[0]) if known and "#" in known else None


@cache
def _wikis() -> dict[str, _Wiki]:
    text = files("citaudit.judge").joinpath("retired_parameters.toml").read_text("utf-8")
    return {language: _wiki(table) for language, table in tomllib.loads(text).items()}


def _wiki(table: Mapping[str, Mapping[str, Any]]) -> _Wiki:
    status = table["status"]
    return _Wiki(
        gone=_spelt(table["gone"]),
        status={name: (dead, live) for name, (dead, live) in status["names"].items()},
        words=frozenset(status["words"]),
        dead=frozenset(status["dead"]),
        live=frozenset(status["live"]),
        removed=frozenset(table["removed"]["names"]),
    )


def _spelt(table: Mapping[str, object]) -> dict[str, str]:
    """The table with an entry of its own for each name without its number."""
    plain = {str(old): str(new) for old, new in table.items()}
    return plain | {old.replace("#", ""): new.replace("#", "") for old, new in plain.items()}
