"""Every rule against its case file, and the rules as documents."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from citaudit.judge import judge
from citaudit.judge.manual import manual, of
from citaudit.judge.registry import RULES
from citaudit.manuals import SECTIONS, markdown, names
from citaudit.model import Finding, Page, Rule
from tests.judge.case_files import FOLDER, Example, Told, applied, case_of, examples, found

ROOT = Path(__file__).parents[2]
EXAMPLES = list(examples())
CHINESE = re.compile("[\u4e00-\u9fff]{2}")
ROMAN = re.compile(r"[A-Za-z0-9|={}<>/_.:-]+")
OTHER = {"zh-Hans": "zh-Hant", "zh-Hant": "zh-Hans"}
# Characters of the other script that the manual would use if it were not converted with care.
FOREIGN = {
    "zh-Hans": re.compile("[來這說沒與對發經過後於當學實現點還無應開關長問題頁註檔連網據錯誤標數]"),
    "zh-Hant": re.compile("[来这说没与对发经过后于当学实现点还无应开关长问题页档连网据错误标数]"),
}


@pytest.mark.parametrize("told", [each for each in EXAMPLES if each.bad], ids=str)
def test_a_bad_example_gives_its_findings(told: Told) -> None:
    findings, page = found(told.code, told.example)
    wanted = told.example["hits"]
    shown = [(each.code, each.span.of(page.text), each.message) for each in findings]
    assert len(findings) == len(wanted), shown
    for finding, want in zip(findings, wanted, strict=True):
        assert finding.code == told.code, shown
        _assert_as_wanted(finding, want, page)
    fixes = [finding.fix for finding in findings if finding.fix]
    if "fixed" in told.example or fixes:
        assert applied(page.text, fixes[0]) == told.example["fixed"].removeprefix("\n")


def _assert_as_wanted(finding: Finding, want: Example, page: Page) -> None:
    words = finding.span.of(page.text)
    if "span" in want:
        assert words == want["span"]
        nth = want.get("at", 1)
        assert page.text.count(words, 0, finding.span.start) == nth - 1 or not words
    if "span_has" in want:
        assert want["span_has"] in words
    if "span_starts" in want:
        assert words.startswith(want["span_starts"])
    assert want.get("message", "") in finding.message
    for dial in ("severity", "confidence"):
        if dial in want:
            assert getattr(finding, dial) == want[dial]
    if want.get("unfixed"):
        assert finding.fix is None
    if "related" in want:
        assert len(finding.related) == want["related"]


@pytest.mark.parametrize("told", [each for each in EXAMPLES if "fixed" in each.example], ids=str)
def test_a_fix_mends_what_it_is_offered_for(told: Told) -> None:
    findings, page = found(told.code, told.example)
    for finding in findings:
        if finding.fix is None:
            continue
        mended = applied(page.text, finding.fix)
        again, _ = found(told.code, told.example | {"text": mended})
        assert len(again) == len(findings) - 1, (finding.message, mended)


def test_only_dated_rules_look_at_the_day() -> None:
    changed = set()
    for told in EXAMPLES:
        case = case_of(told.example)
        years_later = replace(case, today=case.today + timedelta(days=1000))
        changed |= {each.code for each in set(judge(case, RULES)) ^ set(judge(years_later, RULES))}
    assert changed == {rule.code for rule in RULES if rule.dated}


@pytest.mark.parametrize("told", [each for each in EXAMPLES if not each.bad], ids=str)
def test_a_good_example_gives_none(told: Told) -> None:
    findings, page = found(told.code, told.example)
    mine = [each for each in findings if each.code == told.code and each.state == "new"]
    assert [(each.span.of(page.text), each.message) for each in mine] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_has_good_and_bad_examples(rule: Rule) -> None:
    kinds = Counter(told.bad for told in EXAMPLES if told.code == rule.code)
    assert kinds[True], "no bad example"
    assert kinds[False], "no good example"


def test_no_case_file_is_left_over() -> None:
    assert {file.stem for file in FOLDER.iterdir()} == {rule.code for rule in RULES}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_has_a_manual_page(rule: Rule) -> None:
    assert rule.summary.endswith(".")
    assert len(rule.summary) <= 90
    assert list(rule.parts) == list(SECTIONS.values())


def test_codes_and_names_are_unique_and_in_order() -> None:
    codes = [rule.code for rule in RULES]
    assert codes == sorted(set(codes))
    assert len({rule.name for rule in RULES}) == len(RULES)


@pytest.mark.parametrize("file", ["rules.md", "rules.zh-Hans.md", "rules.zh-Hant.md"])
def test_the_manual_in_docs_is_what_the_rules_say(file: str) -> None:
    language = file.removeprefix("rules.").removesuffix("md").rstrip(".") or "en"
    assert (ROOT / "docs" / file).read_text("utf-8") == manual(language=language), "run `make docs`"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_speaks_english_as_its_docstring_does(rule: Rule) -> None:
    page = of(rule, "en")
    assert page.markdown == markdown(rule.summary, rule.parts)
    assert page.name
    assert not page.name.islower()


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant"])
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_speaks_chinese(rule: Rule, language: str) -> None:
    page = of(rule, language)
    for text in (page.name, page.summary, page.parts["why"], page.parts["do"]):
        assert CHINESE.search(text), text
        assert not FOREIGN[language].search(text), text
    assert page.summary.endswith("。")
    assert list(page.parts) == list(of(rule, "en").parts)
    assert ROMAN.findall(page.markdown) == ROMAN.findall(of(rule, OTHER[language]).markdown)


def test_no_translation_is_left_over() -> None:
    for language in ("en", "zh-Hans", "zh-Hant"):
        assert set(names(language)) == {rule.code for rule in RULES}
