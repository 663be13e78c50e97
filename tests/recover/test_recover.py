"""Footnotes that a converter emptied, given back from the page it was made from."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citaudit.mend import mended
from citaudit.model import Citations, Page
from citaudit.pipeline import cited
from citaudit.recover import recovered, repairs
from citaudit.recover.align import posteriors
from citaudit.recover.templates import Calls
from tests.cli.command import citaudit

PAGES = Path(__file__).parent / "pages"
ORIGINAL = PAGES / "石橋.wikitext"
CONVERTED = PAGES / "石橋.md"

WAS = {
    "1": ("template", None, "北方的橋"),
    "2": ("template", None, "石橋的尺寸"),
    "3": ("reuse", "1", "北方的橋"),
    "4": ("template", None, "市議會通過建橋案"),
    "6": ("reuse", "7", "北河橋墩的施工"),
    "7": ("template", None, "北河橋墩的施工"),
    "9": ("reuse", "1", "北方的橋"),
    "10": ("template", None, "石橋(修復)工程"),
    "11": ("template", None, "通車照片"),
    "12": ("template", None, "通車照片"),
    "13": ("template", None, "1950年車流"),
    "14": ("template", None, "1960年車流"),
    "15": ("template", None, "橋樑管理規則"),
}


def page(text: str, name: str) -> Citations:
    return cited(Page(name, text, origin="pandoc" if name.endswith(".md") else None))


def listed(text: str) -> str:
    r"""The other shape: `\[1\]` in the prose and a numbered list."""
    head = text.index("[^1]:")
    notes = re.findall(r"^\[\^(\d+)\]:(.*)$", text[head:], re.M)
    prose = re.sub(r"\[\^(\d+)\]", r"\\[\1\\]", text[:head])
    return prose + "\n\n".join(f"{number}. {body}".rstrip() for number, body in notes) + "\n"


def answers(converted: str, original: str) -> dict[str, tuple[str, str | None, str | None]]:
    found = recovered(page(converted, "page.md"), page(original, "page.wikitext"))
    return {f.footnote.label: (f.was, f.same_as, f.source.title) for f in found.recovered}


@pytest.mark.parametrize("shape", [str, listed], ids=["defined", "listed"])
def test_every_emptied_footnote_that_the_original_settles_is_given_back(shape: type[str]) -> None:
    converted = shape(CONVERTED.read_text("utf-8"))
    assert answers(converted, ORIGINAL.read_text("utf-8")) == WAS


@pytest.mark.parametrize("shape", [str, listed], ids=["defined", "listed"])
def test_the_audit_of_the_repaired_page_counts_them_as_sources(shape: type[str]) -> None:
    before = page(shape(CONVERTED.read_text("utf-8")), "page.md")
    found = recovered(before, page(ORIGINAL.read_text("utf-8"), "page.wikitext"))
    text = before.document.page.text
    repaired = mended(text, [(edit, (edit,)) for edit in repairs(before, found)])
    after = page(repaired.text, "page.md")
    assert [r.label for r in after.references] == [r.label for r in before.references]
    assert [r.label for r in after.references if r.empty] == ["16"]
    by_label = {r.label: r for r in after.references}
    for each in found.recovered:
        mended_one = by_label[each.footnote.label]
        assert mended_one.title == each.source.title
        assert {link.url for link in each.source.links} <= {link.url for link in mended_one.links}
    assert [claim.text for claim in after.claims if claim.support == "empty"] == [
        "1999年起實施限速。"
    ]


def test_pandoc_still_makes_the_committed_page() -> None:
    subprocess.run([str(Path(__file__).parent / "install.sh")], check=True)
    done = subprocess.run(
        ["pandoc", "-f", "mediawiki", "-t", "gfm", str(ORIGINAL)],
        capture_output=True,
        check=True,
        timeout=60,
    )
    made = page(done.stdout.decode(), "page.md")
    kept = page(CONVERTED.read_text("utf-8"), "page.md")
    assert [(r.label, r.empty) for r in made.references] == [
        (r.label, r.empty) for r in kept.references
    ]


def test_a_revision_with_other_footnotes_leaves_open_what_it_does_not_settle() -> None:
    original = ORIGINAL.read_text("utf-8")
    lost = "<ref>{{cite web |url=http://paper.example/1947/repair |title=石橋(修復)工程}}</ref>"
    assert lost in original
    new = "<ref>{{cite web |url=http://new.example/1 |title=新}}</ref>"
    later = original.replace(lost, "").replace("1925年市議會", f"後來加的一句話。{new}1925年市議會")
    found = answers(CONVERTED.read_text("utf-8"), later)
    assert found == {label: was for label, was in WAS.items() if label != "10"}


def test_two_uses_in_the_place_of_one_stay_open() -> None:
    original = "橋長312米。<ref>{{cite web|url=http://a.example/1|title=甲}}</ref>"
    original += "<ref>{{cite web|url=http://b.example/2|title=乙}}</ref>河寬四十米。\n"
    found = recovered(
        page("橋長312米。[^1]河寬四十米。\n\n[^1]:\n", "page.md"), page(original, "page.wikitext")
    )
    assert [each.footnote.label for each in found.open] == ["1"]
    assert not found.recovered


def test_another_article_gives_nothing() -> None:
    other = "'''Lund''' is a town.<ref>{{cite web|url=http://x.example/|title=X}}</ref>\n"
    assert answers(CONVERTED.read_text("utf-8"), other) == {}


def test_a_section_that_moved_is_found_again() -> None:
    head, history, rest = re.split(r"(?m)^(?=== )", ORIGINAL.read_text("utf-8"), maxsplit=2)
    traffic, notes = rest.split("== 參考文獻", 1)
    found = answers(CONVERTED.read_text("utf-8"), f"{head}{traffic}{history}== 參考文獻{notes}")
    wrong = {label: was for label, was in found.items() if WAS[label][2] != was[2]}
    assert not wrong
    assert len(found) >= 8


def test_the_command_writes_a_patch_that_applies(tmp_path: Path) -> None:
    target = tmp_path / "page.md"
    target.write_bytes(CONVERTED.read_bytes())
    done = citaudit("recover", "page.md", "--origin", str(ORIGINAL), folder=tmp_path)
    assert done.status == 0, done.err
    assert "13 of 14" in done.err
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    subprocess.run(["git", "apply"], input=done.out.encode(), cwd=tmp_path, check=True)
    to_file = citaudit(
        "recover", str(CONVERTED), "--origin", str(ORIGINAL), "-o", "new.md", folder=tmp_path
    )
    assert to_file.out == ""
    assert (tmp_path / "new.md").read_bytes() == target.read_bytes()


def test_the_json_is_the_contract() -> None:
    done = citaudit("recover", str(CONVERTED), "--origin", str(ORIGINAL), "-f", "json")
    told = json.loads(done.out)
    assert set(told) == {"recovered", "open"}
    assert told["recovered"][2] == {
        "label": "3",
        "was": "reuse",
        "same_as": "1",
        "url": None,
        "title": "北方的橋",
        "archive_url": None,
        "confidence": "high",
        "message": "Footnote 3 was a re-use of 1: “北方的橋”, 1988 (high confidence).",
    }
    assert told["recovered"][1]["archive_url"] == (
        "https://web.archive.org/web/20130102030405/http://bridges.example/stone"
    )
    assert [each["label"] for each in told["open"]] == ["16"]


def test_the_audit_says_of_each_lost_footnote_what_it_was() -> None:
    def lost(*words: str) -> dict[int, tuple[str, str]]:
        done = citaudit("audit", str(CONVERTED), "--offline", "-f", "json", *words)
        (page,) = json.loads(done.out)["pages"]
        return {
            each["span"]["line"]: (each["fingerprint"], each["message"])
            for each in page["findings"]
            if each["code"] == "REF013"
        }

    plain, told = lost(), lost("--origin", str(ORIGINAL))
    assert {line: same for line, (same, _) in told.items()} == {
        line: same for line, (same, _) in plain.items()
    }
    text = citaudit("recover", str(CONVERTED), "--origin", str(ORIGINAL), "-f", "text").out
    said = dict(re.findall(r":(\d+): REF013 (.*)", text))
    assert {str(line): words for line, (_, words) in told.items()} == said
    assert sum("lost its source" in words for words in said.values()) == 1
    assert said["26"].startswith("Footnote 2 was {{cite web}}: “石橋的尺寸”, 2012-04-03, http://b")


def test_an_origin_is_of_one_page() -> None:
    both = citaudit("audit", str(CONVERTED), "seeds", "--origin", str(ORIGINAL), "--offline")
    assert both.status == 2
    assert citaudit("audit", str(CONVERTED), "--origin", "nowhere.wikitext").status == 3


def test_a_page_that_is_no_markdown_is_wrong_use() -> None:
    assert citaudit("recover", str(ORIGINAL), "--origin", str(ORIGINAL)).status == 2
    assert citaudit("recover", str(CONVERTED), "--origin", "nowhere.wikitext").status == 3


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.floats(-20, 20), min_size=3, max_size=3), max_size=6))
def test_the_chances_of_a_footnote_never_exceed_one(scores: list[list[float]]) -> None:
    for row in posteriors(scores, [-2.5, 0.0, -2.5]):
        assert sum(row.values()) <= 1 + 1e-9


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=300), st.text(max_size=300))
def test_any_two_texts_end_in_an_answer(one: str, other: str) -> None:
    before, after = page(one, "page.md"), page(other, "page.wikitext")
    found = recovered(before, after)
    empty = sum(r.empty and r.form == "footnote" for r in before.references)
    assert len(found.recovered) + len(found.open) <= empty
    for edit in repairs(before, found):
        assert not edit.span.of(one).strip()


def test_what_was_read_after_the_conversion_was_not_in_it() -> None:
    def note(name: str, day: str) -> str:
        return (
            f"<ref>{{{{cite web|url=http://{name}.example/|title={name}|accessdate={day}}}}}</ref>"
        )

    words = [
        "北河大橋全長三百一十二米",
        "橋墩由奧卡福設計並監造",
        "通車當天有兩萬人到場觀禮",
        "戰爭期間橋面嚴重受損",
    ]
    old = [note(f"old{at}", f"2016-0{at + 1}-02") for at in range(4)]
    new = [note(f"new{at}", f"2023-0{at + 1}-02") for at in range(4)]
    converted = "".join(f"{said}。[^{at}]" for at, said in enumerate(words, 1))
    converted += "\n\n" + "\n\n".join(f"[^{at}]:" for at in range(1, 5)) + "\n"
    later = "".join(
        f"{said}。{late}{early}" for said, early, late in zip(words, old, new, strict=True)
    )
    told = {label: title for label, (_, _, title) in answers(converted, later).items()}
    assert told.items() <= {str(at): f"old{at - 1}" for at in range(1, 5)}.items()
    assert len(told) >= 3
    undated = re.sub(r"\|accessdate=[\d-]+", "", later)
    assert answers(converted, undated) == {}


@pytest.mark.timeout(5)
def test_tags_that_never_close_are_looked_for_once() -> None:
    text = "<pre>{{a|" * 100_000 + "<!--" * 100_000
    assert Calls(text + "}}").hold(0) is False
