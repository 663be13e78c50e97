"""The file of a baseline: its entries, written and read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from citaudit.judge.fingerprints import normalised
from citaudit.model import Finding, PageReport
from citaudit.text.shortened import in_one_line

SCHEMA = "citaudit/baseline/v1"
_SHOWN = 60  # code points of a finding's words that a line shows
_DIGITS = 12


class BaselineError(ValueError):
    """The file is no baseline; the message says where and why."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One finding that is known: `text` its words, cut short, `digest` all of them.

    `reason` and `until` are written by people: why it may stay, and the last day it may.
    """

    path: str
    code: str
    text: str
    digest: str
    reason: str | None = None
    until: date | None = None

    @property
    def key(self) -> tuple[str, str]:
        """What makes two findings of one page the same."""
        return self.code, self.digest


def entry(page: PageReport, finding: Finding) -> Entry:
    """The line that a finding gets."""
    written_there = finding.span.of(page.page.text)
    words = normalised(written_there)
    digest = hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
    return Entry(path_of(page.page.id), finding.code, in_one_line(written_there, _SHOWN), digest)


def rendered(entries: Iterable[Entry]) -> str:
    """The file's text: a JSON object whose findings stand one on a line."""
    lines = [json.dumps(_plain(each), ensure_ascii=False) for each in entries]
    body = ",\n".join(lines)
    return (
        f'{{"schema": "{SCHEMA}", "findings": [\n{body}\n]}}\n'
        if lines
        else (f'{{"schema": "{SCHEMA}", "findings": [\n]}}\n')
    )


def read(text: str) -> tuple[Entry, ...]:
    """The entries of a file's text. Raises `BaselineError`."""
    try:
        data = json.loads(text)
    except ValueError as error:
        raise BaselineError(f"not JSON: {error}") from error
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        raise BaselineError(f"not a baseline: its `schema` should be {SCHEMA!r}")
    findings = data.get("findings")
    if not isinstance(findings, list):
        raise BaselineError("`findings` should be a list")
    return tuple(_entry(number, plain) for number, plain in enumerate(findings, 1))


def _plain(each: Entry) -> dict[str, str]:
    plain = {"path": each.path, "code": each.code, "text": each.text, "digest": each.digest}
    if each.reason:
        plain["reason"] = each.reason
    if each.until:
        plain["until"] = each.until.isoformat()
    return plain


def _entry(number: int, plain: Any) -> Entry:
    if not isinstance(plain, dict):
        raise BaselineError(f"finding {number} should be an object")
    for key in ("path", "code", "text", "digest"):
        if not isinstance(plain.get(key), str):
            raise BaselineError(f"finding {number}: `{key}` should be a text")
    until, reason = plain.get("until"), plain.get("reason")
    if reason is not None and not isinstance(reason, str):
        raise BaselineError(f"finding {number}: `reason` should be a text")
    try:
        day = None if until is None else date.fromisoformat(until)
    except (TypeError, ValueError) as error:
        raise BaselineError(f"finding {number}: `until` should be a day, 2026-12-31") from error
    return Entry(plain["path"], plain["code"], plain["text"], plain["digest"], reason, day)


def path_of(page_id: str) -> str:
    """Relative and with forward slashes, on every system."""
    return page_id.replace("\\", "/").removeprefix("./")
