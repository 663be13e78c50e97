"""The words of the reports: the same in every language, each asked for, each in its script."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import citaudit
from citaudit.languages import LANGUAGES
from citaudit.report.html.words import words as of_html
from citaudit.report.words import ENGLISH, Speech, advice
from citaudit.report.words.catalogue import form, shared, words
from tests.judge.test_rules import FOREIGN
from tests.report import made

PACKAGE = Path(citaudit.__file__).parent
CHINESE = ("zh-Hans", "zh-Hant")
GAP = re.compile(r"\{\w+\}")
MARKS = "[,;:!?()]"


def asked() -> Iterator[re.Pattern[str]]:
    """The keys that the package asks for, as patterns: parts that vary stand for any name."""
    for path in [*PACKAGE.glob("report/**/*.py"), *PACKAGE.glob("cli/*.py")]:
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
                continue
            if call.func.attr == "word" and call.args:
                for string in _strings(call.args[0]):
                    yield re.compile(string)


def _strings(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.JoinedStr):
        parts = (re.escape(p.value) if isinstance(p, ast.Constant) else r"\w+" for p in node.values)
        yield "".join(parts)
    elif isinstance(node, ast.IfExp):
        yield from _strings(node.body)
        yield from _strings(node.orelse)
    elif isinstance(node, ast.Constant):
        yield re.escape(str(node.value))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_word_with_its_gaps(language: str) -> None:
    english, spoken = words("en"), words(language)
    assert list(spoken) == list(english)
    for key, text in spoken.items():
        assert set(GAP.findall(text)) == set(GAP.findall(english[key])), key


@pytest.mark.parametrize("language", CHINESE)
def test_chinese_is_chinese_in_its_own_script(language: str) -> None:
    for key, text in words(language).items():
        bare = GAP.sub("", text.replace("**", ""))
        assert not FOREIGN[language].search(bare), (key, text)
        assert not re.search(f"[\u4e00-\u9fff]{MARKS}|{MARKS}[\u4e00-\u9fff]", bare), (key, text)
        assert not re.search("[\u4e00-\u9fff][A-Za-z0-9]|[A-Za-z0-9][\u4e00-\u9fff]", bare), text
        assert set(re.findall("[A-Za-z]+", bare)) <= {"v", "write", "pandoc"}, (key, text)
        assert "|" not in text, "a number changes no word in Chinese"


def test_every_word_asked_for_is_there_and_every_word_is_asked_for() -> None:
    patterns = list(asked())
    assert len(patterns) > 60
    for pattern in patterns:
        assert any(map(pattern.fullmatch, words("en"))), pattern.pattern
    never = {key for key in words("en") if not any(each.fullmatch(key) for each in patterns)}
    assert never == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_reports_use_one_word_for_one_thing(language: str) -> None:
    said, html = words(language), of_html(language)
    assert shared(language).items() <= html.items()
    if language == "en":
        return
    for standing in ("dead", "suspect", "unknown", "moved", "alive", "unchecked"):
        assert said[f"standing.{standing}"] == html[f"state.{standing}"]
    for key, other in (
        ("section.findings", "findings"),
        ("section.summary", "overview"),
        ("section.gaps", "unchecked_title"),
        ("measure.strict", "gauge.strict"),
        ("measure.paragraph", "gauge.with-paragraph"),
        ("column.checkable", "column.checkable"),
        ("sure.medium", "sure.medium"),
        ("sure.low", "sure.low"),
    ):
        assert said[key] == html[other], key


@pytest.mark.parametrize(
    ("n", "said"), [(0, "no dogs"), (1, "1 dog"), (2, "{n} dogs"), (None, "1 dog|{n} dogs|no dogs")]
)
def test_a_number_chooses_its_form(n: int | None, said: str) -> None:
    assert form("1 dog|{n} dogs|no dogs", n) == said


def test_numbers_get_their_commas_and_names_do_not() -> None:
    assert ENGLISH.word("n.error", 12_000) == "12,000 errors"
    assert Speech("zh-Hans").word("at_line", line="12000") == "第 12000 行："


def test_advice_is_whole_sentences_of_the_manual() -> None:
    for rule in made.rules():
        said = advice(rule, Speech("zh-Hant"))
        assert said.endswith("。")
        assert len(said) >= 16
    assert advice(made.rules()[0]) == "Mend `uncited-claim` where it stands, then look again."
