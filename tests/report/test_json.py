"""The JSON contract."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import jsonschema
import pytest

from citaudit.model import Page, Report
from citaudit.report import render
from citaudit.report.as_json import schema
from citaudit.report.jsonl import extracted
from citaudit.report.plain import data
from tests.report import made

REPORTS = {"full": made.full(), "offline": made.offline(), "nothing": made.nothing()}


def validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(
        schema(), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
def test_every_report_keeps_the_schema(report: Report) -> None:
    validator().validate(json.loads(render(report, "json")))


@pytest.mark.parametrize("broken", ["standing", "span", "code", "schema"])
def test_the_schema_refuses_what_breaks_the_contract(broken: str) -> None:
    whole = json.loads(render(made.full(), "json"))
    if broken == "standing":
        whole["links"][0]["standing"] = "sleeping"
    elif broken == "span":
        del whole["pages"][-1]["references"][0]["span"]["line"]
    elif broken == "code":
        whole["pages"][-1]["findings"][0]["code"] = "dead-link"
    else:
        whole["schema"] = "citaudit/report/v2"
    assert not validator().is_valid(whole)


def test_every_key_is_told_of_in_the_schema() -> None:
    assert list(_untold(data(made.full()), schema(), schema()["$defs"])) == []


def _untold(value: Any, told: dict[str, Any], named: dict[str, Any]) -> Iterator[str]:
    """Keys that the schema leaves unsaid; maps from anything to a kind of value are told of."""
    if "$ref" in told:
        told = named[told["$ref"].rpartition("/")[2]]
    for choice in told.get("oneOf", []):
        if choice.get("type") != "null":
            yield from _untold(value, choice, named)
    if isinstance(value, list):
        for item in value:
            yield from _untold(item, told.get("items", {}), named)
    elif isinstance(value, dict) and "oneOf" not in told:
        for key, inner in value.items():
            if key in told.get("properties", {}):
                yield from _untold(inner, told["properties"][key], named)
            elif isinstance(told.get("additionalProperties"), dict):
                yield from _untold(inner, told["additionalProperties"], named)
            else:
                yield key


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_work_does_not_show(seed: int) -> None:
    chance = random.Random(seed)
    report = made.full()
    pages = [
        replace(page, findings=tuple(chance.sample(page.findings, len(page.findings))))
        for page in report.pages
    ]
    unread = chance.sample(report.unread, len(report.unread))
    shuffled = replace(report, pages=tuple(chance.sample(pages, len(pages))), unread=tuple(unread))
    for format_ in ("json", "jsonl"):
        assert render(shuffled, format_) == render(report, format_)


def test_an_offline_report_bears_no_time() -> None:
    text = render(made.offline(), "json")
    assert not re.search(r"\d\d:\d\d", text)
    assert "looked" not in json.loads(text)


def test_every_span_names_its_words() -> None:
    whole = data(made.full())
    texts = {page.page.id: page.page.text for page in made.full().pages}
    (town,) = (page for page in whole["pages"] if page["id"] == "頁/窯城.md")
    claim = town["claims"][2]
    span, text = claim["span"], texts[town["id"]]
    assert text[span["start"] : span["end"]] == claim["text"]
    assert text.splitlines()[span["line"] - 1][span["column"] - 1 :] == claim["text"]
    assert (span["line"], span["end_line"]) == (4, 4)
    assert span["end_column"] - span["column"] == span["end"] - span["start"]


def test_links_are_told_once_with_how_we_know() -> None:
    links = {link["url"]: link for link in data(made.full())["links"]}
    dead = links[made.DEAD]
    assert (dead["standing"], dead["confidence"], dead["status"]) == ("dead", "high", 404)
    assert dead["times_dead"] == 3
    assert dead["archive"]["url"] == made.COPY, "the copy that answers, not the first"
    assert dead["pages"] == ["頁/窯城.md"]
    assert links[made.UNSEEN]["standing"] == "unchecked"
    assert links[made.UNSEEN]["reason"] == "excluded by --exclude"
    assert links[made.NO_COPY]["archive_answer"] == {"state": "none", "reason": ""}
    assert links[made.SUSPECT]["archive_answer"]["state"] == "could-not-ask"


def test_leads_are_counted_apart() -> None:
    counts = data(made.full())["counts"]
    assert counts["coverage"] == {"statements": 8, "strict": 4, "paragraph": 5, "checkable": 2}
    assert counts["coverage_of_leads"] == {
        "statements": 2,
        "strict": 2,
        "paragraph": 2,
        "checkable": 1,
    }


def test_extract_says_what_a_page_was_taken_for() -> None:
    lines = [json.loads(line) for line in extracted([made.town(made.evidence()).citations])]
    assert lines[0]["type"] == "page"
    assert (lines[0]["format"], lines[0]["origin"]) == ("markdown", "pandoc")
    assert [line["type"] for line in lines[1:]] == ["reference"] * 2 + ["claim"] * 3
    assert {line["page"] for line in lines} == {"頁/窯城.md"}


def test_a_line_end_in_a_name_does_not_end_a_json_line() -> None:
    page = made.Draft(Page("a\nb\u2028c", "x", "markdown"))
    page.find("REF001", page.at("x"), "one\ntwo")
    report = replace(made.nothing(), pages=(page.report(made.evidence()),))
    (line,) = render(report, "jsonl").splitlines(keepends=True)[:1]
    assert json.loads(render(report, "jsonl"))["page"] == "a\nb\u2028c"
    assert line
