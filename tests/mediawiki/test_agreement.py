"""MediaWiki as judge: footnotes, uses, errors and links of whole pages, against ours.

Judges the pages of this folder and the seed in wikitext, and every .wikitext file below the
folders named in CORPUS. A difference fails unless `reasons.toml` excuses it by name.
"""

from __future__ import annotations

import tomllib

import pytest

from tests.corpus import corpus

from .agreement import differences
from .expansions import expansion
from .rendered import rendered
from .stubs import stubs
from .wiki import HERE, Wiki

pytestmark = pytest.mark.services

OWN = sorted((HERE / "pages").glob("*.wikitext"))
SEEDS = sorted((HERE.parents[1] / "seeds").glob("001_*"))
PAGES = {path.stem: path.read_text("utf-8") for path in (*OWN, *SEEDS, *corpus(".wikitext"))}
REASONS = tomllib.loads((HERE / "reasons.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def judge(wiki: Wiki) -> Wiki:
    """The wiki with stand-ins for all the templates of the pages."""
    wiki.add(stubs(PAGES.values(), (path.stem for path in (HERE / "templates").iterdir())))
    return wiki


@pytest.mark.parametrize("name", PAGES)
def test_a_page_reads_as_mediawiki_prints_it(judge: Wiki, name: str) -> None:
    found = differences(PAGES[name], rendered(judge.render(PAGES[name])))
    excused = REASONS.get(name, {})
    assert [words for words in found if words not in excused] == []
    assert [words for words in excused if words not in found] == []


@pytest.mark.parametrize("name", PAGES)
def test_with_its_templates_expanded_too(judge: Wiki, name: str) -> None:
    text = PAGES[name]
    found = differences(text, rendered(judge.render(text)), expansion(judge, text))
    later = {words for words, why in REASONS.get(name, {}).items() if "Cite" in why}
    assert [words for words in found if words not in later] == []


def test_the_pages_are_not_empty(judge: Wiki) -> None:
    """What is compared is really there: footnotes, errors and links by the dozen."""
    read = [rendered(judge.render(path.read_text("utf-8"))) for path in OWN]
    assert sum(len(page.uses) for page in read) > 80
    assert sum(page.errors.total() for page in read) > 15
    assert len(frozenset().union(*(page.links for page in read))) > 60
