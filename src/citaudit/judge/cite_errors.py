"""The errors that MediaWiki's footnotes would print, and the rule that speaks of each.

Keys are the message names of the Cite extension without their prefix (its `i18n/en.json`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from citaudit.judge.meanings import meaning
from citaudit.judge.names import name_at
from citaudit.judge.reach import Reach
from citaudit.model import Case, Hit, Problem, ProblemKind, Span

CITE_ERRORS: Mapping[str, str] = {
    "ref_no_input": "REF001",
    "empty_references_define": "REF001",
    "references_no_text": "REF002",
    "sectionpreview_no_text": "REF002",
    "details_missing_parent": "REF002",
    "references_missing_key": "REF003",
    "references_no_key": "REF003",
    "references_duplicate_key": "REF004",
    "included_ref": "REF011",
    "included_references": "REF011",
    "ref_no_key": "REF016",
    "ref_numeric_key": "REF016",
    "ref_too_many_keys": "REF016",
    "ref_parameter_suggestion": "REF016",
    "ref_follow_conflicts": "REF016",
    "ref_with_details_no_name": "REF016",
    "details_unsupported_context": "REF016",
    "ref_invalid_dir": "REF016",
    "ref_conflicting_dir": "REF016",
    "references_invalid_parameters": "REF016",
    "references_group_mismatch": "WIKI002",
    "group_refs_without_references": "WIKI002",
    "refs_without_references": "WIKI002",
}
_OTHERS = "REF016"  # whatever a newer Cite may add: still a malformed reference


def rule_of(error: str) -> str:
    """The code of the rule that reports a Cite error."""
    return CITE_ERRORS.get(error, _OTHERS)


def with_cite_errors(case: Case, code: str, hits: Iterable[Hit]) -> Iterator[Hit]:
    """`hits`, then those Cite errors of rule `code` that stand at none of their places."""
    places: list[Span] = []
    for hit in hits:
        places += [hit.span, *(related.span for related in hit.related)]
        yield hit
    taken = Reach(places)
    for problem in case.document.problems:
        if problem.kind is not ProblemKind.CITE_ERROR or rule_of(problem.id) != code:
            continue
        if not taken.meets(problem.span):
            yield Hit(problem.span, _explanation(case, problem))


def _explanation(case: Case, problem: Problem) -> str:
    """In the parser's words where it read the source, else what the printed error means."""
    if problem.id == "ref_no_input":
        return "This footnote is empty: no source is given."
    if case.document.page.format == "wikitext":
        return sentence(problem.message)
    if problem.id == "references_duplicate_key" and (name := name_at(case, problem.span)):
        return sentence(f"footnote “{name}” is defined again with other content")
    return sentence(meaning(problem.id))


def sentence(message: str) -> str:
    """A parser's message as findings put it: with a capital and a full stop."""
    words = message.strip()
    stop = "" if words.endswith((".", "…", "!", "?")) else "."
    return f"{words[:1].upper()}{words[1:]}{stop}"
