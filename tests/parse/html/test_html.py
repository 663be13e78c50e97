# ruff: noqa: E501  the pages are long lines
from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citaudit.model import Document, Page, ProblemKind
from citaudit.parse import parse
from tests.parse.spans import assert_in_place, assert_words_in_place


def read(text: str) -> Document:
    document = parse(Page("x.html", text, format="html"))
    assert_in_place(document)
    assert_words_in_place(document)
    return document


def test_blocks() -> None:
    document = read(
        "<h1>One</h1><p>A <b>b</b>&nbsp;c &amp;\n d<p>next<ul><li>x<li>y</ul>"
        "<blockquote cite='http://q.example/'>q</blockquote><table><caption>t<tr><td>1<td>2</table>"
    )
    assert [(block.kind, block.text.text) for block in document.blocks] == [
        ("heading", "One"),
        ("paragraph", "A b c & d"),
        ("paragraph", "next"),
        ("item", "x"),
        ("item", "y"),
        ("quote", "q"),
        ("caption", "t"),
        ("cell", "1"),
        ("cell", "2"),
    ]
    assert document.blocks[1].section == ("One",)
    assert [link.url for link in document.links] == ["http://q.example/"]


def test_what_no_reader_sees() -> None:
    document = read(
        "<head><title>t</title></head><script>var a='<p>x'</script><style>p{}</style>"
        "<p hidden>h</p><p style='display: none'>d</p><!-- <p>c</p> --><p>seen</p>"
    )
    assert [block.text.text for block in document.blocks] == ["seen"]


def test_navigation_holds_no_statements() -> None:
    document = read("<nav><a href='http://n.example/'>n</a></nav><p>x</p><footer>f</footer>")
    assert [block.role for block in document.blocks] == ["navigation", None, "navigation"]
    assert [link.url for link in document.links] == ["http://n.example/"]


LEGACY = (
    "<div class='mw-parser-output'><p>One<sup id='cite_ref-1' class='reference'>"
    "<a href='#cite_note-1'>&#91;1&#93;</a></sup> two<sup id='cite_ref-n_2-0' class='reference'>"
    "<a href='#cite_note-n-2'>[2]</a></sup><sup id='cite_ref-n_2-1' class='reference'>"
    "<a href='#cite_note-n-2'>[2]</a></sup> ghost<sup id='cite_ref-g_3-0' class='reference'>"
    "<a href='#cite_note-g-3'>[3]</a></sup> <a href='/wiki/X'>in</a> "
    "<a class='extiw' href='https://de.wikipedia.org/wiki/X'>de</a></p>"
    "<ol class='references'><li id='cite_note-1'><span class='mw-cite-backlink'><b>"
    "<a href='#cite_ref-1'>^</a></b></span> <span class='reference-text'>"
    "<a rel='nofollow' class='external text' href='http://a.example/'>T</a>. P.</span></li>"
    "<li id='cite_note-n-2'><span class='mw-cite-backlink'>^ <sup><a href='#cite_ref-n_2-0'>a</a>"
    "</sup></span> <span class='reference-text'></span></li>"
    "<li id='cite_note-g-3'><span class='mw-cite-backlink'>^</span> <span class='error "
    "mw-ext-cite-error'>Cite error: no text was provided for refs named g</span></li></ol></div>"
)


def test_names_of_what_unfolds_are_no_statements() -> None:
    document = read(
        "<details open><summary>Ten examples of 1999</summary><p>One.</p></details>"
        "<div class='admonition note'><p class='admonition-title'>Since 2.0</p><p>Two.</p></div>"
        "<div class='tabbed-labels'><label>Linux 5</label></div><p>Three.</p>"
        "<dl><dt class='sig sig-object py'>foo(a=1)</dt><dd><p>Four.</p></dd></dl>"
        "<div class='table-of-contents'><ul><li>In 1999</li></ul></div>"
    )
    plain = [block.text.text for block in document.blocks if not block.role]
    assert plain == ["One.", "Two.", "Three.", "Four."]


def test_mediawiki_legacy() -> None:
    document = read(LEGACY)
    assert [marker.key for marker in document.markers] == [
        "cite_note-1",
        "cite_note-n-2",
        "cite_note-n-2",
        "cite_note-g-3",
    ]
    assert [(note.key, note.name, note.text and note.text.text) for note in document.notes] == [
        ("cite_note-1", None, "T. P."),
        ("cite_note-n-2", "n", ""),
    ]
    assert [(link.url, link.text) for link in document.links] == [("http://a.example/", "T")]
    assert document.printed_errors == ("cite_error_references_no_text",)
    assert document.blocks[0].text.text == "One two ghost in de"
    assert len(document.lists) == 1


PARSOID = (
    '<html prefix="mw: http://mediawiki.org/rdf/"><body class="mw-parser-output"><p>A'
    '<sup class="mw-ref reference" typeof="mw:Extension/ref" data-mw=\'{"name":"ref","attrs":'
    '{"group":"g"}}\'><a href="./P#cite_note-1" data-mw-group="g"><span>[g 1]</span></a></sup> B'
    '<sup class="mw-ref reference" typeof="mw:Extension/ref mw:Error" data-mw=\'{"name":"ref",'
    '"attrs":{"name":"d"},"errors":[{"key":"cite_error_references_duplicate_key"}]}\'>'
    '<a href="./P#cite_note-d-2"><span>[1]</span></a></sup></p><ol class="mw-references references" '
    'data-mw-group="g"><li id="cite_note-1"><a href="./P#cite_ref-1" rel="mw:referencedBy">x</a> '
    '<span class="mw-reference-text"><cite typeof="mw:Transclusion" data-mw=\'{"parts":[{"template":'
    '{"target":{"wt":"cite web\\n"},"params":{"url":{"wt":"http://a.example/"},"title":{"wt":"T > U"}'
    '}}}]}\'><a rel="mw:ExtLink" href="http://a.example/">T > U</a></cite></span></li></ol>'
)


def test_parsoid() -> None:
    document = read(PARSOID)
    assert [(marker.key, marker.group) for marker in document.markers] == [
        ("cite_note-1", "g"),
        ("cite_note-d-2", ""),
    ]
    (note,) = document.notes
    assert note.group == "g"
    assert note.templates[0].name == "cite web"
    assert {field.name: field.value for field in note.templates[0].fields} == {
        "url": "http://a.example/",
        "title": "T > U",
    }
    errors = [p.id for p in document.problems if p.kind is ProblemKind.CITE_ERROR]
    assert errors == ["references_duplicate_key"]


GENERATORS = {
    "hugo": (
        "<p>x<sup id='fnref:1'><a href='#fn:1' class='footnote-ref' role='doc-noteref'>1</a></sup></p>"
        "<div class='footnotes' role='doc-endnotes'><hr><ol><li id='fn:1'><p>Note "
        "<a href='http://a.example/'>t</a>&#160;<a href='#fnref:1' class='footnote-backref' "
        "role='doc-backlink'>&#x21a9;&#xfe0e;</a></p></li></ol></div>"
    ),
    "pandoc": (
        "<p>x<a href='#fn1' class='footnote-ref' id='fnref1' role='doc-noteref'><sup>1</sup></a></p>"
        "<section id='footnotes' class='footnotes'><ol><li id='fn1'><p>Note <a href="
        "'http://a.example/'>t</a><a href='#fnref1' class='footnote-back'>↩︎</a></p></li></ol></section>"
    ),
    "kramdown": (
        "<p>x<sup id='fnref:a' role='doc-noteref'><a href='#fn:a' class='footnote' rel='footnote'>1"
        "</a></sup></p><div class='footnotes' role='doc-endnotes'><ol><li id='fn:a' "
        "role='doc-endnote'><p>Note <a href='http://a.example/'>t</a> <a href='#fnref:a' "
        "class='reversefootnote' role='doc-backlink'>&#8617;</a></p></li></ol></div>"
    ),
    "github": (
        "<p>x<sup><a href='#user-content-fn-1-9' id='user-content-fnref-1-9' data-footnote-ref "
        "aria-describedby='footnote-label'>1</a></sup></p><section data-footnotes class='footnotes'>"
        "<h2 id='footnote-label' class='sr-only'>Footnotes</h2><ol><li id='user-content-fn-1-9'><p>"
        "Note <a href='http://a.example/'>t</a> <a href='#user-content-fnref-1-9' "
        "data-footnote-backref>↩</a></p></li></ol></section>"
    ),
    "sphinx": (
        "<p>x<a class='footnote-reference brackets' href='#id2' id='id1' role='doc-noteref'><span "
        "class='fn-bracket'>[</span>1<span class='fn-bracket'>]</span></a></p><aside class='footnote "
        "brackets' id='id2' role='doc-footnote'><span class='label'><span class='fn-bracket'>[</span>"
        "<a role='doc-backlink' href='#id1'>1</a><span class='fn-bracket'>]</span></span><p>Note "
        "<a href='http://a.example/'>t</a></p></aside>"
    ),
    "sphinx, definition list": (
        "<p>x<a class='footnote-reference brackets' href='#id2' id='id1'>1</a></p><dl class='footnote "
        "brackets'><dt class='label' id='id2'><span class='brackets'><a class='fn-backref' "
        "href='#id1'>1</a></span></dt><dd><p>Note <a href='http://a.example/'>t</a></p></dd></dl>"
    ),
    "sphinx, table": (
        "<p>x<a class='footnote-reference' href='#id2' id='id1'>[1]</a></p><table class='docutils "
        "footnote' id='id2'><tbody><tr><td class='label'><a class='fn-backref' href='#id1'>[1]</a></td>"
        "<td>Note <a href='http://a.example/'>t</a></td></tr></tbody></table>"
    ),
    "wordpress": (
        "<p>x<sup data-fn='u-1' class='fn'><a href='#u-1' id='u-1-link'>1</a></sup></p><ol class="
        "'wp-block-footnotes'><li id='u-1'>Note <a href='http://a.example/'>t</a> <a href='#u-1-link' "
        "aria-label='Jump'>↩︎</a></li></ol>"
    ),
    "by hand": (
        "<p>x<sup><a href='#n1'>1</a></sup></p><p><a name='n1'></a>Note <a href='http://a.example/'>t</a></p>"
    ),
}


@pytest.mark.parametrize("name", GENERATORS)
def test_footnotes_of_generators(name: str) -> None:
    document = read(GENERATORS[name])
    assert len(document.markers) == len(document.notes) == 1
    (note,) = document.notes
    assert document.markers[0].key == note.key
    assert note.text is not None
    assert note.text.text.strip("[]1 ↩︎") == "Note t"
    assert [link.url for link in document.links] == ["http://a.example/"]
    assert note.span.holds(document.links[0].span)
    assert [block.text.text for block in document.blocks if not block.role] == ["x"]


@pytest.mark.parametrize(
    ("text", "urls"),
    [
        ("<a rel=nofollow href=http://a.example/x>y</a>", ["http://a.example/x"]),
        (
            "<a href='//a.example/x'>y</a> <a href='/b'>c</a> <a href='mailto:x@a.example'>m</a>",
            ["https://a.example/x"],
        ),
        ("<p>see http://a.example/x, or</p>", ["http://a.example/x"]),
        ("<pre>http://a.example/<a href='http://b.example/'>b</a></pre>", []),
        ("<code>http://a.example/</code>", []),
        (
            "<x-y href='http://a.example/' src='http://b.example/'></x-y>",
            ["http://a.example/", "http://b.example/"],
        ),
        ("<img src='http://a.example/i.png'>", []),
        ("<q cite='http://a.example/'>said</q>", ["http://a.example/"]),
        ('<a href="https://a.test/?a=1&copy=2">x</a>', ["https://a.test/?a=1&copy=2"]),
        ("<p>https://a.test/?a=1&copy=2</p>", ["https://a.test/?a=1&copy=2"]),
    ],
)
def test_links(text: str, urls: list[str]) -> None:
    assert sorted(link.url for link in read(text).links) == urls


def test_requests_for_a_source_are_no_prose() -> None:
    document = read(
        "<p>Said so.<sup class='noprint Template-Fact'>[<a href='/wiki/X'><span title='This claim "
        "needs a source (May 2010)'>citation needed</span></a>]</sup></p>"
    )
    assert [(asked.name, asked.since) for asked in document.requests] == [
        ("citation needed", "May 2010")
    ]
    assert document.blocks[0].text.text == "Said so."


def test_errors_of_citation_templates() -> None:
    document = read(
        "<p><cite>T</cite><span class='cs1-visible-error citation-comment'>Check date "
        "(<a href='/wiki/Help:CS1_errors#bad_date'>help</a>)</span><span class='cs1-maint'>hidden "
        "<a href='/wiki/Help:CS1_errors#url_access'>help</a></span></p>"
    )
    assert document.printed_errors == ("bad_date",)


@pytest.mark.parametrize(
    "text",
    ["<div>" * 10_000 + "x", "<!-- " * 1_000, "<script>" * 1_000, "x <a b", "a" * 1_000_000],
)
def test_what_is_left_out_is_said(text: str) -> None:
    document = parse(Page("x.html", text, format="html", language="en"))
    assert any(problem.kind is ProblemKind.UNREADABLE for problem in document.problems)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('<ul><li>Mo, <span class="geo-dms">45°31′36″N</span></li></ul>', ["Mo,"]),
        ('<p>Mo.</p><div style="position: absolute; top: 9%; left: 4%;"><i>6</i></div>', ["Mo."]),
        (f'<div style="position:absolute; top:0; left:0">{"Mo is old. " * 20}</div>', 1),
    ],
)
def test_coordinates_and_labels_on_a_map_are_no_prose(text: str, wanted: object) -> None:
    seen = [block.text.text for block in parse(Page("x.html", text, "html", "en")).blocks]
    assert wanted in (seen, len(seen))


PIECES = [
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<b>",
    "</b>",
    "<a href='#n'>",
    "<a href=http://a.example/>",
    "</a>",
    "<sup class='reference'>",
    "<sup>",
    "</sup>",
    "<li id='n'>",
    "<li id='cite_note-1'>",
    "</li>",
    "<ol class='references'>",
    "</ol>",
    "<table>",
    "<tr>",
    "<td>",
    "</table>",
    "<br>",
    "<br/>",
    "<x-y />",
    "<a href='#cite_note-1'>",
    "<span class='reference-text'>",
    "</span>",
    "<h2>",
    "</h2>",
    "<pre>",
    "</pre>",
    "<!--",
    "-->",
    "<script>",
    "</script>",
    "<q>",
    "</q>",
    "<",
    ">",
    '<a b="',
    "&amp;",
    "&",
    "&#0;",
    "\0",
    "\r\n",
    "  ",
    "\n",
    "words",
    "中文。",
    "http://a.example/x",
    "1",
    "<dt>",
    "<dd>",
    "<title>",
    "</title>",
    "<body>",
    "</body>",
    "<head>",
    "<html>",
    "<nav>",
    "</nav>",
    "\ue0000;",
    "<select>",
    "<form>",
    "</form>",
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_any_page_is_read_in_place(text: str) -> None:
    document = parse(Page("x.html", text, format="html", language="en"))
    assert_in_place(document)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_in_place(text: str) -> None:
    assert_in_place(parse(Page("x.html", text, format="html", language="en")))


@pytest.mark.parametrize("hidden", ["div id='js_content'", "main", "body"])
def test_a_body_that_a_script_was_to_show_is_read(hidden: str) -> None:
    style = "style='visibility: hidden; opacity: 0;'"
    document = read(f"<{hidden} {style}><p>Seen.</p><p {style}>Not seen.</p></{hidden.split()[0]}>")
    assert [block.text.text for block in document.blocks] == ["Seen."]


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "page",
    [
        "<p>[1]" * 10_000,
        "<p>x<sup>1</sup>" * 10_000,
        "<span>[1]</span><p>x</p>" * 10_000,
        "<p>x [1]<h2>Notes</h2><ol>" + "<li>y" * 10_000,
        "<h2>Notes</h2>" + "<p>x<a href='#n'>[1]</a><p id=n>" * 5_000,
        "[" * 50_000 + "<a href='#n'>1</a>" * 5_000 + "<p id=n>x",
    ],
)
def test_numbers_without_end_are_read_in_time(page: str) -> None:
    parse(Page("x.html", page, format="html", language="en"))


def test_what_stands_around_the_main_part_is_navigation() -> None:
    document = read(
        "<div id='help'><h2>Shortcuts</h2><p>Press S to search.</p></div><main><h1>T</h1>"
        "<p>It opened in 1932 on a Sunday.</p><nav>n</nav></main><div><p>Last changed in 2020.</p></div>"
    )
    plain = [(block.text.text, block.section) for block in document.blocks if not block.role]
    assert plain == [("T", ()), ("It opened in 1932 on a Sunday.", ("T",))]


@pytest.mark.parametrize(
    "page",
    [
        "<main><p>One.</p></main>" + "<p>Two and three.</p>" * 20,  # most of it stands outside
        "<div><main><p>One.</p></main><main><p>Two.</p></main></div><p>Three.</p>",
        "<main></main><p>One.</p><p>Two.</p><p>Three.</p>",
    ],
)
def test_a_main_part_that_is_none_hides_nothing(page: str) -> None:
    assert all(block.role is None for block in read(page).blocks)


@pytest.mark.parametrize(
    "around",
    [
        "div class='navbar'",
        "div id='footer'",
        "span class='theme-last-updated'",
        "div class='pagination-nav'",
        "ul class='menu__list'",
    ],
)
def test_bars_and_footers_are_navigation(around: str) -> None:
    document = read(f"<p>One.</p><{around}><p>Last changed in 2020.</p></{around.split()[0]}>")
    assert [block.text.text for block in document.blocks if not block.role] == ["One."]
