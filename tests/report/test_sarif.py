"""SARIF: by its schema, and by what GitHub makes of it."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from typing import Any
from urllib.parse import unquote

import jsonschema
import pytest

from citaudit.model import Fix, Page, Report
from citaudit.report import render, sarif
from tests.report import made, schemas


@cache
def log() -> dict[str, Any]:
    whole: dict[str, Any] = json.loads(render(made.full(), "sarif"))
    return whole


def run() -> dict[str, Any]:
    (only,) = log()["runs"]
    assert isinstance(only, dict)
    return only


REPORTS = {"full": made.full(), "offline": made.offline(), "nothing": made.nothing()}


@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
def test_it_keeps_the_published_schema(report: Report) -> None:
    validator = jsonschema.validators.validator_for(schemas.sarif())(schemas.sarif())
    validator.validate(json.loads(render(report, "sarif")))


def test_the_published_schema_is_the_one_held_against() -> None:
    broken = json.loads(render(made.full(), "sarif"))
    broken["runs"][0]["results"][0]["level"] = "fatal"
    validator = jsonschema.validators.validator_for(schemas.sarif())(schemas.sarif())
    assert not validator.is_valid(broken)


def test_known_and_ignored_findings_are_left_out() -> None:
    bare = [result for result in run()["results"] if result["ruleId"] == "REF006"]
    assert len(bare) == 1


def test_regions_count_utf_16() -> None:
    (result,) = (each for each in run()["results"] if each["ruleId"] == "URL002")
    page = made.TOWN
    region = result["locations"][0]["physicalLocation"]["region"]
    assert _words(page, region) == made.DEAD
    (statement,) = (
        each
        for each in run()["results"]
        if each["ruleId"] == "CLM001" and "窯" in unquote(_uri(each))
    )
    region = statement["locations"][0]["physicalLocation"]["region"]
    assert _words(page, region) == "說了2014年的產量" == region["snippet"]["text"]


def test_a_region_after_an_emoji_is_one_unit_further() -> None:
    page = made.Draft(Page("a.md", "😀 bad", "markdown"))
    page.find("REF001", page.at("bad"), "Bad.")
    report = replace(made.nothing(), pages=(page.report(made.evidence()),))
    (result,) = json.loads(render(report, "sarif"))["runs"][0]["results"]
    region = result["locations"][0]["physicalLocation"]["region"]
    assert (region["startColumn"], region["endColumn"]) == (4, 7)


def _words(page: str, region: dict[str, Any]) -> str:
    """What a reader of SARIF cuts out: columns are UTF-16 code units from 1."""
    assert region["startLine"] == region["endLine"]
    line = page.split("\n")[region["startLine"] - 1].encode("utf-16-le")
    return line[2 * (region["startColumn"] - 1) : 2 * (region["endColumn"] - 1)].decode("utf-16-le")


def _uri(result: dict[str, Any]) -> str:
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert isinstance(uri, str)
    return uri


def test_paths_become_uris_that_lead_back() -> None:
    uris = [each["location"]["uri"] for each in run()["artifacts"]]
    assert all(uri.isascii() and not set(uri) & set(' "<>`\n|\\') for uri in uris)
    assert unquote(uris[1]) == made.HOSTILE_NAME
    assert ":" not in uris[1].partition("/")[0], "a colon in the first part would be a scheme"


def test_wiki_pages_keep_their_address() -> None:
    url = "https://zh.wikipedia.org/wiki/李靖"
    page = made.Draft(Page("zh:李靖", "x", "wikitext", url=url))
    report = replace(made.nothing(), pages=(page.report(made.evidence()),))
    (artifact,) = json.loads(render(report, "sarif"))["runs"][0]["artifacts"]
    assert unquote(artifact["location"]["uri"]) == url
    assert "uriBaseId" not in artifact["location"]


def test_rules_explain_themselves_within_the_limits() -> None:
    rules = run()["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted(rule["id"] for rule in rules)
    for rule in rules:
        assert rule["help"]["markdown"].startswith(rule["shortDescription"]["text"])
        assert len(rule["shortDescription"]["text"]) <= 1024
        assert len(rule["fullDescription"]["text"]) <= 1024
        assert len(rule["properties"]["tags"]) <= 10
        assert "security" not in rule["properties"]["tags"]
    for result in run()["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]


def test_the_fingerprint_has_a_key_of_our_own() -> None:
    prints = [result["partialFingerprints"] for result in run()["results"]]
    assert {tuple(each) for each in prints} == {("citaudit/v1",)}
    assert len({each["citaudit/v1"] for each in prints}) > 5


def test_a_fix_can_be_applied() -> None:
    (result,) = (each for each in run()["results"] if each.get("fixes"))
    (replacement,) = result["fixes"][0]["artifactChanges"][0]["replacements"]
    assert _words(made.TOWN, replacement["deletedRegion"]) == made.DEAD
    assert replacement["insertedContent"]["text"] == made.COPY


def test_a_fix_without_edits_is_no_fix() -> None:
    report = made.full()
    page = made.Draft(Page("a.md", "bad", "markdown"))
    page.find("REF001", page.at("bad"), "Bad.", fix=Fix("Think again.", ()))
    report = replace(report, pages=(page.report(made.evidence()),))
    (result,) = json.loads(render(report, "sarif"))["runs"][0]["results"]
    assert "fixes" not in result


def test_what_could_not_be_read_makes_the_run_a_failed_one() -> None:
    (invocation,) = run()["invocations"]
    assert invocation["executionSuccessful"] is False
    said = [each["message"]["text"] for each in invocation["toolExecutionNotifications"]]
    assert "logo.png: a binary file" in said
    idle = [each["message"]["text"] for each in invocation["toolConfigurationNotifications"]]
    assert idle[0] == "ARC001 did not run: no archive was asked"


def test_beyond_the_limit_the_worst_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "RESULTS", 5)
    cut = json.loads(render(made.full(), "sarif"))["runs"][0]
    assert [result["level"] for result in cut["results"]].count("error") == 4
    assert len(cut["results"]) == 5
    said = [n["message"]["text"] for n in cut["invocations"][0]["toolExecutionNotifications"]]
    assert "10 findings left out: a run holds 5." in said
