"""The statements of the annotated pages, and marks on both sides of a stop."""

import pytest

from citaudit.extract import extract
from citaudit.extract.sentences import sentences
from citaudit.model import Page
from citaudit.parse import parse
from tests.statements.measure import Score, agreement, gold_pages

PAGES = gold_pages()
LEAST = 0.97
MANY = 10


@pytest.fixture(scope="module")
def agreed():
    return [agreement(page) for page in PAGES]


def test_enough_pages_are_annotated_in_each_language_and_format():
    languages = [page.language for page in PAGES]
    assert languages.count("zh") >= 6
    assert languages.count("en") >= 6
    assert {page.page.suffix for page in PAGES} >= {".wikitext", ".md", ".html", ".txt"}
    assert all(page.statements for page in PAGES)


@pytest.mark.parametrize("measure", ["boundaries", "blocks", "attachment"])
def test_statements_agree_with_the_gold(agreed, measure):
    total = sum((getattr(page, measure) for page in agreed), Score())
    assert total.f1 >= LEAST, [line for page in agreed for line in page.differences]


def test_the_gold_pages_agree_in_full(agreed):
    """What was settled stays settled; the measure is what a first run on a new page says."""
    assert [line for page in agreed for line in page.differences] == []


def test_every_class_of_support_agrees_with_the_gold(agreed):
    support: dict[str, Score] = {}
    for page in agreed:
        for name, score in page.support.items():
            support[name] = support.get(name, Score()) + score
    assert {"none", "empty", "dead", "doubtful", "sourced", "exempt", "paragraph"} <= set(support)
    poor = {name: s for name, s in support.items() if s.wanted >= MANY and s.f1 < LEAST}
    assert not poor, [line for page in agreed for line in page.differences]


ZH = ["河水在三月解凍", "橋長1.5公里", "（見下文）居民共2,000人", "他說「好」"]
EN = [
    "The river thaws in March",
    "It is 1.5 km long",
    "Dr. Lowe studied Art",
    "“I left in 1990,” he says",
]


@pytest.mark.parametrize("mark", ["[{}]", "\\[{}\\]"])
@pytest.mark.parametrize("after", [True, False])
@pytest.mark.parametrize(("clauses", "stop", "joint"), [(ZH, "。", ""), (EN, ".", " ")])
def test_a_mark_on_either_side_of_a_stop_belongs_to_the_sentence_before(
    mark, after, clauses, stop, joint
):
    marks = [mark.format(number) for number in range(1, len(clauses) + 1)]
    said = [
        clause + (stop + one if after else one + stop)
        for clause, one in zip(clauses, marks, strict=True)
    ]
    notes = "\n".join(
        f"{number}. [Note {number}](http://example.org/{number})"
        for number in range(1, len(clauses) + 1)
    )
    page = f"{joint.join(said)}\n\n## References\n\n[Category:X](https://en.wikipedia.org/wiki/X"
    page += f' "wikilink")\n\n{notes}\n'
    found = extract(parse(Page("page.md", page, origin="pandoc"))).claims
    assert [claim.text for claim in found] == [clause + stop for clause in clauses]
    assert [claim.references for claim in found] == [
        (f"r{number}",) for number in range(1, len(clauses) + 1)
    ]


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [
        ("甲說：「好。」乙來了。", "zh", ["甲說：「好。」", "乙來了。"]),
        (
            "《誰來晚餐？》是節目（真的？）的名字。",
            "zh",
            ["《誰來晚餐？》是節目（真的？）的名字。"],
        ),
        ("數學、物理……等等。他說……好。", "zh", ["數學、物理……等等。", "他說……好。"]),
        ("「甲。乙。」丙。", "zh", ["「甲。乙。」", "丙。"]),
        ("成立於1999年。2000年改名。", "zh", ["成立於1999年。", "2000年改名。"]),
        (
            "See Fig. 3 of vol. 2. Ms. Lee agreed.",
            "en",
            ["See Fig. 3 of vol. 2.", "Ms. Lee agreed."],
        ),
        ("It cost 12d. a year. He paid.", "en", ["It cost 12d. a year.", "He paid."]),
        ("The show Jeopardy! was on. It ended.", "en", ["The show Jeopardy! was on.", "It ended."]),
        ("He lived in 東京。Then he left.", "en", ["He lived in 東京。Then he left."]),
        ("", "zh", []),
    ],
)
def test_sentences(text, language, wanted):
    assert [text[start:end] for start, end in sentences(text, language)] == wanted


def test_a_semicolon_ends_a_clause_only_with_a_mark_beside_it():
    text = "五人死；十人傷。"
    assert len(sentences(text, "zh")) == 1
    assert [text[a:b] for a, b in sentences(text, "zh", [4])] == ["五人死；", "十人傷。"]
