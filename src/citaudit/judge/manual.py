"""The manual of the rules, as Markdown. `python -m citaudit.judge.manual FILE` writes it."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path

from citaudit.judge.registry import RULES
from citaudit.model import Need, Rule

_FAMILIES = {
    "ARC": "Archive copies",
    "CLM": "Statements",
    "EDT": "Edits",
    "REF": "References",
    "TOOL": "The tool itself",
    "URL": "Links",
    "WIKI": "Wikis",
}
_NEEDS = {
    Need.TEXT: "the text",
    Need.LOOKS: "looks at links",
    Need.ARCHIVES: "archive look-ups",
    Need.EDIT: "two sides of an edit",
}
_HEAD = """\
# The rules

<!-- Made from the rules by `make docs`; do not edit. -->

Every finding bears the code of a rule. **Severity** says how bad it is (error, warning, note),
**confidence** how sure we are (high, medium, low); a rule may lower or raise either where the text
gives cause. A run that lacks what a rule needs (an offline run, an archive that was not asked)
skips the rule and says so. A published code is never used again for something else.

`citaudit explain REF001` prints one page of this manual. `--select` and `--ignore` take codes,
names and prefixes (`REF`). To silence one finding where it stands, say why in a comment, which is
legal in wikitext, Markdown and HTML:

    <!-- citaudit: ignore[REF006] the shop's only page; nothing more to cite -->

It covers its own line; alone on its line, the next block; as `ignore-file[REF006]`, the whole page.
"""


def manual(rules: Sequence[Rule] = RULES) -> str:
    """The whole manual: a table of the rules, then a page for each, by family."""
    families = [(name, list(found)) for name, found in groupby(rules, key=_family)]
    parts = [_HEAD, _table(rules)]
    for name, found in families:
        parts.append(f"## {_FAMILIES.get(name, name)}\n")
        parts += [page(rule) for rule in found]
    return "\n".join(parts)


def page(rule: Rule) -> str:
    """The manual page of one rule."""
    return (
        f'### <a id="{rule.code.lower()}"></a>{rule.code} `{rule.name}`\n\n'
        f"{rule.severity.capitalize()}, confidence {rule.confidence}. "
        f"Needs {needs(rule)}.\n\n{rule.doc}\n"
    )


def needs(rule: Rule) -> str:
    """What a rule needs, in words."""
    return " and ".join(words for need, words in _NEEDS.items() if need in rule.needs)


def _table(rules: Iterable[Rule]) -> str:
    rows = [
        f"| [{rule.code}](#{rule.code.lower()}) | {rule.name} | {rule.severity} "
        f"| {rule.confidence} | {rule.summary.rstrip('.')} |"
        for rule in rules
    ]
    head = "| code | name | severity | confidence | says |\n| --- | --- | --- | --- | --- |\n"
    return head + "\n".join(rows) + "\n"


def _family(rule: Rule) -> str:
    return rule.code.rstrip("0123456789")


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(manual(), encoding="utf-8", newline="\n")
