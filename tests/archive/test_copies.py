"""What a real archive holds of the sources of a page, and what the copies are that pages name."""

from __future__ import annotations

from datetime import date

import pytest

from citaudit.model import ArchiveAnswer, Evidence, Outcome, Standing
from tests.archive import made_web as made
from tests.archive.asking import IA, ask, cited, looked
from tests.archive.front import Front

READ = date(2017, 3, 1)


def copy_of(evidence: Evidence, url: str) -> str | None:
    answer = evidence.archives[url]
    return answer.snapshots[0].taken if answer.snapshots else None


@pytest.mark.parametrize("dialect", ["wayback", "pywb", "timegate"])
def test_every_capture_follows_the_manifest(front: Front, pywb: int, dialect: str) -> None:
    urls = sorted({each.url for each in made.CAPTURES})
    good = {each.url for each in made.CAPTURES if each.good}
    own = f"http://127.0.0.1:{pywb}"
    where = {"wayback": front, "pywb": f"{own}/web/cdx", "timegate": ""}[dialect]
    gates = (f"{own}/web/",) if dialect == "timegate" else ()
    evidence = ask(where, *urls, "http://nope.example.org/", archives=gates, read=READ)
    for url in urls:
        answer = evidence.archives[url]
        assert answer.state == ("found" if url in good else "none"), (url, answer)
    assert evidence.archives["http://nope.example.org/"].state == "none"


def test_the_copy_is_nearest_before_the_day_the_source_was_read(front: Front) -> None:
    for read, taken in (
        (date(2017, 4, 20), "20170420101112"),  # that very day; a revisit
        (date(2017, 4, 19), "20170113153431"),
        (date(2016, 1, 14), "20170113153431"),  # none before: the nearest after
        (date(2022, 5, 1), "20170420101112"),  # what is nearer is an error, a sale or a soft 404
    ):
        assert copy_of(ask(front, made.ARA, read=read), made.ARA) == taken
    published = cited(made.ARA, published=date(2017, 4, 1))
    assert copy_of(looked([published], front), made.ARA) == "20170420101112"
    assert copy_of(ask(front, made.ARA), made.ARA) == "20170113153431"


def test_the_address_of_the_copy_holds_the_source_as_it_is_cited(front: Front) -> None:
    evidence = ask(front, made.CJK, "http://www.syriahr.com/en/?p=61515#top")
    (copy,) = evidence.archives[made.CJK].snapshots
    assert copy.archive_url == f"{IA}/web/20170308010204/{made.CJK}"
    assert (copy.status, copy.service) == (200, "wayback")
    (other,) = evidence.archives["http://www.syriahr.com/en/?p=61515#top"].snapshots
    assert other.archive_url.endswith("/web/20170114020304/http://www.syriahr.com/en/?p=61515")


def test_reasons_tell_an_archived_error_from_what_was_never_archived(front: Front) -> None:
    nope = "http://nope.example.org/"
    said = ask(front, made.ONLY_404, made.ONLY_SOFT, nope).archives
    assert said[nope] == ArchiveAnswer("none", reason="never archived")
    assert said[made.ONLY_404].reason == "archived only as 404"
    assert "its title says 'Page not found'" in said[made.ONLY_SOFT].reason


@pytest.mark.parametrize(
    ("taken", "url", "standing", "outcome", "said"),
    [
        ("20170113153431", made.ARA, Standing.ALIVE, Outcome.ALIVE, ""),
        ("20170420101112", made.ARA, Standing.ALIVE, Outcome.ALIVE, ""),
        ("20190305120000", made.ARA, Standing.DEAD, Outcome.SOFT_404, "error page (404)"),
        ("20200101000001", made.ARA, Standing.SUSPECT, Outcome.SOFT_404, "title says"),
        ("20210101000001", made.ARA, Standing.SUSPECT, Outcome.SOFT_404, "for sale"),
        ("20220101000001", made.ARA, Standing.DEAD, Outcome.SOFT_404, "error page (503)"),
        ("20170115000000", made.ARA, Standing.ALIVE, Outcome.ALIVE, "its copy of 2017-01-13"),
        ("20170101000000", "http://no.example.org/", Standing.DEAD, Outcome.GONE, "no copy there"),
        ("20150505050505", made.MOVED, Standing.ALIVE, Outcome.ALIVE, ""),
        ("20150101000000", made.OUT, Standing.DEAD, Outcome.SOFT_404, "of which there is none"),
        ("20170308010203", made.GB, Standing.ALIVE, Outcome.ALIVE, ""),
        ("20170301000000", made.PDF, Standing.ALIVE, Outcome.ALIVE, ""),
    ],
)
def test_copies_that_pages_name_are_judged_by_what_the_archive_says(
    front: Front, taken: str, url: str, standing: Standing, outcome: Outcome, said: str
) -> None:
    named = f"{IA}/web/{taken}/{url}"
    verdict = ask(front, named).verdicts[named]
    assert verdict.look is not None
    assert (verdict.standing, verdict.look.outcome) == (standing, outcome), verdict
    assert said in verdict.look.reason
