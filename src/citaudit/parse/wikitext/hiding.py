"""Template calls whose text only the wiki knows, and which of them may hide footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from citaudit.model import Problem, ProblemKind, Span
from citaudit.parse.wikitext.cite_errors import CiteError
from citaudit.parse.wikitext.scan import Scan, Token, scan
from citaudit.parse.wikitext.vocabulary import vocabulary
from citaudit.text.sections import kind
from citaudit.text.templates import template_name

_NAMED_AT_MOST = 5  # templates that a message names; the rest is counted
_NOTE_ROLES = frozenset({"footnote", "reuse", "short"})
_UNDEFINED = "references_no_text"
_LISTED = frozenset({"references", "notes"})
PRINTS = "list"  # the id of a problem: what is hidden is a list of footnotes

MASK = re.compile(r'<ref name="citaudit (\d+)"\s*/>')
"""What stands for a footnote inside a call while the wiki expands it."""


def unknown_calls(text: str) -> tuple[str, ...]:
    """What to ask the wiki of a page: its calls that only the wiki can expand, each once."""
    page = scan(text)
    return tuple(dict.fromkeys(asked(page, index)[0] for index in outermost(page)))


def asked(page: Scan, index: int) -> tuple[str, tuple[Span, ...]]:
    """A call as the wiki is asked for it, and the places of the footnotes inside it.

    Each footnote is masked by a bare tag, which MediaWiki carries through every template as it is:
    so what it says keeps its place, and a correction in it does not make the call another.
    """
    token = page.tokens[index]
    parts: list[str] = []
    notes: list[Span] = []
    at = token.start
    for inner in page.inside(index):
        note = page.tokens[inner]
        if note.start >= at and _makes_note(page, inner):
            parts += [page.text[at : note.start], f'<ref name="citaudit {len(notes)}"/>']
            notes.append(Span(note.start, note.end))
            at = note.end
    return "".join((*parts, page.text[at : token.end])), tuple(notes)


def outermost(page: Scan) -> Iterator[int]:
    """Indexes of the calls that only the wiki can expand, and that stand in no other such call.

    Templates that print lists are among them: which of their fields hold definitions is theirs to
    say. Inside a full citation nothing is looked for: its own fields say what it cites.
    """
    past = 0
    for index, token in enumerate(page.tokens):
        if token.start < past or index in page.unseen:
            continue
        if token.kind == "template" and _is_citation(page, index, token):
            past = token.end
        elif _is_list(token) or _is_unknown(page, index, token):
            past = token.end
            yield index


def hidden(page: Scan, errors: Sequence[CiteError], named: Sequence[int]) -> tuple[Problem, ...]:
    """What templates that are not known here may hide; empty where nothing says that they do.

    Two things say so: a name like that of a footnote's or a citation's template (the tokens
    `named`), and a footnote that is used but defined nowhere, while any template is called. Those
    with such a name come first. What stands in a footnote is its own source, and hides none.
    """
    undefined = any(error.key == _UNDEFINED for error in errors)
    names: dict[str, int] = {}
    others = range(len(page.tokens)) if undefined else ()
    for index in (*named, *(at for at in others if not _is_idle(page.tokens[at].name))):
        token = page.tokens[index]
        if token.kind != "template" or not _is_unknown(page, index, token):
            continue
        if not _in_note(page, index):
            names.setdefault(template_name(token.name), index)
    if not names:
        return ()
    first = page.tokens[next(iter(names.values()))]
    shown = [f"{{{{{page.tokens[at].name}}}}}" for at in list(names.values())[:_NAMED_AT_MOST]]
    more = f" and {len(names) - len(shown)} more" if len(names) > len(shown) else ""
    one = "template" if len(names) == 1 else "templates"
    why = ", and footnotes are used that the page does not define" if undefined else ""
    message = f"{len(names)} {one} may hide references: {', '.join(shown)}{more}{why}"
    return (Problem(ProblemKind.HIDDEN, Span(first.start, first.end), message),)


@lru_cache(maxsize=8192)
def may_hide(name: str) -> bool:
    """Whether a template's name is like those of templates that make footnotes or citations."""
    words, plain = vocabulary(), template_name(name)
    return plain not in words.no_hiding and words.hiding_name.search(plain) is not None


def first_printer(page: Scan) -> int:
    """Index of the first template that may print a list of footnotes, though nobody says so here.

    One that is called so, or that stands right under a heading of references or notes; -1 where
    the page has none.
    """
    head = -1  # up to where nothing but templates and comments stands under such a heading
    for index, token in enumerate(page.tokens):
        if page.parents[index] >= 0 or index in page.unseen:
            continue
        if token.kind == "heading":
            listed = kind(page.text[token.inner_start : token.inner_end]) in _LISTED
            head = token.end if listed else -1
            continue
        right_under = head >= 0 and not page.text[head : token.start].strip()
        unknown = token.kind == "template" and _is_unknown(page, index, token)
        if unknown and (_prints_by_name(token.name) or (right_under and not _is_idle(token.name))):
            return index
        right_under = right_under and token.kind in ("template", "comment")
        head = token.end if right_under else -1
    return -1


def printing(page: Scan, printer: int) -> Problem:
    """Said of the template `printer` in place of footnotes that nothing prints."""
    token = page.tokens[printer]
    name = f"{{{{{token.name}}}}}"
    message = f"{name} is not known here and may print the footnotes that no list prints"
    return Problem(ProblemKind.HIDDEN, Span(token.start, token.end), message, PRINTS)


def _prints_by_name(name: str) -> bool:
    words, plain = vocabulary(), template_name(name)
    return words.list_name.search(plain) is not None or kind(plain) in _LISTED


@lru_cache(maxsize=8192)
def _is_idle(name: str) -> bool:
    """Whether a template is known by its name to hold neither footnotes nor a list of them."""
    return vocabulary().idle.search(template_name(name)) is not None


def _is_citation(page: Scan, index: int, token: Token) -> bool:
    """Whether a citation template says in its own fields what it cites."""
    if not vocabulary().cites(token.name):
        return False
    # `{{cite doi|10.…}}` and `{{Cite Smith Map}}` leave what they cite to their own pages.
    return not template_name(token.name).startswith("cite ") or any(
        part.name and not part.name.isdigit() for part in page.parts(index)
    )


def _in_note(page: Scan, index: int) -> bool:
    while (index := page.parents[index]) >= 0:
        if _makes_note(page, index):
            return True
    return False


def _makes_note(page: Scan, index: int) -> bool:
    token = page.tokens[index]
    if token.kind == "function":
        made = page.parts(index)[:1] if token.name == "#tag" else []
        return any(page.text[part.start : part.end].lower() == "ref" for part in made)
    return token.kind == "ref" or (
        token.kind == "template" and vocabulary().role(token.name) in _NOTE_ROLES
    )


def _is_list(token: Token) -> bool:
    return token.kind == "template" and vocabulary().role(token.name) == "list"


def _is_unknown(page: Scan, index: int, token: Token) -> bool:
    words = vocabulary()
    if token.kind == "function":
        return token.name in words.fetching
    if token.kind != "template" or not token.name or words.role(token.name):
        return False
    return not _is_citation(page, index, token)
