"""The manual of the rules, as Markdown. `python -m citaudit.judge.manual FILE [LANGUAGE]`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path

from citaudit.judge.registry import RULES
from citaudit.manuals import Manual, words
from citaudit.manuals import manual as written
from citaudit.model import Need, Rule


def manual(rules: Sequence[Rule] = RULES, language: str = "en") -> str:
    """The whole manual: a table of the rules, then a page for each, by family."""
    said = words(language)
    families = [(name, list(found)) for name, found in groupby(rules, key=lambda rule: rule.family)]
    parts = [said["head"], _table(rules, language)]
    for name, found in families:
        parts.append(f"## {said['family'].get(name, name)}\n")
        parts += [page(rule, language) for rule in found]
    return "\n".join(parts)


def page(rule: Rule, language: str = "en") -> str:
    """The manual page of one rule."""
    name = f"`{rule.name}`" if language == "en" else f"{of(rule, language).name} `{rule.name}`"
    return (
        f'### <a id="{rule.code.lower()}"></a>{rule.code} {name}\n\n'
        f"{dials(rule, language)}\n\n{of(rule, language).markdown}\n"
    )


def of(rule: Rule, language: str) -> Manual:
    """What `rule` says in `language`."""
    return written(rule.code, rule.name, rule.summary, rule.parts, language)


def dials(rule: Rule, language: str = "en") -> str:
    """How bad, how sure, and what the rule needs, as one sentence."""
    said = words(language)
    needs = said["and"].join(said["needs"][need] for need in Need if need in rule.needs)
    sentence: str = said["page"].format(
        severity=said["severity"][rule.severity],
        confidence=said["confidence"][rule.confidence],
        needs=needs,
    )
    return sentence[:1].upper() + sentence[1:]


def _table(rules: Iterable[Rule], language: str) -> str:
    said = words(language)
    rows = [
        f"| [{rule.code}](#{rule.code.lower()}) "
        f"| {rule.name if language == 'en' else of(rule, language).name} "
        f"| {said['severity'][rule.severity]} | {said['confidence'][rule.confidence]} "
        f"| {of(rule, language).summary.rstrip('.。')} |"
        for rule in rules
    ]
    columns = said["columns"]
    head = f"| {' | '.join(columns)} |\n|{' --- |' * len(columns)}\n"
    return head + "\n".join(rows) + "\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(
        manual(language=sys.argv[2] if len(sys.argv) > 2 else "en"), encoding="utf-8", newline="\n"
    )
