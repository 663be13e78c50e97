"""The setting `lang`: which language a command speaks, and to whom."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from citaudit.cli.watch import _as_line
from citaudit.model import Page, PageChange
from citaudit.read.recent import RecentEdit
from citaudit.report.words import Speech
from tests.cli.command import Done, citaudit
from tests.report import made

BAD = "The bridge opened in 1932.[^1]\n\n[^1]:\n"
HAN = re.compile("[\u4e00-\u9fff]")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "bad.md").write_text(BAD)
    return tmp_path


def audited(folder: Path, *words: str, **environment: str) -> Done:
    return citaudit("audit", "--offline", "bad.md", *words, folder=folder, **environment)


def test_a_flag_rules_over_a_variable_and_a_variable_over_a_file(folder: Path) -> None:
    assert "1 error, 1 warning in 1 page" in audited(folder).out
    (folder / "citaudit.toml").write_text('lang = "zh"\n')
    assert "1 个页面：1 个错误、1 个警告" in audited(folder).out
    assert "1 個頁面：1 個錯誤、1 個警告" in audited(folder, CITAUDIT_LANG="zh_TW.UTF-8").out
    done = audited(folder, "--lang", "en-GB", CITAUDIT_LANG="zh-Hant")
    assert "1 error, 1 warning in 1 page" in done.out
    shown = citaudit("audit", "--show-config", "--lang", "zh-TW", folder=folder)
    assert 'lang = "zh-TW"' in shown.out


def test_the_locale_alone_changes_nothing(folder: Path) -> None:
    assert not HAN.search(audited(folder, LANG="zh_CN.UTF-8", LC_ALL="zh_CN.UTF-8").out)


@pytest.mark.parametrize("place", ["flag", "variable", "file"])
@pytest.mark.parametrize("command", ["audit", "gate", "explain"])
def test_a_language_that_is_not_spoken_is_named_with_those_that_are(
    folder: Path, place: str, command: str
) -> None:
    words = {"audit": ["bad.md"], "gate": ["--staged"], "explain": ["REF001"]}[command]
    words += ["--lang", "fr"] if place == "flag" else []
    if place == "file":
        (folder / "citaudit.toml").write_text('lang = "fr"\n')
    variable = {"CITAUDIT_LANG": "fr"} if place == "variable" else {}
    done = citaudit(command, *words, folder=folder, **variable)
    assert done.status == 2
    where = f"{folder / 'citaudit.toml'}: " if place == "file" else ""
    said = "lang: 'fr' is not a supported language; use en, zh-Hans or zh-Hant"
    assert done.err == f"citaudit: {where}{said}\n"


def test_reports_for_people_speak_it_and_those_for_programs_do_not(folder: Path) -> None:
    people = {
        "text": "错误 REF001",
        "markdown": "**REF001 空白参考文献**",
        "html": '<html lang="zh-Hans"',
    }
    programs = ["json", "jsonl", "sarif", "github", "gitlab", "junit", "rdjson"]
    asked = [word for each in [*people, *programs] for word in ("--format", f"{each}:{each}")]
    done = audited(folder, *asked, "--lang", "zh")
    assert "citaudit: 已写入 text\n" in done.err
    assert "citaudit: 有 1 个问题达到“错误”或更严重\n" in done.err
    for each, said in people.items():
        assert said in (folder / each).read_text("utf-8")
    told = [(folder / each).read_bytes() for each in programs]
    audited(folder, *asked)
    assert told == [(folder / each).read_bytes() for each in programs]


def test_html_speaks_the_language_of_the_pages_unless_told(folder: Path) -> None:
    (folder / "bad.md").write_text(
        "大橋於1932年通車，全長二百公尺，是當時最長的橋。[^1]\n\n[^1]:\n"
    )
    for lang, said in (("", "zh-Hant"), ("zh-Hans", "zh-Hans"), ("en", "en")):
        audited(folder, "--format", "html:page.html", CITAUDIT_LANG=lang)
        assert f'<html lang="{said}"' in (folder / "page.html").read_text("utf-8")


def test_what_commands_say_beside_reports(folder: Path) -> None:
    (folder / "citaudit.toml").write_text('lang = "zh-Hant"\noffline = true\n')
    written = citaudit("baseline", "write", ".", folder=folder)
    assert "citaudit: 現有 2 個已知問題，見 citaudit-baseline.json\n" in written.err
    assert "citaudit: 可改正 0 處" in citaudit("fix", ".", folder=folder).err
    assert "空白參考文獻" in citaudit("rules", folder=folder).out
    assert "如何改正" in citaudit("explain", "REF001", folder=folder).out
    assert "What to do" in citaudit("explain", "REF001", "--isolated", folder=folder).out
    share = audited(folder, "--ignore", "REF001", "--fail-under", "50").err
    assert share == "citaudit: 可查證的陳述占 0.0 %，低於 50 %\n"


def test_the_lines_of_watch() -> None:
    page = made.Draft(Page("a.wiki", "<ref></ref>", "wikitext"))
    page.find("REF001", page.at("<ref></ref>"), "This footnote is empty: no source is given.")
    found = replace(made.nothing(), pages=(page.report(made.evidence()),))
    edit = RecentEdit("甲", 12, 11, "Q", 1_782_000_000, PageChange("甲", None, None))
    begun = "2026-06-21T00:00:00Z 甲 12 Q: "
    said = "错误 REF001 此脚注是空的：没有给出来源。"
    assert _as_line(edit, found, Speech("zh-Hans")) == begun + said
    assert _as_line(edit, made.nothing(), Speech("zh-Hant")) == begun + "沒有問題"
    assert _as_line(edit, made.nothing(), Speech()) == begun + "clean"


def test_english_reads_no_chinese_words() -> None:
    code = (
        "import sys; from citaudit.report import render; from tests.report import made;"
        "render(made.full(), 'text'); render(made.full(), 'markdown');"
        "print(*{'citaudit.sentences', 'citaudit.manuals'} & set(sys.modules))"
    )
    told = subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout == "\n"
