"""The rules as the report explains them: how often they fired, and their pages in each language."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from citaudit.languages import LANGUAGES
from citaudit.manuals import CODE, Manual, manual
from citaudit.model import Rule
from citaudit.report.html.view import FindingView, Passage, RuleView

_EMPHASIS = re.compile(r"\*(\w+)\*")


def rule_views(rules: Sequence[Rule], findings: Sequence[FindingView]) -> tuple[RuleView, ...]:
    """Rules that found something or can be explained: the worst and most frequent first."""
    counted = [each for each in findings if each.state == "new"]
    found = Counter(each.code for each in counted)
    mendable = Counter(each.code for each in counted if each.fix)
    known = {rule.code: rule for rule in rules}
    seen = {each.code: each for each in findings}
    views = []
    for code in sorted({*known, *seen}):
        rule = known.get(code)
        name = rule.name if rule else seen[code].name
        severity = rule.severity if rule else seen[code].severity
        said, english = (rule.summary, rule.parts) if rule else ("", dict[str, str]())
        pages = [manual(code, name, said, english, each) for each in LANGUAGES]
        summary, *parts = _passages(pages)
        views.append(
            RuleView(
                code=code,
                name=name,
                severity=severity,
                n=found[code],
                mendable=mendable[code],
                idle=rule.idle if rule else False,
                summary=summary,
                manual=tuple(parts),
            )
        )
    return tuple(sorted(views, key=lambda each: (not each.n, each.severity.rank, -each.n)))


def _passages(pages: Sequence[Manual]) -> list[Passage]:
    """The summary, then the parts of the page."""
    summary = Passage("summary", False, _alike({page.language: page.summary for page in pages}))
    parts = [
        Passage(key, key in CODE, _alike({page.language: _shown(page, key) for page in pages}))
        for key in pages[0].parts
    ]
    return [summary, *parts]


def _shown(page: Manual, key: str) -> str:
    """A part without the marks of emphasis; what stands in back quotes is left to the template."""
    return page.parts[key] if key in CODE else _EMPHASIS.sub(r"\1", page.parts[key])


def _alike(said: dict[str, str]) -> dict[str, str]:
    """One text under `""` where every language has the same."""
    texts = set(said.values())
    return {"": texts.pop()} if len(texts) == 1 else said
