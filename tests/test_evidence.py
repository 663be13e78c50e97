from __future__ import annotations

from citaudit.model import ArchiveAnswer, Evidence, Snapshot, Standing, Verdict

LOOKED, WRITTEN = "http://paper.test/a", "HTTP://Paper.test:80/a#part"


def copy(status: int | None) -> Snapshot:
    return Snapshot(LOOKED, f"http://archive.test/{status}", "20200101000000", status, "one")


def test_what_was_seen_is_found_by_any_spelling_of_an_address() -> None:
    answer = ArchiveAnswer("none")
    evidence = Evidence({LOOKED: Verdict(Standing.DEAD)}, {LOOKED: answer}, {LOOKED: "offline"})
    for url in (LOOKED, WRITTEN):
        assert evidence.standing(url) is Standing.DEAD
        assert evidence.verdict(url) == Verdict(Standing.DEAD)
        assert evidence.archive(url) is answer
        assert evidence.why_skipped(url) == "offline"


def test_an_address_as_written_comes_first() -> None:
    evidence = Evidence({LOOKED: Verdict(Standing.DEAD), WRITTEN: Verdict(Standing.ALIVE)})
    assert evidence.standing(WRITTEN) is Standing.ALIVE


def test_nothing_was_seen_of_other_addresses() -> None:
    for evidence in (Evidence(), Evidence({LOOKED: Verdict(Standing.DEAD)})):
        assert evidence.standing("http://other.test/") is Standing.UNCHECKED
        assert evidence.verdict("http://other.test/") is None
        assert evidence.archive("http://other.test/") is None
        assert evidence.why_skipped("http://other.test/") is None


def test_the_copy_to_show_is_the_first_that_is_known_to_be_of_a_page() -> None:
    assert ArchiveAnswer("none").copy is None
    assert ArchiveAnswer("found", (copy(404), copy(None), copy(206))).copy == copy(206)
    assert ArchiveAnswer("found", (copy(404), copy(None))).copy == copy(None)
    assert ArchiveAnswer("found", (copy(404), copy(503))).copy == copy(404)
