"""`--expand`: what templates hide, told by the wiki's own parser."""

from __future__ import annotations

import json
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from citaudit.extract import extract
from citaudit.model import Citations, Page, ProblemKind
from citaudit.parse import parse
from citaudit.parse.wikitext.hiding import unknown_calls
from citaudit.read import Reading, read
from citaudit.read.asking import Asking
from tests.cli.command import Done, citaudit

from .conftest import at
from .edited import EditedWiki, Fault, Text, front, send

pytestmark = pytest.mark.services

TITLE = "Stone bridge"
TEMPLATES = {
    "Register entry": "{{#tag:ref|[http://register.lund.se/{{{1}}} Register of bridges, "
    "entry {{{1}}}]|name=register}}",
    "Infobox bridge": '{| class="infobox"\n! {{{name}}}\n|-\n| Length || {{{length|}}}'
    "{{Register entry|{{{id}}}}}\n|-\n| Width || {{{width|}}}<ref>{{cite web "
    "|url=http://10.0.0.7/width |title=Widths |archive-url=https://web.archive.org/web/"
    "20130102030405/http://10.0.0.7/width |archive-date=2014-01-02}}</ref>\n|}",
    "Short": "{{#tag:ref|{{{1}}} {{{2}}}, p. {{{3}}}|name=S {{{1}}} {{{2}}} {{{3}}}}}",
    "Cite Smith Map": "Smith, ''[http://maps.lund.se/1920 Map of the bridges]'', 1920",
    "Sources": "<references />",
    "Cite web": "[{{{url|}}} {{{title|}}}]{{#if:{{{title|}}}||<span class="
    '"cs1-visible-error error">Missing title ([[Help:CS1 errors#citation_missing_title|help]])'
    "</span>}}",
    "Half": "green <nowiki> and white",
}
PAGE = """{{Infobox bridge|name=Stone bridge|id=4711|width=12 m|site=[http://site.lund.se/ site]
|length=312 m<ref>{{cite web |url=http://length.lund.se/ |title=Length |archive-date=2014-05-06
|archive-url=https://web.archive.org/web/20130102030405/http://length.lund.se/}}</ref>}}
The '''bridge''' opened in 1931.<ref name="register" /> It closed in 1990.{{Short|Lind|2001|4}}
It was rebuilt in 1999.{{Short|Lind|2001|4}} It has 12 arches.<ref>{{Cite Smith Map}}</ref>
It was sold in 2001.<ref>{{cite web |url=http://untitled.lund.se/}}</ref>

It is painted {{Half}} since 2011.

== References ==
{{Sources}}
"""
BEFORE = PAGE.replace("It closed in 1990.{{Short|Lind|2001|4}}\n", "")
CALL = PAGE[: PAGE.index("}}\nThe") + 2]


@pytest.fixture(scope="module")
def hiding(wiki: EditedWiki) -> EditedWiki:
    """The wiki with templates that hide references, and a page that calls them."""
    wiki.add(TEMPLATES)
    wiki.write(
        {
            TITLE: [Text(at(hours=9), BEFORE), Text(at(hours=8), PAGE)],
            "Help:CS1 errors": [Text(at(hours=9), "Help.")],
        }
    )
    return wiki


def cited(wiki: EditedWiki, *, expand: bool = True, api: str = "") -> Citations:
    asking = Asking(allow_private=True, retries=1, calls=unknown_calls if expand else None)
    (page,) = read([f"wiki:{api or wiki.api}:{TITLE}"], Reading(wiki=asking))
    assert isinstance(page, Page)
    return extract(parse(page))


def audit(wiki: EditedWiki, *words: str, command: str = "audit") -> tuple[Done, dict[str, Any]]:
    done = citaudit(
        command, f"wiki:{wiki.api}:{TITLE}", "--offline", "--allow-private", "-f", "json",
        "--fail-on", "never", *words,
    )  # fmt: skip
    (page,) = json.loads(done.out)["pages"]
    return done, page


def codes(page: dict[str, Any]) -> set[str]:
    return {finding["code"] for finding in page["findings"]}


def test_footnotes_of_templates_are_counted_where_they_are_called(hiding: EditedWiki) -> None:
    found = cited(hiding)
    text = found.document.page.text
    assert text == PAGE
    told = [(r.label, r.title, r.span.of(text)[:9], len(r.markers)) for r in found.references]
    assert told == [
        ("1", "Length", "<ref>{{ci", 1),
        ("2", "Register of bridges, entry 4711", "{{Infobox", 2),
        ("3", "Widths", "{{Infobox", 1),
        ("4", None, "{{Short|L", 2),
        ("5", "Map of the bridges", "<ref>{{Ci", 1),
        ("6", None, "<ref>{{ci", 1),
    ]
    assert found.references[1].span.of(text) == CALL
    assert [link.url for link in found.references[4].links] == ["http://maps.lund.se/1920"]


def test_statements_get_the_sources_that_templates_give_them(hiding: EditedWiki) -> None:
    support = {claim.text: str(claim.support) for claim in cited(hiding).claims}
    plain = {claim.text: str(claim.support) for claim in cited(hiding, expand=False).claims}
    assert list(support) == list(plain)
    assert plain["The bridge opened in 1931."] == "empty"
    assert support["The bridge opened in 1931."] == "sourced"
    assert support["It closed in 1990."] == "sourced"
    assert plain["It was rebuilt in 1999."] == "paragraph"
    assert support["It was rebuilt in 1999."] == "sourced"


def test_what_the_audit_says_with_it_and_without(hiding: EditedWiki) -> None:
    _, plain = audit(hiding)
    assert {"REF002", "TOOL004"} <= codes(plain)
    hides, prints = (each for each in plain["findings"] if each["code"] == "TOOL004")
    assert "{{Infobox bridge}}" in hides["message"]
    assert prints["message"].startswith("{{Sources}} is not known here and may print the footnotes")
    assert not {"ARC004", "URL007", "REF015"} & (codes(plain) - {"ARC004"})
    _, page = audit(hiding, "--expand")
    assert not {"REF002", "WIKI002", "TOOL004", "TOOL001"} & codes(page)
    assert {"URL007", "REF015"} <= codes(page)
    (error,) = (each for each in page["findings"] if each["code"] == "REF015")
    assert PAGE[error["span"]["start"] :].startswith("<ref>{{cite web |url=http://untitled")


def test_only_what_stands_in_the_page_is_offered_a_fix(hiding: EditedWiki) -> None:
    _, page = audit(hiding, "--expand")
    dates = [each for each in page["findings"] if each["code"] == "ARC004"]
    assert len(dates) == 2
    inside, hidden = sorted(dates, key=lambda each: each["fix"] is None)
    assert inside["fix"] is not None
    assert hidden["fix"] is None
    assert (hidden["span"]["start"], hidden["span"]["end"]) == (0, len(CALL))
    done = citaudit("fix", f"wiki:{hiding.api}:{TITLE}", "--offline", "--allow-private", "--expand")
    changed = [line for line in done.out.splitlines() if line[:1] in "+-"][2:]
    assert [line[:1] for line in changed] == ["-", "+"]
    assert changed[1].endswith("|archive-date=2013-01-02")


def test_links_that_templates_add_are_looked_at_but_vouch_for_no_words(hiding: EditedWiki) -> None:
    found = cited(hiding)
    urls = {link.url for link in found.document.links}
    assert {"http://10.0.0.7/width", "http://register.lund.se/4711"} <= urls
    assert not [each for each in found.references if each.form == "link"]


def test_a_gate_expands_both_sides(hiding: EditedWiki) -> None:
    _, page = audit(hiding, "--expand", command="gate")
    new = [each for each in page["findings"] if each["state"] == "new"]
    assert [each["code"] for each in new if each["code"] in ("URL007", "ARC004", "REF015")] == []


def test_extract_takes_it_too(hiding: EditedWiki) -> None:
    done = citaudit("extract", f"wiki:{hiding.api}:{TITLE}", "--allow-private", "--expand")
    lines = [json.loads(line) for line in done.out.splitlines()]
    assert "Widths" in [line.get("title") for line in lines]


def wrong(handler: BaseHTTPRequestHandler) -> bool:
    body = {"error": {"code": "internal_api_error_Exception", "info": "Caught an exception"}}
    headers = {"content-type": "application/json", "mediawiki-api-error": "internal_api_error"}
    send(handler, 200, json.dumps(body).encode(), headers)
    return True


def busy(handler: BaseHTTPRequestHandler) -> bool:
    send(handler, 503, b"<html>busy</html>", {"retry-after": "0"})
    return True


def well(handler: BaseHTTPRequestHandler) -> bool:
    return False


def problems(found: Citations) -> list[str]:
    return [p.message for p in found.document.problems if p.kind is ProblemKind.UNREADABLE]


def test_the_very_revision_is_rendered_in_two_questions(hiding: EditedWiki) -> None:
    revision = hiding.revisions(TITLE)[-1]
    with front(hiding) as seen:
        found = cited(hiding, api=seen.api)
    _, parsed, expanded = (path for path, _ in seen.asked)
    assert "action=parse" in parsed
    assert f"oldid={revision}" in parsed
    assert "action=expandtemplates" in expanded
    assert "maxlag=5" in parsed
    assert not problems(found)


@pytest.mark.parametrize(
    ("faults", "said"),
    [
        ((well, wrong), ["the wiki could not render this page: Caught an exception"]),
        (
            (well, well, wrong),
            ["the wiki could not expand the templates of this page: Caught an exception"],
        ),
        ((well, busy), []),
    ],
    ids=["rendering", "expanding", "busy"],
)
def test_what_the_wiki_does_not_give_is_said_and_costs_no_page(
    hiding: EditedWiki, faults: tuple[Fault, ...], said: list[str]
) -> None:
    with front(hiding, *faults) as seen:
        found = cited(hiding, api=seen.api)
    assert problems(found) == said
    hidden = [each for each in found.references if each.title == "Widths"]
    assert len(hidden) == (0 if "expand" in "".join(said) else 1)


def test_footnotes_that_nobody_could_place_are_counted(hiding: EditedWiki) -> None:
    with front(hiding, well, well, wrong) as seen:
        found = cited(hiding, api=seen.api)
    (problem,) = (p for p in found.document.problems if p.kind is ProblemKind.HIDDEN)
    assert problem.message == "the wiki prints 6 footnotes, and 4 of them were read"
