"""Language conversion, `-{zh-hans:…;zh-hant:…}-`: which of its texts a reader sees.

After MediaWiki's ConverterRule and ZhConverter. A reader of one script who is given nothing in it
sees an error there; here what is not converted (`zh`) stands in, then the other script.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_CALL = re.compile(r"-\{([^{}]*+)\}-")
_FLAGS = re.compile(r"[A-Za-z;\s-]*+\|")
# A semicolon parts two texts only where a variant's name follows it, or nothing at all.
# `甲=>zh-cn:` names the word that is replaced.
_CHOICE = re.compile(
    r"(?:;|\A)\s*+(?:[^;:=]*+=>\s*+)?"
    r"((?:zh|gan|wuu|sr|sh|kk|ku|uz|tg|crh|iu|ike|shi)(?:-[a-z]{2,8}){0,2})\s*+:\s*+",
    re.IGNORECASE,
)
_NOTHING_MORE = re.compile(r";\s*+\Z")
_STANDARD = re.compile("-han[st]-")  # the names of BCP 47: `zh-Hans-CN`
_HIDING = frozenset("HND-")
_FALLBACKS = {
    "zh-hans": (
        *("zh-hans", "zh-cn", "zh-sg", "zh-my", "zh"),
        *("zh-hant", "zh-tw", "zh-hk", "zh-mo"),
    ),
    "zh-hant": (
        *("zh-hant", "zh-tw", "zh-hk", "zh-mo", "zh"),
        *("zh-hans", "zh-cn", "zh-sg", "zh-my"),
    ),
}


class Shown(NamedTuple):
    """The stretch of a conversion's inside that is printed; `chosen` where others are not."""

    start: int
    end: int
    chosen: bool


def shown(inside: str, script: str) -> Shown | None:
    """What of the `inside` of `-{…}-` a reader of `script` (`zh-hans`, `zh-hant`) sees.

    None where it prints nothing: it only sets a rule or the page's title (flags `H`, `T`, `-`),
    describes a rule (`D`) or names a variant (`N`).
    """
    start = 0
    if flagged := _FLAGS.match(inside):
        start = flagged.end()
        flags = {flag.strip() for flag in inside[: start - 1].split(";")}
        if "R" in flags:
            return Shown(start, len(inside), False)
        if flags & _HIDING or ("T" in flags and "A" not in flags):
            return None
    choices = _choices(inside[start:])
    if not choices:
        return Shown(start, len(inside), False)
    wanted = next((name for name in _FALLBACKS[script] if name in choices), next(iter(choices)))
    first, last = choices[wanted]
    return Shown(start + first, start + last, True)


def converted(text: str, script: str = "zh-hans") -> str:
    """`text` with each conversion in it as a reader sees it."""
    if "-{" not in text:
        return text
    return _CALL.sub(lambda call: _words(call[1], script), text)


def _words(inside: str, script: str) -> str:
    seen = shown(inside, script)
    return inside[seen.start : seen.end].strip() if seen else ""


def _choices(rules: str) -> dict[str, tuple[int, int]]:
    """The stretch of each variant's text; none where the rules begin otherwise."""
    names = list(_CHOICE.finditer(rules))
    if not names or ":" in rules[: names[0].start()]:
        return {}
    closing = _NOTHING_MORE.search(rules, names[-1].end())
    ends = [name.start() for name in names[1:]] + [closing.start() if closing else len(rules)]
    return {
        _STANDARD.sub("-", name[1].lower()): (name.end(), end)
        for name, end in zip(names, ends, strict=True)
    }
