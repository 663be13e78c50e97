"""Errors that the citation templates of a wiki print, as far as the source shows them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date

from citaudit.judge.cited_works import works
from citaudit.judge.cs1_dates import FIRST_ACCESS, unreadable_date
from citaudit.judge.given import Given, Wiki, given_templates, group_of
from citaudit.judge.retired import is_renewed
from citaudit.judge.templates import is_parameter
from citaudit.judge.unlocatable import unlocatable
from citaudit.model import Case, CitedDate, Edit, Field, Fix, Hit, ProblemKind, Related, Span
from citaudit.text.shortened import in_one_line
from citaudit.urls.address import address

_WEB = date(1991, 8, 6)  # of earlier days REF010 speaks
_SHOWN = 41  # code points of a value that a message quotes
_PREPRINTS = re.compile(r"cite (?:arxiv|biorxiv|medrxiv|citeseerx|ssrn)")
_INVISIBLE = re.compile("[\u00ad\u200a\u200b\ufffd\u0080-\u0084\u0086-\u009f\ufff9-\ufffb]")
_APOSTROPHE = "\u200a'\u200b"  # what {{'}} makes
_BREAK = re.compile(r"[\t\n\r]")
_MARKUP = re.compile(r"\{\{.*\}\}|\[\[.*?\]\]|<.*>", re.DOTALL)
_LINK = re.compile(r"\[?((?:https?:)?//[^\s\[\]<>|{}\"]+)", re.IGNORECASE)
_INNER = re.compile(r"\[\[(?!(?:file|image|文件|图像|檔案|圖像):)[^\[\]]+\]\]", re.IGNORECASE)
_PIPE = re.compile(r"(?:^|\s)([a-z][a-z0-9-]+)\s*=")


def template_errors(case: Case) -> Iterator[Hit]:
    """The errors of every citation template, on a page in English or Chinese."""
    text = case.document.page.text
    replaced = "\ufffd" in text  # the one of `_INVISIBLE` that Python holds to be printable
    lost = {t.span for work in works(case) if unlocatable(work) for t in work.templates}
    dates = {cited.span: cited for work in works(case) for cited in work.dates}
    printed = [p.span for p in case.document.problems if p.kind is ProblemKind.PRINTED_ERROR]
    for wiki, given in given_templates(case):
        if any(given.template.span.meets(span) for span in printed):
            continue  # the page, or its wiki, shows what is printed: REF015
        if given.lost:
            yield from _displaced(given)
        yield from _by_two_names(wiki, given)
        yield from _incomplete(wiki, given, found_by_nothing=given.template.span in lost)
        yield from _inner_link(given)
        for name, (field, value) in given.filled.items():
            if "//" in value and name.rstrip("0123456789") in wiki.no_link:
                yield from _outside_link(name, field, value)
            if name in wiki.dates:
                yield from _date(name, field, value, dates.get(field.span))
            elif name in wiki.values:
                yield from _word(wiki, name, field, value)
            if replaced or not value.isprintable():
                yield from _unseen(name, field, value)
            if "=" in value and wiki.missing_pipe and _PIPE.search(value):
                yield from _without_pipe(name, field, value)


def _displaced(given: Given) -> Iterator[Hit]:
    """Values that are lost because their parameter stands there again."""
    for before, after in given.lost:
        name, value = before.name.strip(), in_one_line(before.value.strip(), _SHOWN)
        yield Hit(
            Span(before.name_span.start, before.span.end),
            f"`{name}` stands here twice: the last one counts, and “{value}” is lost."
            if after.value.strip()
            else f"`{name}` stands here twice, the last time empty: “{value}” is lost.",
            (Related(Span(after.name_span.start, after.span.end), "the one that counts"),),
        )


def _by_two_names(wiki: Wiki, given: Given) -> Iterator[Hit]:
    groups = [(one, name) for name in given.filled if (one := group_of(wiki, name))]
    if len({one[:2] for one, _ in groups}) == len(groups):
        return
    found: defaultdict[tuple[int, str], list[tuple[int, str]]] = defaultdict(list)
    for (group, number, rank), name in groups:
        found[group, number].append((rank, name))
    for names in found.values():
        if len(names) > 1:
            read, *others = [name for _, name in sorted(names)]
            yield Hit(
                given.filled[others[0]][0].name_span,
                f"{_listed([read, *others])} exclude each other: only `{read}` is read.",
                (Related(given.filled[read][0].name_span, "the one that is read"),),
            )


def _incomplete(wiki: Wiki, given: Given, *, found_by_nothing: bool) -> Iterator[Hit]:
    """Parameters that need another one, and a template that needs an address."""
    filled = given.filled
    dependent = not wiki.dependent.isdisjoint(filled)
    asks = not given.has_url() and given.name in wiki.asks_for_url
    if not dependent and not asks:
        return
    addressed = (
        given.has_url() or given.holds_address() or _PREPRINTS.fullmatch(given.name) is not None
    )
    told = False
    for need in wiki.needs if dependent else ():
        name = next((name for name in need.names if name in filled), None)
        if name is None or not need.instead.isdisjoint(filled) or (need.address and addressed):
            continue
        told = told or need.address
        yield Hit(
            filled[name][0].name_span,
            f"`{name}` stands here without `{need.other}`, which the template asks for.",
        )
    if asks and filled and not (told or addressed or found_by_nothing):
        name_ends = given.template.span.start + len("{{") + len(given.template.name)
        yield Hit(
            Span(given.template.span.start, name_ends),
            f"`{given.name}` asks for `url`, and none is given.",
        )


def _outside_link(name: str, field: Field, value: str) -> Iterator[Hit]:
    found = _LINK.search(value)
    if found and address(_absolute(found[1])) and not _is_title(name, value, found[0]):
        yield Hit(field.span, f"`{name}` takes no outside link; its place is `url`.")


def _inner_link(given: Given) -> Iterator[Hit]:
    """A link to another page of the wiki in a title that leads to the source."""
    title = given.filled.get("title")
    if title and "[[" in title[1] and given.has_url() and _INNER.search(title[1]):
        yield Hit(title[0].span, "An inner link in `title` cannot stand beside `url`.")


def _is_title(name: str, value: str, link: str) -> bool:
    """Whether an address stands where the title should, which REF008 says."""
    return name == "title" and value == link


def _absolute(url: str) -> str:
    return f"http:{url}" if url.startswith("//") else url


def _date(name: str, field: Field, value: str, cited: CitedDate | None) -> Iterator[Hit]:
    if cited and cited.problem:
        return  # REF010 says what is wrong with it
    accessed = name.startswith("access")
    why = unreadable_date(value, whole_day=accessed or name.startswith("archive"))
    early = accessed and cited and cited.latest and _WEB <= cited.latest < FIRST_ACCESS
    if why is None and early:
        why = "no day before 15 January 2001 is taken"
    if why:
        yield Hit(field.span, f"This wiki's templates cannot read “{value}” in `{name}`: {why}.")


def _word(wiki: Wiki, name: str, field: Field, value: str) -> Iterator[Hit]:
    if value.casefold() in wiki.values[name]:
        return
    if "{{" not in value and not is_renewed(wiki.language, name, value):
        yield Hit(
            field.span,
            f"`{name}` does not take “{in_one_line(value, _SHOWN)}”, "
            f"only {_listed(wiki.values[name])}.",
        )


def _unseen(name: str, field: Field, value: str) -> Iterator[Hit]:
    if found := _INVISIBLE.search(value.replace(_APOSTROPHE, "'")):
        code = f"U+{ord(found[0]):04X}"
        at = field.span.start + max(field.value.find(found[0]), 0)
        yield Hit(Span(at, at + 1), f"An invisible character ({code}) stands in `{name}`.")
    elif (found := _BREAK.search(value)) and not _MARKUP.search(value) and name != "quote":
        yield Hit(field.span, f"`{name}` goes over several lines or holds a tab.")


def _without_pipe(name: str, field: Field, value: str) -> Iterator[Hit]:
    if field.value.strip() != value:
        return  # a comment stands in between
    shown = _MARKUP.sub(lambda found: " " * len(found[0]), field.value)
    for found in _PIPE.finditer(shown):
        if is_parameter(found[1]):
            at = field.span.start + found.start(1)
            fix = Fix("Put the missing `|`.", (Edit(Span(at, at), "|"),), safe=False)
            yield Hit(
                Span(at, at + len(found[1])),
                f"A `|` is missing before `{found[1]}=`: it became part of `{name}`.",
                fix=fix,
            )
            return


def _listed(names: Collection[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
