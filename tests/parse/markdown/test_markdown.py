from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from citaudit.model import Document, Page, ProblemKind
from citaudit.parse import parse
from tests.parse.spans import assert_in_place, assert_words_in_place

SEEDS = Path(__file__).parents[3] / "seeds"


def read(text: str, **page: str) -> Document:
    document = parse(Page("x.md", text, format="markdown", **page))  # type: ignore[arg-type]
    assert_in_place(document)
    assert_words_in_place(document)
    return document


def seed(number: str) -> Document:
    path = next(SEEDS.glob(f"{number}_*.txt"))
    document = parse(Page(path.name, path.read_text("utf-8")))
    assert_in_place(document)
    return document


def test_seed_000_figures() -> None:
    document = seed("000")
    assert len(document.notes) == 42
    assert sum(not note.body.strip() for note in document.notes) == 33
    assert len(document.markers) == 42
    assert len(document.links) == 9
    assert len({link.url for link in document.links}) == 7
    assert {marker.key for marker in document.markers} == {note.key for note in document.notes}
    assert document.links[0].text == (
        "The “Islamic State” advances in new places at Palmyra area in the eastern desert of Homs"
    )
    assert document.blocks[-1].role == "navigation"
    assert not document.problems


def test_seed_002_keeps_the_note_that_survived_as_text() -> None:
    document = seed("002")
    assert len(document.notes) == 23
    assert sum(not note.body.strip() for note in document.notes) == 20
    left = next(note for note in document.notes if note.key.startswith("<ref>"))
    inside = [link.url for link in document.links if left.span.holds(link.span)]
    assert inside == ["http://news.xinhuanet.com/mil/2016-09/02/c_129267062.htm"]
    leftovers = [p for p in document.problems if p.kind is ProblemKind.LEFTOVER_MARKUP]
    assert [p.span.of(document.page.text)[:6] for p in leftovers] == ["\\=== 2", "<ref>{"]
    heading = next(block for block in document.blocks if block.text.text == "2016年")
    assert (heading.kind, heading.level) == ("heading", 3)
    after = next(block for block in document.blocks if block.text.text.startswith("2016年8月"))
    assert after.section == ("經過", "2016年")


def test_blocks_and_sections() -> None:
    document = read(
        "# One\n\npara *a* `b` &amp; c\\*\n\n> quoted\n\n- item\n\n"
        "| h | i |\n|---|---|\n| x \\| y | z |\n"
    )
    kinds = [(block.kind, block.text.text) for block in document.blocks]
    assert kinds == [
        ("heading", "One"),
        ("paragraph", "para a b & c*"),
        ("quote", "quoted"),
        ("item", "item"),
        ("cell", "h"),
        ("cell", "i"),
        ("cell", "x | y"),
        ("cell", "z"),
    ]
    assert document.blocks[1].section == ("One",)


def test_footnotes_of_all_shapes() -> None:
    document = read(
        "A[^1] b[^long]. C^[inline http://i.example/x] d[^gone].\n\n"
        "[^1]: One <http://a.example/>\n\n[^long]: First.\n\n    Second http://b.example/b.\n"
    )
    assert [marker.key for marker in document.markers][:2] == ["1", "long"]
    notes = {note.key: note for note in document.notes}
    assert set(notes) >= {"1", "long"}
    assert notes["long"].text is not None
    assert notes["long"].text.text == "First.\nSecond http://b.example/b."
    assert "gone" not in notes
    assert [link.url for link in document.links] == [
        "http://i.example/x",
        "http://a.example/",
        "http://b.example/b",
    ]
    assert document.blocks[0].text.text == "A b. C d."
    place = document.blocks[0].text.from_page(document.markers[0].span.start)
    assert document.blocks[0].text.text[:place] == "A"


def test_labels_of_footnotes_have_no_case() -> None:
    document = read("It opened.[^Smith] It closed.[^SMITH]\n\n[^smith]: Smith, *Bridges*.\n")
    assert [marker.key for marker in document.markers] == ["smith", "smith"]


def test_a_name_with_a_target_is_a_link_and_no_citation() -> None:
    document = read("Thanks to [@lind] and [@berg].\n\n[@lind]: https://example.org/lind\n")
    assert [link.url for link in document.links] == ["https://example.org/lind"]
    assert [marker.key for marker in document.markers] == ["berg"]


@pytest.mark.parametrize(
    ("marks", "keys"),
    [
        ("[1, 3]", ["1", "3"]),
        ("[1–3]", ["1", "2", "3"]),
        ("[1，2-3]", ["1", "2", "3"]),
        ("[1, 4]", []),
        ("[3-1]", []),
        ("[3, 1]", []),
        ("[2: 3]", []),
        ("[1900-1999]", []),
    ],
)
def test_several_marks_in_one_pair_of_brackets(marks: str, keys: list[str]) -> None:
    document = read(f"It opened {marks}. It closed [2].\n\n[1] Lind.\n\n[2] Berg.\n\n[3] Falk.\n")
    assert [marker.key for marker in document.markers] == [*keys, "2"]
    prose = document.blocks[0].text.text
    assert prose == ("It opened . It closed ." if keys else f"It opened {marks}. It closed .")


def test_escaped_marks_and_a_bare_list() -> None:
    document = read("甲。\\[1\\]乙。\\[2\\]\n\n1.\n2.  [題](http://a.example/)\n")
    assert [(note.key, bool(note.body)) for note in document.notes] == [("1", False), ("2", True)]
    assert document.blocks[0].text.text == "甲。乙。"
    assert len(document.lists) == 1


def test_plain_marks_and_paragraphs_of_notes() -> None:
    document = read("One.[1][2] Two.[2]\n\nReferences\n\n[1]\n\n[2] Book,\np. 3\n\nAnd more\n")
    assert [marker.key for marker in document.markers] == ["1", "2", "2"]
    assert [note.body for note in document.notes] == ["", "Book,\np. 3\n\nAnd more"]


def test_numbers_without_a_list_are_text() -> None:
    document = read("An array a[1] and [2] are not notes.\n\n1. first\n2. second\n")
    assert not document.markers
    assert not document.notes


def test_a_numbered_reference_definition_is_a_note() -> None:
    document = read('A claim.[1]\n\n[1]: http://a.example/x "Title"\n')
    assert [marker.key for marker in document.markers] == ["1"]
    assert [note.key for note in document.notes] == ["1"]


def test_citation_keys() -> None:
    document = read("Shown [@smith04; see @doe99, p. 3].\n")
    assert [(marker.key, marker.group) for marker in document.markers] == [
        ("smith04", "@"),
        ("doe99", "@"),
    ]
    assert document.blocks[0].text.text == "Shown ."


@pytest.mark.parametrize(
    ("text", "urls"),
    [
        ('[a](http://a.example/b_(c) "t")', ["http://a.example/b_(c)"]),
        ("[a](<http://a.example/x y>)", ["http://a.example/x y"]),
        ("[a][r] [r][] [r]\n\n[r]: http://a.example/", ["http://a.example/"] * 3),
        ("![alt](http://a.example/i.png)", []),
        ("[![alt](i.png)](http://a.example/)", ["http://a.example/"]),
        ("`http://a.example/`\n\n    http://b.example/\n\n```\nhttp://c.example/\n```", []),
        ("**http://a.example/x**", ["http://a.example/x"]),
        ("http://a.example/_", ["http://a.example/_"]),
        ("<a href='http://a.example/?a&amp;b'>x</a>", ["http://a.example/?a&b"]),
        ("x <a href='http://a.example/'>http://a.example/</a>", ["http://a.example/"]),
        ("x <a href='#a'>http://a.example/</a>", ["http://a.example/"]),
        ("<!-- http://a.example/ -->", []),
        ('[甲](https://zh.wikipedia.org/wiki/甲 "wikilink") [b](../Page/b.md)', []),
        ("[a](mailto:x@a.example) [b](#c) [d](/e)", []),
        ("[x](//a.example/y)", ["https://a.example/y"]),
        ('<Card\n  href="http://a.example/"\n>\nx\n</Card>', ["http://a.example/"]),
        (
            '<table><tr><td><a href="http://a.example/">x</a></td></tr></table>',
            ["http://a.example/"],
        ),
        ("[x](https://a.test/?a=1&copy=2)", ["https://a.test/?a=1&copy=2"]),
        (
            "https://a.test/?a=1&copy=2 <https://a.test/&reg>",
            ["https://a.test/?a=1&copy=2", "https://a.test/&reg"],
        ),
        ('<a href="https://a.test/?a=1&copy=2">x</a>', ["https://a.test/?a=1&copy=2"]),
        (
            "<code>https://a.test/a</code> <kbd>https://a.test/b</kbd> https://a.test/c",
            ["https://a.test/c"],
        ),
        (
            '<code><a href="https://a.test/a">x</a></code> </code> https://a.test/c',
            ["https://a.test/a", "https://a.test/c"],
        ),
    ],
)
def test_links(text: str, urls: list[str]) -> None:
    assert [link.url for link in read(text).links] == urls


def test_conversion_marks_read_clean() -> None:
    text = "用[-{zh-cn:步兵战车;zh-tw:裝步戰車;}-](http://a.example/)和-{鳳凰}-與-{H|zh-cn:甲}-。"
    assert read("国际" + text, language="zh").blocks[0].text.text == "国际用步兵战车和鳳凰與。"
    assert "裝步戰車" in read("國際" + text, language="zh").blocks[0].text.text


def test_errors_printed_in_a_page() -> None:
    document = read(
        '8.  缺标题 ([帮助](https://zh.wikipedia.org/wiki/Help:引文格式1错误#bad_date "wikilink"))'
    )
    assert document.printed_errors == ("bad_date",)
    document = read("Text. Cite error: Invalid <ref> tag; no text was provided for refs named x")
    assert document.printed_errors == ("cite_error_references_no_text",)


def test_raw_wikitext() -> None:
    document = read("A.\n\n```{=mediawiki}\n{{cite web|url=http://a.example/|title=T}}\n```\n")
    assert [link.url for link in document.links] == ["http://a.example/"]


def test_code_that_runs_over_a_line_in_a_list_stays_in_place() -> None:
    document = read("- one `two\n  three` four\n\n> a `b\n> c` d\n")
    assert [block.text.text for block in document.blocks] == ["one two three four", "a b c d"]


def test_citation_templates_left_in_the_text() -> None:
    document = read(
        "- {{cite book|title=T|url=http://a.example/}}\n\n甲{{來源請求|date=2010}}。 {{ x }}\n"
    )
    assert [template.name for template in document.templates][:1] == ["cite book"]
    assert [link.url for link in document.links] == ["http://a.example/"]
    assert len(document.requests) == 1
    assert document.blocks[-1].text.text == "甲。 "


def test_empty_definitions_and_attributes_of_headings() -> None:
    document = read(
        "甲[^1]乙[^2]。\n\n## References {#refs .x}\n\n[^1]:\n\n[^2]: [題\n    目](http://a.example/)\n"
    )
    assert [(note.key, bool(note.body)) for note in document.notes] == [("1", False), ("2", True)]
    assert document.blocks[-1].text.text == "References"
    assert document.links[0].text == "題目"


def test_roles() -> None:
    document = read("## Life\n\nx\n\n## References\n\n- a book\n\n## See also\n\n- b\n")
    assert [block.role for block in document.blocks if block.kind != "heading"] == [
        None,
        "reference-list",
        "see-also",
    ]


@pytest.mark.parametrize(
    "text",
    ["[[" * 200_000, "> " * 300 + "x", "<ref>" * 100_000, "- " * 200 + "x", "a" * 1_000_000],
)
def test_what_is_left_out_is_said(text: str) -> None:
    document = parse(Page("x.md", text, format="markdown", language="en"))
    assert any(problem.kind is ProblemKind.UNREADABLE for problem in document.problems)


@pytest.mark.timeout(5)
@pytest.mark.parametrize(
    "piece",
    [
        "[[",
        "[a](",
        "![",
        "^[",
        "*a _b",
        "`a``",
        '<a b="',
        "<!--",
        "{{",
        "-{",
        "[^1",
        "[@a;",
        "http://",
    ],
)
def test_hostile_passages_take_no_time(piece: str) -> None:
    assert_in_place(parse(Page("x.md", (piece * 40 + "\n") * 40, format="markdown", language="en")))


PIECES = [
    "[",
    "]",
    "(",
    ")",
    "*",
    "_",
    "**",
    "`",
    "``",
    "~~~\n",
    "```\n",
    "# ",
    "> ",
    "- ",
    "1. ",
    "\n",
    "\n\n",
    "    ",
    "\t",
    "\\",
    "\\[1\\]",
    "[1]",
    "[^1]",
    "[^1]: ",
    "^[",
    "![",
    "](http://a.example/x)",
    "[a]: ",
    "http://a.example/b",
    "<http://a.example/>",
    "<a href='http://a.example/'>",
    "</a>",
    "<br>",
    "<div>",
    "</div>",
    "<ref>",
    "</ref>",
    "<ref name=x />",
    "{{",
    "}}",
    "-{",
    "}-",
    "|",
    "|-|-|\n",
    "&amp;",
    "&lt",
    "<!--",
    "-->",
    "---\n",
    "===\n",
    "\\=== X ===\n",
    "[@a; @b]",
    "\r\n",
    "\r",
    "\0",
    "中文。",
    "word ",
    "\ue000",
    "Category:X",
    '"wikilink")',
    "<td>",
    "\u2028",
]


@settings(max_examples=300, deadline=None)
@example("]]\\[1\\]")
@example("\\[1\\]]] word")
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_any_page_is_read_in_place(text: str) -> None:
    document = parse(Page("x.md", text, format="markdown", origin="pandoc", language="zh"))
    assert_in_place(document)
    prose = [block.span for block in document.blocks]
    for marker in document.markers:
        in_note = any(note.span.holds(marker.span) for note in document.notes)
        assert in_note or any(span.holds(marker.span) for span in prose)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_in_place(text: str) -> None:
    assert_in_place(parse(Page("x.md", text, format="markdown")))


def test_code_that_shows_notes_is_no_problem() -> None:
    document = read(
        "One `<ref\nname='a'>` two.\n\n    A.<ref>B, p. 12 C.\n\n    \\== D ==\n\n"
        "- item\n\n      E.<ref>F\n\nG.<ref>H\n"
    )
    [problem] = document.problems
    assert problem.kind is ProblemKind.UNCLOSED_REFERENCE
    assert document.page.text[: problem.span.start].endswith("G.")
