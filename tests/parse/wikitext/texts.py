"""Wikitext to test on: whole pages, and a generator of ragged ones."""

from __future__ import annotations

from pathlib import Path

from hypothesis import strategies as st

from tests.corpus import corpus

ROOT = Path(__file__).parents[3]
FILES = [
    *sorted((ROOT / "tests/mediawiki/pages").glob("*.wikitext")),
    *sorted((ROOT / "seeds").glob("001_*")),
    *corpus(".wikitext"),
]
PAGES = {path.stem: path.read_text("utf-8") for path in FILES}

_PIECES = """
{{ }} [[ ]] { } [ ] | = {{{ }}} -{ }- <!-- --> <ref> </ref> <ref/> <references/> <references>
</references> <nowiki> </nowiki> <gallery> </gallery> <poem> </poem> <br/> <div </div> http://a.b/c
[http://a.b/d //e ''' '' {| |} |- |+ || !! ! == = : * # ; & &amp; {{r|n}} {{sfn|A|2000}} {{efn|
{{reflist {{#tag:ref| {{#tag:references| refs= name= group= follow= details= url= {{!}} 中文 。 é
"""
_NAMED = st.builds(
    "<ref name={}{}".format,
    st.sampled_from(["a", '"b c"', "1", "''"]),
    st.sampled_from(["/>", ">"]),
)
ragged = st.lists(
    st.one_of(
        st.sampled_from([*_PIECES.split(), "\n", " ", "\t", "\x00"]),
        _NAMED,
        st.text(alphabet="ab 中\n|=[]{}<>/-\"'", max_size=6),
    ),
    max_size=40,
).map("".join)
