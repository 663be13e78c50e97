"""The case files of the rules: pages with the findings they must give, and pages without any."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from citaudit.extract import extract
from citaudit.judge import judge
from citaudit.judge.registry import RULES, find
from citaudit.model import (
    ArchiveAnswer,
    Case,
    Confidence,
    Document,
    Evidence,
    Finding,
    Fix,
    Look,
    Outcome,
    Page,
    Problem,
    ProblemKind,
    Snapshot,
    Span,
    Standing,
    Verdict,
)
from citaudit.parse import parse
from citaudit.parse.formats import identified
from citaudit.weigh import weigh

FOLDER = Path(__file__).parent / "cases"
TODAY = date(2026, 11, 21)
Example = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """One example of a case file: which rule it is about, and whether it is a bad one."""

    code: str
    bad: bool
    number: int
    example: Example

    def __str__(self) -> str:
        return f"{self.code}-{'bad' if self.bad else 'good'}-{self.number}"


def examples() -> Iterator[Told]:
    """Every example of every case file."""
    for rule in RULES:
        file = FOLDER / f"{rule.code}.toml"
        if not file.is_file():
            continue
        data = tomllib.loads(file.read_text("utf-8"))
        for kind in ("bad", "good"):
            for number, example in enumerate(data.get(kind, []), 1):
                yield Told(rule.code, kind == "bad", number, example)


def found(code: str, example: Example) -> tuple[tuple[Finding, ...], Page]:
    """The findings of rule `code` (alone, or `with` others) on an example's page."""
    case = case_of(example)
    codes = {code, *example.get("with", ()), *filter(None, [example.get("replaces")])}
    findings = judge(case, [find(each) for each in sorted(codes)])
    told_by = {code, *filter(None, [example.get("replaces")])}
    return tuple(each for each in findings if each.code in told_by), case.document.page


def case_of(example: Example) -> Case:
    """The example's page read, extracted and weighed by its evidence."""
    evidence = _evidence(example)
    today = example.get("today", TODAY)
    page = _page(example, example["text"])
    document = _with_problems(parse(page), example)
    citations = weigh(extract(document), evidence)
    before = example.get("before")
    old = weigh(extract(parse(_page(example, before))), evidence) if before else None
    return Case(citations, evidence, today, old)


def applied(text: str, fix: Fix) -> str:
    """`text` with a fix's edits made, from the last to the first."""
    for edit in sorted(fix.edits, key=lambda edit: edit.span, reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


def _page(example: Example, text: str) -> Page:
    page = identified(Page("page", text.removeprefix("\n"), example["format"]))
    return replace(page, language=example["language"]) if "language" in example else page


def _with_problems(document: Document, example: Example) -> Document:
    text = document.page.text
    problems = tuple(
        Problem(ProblemKind(each["kind"]), _span(text, each["span"]), each["message"])
        for each in example.get("problems", ())
    )
    return replace(document, problems=(*document.problems, *problems))


def _span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def _evidence(example: Example) -> Evidence:
    return Evidence(
        verdicts={each["url"]: _verdict(each) for each in example.get("looks", ())},
        archives={each["url"]: _answer(each) for each in example.get("archives", ())},
        skipped=example.get("skipped", {}),
    )


def _verdict(each: Example) -> Verdict:
    look = Look(
        each["url"],
        0.0,
        Outcome(each["outcome"]),
        each.get("status"),
        each.get("final_url"),
        title=each.get("title"),
        reason=each.get("reason", ""),
    )
    confidence = Confidence(each.get("confidence", "high"))
    return Verdict(
        Standing(each["standing"]), confidence, look, each.get("first_dead"), each.get("seen", 0)
    )


def _answer(each: Example) -> ArchiveAnswer:
    copies = tuple(
        Snapshot(each["url"], copy["archive_url"], copy["taken"], copy["status"], "wayback")
        for copy in each.get("copies", ())
    )
    return ArchiveAnswer(each["state"], copies, each.get("reason", ""))
