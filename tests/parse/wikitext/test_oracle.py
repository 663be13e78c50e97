"""mwparserfromhell as oracle: the same references and templates, or a difference with a name.

It reads on where MediaWiki gives up, and gives up where MediaWiki reads on; MediaWiki decides.
"""

from __future__ import annotations

from collections import Counter

import mwparserfromhell
import pytest

from citaudit.parse.wikitext.scan import scan

from .texts import PAGES

# Where they differ, on pages that are broken on purpose. MediaWiki decides: tests/mediawiki holds
# the same pages against it.
# `-`: only the oracle sees it; `+`: only we do.
DIFFERENCES = {
    "attributes": [
        # line ends may stand around the `=` of an attribute
        '+ <ref\nname =\n"line">Line</ref>',
    ],
    "broken": [
        # a footnote ends at the first closing tag, whatever opens inside it
        "- <ref>outer <ref>inner</ref> tail</ref>",
        "- <ref>inner</ref>",
        "+ <ref>outer <ref>inner</ref>",
        # braces close only the innermost thing open: an open [[ keeps them from closing
        "- {{blocked|[[a}}",
        "+ {{blocked|[[a}}<ref>b</ref>]]}}",
        "- {{never closed|<ref>in it</ref> and [[never closed|too <ref>here"
        " http://b.example/a</ref>\n}} ]] {{{ {{ok|<ref>yes</ref>}} [[ok|{{x|]]}} }}"
        " <ref>{{in|the}} [[note</ref> -{ open\n{{blocked|[[a}}<ref>b</ref>]]}}",
    ],
    "hiding": [
        # what is for inclusion only is not on the page
        "- <ref>included only</ref>",
        # inside a footnote a comment or <nowiki> does not reach beyond its closing tag
        "- <ref>with <!-- </ref> hidden B.<ref>c <nowiki></ref></nowiki> D.<ref>ok<!-- comment -->"
        " still</ref>",
        "+ <ref>with <!-- </ref>",
        "+ <ref>c <nowiki></ref>",
        "+ <ref>ok<!-- comment --> still</ref>",
        # captions in a gallery are read
        "+ <ref>in a gallery http://h.example/gallery</ref>",
        # an extension tag begins even inside the attribute of another tag
        "- <ref>last\nline</ref>",
        '+ <ref>">attribute</span> <ref>last\nline</ref>',
    ],
}


@pytest.mark.parametrize("name", PAGES)
def test_same_references_and_templates(name: str) -> None:
    text = PAGES[name]
    theirs = mwparserfromhell.parse(text, skip_style_tags=True)
    page = scan(text)
    ours = Counter(
        text[token.start : token.end]
        for token in page.tokens
        if token.kind in ("ref", "template", "function")
    )
    oracle = Counter(str(call) for call in theirs.ifilter_templates())
    oracle.update(
        str(tag) for tag in theirs.ifilter_tags() if str(tag.tag).strip().lower() == "ref"
    )
    found = [f"- {words}" for words in (oracle - ours).elements()]
    found += [f"+ {words}" for words in (ours - oracle).elements()]
    assert sorted(found) == sorted(DIFFERENCES.get(name, ()))
