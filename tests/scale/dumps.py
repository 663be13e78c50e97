"""Dumps made of pages of our own, single stream and multistream."""

from __future__ import annotations

import bz2
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

HEAD = """<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11" xml:lang="{}">
  <siteinfo>
    <sitename>Probe</sitename><dbname>probewiki</dbname>
    <base>https://wiki.example/wiki/Main_Page</base>
    <namespaces>
      <namespace key="0" case="first-letter" />
      <namespace key="4" case="first-letter">Probe</namespace>
      <namespace key="14" case="first-letter">{}</namespace>
    </namespaces>
  </siteinfo>
"""


@dataclass(frozen=True)
class Entry:
    """One page to put into a dump."""

    title: str
    text: str
    number: int
    namespace: int = 0
    redirect: str = ""
    model: str = "wikitext"
    edits: int = 0
    """How often it was edited: each makes a new revision."""

    @property
    def xml(self) -> str:
        revision = self.number + 900 + 1000 * self.edits
        redirect = f'<redirect title="{escape(self.redirect)}" />' if self.redirect else ""
        return (
            f"  <page>\n    <title>{escape(self.title)}</title>\n    <ns>{self.namespace}</ns>\n"
            f"    <id>{self.number}</id>{redirect}\n    <revision><id>{revision}</id>"
            f"<timestamp>2024-05-01T10:00:00Z</timestamp><model>{self.model}</model>"
            f'<text bytes="{len(self.text.encode())}" xml:space="preserve">'
            f"{escape(self.text)}</text>"
            "</revision>\n  </page>\n"
        )


def article(number: int, base: str = "http://127.0.0.1:9") -> Entry:
    """An article with footnotes, templates, a category and statements without a source."""
    text = (
        f"'''Bridge {number}''' was built in {1700 + number % 300} by {number} workers.<ref>"
        f"{{{{cite web|url={base}/bridge/{number}|title=Bridge {number}"
        f"|access-date=2012-03-0{number % 9 + 1}}}}}</ref> It is the longest bridge "
        f"in county {number % 7}.\n\n== History ==\n"
        f"In {1800 + number % 100} some {number * 3} people crossed it a day.<ref name=n{number}>"
        f"[{base}/history?b={number} History of bridge {number}]</ref> The toll was {number} pence."
        f"<ref name=n{number} /><ref></ref>\n\nExperts say it was “the best bridge of all”.\n\n"
        f"== References ==\n<references />\n[[Category:Bridges of county {number % 7}]]\n"
    )
    return Entry(f"Bridge {number}", text, number)


def xml(entries: Sequence[Entry], language: str = "en", category: str = "Category") -> bytes:
    """The dump as plain XML."""
    pages = "".join(each.xml for each in entries)
    return (HEAD.format(language, category) + pages + "</mediawiki>\n").encode()


def multistream(folder: Path, entries: Sequence[Entry], each: int = 10) -> Path:
    """A multistream dump with its index beside it, `each` pages in a stream."""
    path = folder / "probewiki-pages-articles-multistream.xml.bz2"
    index = []
    with path.open("wb") as file:
        file.write(bz2.compress(HEAD.format("en", "Category").encode()))
        for start in range(0, len(entries), each):
            part = entries[start : start + each]
            index += [f"{file.tell()}:{entry.number}:{entry.title}" for entry in part]
            file.write(bz2.compress("".join(entry.xml for entry in part).encode()))
        file.write(bz2.compress(b"</mediawiki>\n"))
    beside = folder / "probewiki-pages-articles-multistream-index.txt.bz2"
    beside.write_bytes(bz2.compress("\n".join(index).encode() + b"\n"))
    return path
