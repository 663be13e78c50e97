"""Every way a dump is packed gives the same pages, blocks and names."""

import bz2
import gzip
from pathlib import Path

import pytest
import zstandard

from citaudit.read import block as reading
from citaudit.read import dump as dumps
from tests.scale.dumps import Entry, article, multistream, xml

ENTRIES = [
    article(1),
    Entry("Old bridge", "#REDIRECT [[Bridge 1]]", 2, redirect="Bridge 1"),
    Entry("Probe:About", "Not an article.", 3, namespace=4),
    Entry("Bridge/data", "{}", 4, model="json"),
    *(article(number) for number in range(5, 240)),
]
PACKED = {
    "xml": lambda data: data,
    "xml.bz2": lambda data: bz2.compress(data[:9000]) + bz2.compress(data[9000:]),
    "xml.gz": gzip.compress,
    "xml.zst": lambda data: zstandard.compress(data[:9000]) + zstandard.compress(data[9000:]),
}
ARTICLES = frozenset({0})


def found(dump: dumps.Dump, spaces: frozenset[int] = ARTICLES) -> list[reading.Contents]:
    blocks = list(dumps.blocks(dump))
    assert [block.number for block in blocks] == list(range(len(blocks)))
    assert not any(block.problem for block in blocks)
    return [reading.contents(block, dump.site, spaces) for block in blocks]


@pytest.mark.parametrize("suffix", PACKED)
def test_single_streams_however_packed_and_named(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / "some.dump"
    path.write_bytes(PACKED[suffix](xml(ENTRIES)))
    contents = found(dumps.opened(path))
    assert [len(each.articles) for each in contents] == [97, 100, 39]
    assert [each.redirects for each in contents] == [1, 0, 0]
    assert (contents[0].elsewhere, contents[0].foreign) == (1, 1)
    last = contents[-1].articles[-1]
    assert (last.page.id, last.number, last.page.revision) == ("Bridge 239", 239, "1139")
    assert last.page.text == article(239).text
    assert last.page.url == "https://wiki.example/wiki/Bridge_239"
    assert (last.page.format, last.page.language) == ("wikitext", "en")


def test_multistream_blocks_are_the_streams_of_the_index(tmp_path: Path) -> None:
    dump = dumps.opened(multistream(tmp_path, ENTRIES, each=50))
    assert dump.blocks == 5
    assert sum(len(each.articles) for each in found(dump)) == 236
    blocks = list(dumps.blocks(dump))
    assert all(block.packed for block in blocks)
    assert dumps.titles(dump, blocks[1]) == ("Bridge 51", "Bridge 100")
    assert dumps.packed_block(dump, 3) == blocks[3]


def test_other_namespaces_when_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "d.xml"
    path.write_bytes(xml(ENTRIES[:4]))
    [contents] = found(dumps.opened(path), frozenset({4}))
    assert [each.page.id for each in contents.articles] == ["Probe:About"]


def test_categories_by_the_names_of_the_wiki(tmp_path: Path) -> None:
    text = "[[分類:橋]] [[category: old_bridges|sort]] [[Category:橋]] [[:分類:不是]] [[分類：]]"
    path = tmp_path / "d.xml"
    path.write_bytes(xml([Entry("橋 1", text, 1)], "zh", "分類"))
    dump = dumps.opened(path)
    [contents] = found(dump)
    page = contents.articles[0].page
    assert page.language == "zh"
    assert page.url == "https://wiki.example/wiki/%E6%A9%8B_1"
    marks = reading.category_marks(dump.site)
    assert reading.categories(page.text, marks) == ["橋", "Old bridges"]


def test_the_newest_of_many_revisions(tmp_path: Path) -> None:
    one = article(1).xml
    old = one[one.index("<revision>") : one.index("</revision>")] + "</revision>"
    old = old.replace("2024", "2012").replace("Bridge", "Ford")
    path = tmp_path / "d.xml"
    path.write_bytes(
        xml([]).replace(b"</mediawiki>", b"")
        + one.replace("<revision>", old + "<revision>").encode()
    )
    path.write_bytes(path.read_bytes() + b"</mediawiki>")
    [contents] = found(dumps.opened(path))
    assert contents.articles[0].page.text == article(1).text


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "not a MediaWiki dump"),
        (b"<html></html>", "not a MediaWiki dump"),
        (b"<mediawiki><page></page></mediawiki>", "no <siteinfo>"),
        (b"BZh9 broken", "cannot be read"),
    ],
)
def test_what_is_no_dump(tmp_path: Path, data: bytes, says: str) -> None:
    path = tmp_path / "d.xml"
    path.write_bytes(data)
    with pytest.raises(dumps.DumpError, match=says):
        dumps.opened(path)


def test_a_dump_that_breaks_off_gives_what_came_before(tmp_path: Path) -> None:
    path = tmp_path / "d.xml.bz2"
    whole = bz2.compress(xml(ENTRIES))
    path.write_bytes(xml(ENTRIES)[:80_000])
    *good, last = dumps.blocks(dumps.opened(path))
    assert "breaks off" in last.problem
    assert good or last.data
    path.write_bytes(whole[: len(whole) * 2 // 3])
    try:
        blocks = list(dumps.blocks(dumps.opened(path)))
    except dumps.DumpError:
        return  # bzip2 gives nothing before its first block is whole
    assert blocks[-1].problem


def test_an_index_of_another_dump_is_not_believed(tmp_path: Path) -> None:
    path = multistream(tmp_path, ENTRIES)
    path.write_bytes(path.read_bytes()[:2000])
    with pytest.raises(dumps.DumpError, match="index"):
        dumps.opened(path)
