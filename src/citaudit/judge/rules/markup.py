"""How references are written: markup that is broken, and templates that print errors."""

from __future__ import annotations

from collections.abc import Iterator

from citaudit.judge.cite_errors import sentence, with_cite_errors
from citaudit.judge.meanings import meaning
from citaudit.judge.retired import retired
from citaudit.judge.rule import rule
from citaudit.judge.template_errors import template_errors
from citaudit.judge.templates import parameter_faults, templates_of
from citaudit.judge.typed import wrong_brackets
from citaudit.model import (
    Case,
    Confidence,
    Hit,
    ProblemKind,
    Severity,
)


@rule("REF015", Severity.WARNING, Confidence.HIGH)
def printed_citation_error(case: Case) -> Iterator[Hit]:
    """A citation error is printed in the page itself.

    Why: MediaWiki prints what is wrong with a footnote or a citation template in the reference
    list, and converters copy it as if it were the source. The error is known by the anchor of
    its help link, in any language.

    Bad:

        8.  缺少或`|title=`为空 ([帮助](https://zh.wikipedia.org/wiki/Help:引文格式1错误#citation_missing_title))

    Good:

        8.  [Clashes continue near the base](http://news.example/56888), 2016-12-09.

    What to do: Mend the citation in the original as the message says, then convert the page
    again, or put the full citation here in place of the message.
    """
    problems = case.document.problems
    told = any(problem.kind is ProblemKind.CITE_ERROR for problem in problems)
    for problem in problems:
        if problem.kind is ProblemKind.PRINTED_ERROR and not (
            told and problem.id.startswith("cite_error")
        ):
            yield Hit(problem.span, f"A citation error is printed here: {meaning(problem.id)}.")


@rule("REF016", Severity.WARNING, Confidence.HIGH)
def malformed_reference(case: Case) -> Iterator[Hit]:
    """Markup of a reference that is broken, misspelt or left over.

    Why: What a template does not know it drops without a word, and what a converter could not
    read it leaves as text. Either way a part of the source does not reach the reader.

    Bad:

        <ref>{{cite web |titel=Survey |url=http://news.example/1 |publisher=}}</ref>
        <ref>{{cite web |title=Survey |url=http://news.example/1 |deadurl=yes}}</ref>

    Good:

        <ref>{{cite web |title=Survey |url=http://news.example/1 |publisher=City of Lund}}</ref>
        <ref>{{cite web |title=Survey |url=http://news.example/1 |url-status=dead}}</ref>

    What to do: Correct the parameter's name, close what is open, and turn leftover markup back
    into a citation. Parameters may stand empty: citation templates ignore them, and an edit that
    only removes them is not wanted. Only an empty `publisher=` or `work=` of a web page or a
    report is told, as a note, where nothing else says whose it is: fill it in. What the page's
    own wiki has retired (`deadurl`, `displayauthors`, `coauthors`) is told once a page, and
    `citaudit fix` renames what has a new name.
    """
    hits = [
        Hit(problem.span, sentence(problem.message))
        for problem in case.document.problems
        if problem.kind is ProblemKind.LEFTOVER_MARKUP
    ]
    for template in templates_of(case):
        hits += parameter_faults(template, rendered=case.document.page.format == "html")
    hits += wrong_brackets(case)
    hits += retired(case)
    yield from with_cite_errors(case, "REF016", hits)


@rule("REF018", Severity.WARNING, Confidence.HIGH)
def citation_error(case: Case) -> Iterator[Hit]:
    """A citation for which the wiki's templates print an error, or lose what was written.

    Why: A reader sees a red message in the reference list, and often less of the source: an
    archive link without its date is not printed, and of two values of one parameter one is lost.
    What is said is what the templates of the English or the Chinese Wikipedia print today; other
    languages are not judged.

    Bad:

        <ref>{{cite web |title=Survey |url=http://news.example/1 |url=http://news.example/2}}</ref>
        <ref>{{cite book |title=Survey |publisher=City of Lund |access-date=5/12/2016}}</ref>

    Good:

        <ref>{{cite web |title=Survey |url=http://news.example/1}}</ref>
        <ref>{{cite book |title=Survey |publisher=City of Lund |date=5 December 2016}}</ref>

    What to do: Keep one value of each parameter, and give what another one asks for. Put an
    address into `url`, a bar before each parameter, and write a date as the wiki takes it: “5
    December 2016”, “December 5, 2016” or “2016-12-05”.
    """
    yield from template_errors(case)
