"""Findings that were there before."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citaudit.judge import baseline
from citaudit.judge.baseline import BaselineError, Entry
from citaudit.model import PageReport
from tests.judge.made import finding, page

TODAY = date(2026, 3, 1)
URL = "http://city.org/1"


def with_bare_urls(count: int, before: str = "", name: str = "a.md") -> PageReport:
    text = before + "".join(f"Sentence {n}.[{URL}]\n" for n in range(count))
    return page(text, [finding("REF006", f"[{URL}]", text, n) for n in range(count)], name=name)


def new_ones(found: baseline.Matched) -> list[int]:
    return [each.span.start for one in found.pages for each in one.findings if each.state == "new"]


def test_what_is_written_is_known() -> None:
    old = with_bare_urls(3)
    entries = baseline.written((), [old], TODAY)
    assert len(entries) == 3
    found = baseline.matched(entries, [old], TODAY)
    assert new_ones(found) == []
    assert found.stale == ()


def test_ten_equal_findings_with_one_new_give_one_new() -> None:
    entries = baseline.written((), [with_bare_urls(10)], TODAY)
    assert len(new_ones(baseline.matched(entries, [with_bare_urls(11)], TODAY))) == 1


def test_an_edit_above_makes_nothing_new() -> None:
    entries = baseline.written((), [with_bare_urls(3)], TODAY)
    moved = with_bare_urls(3, before="A new paragraph without any finding.\n\n")
    assert new_ones(baseline.matched(entries, [moved], TODAY)) == []


def test_order_says_which_of_equal_findings_is_new() -> None:
    text = f"[{URL}] A. [{URL}] TODO [{URL}]"
    bare = [finding("REF006", f"[{URL}]", text, n) for n in range(3)]
    todo = finding("REF012", "TODO", text)
    entries = baseline.written((), [page(text, [bare[0], todo, bare[2]])], TODAY)
    found = baseline.matched(entries, [page(text, [*bare, todo])], TODAY)
    assert new_ones(found) == [bare[1].span.start]


def test_a_mended_typo_in_an_old_statement_is_not_new() -> None:
    old_text = "The bridge was opend by the king in the year 1931."
    new_text = "The bridge was opened by the king in the year 1931."
    entries = baseline.written((), [page(old_text, [finding("CLM001", old_text, old_text)])], TODAY)
    mended = page(new_text, [finding("CLM001", new_text, new_text)])
    found = baseline.matched(entries, [mended], TODAY)
    assert new_ones(found) == []
    assert found.stale == ()
    added = f"{new_text} Nobody knows why the toll was four crowns."
    both = [finding("CLM001", words, added) for words in (new_text, added[len(new_text) + 1 :])]
    assert len(new_ones(baseline.matched(entries, [page(added, both)], TODAY))) == 1


def test_mended_findings_are_stale_and_pruned() -> None:
    entries = baseline.written((), [with_bare_urls(3)], TODAY)
    less = with_bare_urls(1)
    assert len(baseline.matched(entries, [less], TODAY).stale) == 2
    assert len(baseline.pruned(entries, [less], TODAY)) == 1


def test_pages_and_rules_that_were_not_run_keep_their_entries() -> None:
    entries = baseline.written((), [with_bare_urls(3)], TODAY)
    assert baseline.pruned(entries, [], TODAY) == entries
    assert baseline.pruned(entries, [with_bare_urls(0)], TODAY, {"REF001"}) == entries
    assert baseline.matched(entries, [with_bare_urls(0)], TODAY, {"REF001"}).stale == ()
    assert baseline.written(entries, [with_bare_urls(0)], TODAY, {"REF001"}) == entries


def test_a_page_that_is_gone_leaves_or_takes_its_entries_along() -> None:
    entries = baseline.written((), [with_bare_urls(3)], TODAY)
    labelled = (replace(entries[0], reason="old"), *entries[1:])
    other = with_bare_urls(2, name="new.md")
    found = baseline.rehomed(labelled, [other], {"a.md"})
    assert [each.path for each in found] == ["a.md", "new.md", "new.md"]
    assert found[1].reason == "old"
    assert new_ones(baseline.matched(found, [other], TODAY)) == []
    assert baseline.pruned(found, [other], TODAY, gone={"a.md"}) == found[1:]
    assert baseline.pruned(found, [other], TODAY) == found
    assert baseline.rehomed(entries, [other], set()) == entries


def test_writing_some_pages_leaves_the_entries_of_the_others() -> None:
    entries = baseline.written((), [with_bare_urls(3)], TODAY)
    other = with_bare_urls(1, name="new.md")
    assert baseline.written(entries, [other], TODAY)[:3] == entries
    assert len(baseline.written(entries, [other], TODAY, gone={"a.md"})) == 1


def test_an_offline_run_keeps_what_only_looks_can_tell() -> None:
    text = f"It opened.[{URL}]"
    dead = page(text, [finding("URL002", URL, text)])
    entries = baseline.written((), [dead], TODAY)
    assert len(entries) == 1
    unseen = page(text)
    assert baseline.pruned(entries, [unseen], TODAY) == entries
    assert baseline.matched(entries, [unseen], TODAY).stale == ()
    assert baseline.written(entries, [unseen], TODAY) == entries
    assert baseline.pruned(entries, [unseen], TODAY, {"URL002"}) == ()


def test_reason_and_until_survive_and_count() -> None:
    one = with_bare_urls(1)
    entries = [
        replace(each, reason="asked the city", until=date(2026, 12, 31))
        for each in baseline.written((), [one], TODAY)
    ]
    again = baseline.written(entries, [with_bare_urls(2)], TODAY)
    assert [each.reason for each in again] == ["asked the city", None]
    assert again[0].until == date(2026, 12, 31)
    known = baseline.matched(entries, [one], TODAY).pages[0].findings[0]
    assert (known.state, known.reason) == ("known", "asked the city")
    found = baseline.matched(entries, [one], date(2027, 1, 1))
    late = found.pages[0].findings[0]
    assert (late.state, late.reason) == ("new", "was known until 2026-12-31: asked the city")
    assert len(found.lapsed) == 1


def test_ignored_findings_are_not_written() -> None:
    one = with_bare_urls(1)
    ignored = replace(one, findings=(replace(one.findings[0], state="ignored"),))
    assert baseline.written((), [ignored], TODAY) == ()


def test_the_file_holds_one_finding_a_line_by_path_and_no_place_or_time() -> None:
    pages = [replace_name(with_bare_urls(2), "b.md"), replace_name(with_bare_urls(1), ".\\a.md")]
    text = baseline.rendered(baseline.written((), pages, TODAY))
    lines = text.splitlines()
    assert len(lines) == 3 + 2
    assert [json.loads(line.rstrip(","))["path"] for line in lines[1:-1]] == [
        "a.md",
        "b.md",
        "b.md",
    ]
    assert set(json.loads(lines[1].rstrip(","))) == {"path", "code", "text", "digest"}
    assert json.loads(text)["schema"] == baseline.SCHEMA


def test_the_words_in_the_file_can_be_read() -> None:
    text = "The bridge\n   was opened by the king, and nobody knows why the toll was four crowns."
    (entry,) = baseline.written((), [page(text, [finding("CLM001", text, text)])], TODAY)
    assert entry.text == "The bridge was opened by the king, and nobody knows why the…"


def test_what_a_run_did_is_no_old_finding() -> None:
    text = "The bridge."
    assert baseline.written((), [page(text, [finding("TOOL002", "The", text)])], TODAY) == ()


def replace_name(one: PageReport, name: str) -> PageReport:
    return page(one.page.text, one.findings, name=name)


@given(
    st.lists(
        st.builds(
            Entry,
            st.text(),
            st.text(),
            st.text(),
            st.text(),
            st.none() | st.text(min_size=1),
            st.none() | st.dates(),
        )
    )
)
def test_what_is_rendered_reads_back(entries: list[Entry]) -> None:
    assert list(baseline.read(baseline.rendered(entries))) == entries


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "not JSON"),
        ("[]", "schema"),
        ('{"schema": "other"}', "schema"),
        ('{"schema": "citaudit/baseline/v1"}', "`findings`"),
        ('{"schema": "citaudit/baseline/v1", "findings": [3]}', "finding 1"),
        ('{"schema": "citaudit/baseline/v1", "findings": [{"path": "a"}]}', "`code`"),
        (
            '{"schema": "citaudit/baseline/v1", "findings": '
            '[{"path": "a", "code": "b", "text": "c", "digest": "d", "until": "soon"}]}',
            "`until`",
        ),
    ],
)
def test_what_is_no_baseline_is_said_to_be_none(text: str, message: str) -> None:
    with pytest.raises(BaselineError, match=message):
        baseline.read(text)
