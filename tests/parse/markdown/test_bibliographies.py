from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citaudit.model import Note, Page
from citaudit.parse import parse
from citaudit.parse.markdown import bibliography
from citaudit.parse.markdown.bibliographies import BibliographyKind

BIBTEX = """@string{acm = "ACM Press"}
@book{smith04,
  author = {Smith, John and Doe, Jane},
  title = {A {Title} of Note},
  publisher = acm,
  year = 2004,
  url = {http://a.example/}
}

@article{doe99, title="Other", journal={J}, year={1999}, doi={10.1000/1}}
"""
CSL = [
    {"id": "smith04", "title": "A Title of Note", "URL": "http://a.example/",
     "author": [{"family": "Smith", "given": "John"}], "issued": {"date-parts": [[2004, 3]]}},
    {"id": "doe99", "title": "Other", "DOI": "10.1000/1", "container-title": "J"},
]  # fmt: skip
YAML = """references:
- id: smith04
  title: A Title of Note
  URL: http://a.example/
  author:
  - family: Smith
    given: John
  issued:
    year: 2004
- id: doe99
  title: Other
"""


def fields(note: Note) -> dict[str, str]:
    return {field.name: field.value for field in note.templates[0].fields}


def test_bibtex() -> None:
    first, second = bibliography(BIBTEX, "bibtex")
    assert (first.key, first.group) == ("smith04", "@")
    assert fields(first) == {
        "author": "Smith, John; Doe, Jane",
        "title": "A Title of Note",
        "publisher": "ACM Press",
        "date": "2004",
        "url": "http://a.example/",
    }
    assert first.span.of(BIBTEX).startswith("@book{smith04")
    assert second.span.of(BIBTEX).startswith("@article{doe99")
    assert fields(second)["doi"] == "10.1000/1"


def test_csl_json() -> None:
    text = json.dumps(CSL, indent=1)
    first, second = bibliography(text, "csl-json")
    assert fields(first)["author"] == "Smith, John"
    assert fields(first)["date"] == "2004-03"
    assert json.loads(first.span.of(text))["id"] == "smith04"
    assert json.loads(second.span.of(text))["id"] == "doe99"


def test_front_matter() -> None:
    text = f"---\ntitle: x\n{YAML}---\n\nShown [@smith04, p. 3]. As @doe99 says, not @other.\n"
    document = parse(Page("x.md", text))
    assert [note.key for note in document.notes] == ["smith04", "doe99"]
    assert document.notes[0].span.of(text).startswith("id: smith04")
    assert [marker.key for marker in document.markers] == ["smith04", "doe99"]
    assert fields(document.notes[0])["url"] == "http://a.example/"


@pytest.mark.parametrize("kind", ["bibtex", "csl-json", "csl-yaml"])
@pytest.mark.parametrize(
    "text", ["", "@book{", "{", "[1", "[[1]]", "- : - x: [", "\0", "@a{b, c = {d"]
)
def test_broken_files_give_nothing(kind: BibliographyKind, text: str) -> None:
    assert bibliography(text, kind) == ()


@pytest.mark.parametrize("kind", ["bibtex", "csl-json", "csl-yaml"])
def test_any_text_is_survived(kind: BibliographyKind) -> None:
    @given(st.text(alphabet='@{}(),="ab: -\n[]#\\', max_size=60))
    def survives(text: str) -> None:
        bibliography(text, kind)

    survives()


PAPER = """---
bibliography: refs.bib
---

Half of them agreed [@smith04, p. 3]. So did @{doe99} and [@nobody].
"""


def test_a_bibliography_beside_the_page() -> None:
    unused = "@misc{unused, title={Never cited}}\n"
    document = parse(Page("a.md", PAPER, beside=(("refs.bib", BIBTEX + unused),)))
    assert [(note.key, note.span.of(PAPER)) for note in document.notes] == [
        ("smith04", "@smith04"),
        ("doe99", "@{doe99}"),
    ]
    assert [(link.url, link.span.of(PAPER)) for link in document.links] == [
        ("http://a.example/", "@smith04")
    ]
    assert [marker.key for marker in document.markers] == ["smith04", "doe99", "nobody"]


def test_only_cited_entries_of_a_large_bibliography_are_read() -> None:
    many = "".join(f"@book{{b{n},\n title={{Book {n}}}\n}}\n" for n in range(8_000))
    document = parse(Page("a.md", PAPER, beside=(("refs.bib", many + BIBTEX),)))
    assert [note.key for note in document.notes] == ["smith04", "doe99"]
    assert fields(document.notes[0])["publisher"] == "ACM Press"


def test_a_bibliography_that_is_not_there_is_said() -> None:
    document = parse(Page("a.md", PAPER, beside=(("refs.bib", ""),)))
    (problem,) = document.problems
    assert problem.span.of(PAPER) == "refs.bib"
    assert "not there" in problem.message


def test_addresses_in_front_matter_are_links() -> None:
    text = f"---\n{YAML}---\n\nHalf of them agreed [@smith04].\n"
    assert [link.url for link in parse(Page("a.md", text)).links] == ["http://a.example/"]
