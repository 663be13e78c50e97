# ruff: noqa: E501 - pages have long lines
"""A report built by hand: every standing, every support, Chinese, hostile names and texts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from citaudit.judge.figures import figures
from citaudit.model import (
    ArchiveAnswer,
    Citations,
    CitedDate,
    Claim,
    Confidence,
    Document,
    Edit,
    Evidence,
    Finding,
    Fix,
    Identifier,
    Link,
    Look,
    Marker,
    Need,
    Outcome,
    Page,
    PageReport,
    Problem,
    ProblemKind,
    Reference,
    Related,
    Report,
    Rule,
    Severity,
    Snapshot,
    Span,
    Standing,
    Support,
    Unread,
    Verdict,
)
from tests import making

DEAD, ALIVE = "https://press.example/2012/kiln", "https://museum.example/kiln"
MOVED, SUSPECT = "http://council.example/plan", "https://shop.example/item?id=7&lang=en"
BLOCKED, UNSEEN = "https://news.example/paywall", "https://late.example/never"
NO_COPY = "https://gone.example/報告"
COPY = "https://web.archive.org/web/20160412081502/https://press.example/2012/kiln"
NOON = 1_782_000_000.0
DAY = 86_400.0

TOWN = f"""# 窯城

窯城（Kiln City）建於1931年，是全省最大的陶瓷產地😀，年產三百萬件[^1]。據說有人反對[^2]。
第二句沒有來源，但是說了2014年的產量。

[^1]: [The kiln]({DEAD})
[^2]:
"""
BRIDGE = f"""'''The North Bridge''' crosses the Lim.<ref>[{ALIVE} Museum]</ref>

== History ==
It opened in 1931.<ref name=x>{{{{cite web |title=Plan |url={MOVED} |date=2012-05-01 |access-date=2011-01-01}}}}</ref>
Minister Okafor called it “a mistake we will pay for”. It is the longest in the region.{{{{citation needed|date=May 2014}}}}
It was closed twice.<ref>{SUSPECT}</ref> Nobody was hurt.<ref>{BLOCKED}</ref> A report exists.<ref>{NO_COPY}</ref>
{"The long line goes on and on, as lines in wikitext do. " * 12}In 1999 it was painted. {"And on it goes. " * 20}
It leans.<ref name=x>Other</ref>
"""
HOSTILE = f"""<p>Price is 100% | <script>alert(1)</script> \x1b[31mred\x1b[0m\x07 &amp; ]]> `code`</p>\r
<p>::error file=x::not mine {UNSEEN} \u202egnp.exe \ud800 end</p>\r
"""
HOSTILE_NAME = 'odd/<b>"a, b": 100%|`c`&\n::error::d].html'


def rules() -> tuple[Rule, ...]:
    """Rules with manual pages of the real shape."""
    error, warning, note = Severity.ERROR, Severity.WARNING, Severity.NOTE
    high, medium = Confidence.HIGH, Confidence.MEDIUM
    text, looks = Need.TEXT, Need.LOOKS
    return (
        _rule("CLM001", "uncited-claim", warning, medium, "A statement has no source.", text),
        _rule("CLM002", "uncited-quote", error, high, "A quotation has no source.", text),
        _rule("CLM005", "citation-needed", warning, high, "The text asks for a source.", text),
        _rule("REF001", "empty-reference", error, high, "A reference holds nothing.", text),
        _rule("REF004", "conflicting-name", error, high, "One name, two contents.", text),
        _rule("REF006", "bare-url", warning, high, "Only an address is left.", text),
        _rule("REF013", "lost-in-conversion", warning, high, "A converter emptied it.", text),
        _rule("REF010", "impossible-date", warning, high, "Dates that cannot be.", text),
        _rule("URL002", "dead-link", error, medium, "The link is dead.", looks),
        _rule("URL005", "moved-link", note, high, "The address has moved.", looks),
        _rule("TOOL002", "unchecked-links", note, high, "Links nobody looked at.", text),
    )


def _rule(
    code: str, name: str, severity: Severity, confidence: Confidence, summary: str, need: Need
) -> Rule:
    return making.rule(
        code,
        name,
        severity,
        confidence,
        need,
        summary=summary,
        why="A reader cannot check it.",
        bad="It leans.",
        good="It leans.<ref>Survey, p. 4</ref>",
        what_to_do=f"Mend `{name}` where it stands,\nthen look again. A second sentence.",
    )


class Draft:
    """One page being made: finds spans by their words, so that no offset is counted by hand."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.references: list[Reference] = []
        self.claims: list[Claim] = []
        self.links: list[Link] = []
        self.findings: list[Finding] = []
        self.problems: list[Problem] = []
        self.by_code = {rule.code: rule for rule in rules()}

    def at(self, words: str, nth: int = 0) -> Span:
        return making.place(self.page.text, words, nth)

    def cite(self, words: str, url: str | None = None, **more: object) -> None:
        links = (self.link(url),) if url else ()
        count = len(self.references) + 1
        span = self.at(words)
        made = {"kind": "web" if url else "empty", "markers": (Marker(span, str(count)),)} | more
        self.references.append(making.reference(count, span, links=links, **made))

    def link(self, url: str, role: str = "source") -> Link:
        link = Link(self.at(url), url, role, url)  # type: ignore[arg-type]
        self.links.append(link)
        return link

    def say(self, words: str, support: Support, *sources: str, **more: object) -> None:
        number = f"c{len(self.claims) + 1}"
        made = {"id": number, "section": ("History",), "references": sources} | more
        self.claims.append(making.claim(support, self.at(words), words, **made))

    def find(self, code: str, span: Span, message: str, **more: object) -> None:
        rule = self.by_code[code]
        print_ = f"{code.lower()}-{len(self.findings):03}"
        self.findings.append(making.finding(rule, span, message, print_, **more))

    def report(self, evidence: Evidence) -> PageReport:
        document = Document(self.page, links=tuple(self.links), problems=tuple(self.problems))
        citations = Citations(document, tuple(self.references), tuple(self.claims))
        return PageReport(
            citations, tuple(self.findings), figures(citations, evidence, self.findings)
        )


def evidence() -> Evidence:
    """Every standing there is, from looks of one day."""

    def look(
        url: str, outcome: Outcome, status: int | None, reason: str = "", to: str = ""
    ) -> Look:
        return Look(url, NOON, outcome, status, to or url, (url, to) if to else (), None, reason)

    high, medium = Confidence.HIGH, Confidence.MEDIUM
    gone = look(DEAD, Outcome.GONE, 404, "not found, twice")
    soft = look(SUSPECT, Outcome.SOFT_404, 200, "an error page: “Sorry, item not found”")
    wall = look(BLOCKED, Outcome.BLOCKED, 403, "bot wall")
    there = look(MOVED, Outcome.MOVED, 200, "", "https://council.example/plans/1931")
    lost = look(NO_COPY, Outcome.VANISHED, None, "the domain no longer exists")
    copies = (
        Snapshot(DEAD, COPY.replace("2016", "2019"), "20190412081502", 404, "wayback"),
        Snapshot(DEAD, COPY, "20160412081502", 200, "wayback"),
    )
    return Evidence(
        verdicts={
            DEAD: Verdict(Standing.DEAD, high, gone, NOON - 9 * DAY, 3),
            NO_COPY: Verdict(Standing.DEAD, medium, lost, NOON, 1),
            ALIVE: Verdict(Standing.ALIVE, high, look(ALIVE, Outcome.ALIVE, 200)),
            MOVED: Verdict(Standing.MOVED, high, there),
            SUSPECT: Verdict(Standing.SUSPECT, medium, soft),
            BLOCKED: Verdict(Standing.UNKNOWN, high, wall),
        },
        archives={
            DEAD: ArchiveAnswer("found", copies),
            NO_COPY: ArchiveAnswer("none"),
            SUSPECT: ArchiveAnswer("could-not-ask", reason="the archive did not answer"),
        },
        skipped={UNSEEN: "excluded by --exclude"},
    )


def town(seen: Evidence) -> PageReport:
    """Converted by pandoc; Chinese, with a character outside the basic plane before a finding."""
    draft = Draft(Page("頁/窯城.md", TOWN, "markdown", "zh", "pandoc"))
    draft.cite("[^1]: ", DEAD, title="The kiln")
    draft.cite("[^2]:", cause="lost-in-conversion")
    first = "窯城（Kiln City）建於1931年，是全省最大的陶瓷產地😀，年產三百萬件[^1]。"
    draft.say(first, Support.DEAD, "r1", lead=True, traits=("number", "superlative"))
    draft.say("據說有人反對[^2]。", Support.EMPTY, "r2")
    draft.say("第二句沒有來源，但是說了2014年的產量。", Support.NONE, traits=("date",))
    related = (Related(draft.at("[^2]"), "cited here"),)
    lost = "The converter left nothing of this footnote."
    draft.find("REF013", draft.at("[^2]:"), lost, related=related)
    dead = "Dead: 404, seen 3 times since 2026-06-12."
    mend = Edit(draft.at(DEAD), COPY)
    fix = Fix("Cite the copy of 2016-04-12.", (mend,), safe=False)
    draft.find("URL002", draft.at(DEAD), dead, confidence=Confidence.HIGH, fix=fix)
    number = draft.at("說了2014年的產量")
    draft.find("CLM001", number, "No source for this statement, which gives a date.")
    return draft.report(seen)


def bridge(seen: Evidence) -> PageReport:
    """Wikitext with a finding of every severity, a known one, an ignored one, and a long line."""
    draft = Draft(Page("pages/North Bridge.wiki", BRIDGE, "wikitext", "en", revision="1234"))
    dated = (
        CitedDate("published", "2012-05-01", draft.at("2012-05-01"), date(2012, 5, 1)),
        CitedDate("accessed", "2011-01-01", draft.at("2011-01-01"), problem="before publication"),
    )
    draft.cite("<ref>", ALIVE, title="Museum", identifiers=(Identifier("isbn", "1", Span(0, 1)),))
    draft.cite("<ref name=x>", MOVED, title="Plan", fields={"url": MOVED, "title": "Plan"})
    draft.references[-1] = _dated(draft.references[-1], dated)
    for url in (SUSPECT, BLOCKED, NO_COPY):
        draft.cite(f"<ref>{url}</ref>", url, kind="bare")
    draft.say("'''The North Bridge''' crosses the Lim.", Support.SOURCED, "r1", lead=True)
    draft.say("It opened in 1931.", Support.SOURCED, "r2", traits=("date",))
    quote = "Minister Okafor called it “a mistake we will pay for”."
    draft.say(quote, Support.NONE, traits=("quotation", "attribution"))
    draft.say("It is the longest in the region.", Support.REQUESTED, traits=("superlative",))
    draft.say("It was closed twice.", Support.DOUBTFUL, "r3")
    draft.say("Nobody was hurt.", Support.PARAGRAPH, "r4")
    draft.say("A report exists.", Support.DEAD, "r5")
    draft.say("It leans.", Support.EXEMPT, reason="about the page itself")
    draft.find("CLM002", draft.at(quote), "A quotation attributed to somebody, without a source.")
    draft.find("CLM005", draft.at("{{citation needed|date=May 2014}}"), "The text asks (2014).")
    second = draft.at("<ref name=x>Other</ref>")
    other = (Related(draft.at("<ref name=x>"), "and here with other words"),)
    draft.find("REF004", second, "The name “x” stands for two sources.", related=other)
    for url in (SUSPECT, BLOCKED, NO_COPY):
        draft.find("REF006", draft.at(url), "Only an address.", state=_state(url), reason=_why(url))
    draft.find("CLM001", draft.at("In 1999 it was painted."), "No source for a date.")
    for _ in range(4):
        draft.find("CLM001", draft.at("And on it goes."), "No source for going on.")
    draft.find("URL005", draft.at(MOVED), "Moved to https://council.example/plans/1931.")
    problem = Problem(ProblemKind.LEFTOVER_MARKUP, draft.at("{{citation"), "a template", "x")
    draft.problems.append(problem)
    return draft.report(seen)


def _state(url: str) -> str:
    return {SUSPECT: "known", BLOCKED: "ignored"}.get(url, "new")


def _why(url: str) -> str | None:
    return "wall, reviewed" if url == BLOCKED else None


def _dated(reference: Reference, dates: tuple[CitedDate, ...]) -> Reference:
    return replace(reference, dates=dates, source_key="council.example/plan")


def hostile(seen: Evidence) -> PageReport:
    """A name and a text that try to break out of every format, with CRLF line ends."""
    draft = Draft(Page(HOSTILE_NAME, HOSTILE, "html"))
    draft.link(UNSEEN)
    span = Span(draft.at("::error").start, len(HOSTILE) - 2)
    message = "Bad, 100%: `x` | <b>&\x1b[2J\n::warning::]]> \ud800 @here"
    draft.find("REF001", span, message)
    whole = Span(0, len(HOSTILE))
    draft.find("TOOL002", whole, "1 link not looked at: excluded.")
    return draft.report(seen)


def full() -> Report:
    """Four pages, links looked at, targets that could not be read, a rule that could not run."""
    seen = evidence()
    clean = Draft(Page("clean.md", "", "markdown")).report(seen)
    pages = (town(seen), clean, hostile(seen), bridge(seen))
    return Report(
        pages=pages,
        evidence=seen,
        rules_run=tuple(rule.code for rule in rules()),
        rules_skipped={"ARC001": "no archive was asked", "ARC002": "no archive was asked"},
        unread=(Unread("logo.png", "a binary file"), Unread("lost.md", "a link to nowhere")),
        looked="2026-06-21T00:00:00Z",
        rules=rules(),
    )


def offline() -> Report:
    """One page, no link looked at."""
    none = Evidence()
    page = town(none)
    kept = tuple(finding for finding in page.findings if not finding.code.startswith("URL"))
    page = PageReport(page.citations, kept, figures(page.citations, none, kept))
    run = tuple(rule for rule in rules() if Need.LOOKS not in rule.needs)
    return Report(
        pages=(page,),
        evidence=none,
        rules_run=tuple(rule.code for rule in run),
        rules_skipped={"URL002": "offline", "URL005": "offline"},
        rules=run,
    )


def nothing() -> Report:
    """A run that found no page."""
    return Report((), Evidence(), (), {})
