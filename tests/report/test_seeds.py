"""The real documents, through every format that has a schema."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import jsonschema
import pytest
from lxml import etree

import citaudit
from citaudit.model import Report
from citaudit.report import render
from citaudit.report.as_json import schema
from tests.report import schemas

SEEDS = Path(__file__).parents[2] / "seeds"


@cache
def seeds() -> Report:
    return citaudit.audit([str(seed) for seed in sorted(SEEDS.glob("*.txt"))], offline=True)


def test_the_audit_of_the_seeds_keeps_our_schema() -> None:
    whole = json.loads(render(seeds(), "json"))
    jsonschema.Draft202012Validator(schema()).validate(whole)
    assert [page["counts"]["references"] for page in whole["pages"]] == [42, 22, 23]
    assert sum(page["counts"]["empty_references"] for page in whole["pages"]) == 53


def test_two_audits_of_the_seeds_give_the_same_bytes() -> None:
    seeds.cache_clear()
    once = {format_: render(seeds(), format_) for format_ in ("json", "text", "markdown")}
    seeds.cache_clear()
    assert once == {format_: render(seeds(), format_) for format_ in once}


@pytest.mark.parametrize(
    ("format_", "held_to"),
    [("sarif", schemas.sarif()), ("gitlab", schemas.GITLAB), ("rdjson", schemas.RDJSON)],
    ids=["sarif", "gitlab", "rdjson"],
)
def test_the_audit_of_the_seeds_keeps_the_schemas_of_others(
    format_: str, held_to: dict[str, object]
) -> None:
    validator = jsonschema.validators.validator_for(held_to)(held_to)
    validator.validate(json.loads(render(seeds(), format_)))


def test_the_audit_of_the_seeds_is_sound_junit() -> None:
    read = etree.fromstring(render(seeds(), "junit").encode())
    etree.RelaxNG(etree.fromstring(schemas.JUNIT)).assertValid(read)
