"""Shapes that real pages have and the gold pages do not, one small page each."""

import pytest

from citaudit.extract import extract
from citaudit.model import Page
from citaudit.parse import parse

PANDOC = '\n\n[Category:X](https://zh.wikipedia.org/wiki/Category:X "wikilink")\n'


def statements(text: str, name: str, **page: str) -> list[tuple[str, str, str]]:
    claims = extract(parse(Page(name, text, **page))).claims
    return [(str(claim.support), claim.block, claim.text) for claim in claims]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "[Mo_gate.jpg](https://zh.wikipedia.org/wiki/File:Mo_gate.jpg "
            '"fig:Mo_gate.jpg")\n**莫城**建於1402年。',
            [("none", "paragraph", "莫城建於1402年。")],
        ),
        (
            '[莫城北門](https://zh.wikipedia.org/wiki/File:Mo.jpg "fig:莫城北門") 城牆高9米。',
            [("exempt", "caption", "莫城北門"), ("none", "paragraph", "城牆高9米。")],
        ),
        (
            "[A_b.jpg](https://zh.wikipedia.org/wiki/File:A_b.jpg "
            '"fig:A_b.jpg")，攝於1931年\\]\\]\n\n城牆高9米。',
            [
                ("none", "caption", "，攝於1931年"),
                ("none", "paragraph", "城牆高9米。"),
            ],
        ),
    ],
)
def test_a_picture_that_pandoc_wrote_as_a_link_is_no_source(text, wanted):
    assert statements(text + PANDOC, "a.md", origin="pandoc") == wanted


def test_file_names_that_the_plain_writer_left_are_no_prose():
    text = (
        "Mo_gate,_1931._Photo.jpg]] MO is a town in Vell.[1]\n\n\nHistory\n\n"
        "The wall leads along the river and ends near the old paper mill in Vell.Mo_wall.JPG"
        "\n\nMo_mill.png It had 40 mills.^((ca))\n\nWalls and gates (1931)\n\n"
        "It has one gate, which nobody uses since the war ended.\n\n\n"
        "See also\n\nVell valley\n\n\nReferences\n\nMo Category:Towns Category:Walls\n\n[1]\n"
    )
    assert statements(text, "a.md", origin="pandoc") == [
        ("empty", "paragraph", "MO is a town in Vell."),
        (
            "none",
            "paragraph",
            "The wall leads along the river and ends near the old paper mill in Vell.",
        ),
        ("none", "paragraph", "It had 40 mills."),
        ("none", "paragraph", "It has one gate, which nobody uses since the war ended."),
        ("exempt", "paragraph", "Vell valley"),
    ]


@pytest.mark.parametrize(
    ("line", "support"),
    [
        ("* 1230\n** A mill is built.", "exempt"),
        ("* 1402年\n** 築城", "exempt"),
        ("* Ana Voll – production, electric guitar", "exempt"),
        ("* Ana Voll – singer, who left the band in June", "none"),
        ("* 主演：林東、何西、陳南、李北", "exempt"),
        ("* 採茶：清明前後採摘嫩葉", "none"),
        ("[[File:a.jpg|thumb|一頭牛，其中一隻角斷了]]", "exempt"),
        ("[[File:a.jpg|thumb|三頭牛]]", "none"),
        ("城門分成以下幾種：\n* 水門", "exempt"),
        ("== 參見 ==\n莫城", "exempt"),
        ("== Cultural depictions ==\n=== Literature ===\nIn the tale the wall falls.", "none"),
    ],
)
def test_what_only_names_something_is_exempt(line, support):
    assert statements(line, "a.wikitext")[0][0] == support


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("{{tsl|en|Mo Wall||莫城牆}}高9米。", "莫城牆高9米。"),
        ("{{link-en|莫城|Mo|莫}}建於1402年。", "莫建於1402年。"),
        ("{{ruby-py|莫|Mò}}城建於1402年。", "莫城建於1402年。"),
        ("參見 !Mo (歌曲)。", "參見 !Mo (歌曲)。"),
    ],
)
def test_what_is_printed_is_one_sentence(written, printed):
    assert [text for _, _, text in statements(written, "a.wikitext")] == [printed]


def test_codes_and_attributes_before_a_template_are_no_values():
    text = (
        "{{Infobox China County|admincode=330212|post code=315040|區號=574|area=814.2}}\n"
        "{{Infobox book|dewey=823/.912 20|congress=PR6029.R8 A63 2003b|isbn=0-306-40615-2}}\n"
        '{|\n| rowspan="2" {{n/a}} || 30\n|}'
    )
    assert [text for _, _, text in statements(text, "a.wikitext")] == ["814.2", "30"]


def test_brackets_within_a_code_end_no_caption():
    text = "Use `]]` to close what was opened in 1931."
    assert [block for _, block, _ in statements(text, "a.md")] == ["paragraph"]


def test_a_box_of_portals_within_see_also_points_nowhere():
    text = (
        '<div class="mw-parser-output"><h2>See also</h2><ul class="portalbox" role="navigation">'
        "<li>Towns portal</li></ul><ul><li>Vell valley</li></ul></div>"
    )
    assert statements(text, "a.html") == [("exempt", "item", "Vell valley")]


@pytest.mark.parametrize(
    ("line", "support"),
    [
        ("The harbour was rebuilt by the council in the manner of Hobb:", "none"),
        ("The harbour has piers, quays and docks that include the following:", "exempt"),
        ("港內設施由州政府與商會在戰後共同出資重建，後來轉交漁會：", "none"),
        ("* 最佳女主角：林東", "exempt"),
        ("* 瀾州最長的堤", "none"),
        ("* 世界盃七人制橄欖球賽", "exempt"),
        ("* 七人死", "none"),
    ],
)
def test_what_introduces_a_list_says_no_more_than_that(line, support):
    assert statements(line, "a.wikitext")[0][0] == support


def test_the_name_of_a_known_section_is_a_heading_on_a_page_of_one_paragraph():
    text = "MO is a town in Vell.[1]\n\n\nReferences\n\nMo Category:Towns Category:Walls\n\n[1]\n"
    assert statements(text, "a.md", origin="pandoc") == [
        ("empty", "paragraph", "MO is a town in Vell.")
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "[[File:a.jpg|thumb|Mo is the capital of Vell]]",
            [("none", "caption", "Mo is the capital of Vell")],
        ),
        ("[[File:a.jpg|thumb|A gate in Mo.]]", [("exempt", "caption", "A gate in Mo.")]),
        ("[[File:a.jpg|thumb|莫城是瀾州首府]]", [("none", "caption", "莫城是瀾州首府")]),
        ("Mo said in 1931 that:", [("none", "paragraph", "Mo said in 1931 that:")]),
        ("Mo argued that:", [("none", "paragraph", "Mo argued that:")]),
        (
            "{{columns-list|3|\n* Mo gate\n}}",
            [("exempt", "item", "Mo gate")],
        ),
        (
            "It opens at 3:30 a.m. 365 days a year.",
            [("none", "paragraph", "It opens at 3:30 a.m. 365 days a year.")],
        ),
        (
            "This article showed that walls fall.",
            [("none", "paragraph", "This article showed that walls fall.")],
        ),
        (
            "This article describes walls.",
            [("exempt", "paragraph", "This article describes walls.")],
        ),
    ],
)
def test_what_says_something_is_told_from_what_only_names(text, wanted):
    assert statements(text, "a.wikitext") == wanted


def test_what_pandoc_dropped_before_a_stop_leaves_its_space():
    text = '[Mo](../Page/Mo.md "wikilink") lies at . It has 3 gates \\[1\\].\n\n1.\n'
    found = [said for _, _, said in statements(text, "a.md", origin="pandoc")]
    assert found == ["Mo lies at .", "It has 3 gates."]


def test_a_line_that_lost_its_mark_as_a_heading_ends_a_plot():
    text = (
        "The WATCH is a novel of 1931.\n\n\nIn fiction\n\nPlot\n\n"
        "A keeper finds a watch and hides it in the lamp room of the tower, where nobody looks.\n\n"
        "Reception\n\nIt sold well.\n\n\n"
        "References\n\nA Category:Novels Category:Towers\n\n[1]\n"
    )
    found = [(support, said) for support, _, said in statements(text, "a.md", origin="pandoc")]
    assert found[2:] == [("none", "It sold well.")]
    assert found[1][0] == "exempt"


def test_an_excerpt_keeps_the_numbers_of_its_notes():
    text = "It has 5 doors.[16] It has 6 gates.[17]\n\n\nReferences\n\n[16]\n\n[17] A. Maas, p. 3\n"
    assert statements(text, "a.md") == [
        ("empty", "paragraph", "It has 5 doors."),
        ("sourced", "paragraph", "It has 6 gates."),
    ]


def test_a_caption_alone_before_what_closed_its_picture():
    text = (
        "MO is a town in Vell.[1]\n\nwith the old mill in the background]]\n\n\nReferences\n\n"
        "Mo Category:Towns Category:Walls\n\n[1]\n"
    )
    assert statements(text, "a.md", origin="pandoc")[1:] == [
        ("exempt", "caption", "with the old mill in the background")
    ]
