"""Citations and evidence in, findings out. Every rule is one function in `judge.rules`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from citaudit.judge import ignore
from citaudit.judge.fingerprints import fingerprinted
from citaudit.model import Case, Finding, Fix, Hit, Rule, Span


def judge(case: Case, rules: Sequence[Rule]) -> tuple[Finding, ...]:
    """The findings of `rules` on one page, by place; ignored ones are in, and marked so."""
    hits = [(rule, hit) for rule in rules for hit in rule.check(case)]
    kept = _without_replaced(_once(hits))
    kept.sort(key=lambda pair: (pair[1].span, pair[0].code, pair[1].message))
    page = case.document.page
    expanded = case.document.expanded
    calls = expanded.calls if expanded else frozenset()
    findings = tuple(
        Finding(
            code=rule.code,
            name=rule.name,
            span=hit.span,
            message=hit.message,
            severity=hit.severity or rule.severity,
            confidence=hit.confidence or rule.confidence,
            fingerprint=fingerprint,
            related=hit.related,
            fix=_of_the_page(hit, calls) if calls else hit.fix,
        )
        for rule, hit, fingerprint in fingerprinted(page.id, page.text, kept)
    )
    return ignore.applied(case, findings, rules)


def _of_the_page(hit: Hit, calls: frozenset[Span]) -> Fix | None:
    """The fix of a hit; None where it speaks of what a template hides: it is not in this page."""
    places = {hit.span, *(related.span for related in hit.related)}
    places.update(edit.span for edit in (hit.fix.edits if hit.fix else ()))
    return None if calls & places else hit.fix


def _once(hits: Iterable[tuple[Rule, Hit]]) -> list[tuple[Rule, Hit]]:
    """A footnote inside a footnote is met twice; what is wrong with it is said once."""
    seen: dict[tuple[str, Span, str], tuple[Rule, Hit]] = {}
    for rule, hit in hits:
        seen.setdefault((rule.code, hit.span, hit.message), (rule, hit))
    return list(seen.values())


def _without_replaced(hits: Sequence[tuple[Rule, Hit]]) -> list[tuple[Rule, Hit]]:
    """Where a rule that replaces another fires, here or at a related place, it says it all."""
    replaced = {
        (rule.replaces, span)
        for rule, hit in hits
        if rule.replaces
        for span in (hit.span, *(related.span for related in hit.related))
    }
    return [(rule, hit) for rule, hit in hits if (rule.code, hit.span) not in replaced]
