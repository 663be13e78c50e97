"""Where a Markdown link leads: `(address "title")`, `[label]`, and the definitions of labels."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from citaudit.text.entities import decoded

_DEPTH_0 = r"(?>\\[^\n]|[^\s()\\\x00-\x1f])"
_DEPTH_1 = rf"(?>{_DEPTH_0}|\({_DEPTH_0}*+\))"
_DEPTH_2 = rf"(?>{_DEPTH_0}|\({_DEPTH_1}*+\))"
_DEPTH_3 = rf"(?>{_DEPTH_0}|\({_DEPTH_2}*+\))"
_INLINE = re.compile(
    rf"\([ \t\n]*+(?:<(?P<angled>(?>\\[^\n]|[^<>\\\n])*+)>|(?P<plain>{_DEPTH_3}*+))"
    r"(?:[ \t\n]++(?:\"(?P<double>(?>\\.|[^\"\\])*+)\"|'(?P<single>(?>\\.|[^'\\])*+)'"
    r"|\((?P<round>(?>\\.|[^()\\])*+)\)))?[ \t\n]*+\)",
    re.DOTALL,
)
_LABEL = re.compile(r"\[((?>\\.|[^\[\]\\]){0,999}+)\]", re.DOTALL)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Target:
    """An address as meant (escapes and character references undone), and where it ends."""

    url: str
    title: str = ""
    end: int = 0
    written: str = ""


def unescaped(text: str) -> str:
    """Backslash escapes undone."""
    return _ESCAPE.sub(r"\1", text) if "\\" in text else text


def folded(label: str) -> str:
    """A label as labels are compared: white space folded, case folded."""
    return _SPACES.sub(" ", label).strip().casefold()


def inline_target(text: str, at: int) -> Target | None:
    """The `(address "title")` at `at`."""
    if not text.startswith("(", at):
        return None
    found = _INLINE.match(text, at)
    if found is None:
        return None
    url = found.group("angled")
    if url is None:
        url = found.group("plain") or ""
    title = next((part for part in found.group("double", "single", "round") if part), "")
    return Target(decoded(unescaped(url)), title, found.end(), url)


def labelled_target(
    text: str, inside: int, close: int, targets: Mapping[str, Target]
) -> Target | None:
    """What `[text][label]`, `[label][]` or `[label]` leads to, the `]` standing at `close`."""
    if not targets:
        return None
    label = _LABEL.match(text, close + 1)
    end = close + 1
    if label:
        end = label.end()
        name = label.group(1)
        if name.strip():
            known = targets.get(folded(name))
            return replace(known, end=end) if known else None
    if close - inside > 999:
        return None
    known = targets.get(folded(text[inside:close]))
    return replace(known, end=end) if known else None
