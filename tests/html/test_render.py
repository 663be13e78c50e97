"""The HTML report as text: what is in it, what can never be, and that it never varies."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from importlib import resources

import pytest
from bs4 import BeautifulSoup

from citaudit.judge.registry import find
from citaudit.languages import LANGUAGES, chosen
from citaudit.model import (
    ArchiveAnswer,
    Edit,
    Evidence,
    Fix,
    Page,
    Report,
    Severity,
    Snapshot,
    Span,
    Support,
)
from citaudit.report import as_json
from citaudit.report.html import render
from citaudit.report.html.render import minute, script, style
from citaudit.report.html.words import language_for, worded, words
from citaudit.weigh import weigh
from tests.html.made import Made, report, sample, verdict


@pytest.fixture(scope="module")
def soup() -> BeautifulSoup:
    return BeautifulSoup(render(sample()), "lxml")


def test_the_same_report_gives_the_same_bytes() -> None:
    assert render(sample()) == render(sample())


def test_the_policy_allows_our_own_style_and_scripts_and_nothing_else(soup: BeautifulSoup) -> None:
    policy = soup.find("meta", {"http-equiv": "Content-Security-Policy"})["content"]
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    run = [each.string for each in soup.find_all("script") if not each.get("type")]
    for text in (*run, soup.find("style").string):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy


def test_nothing_is_asked_of_any_host(soup: BeautifulSoup) -> None:
    assert not soup.find_all(["img", "iframe", "object", "embed", "video", "audio", "base"])
    assert not soup.find_all(src=True)
    assert [each["href"][:5] for each in soup.find_all("link")] == ["data:"]
    assert "url(" not in style()
    assert not re.search(r"fetch\(|XMLHttpRequest|import\(|innerHTML|eval\(", script())


def test_the_dark_palette_is_one_by_preference_and_by_switch() -> None:
    palettes = re.findall(r"(:root[^{]*)\{([^}]*--paper[^}]*)\}", style())
    light, switched, preferred, printed = ("".join(each.split()) for _, each in palettes)
    assert switched == preferred != light
    assert "--paper:#fff;" in printed


def test_style_and_script_stay_small() -> None:
    assert len((style() + script()).encode()) < 60_000


def test_every_link_out_hides_where_it_comes_from(soup: BeautifulSoup) -> None:
    out = [each for each in soup.find_all("a", href=True) if not each["href"].startswith("#")]
    assert len(out) >= 4
    for link in out:
        assert set(link["rel"]) == {"noreferrer", "noopener"}


def test_the_text_reads_as_written_with_every_statement_marked() -> None:
    soup = BeautifulSoup(render(sample()), "lxml")
    page = sample().pages[0]
    marked = soup.select("#p2 .s")  # pages are in order of their ids: other.md comes first
    assert [each["class"][1] for each in marked] == [c.support for c in page.citations.claims]
    for each, claim in zip(marked, page.citations.claims, strict=True):
        for inside in each.find_all(["sup", "svg"]):
            inside.extract()
        assert each.get_text() == claim.text


def test_marks_lead_to_references_and_references_back(soup: BeautifulSoup) -> None:
    assert soup.select_one("#p2-c1 sup a")["href"] == "#p2-r1"
    assert [each["href"] for each in soup.select("#p2-r1 .lean a")] == ["#p2-c1"]
    inside = {each["id"] for each in soup.find_all(id=True)}
    aims = {each["href"][1:] for each in soup.select("main a[href^='#']")}
    views = {"findings", "statements", "references", "overview"}
    assert {each.partition("?")[0] for each in aims} - views <= inside


def test_ids_are_unique(soup: BeautifulSoup) -> None:
    ids = [each["id"] for each in soup.find_all(id=True)]
    assert len(ids) == len(set(ids))


def test_one_finding_twice_gets_two_ids() -> None:
    page = Made("a.md")
    page.paragraph(("One.", "none", []))
    one = page.finding("REF001", Span(0, 3), "first")
    page.findings.append(replace(one, message="second"))
    cards = BeautifulSoup(render(report(page)), "lxml").select(".finding")
    assert len({each["id"] for each in cards}) == 2


def test_a_finding_shows_its_line_its_evidence_and_what_to_paste(soup: BeautifulSoup) -> None:
    card = next(each for each in soup.select(".finding") if "ARC004" in each.get_text())
    assert card.select_one(".src mark").get_text().startswith("[^3]: Bridge falls")
    assert "404" in card.select_one(".ev").get_text()
    assert "2017-01-13" in card.select_one(".ev").get_text()
    assert card.select_one(".diff del").get_text() == "Bridge falls"
    assert card.select_one(".diff ins").get_text() == "Bridge fell down"
    pasted = card.select_one(".paste pre").get_text()
    assert pasted.startswith("[^3]: Bridge fell down http://dead.example.org/story ")


def test_pasting_gives_the_text_with_its_edits_made() -> None:
    page = Made("a.md")
    page.paragraph(("Before the note.", "sourced", ["r1"]))
    note = page.reference("Title", "https://example.org/a")
    edits = (
        Edit(Span(note.span.start, note.span.start), "+"),
        Edit(Span(note.span.end - 2, note.span.end), "!"),
    )
    page.finding("REF001", note.span, "mend me", fix=Fix("both ends", edits))
    made = page.report()
    card = BeautifulSoup(render(replace(report(), pages=(made,))), "lxml").select_one(".finding")
    line = note.span.of(made.page.text)
    assert card.select_one(".paste pre").get_text().rstrip("\n") == f"+{line[:-2]}!"


def test_two_mends_of_one_place_are_pasted_as_one() -> None:
    page = Made("a.md")
    page.paragraph(("Before the note.", "sourced", ["r1"]))
    note = page.reference("Title", "https://example.org/a")
    start, end = note.span.start, note.span.end
    page.finding("REF005", note.span, "a", fix=Fix("x", (Edit(Span(start, start + 2), "["),)))
    page.finding("REF006", note.span, "b", fix=Fix("y", (Edit(Span(end - 2, end), "!"),)))
    page.finding("REF007", note.span, "c", fix=Fix("z", (Edit(Span(start + 1, start + 3), "?"),)))
    line = note.span.of(page.text)
    cards = BeautifulSoup(render(report(page)), "lxml").select(".finding")
    pasted = [each.select_one(".paste pre").get_text().rstrip("\n") for each in cards]
    both, again, apart = f"[{line[2:-2]}!", f"[{line[2:-2]}!", f"{line[0]}?{line[3:-2]}!"
    assert pasted == [both, again, apart]
    told = "it mends 1 other finding there too"
    assert [told in each.select_one(".paste").get_text() for each in cards] == [True] * 3
    assert [len(each.select(".diff")) for each in cards] == [1, 1, 1]


@pytest.mark.parametrize(
    ("standing", "copy", "support", "state"),
    [
        ("dead", None, "dead", "dead"),
        ("dead", "dead", "dead", "dead"),
        ("dead", "suspect", "doubtful", "risk"),
        ("dead", "unchecked", "sourced", "risk"),
        ("suspect", None, "doubtful", "risk"),
        ("unknown", None, "sourced", "unknown"),
        ("moved", "suspect", "sourced", "risk"),
        ("alive", "unchecked", "sourced", "alive"),
    ],
)
def test_a_reference_and_what_leans_on_it_share_one_verdict(
    standing: str, copy: str | None, support: str, state: str
) -> None:
    url, archived = "https://a.example/", "https://web.archive.org/web/2016/https://a.example/"
    page = Made("a.md")
    page.paragraph(("It opened in 1931.", "sourced", ["r1"]))
    page.reference("Opened", url, archived if copy else None)
    seen = {url: standing} | ({archived: copy} if copy and copy != "unchecked" else {})
    evidence = Evidence(
        verdicts={each: verdict(each, word, "gone") for each, word in seen.items()},
        archives={url: ArchiveAnswer("found", (Snapshot(url, archived, "2016", 200, "wayback"),))},
    )
    made = report(page, evidence=evidence)
    weighed = weigh(made.pages[0].citations, evidence)
    made = replace(made, pages=(replace(made.pages[0], citations=weighed),))
    shown = BeautifulSoup(render(made), "lxml")
    assert shown.select_one(".s")["class"] == ["s", support]
    assert shown.select_one("sup.m")["class"] == ["m", state]


def test_three_figures_are_named_and_what_was_not_checked_is_told(soup: BeautifulSoup) -> None:
    said = [each.get_text() for each in soup.select(".gauge .of")]
    assert said == ["2 / 8", "4 / 8", "5 / 8"]
    unchecked = soup.select_one("#unchecked").get_text()
    assert "a binary file" in unchecked
    assert "archive copies are not looked at twice" in unchecked


def test_what_a_look_or_an_archive_could_not_tell_is_not_called_checked() -> None:
    page = Made("a.md")
    page.reference("Walled", "https://wall.example/")
    evidence = Evidence(
        verdicts={"https://wall.example/": verdict("https://wall.example/", "unknown", "blocked")},
        archives={"https://wall.example/": ArchiveAnswer("could-not-ask", reason="it timed out")},
    )
    told = BeautifulSoup(render(report(page, evidence=evidence)), "lxml").select_one("#unchecked")
    assert "1 link that a look could not decide: HTTP says so" in told.get_text()
    assert "could not be asked for: it timed out" in told.get_text()


def test_an_empty_audit_says_so() -> None:
    text = BeautifulSoup(render(report()), "lxml").get_text()
    assert "Nothing was audited" in text
    assert "Everything was checked" not in text


def test_the_overview_says_where_to_begin(soup: BeautifulSoup) -> None:
    read, paste = soup.select("#overview .next a")
    assert (read["href"], read.bdi.get_text()) == ("#p2", "sample")
    assert "1 finding comes with the text to paste" in paste.get_text()
    first = soup.select_one("#overview .todo li")
    assert first.select_one("code").get_text() == "ARC004"
    assert "1 with text to paste" in first.get_text()
    row = soup.select_one("table.pages tbody tr")
    assert row.select("td")[1].get_text() == "25.0%"


def test_what_leaves_nothing_to_mend_is_not_among_what_to_mend() -> None:
    page = Made("a.md")
    page.paragraph(("One.", "sourced", []))
    page.finding("TOOL002", Span(0, 0), "1 link was not looked at: offline.", Severity.NOTE)
    told = replace(report(page, looked=False), rules=(find("TOOL002"),))
    soup = BeautifulSoup(render(told), "lxml")
    assert [each.get_text() for each in soup.select(".todo li")] == ["Nothing found."]
    card = soup.select_one(".finding")
    assert card.select_one(".where").get_text() == "the whole page"
    assert not card.select(".src")
    assert "data-s" not in card.attrs


def test_dates_too_old_for_the_picture_are_counted(soup: BeautifulSoup) -> None:
    legend = soup.select_one(".time").find_parent("section").select_one(".legend").get_text()
    assert "1 older date not drawn" in legend
    years = [each.get_text() for each in soup.select(".time g text")]
    assert years == ["1980", "1985", "1990", "1995", "2000", "2005", "2010", "2015"]


def test_a_statement_names_what_covers_it_only_where_its_marks_do_not(soup: BeautifulSoup) -> None:
    assert "data-r" not in soup.select_one("#p2-c1").attrs
    page = Made("a.md")
    page.paragraph(("One.", "paragraph", []), (" Two.", "sourced", ["r1"]))
    page.reference("Title", "https://example.org/a")
    page.claims[0] = replace(page.claims[0], references=("r1",))
    covered = BeautifulSoup(render(report(page)), "lxml")
    assert covered.select_one("#p1-c1")["data-r"] == "p1-r1"
    assert "data-r" not in covered.select_one("#p1-c2").attrs


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("2026-11-21T02:00:00Z", "2026-11-21 02:00 UTC"),
        ("2026-11-21T02:00:00+00:00", "2026-11-21 02:00 UTC"),
        ("2026-11-21T02:00:00+08:00", "2026-11-21T02:00:00+08:00"),
        (7, "7"),
    ],
)
def test_a_moment_is_said_to_the_minute(moment: object, said: str) -> None:
    assert minute(moment) == said


def test_a_manual_page_is_there_in_every_language() -> None:
    rules = (find("CLM008"), find("ARC003"))
    soup = BeautifulSoup(render(replace(sample(), rules=rules)), "lxml")
    page = soup.select_one("#rule-CLM008 .manual")
    leads = [each.get_text() for each in page.select(".label")]
    assert leads == ["Why", "Bad", "Good", "What to do"]
    for language, opening in (("en", "The numbers"), ("zh-Hans", "方括号"), ("zh-Hant", "方括號")):
        said = page.select(f".tr[lang={language}]")
        assert len(said) == 5
        assert said[1].get_text().startswith(opening)
    shared = soup.select("#rule-ARC003 .manual pre")
    assert [each.get("lang") for each in shared] == [None, None]
    assert shared[0].get_text().startswith("|url=http://news.example/1 |archive-url=")
    status = BeautifulSoup(render(replace(sample(), rules=(find("ARC006"),))), "lxml")
    prose = status.select_one("#rule-ARC006 .manual")
    assert "without a status means dead" in " ".join(prose.get_text().split())
    assert prose.select_one("p code").get_text() == "deadurl="


def _earlier() -> Report:
    now = sample()
    page = now.pages[1 if now.pages[0].page.id == "pages/other.md" else 0]
    first, *rest = page.findings
    calmer = [replace(each, severity=Severity.NOTE) for each in rest if each.code == "ARC004"]
    old = replace(first, fingerprint="f" * 16, message="mended since")
    claims = tuple(
        replace(each, support=Support.SOURCED) if each.support == "dead" else each
        for each in page.citations.claims
    )
    pages = (
        replace(
            page,
            findings=(old, *calmer),
            citations=replace(page.citations, claims=claims),
        ),
    )
    dead = "http://dead.example.org/story"
    evidence = replace(now.evidence, verdicts={dead: verdict(dead, "alive", "alive", 200)})
    return replace(now, pages=pages, evidence=evidence)


def test_an_earlier_report_tells_new_mended_and_worse() -> None:
    earlier = json.loads(as_json.render(_earlier()))
    soup = BeautifulSoup(render(sample(), compare=earlier), "lxml")
    changes = soup.select_one("#changes").get_text(" ", strip=True)
    tags = {
        each.select_one("code").get_text(): each.select_one(".tag").get_text()
        for each in soup.select(".finding")
        if each.select_one(".tag")
    }
    assert tags["REF013"] == "new"
    assert tags["ARC004"] == "worse"
    assert "1 new finding 1 finding mended" in changes
    assert "mended since" in changes
    assert "http://dead.example.org/story works → dead" in changes
    assert "doubt.example.net" not in changes
    assert "It fell in 1950." in changes


def test_all_that_got_worse_is_counted_beyond_what_is_listed() -> None:
    page = Made("a.md")
    for nth in range(230):
        page.paragraph((f"Statement number {nth}.", "none", []))
    now = report(page)
    claims = tuple(replace(c, support=Support.SOURCED) for c in now.pages[0].citations.claims)
    citations = replace(now.pages[0].citations, claims=claims)
    then = replace(now, pages=(replace(now.pages[0], citations=citations),))
    earlier = json.loads(as_json.render(then))
    changes = BeautifulSoup(render(now, compare=earlier), "lxml").select_one("#changes")
    assert changes.select(".tally b")[2].get_text() == "230"
    assert changes.select("details li")[-1].get_text() == "…"


def test_every_language_has_every_word_and_the_words_fit() -> None:
    english = words("en")
    for language in LANGUAGES:
        spoken = words(language)
        assert set(spoken) == set(english)
        for key, text in spoken.items():
            assert set(re.findall(r"\{\w\}", text)) == set(re.findall(r"\{\w\}", english[key])), key


def test_every_word_asked_for_is_there() -> None:
    folder = resources.files("citaudit.report.html")
    asked: set[str] = set()
    for name in ("templates", "static"):
        for file in (folder / name).iterdir():
            if file.name.startswith("wiki."):
                continue  # has words of its own beside these: tests/scale/test_overview.py
            text = file.read_text("utf-8")
            asked |= set(re.findall(r"""\b(?:t|a|word)\((?:"|')([a-z_.]+)(?:"|')[,)]""", text))
    assert len(asked) > 80
    assert asked <= set(words("en"))


@pytest.mark.parametrize(
    ("n", "said"), [(0, "0 pages"), (1, "1 page"), (2, "2 pages")], ids=["none", "one", "two"]
)
def test_numbers_choose_their_word(n: int, said: str) -> None:
    assert worded(words("en")["n_pages"], n) == said


@pytest.mark.parametrize(
    ("asked", "spoken"),
    [
        ("en-GB", "en"),
        ("zh", "zh-Hans"),
        ("zh-TW", "zh-Hant"),
        ("zh-Hant", "zh-Hant"),
        ("zh_TW.UTF-8", "zh-Hant"),
        ("zh_CN.UTF-8", "zh-Hans"),
        ("zh_HK@modifier", "zh-Hant"),
        ("zh-Hans-HK", "zh-Hans"),
        ("C.UTF-8", "en"),
        ("fr", "en"),
    ],
)
def test_the_nearest_language_is_spoken(asked: str, spoken: str) -> None:
    assert chosen(asked) == spoken


def test_the_interface_speaks_the_language_of_the_documents() -> None:
    def spoken(text: str, language: str) -> str:
        return language_for([Page("a", text, language=language)], None)

    assert spoken("敘利亞政府軍來說這個問題", "zh") == "zh-Hant"
    assert spoken("叙利亚政府军来说这个问题", "zh") == "zh-Hans"
    assert spoken("The army said", "en") == "en"
    assert language_for([], None) == "en"
    assert 'lang="zh-Hans"' in render(sample(), language="zh")[:200]
