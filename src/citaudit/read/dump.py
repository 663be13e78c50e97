"""A MediaWiki dump in blocks of about a hundred pages, each of which can be worked on apart.

Multistream dumps (https://meta.wikimedia.org/wiki/Data_dumps/Dump_format) hold bzip2 streams of a
hundred pages one after another, and an index of where each begins: their blocks are handed out as
they are, packed. Any other dump is unpacked here, once, and cut at page ends.
"""

from __future__ import annotations

import bz2
import gzip
import io
import itertools
import re
from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Final, cast

from lxml import etree

PAGES: Final = 100
LARGEST_BLOCK: Final = 4 * 1024 * 1024  # bytes of XML in a block cut here
LARGEST_PAGE: Final = 64 * 1024 * 1024  # bytes of XML of one page with all its revisions
_CHUNK: Final = 1024 * 1024
PAGE_BEGIN, PAGE_END = b"<page>", b"</page>"
TITLE = re.compile(rb"<title>([^<]{1,1000})</title>")
_MAGIC: Final = ((b"BZh", "bz2"), (b"\x1f\x8b", "gz"), (b"\x28\xb5\x2f\xfd", "zst"))


class DumpError(ValueError):
    """A dump that cannot be read; the message says where and why."""


@dataclass(frozen=True, slots=True)
class Site:
    """The wiki a dump is of. `namespaces` are its own names by number; `base` its main page."""

    name: str = ""
    base: str = ""
    language: str = "und"
    namespaces: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DumpBlock:
    """Some pages as they stand in the dump, packed by bzip2 or plain XML.

    `place` is where it begins, in bytes: in the file if packed, else in the XML. `read` is how
    much of the file has been read once this block is done. `problem` says what is missing in it.
    """

    number: int
    data: bytes
    packed: bool
    place: int
    read: int
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Dump:
    """A dump ready to be read. `offsets` are those of its streams, empty without an index."""

    path: Path
    site: Site
    size: int
    offsets: array[int]
    index: Path | None = None

    @property
    def blocks(self) -> int | None:
        """How many blocks there are; None where only reading tells."""
        return len(self.offsets) or None


def opened(path: Path, index: Path | None = None) -> Dump:
    """The dump at `path`, with its index if one is given or lies beside it.

    Raises `DumpError` for what is no dump.
    """
    try:
        size = path.stat().st_size
        with _unpacked(path) as stream:
            head = _head(stream)
    except (OSError, EOFError, ValueError) as error:
        raise _unreadable(path, error) from error
    site = site_of(head, path)
    index = index or index_beside(path)
    try:
        offsets = _offsets(index, size) if index else array("q")
    except (OSError, EOFError, ValueError) as error:
        raise _unreadable(index or path, error) from error
    return Dump(path, site, size, offsets, index)


def _unreadable(path: Path, error: Exception) -> DumpError:
    why = getattr(error, "strerror", None) or error
    return DumpError(f"{path}: cannot be read: {why}")


def index_beside(path: Path) -> Path | None:
    """The index that Wikimedia puts beside a multistream dump, if it is there."""
    if "multistream" not in path.name:
        return None
    stem, _, rest = path.name.partition("multistream")
    for name in (rest.replace(".xml", ".txt", 1), ".txt.bz2", ".txt"):
        beside = path.with_name(f"{stem}multistream-index{name}")
        if beside.is_file():
            return beside
    return None


def site_of(head: bytes, path: Path) -> Site:
    """The wiki's own names from the beginning of its dump. Raises `DumpError` without them."""
    start, end = head.find(b"<mediawiki"), head.find(b"</siteinfo>")
    if start < 0:
        raise DumpError(f"{path}: not a MediaWiki dump: no <mediawiki> at its beginning")
    if end < 0:
        raise DumpError(f"{path}: no <siteinfo> in the dump")
    try:
        root = etree.fromstring(head[start:end] + b"</siteinfo></mediawiki>")
    except etree.XMLSyntaxError as error:
        raise DumpError(f"{path}: its <siteinfo> is broken: {error}") from error
    found = {each.get("key"): each.text or "" for each in root.iterfind(".//{*}namespace")}
    return Site(
        name=root.findtext(".//{*}dbname") or root.findtext(".//{*}sitename") or path.stem,
        base=root.findtext(".//{*}base") or "",
        language=root.get("{http://www.w3.org/XML/1998/namespace}lang") or "und",
        namespaces={int(number): name for number, name in found.items() if number},
    )


def blocks(dump: Dump) -> Iterator[DumpBlock]:
    """All blocks in order, numbered from 0: the same every time.

    A file that breaks off or is damaged ends with a block whose `problem` says so.
    """
    if not dump.offsets:
        return _cut(dump)
    return (packed_block(dump, number) for number in range(len(dump.offsets)))


def titles(dump: Dump, block: DumpBlock) -> tuple[str, str] | None:
    """The first and the last title of a packed block, by the index; None where nothing tells."""
    if dump.index is None:
        return None
    found: list[str] = []
    with _unpacked(dump.index) as stream:
        for line in cast("Iterator[bytes]", stream):
            offset, _, rest = line.decode("utf-8", "replace").partition(":")
            if int(offset) == block.place:
                found.append(rest.partition(":")[2].rstrip("\n"))
            elif found:
                break
    return (found[0], found[-1]) if found else None


def packed_block(dump: Dump, number: int) -> DumpBlock:
    """One block of a dump that has an index."""
    start = dump.offsets[number]
    last = number + 1 == len(dump.offsets)
    end = dump.size if last else dump.offsets[number + 1]
    with dump.path.open("rb") as file:
        file.seek(start)
        return DumpBlock(number, file.read(end - start), True, start, end)


def _cut(dump: Dump) -> Iterator[DumpBlock]:
    """Pages cut out of the unpacked XML."""
    pages: list[bytes] = []
    number = size = place = end = 0
    with dump.path.open("rb") as file, _stream_of(file) as stream:
        try:
            for start, page in _pages(stream):
                if pages and (len(pages) == PAGES or size + len(page) > LARGEST_BLOCK):
                    yield DumpBlock(number, b"".join(pages), False, place, file.tell())
                    number, pages, size = number + 1, [], 0
                if not pages:
                    place = start
                pages.append(page)
                size += len(page)
                end = start + len(page)
            problem = ""
        except (OSError, EOFError, ValueError, RuntimeError) as error:
            problem = f"it cannot be read on from byte {end:,} of the XML: {error}"
        if pages or problem:
            yield DumpBlock(number, b"".join(pages), False, place, dump.size, problem)


def _pages(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Each `<page>…</page>` and where it begins. ValueError where the XML ends too soon."""
    held, passed, seen = bytearray(), 0, 0
    begun = ended = False
    while chunk := stream.read(_CHUNK):
        held += chunk
        start = 0
        while (end := held.find(PAGE_END, max(start, seen))) >= 0:
            stop = end + len(PAGE_END)
            begin = held.find(PAGE_BEGIN, start, end)
            if begin >= 0:
                yield passed + begin, bytes(held[begin:stop])
            start = seen = stop
            begun = True
        ended = ended or held.find(b"</mediawiki>", start) >= 0
        del held[:start]
        passed += start
        seen = max(0, len(held) - len(PAGE_END))
        if len(held) > LARGEST_PAGE:
            title = TITLE.search(held)
            named = title[1].decode("utf-8", "replace") if title else f"at byte {passed}"
            raise ValueError(f"the page {named} is larger than {LARGEST_PAGE >> 20} MB")
    if not ended:
        raise ValueError("it breaks off" if begun else "it holds no pages")


def _head(stream: BinaryIO) -> bytes:
    """The dump up to its first page."""
    head = b""
    while b"</siteinfo>" not in head and len(head) < 4 * _CHUNK:
        chunk = stream.read(64 * 1024)
        if not chunk:
            break
        head += chunk
    return head


def _offsets(index: Path, size: int) -> array[int]:
    """Where the streams of pages begin. ValueError for an index of another dump."""
    found = array("q")
    with _unpacked(index) as stream:
        for line in cast("Iterator[bytes]", stream):
            written = line.partition(b":")[0]
            offset = int(written) if written.isdigit() else -1
            if not found or offset != found[-1]:
                found.append(offset)
    if not found or found[0] < 0 or any(a >= b for a, b in itertools.pairwise(found)):
        raise ValueError("it is no index of a multistream dump")
    if found[-1] >= size:
        raise ValueError("it is the index of a longer dump, or the dump breaks off")
    return found


def _unpacked(path: Path) -> BinaryIO:
    return _stream_of(path.open("rb"))


def _stream_of(file: BinaryIO) -> BinaryIO:
    """`file` unpacked as its first bytes ask for, whatever its name says."""
    start = file.read(4)
    file.seek(0)
    packing = next((name for magic, name in _MAGIC if start.startswith(magic)), "")
    if packing == "bz2":
        return cast("BinaryIO", bz2.open(file))
    if packing == "gz":
        return cast("BinaryIO", gzip.open(file))
    if packing == "zst":
        try:
            import zstandard
        except ImportError as error:
            raise DumpError("a .zst dump needs `pip install 'citaudit[scale]'`") from error
        reader = zstandard.ZstdDecompressor().stream_reader(file, read_across_frames=True)
        return cast("BinaryIO", io.BufferedReader(reader, _CHUNK))
    return file
