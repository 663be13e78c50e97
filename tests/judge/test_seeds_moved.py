"""A seed with its sections moved and its lines wrapped anew has no new finding."""

from __future__ import annotations

import random
import re
from datetime import date
from pathlib import Path

import pytest

from citaudit.extract import extract
from citaudit.judge import baseline, judge
from citaudit.judge.registry import selected
from citaudit.model import Case, Evidence, Need, Page, PageReport
from citaudit.parse import parse
from citaudit.parse.formats import identified
from citaudit.weigh import weigh

SEEDS = Path(__file__).parents[2] / "seeds"
RULES = [rule for rule in selected() if rule.needs == {Need.TEXT}]
TODAY = date(2026, 11, 21)


def audited(text: str) -> PageReport:
    citations = weigh(extract(parse(identified(Page("seed.txt", text)))), Evidence())
    return PageReport(citations, judge(Case(citations, Evidence(), TODAY), RULES))


def moved(text: str, seed: int) -> str:
    """The sections of the body in another order; lead and the list at the end stay."""
    lead, *sections = re.split(r"(?m)^(?=## )", text)
    body, end = sections[:-1], sections[-1]
    random.Random(seed).shuffle(body)
    return "".join((lead, *body, end))


def wrapped(text: str, width: int) -> str:
    """Paragraphs of prose broken at blanks and after Chinese punctuation, as editors wrap them."""
    return "\n\n".join(
        re.sub(rf"(.{{{width},}}?)(?<=[，。、]) ?", r"\1\n", part)
        if part[:1] not in "#[0123456789" or part.startswith("2016年12月8日")
        else part
        for part in text.split("\n\n")
    )


@pytest.mark.parametrize("seed", range(3))
def test_moving_and_wrapping_brings_nothing_new(seed: int) -> None:
    text = next(SEEDS.glob("000_*.txt")).read_text("utf-8")
    changed = wrapped(moved(text, seed), 40 + 20 * seed)
    assert changed != text
    old, new = audited(text), audited(changed)
    prints = {finding.fingerprint for finding in old.findings}
    assert [each for each in new.findings if each.fingerprint not in prints] == []
    found = baseline.matched(baseline.written((), [old], TODAY), [new], TODAY)
    fresh = {each.code for each in found.pages[0].findings if each.state == "new"}
    assert fresh == {"TOOL002"}  # which is of the run, not of the page
    assert found.stale == ()


@pytest.mark.parametrize("name", ["000", "001", "002"])
def test_a_new_paragraph_above_brings_only_its_own(name: str) -> None:
    text = next(SEEDS.glob(f"{name}_*.txt")).read_text("utf-8")
    old = audited(text)
    new = audited(f"這是一段沒有任何問題的文字。\n\n{text}")
    prints = {finding.fingerprint for finding in old.findings}
    fresh = [each for each in new.findings if each.fingerprint not in prints]
    assert [each.code for each in fresh] in ([], ["CLM003"])


def test_crlf_changes_nothing() -> None:
    text = next(SEEDS.glob("000_*.txt")).read_text("utf-8")
    old, new = audited(text), audited(text.replace("\n", "\r\n"))
    assert [each.fingerprint for each in new.findings] == [
        each.fingerprint for each in old.findings
    ]
