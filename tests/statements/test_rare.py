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
        ("exempt", "paragraph", "Walls and gates (1931)"),
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
        '{|\n| rowspan="2" {{n/a}} || 30\n|}'
    )
    assert [text for _, _, text in statements(text, "a.wikitext")] == ["814.2", "30"]


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
