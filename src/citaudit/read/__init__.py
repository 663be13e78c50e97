"""Targets to pages: files, folders, globs, standard input, and pages of wikis."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from citaudit.model import Page, Unread
from citaudit.read import files
from citaudit.read.files import Reading

__all__ = ["Reading", "is_wiki", "read"]


def is_wiki(target: str) -> bool:
    """Whether a target names a page of a wiki: `wiki:zh:TITLE`, or an address."""
    return target.startswith(("wiki:", "http://", "https://"))


def read(targets: Sequence[str], reading: Reading) -> Iterator[Page | Unread]:
    """Every page of `targets`, each once, in the order given and sorted within a folder.

    What cannot be read comes out as `Unread` with its reason: failure is data here.
    """
    seen: set[str] = set()
    for wiki, group in groupby(targets, is_wiki):
        for page in _read(list(group), reading, wiki=wiki):
            if page.id not in seen:
                seen.add(page.id)
                yield page


def _read(targets: Sequence[str], reading: Reading, *, wiki: bool) -> Iterator[Page | Unread]:
    if not wiki:
        yield from files.read(targets, reading)
        return
    from citaudit.read.wiki import read_wiki  # with its client, which files need not load

    yield from read_wiki(targets, reading.wiki)
