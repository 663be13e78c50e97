"""The overview of a dump: the figures of the audit, samples of the rest, one file."""

from __future__ import annotations

import asyncio
import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from importlib import resources
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, expect

from citaudit.config import Config
from citaudit.model import Page, Report
from citaudit.pipeline import reported
from citaudit.read.block import contents
from citaudit.read.dump import blocks, opened
from citaudit.report.html.overview import report_view
from citaudit.report.html.view import Bar, Unchecked
from citaudit.report.html.wiki import render_wiki
from citaudit.report.html.words import words
from citaudit.scale.overview import overview
from citaudit.scale.run import Order, audit_dump
from tests.cli.command import citaudit
from tests.html.browser import chromium, violations
from tests.scale.dumps import Entry, article, multistream, xml
from tests.scale.hosts import serving

HOSTILE = Entry(
    "<script>alert(1)</script>",
    "“It has 300 towers,” said the mayor.\n\nIt fell in <b>1950</b>.<ref></ref>\n",
    900,
)
ENTRIES = [
    *(article(number) for number in range(1, 60)),
    Entry("Old bridge", "#REDIRECT [[Bridge 1]]", 700, redirect="Bridge 1"),
    HOSTILE,
]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("overview") / "dump.xml"
    path.write_bytes(xml(ENTRIES))
    return path


@pytest.fixture(scope="module")
def out(path: Path) -> Path:
    audit_dump(Order(path, path.parent / "out"), Config(jobs=1))
    return path.parent / "out"


@pytest.fixture(scope="module")
def file(out: Path) -> Path:
    path = out.parent / "overview.html"
    done = citaudit("query", str(out), "--html", str(path))
    assert done.status == 0, done.err
    return path


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


def page_by_page(path: Path) -> Report:
    known = opened(path)
    pages: list[Page] = [
        each.page
        for block in blocks(known)
        for each in contents(block, known.site, frozenset({0})).articles
    ]
    return asyncio.run(reported(pages, Config(offline=True, jobs=1)))


def parts(bar: Bar) -> dict[str, int]:
    return {part.key: part.n for part in bar.parts}


def test_the_figures_are_those_of_the_audit(path: Path, out: Path) -> None:
    audit, wiki = report_view(page_by_page(path), None, "en"), overview(out)
    assert wiki.gauges == audit.gauges
    assert wiki.leads == audit.leads
    assert parts(wiki.support) == parts(audit.support)
    assert parts(wiki.references) == parts(audit.references)
    assert wiki.links.total == sum(
        link.role != "identifier"
        for page in page_by_page(path).pages
        for link in page.citations.document.links
    )
    found = {rule.code: rule.n for rule in audit.rules if rule.n}
    assert {rule.code: rule.n for rule in wiki.rules} == found
    assert wiki.findings == sum(found.values())


def test_samples_name_their_place(path: Path, out: Path) -> None:
    view = overview(out)
    only = next(rule for rule in view.rules if rule.code == "CLM008")
    [hostile] = only.samples
    assert hostile.page == HOSTILE.title
    assert hostile.line == 3
    assert hostile.excerpt.startswith("It fell in <b>1950</b>.")
    assert hostile.statement == "It fell in 1950."
    assert hostile.href
    assert hostile.href.startswith("https://wiki.example/wiki/%3Cscript")
    assert all(0 < len(rule.samples) <= 5 for rule in view.rules)
    assert sum(rule.n for rule in view.rules) > sum(len(rule.samples) for rule in view.rules)
    empty = next(rule for rule in view.rules if rule.code == "REF001")
    assert (empty.n, empty.pages) == (60, 60)
    assert view.worst[0].unsourced >= view.worst[-1].unsourced
    assert view.categories[0].name.startswith("Bridges of county")
    assert [(host.host, host.bad, host.total) for host in view.hosts] == [("127.0.0.1", 0, 118)]


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant"])
def test_the_overview_of_a_chinese_wiki_says_all_of_it_in_chinese(out: Path, language: str) -> None:
    soup = BeautifulSoup(render_wiki(replace(overview(out), language=language)), "lxml")
    said = soup.select(".samples .msg, #unchecked [data-w]")
    assert len(said) > 10
    assert not soup.select(".msg [lang=en], #unchecked [lang=en]")
    assert all(re.search("[\u4e00-\u9fff]{2}", each.get_text()) for each in said)


def test_it_is_one_small_file_that_says_the_same_every_time(out: Path, file: Path) -> None:
    text = file.read_text("utf-8")
    assert text == render_wiki(overview(out))
    assert len(text) < 200_000
    assert "<script>alert" not in text
    assert not re.search(r"""(?:src|srcset|action)=["']?(?!data:)\w+:""", text)
    assert not re.search(r"@import|url\((?!data:)", text)
    assert "default-src 'none'" in text


def test_what_is_missing_is_told(tmp_path: Path) -> None:
    path = multistream(tmp_path, ENTRIES)
    data = bytearray(path.read_bytes())
    hurt = opened(path).offsets[2] + 60
    data[hurt : hurt + 40] = bytes(40)
    path.write_bytes(data)
    audit_dump(Order(path, tmp_path / "out"), Config(jobs=1))
    unchecked = overview(tmp_path / "out").unchecked
    [block] = [each for each in unchecked if each.kind == "blocks"]
    assert (block.n, block.what[0][:20]) == (1, "block 2 at byte " + str(hurt - 60)[:4])
    assert Unchecked("redirects", (), "", 1) in unchecked
    [links] = [each for each in unchecked if each.kind == "links"]
    assert (links.why, links.n) == ("offline", 2 * 49)
    [rules] = [each for each in unchecked if each.kind == "rules"]
    assert "URL002" in rules.what


def test_a_run_that_is_not_over_says_so(path: Path, out: Path, tmp_path: Path) -> None:
    audit_dump(Order(path, tmp_path / "out"), Config(jobs=1))
    unit = tmp_path / "out/text/units/0000064.arrow"
    unit.write_bytes(b"a block of the next segment")
    view = overview(tmp_path / "out")
    assert view.loose == 1
    assert "1 block is done" in render_wiki(view)
    assert "not over" not in re.sub(r"(?s)<script.*?</script>", "", render_wiki(overview(out)))


def test_links_that_were_looked_at(tmp_path: Path) -> None:
    with serving() as hosts:
        base = f"http://127.0.0.1:{hosts.port}"
        cited = [
            f"[{base}/gone/1 Gone for ever]",
            f"[{base}/a/2 A page] and [{base}/gone/3 another]",
            f"[{base}/a/4 A page that stands]",
            "''A book'', Oxford, 1950, p. 4",
        ]
        text = "".join(
            f"It was {n} so in 190{n}.<ref>{each}</ref>\n\n" for n, each in enumerate(cited)
        )
        dump = multistream(tmp_path, [Entry("Bridge", text, 50)])
        words = ("--links", "--allow-private", "--isolated", "--host-interval", "0", "-j", "1")
        out = tmp_path / "out"
        done = citaudit(
            "dump", str(dump), "-o", str(out), *words, "--cache-dir", str(tmp_path / "cache")
        )
        assert done.status == 0, done.err
    view = overview(out)
    assert view.seen
    assert parts(view.references) == {"dead": 1, "risk": 1, "alive": 1, "offline": 1}
    assert parts(view.links) == {"dead": 2, "alive": 2}
    assert [(host.host, host.bad, host.total) for host in view.hosts] == [("127.0.0.1", 2, 4)]
    [rules] = [each for each in view.unchecked if each.kind == "rules"]
    assert "URL002" not in rules.what
    assert "ARC001" in rules.what
    assert view.gauges[0].n < view.gauges[1].n


def test_a_folder_without_tables(tmp_path: Path) -> None:
    done = citaudit("query", str(tmp_path), "--html", str(tmp_path / "a.html"))
    assert done.status == 2
    assert "holds no run" in done.err
    both = citaudit("query", str(tmp_path), "from pages", "--html", str(tmp_path / "a.html"))
    assert "--html" in both.err
    assert not (tmp_path / "a.html").exists()


def test_tables_of_another_version_or_lost(path: Path, tmp_path: Path) -> None:
    audit_dump(Order(path, tmp_path / "out"), Config(jobs=1))
    [table] = (tmp_path / "out/text/findings").iterdir()
    pq.write_table(pq.read_table(table).drop_columns(["line"]), table)
    done = citaudit("query", str(tmp_path / "out"), "--html", str(tmp_path / "a.html"))
    assert done.status == 2
    assert "another version" in done.err
    table.unlink()
    for question in (("--html", str(tmp_path / "a.html")), ("coverage",)):
        done = citaudit("query", str(tmp_path / "out"), *question)
        assert done.status == 2
        assert "cannot be read" in done.err


def test_a_file_that_cannot_be_written(out: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = citaudit("query", str(out), "--html", str(tmp_path / "file/overview.html"))
    assert done.status == 3
    assert "cannot be written" in done.err


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_in_a_browser(browser: Browser, file: Path, width: int, theme: str) -> None:
    tab = browser.new_page(
        viewport={"width": width, "height": 900},
        color_scheme=theme,  # type: ignore[arg-type]
    )
    troubles: list[str] = []
    tab.on("console", lambda message: troubles.append(message.text))
    tab.on("pageerror", lambda error: troubles.append(str(error)))
    tab.on(
        "request",
        lambda asked: asked.url.startswith(("file:", "data:")) or troubles.append(asked.url),
    )
    tab.goto(file.as_uri())
    for language, title in (("en", "Findings by rule"), ("zh-Hant", "各規則的問題")):
        tab.select_option("#lang", language)
        expect(tab.locator("#findings h2")).to_have_text(title)
        expect(tab.locator("html")).to_have_attribute("lang", language)
        tab.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
        assert tab.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        assert violations(tab) == []
        said = tab.locator(".samples .msg").first.text_content() or ""
        assert bool(re.search("[\u4e00-\u9fff]", said)) == (language != "en")
    tab.click("#theme")
    expect(tab.locator("html")).to_have_attribute(
        "data-theme", "dark" if theme == "light" else "light"
    )
    tab.evaluate("localStorage.clear()")
    tab.close()
    assert troubles == []


def test_every_language_has_every_word() -> None:
    folder = resources.files("citaudit.report.html")
    english, *others = (
        tomllib.loads((folder / "words" / f"wiki-{code}.toml").read_text("utf-8"))
        for code in ("en", "zh-Hant", "zh-Hans")
    )
    for spoken in others:
        assert set(spoken) == set(english)
        for key, text in spoken.items():
            assert ("{n}" in text) == ("{n}" in english[key]), key
    template = (folder / "templates" / "wiki.html.jinja").read_text("utf-8")
    asked = set(re.findall(r'(?:t|a|word)\("([a-z_.]*[a-z_])"[,) ]', template))
    assert asked <= set(english) | set(words("en"))
    known = {key for key in english if key.startswith("wiki.")}
    assert {key for key in asked if key.startswith("wiki.")} == known
    assert {"unchecked.blocks", "unchecked.pages"} <= set(english)
