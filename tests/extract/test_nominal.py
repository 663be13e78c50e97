"""Items that name something by their form, and those that say something of it."""

import time

import pytest

from citaudit.extract import extract
from citaudit.extract.nominal import enumerates, is_nominal, without_speech
from citaudit.model import Page
from citaudit.parse import parse

NAMES = [
    # names side by side, with a label or without, with a stop or without
    "環境學領域：大氣學、海洋學、淡水學。",
    "环境学领域：大气学、海洋学、淡水学等等。",
    "社會制度方面：家族－婚姻－宗教－教育－文化－體育",
    "瀾州中心醫院、瀾州大學附屬醫院、瀾州兒童醫院、瀾州療養院、莫城診所",
    "主演：林東（飾何西）、陳南（飾店主）、李北（飾店主的女兒）、王中（飾船長）",
    # what stands in quotation marks is said by others, or a title
    'Present perfect (progressive): "I have been eating"',
    'Duet: "Ich habe gewagt und habe gestritten"',
    "尾聲：「我再也不會回來了，你不用等我」",
    # no finite verb, however long
    "Mo Street (building), a building designed by Hart Cole under construction in Orm",
    "flagship institution of the Wennshire system of schools, colleges and libraries for boys",
    "Loss of habitats (e.g., drained fens, ploughed meadows) and the decline of birds of the shore",
    "民族主義知識份子（nationalist intellectuals）在歷次民族運動中所扮演的角色",
    # the name first, then what it is, with a stop
    "Anna Lund, lock keeper.",
    "Piet van der Maas, former Minister of Justice.",
    "Sparrow, an aeroplane built by Cole & Co.",
    "林東，瀾州畫家。",
    "何西：莫城大学教授。",
    # awards name who got them
    "Grand Prize for Best Actress – Anna Lund",
    "Oram on the Wenn.",
    "Dowager Lê Thị Mai (黎夫人, ? - ?): mother of the emperor's uncle and sister.",
    # a name and what it is in another language
    "磨坊貓（英語：The Mill Cat (1931 film)） (磨坊貓（英語：The Mill Cat (1931 film)）)",
    # titles
    "同居人是貓",
    "Free will",
    # an ordinal within a name
    "第二次南川戰爭",
    # labels over a list of their own
    "Members elected by the councils of the districts and boroughs of the valley and the coast:",
]
STATES = [
    "The board reports to the council.",
    "He later strikes.",
    "Ashe owns mills in Orm.",
    "Emma Cole, the miller's mother, gains some influence.",
    "Canals concern engineers, including those of railways.",
    "Mo is the seat of the council",
    '"Dr" is short for "Debit Register"',
    "Mill Slope – rebuilt by the miller after the flood",
    "Members of the band, which the miller and his wife had founded in the valley after the war:",
    "採茶：清明前後採摘嫩葉",
    "日晷：刻在石上，不用水",
    "修復組長：由林東擔任，為期四年",
    "林東，生於瀾州，後來移居莫城。",
    "甲城、乙城、丙城已被水淹沒，居民移居丁城，至今沒有人回來。",
    "莫城自古是瀾州首府，水陸之會",
    "電腦軟體：圍繞着軟體開發、軟體工程、程式語言等",
    "她在戰後改嫁並移居瀾州，育有子女，長子後來成為州長：",
    "水壩能夠提供全州各地居民在枯水期所需要的用水",
    "Anna Lund – harp, organ – born in Orm.",
    "第三名",
    "參加者七人",
]


def support(item: str) -> str:
    [claim] = extract(parse(Page("a.wikitext", f"* {item}"))).claims
    return str(claim.support)


@pytest.mark.parametrize("item", NAMES)
def test_what_only_names_needs_no_source(item):
    assert support(item) == "exempt"


@pytest.mark.parametrize("item", STATES)
def test_what_says_something_may_need_one(item):
    assert support(item) == "none"


@pytest.mark.parametrize(
    ("caption", "wanted"),
    [
        ("生產可能性曲線的例子。", "exempt"),
        ("Orm, largest town of the valley", "none"),
        ("Longest service", "exempt"),
        ("Tarlick, third-largest town", "none"),
        (
            "A bed of lilies (Lilium ormense) in the upper Wenn, within the reserve of the parish.",
            "exempt",
        ),
        (
            "A bed of lilies (Lilium ormense) in the upper Wenn, in front of the mill "
            "which the parish owns.",
            "none",
        ),
        ("第二次南川戰爭造成的飢荒。", "exempt"),
        ("第三次洪水，水深2米", "none"),
    ],
)
def test_a_caption_that_only_names(caption, wanted):
    [claim] = extract(parse(Page("a.wikitext", f"[[File:a.jpg|thumb|{caption}]]"))).claims
    assert claim.support == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("此處以全州的制度舉例，以下是各種組別。", "exempt"),
        ("此处以全州的制度举例，以下为各种组别：", "exempt"),
        ("河長9公里，以下是支流。", "none"),
    ],
)
def test_a_sentence_that_leads_over_to_what_follows_speaks_of_the_page(text, wanted):
    [claim] = extract(parse(Page("a.wikitext", text))).claims
    assert claim.support == wanted


@pytest.mark.parametrize(
    "unit", ["s", "a", "ed ", "as ", "（", "(e.g. ", '"', "「", "、", "的", "甲、"]
)
def test_hostile_words_are_searched_in_linear_time(unit):
    begun = time.process_time()
    for look in (without_speech, enumerates, is_nominal):
        look(unit * 20_000)
    assert time.process_time() - begun < 2
