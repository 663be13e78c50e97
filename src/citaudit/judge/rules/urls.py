"""Addresses: whether they can be followed, and where they lead today."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from citaudit.judge.called_dead import called_dead
from citaudit.judge.links import addresses, links_of
from citaudit.judge.requests import aged
from citaudit.judge.rule import rule
from citaudit.judge.templates import is_citation, templates_of
from citaudit.judge.typed import parted_by_a_bar, unlinked
from citaudit.model import (
    Case,
    Confidence,
    Dated,
    Edit,
    Field,
    Fix,
    Hit,
    Link,
    Need,
    Outcome,
    Related,
    RestsOn,
    Severity,
    Span,
    Standing,
    Verdict,
)
from citaudit.text.moments import utc_day
from citaudit.urls.faults import fault
from citaudit.urls.private import private_reason
from citaudit.urls.tracking import is_shortened, trackers, without_trackers

_PARTS = "archive|chapter|contribution|section|article|entry|map|conference|transcript|event|lay"
_ADDRESS = re.compile(rf"(?:(?:{_PARTS})-?)?url", re.IGNORECASE)
_MARKUP = re.compile(r"\{\{|<!--|\[\[|<nowiki")


@rule("URL001", Severity.ERROR, Confidence.HIGH)
def malformed_url(case: Case) -> Iterator[Hit]:
    """Cannot be an address, or swallows the text around it.

    Why: A reader who clicks it gets an error, and link checkers call the source dead although
    it is only misspelt.

    Bad:

        <ref>[http:/news.example/1 Survey]</ref>
        <ref>[http://news.example/1。另見 Survey]</ref>

    Good:

        <ref>[http://news.example/1 Survey]</ref>

    What to do: Correct the address as the message says and try it. In Chinese text, put a space
    or a bracket between an address and the words that follow.
    """
    for link in links_of(case):
        found = None if link.role == "identifier" else fault(link.url)
        if found is not None:
            why, end = found.message, link.url[: found.end][-20:]
            yield Hit(
                link.span,
                f"This is no sound address: {why}. It should end with “{end}”."
                if found.end
                else f"This is no sound address: {why}.",
            )
    for field in _unlinked(case):
        found = fault(field.value.strip())
        if found is not None:
            yield Hit(field.span, f"This is no sound address: {found.message}.")
    yield from unlinked(case)
    yield from parted_by_a_bar(case)


@rule("URL002", Severity.ERROR, Confidence.MEDIUM, Need.LOOKS, rests_on=RestsOn.ONE_LOOK)
def dead_link(case: Case) -> Iterator[Hit]:
    """The source is gone: 404, 410, or a domain that no longer exists.

    Why: A reader who follows the footnote finds nothing. Only hard evidence counts here,
    confirmed by a second request; a site that blocks robots or does not answer is another
    matter (URL003, URL006).

    Bad:

        <ref>[http://news.example/gone Survey]</ref>      (404 since 2026-01-04)

    Good:

        <ref>{{cite web |title=Survey |url=http://news.example/gone |url-status=dead
        |archive-url=https://web.archive.org/web/20160412081502/http://news.example/gone
        |archive-date=2016-04-12}}</ref>

    What to do: See ARC002 for a copy that was found. Where there is none, search for the title:
    pages often move. Confidence is medium on the first day and high once the link has been seen
    dead over several days; a gate fails on high alone.
    """
    for link, verdict, related in _standing(case, Standing.DEAD):
        yield Hit(link.span, _death(verdict), related, confidence=verdict.confidence)


@rule("URL003", Severity.WARNING, Confidence.MEDIUM, Need.LOOKS, rests_on=RestsOn.NETWORK)
def suspect_link(case: Case) -> Iterator[Hit]:
    """Probably gone: the server stays broken or does not answer.

    Why: The evidence is soft. The server may be back tomorrow, so this is never called dead and
    never fails a gate.

    Bad:

        http://news.example/1      (503 on every look for a week)

    Good:

        http://news.example/1      (200)

    What to do: Try it yourself. Where it stays away, treat it as dead: name a copy.
    """
    for link, verdict, related in _standing(case, Standing.SUSPECT):
        if _outcome(verdict) is not Outcome.SOFT_404:
            yield Hit(link.span, f"Probably gone: {_evidence(verdict)}.", related)


@rule("URL004", Severity.WARNING, Confidence.MEDIUM, Need.LOOKS, rests_on=RestsOn.NETWORK)
def soft_404(case: Case) -> Iterator[Hit]:
    """Answers, but not with the source: an error page, a parked domain or the front page.

    Why: To a program the link works; a reader finds an apology, an advertisement or the news of
    the day. Ordinary link checkers do not see it.

    Bad:

        http://news.example/1      (200, “Page not found”)

    Good:

        http://news.example/1      (200, “Survey of the bridge”)

    What to do: Open it. If the source is not there, treat the link as dead: name a copy.
    """
    for link, verdict, related in _standing(case, Standing.SUSPECT):
        if _outcome(verdict) is Outcome.SOFT_404:
            yield Hit(
                link.span, f"Answers, but not with the source: {_evidence(verdict)}.", related
            )


@rule("URL005", Severity.NOTE, Confidence.HIGH, Need.LOOKS)
def moved_link(case: Case) -> Iterator[Hit]:
    """The address leads to another one for good.

    Why: Redirects are taken down sooner or later. While this one works, the new address can be
    read off it.

    Bad:

        http://old.news.example/1      (301 to https://news.example/archive/1)

    Good:

        https://news.example/archive/1

    What to do: Check that the new page is the source, then replace the address.
    """
    for link, verdict, related in _standing(case, Standing.MOVED):
        target = verdict.look.final_url if verdict.look else None
        if target and target != link.url:
            yield Hit(
                link.span,
                f"Moved for good to {target}.",
                related,
                fix=_replaced(case, link, target, "Use the address it leads to."),
            )


@rule("URL006", Severity.NOTE, Confidence.HIGH, Need.LOOKS, rests_on=RestsOn.NETWORK, idle=True)
def unverifiable_link(case: Case) -> Iterator[Hit]:
    """Nobody can tell from here whether the link works.

    Why: The site turns robots away, asks for a login, or was too slow. That says nothing about
    what a reader would see, so it counts neither as dead nor as a failure.

    Bad:

        http://news.example/1      (403, a page that tests for robots)

    Good:

        http://news.example/1      (200)

    What to do: Nothing, or open it in a browser. The settings of a host can give it the time it
    needs.
    """
    for link, verdict, related in _standing(case, Standing.UNKNOWN):
        yield Hit(link.span, f"Could not be verified: {_evidence(verdict)}.", related)


@rule("URL007", Severity.WARNING, Confidence.HIGH)
def unreachable_for_readers(case: Case) -> Iterator[Hit]:
    """An address that only works for the author.

    Why: localhost, private networks and files on a disk mean something on one machine only.

    Bad:

        [Survey](file:///C:/Users/lind/survey.pdf)      [Survey](http://192.168.0.12/survey)

    Good:

        [Survey](https://news.example/survey.pdf)

    What to do: Find the public address, or cite the document by title, publisher and date.
    """
    for link in links_of(case):
        reason = private_reason(link.url)
        if reason:
            yield Hit(link.span, f"Readers cannot follow this address: {reason}.")


@rule("URL008", Severity.NOTE, Confidence.HIGH)
def hidden_target(case: Case) -> Iterator[Hit]:
    """The address hides where it leads, or reports who follows it.

    Why: When a link shortener closes, nobody knows what was cited. Tracking parameters make one
    source look like two, and tell a third party who reads.

    Bad:

        https://bit.ly/3xYzAbc      https://news.example/1?utm_source=newsletter

    Good:

        https://news.example/1

    What to do: Follow the short link and cite the address it leads to; drop the parameters.
    """
    for link in links_of(case):
        if link.role == "archive":
            continue
        if is_shortened(link.url):
            yield Hit(
                link.span, "A shortened link: nobody sees what it cites, or knows once it dies."
            )
        elif names := trackers(link.url):
            yield Hit(
                link.span,
                f"Tracking parameters in the address: {', '.join(names)}.",
                fix=_replaced(
                    case, link, without_trackers(link.url), "Drop the tracking parameters."
                ),
            )


@rule("URL009", Severity.WARNING, Confidence.MEDIUM, rests_on=RestsOn.ONE_LOOK, dated=Dated.AGE)
def tagged_dead(case: Case) -> Iterator[Hit]:
    """The page itself calls the link dead, and names no copy of it.

    Why: Somebody opened it, found nothing and said so; since then nobody has given readers
    another way to the source. A statement with no other source counts as in doubt, not as
    checkable. Where a link was looked at, what the look saw is reported instead; if that found
    the link alive, the tag is wrong.

    Bad:

        <ref>{{cite web |title=Survey |url=http://news.example/1}} {{dead link|date=May 2012}}</ref>

    Good:

        <ref>{{cite web |title=Survey |url=http://news.example/1 |url-status=dead
        |archive-url=https://web.archive.org/web/20110412081502/http://news.example/1
        |archive-date=2011-04-12}}</ref>

    What to do: Look for a copy in an archive (a run with the network does) or for the page at
    another address, and take the tag out. Where there is neither, find another source.
    """
    for link, mark, copied in called_dead(case):
        verdict = case.evidence.verdict(link.url)
        standing = verdict.standing if verdict else Standing.UNCHECKED
        related = (Related(mark.span, "the page says so here"),)
        if standing in (Standing.ALIVE, Standing.MOVED) and not mark.by_status:
            yield Hit(link.span, "Tagged as dead, but the source answers.", related)
        elif not copied and standing in (Standing.UNCHECKED, Standing.UNKNOWN):
            said = "The page itself calls this link dead, and names no copy"
            yield Hit(link.span, aged(said, mark.since, case.today), related)


def _standing(
    case: Case, standing: Standing
) -> Iterator[tuple[Link, Verdict, tuple[Related, ...]]]:
    for link, related in addresses(case, "source"):
        verdict = case.evidence.verdict(link.url)
        if verdict is not None and verdict.standing is standing:
            yield link, verdict, related


def _unlinked(case: Case) -> Iterator[Field]:
    """Parameters for an address whose value no reader can click, or only a part of it.

    A link ends at a space, and the template prints an error for what stands behind.
    """
    clickable = {link.span.start for link in links_of(case)}
    for template in templates_of(case):
        for field in template.fields if is_citation(template) else ():
            if not field.value or not _takes_address(field.name):
                continue
            if field.span.start in clickable and not _parted(field.value):
                continue
            if field.value.strip() and not _MARKUP.search(field.value):
                yield field


def _parted(value: str) -> bool:
    """Whether an address is followed by more, or set in brackets."""
    return value.lstrip()[:1] == "[" or len(value.split(maxsplit=1)) > 1


@lru_cache(maxsize=1024)
def _takes_address(name: str) -> bool:
    return _ADDRESS.fullmatch(name) is not None


def _outcome(verdict: Verdict) -> Outcome | None:
    return verdict.look.outcome if verdict.look else None


def _death(verdict: Verdict) -> str:
    """That an address is dead, since when, and how often it was seen where that is not enough."""
    why, since = _evidence(verdict), _day(verdict.first_dead)
    said = f"Dead: {why}, first seen dead on {since}" if since else f"Dead: {why}"
    if verdict.confidence is Confidence.HIGH:
        return f"{said}."
    if verdict.seen > 1:
        return f"{said} (seen {verdict.seen} times; more looks over several days make it sure)."
    return f"{said} (seen once; more looks over several days make it sure)."


def _evidence(verdict: Verdict) -> str:
    """What the deciding look met, in words."""
    look = verdict.look
    if look is None:
        return "no look is on record"
    said = look.reason
    status = f"HTTP {look.status}" if look.status and f"({look.status})" not in said else ""
    title = look.title.strip()[:60] if look.title else ""
    quoted = f"“{title}”" if title and title not in said else ""
    words = [part for part in (status, said, quoted) if part]
    return ", ".join(words) or look.outcome.value.replace("_", " ")


def _day(moment: float | None) -> str:
    return str(utc_day(moment) or "")


def _replaced(case: Case, link: Link, target: str, description: str) -> Fix | None:
    """Put `target` in place of the address, where it stands once in the link's words."""
    words = link.span.of(case.document.page.text)
    if words.count(link.url) != 1:
        return None
    start = link.span.start + words.index(link.url)
    return Fix(description, (Edit(Span(start, start + len(link.url)), target),), safe=False)
