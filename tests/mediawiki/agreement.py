"""Our reading of a page against MediaWiki's: what differs, and which differences have a reason."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from citaudit.model import Expansion, Page, ProblemKind
from citaudit.parse.wikitext import parse

from .rendered import Rendered, plain


@dataclass(frozen=True)
class Reading:
    """What can be compared of one page."""

    uses: tuple[int, ...]
    errors: Counter[str]
    links: frozenset[str]


def ours(text: str, expansion: Expansion | None = None) -> Reading:
    """Our reading of a wikitext page, with its templates expanded where the wiki was asked."""
    document = parse(Page("page", text, "wikitext", expansion=expansion))
    uses = Counter((marker.group, marker.key) for marker in document.markers)
    keys = {(note.group, note.key) for note in document.notes} | set(uses)
    errors = Counter(p.id for p in document.problems if p.kind is ProblemKind.CITE_ERROR)
    links = frozenset(plain(link.url) for link in document.links)
    return Reading(tuple(sorted(uses[key] for key in keys)), errors, links)


def differences(text: str, rendered: Rendered, expansion: Expansion | None = None) -> list[str]:
    """Each difference in words; empty where the two agree."""
    mine = ours(text, expansion)
    found = []
    theirs = tuple(sorted(rendered.uses))
    if mine.uses != theirs:
        found.append(f"footnotes: MediaWiki {Counter(theirs)}, ours {Counter(mine.uses)}")
    found += [
        f"error {key}: MediaWiki {rendered.errors[key]}, ours {mine.errors[key]}"
        for key in sorted(mine.errors.keys() | rendered.errors.keys())
        if mine.errors[key] != rendered.errors[key]
    ]
    only_theirs, only_ours = rendered.links - mine.links, mine.links - rendered.links
    # A stand-in prints a field's address bare, and MediaWiki leaves its last mark to the sentence.
    same = {url for url in only_ours if url.rstrip(",;.:!?)") in only_theirs}
    only_theirs -= {url.rstrip(",;.:!?)") for url in same}
    # A citation template links the `//host` of its url field; a stand-in prints it as text.
    fields = (url for url in only_ours if url.startswith("//"))
    same |= {url for url in fields if re.search(rf"url\s*=\s*{re.escape(url)}", text)}
    found += [f"link MediaWiki has: {url}" for url in sorted(only_theirs)]
    found += [f"link only we have: {url}" for url in sorted(only_ours - same)]
    return found
