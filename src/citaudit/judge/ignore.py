"""`<!-- citaudit: ignore[REF006] why -->` in a page: what each comment covers, and what is unused.

A comment covers the line it stands on; alone on its line, the next block; as `ignore-file`, the
whole page. It is the same in wikitext, Markdown and HTML.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from citaudit.judge.fingerprints import fingerprint, normalised
from citaudit.judge.reach import Reach
from citaudit.model import Case, Finding, Rule, Span

_BLANK_LINE = re.compile(r"\n[ \t]*\r?\n")
_COMMENT = re.compile(
    r"<!--[ \t\r\n]*+citaudit:[ \t]*+ignore(-file)?[ \t]*+\[([^\]\n<]*+)\]((?>(?!-->)[^<])*+)-->",
    re.IGNORECASE,
)
_BEGUN = re.compile(r"<!--[ \t\r\n]*+citaudit:[^<]{0,200}?(?:-->|$)", re.IGNORECASE | re.MULTILINE)
# Tags in which a comment may stand as if alone on its line: none that a finding may be about.
_AROUND = re.compile(r"<!doctype[^<>]*>|</?(?!a\b|img\b|sup\b|cite\b)[a-z][^<>]*>", re.IGNORECASE)
_UNUSED = "TOOL003"


@dataclass(frozen=True, slots=True)
class Directive:
    """One ignore comment: its place, the codes or prefixes it names, and why."""

    span: Span
    codes: tuple[str, ...]
    reason: str
    whole_page: bool

    def names(self, code: str) -> bool:
        """Whether a rule's code is one of those named, or begins with one."""
        return any(code.startswith(named) for named in self.codes)


def directives(text: str) -> tuple[Directive, ...]:
    """The ignore comments of a page, in order."""
    return tuple(
        Directive(
            Span(*found.span()),
            tuple(code.strip().upper() for code in found[2].split(",") if code.strip()),
            " ".join(found[3].split()),
            bool(found[1]),
        )
        for found in _COMMENT.finditer(text)
    )


def applied(
    case: Case, findings: tuple[Finding, ...], rules: Sequence[Rule]
) -> tuple[Finding, ...]:
    """`findings` with those that a comment covers marked ignored, and TOOL003 for idle comments.

    A comment is idle only if every rule it names was run: offline, a comment on a dead link rests.
    """
    page = case.document.page
    found = directives(page.text)
    begun = _misspelt(page.text, found)
    if not found and not begun:
        return findings
    blocks = Reach(block.span for block in case.document.blocks)
    by_span: defaultdict[Span, list[Directive]] = defaultdict(list)
    for directive in found:
        covered = _covered(directive, page.text, blocks, tags=page.format == "html")
        by_span[covered].append(directive)
    reach = Reach(by_span)
    used: set[Directive] = set()
    result: list[Finding] = []
    for finding in findings:
        near = (each for span in reach.holding(finding.span.start) for each in by_span[span])
        owner = next((each for each in near if each.names(finding.code)), None)
        if owner is not None and finding.code != _UNUSED:
            used.add(owner)
            finding = replace(finding, state="ignored", reason=owner.reason or None)
        result.append(finding)
    idle = (
        directive for directive in found if directive not in used and _was_run(directive, rules)
    )
    result += _idle_findings(page.id, page.text, [*idle, *begun], rules)
    return tuple(sorted(result, key=lambda finding: (finding.span, finding.code, finding.message)))


def _misspelt(text: str, found: Sequence[Directive]) -> list[Directive]:
    """Comments to this tool that it does not understand, as directives that name nothing."""
    if "citaudit:" not in text:
        return []
    known = {each.span.start for each in found}
    return [
        Directive(Span(*each.span()), (), "", False)
        for each in _BEGUN.finditer(text)
        if each.start() not in known
    ]


def _covered(directive: Directive, text: str, blocks: Reach, *, tags: bool) -> Span:
    if directive.whole_page:
        return Span(0, len(text))
    line = _line(text, directive.span)
    beside = text[line.start : directive.span.start] + text[directive.span.end : line.end]
    if (_AROUND.sub("", beside) if tags else beside).strip():
        return line
    after = _next_block(text, line.end)
    return Span(after.start, max((b.end for b in blocks.starting_in(after)), default=after.end))


def _line(text: str, span: Span) -> Span:
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    return Span(start, len(text) if end < 0 else end)


def _next_block(text: str, at: int) -> Span:
    """The lines after `at` up to the next blank one."""
    start = at
    while start < len(text) and text[start].isspace():
        start += 1
    end = _BLANK_LINE.search(text, start)
    return Span(start, end.start() if end else len(text))


def _was_run(directive: Directive, rules: Sequence[Rule]) -> bool:
    """Whether every rule named was run. A code that is none of any rule waits for no other run."""
    from citaudit.judge.registry import RULES

    return all(
        any(rule.code.startswith(code) for rule in rules)
        or not any(rule.code.startswith(code) for rule in RULES)
        for code in directive.codes
    )


def _idle_findings(
    page_id: str, text: str, idle: Sequence[Directive], rules: Sequence[Rule]
) -> Iterator[Finding]:
    rule = next((rule for rule in rules if rule.code == _UNUSED), None)
    if rule is None:
        return
    for nth, directive in enumerate(idle):
        words = normalised(directive.span.of(text))
        codes = ", ".join(directive.codes)
        said = f"This comment ignores {codes}, which is not reported here any more."
        if not directive.codes:
            said = "This comment ignores nothing: write `citaudit: ignore[CODE] reason`."
        yield Finding(
            rule.code,
            rule.name,
            directive.span,
            said,
            rule.severity,
            rule.confidence,
            fingerprint(f"{rule.code}:idle", page_id, words, nth),
        )
