from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from citaudit.model import Page
from citaudit.parse.formats import _BY_EXTENSION, format_of, identified
from citaudit.parse.languages import language_of
from citaudit.read.files import TEXT_SUFFIXES
from citaudit.text.scripts import chinese_script
from citaudit.text.sections import kind, kind_of_path

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.md", "{{cite web}}", "markdown"),
        ("a.wikitext", "# heading", "wikitext"),
        ("a.HTML", "x", "html"),
        ("a.txt", "== Title ==\n'''X''' is [[y]].<ref>z</ref>", "wikitext"),
        ("a.txt", "# Title\n\n[x](http://example.org) and [^1]\n\n[^1]: y", "markdown"),
        ("a.txt", "<!DOCTYPE html><p>x", "html"),
        ("-", "<p>one</p><p>two</p><p>three</p>", "html"),
        ("-", "no marks at all", "markdown"),
        ("-", "", "markdown"),
    ],
)
def test_format(name: str, text: str, expected: str) -> None:
    assert format_of(name, text) == expected


def test_folders_and_hooks_look_for_every_extension_that_stands_for_a_format() -> None:
    assert {*_BY_EXTENSION, ".txt"} == TEXT_SUFFIXES
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    for hook in hooks:
        for extension in TEXT_SUFFIXES:
            assert re.search(hook["files"], f"docs/a{extension}"), extension


def test_a_preset_is_never_overruled() -> None:
    page = identified(Page("a.md", "# x", format="wikitext", language="xx"))
    assert (page.format, page.language) == ("wikitext", "xx")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("这是一篇关于中国历史的文章。", "zh"),
        ("本條目介紹臺灣的歷史。", "zh"),
        ("これは日本の歴史についての記事です。", "ja"),
        ("이 문서는 역사에 관한 것이다.", "ko"),
        ("The history of the town was written by its people.", "en"),
        ("Die Geschichte der Stadt wurde von den Bürgern und dem Rat geschrieben.", "de"),
        ("Это статья об истории города.", "ru"),
        ("12345", "und"),
    ],
)
def test_language(text: str, expected: str) -> None:
    assert language_of(text) == expected


def test_language_is_that_of_the_prose_not_of_the_citations() -> None:
    note = "<ref>{{cite web|title=A long English title that was cited|url=http://e.org/x}}</ref>"
    assert language_of(f"这是一篇关于历史的文章。{note}" * 5) == "zh"


def test_an_html_page_says_its_language() -> None:
    page = identified(
        Page("x.html", '<html class="a" lang="fr-CA"><p>The words of the page</p></html>')
    )
    assert page.language == "fr"


@pytest.mark.parametrize("start", ["<html>", "<html lang=''>"])
def test_scripts_and_styles_are_in_no_language(start: str) -> None:
    script = f"<script>{'// this is the first of the items' * 2_000}</script>"
    style = f"<STYLE>{'p { margin: 1em 2em }' * 200}</STYLE>"
    for body, expected in (("大桥于1932年开通。", "zh"), ("It is the first of the bridges.", "en")):
        for code in (script, style, script + style):
            page = Page("x.html", f"{start}<head>{code}</head><p>{body}</p>{code}")
            assert identified(page).language == expected
    assert identified(Page("x.html", f"<p>大桥于1932年开通。</p>{script[:-9]}")).language == "zh"


def test_scripts() -> None:
    assert chinese_script("国际联盟发表声明") == "zh-hans"
    assert chinese_script("國際聯盟發表聲明") == "zh-hant"


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ('[甲](../Page/甲.md "wikilink")。\\[1\\]\n\n1.', "pandoc"),
        ("words [a](http://example.org)", None),
        ("Words.[1]\n\n[1]\n\n[2]\n", "pandoc"),
    ],
)
def test_origin(text: str, origin: str | None) -> None:
    assert identified(Page("x.md", text)).origin == origin


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("References", "references"),
        ("參考文獻", "references"),
        ("参考资料与注释", "references"),
        ("5. References", "references"),
        ("Notes and references", "notes"),
        ("外部链接", "external-links"),
        ("Véase también", "see-also"),
        ("Further reading", "bibliography"),
        ("History", None),
        ("History and notes", None),
        ("", None),
    ],
)
def test_sections(heading: str, expected: str | None) -> None:
    assert kind(heading) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (("T", "Notes"), "notes"),
        (("T", "Notes", "File flags"), None),
        (("T", "References", "Books"), "references"),
        (("T", "Notes", "Citations"), "references"),
        (("Cultural depictions", "Literature"), None),
    ],
)
def test_the_innermost_heading_that_names_a_kind_counts(
    path: tuple[str, ...], expected: str | None
) -> None:
    assert kind_of_path(path) == expected
