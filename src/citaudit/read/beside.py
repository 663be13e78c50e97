"""The bibliographies that a page names in its front matter and that lie in files beside it.

Pandoc, Quarto and R Markdown cite by key (`[@smith04]`) what `bibliography:` names: BibTeX,
CSL-JSON or CSL-YAML. A name counts from the page's own folder.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path, PurePosixPath

from citaudit.model import Page, Unread
from citaudit.read.decode import UndecodableError, decode
from citaudit.text.front_matter import FRONT_MATTER

KINDS = frozenset({".bib", ".bibtex", ".json", ".yaml", ".yml"})
"""The endings of what can be a bibliography; nothing else is ever opened for a page."""

_LARGEST = 50 << 20  # bytes
_MOST = 20
_KEY = "bibliography"


def named(text: str) -> tuple[str, ...]:
    """The bibliographies that the front matter of a page names, as written, in order."""
    front = FRONT_MATTER.match(text)
    if front is None or _KEY not in front["yaml"]:
        return ()
    import yaml  # few pages name a bibliography

    try:
        # Strings alone: a date that no calendar has must not cost the page its bibliography.
        data = yaml.load(front["yaml"], Loader=yaml.BaseLoader)  # noqa: S506
    except (yaml.YAMLError, ValueError, RecursionError):
        return ()
    written = data.get(_KEY) if isinstance(data, dict) else None
    names = written if isinstance(written, list) else [written]
    kept = [
        name
        for name in names
        if isinstance(name, str) and PurePosixPath(name).suffix.lower() in KINDS
    ]
    return tuple(dict.fromkeys(kept))[:_MOST]


def with_bibliographies(page: Page | Unread, fetch: Callable[[str], bytes | None]) -> Page | Unread:
    """The page with what it names beside it; `fetch` gives the bytes of a name, or None.

    One that cannot be read is there with an empty text, so that the audit can say so.
    """
    if isinstance(page, Unread) or not (names := named(page.text)):
        return page
    return replace(page, beside=tuple((name, _text(fetch(name))) for name in names))


def from_folder(folder: Path, name: str) -> bytes | None:
    """The bytes of the file called `name` as seen from a page in `folder`."""
    path = folder / name
    try:
        if path.is_file() and path.stat().st_size <= _LARGEST:
            return path.read_bytes()
    except (OSError, ValueError):
        return None
    return None


def _text(data: bytes | None) -> str:
    try:
        return decode(data) if data else ""
    except UndecodableError:
        return ""
