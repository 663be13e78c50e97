"""Which text of a language conversion a reader sees, wherever the conversion stands."""

from __future__ import annotations

import pytest

from citaudit.extract.plain import plain
from citaudit.model import Page
from citaudit.parse import parse
from citaudit.text.variants import converted, shown

_HANS, _HANT = "国际这个们来", "國際這個們來"  # what a page is told to be written in
_CASES = [  # the inside of -{…}-, what a reader of each script sees
    ("甲", "甲", "甲"),
    ("zh-hans:甲;zh-hant:乙", "甲", "乙"),
    ("zh-cn:甲;zh-tw:乙;", "甲", "乙"),
    ("zh-sg:甲;zh-hk:乙;zh-mo:丙", "甲", "乙"),
    ("zh:甲;zh-hant:乙", "甲", "乙"),
    ("zh:甲;zh-cn:乙", "乙", "甲"),
    ("zh-tw:甲", "甲", "甲"),
    ("zh-Hans-CN:甲;ZH-TW:乙", "甲", "乙"),
    ("sr-ec:甲;sr-el:乙", "甲", "甲"),
    ("zh-hans:甲;丁;zh-hant:乙", "甲;丁", "乙"),
    ("丁=>zh-cn:甲;丁=>zh-tw:乙", "甲", "乙"),
    ("甲:乙;zh-cn:丙", "甲:乙;zh-cn:丙", "甲:乙;zh-cn:丙"),
    ("zh-hans:;zh-hant:乙", "", "乙"),
    ("A|zh-cn:甲;zh-tw:乙", "甲", "乙"),
    ("T;A|zh-cn:甲;zh-tw:乙", "甲", "乙"),
    ("R|zh-cn:甲", "zh-cn:甲", "zh-cn:甲"),
    ("zh-hans;zh-hant|甲", "甲", "甲"),
    ("H|zh-cn:甲;zh-tw:乙", "", ""),
    ("-|zh-cn:甲;zh-tw:乙", "", ""),
    ("T|zh-cn:甲;zh-tw:乙", "", ""),
    ("D|zh-cn:甲;zh-tw:乙", "", ""),
    ("A;D|zh-cn:甲;zh-tw:乙", "", ""),
    ("N|zh-cn", "", ""),
]


@pytest.mark.parametrize(("inside", "hans", "hant"), _CASES)
def test_what_a_reader_sees(inside: str, hans: str, hant: str) -> None:
    call = f"一-{{{inside}}}-二"
    assert converted(call) == f"一{hans}二"
    assert converted(call, "zh-hant") == f"一{hant}二"


@pytest.mark.parametrize("kind", ["wikitext", "markdown"])
@pytest.mark.parametrize(("inside", "hans", "hant"), _CASES)
def test_all_readers_see_the_same(kind: str, inside: str, hans: str, hant: str) -> None:
    for page, seen in ((_HANS, hans), (_HANT, hant)):
        text = f"{page}一-{{{inside}}}-二"
        document = parse(Page("a", text, format=kind, language="zh"))
        assert document.blocks[0].text.text == f"{page}一{seen}二"
    assert plain(f"一-{{{inside}}}-二") == f"一{hans}二"


def test_the_words_of_a_link() -> None:
    text = "%s[http://a.test/ -{zh-hans:甲;zh-hant:乙}-的]"
    for page, seen in ((_HANS, "甲的"), (_HANT, "乙的")):
        (link,) = parse(Page("a", text % page, format="wikitext", language="zh")).links
        assert link.text == seen


@pytest.mark.timeout(5)
@pytest.mark.parametrize("piece", [";zh-cn:a", "; ", ";a=>", "zh-", ";zh-cn ", "A;", ":", "=>"])
def test_hostile_insides_take_no_time(piece: str) -> None:
    inside = piece * 50_000
    seen = shown(inside, "zh-hans")
    assert seen is not None
    assert 0 <= seen.start <= seen.end <= len(inside)
