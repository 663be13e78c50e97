"""What keeps a string from being an address, or makes it more than one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from citaudit.urls.address import address
from citaudit.urls.archive import parse_archive_url
from citaudit.urls.prose import CJK, WIDE_MARKS, url_end
from citaudit.urls.schemes import SCHEMES

# What nearly all addresses look like; another may follow in them, nothing else can be wrong.
_NAME = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_SOUND = re.compile(
    rf"https?://{_NAME}(?:\.{_NAME})+"
    r"(?:[/?#](?>[!#$&()*+,./0-9:;=?@A-Z_a-z~-]|%[0-9A-Fa-f]{2})*+)?"
)
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*+)(:/*+)", re.ASCII)
_KNOWN = frozenset(
    (*SCHEMES, "file", "mailto", "news", "urn", "tel", "irc", "ircs", "magnet", "doi", "data")
)
# `htp`, `ttps`, `htttp`, `hhttp`, `htpp`, `hptt`, `httpss`, `hxxp`.
_MISSPELT = re.compile(r"(?:h?tt?ps?|htt+ps?|hhttps?|htpp|hptt|https?s|hxxps?)", re.I)
_SECOND_SCHEME = re.compile(r"(?:https?:/+){2,}|(?<=[A-Za-z0-9])https?://", re.IGNORECASE)
_NAMED_IN_QUERY = re.compile(r"[^?]*+\?.*%[0-9A-Fa-f]{2}\Z", re.DOTALL)  # `?text=See:%20http://…`
_MARKUP = re.compile(r"\{\{(?!!\}\}|=\}\})|\}\}|\[\[|\]\]|</?[a-z]|'''?", re.IGNORECASE)
_SPACE = re.compile(r"[\x00-\x20\x7f\xa0\u1680\u2000-\u200b\u2028-\u202f\u205f\u2060\u3000\ufeff]")
# `%u4E2D` is no standard, but old Chinese sites answer to it.
_BAD_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4})")
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_\-]{0,61}[a-z0-9_])?", re.ASCII)
# Where a bracket or a parameter bounds the address, wide marks may belong to it. Marks that end a
# sentence or open a quotation do not, nor do brackets that close what the address did not open.
_SENTENCE = re.compile("[。，、；！？：「『“]")
_WIDE_PAIRS = {"）": "（", "》": "《", "】": "【", "」": "「", "』": "『", "〉": "〈"}
_PROSE = re.compile(f"[{WIDE_MARKS}{CJK}]")


FaultLabel = Literal[
    "empty", "no-scheme", "misspelt-scheme", "unknown-scheme", "two-addresses", "no-host",
    "bad-host", "bad-port", "space", "markup", "swallowed-text", "bad-escape",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with an address: a label and words for a reader.

    `end` is the offset where the address should end, None where no shorter one is hidden in it.
    """

    label: FaultLabel
    message: str
    end: int | None = None


def fault(url: str) -> Fault | None:
    """The first thing that keeps `url` from being one address; None where it is sound."""
    if _SOUND.fullmatch(url):
        return _second_address(url)
    if not url.strip():
        return Fault("empty", "there is no address")
    for check in (_scheme_fault, _second_address, _host_fault, _character_fault):
        if found := check(url):
            return found
    return None


def _scheme_fault(url: str) -> Fault | None:
    if url.startswith("//"):
        return None
    found = _SCHEME.match(url)
    if found is None or "." in found[1]:
        return Fault("no-scheme", "it does not begin with http:// or https://")
    name, slashes = found[1].lower(), found[2][1:]
    if name not in _KNOWN:
        if _MISSPELT.fullmatch(name):
            return Fault("misspelt-scheme", f"“{found[1]}” is no scheme; http or https was meant")
        return Fault("unknown-scheme", f"“{found[1]}” is a scheme that no browser opens")
    if name in SCHEMES and len(slashes) < 2:
        return Fault("misspelt-scheme", f"“{found[0]}” should read “{found[1]}://”")
    return None


def _second_address(url: str) -> Fault | None:
    if "http" not in url[1:].lower() or parse_archive_url(url):
        return None
    found = _SECOND_SCHEME.search(url)
    if found is None or _NAMED_IN_QUERY.match(url, 0, found.start()):
        return None
    if found.start() == 0:
        return Fault("two-addresses", "its scheme stands there twice")
    return Fault("two-addresses", "a second address follows without a gap", found.start())


def _host_fault(url: str) -> Fault | None:
    found = _SCHEME.match(url)
    if found and found[1].lower() not in SCHEMES:
        return None
    parts = address(url)
    if parts is None:
        return Fault("no-host", "it names no host")
    name = parts.host
    if name.startswith("["):
        return None
    if not name.isascii() and (swallowed := _PROSE.search(name)):
        words = swallowed[0]
        return Fault("swallowed-text", f"“{words}” is no part of a host name", url.find(words))
    labels = name.split(".")
    wrong = next((label for label in labels if not _LABEL.fullmatch(label)), None)
    if wrong is not None:
        return Fault("bad-host", f"“{name[:80]}” cannot be the name of a host")
    if len(labels) == 1 and name != "localhost":
        return Fault("bad-host", f"“{name}” is no full host name")
    if parts.port and not 0 < int(parts.port[:6]) < 65536:
        return Fault("bad-port", f"{parts.port[:12]} is no port")
    return None


def _character_fault(url: str) -> Fault | None:
    if found := _SPACE.search(url.rstrip()):
        return Fault("space", "a space or control character stands in it", found.start())
    if found := _MARKUP.search(url):
        return Fault("markup", f"it swallows the markup “{found[0]}”", found.start())
    end = len(url) if url.isascii() else url_end(url, 0)  # prose that can be told is no ASCII
    if end < len(url) and _is_prose(url[end:]):
        tail = url[end : end + 12]
        return Fault("swallowed-text", f"it swallows the text “{tail}”", end)
    if _BAD_ESCAPE.search(url):
        return Fault("bad-escape", "a % stands in it that begins no escape")
    return None


def _is_prose(tail: str) -> bool:
    """Whether what follows the address proper belongs to the sentence around it."""
    if _SENTENCE.search(tail):
        return True
    return any(
        tail.count(closing) > tail.count(opening) for closing, opening in _WIDE_PAIRS.items()
    )
