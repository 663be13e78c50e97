"""What in a statement calls for a source, trait by trait, in English and in both scripts."""

from __future__ import annotations

import pytest

from citaudit.extract.traits import traits

SAID = [
    ("It opened in 1931.", "date"),
    ("The pass lies at 1200 m above the sea.", "number"),
    ("The bridge is 1931 metres long.", "number"),
    ("It opened on 2 May 1931 and took 340 carts a day.", "number date"),
    ("Two, perhaps three, towers stand.", "number"),
    ("Twenty-five towers stand.", "number"),
    ("The F-16 was flown there.", ""),
    ("It cost $5 million.", "number money"),
    ("It cost 400 euros.", "number money"),
    ("Half of it, 50 % or 40 percent, was paid.", "number percentage"),
    ("It is the largest bridge of the region.", "superlative"),
    ("It is the most beautiful bridge.", "superlative"),
    ("Most of it was paid.", ""),
    ('She said, "We will never build that bridge."', "quotation"),
    ("They sang “Bridge Over Troubled Water”.", ""),
    ("大橋於1931年5月2日通車。", "date"),
    ("大桥于1931年5月2日通车。", "date"),
    ("該橋全長三百公尺。", "number"),
    ("工程耗資500萬美元。", "number money"),
    ("约有百分之四十的居民支持。", "percentage"),
    ("這是全國最長的橋。", "superlative"),
    ("他說：「我們絕不會再建這樣的橋。」", "quotation"),
    ("Mission Control let Apollo 8 go to the Moon.", ""),
    ("1 John 4 states this.", ""),
    ("Most of it is 2-methylbutane.", ""),
    ("5. 大眾參與", ""),
    ("In Orm 40 people drowned.", "number"),
    ("About 40 drowned.", "number"),
    ("They lost to Mo 3 times.", "number"),
    ("Orm 3 Mo 1.", "number"),
    ("The shortest path problem is solved.", ""),
    ("It is the shortest path to Orm in 40 years.", "number"),
    ("這是冠軍登錄的參賽資格。", ""),
]
QUOTED = [
    ('He called the plan "a mistake we will pay for".', "quotation attribution"),
    ('He reviewed it, writing that it "puzzled and saddened" him.', "quotation attribution"),
    ('He replied, "We will never build that."', "quotation attribution"),
    ('It is described by Lind as "a bridge that nobody wanted".', "quotation attribution"),
    ('Compare "I wrote the letters today" and "I was writing letters".', "quotation"),
    ('He says that "Hamitic" is wrong, and the name "Afroasiatic" is new.', "attribution"),
    ("''pisał'' (\"was writing, used to write, wrote\") is imperfective.", ""),
    ('It is called the "weighted mean of the parts" in some books.', "attribution"),
    ('In such expressions as "that meal was a work of art" it is fine.', ""),
    ('The film "A bridge that nobody wanted" was shown.', ""),
    ('He directed "One Orm united: The Night the Rains Came".', ""),
    ('The error message says "file not found here".', "attribution"),
    ('If someone says "I buried it in the bank", nobody digs.', "attribution"),
    ('They would consider a "land for peace" initiative.', ""),
    ("這被稱為「有限情況下的利益最大化」。", ""),
    ("他買到了「最划算的產品」。", ""),
    ("林東認為這是「我們無法接受的結果」。", "quotation attribution"),
    ("課本裡的例句是「他指出這是錯誤的」。", "quotation"),
]


@pytest.mark.parametrize(("text", "wanted"), QUOTED)
def test_what_is_quoted_is_speech_by_the_words_around_it(text: str, wanted: str) -> None:
    [seen] = traits([text])
    assert [each for each in seen if each in ("quotation", "attribution")] == wanted.split()


VAGUE = [
    ("Many people think that the reform has failed.", True),
    ("Most people, however, believe in it.", True),
    ("According to some scholars it is older.", True),
    ("It is said that the tower leans.", True),
    ("Many people crowded the roads.", False),
    ("It is the mobility that most people enjoy.", False),
    ("Most people who think of themselves as poor save money.", False),
    ("It is said to have a space requirement of O(1).", False),
    ("許多人認為改革已經失敗。", True),
    ("他是公認的大師。", True),
    ("許多人住在城裡。", False),
    ("它位於國際公認的邊界內。", False),
    ("這是可靠的数据传输方法。", False),
]


@pytest.mark.parametrize(("text", "vague"), VAGUE)
def test_a_vague_attribution_needs_a_verb_of_opinion(text: str, vague: bool) -> None:
    [seen] = traits([text])
    assert ("vague" in seen) is vague


@pytest.mark.parametrize(("text", "wanted"), SAID)
def test_the_traits_of_a_statement(text: str, wanted: str) -> None:
    [seen] = traits([text])
    measured = ("number", "date", "money", "percentage", "superlative", "quotation")
    assert [each for each in seen if each in measured] == wanted.split()


@pytest.mark.parametrize(
    ("text", "trait"),
    [
        ("According to the council, it will be closed.", "attribution"),
        ("據市政府稱，大橋將會關閉。", "attribution"),
        ("据市政府称，大桥将会关闭。", "attribution"),
        ("It is longer than the old one.", "comparison"),
        ("新橋比舊橋更長。", "comparison"),
        ("Some say that it leans.", "vague"),
        ("有人認為它是斜的。", "vague"),
        ("It may have been built by monks.", "hedge"),
        ("它可能由僧侶建造。", "hedge"),
    ],
)
def test_words_are_found_wherever_they_stand(text: str, trait: str) -> None:
    assert trait in traits([text])[0]


def test_a_phrase_is_one_of_whole_words() -> None:
    assert "superlative" not in traits(["The firsthand account of a mostly-harmless town."])[0]
    loose, plain = traits(["It is first-rate, and - the first - of all.", "the first"])
    assert loose == plain
