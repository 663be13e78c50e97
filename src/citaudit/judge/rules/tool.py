"""What the tool itself could not do, said aloud."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from citaudit.judge.cite_errors import sentence
from citaudit.judge.ignore import directives
from citaudit.judge.links import links_of
from citaudit.judge.rule import rule
from citaudit.model import Case, Confidence, Hit, ProblemKind, RestsOn, Severity, Span


@rule("TOOL001", Severity.WARNING, Confidence.HIGH)
def unreadable_part(case: Case) -> Iterator[Hit]:
    """A part of the page could not be read and was left out.

    Why: Nothing is said about what stands there. A clean report would be a false promise.

    Bad:

        {{cite web |title={{{{{{{{{{{{{{{{{{ …      (ten thousand braces deep)

    Good:

        {{cite web |title=Survey |url=http://news.example/1}}

    What to do: Look at the place the finding names. Where the text is sound and the tool should
    have read it, please report it as a fault of the tool.
    """
    for problem in case.document.problems:
        if problem.kind is ProblemKind.UNREADABLE:
            yield Hit(problem.span, sentence(problem.message))


@rule(
    "TOOL002", Severity.NOTE, Confidence.HIGH, rests_on=RestsOn.NETWORK, of_the_run=True, idle=True
)
def unchecked_links(case: Case) -> Iterator[Hit]:
    """Some links were not looked at.

    Why: A link nobody looked at counts as working, so the figures are better than they may be.
    The message says how many, and why: offline, no network, the time of the run used up,
    excluded.

    Bad:

        citaudit audit --offline page.md       (12 links not looked at: offline)

    Good:

        citaudit audit page.md                 (every link looked at)

    What to do: Run again with a network, or with more time. Links that are excluded on purpose
    can be left as they are.
    """
    evidence = case.evidence
    by_reason: defaultdict[str, list[str]] = defaultdict(list)
    for url in dict.fromkeys(link.url for link in links_of(case) if link.role != "identifier"):
        if evidence.verdict(url) is None:
            reason = evidence.why_skipped(url)
            by_reason[reason or evidence.no_network or "offline"].append(url)
    for reason, urls in by_reason.items():
        yield Hit(
            Span(0, 0),
            f"1 link was not looked at: {reason}."
            if len(urls) == 1
            else f"{len(urls)} links were not looked at: {reason}.",
        )


@rule("TOOL003", Severity.NOTE, Confidence.HIGH)
def unexplained_ignore(case: Case) -> Iterator[Hit]:
    """An ignore comment without a reason, or one that matches nothing.

    Why: A silenced finding that nobody can explain is silenced for ever, and a comment that
    matches nothing will silence the next thing that goes wrong there.

    Bad:

        The figure is disputed. <!-- citaudit: ignore[CLM001] -->

    Good:

        The figure is disputed. <!-- citaudit: ignore[CLM001] sourced in the lead -->

    What to do: Write the reason after the bracket, or remove the comment. What a comment
    covers: the line it stands on; alone on its line, the next block; with `ignore-file`, the
    whole page.
    """
    for directive in directives(case.document.page.text):
        if not directive.reason:
            codes = ", ".join(directive.codes)
            yield Hit(directive.span, f"This comment ignores {codes} without a reason.")


@rule("TOOL004", Severity.NOTE, Confidence.MEDIUM)
def hidden_by_templates(case: Case) -> Iterator[Hit]:
    """Templates that are not known here may hide references.

    Why: A template may hold footnotes of its own, and only its wiki can tell. What it hides is in
    no figure of the report, and a footnote that it defines looks undefined.

    Bad:

        The bridge is listed.{{Cite monuments register|4711}}

    Good:

        citaudit audit --expand wiki:en:TITLE      (the wiki expands its templates itself)

    What to do: Audit the page from its wiki with `--expand`. Where that has been done and this
    note is still there, it names what the wiki did not give.
    """
    for problem in case.document.problems:
        if problem.kind is ProblemKind.HIDDEN:
            yield Hit(problem.span, sentence(problem.message))
