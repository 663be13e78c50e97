"""`citaudit audit`, `extract`, `rules`, `explain` as commands."""

import json
import re
from importlib import import_module
from itertools import pairwise
from pathlib import Path

import pytest

from citaudit.cli import COMMANDS
from tests.cli.command import citaudit

GOOD = (
    "The bridge opened in 1932.[^1]\n\n[^1]: Guide to Beta, Beta Press, 2001, ISBN 9780306406157.\n"
)
BAD = "The bridge opened in 1932.[^1]\n\n[^1]:\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "good.md").write_text(GOOD)
    (tmp_path / "bad.md").write_text(BAD)
    return tmp_path


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (["good.md"], 0),
        (["bad.md"], 1),
        (["bad.md", "--fail-on", "never"], 0),
        (["bad.md", "--ignore", "REF001"], 0),
        (["bad.md", "--ignore", "REF001", "--fail-under", "50"], 1),
        (["good.md", "--fail-under", "100"], 0),
        (["good.md", "missing.md"], 3),
        (["bad.md", "missing.md"], 1),
        (["empty"], 4),
        (["good.md", "--select", "REF9"], 2),
        (["good.md", "--timeout", "soon"], 2),
        (["good.md", "--config", "missing.toml"], 2),
    ],
)
def test_exit_statuses(folder: Path, words: list[str], status: int) -> None:
    (folder / "empty").mkdir()
    done = citaudit("audit", "--offline", *words, folder=folder)
    assert done.status == status, done.out + done.err
    assert "Traceback" not in done.err


def test_what_could_not_be_read_is_named(folder: Path) -> None:
    (folder / "photo.md").write_bytes(b"\x89PNG\r\n\x1a\n\0")
    done = citaudit("audit", "--offline", ".", folder=folder)
    assert "photo.md" in done.out
    assert "binary" in done.out


def test_several_reports_in_one_run(folder: Path) -> None:
    formats = ["json", "jsonl", "sarif", "github", "gitlab", "junit", "rdjson", "markdown", "html"]
    asked = [word for each in formats for word in ("--format", f"{each}:out/{each}.txt")]
    done = citaudit("audit", "--offline", "bad.md", *asked, folder=folder)
    assert done.status == 1
    for each in formats:
        assert f"citaudit: wrote out/{each}.txt" in done.err
        assert "REF001" in (folder / f"out/{each}.txt").read_text("utf-8"), each


def test_standard_input(folder: Path) -> None:
    words = ["audit", "--offline", "-", "--stdin-filename", "draft.md", "-f", "json"]
    done = citaudit(*words, folder=folder, data=BAD)
    [page] = json.loads(done.out)["pages"]
    assert page["id"] == "draft.md"
    assert page["format"] == "markdown"


def test_settings_by_file_variable_and_flag(folder: Path) -> None:
    (folder / "citaudit.toml").write_text('ignore = ["REF001"]\noffline = true\n')
    assert citaudit("audit", "bad.md", folder=folder).status == 0
    assert citaudit("audit", "bad.md", folder=folder, CITAUDIT_IGNORE="URL001").status == 1
    flag = ["audit", "bad.md", "--ignore", "REF001"]
    assert citaudit(*flag, folder=folder, CITAUDIT_IGNORE="URL").status == 0
    shown = citaudit("audit", "--show-config", folder=folder)
    assert 'ignore = ["REF001"]' in shown.out
    (folder / "citaudit.toml").write_text("ofline = true\n")
    wrong = citaudit("audit", "bad.md", folder=folder)
    assert wrong.status == 2
    assert "did you mean 'offline'" in wrong.err


def test_an_empty_setting_is_none_where_the_default_is_something(folder: Path) -> None:
    (folder / "citaudit.toml").write_text('wayback = "https://a.example"\nignore = ["REF001"]\n')
    show = ["audit", "--show-config"]
    assert 'wayback = ""' in citaudit(*show, "--wayback", "", folder=folder).out
    assert 'wayback = ""' in citaudit(*show, folder=folder, CITAUDIT_WAYBACK="").out
    assert 'wayback = "https://a.example"' in citaudit(*show, folder=folder).out
    assert "ignore = []" in citaudit(*show, "--ignore", "", folder=folder).out
    unset = {f"CITAUDIT_{name}": "" for name in ("IGNORE", "BASELINE", "FAIL_ON", "TIMEOUT")}
    assert citaudit(*show, folder=folder, **unset).out == citaudit(*show, folder=folder).out


def test_two_offline_runs_are_byte_identical(folder: Path) -> None:
    words = ["audit", "--offline", ".", "-f", "json", "--fail-on", "never"]
    first, second = (citaudit(*words, folder=folder, PYTHONHASHSEED=seed) for seed in "12")
    assert first.out == second.out
    assert first.out


def test_extract_prints_json_lines(folder: Path) -> None:
    done = citaudit("extract", "good.md", folder=folder)
    rows = [json.loads(line) for line in done.out.splitlines()]
    assert [row["type"] for row in rows] == ["page", "reference", "claim"]
    assert rows[0]["format"] == "markdown"
    assert rows[2]["support"] == "sourced"


def test_rules_and_explain() -> None:
    listed = json.loads(citaudit("rules", "--json").out)
    assert [each["code"] for each in listed] == sorted(each["code"] for each in listed)
    assert "REF001" in citaudit("rules").out
    page = citaudit("explain", "empty-reference").out
    assert "REF001 empty-reference" in page
    assert "What to do" in page
    chinese = citaudit("explain", "REF001", "--lang", "zh-TW").out
    assert "空白參考文獻" in chinese
    assert "如何改正" in chinese
    assert "空白参考文献" in citaudit("rules", "--lang", "zh").out
    wrong = citaudit("explain", "emty-reference")
    assert wrong.status == 2
    assert "did you mean empty-reference" in wrong.err
    assert "'REF01' is several rules; name one of REF010, " in citaudit("explain", "REF01").err
    nowhere = citaudit("explain", "REF001", "--lang", "xx")
    assert nowhere.status == 2
    assert "'xx' is not a supported language" in nowhere.err


def test_a_baseline_from_write_to_prune(folder: Path) -> None:
    audit = ["audit", "--offline", "bad.md", "--baseline", "citaudit-baseline.json"]
    assert citaudit("baseline", "write", "--offline", ".", folder=folder).status == 0
    assert citaudit(*audit, folder=folder).status == 0
    (folder / "bad.md").write_text(BAD + "\nMore.[^2]\n\n[^2]:\n")
    assert citaudit(*audit, folder=folder).status == 1
    (folder / "bad.md").write_text(GOOD)
    locked = citaudit(*audit, folder=folder, CI="true")
    assert locked.status == 1
    assert "the baseline is locked" in locked.err
    assert citaudit(*audit, folder=folder).status == 0
    assert '"code"' not in (folder / "citaudit-baseline.json").read_text()
    missing = citaudit(*audit[:-1], "other.json", folder=folder)
    assert missing.status == 2
    assert "citaudit baseline write --baseline other.json" in missing.err


def test_a_baseline_has_one_name_in_every_command(folder: Path) -> None:
    named = ["--baseline", "known/ours.json"]
    wrote = citaudit("baseline", "write", "--offline", "bad.md", *named, folder=folder)
    assert "in known/ours.json" in wrote.err
    assert citaudit("audit", "--offline", "bad.md", *named, folder=folder).status == 0
    assert citaudit("baseline", "prune", "--offline", "bad.md", *named, folder=folder).status == 0
    assert citaudit("baseline", "write", "--file", "a.json", folder=folder).status == 2


def test_where_a_settings_file_does_not_reach(folder: Path) -> None:
    (folder / "citaudit.toml").write_text("timeout = 'soon'\n")
    assert citaudit("audit", "good.md", "--offline", "--isolated", folder=folder).status == 0


def test_the_list_of_commands_says_what_each_says_of_itself() -> None:
    for name, (module, summary) in COMMANDS.items():
        home = import_module(f"citaudit.cli.{module}")
        whole = getattr(home, name, None)
        said = whole.__doc__ if whole else home.app.info.help
        assert said.strip().partition("\n")[0] == summary, name


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_help_fills_its_lines(command: str) -> None:
    """No line of a paragraph ends where the next word would have had room."""
    shown = citaudit(command, "--help", COLUMNS="60").out.partition("╭")[0]
    for paragraph in re.split(r"\n\s*\n", shown.partition("Usage:")[2])[1:]:
        lines = [line.strip() for line in paragraph.strip().splitlines()]
        for line, following in pairwise(lines):
            assert len(f"{line} {following.split()[0]}") > 58, paragraph


def test_the_command_line_as_a_whole() -> None:
    assert citaudit("--version").out.startswith("citaudit ")
    assert "Judge an edit" in citaudit("--help").out
    assert "--fail-under" in citaudit("audit", "--help").out
    wrong = citaudit("audti")
    assert wrong.status == 2
    assert "Did you mean 'audit'" in wrong.err
