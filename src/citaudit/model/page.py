"""What is read: pages, what could not be read, and pages before and after an edit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from citaudit.model.records import record
from citaudit.terms import Format


@record
@dataclass(frozen=True, slots=True)
class Expansion:
    """What a wiki itself makes of one revision of a page.

    `html` is the page rendered. `calls` are template calls as the wiki was asked for them, each
    with the wikitext it stands for. `failures` say what the wiki did not give, and why.
    """

    html: str = ""
    calls: tuple[tuple[str, str], ...] = ()
    failures: tuple[str, ...] = ()


@record
@dataclass(frozen=True, slots=True)
class Page:
    """One text to audit. `format` is None until `parse` has recognised it from the content.

    `beside` holds the bibliographies that the page names in its front matter: (name as written,
    text), with an empty text where one could not be read. `expansion` is set where the wiki was
    asked.
    """

    id: str
    text: str
    format: Format | None = None
    language: str = "und"
    origin: Literal["pandoc"] | None = None
    url: str | None = None
    revision: str | None = None
    beside: tuple[tuple[str, str], ...] = ()
    expansion: Expansion | None = None


@record
@dataclass(frozen=True, slots=True)
class Unread:
    """A target that could not be read, with the reason in words and the remedy."""

    id: str
    reason: str


@record
@dataclass(frozen=True, slots=True)
class PageChange:
    """One page before and after an edit; None where it was not there, or empty.

    Both sides carry the new path as their id, so that a rename changes no fingerprint.
    """

    path: str
    old: Page | Unread | None
    new: Page | Unread | None
