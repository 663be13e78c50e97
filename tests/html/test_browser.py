"""The HTML report as a reader uses it, in the real Chromium."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.html.browser import violations
from tests.html.conftest import Opened

pytestmark = pytest.mark.browser

VIEWS = ("", "#findings", "#statements", "#references", "#rules", "#p2", "#p2-c5", "#p1")


LISTED = "#list .finding .rn code"


TURN = """view => new Promise(done => {
  const painted = () => requestAnimationFrame(() => requestAnimationFrame(done));
  if (location.hash === view) return painted();
  addEventListener('hashchange', painted, { once: true });
  location.hash = view;
})"""


def turn(tab: Page, view: str) -> None:
    """Goes to an address within the report, and waits until it has been drawn."""
    tab.evaluate(TURN, view)


def shows(tab: Page, selector: str, *texts: str) -> None:
    """What matches and can be seen has these texts, in order: now, or as soon as it is drawn."""
    seen = tab.locator(selector).filter(visible=True)
    expect(seen).to_have_text(list(texts), use_inner_text=True)


@pytest.mark.parametrize("width", [360, 800, 1440])
@pytest.mark.parametrize("name", ["sample", "chinese", "compared", "empty", "arabic"])
def test_no_view_scrolls_sideways(opened: Opened, name: str, width: int) -> None:
    tab = opened(name, width=width)
    for view in VIEWS:
        turn(tab, view)
        over = tab.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert over <= 0, view


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", ["sample", "compared", "arabic", "empty"])
def test_axe_finds_no_violation(opened: Opened, name: str, theme: str) -> None:
    tab = opened(name, theme=theme)
    for view in VIEWS if name == "sample" else ("", "#findings", "#p1"):
        turn(tab, view)
        tab.evaluate("document.querySelectorAll('.finding').forEach(each => { each.open = true })")
        assert violations(tab) == [], view


@pytest.mark.parametrize("view", ["#findings", "#p2-c5"])
def test_axe_finds_no_violation_on_a_telephone(opened: Opened, view: str) -> None:
    assert violations(opened(address=view, width=360)) == []


def test_the_overview_leads_to_lists(opened: Opened) -> None:
    tab = opened()
    expect(tab.locator("h2.headline")).to_have_text(re.compile("^2 of 8 statements"))
    tab.click(".under .legend a:has-text('no source')")
    expect(tab.locator("#rcount")).to_have_text("2 of 9")
    expect(tab.locator("#list .srow").filter(visible=True)).to_have_count(2)
    tab.go_back()
    tab.click(".todo a:has-text('ARC004')")
    expect(tab.locator("#rcount")).to_have_text("1 of 3")
    shows(tab, LISTED, "ARC004")


def test_filters_count_and_combine(opened: Opened) -> None:
    tab = opened(address="#findings")
    shows(tab, LISTED, "ARC004", "CLM001", "REF013")
    tab.click(".facet button:has-text('error')")
    shows(tab, LISTED, "ARC004")
    expect(tab).to_have_url(re.compile(r"#findings\?q=severity%3Aerror$"))
    tab.click(".facet button:has-text('warning')")
    expect(tab.locator(LISTED).filter(visible=True)).to_have_count(3)
    tab.click("#clear")
    expect(tab.locator("#q")).to_have_value("")
    tab.click(".facet button:has-text('known')")
    shows(tab, LISTED, "CLM001")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("is:dead", ["ARC004"]),
        ("-is:dead", ["CLM001", "REF013"]),
        ("host:dead.example", ["ARC004"]),
        ("rule:REF013", ["REF013"]),
        ("rule:ref", ["REF013"]),
        ("severity:error,note", ["ARC004"]),
        ("support:none", ["CLM001"]),
        ('"lost its source"', ["REF013"]),
        ("LOST converted", ["REF013"]),
        ("page:sample", ["ARC004", "CLM001", "REF013"]),
        ("page:other", []),
        ("is:mendable", ["ARC004"]),
        ("nothing-like-it", []),
    ],
)
def test_search_words(opened: Opened, query: str, found: list[str]) -> None:
    tab = opened(address="#findings")
    tab.fill("#q", query)
    expect(tab.locator("#rcount")).to_have_text(f"{len(found)} of 3")
    shows(tab, LISTED, *found)


def test_a_search_and_an_order_live_in_the_address(opened: Opened) -> None:
    tab = opened(address="#findings?q=severity%3Awarning&sort=rule")
    expect(tab.locator("#q")).to_have_value("severity:warning")
    shows(tab, LISTED, "CLM001", "REF013")
    tab.click(".top nav a[data-nav=references]")
    expect(tab.locator("#q")).to_have_value("severity:warning")
    tab.go_back()
    shows(tab, LISTED, "CLM001", "REF013")


def test_going_on_at_once_is_not_undone_by_a_late_address(opened: Opened) -> None:
    tab = opened(address="#findings")
    tab.evaluate(
        """() => {
          document.querySelector('#q').value = 'is:dead';
          document.querySelector('.find').requestSubmit();
          location.hash = 'statements';
          const until = performance.now() + 300;
          while (performance.now() < until);
        }"""
    )
    tab.wait_for_timeout(300)  # what must not happen would happen within it
    expect(tab.locator("html")).to_have_attribute("data-view", "statements")


def test_cards_go_home_when_a_list_closes(opened: Opened) -> None:
    tab = opened(address="#findings")
    turn(tab, "#references")
    expect(tab.locator("html")).to_have_attribute("data-view", "references")
    turn(tab, "#p2")
    expect(tab.locator("html")).to_have_attribute("data-view", "page")
    shows(tab, "#p2 .flist .rn code", "CLM001", "REF013", "ARC004")
    expect(tab.locator("#p2 .refs > .ref")).to_have_count(4)


def test_keys(opened: Opened) -> None:
    tab = opened()
    tab.keyboard.press("j")
    expect(tab.locator("html")).to_have_attribute("data-view", "findings")
    tab.keyboard.press("j")
    tab.keyboard.press("j")
    shows(tab, ".finding.at .rn code", "CLM001")
    tab.keyboard.press("k")
    tab.keyboard.press("Enter")
    expect(tab.locator("#list .finding.at")).to_have_attribute("open", "")
    tab.keyboard.press("/")
    expect(tab.locator("#q")).to_be_focused()
    tab.keyboard.press("Escape")
    tab.keyboard.press("]")
    expect(tab.locator(".page.on h2")).to_have_text("sample")
    tab.keyboard.press("]")
    expect(tab.locator(".page.on h2")).to_have_text("other")
    tab.keyboard.press("[")
    expect(tab.locator(".page.on h2")).to_have_text("sample")
    tab.keyboard.press("n")
    expect(tab.locator(".s.on")).to_have_text(re.compile("Nobody knows"))
    tab.keyboard.press("n")
    expect(tab.locator(".s.on")).to_have_text(re.compile("two million"))
    tab.keyboard.press("p")
    tab.keyboard.press("u")
    expect(tab).to_have_url(re.compile("#p2$"))
    expect(tab.locator(".s.on")).to_have_count(0)
    tab.keyboard.press("u")
    expect(tab.locator("html")).to_have_attribute("data-view", "overview")
    tab.keyboard.press("?")
    expect(tab.locator("#help")).to_be_visible()
    tab.keyboard.press("Escape")
    expect(tab.locator("#help")).to_be_hidden()


def test_next_and_previous_stay_within_the_search(opened: Opened) -> None:
    tab = opened(address="#p2?q=severity%3Awarning")
    for code in ("CLM001", "REF013", "REF013"):
        tab.keyboard.press("j")
        tab.wait_for_timeout(50)  # the third must not move on, however late
        shows(tab, ".finding.at .rn code", code)


def test_deep_links(opened: Opened) -> None:
    tab = opened(address="#findings")
    finding = tab.locator("#list .finding").first.get_attribute("id")
    tab = opened(address=f"#{finding}")
    expect(tab.locator(".page.on .finding.at")).to_have_attribute("open", "")
    expect(tab.locator(".finding.at .paste pre")).to_be_visible()
    tab = opened(address="#p2-c4")
    expect(tab.locator(".s.on")).to_be_in_viewport()
    expect(tab.locator(".page.on .about")).to_contain_text("only dead sources")
    expect(tab.locator(".page.on .about .ref")).to_contain_text("dead.example.org")
    tab = opened(address="#p2-r3")
    expect(tab.locator(".ref.at")).to_be_in_viewport()
    expect(tab.locator(".s.hl").first).to_contain_text("It fell in 1950.")
    tab = opened(address="#rule-REF013")
    expect(tab.locator("#rule-REF013")).to_have_attribute("open", "")


def test_statements_and_references_light_each_other(opened: Opened) -> None:
    tab = opened(address="#p2-r1")
    tab.hover("#p2-c4")
    expect(tab.locator("#p2-r3")).to_have_class(re.compile(r"\bhl\b"))
    tab.hover("#p2-r1")
    expect(tab.locator("#p2-c1")).to_have_class(re.compile(r"\bhl\b"))
    tab.focus("#p2-c3 sup a")
    expect(tab.locator("#p2-r2")).to_have_class(re.compile(r"\bhl\b"))


def test_the_map_shows_where_support_is_missing(opened: Opened) -> None:
    tab = opened(address="#p2")
    tab.wait_for_selector("#p2 .map rect")
    drawn = tab.evaluate(
        "[...document.querySelectorAll('#p2 .map rect')].map(each => each.className.baseVal)"
    )
    assert drawn.count("f-none") == 2
    assert drawn.count("f-dead") == 1
    assert drawn[-1] == "seen"


def test_copying_what_mends(opened: Opened) -> None:
    tab = opened(address="#findings?q=is%3Amendable")
    tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
    tab.click("#list .finding summary")
    tab.evaluate("window.setTimeout = () => 0")  # the word stays until it has been read
    tab.click("#list .copy")
    expect(tab.locator("#list .copy")).to_have_text("Copied")
    assert tab.evaluate("navigator.clipboard.readText()").startswith("[^3]: Bridge fell down http")


def test_the_manual_unfolds_in_the_card(opened: Opened) -> None:
    tab = opened(address="#findings?q=REF013")
    tab.click("#list .finding summary")
    tab.click("#list .why")
    expect(tab.locator("#list .finding .manual")).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_theme_follows_the_reader_and_the_switch(opened: Opened, theme: str) -> None:
    tab = opened(theme=theme)
    paper = "getComputedStyle(document.documentElement).backgroundColor"
    before = tab.evaluate(paper)
    assert before == {"light": "rgb(251, 250, 247)", "dark": "rgb(20, 24, 26)"}[theme]
    tab.click("#theme")
    switched = tab.evaluate(paper)
    assert switched != before
    tab.reload()
    assert tab.evaluate(paper) == switched


def test_the_language_switches_and_stays(opened: Opened) -> None:
    tab = opened("chinese")
    expect(tab.locator("html")).to_have_attribute("lang", "zh-Hant")
    expect(tab.locator("h2.headline")).to_contain_text("2 條有讀者今日可查證的來源")
    tab.select_option("#lang", "en")
    expect(tab.locator("h2.headline")).to_contain_text("2 of 8 statements")
    tab.reload()
    expect(tab.locator(".top nav a").first).to_have_text("Overview")
    tab.select_option("#lang", "zh-Hans")
    expect(tab.locator(".top nav a").first).to_have_text("总览")
    turn(tab, "#p2-c2")
    expect(tab.locator("#p2-c2 svg")).to_have_attribute("aria-label", "没有来源")
    expect(tab.locator("#p2 .where").first).to_contain_text("第 3 行")
    tab.select_option("#lang", "en")
    expect(tab.locator("#p2-c2 svg")).to_have_attribute("aria-label", "no source")
    expect(tab.locator("#p2 .where").first).to_contain_text("line 3")
    tab.evaluate("localStorage.clear()")


def test_hostile_text_stays_text_wherever_it_is_shown(opened: Opened) -> None:
    tab = opened("hostile")
    tab.on("dialog", lambda dialog: pytest.fail(f"a dialog: {dialog.message}"))
    for view in ("", "#findings", "#statements", "#references", "#p1", "#p1-c1", "#p1-r1"):
        turn(tab, view)
        tab.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
        for language in ("zh-Hant", "en"):
            tab.select_option("#lang", language)
    turn(tab, "#findings")
    tab.fill("#q", "<svg onload")
    expect(tab.locator("#rcount")).to_have_text("2 of 2")
    expect(tab.locator("img")).to_have_count(0)
    assert tab.evaluate("document.querySelectorAll('[onload],[onerror]').length") == 0
    tab.evaluate("localStorage.clear()")


def test_a_finding_speaks_the_language_of_the_interface(opened: Opened) -> None:
    tab = opened("chinese", "#findings?q=REF013")
    card = tab.locator("#list .finding")
    expect(card.locator(".rn b")).to_have_text("轉換時遺失")
    expect(card.locator(".msg")).to_have_text(
        "註腳 2 的來源在轉換本頁面時遺失；原頁面可能還保留著。"
    )
    tab.click("#list .finding summary")
    tab.click("#list .why")
    expect(card.locator(".part-why p").filter(visible=True).last).to_contain_text("轉換工具丟棄了")
    card.locator(".part-why p").filter(visible=True).last.click()
    expect(card.locator(".manual")).to_be_visible()
    tab.fill("#q", "註腳 2 的來源")
    expect(card).to_have_count(1)
    tab.fill("#q", "lost its source")
    expect(card).to_have_count(0)
    tab.select_option("#lang", "en")
    expect(card.locator(".msg")).to_have_text(
        "Footnote 2 lost its source when this page was converted; the original may still have it."
    )
    tab.evaluate("localStorage.clear()")


TYPE = """then => {
  const find = document.querySelector('#q');
  find.value = 'harbour';
  find.dispatchEvent(new Event('input'));
  if (then === 'go') return document.querySelector('.top nav a[data-nav=statements]').click();
  const language = document.querySelector('#lang');
  language.value = 'zh-Hant';
  language.dispatchEvent(new Event('change'));
}"""


@pytest.mark.parametrize("then", ["go", "speak"])
def test_what_was_typed_a_moment_ago_is_kept(opened: Opened, then: str) -> None:
    tab = opened(address="#findings")
    tab.evaluate(TYPE, then)
    expect(tab).to_have_url(re.compile("[?&]q=harbour"))
    expect(tab.locator("#q")).to_have_value("harbour")


def test_a_chosen_statement_says_what_to_do(opened: Opened) -> None:
    tab = opened("manual", "#p1-c1")
    about = tab.locator(".page.on .about")
    expect(about).to_contain_text("A statement with no source.")
    expect(about.locator(".manual p").filter(visible=True).last).to_contain_text("Put a footnote")


def test_filters_fold_on_a_telephone(opened: Opened) -> None:
    tab = opened(address="#findings", width=360)
    expect(tab.locator("#facets")).to_be_hidden()
    tab.click("#filters > summary")
    tab.click(".facet button:has-text('error')")
    shows(tab, LISTED, "ARC004")


def test_what_a_finding_is_and_what_its_references_are_filter_apart(opened: Opened) -> None:
    tab = opened(address="#findings")
    for name, values in (
        ("Finding", {"open", "known", "has a mend"}),
        ("Its references", {"dead"}),
    ):
        facet = tab.get_by_role("group", name=name, exact=True).locator("button span:first-child")
        expect(facet.first).to_be_visible()
        assert values <= set(facet.all_inner_texts())


def test_a_table_sorts(opened: Opened) -> None:
    tab = opened()
    tab.click("table.pages thead button:has-text('Page')")
    shows(tab, "table.pages tbody th a", "sample", "other")
    tab.click("table.pages thead button:has-text('Page')")
    shows(tab, "table.pages tbody th a", "other", "sample")


def test_without_scripts_all_of_it_is_there(opened: Opened) -> None:
    tab = opened(scripts=False)
    expect(tab.locator("h2.headline")).to_be_visible()
    expect(tab.locator("#p2-c1")).to_be_visible()
    expect(tab.locator("#p2-r3 .url").first).to_be_visible()
    card = tab.locator(".finding", has_text="REF013")
    card.locator("summary").click()
    expect(card.locator(".src")).to_be_visible()
    expect(tab.locator("#q")).to_be_hidden()
    tab.click("#p2-c1 sup a")
    expect(tab.locator("#p2-r1")).to_be_in_viewport()
    expect(tab.locator("#p2 h3").filter(visible=True).last).to_contain_text("References")


def test_print_opens_the_cards_and_drops_the_tools(opened: Opened) -> None:
    tab = opened(address="#p2", theme="dark")
    tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    tab.emulate_media(media="print")
    expect(tab.locator("header.top")).to_be_hidden()
    ink = "getComputedStyle(document.body).color"
    assert tab.evaluate(ink) == "rgb(0, 0, 0)"
    for part in (".src", ".references .ref"):
        expect(tab.locator(f"#p2 {part}").first).to_be_visible()


def test_right_to_left_text_runs_right_to_left(opened: Opened) -> None:
    tab = opened("arabic", "#p1")
    assert tab.evaluate("getComputedStyle(document.querySelector('.prose p')).direction") == "rtl"
