"""Errors of Cite and of the citation templates (CS1) that stand printed in a page.

A CS1 error carries a link to its help page, and the anchor of that link names the error in every
language. A Cite error is told by the label it begins with and by the words it turns on, or, in a
language whose words are not known here, by the help page it links to where the wiki adds one.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from urllib.parse import unquote

_HELP = re.compile(r"(?:CS1|引文格式1|引用格式1|citation_style|Module:Citation)", re.IGNORECASE)
_CITE_HELP = re.compile(r"(Cite[_ ]error[_ ][a-z_ ]++)", re.IGNORECASE)
_ANCHOR = re.compile(r"#([a-z][a-z0-9_:]{3,60})\Z")


def cs1_error(url: str) -> str | None:
    """The id of the CS1 error whose help link this is; None for any other link."""
    found = _ANCHOR.search(url)
    if found is None or "cite_note" in url:
        return None
    page = unquote(url[: found.start()])
    anchor = found.group(1)
    if _HELP.search(page):
        return anchor
    return anchor if anchor in _table()["anchors"] and _is_help(page) else None


def cite_help(url: str) -> str | None:
    """The id of the Cite error whose help page this is (`Help:Cite errors/Cite error …`)."""
    page = unquote(url)
    found = _CITE_HELP.search(page) if _is_help(page) else None
    return re.sub(r"[ _]+", "_", found[1].strip("_ ")).lower() if found else None


def bare(error: str) -> str:
    """The id of a Cite error or warning without the prefix of its message."""
    return error.removeprefix("cite_error_").removeprefix("cite_warning_")


def may_hold_cite_errors(text: str) -> bool:
    """Whether a page holds the label of a Cite error anywhere; the cheap question to ask first."""
    folded = text.casefold()
    return any(label.casefold() in folded for label in _table()["labels"])


def cite_errors(text: str) -> list[tuple[int, int, str]]:
    """(start, end, id) of every Cite error printed in clean text; ids are Cite's message keys."""
    label = _label()
    found: list[tuple[int, int, str]] = []
    for begin in label.finditer(text):
        rest = text[begin.end() : begin.end() + 300]
        stop = re.search(r"\n|(?<=[.。])\s", rest)
        words = rest[: stop.start()] if stop else rest
        found.append((begin.start(), begin.end() + len(words.rstrip()), _cite_id(words)))
    return found


def _cite_id(words: str) -> str:
    folded = words.casefold()
    for error, alternatives in _table()["cite"].items():
        if any(all(word in folded for word in every) for every in alternatives):
            return str(error)
    return "cite_error"


def _is_help(page: str) -> bool:
    return any(f"{name}:" in page for name in _table()["help"])


@cache
def _label() -> re.Pattern[str]:
    labels = "|".join(re.escape(label) for label in _table()["labels"])
    return re.compile(rf"(?:{labels})\s*[:：]\s*", re.IGNORECASE)


@cache
def _table() -> dict[str, dict[str, list[list[str]]]]:
    table = files("citaudit.parse").joinpath("printed_errors.toml").read_text("utf-8")
    return tomllib.loads(table)
