"""Corrections: what was found is gone, nothing new has come, all else is as it was."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from citaudit.config import Config
from citaudit.fixing import Fixed, fixes
from citaudit.mend import mended, patch
from citaudit.model import Edit, Page, Report, Span
from tests.cli.command import citaudit
from tests.corpus import corpus

COPY = "https://web.archive.org/web/20130102030405/http://a.example/1"
PAGE = f"""'''Bridge''' opened in 1931.<ref>{{{{cite web |url=http://a.example/1 |title=One
 |archive-url={COPY} |archive-date=2014-05-06}}}}</ref>\tIt is long.<ref>{{{{cite web
 |url=http://b.example/2 |title=Two |date=2012-02-03}}}}</ref>  \r
It closed.<ref>{{{{cite web
 |url=http://b.example/2 |title=Two |date=2012-02-03}}}}</ref> Wide it is.<ref>{{{{cite web
 |url=http://b.example/2 |title=Two |date=2012-02-03}}}}</ref>

{{{{reflist}}}}
"""


def audited(text: str, name: str = "page.wikitext") -> Report:
    import asyncio

    from citaudit.pipeline import reported

    return asyncio.run(reported([Page(name, text)], Config(offline=True, jobs=1)))


def once(text: str, *, unsafe: bool = False, name: str = "page.wikitext") -> Fixed:
    return fixes(audited(text, name), unsafe=unsafe)[0]


def codes(text: str) -> list[str]:
    return [finding.code for finding in audited(text).pages[0].findings]


def test_dates_and_duplicates_are_mended_and_nothing_else_changes() -> None:
    fixed = once(PAGE)
    assert sorted(each.code for each in fixed.done) == ["ARC004", "REF005", "REF005"]
    expected = PAGE.replace("archive-date=2014-05-06", "archive-date=2013-01-02")
    body = "{{cite web\n |url=http://b.example/2 |title=Two |date=2012-02-03}}</ref>"
    first, *others = expected.split(f"<ref>{body}")
    assert len(others) == 3
    name = fixed.text.partition('<ref name="')[2].partition('"')[0]
    assert fixed.text == (
        f'{first}<ref name="{name}">{body}{others[0]}<ref name="{name}" />{others[1]}'
        f'<ref name="{name}" />{others[2]}'
    )


def test_audit_fix_audit_again() -> None:
    fixed = once(PAGE)
    left = codes(fixed.text)
    assert not {"ARC004", "REF005"} & set(left)
    assert set(left) <= set(codes(PAGE))
    again = once(fixed.text)
    assert (again.text, again.done) == (fixed.text, ())


def test_what_needs_judgement_waits_to_be_asked_for() -> None:
    cited = "{{cite web |titel=One |url=http://a.example/1 |publisher=P}}"
    text = f"It opened in 1931.<ref>{cited}</ref>\n"
    assert once(text).text == text
    assert [left.finding.code for left in once(text).left] == ["REF016"]
    assert "|title=One" in once(text, unsafe=True).text


def test_a_finding_that_is_ignored_is_left_alone() -> None:
    text = PAGE.replace("It closed.", "<!-- citaudit: ignore[REF005,ARC004] kept -->It closed.")
    ignored = [f for f in audited(text).pages[0].findings if f.state == "ignored"]
    done = {finding.span for finding in once(text).done}
    assert not {finding.span for finding in ignored} & done


def test_edits_that_overlap_are_applied_as_far_as_they_do_not() -> None:
    tried = mended(
        "abcdef",
        [
            ("one", [Edit(Span(0, 2), "X"), Edit(Span(5, 6), "Y")]),
            ("two", [Edit(Span(1, 3), "Z")]),
            ("three", [Edit(Span(3, 3), "+")]),
            ("same", [Edit(Span(3, 3), "+")]),
            ("edge", [Edit(Span(3, 4), "-")]),
        ],
    )
    assert tried.text == "Xc+deY"
    assert tried.done == ("one", "three", "same")
    assert tried.left == ("two", "edge")


spans = st.tuples(st.integers(0, 40), st.integers(0, 6), st.text("xy", max_size=3))


@settings(max_examples=150, deadline=None)
@given(st.text("abc\n\r", max_size=40), st.lists(st.lists(spans, max_size=2), max_size=5))
def test_whatever_is_applied_stands_and_all_else_is_kept(
    text: str, wanted: list[list[tuple[int, int, str]]]
) -> None:
    fixes = [
        (number, [Edit(Span(at, at + length), words) for at, length, words in edits])
        for number, edits in enumerate(wanted)
    ]
    tried = mended(text, fixes)
    assert sorted(tried.done + tried.left) == [number for number, _ in fixes]
    applied = {edit for number, edits in fixes if number in tried.done for edit in edits}
    expected, at = "", 0
    for edit in sorted(applied, key=lambda each: each.span):
        assert edit.span.start >= at
        expected += text[at : edit.span.start] + edit.text
        at = edit.span.end
    assert tried.text == expected + text[at:]


@settings(max_examples=25, deadline=None)
@given(st.text("abé。\n\r\t\u2028 ", max_size=60), st.text("ab。\n\r ", max_size=60))
def test_a_patch_turns_one_text_into_the_other(
    tmp_path_factory: pytest.TempPathFactory, old: str, new: str
) -> None:
    if not old or not new:
        return
    folder = tmp_path_factory.mktemp("patch")
    (folder / "f").write_bytes(old.encode())
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    change = patch("f", old, new)
    if change:
        subprocess.run(
            ["git", "-c", "core.autocrlf=false", "apply", "--whitespace=nowarn"],
            input=change.encode(),
            cwd=folder,
            check=True,
        )
    assert (folder / "f").read_bytes() == new.encode()


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from([*PAGE.split("\n"), "<ref name=x/>", "{{", "}}"]), max_size=12))
def test_any_page_is_fixed_in_one_go(lines: list[str]) -> None:
    text = "\n".join(lines)
    assume(text.strip())  # an empty page is not read
    first = once(text)
    assert once(first.text).done == ()
    assert not set(codes(first.text)) - set(codes(text))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_files_keep_their_encoding_and_every_other_byte(tmp_path: Path, encoding: str) -> None:
    text = "橋於一九三一年通車，是當時全國最長的石橋，長三百一十二米。\r\n" + PAGE
    file = tmp_path / "page.wikitext"
    file.write_bytes(text.encode(encoding))
    done = citaudit("fix", "page.wikitext", "--offline", "--write", folder=tmp_path)
    assert done.status == 0, done.err
    head = "橋於一九三一年通車，是當時全國最長的石橋，長三百一十二米。\r\n"
    assert file.read_bytes() == (head + once(PAGE).text).encode(encoding)
    again = citaudit("fix", "page.wikitext", "--offline", "--write", folder=tmp_path)
    assert "0 corrections" in again.err


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_the_diff_applies_and_the_file_is_untouched(tmp_path: Path, encoding: str) -> None:
    head = "橋於一九三一年通車，是當時全國最長的石橋，長三百一十二米。\r\n"
    file = tmp_path / "page.wikitext"
    before = (head + PAGE).encode(encoding)
    file.write_bytes(before)
    done = citaudit("fix", "page.wikitext", "--offline", folder=tmp_path)
    assert file.read_bytes() == before
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    lines = done.out.encode("utf-8", "surrogateescape")
    subprocess.run(["git", "apply"], input=lines, cwd=tmp_path, check=True)
    assert file.read_bytes() == (head + once(PAGE).text).encode(encoding)


REAL = [*sorted(Path("seeds").glob("*.txt")), *corpus(".txt", ".wikitext", ".md", ".html")]


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.name)
@pytest.mark.parametrize("unsafe", [False, True], ids=["safe", "unsafe"])
def test_real_pages_are_fixed_once_and_for_all(path: Path, unsafe: bool) -> None:
    text = path.read_bytes().decode("utf-8", "replace")
    assert text.strip(), "a corpus holds pages"
    first = once(text, unsafe=unsafe, name=path.name)
    again = once(first.text, unsafe=unsafe, name=path.name)
    assert again.text == first.text
