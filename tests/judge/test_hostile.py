"""Hostile pages: tens of thousands of broken things, and every rule still ends."""

from __future__ import annotations

from datetime import date

import pytest

from citaudit.judge import judge
from citaudit.judge.registry import selected
from citaudit.model import (
    Case,
    Citations,
    Claim,
    Document,
    Evidence,
    Field,
    Link,
    Marker,
    Need,
    Note,
    Page,
    Problem,
    ProblemKind,
    Reference,
    Span,
    Support,
    Template,
)

pytestmark = pytest.mark.timeout(30)
MANY = 20_000
RULES = [rule for rule in selected() if rule.needs == {Need.TEXT}]


def judged(citations: Citations) -> int:
    return len(judge(Case(citations, Evidence(), date(2026, 1, 1)), RULES))


def places(text: str, unit: str) -> list[Span]:
    return [Span(at, at + len(unit)) for at in range(0, len(text), len(unit))]


def test_empty_footnotes_and_their_errors() -> None:
    text = "<ref></ref>" * MANY
    spans = places(text, "<ref></ref>")
    problems = tuple(Problem(ProblemKind.CITE_ERROR, s, "empty", "ref_no_input") for s in spans)
    references = tuple(
        Reference(f"r{n}", str(n), s, "footnote", "empty", cause="blank", note=Note(s, "", "", s))
        for n, s in enumerate(spans)
    )
    document = Document(Page("page", text, "wikitext"), problems=problems)
    assert judged(Citations(document, references)) == MANY


def test_ignore_comments() -> None:
    unit = "<!-- citaudit: ignore[TOOL001] why -->"
    text = unit * MANY
    problems = tuple(Problem(ProblemKind.UNREADABLE, s, "unreadable") for s in places(text, unit))
    assert judged(Citations(Document(Page("page", text), problems=problems))) >= MANY


def test_unknown_parameters() -> None:
    names = [f"acess-dat{n:x}" for n in range(MANY)]
    fields = tuple(Field(name, "x", Span(0, 1), Span(0, 1)) for name in names)
    template = Template(Span(0, 2), "cite web", fields)
    assert judged(Citations(Document(Page("page", "{{}}"), templates=(template,)))) > 0


@pytest.mark.parametrize("title", ["a" * 100_000, "ab " * 50_000])
def test_long_titles_of_one_source(title: str) -> None:
    span = Span(0, 1)
    references = tuple(
        Reference(
            f"r{n}",
            str(n),
            span,
            "footnote",
            "web",
            title=f"{n} {title}",
            links=(Link(span, "http://city.org/1"),),
            source_key="city.org/1",
            note=Note(span, str(n), "x", span),
        )
        for n in range(60)
    )
    assert judged(Citations(Document(Page("page", "x")), references)) >= 0


def test_statements() -> None:
    text = "12. " * MANY
    claims = tuple(
        Claim(f"c{n}", span, "12.", ("A", "B"), "cell", Support.NONE, traits=("number",))
        for n, span in enumerate(places(text, "12. "))
    )
    markers = tuple(Marker(span, "a") for span in places(text, "12. "))
    document = Document(Page("page", text, "wikitext"), markers=markers)
    assert judged(Citations(document, (), claims)) > 0
