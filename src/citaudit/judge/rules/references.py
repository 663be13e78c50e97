"""Footnotes and what holds them together: defined, used, filled, closed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from citaudit.judge.cite_errors import sentence, with_cite_errors
from citaudit.judge.fingerprints import normalised
from citaudit.judge.names import footnote_name
from citaudit.judge.rule import rule
from citaudit.model import (
    Case,
    Confidence,
    Document,
    Hit,
    Loss,
    Note,
    Page,
    ProblemKind,
    Reference,
    Related,
    Severity,
    Span,
    Unanswered,
)
from citaudit.text.shortened import in_one_line

_BACK = re.compile(r"""href=["']?[^"'>\s]{0,500}#[\w:.-]{0,80}ref""", re.IGNORECASE)
_SHOWN = 41  # so much of a footnote's text is quoted in a message


@rule("REF001", Severity.ERROR, Confidence.HIGH, loss=Loss.CONTENT)
def empty_reference(case: Case) -> Iterator[Hit]:
    """A reference in which the author left nothing.

    Why: The number in the text promises a source, and the footnote behind it is blank. It makes
    an unsourced statement look sourced.

    Bad:

        The bridge opened in 1931.<ref></ref>

    Good:

        The bridge opened in 1931.<ref>{{cite book |title=Bridges of the North |page=12}}</ref>

    What to do: Fill in the source, or take the footnote out so that the gap can be seen. Where
    a converter emptied the footnote, REF013 is reported instead.
    """
    hits = (
        Hit(_place(reference), f"{_named(case, reference)} is empty: no source is given.")
        for reference in case.citations.references
        if reference.empty
        and not reference.is_sub_reference
        and reference.cause != "lost-in-conversion"
        and not any(field.value for template in reference.templates for field in template.fields)
    )
    yield from with_cite_errors(case, "REF001", hits)


@rule("REF002", Severity.ERROR, Confidence.HIGH, loss=Loss.DEFINITION)
def undefined_reference(case: Case) -> Iterator[Hit]:
    """A marker whose reference is defined nowhere.

    Why: The page prints an error, or a number that leads nowhere. Often the section that held
    the definition was removed, and every other use of its name broke with it.

    Bad:

        The bridge opened in 1931.<ref name="lind"/>

    Good:

        The bridge opened in 1931.<ref name="lind">{{cite book |title=Bridges of the North}}</ref>

    What to do: Look for the definition in the history of the page, or in the article the text
    was copied from, and put it back at one of its uses. Check the spelling of the name.
    """
    cut = case.document.cut  # what defines it may stand in the part that was left out
    hits = (
        Hit(
            reference.markers[0].span if reference.markers else reference.span,
            f"{_named(case, reference)} is defined nowhere in this page.",
            tuple(Related(marker.span, "also used here") for marker in reference.markers[1:]),
        )
        for reference in case.citations.references
        if reference.kind == "undefined" and not cut
    )
    yield from with_cite_errors(case, "REF002", hits)


@rule("REF003", Severity.WARNING, Confidence.HIGH)
def unused_reference(case: Case) -> Iterator[Hit]:
    """A footnote that is defined and never cited.

    Why: A definition that no marker leads to supports nothing: either the statement it belonged
    to has gone, or its marker was lost and that statement now stands without a source.

    Bad:

        The bridge opened in 1931.

        [^lind]: A. Lind, *Bridges of the North*, 1988, p. 12.

    Good:

        The bridge opened in 1931.[^lind]

        [^lind]: A. Lind, *Bridges of the North*, 1988, p. 12.

    What to do: Put the marker back after the statement that the source supports, or remove the
    definition. A work listed in a bibliography is not a footnote and is not reported.
    """
    parents = {note.parent for note in case.document.notes if note.parent}
    hits = (
        Hit(_place(reference), f"{_named(case, reference)} is defined, but nothing cites it.")
        for reference in case.citations.references
        if reference.form == "footnote"
        and reference.note is not None
        and not reference.markers
        and not reference.empty
        and parents.isdisjoint(reference.keys)
        and not _leads_back(case, reference)
    )
    yield from with_cite_errors(case, "REF003", hits)


@rule("REF004", Severity.ERROR, Confidence.HIGH)
def conflicting_name(case: Case) -> Iterator[Hit]:
    """One footnote name, two different contents.

    Why: Only one of the two is printed. Statements that cite the other now show the wrong
    source.

    Bad:

        It opened in 1931.<ref name="a">Lind, p. 12</ref>
        It closed in 1990.<ref name="a">Okafor, p. 3</ref>

    Good:

        It opened in 1931.<ref name="lind">Lind, p. 12</ref>
        It closed in 1990.<ref name="okafor">Okafor, p. 3</ref>

    What to do: Give one of them another name, and check every use of the old name.
    """
    for hit in with_cite_errors(case, "REF004", _conflicts(case.document)):
        if not hit.span.of(case.document.page.text).startswith("{{"):
            yield hit  # what a template prints is not known: `{{sfn}}` and `{{Sfn}}` print the same


@rule("REF011", Severity.ERROR, Confidence.HIGH)
def unclosed_reference(case: Case) -> Iterator[Hit]:
    """A footnote that is opened and never closed.

    Why: It is printed as text, or it swallows everything up to the next closing tag: the prose
    in between disappears from the page.

    Bad:

        The bridge opened in 1931.<ref>Lind, p. 12 It closed in 1990.

    Good:

        The bridge opened in 1931.<ref>Lind, p. 12</ref> It closed in 1990.

    What to do: Add the missing `</ref>` where the source ends. A re-use needs its slash: `<ref
    name="lind"/>`.
    """
    hits = (
        Hit(problem.span, sentence(problem.message))
        for problem in case.document.problems
        if problem.kind is ProblemKind.UNCLOSED_REFERENCE
    )
    yield from with_cite_errors(case, "REF011", hits)


@rule("REF013", Severity.WARNING, Confidence.HIGH, loss=Loss.CONTENT)
def lost_in_conversion(case: Case) -> Iterator[Hit]:
    r"""A footnote that a converter emptied.

    Why: The page was made from a wiki, and the converter dropped what it could not read:
    citation templates and further uses of a named footnote. The author gave a source; this page
    does not hold it, and its reader cannot check the statement.

    Bad:

        At least 34 fighters were killed.\[7\]

        7.

    Good:

        At least 34 fighters were killed.\[7\]

        7.  [Clashes continue near the base](http://news.example/56888), 2016-12-09.

    What to do: Look at the original of the page (its history at the date of conversion) and copy
    the footnote from there: `citaudit recover --origin` does. Or convert the page again with a
    tool that reads templates.
    """
    for reference in case.citations.references:
        if reference.empty and reference.cause == "lost-in-conversion":
            yield Hit(
                _place(reference),
                f"{_named(case, reference)} lost its source when this page was converted; "
                "the original may still have it.",
                tuple(Related(marker.span, "cited here") for marker in reference.markers),
            )


@rule("REF017", Severity.WARNING, Confidence.MEDIUM)
def short_citation_without_target(case: Case) -> Iterator[Hit]:
    """A short citation that no full citation on the page answers.

    Why: “Lind 1989, p. 5” says who and when, and leaves the title to the list of sources. Where
    the list has no such work, or two of them, a reader cannot tell what was read.

    Bad:

        The bridge opened in 1931.{{sfn|Lind|1989|p=5}}

        * {{cite book |last=Lind |title=Bridges of the North |year=1988}}

    Good:

        The bridge opened in 1931.{{sfn|Lind|1988|p=5}}

        * {{cite book |last=Lind |title=Bridges of the North |year=1988}}

    What to do: Correct the name or the year, or add the full citation, which the article that the
    text was copied from may have. A work with `ref=none`, or with more authors than the short
    citation names, is there but cannot be linked. Tell two works of one author and year apart by
    a letter (`1988a`), on both sides. Nothing is said where templates that are not known here may
    print the full citation.
    """
    found: defaultdict[tuple[str, str], list[Unanswered]] = defaultdict(list)
    for reference in case.citations.references:
        for each in reference.unanswered:
            found[each.lacks, each.words].append(each)
    for first, *others in found.values():
        near = "the nearest full citation" if first.lacks == "work" else "full citation"
        yield Hit(
            first.span,
            _lack(first),
            (
                *(Related(place, near) for place in first.near),
                *(Related(other.span, "also used here") for other in others),
            ),
        )


def _lack(short: Unanswered) -> str:
    if short.lacks == "one":
        return f"“{short.words}” may be any of {len(short.near)} full citations on this page."
    if short.lacks == "anchor":
        return (
            f"No full citation on this page has the anchor {short.anchor}; "
            f"“{short.near_words}” is probably meant."
        )
    if short.near:
        return (
            f"No full citation on this page is “{short.words}”; "
            f"the nearest is “{short.near_words}”."
        )
    return f"No full citation on this page is “{short.words}”."


def _conflicts(document: Document) -> Iterator[Hit]:
    by_name: defaultdict[tuple[str, str], list[Note]] = defaultdict(list)
    for note in document.notes:
        name = note.name or _label(note, document.page)
        if name and note.body.strip():
            by_name[note.group, name].append(note)
    for (_, name), named in by_name.items():
        first = named[0]
        for other in named[1:]:
            if normalised(other.body).casefold() != normalised(first.body).casefold():
                yield Hit(
                    other.span,
                    f"The name “{name}” already stands for another footnote "
                    f"(“{in_one_line(first.body, _SHOWN)}”); this content is not printed.",
                    (Related(first.span, "first defined here"),),
                )


def _label(note: Note, page: Page) -> str:
    """What a footnote of Markdown is called by its definition, `[^label]: …`; empty for others."""
    defined = page.format == "markdown" and page.text.startswith("[^", note.span.start)
    return note.key if defined else ""


def _leads_back(case: Case, reference: Reference) -> bool:
    """Whether a footnote in HTML links back to a marker, be it in a part that is not here."""
    text = case.document.page.text
    return case.document.page.format == "html" and bool(_BACK.search(reference.span.of(text)))


def _place(reference: Reference) -> Span:
    """The definition where there is one, else the first marker."""
    if reference.note is None and reference.markers:
        return reference.markers[0].span
    return reference.span


def _named(case: Case, reference: Reference) -> str:
    name = footnote_name(case, reference)
    if name:
        return f"Footnote “{name}”"
    return f"Footnote {reference.label}" if reference.label else "Footnote"
