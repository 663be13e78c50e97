"""What a reference says of its source: enough to find it, and nothing that cannot be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from citaudit.judge.bad_titles import has_titles_by_bots, title_fault, title_field
from citaudit.judge.cited_works import works
from citaudit.judge.dates import contradictions
from citaudit.judge.merges import merged
from citaudit.judge.rule import rule
from citaudit.judge.same_source import (
    place_in,
    same_address,
    same_place,
    same_source,
    titled_elsewhere,
)
from citaudit.judge.templates import is_citation, needs_title
from citaudit.judge.titles import disagree
from citaudit.judge.unlocatable import unlocatable
from citaudit.model import Case, Confidence, Dated, Hit, Reference, Related, Severity
from citaudit.text.comments import uncommented
from citaudit.urls.private import is_example

_TITLES = ("title", "script-title", "trans-title", "chapter", "contribution", "entry", "section")
_NO_SOURCE = re.compile(
    r"\W*+(?:todo|tbd|tba|fixme|xxx+|(?:a |add )?sources?(?: needed)?|ref|reference|cite"
    r"|citation(?: needed)?|insert (?:footnote|reference|source)(?: text)?(?: here)?"
    r"|lorem ipsum\b.*+|link|url|待补|待補|来源|來源|出处|出處|资料来源|資料來源|参考|參考"
    r"|插入脚注文本|插入腳註文字|在此插入(?:脚注|腳註))\W*+",
    re.IGNORECASE | re.DOTALL,
)
_SOON = timedelta(days=1)  # somewhere it is tomorrow already


@rule("REF005", Severity.NOTE, Confidence.HIGH)
def duplicate_reference(case: Case) -> Iterator[Hit]:
    """The same source is defined twice.

    Why: The list grows, and corrections such as an archive copy reach only one of the two.

    Bad:

        It opened in 1931.<ref>{{cite web |title=Survey |url=http://news.example/1}}</ref>
        It closed in 1990.<ref>{{cite web |title=Survey |url=http://news.example/1}}</ref>

    Good:

        It opened in 1931.<ref name="survey">{{cite web |title=Survey |url=http://news.example/1}}</ref>
        It closed in 1990.<ref name="survey"/>

    What to do: Give one of them a name and use that name for the other. Keep the fuller one; where
    each says something of its own, join them by hand. Two places in one work (pages, chapters) are
    two references and are not reported.
    """
    for references in same_source(case).values():
        first = references[0]
        for other in references[1:]:
            if not disagree(first.title, other.title) and same_place(first, other):
                yield Hit(
                    other.span,
                    _given_before(first, other),
                    (Related(first.span, "first given here"),),
                    fix=merged(case.document, first, other),
                )


@rule("REF006", Severity.WARNING, Confidence.HIGH)
def bare_url(case: Case) -> Iterator[Hit]:
    """Only an address, and nothing else.

    Why: When the address dies, nothing is left to search for: no title, no author, no date. The
    same holds of a link whose words are only the name of the host.

    Bad:

        It opened in 1931.<ref>http://news.example/1</ref>
        It closed in 1990.<ref>[http://news.example/2 news.example]</ref>

    Good:

        It opened in 1931.<ref>{{cite web |title=Survey of the bridge |url=http://news.example/1
        |work=Daily Post |date=2016-12-09}}</ref>

    What to do: Open the address while it works and write down title, author, publisher and
    date.
    """
    for reference in case.citations.references:
        if reference.kind != "bare" or reference.form == "link" or reference.is_sub_reference:
            continue
        if not any(is_citation(template) for template in reference.templates):
            copied = any(link.role == "archive" for link in reference.links)
            yield Hit(
                reference.span,
                "Only an address: nothing to search for when it dies.",
                severity=Severity.NOTE if copied else None,
            )


@rule("REF007", Severity.WARNING, Confidence.MEDIUM)
def unlocatable_source(case: Case) -> Iterator[Hit]:
    """Nothing to find the source by.

    Why: A title alone fits many works. Without an address, an identifier, a publisher, a
    periodical or a page a reader cannot know which one was meant.

    Bad:

        <ref>{{cite web |title=Report}}</ref>

    Good:

        <ref>{{cite report |title=Report on the bridge |publisher=City of Lund |page=12}}</ref>

    What to do: Add whatever leads to the work: address, ISBN or DOI, publisher, periodical and
    date.
    """
    for reference in works(case):
        if unlocatable(reference):
            yield Hit(
                reference.span,
                "No address, identifier, publisher, periodical or page to find this source by.",
            )


@rule("REF008", Severity.WARNING, Confidence.HIGH)
def missing_title(case: Case) -> Iterator[Hit]:
    """A citation without a title, or with something else for one: a placeholder, an address.

    Why: The title is what a reader searches for when the address is dead. Bots that find a copy
    of a page without knowing its title write “Archived copy”; those that read an error page
    write “404 Not Found”, and then the source was gone already.

    Bad:

        <ref>{{cite web |title=存档副本 |url=http://news.example/1}}</ref>
        <ref>{{cite web |title=Page not found – Daily Post |url=http://news.example/2}}</ref>

    Good:

        <ref>{{cite web |title=Survey of the bridge |url=http://news.example/1}}</ref>

    What to do: Open the address or its copy and write down the title that the page gives
    itself.
    """
    text = case.document.page.text
    by_bots = has_titles_by_bots(text)
    for reference in works(case):
        if reference.kind == "journal" and reference.title == "none":
            continue  # how CS1 is told to leave the title of an article out
        if reference.is_sub_reference:
            continue
        if fault := title_fault(text, reference, by_bots=by_bots):
            field = title_field(reference)
            yield Hit(field.span if field else reference.span, fault)
            continue
        template = next((found for found in reference.templates if needs_title(found)), None)
        if template and not reference.empty and not _titled(reference):
            yield Hit(template.span, "This citation has no title.")


@rule("REF009", Severity.ERROR, Confidence.HIGH)
def bad_identifier(case: Case) -> Iterator[Hit]:
    """An identifier that fails its own check.

    Why: ISBN and ISSN end in a check digit, and the others have a fixed form. One that does not
    hold was mistyped: it leads to nothing, or to another work.

    Bad:

        {{cite book |title=Bridges of the North |isbn=978-0-306-40615-8}}

    Good:

        {{cite book |title=Bridges of the North |isbn=978-0-306-40615-7}}

    What to do: Compare it with the work or a library catalogue. Do not just correct the check
    digit.
    """
    for reference in case.citations.references:
        for identifier in reference.identifiers:
            if identifier.problem:
                written = identifier.span.of(case.document.page.text).strip()
                if identifier.value[:3] not in written.replace(
                    "-", ""
                ):  # it stands in a bibliography, not here
                    written = identifier.value
                said = f"{identifier.scheme.upper()} {written}"
                yield Hit(identifier.span, f"{said} cannot be: {identifier.problem}.")


@rule("REF010", Severity.WARNING, Confidence.HIGH, dated=Dated.DAY)
def impossible_date(case: Case) -> Iterator[Hit]:
    """Dates that cannot all be true.

    Why: A page cannot be read before it was published, or archived before it existed. One of
    the dates is wrong, and the wrong one may send a reader to the wrong copy.

    Bad:

        {{cite web |title=Survey |date=12 January 2017 |access-date=14 January 2016 |url=…}}

    Good:

        {{cite web |title=Survey |date=12 January 2017 |access-date=14 January 2017 |url=…}}

    What to do: Look at the page or its copy for the date of publication. Around New Year the
    old year is often written by mistake.
    """
    for reference in works(case):
        yield from contradictions(case.document.page.text, reference, case.today + _SOON)


@rule("REF012", Severity.ERROR, Confidence.MEDIUM)
def placeholder_source(case: Case) -> Iterator[Hit]:
    """A placeholder stands where the source should be.

    Why: “TODO” and example.com were meant to be filled in. The statement has no source.

    Bad:

        It opened in 1931.<ref>TODO</ref>

    Good:

        It opened in 1931.<ref>{{cite book |title=Bridges of the North |page=12}}</ref>

    What to do: Fill in the source, or take the footnote out.
    """
    for reference in case.citations.references:
        example = next((link for link in reference.links if is_example(link.url)), None)
        if example and reference.form != "link":
            yield Hit(example.span, f"{example.url} is an address for examples, not a source.")
        body = uncommented(reference.note.body).strip() if reference.note else ""
        if not example and _NO_SOURCE.fullmatch(body):
            yield Hit(reference.span, f"“{body}” is a placeholder, not a source.")


@rule("REF014", Severity.NOTE, Confidence.MEDIUM)
def title_disagreement(case: Case) -> Iterator[Hit]:
    """One address is cited under different titles.

    Why: Either one of the titles is wrong, or one of the addresses was copied from another
    footnote and leads to the wrong page.

    Bad:

        35.  [Backups reach the airport](http://news.example/56913)
        36.  [Clashes near the airport](http://news.example/56913)

    Good:

        35.  [Backups reach the airport](http://news.example/56913)
        36.  [Clashes near the airport](http://news.example/56921)

    What to do: Open the address and see which title it bears; then look for the other page.
    """
    for cited in same_address(case).values():
        first, *others = [each for each in cited if not titled_elsewhere(each)] or cited[:1]
        for other in others:
            if disagree(first.title, other.title) and place_in(first) == place_in(other):
                yield Hit(
                    other.span,
                    f"{_footnote(first)} cites this address as “{first.title}”, "
                    f"this one as “{other.title}”.",
                    (Related(first.span, f"cited as “{first.title}”"),),
                )


def _given_before(first: Reference, other: Reference) -> str:
    if (first.group, first.keys) == (other.group, other.keys):
        return "This footnote gives the same source twice."
    if first.label:
        return f"The same source as footnote {first.label}."
    return "The same source as another footnote."


def _footnote(reference: Reference) -> str:
    return f"Footnote {reference.label}" if reference.label else "Another footnote"


def _titled(reference: Reference) -> bool:
    if reference.title:
        return True
    written = (field for template in reference.templates for field in template.fields)
    return any(field.name.strip().lower() in _TITLES for field in written if field.value.strip())
