"""GitHub annotations, GitLab Code Quality, JUnit, rdjson: by their schemas and their readers."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import jsonschema
import junitparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from citaudit.model import Confidence, Page, Report, Severity
from citaudit.report import render
from tests.report import made, schemas

REPORTS = {"full": made.full(), "offline": made.offline(), "nothing": made.nothing()}


@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
@pytest.mark.parametrize(
    ("format_", "schema"), [("gitlab", schemas.GITLAB), ("rdjson", schemas.RDJSON)]
)
def test_json_for_machines_keeps_its_schema(
    report: Report, format_: str, schema: dict[str, object]
) -> None:
    jsonschema.Draft202012Validator(schema).validate(json.loads(render(report, format_)))


@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
def test_junit_keeps_its_schema(report: Report) -> None:
    schema = etree.RelaxNG(etree.fromstring(schemas.JUNIT))
    schema.assertValid(etree.fromstring(render(report, "junit").encode()))


def test_a_junit_reader_reads_the_same_verdict() -> None:
    read = junitparser.JUnitXml.fromstring(render(made.full(), "junit").encode())
    assert (read.tests, read.failures, read.errors, read.skipped) == (22, 13, 2, 4)
    suites = {suite.name: suite for suite in read}
    assert suites["clean.md"].tests == 1
    assert suites["clean.md"].failures == 0
    bridge = suites["pages/North Bridge.wiki"]
    assert (bridge.tests, bridge.failures, bridge.skipped) == (12, 9, 2)


def test_fingerprints_are_unique_in_gitlab_and_the_first_stays_ours() -> None:
    page = made.Draft(Page("a.md", "bad bad", "markdown"))
    for nth in (0, 1):
        page.find("REF001", page.at("bad", nth), "Bad.")
    page.findings = [replace(finding, fingerprint="f" * 8) for finding in page.findings]
    report = replace(made.nothing(), pages=(page.report(made.evidence()),))
    prints = [issue["fingerprint"] for issue in json.loads(render(report, "gitlab"))]
    assert prints[0] == "f" * 8
    assert len(set(prints)) == 2


def test_rdjson_counts_bytes() -> None:
    diagnostics = json.loads(render(made.full(), "rdjson"))["diagnostics"]
    (statement,) = (
        each
        for each in diagnostics
        if each["location"]["path"] == "頁/窯城.md" and "CLM001" in each["code"]["value"]
    )
    places = statement["location"]["range"]
    line = made.TOWN.split("\n")[places["start"]["line"] - 1].encode()
    cut = line[places["start"]["column"] - 1 : places["end"]["column"] - 1]
    assert cut.decode() == "說了2014年的產量"


def test_rdjson_offers_the_fix() -> None:
    diagnostics = json.loads(render(made.full(), "rdjson"))["diagnostics"]
    (dead,) = (each for each in diagnostics if "URL002" in each["code"]["value"])
    assert dead["suggestions"][0]["text"] == made.COPY
    (name,) = (each for each in diagnostics if "REF004" in each["code"]["value"])
    assert name["relatedLocations"][0]["location"]["range"]["start"]["line"] == 4


# What the runner of GitHub Actions undoes in a workflow command, and how it finds one.
COMMAND = re.compile(r"^::(?P<name>[a-z-]+)(?: (?P<properties>.*?))?::(?P<data>.*)$")


def annotations(report: Report) -> list[tuple[str, dict[str, str], str]]:
    """The commands as the runner reads them."""
    found = []
    for line in render(report, "github").split("\n")[:-1]:
        command = COMMAND.match(line)
        assert command, line
        pairs = (each.split("=", 1) for each in (command["properties"] or "").split(","))
        properties = {key: _undone(value, ":,") for key, value in pairs}
        found.append((command["name"], properties, _undone(command["data"], "")))
    return found


def _undone(text: str, also: str) -> str:
    for sign in ("\r", "\n", *also):
        text = text.replace(f"%{ord(sign):02X}", sign)
    return text.replace("%25", "%")


def test_a_hostile_name_and_message_stay_in_their_places() -> None:
    (command,) = (each for each in annotations(made.full()) if "REF001" in each[1].get("title", ""))
    name, properties, message = command
    assert name == "error"
    assert properties["file"] == made.HOSTILE_NAME
    assert message.startswith("Bad, 100%: `x` | <b>&␛[2J\n::warning::]]>")


def test_columns_are_given_only_within_one_line() -> None:
    for _, properties, _ in annotations(made.full()):
        assert ("col" in properties) == (
            "line" in properties and properties["line"] == properties["endLine"]
        )


def test_no_more_than_github_shows_and_the_worst_of_them() -> None:
    page = made.Draft(Page("a.md", "bad " * 60, "markdown"))
    for nth in range(60):
        code = ("REF001", "REF006", "URL005")[nth % 3]
        sure = {"confidence": Confidence.LOW} if nth < 30 else {}
        page.find(code, page.at("bad", nth), f"N{nth}", **sure)
    report = replace(made.nothing(), pages=(page.report(made.evidence()),))
    found = annotations(report)
    names = [name for name, _, _ in found]
    assert {name: names.count(name) for name in names} == {"error": 10, "warning": 10, "notice": 10}
    errors = [message for name, _, message in found if name == "error"]
    assert errors == [f"N{nth}" for nth in range(30, 60, 3)], "the surest first"
    assert "10 errors, 10 warnings, 11 notes more than GitHub shows" in found[-1][2]


ANY = st.text(st.characters(), max_size=30)


@given(name=ANY.filter(str.strip), text=ANY, message=ANY, severity=st.sampled_from(Severity))
def test_no_text_breaks_any_format(name: str, text: str, message: str, severity: Severity) -> None:
    page = made.Draft(Page(name, text, "markdown"))
    page.find("REF001", made.Span(len(text) // 2, len(text)), message, severity=severity)
    report = replace(made.nothing(), pages=(page.report(made.evidence()),))
    assert len(annotations(report)) == 1
    for format_ in ("json", "sarif", "gitlab", "rdjson"):
        assert json.loads(render(report, format_))
    assert len(render(report, "jsonl").split("\n")) == 2
    assert etree.fromstring(render(report, "junit").encode()) is not None
    for format_ in ("markdown", "text"):
        assert "1 page" in render(report, format_)
