"""Settings: one table for files, variables and flags."""

import re
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

import citaudit
from citaudit.config import Config, ConfigError, configured, from_file, key, nearest, setting


def test_the_nearest_file_rules(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.citaudit]\ntimeout = 3\n")
    deep = tmp_path / "a/b"
    deep.mkdir(parents=True)
    (tmp_path / "a/pyproject.toml").write_text("[project]\nname = 'other'\n")
    assert nearest(deep) == tmp_path / "pyproject.toml"
    (tmp_path / "a/citaudit.toml").write_text("timeout = 4.5\n")
    assert nearest(deep) == tmp_path / "a/citaudit.toml"
    assert configured({}, near=str(deep)).timeout == 4.5
    assert configured({}, near=str(deep), isolated=True).timeout == Config().timeout
    assert configured({"timeout": 5.0}, near=str(deep)).timeout == 5.0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ofline = true", "there is no setting 'ofline'; did you mean 'offline'?"),
        ("timeout = 'soon'", "timeout: 'soon' is not a number"),
        ("jobs = 1.5", "jobs: 1.5 is not a whole number"),
        ("offline = 1", "offline: 1 is not true or false"),
        ("select = [1]", "select: [1] is not a list of strings"),
        ("hosts = 3", "hosts: not a table of tables"),
        ("fail-on = 'all'", "fail-on: 'all' is none of error, warning, note, never"),
        ("lang = 'fr'", "lang: 'fr' is not a supported language; use en, zh-Hans or zh-Hant"),
        ("format = ['htlm']", "'htlm' is unknown; did you mean 'html'?"),
        ("format = ['json', 'text']", "two reports for one output"),
        ("= 3", "not valid TOML"),
        ("timeout = nan", "citaudit.toml: timeout: nan is out of range; give from 0.1 to 86400"),
        ("timeout = inf", "timeout: inf is out of range"),
        ("host-interval = inf", "host-interval: inf is out of range; give 0 or more"),
        ("jobs = -3", "jobs: -3 is out of range; give 0 or more"),
        ("host-concurrency = 0", "host-concurrency: 0 is out of range; give 1 or more"),
        ("max-retries = -1", "max-retries: -1 is out of range"),
        ("fail-under = 101", "fail-under: 101.0 is out of range; give from 0 to 100"),
        ("fail-under = nan", "fail-under: nan is out of range"),
        ("user-agent = 'Zoë'", "user-agent: 'Zoë' is not plain ASCII on one line"),
        ('user-agent = "a\\nb"', "is not plain ASCII on one line"),
        ("[[tool.citaudit]]", "[tool.citaudit] is not a table"),
        ("[tool]\ncitaudit = 3", "[tool.citaudit] is not a table"),
        ("jobs = 1\n[tool.citaudit]", "'jobs' stands beside [tool.citaudit]; put it inside"),
    ],
)
def test_a_wrong_setting_is_named_with_the_remedy(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "citaudit.toml"
    file.write_text(text + "\n", "utf-8")
    with pytest.raises(ConfigError) as raised:
        configured({}, file=str(file))
    assert said in str(raised.value)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"jobs": "4"}, "jobs: '4' is not a whole number"),
        ({"offline": "no"}, "offline: 'no' is not true or false"),
        ({"select": [1]}, "select: [1] is not a list of strings"),
        ({"fail_on": "all"}, "fail-on: 'all' is none of error, warning, note, never"),
        ({"timeout": True}, "timeout: True is not a number"),
        ({"max_retrys": 1}, "there is no setting 'max_retrys'; did you mean 'max_retries'?"),
    ],
)
def test_what_a_program_gives_is_checked_as_a_file_is(given: dict[str, Any], said: str) -> None:
    with pytest.raises(ConfigError, match=re.escape(said)):
        configured(given, isolated=True)
    with pytest.raises(ConfigError, match=re.escape(said)):
        citaudit.audit("page.md", **given)


def test_one_string_is_a_list_of_one() -> None:
    assert configured({"select": "REF001"}, isolated=True).select == ("REF001",)
    assert Config(select=["REF001"], timeout=3).select == ("REF001",)  # type: ignore[arg-type]


def test_a_table_of_pyproject_is_understood_in_a_file_of_our_own(tmp_path: Path) -> None:
    file = tmp_path / "citaudit.toml"
    file.write_text("[tool.citaudit]\ntimeout = 3\n", "utf-8-sig")
    assert configured({}, near=str(tmp_path)).timeout == 3.0


def test_commas_part_values_in_a_file_as_in_a_flag(tmp_path: Path) -> None:
    file = tmp_path / "citaudit.toml"
    file.write_text('ignore = "REF001, REF002"\nselect = ""\nexclude = "a{1,2}"\n')
    found = configured({}, file=str(file))
    assert found.ignore == ("REF001", "REF002")
    assert found.select == ()
    assert found.exclude == ("a{1,2}",)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "citaudit.toml").mkdir()
    with pytest.raises(ConfigError, match=r"citaudit\.toml: cannot be read: Is a directory"):
        configured({}, file=str(tmp_path / "citaudit.toml"))


def test_every_setting_can_stand_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "citaudit.toml"
    lines = []
    for each in fields(Config):
        default = getattr(Config(), each.name)
        if each.name == "hosts":
            continue
        value = default
        if value is None:
            kind = str(each.type)
            values = {"float | None": 1.5, "str | None": "en" if each.name == "lang" else "x"}
            value = values.get(kind, "html")
        value = str(value) if isinstance(value, str) else value
        spelt = str(list(value)) if isinstance(value, tuple) else repr(value)
        lines.append(
            f"{key(each.name)} = {spelt.replace('True', 'true').replace('False', 'false')}"
        )
    file.write_text("\n".join([*lines, '[hosts."a.org"]', "interval = 2", ""]))
    found = from_file(str(file), ".")
    assert set(found) == {each.name for each in fields(Config)}
    assert Config(**found).hosts == {"a.org": {"interval": 2}}


def test_a_range_has_two_ends() -> None:
    with pytest.raises(TypeError, match="least"):
        setting(1.0, "Seconds.", most=5)
