"""The seed of wikitext with an archive at hand: each source gets its answer."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from citaudit.extract import extract
from citaudit.judge import judge
from citaudit.judge.registry import RULES
from citaudit.model import Case, Standing
from citaudit.parse import parse
from citaudit.parse.formats import identified
from citaudit.read import Reading, read
from citaudit.urls.archive import parse_archive_url
from tests.archive import made_web as made
from tests.archive.asking import IA, looked
from tests.archive.front import Fault, Front

SEED = Path(__file__).parents[2] / "seeds/001_278941d5a2cb7860.txt"
COPY = f"{IA}/web/20170113153431/{made.ARA}"


@pytest.fixture
def case(front: Front) -> Case:
    """The seed, all its sources dead; one of them cannot be asked for."""
    (page,) = read([str(SEED)], Reading())
    citations = extract(parse(identified(page)))  # type: ignore[arg-type]
    front.fault = Fault(
        path="/cdx/search/cdx?limit=5000&showResumeKey=true&gzip=false&url=http%3A%2F%2Ftass",
        status=403,
    )
    evidence = looked([citations], front)
    return Case(citations, evidence, date(2026, 11, 21))


def test_every_link_of_the_seed_gets_an_answer(case: Case) -> None:
    named = {link.url for link in case.document.links}
    copies = {url for url in named if parse_archive_url(url)}
    assert (len(case.document.links), copies) == (23, {COPY})
    answers = case.evidence.archives
    assert set(answers) == named - copies
    states = {url: answer.state for url, answer in answers.items()}
    assert states[made.ARA] == states[made.SOHR] == "found"
    assert states["http://tass.com/world/931888"] == "could-not-ask"
    assert set(states.values()) == {"found", "none", "could-not-ask"}
    assert answers["http://tass.com/world/931888"].reason == "status 403"


def test_the_copy_that_the_seed_names(case: Case) -> None:
    verdict = case.evidence.verdicts[COPY]
    assert (verdict.standing, verdict.look and verdict.look.reason) == (Standing.ALIVE, "")
    (copy,) = case.evidence.archives[made.ARA].snapshots
    assert (copy.archive_url, copy.taken) == (COPY, "20170113153431")
    findings = judge(case, RULES)
    of_copy = [f for f in findings if f.code.startswith("ARC") and "aranews" in f.message]
    assert of_copy == []  # right address, right stamp
    contradiction = [f for f in findings if f.code == "REF010"]
    assert any("2016" in f.message for f in contradiction), contradiction


def test_repairs_and_losses_of_the_seed(case: Case) -> None:
    findings = judge(case, RULES)
    found = [f for f in findings if f.code == "ARC002"]
    assert any(made.SOHR in f.message for f in found)
    assert all(f.fix for f in found)
    lost = [f for f in findings if f.code == "ARC001"]
    assert lost
    assert not any("tass.com" in case.document.page.text[f.span.start : f.span.end] for f in lost)
