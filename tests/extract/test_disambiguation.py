"""Pages that tell things of one name apart, by template, mark, box or words."""

from __future__ import annotations

import pytest

from citaudit.extract import extract
from citaudit.model import Page
from citaudit.parse import parse

ITEM = "\n* [[Ada, Countess of Mo]] (died 1264)\n\n"
HTML = "<p>Ada:</p><ul><li>Ada, who died in 1264</li></ul>"


def support(text: str, name: str = "a.wikitext") -> set[str]:
    return {str(claim.support) for claim in extract(parse(Page(name, text))).claims}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (f"Ada leads on.\n{ITEM}{{{{disambiguation}}}}", "a.wikitext"),
        (f"Ada leads on.\n{ITEM}{{{{Disambig|geo|hndis}}}}\n[[de:Ada]]", "a.wikitext"),
        (f"Ada leads on.\n{ITEM}{{{{Human name disambiguation}}}}", "a.wikitext"),
        (f"艾達是名字。\n{ITEM}{{{{消歧義}}}}", "a.wikitext"),
        (f"Ada leads on.\n{ITEM}__DISAMBIG__", "a.wikitext"),
        (f"'''Ada''' may also refer to:\n{ITEM}", "a.wikitext"),
        ("**艾達**可以指：\n\n* 艾達，1264年去世的女伯爵\n", "a.md"),
        (f'{HTML}<meta property="mw:PageProp/disambiguation"/>', "a.html"),
        (f'{HTML}<table id="disambigbox" class="metadata"><tr><td>x</td></tr></table>', "a.html"),
    ],
)
def test_such_a_page_needs_no_sources(text, name):
    assert support(text, name) == {"exempt"}


@pytest.mark.parametrize(
    "text",
    [
        f"Ada leads on.{{{{disambiguation needed}}}}\n{ITEM}",
        f"{{{{about|the name||Ada (disambiguation)}}}}\nAda leads on.\n{ITEM}",
        f"Ada may refer to many people.\n{ITEM}",
        f"Ada may refer to:\n{ITEM}She died in 1301.<ref>Lind, p. 3</ref>",
    ],
)
def test_any_other_page_does(text):
    assert "none" in support(text)
