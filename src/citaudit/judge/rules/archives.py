"""Archive copies: named, found, and of the right page and day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta

from citaudit.judge.cited_works import works
from citaudit.judge.links import archive_links, links_of, source_link
from citaudit.judge.pages import same_page
from citaudit.judge.repairs import (
    archive_fix,
    date_fix,
    field_of,
    other_copy_fix,
    status_fix,
)
from citaudit.judge.rule import rule
from citaudit.judge.templates import is_citation
from citaudit.model import (
    ArchiveAnswer,
    Case,
    Confidence,
    Dated,
    Fix,
    Hit,
    Link,
    Need,
    Outcome,
    Reference,
    Related,
    RestsOn,
    Severity,
    Snapshot,
    Span,
    Standing,
    Verdict,
)
from citaudit.urls.archive import PROBLEMS, archive_problems, parse_archive_url
from citaudit.urls.canonical import fold

# The other problems leave an address that works.
_BROKEN = frozenset(PROBLEMS) - {
    "short_form",
    "service_unreliable",
    "original_without_scheme",
    "encoded_original",
}
_DAY = timedelta(days=1)  # the archive's clock is UTC, the editor's was not
_COPY = re.compile(r"archiv|wayback|存[档檔]|备份|備份|アーカイブ|보존", re.IGNORECASE)
# Parameters for the address of a part of the work or of another thing: a copy there is one of it.
_OF_A_PART = re.compile(
    r"(?:chapter|contribution|section|article|entry|map|conference|transcript|event|lay)-?url",
    re.IGNORECASE,
)
_WORKING = frozenset({Standing.ALIVE, Standing.MOVED})


@rule(
    "ARC001", Severity.ERROR, Confidence.HIGH, Need.LOOKS, Need.ARCHIVES, rests_on=RestsOn.ONE_LOOK
)
def dead_without_archive(case: Case) -> Iterator[Hit]:
    """The source is dead, and no copy of it is named or found.

    Why: This source is lost unless somebody finds it elsewhere. It is the one case where repair
    means research.

    Bad:

        <ref>[http://news.example/gone Survey]</ref>      (404, no archive has it)

    Good:

        <ref>{{cite news |title=Survey |work=Daily Post |date=2016-12-09 |page=4}}</ref>

    What to do: Search for the title; look for the printed edition or for another source that
    says the same. Where an archive could not be asked, nothing is reported.
    """
    for reference, link, verdict, answer in _dead_sources(case):
        if answer.state == "none" and not _good(answer):
            why = answer.reason
            yield Hit(
                link.span,
                f"Dead, and no archive has a copy ({why})."
                if why
                else "Dead, and no archive has a copy.",
                _cited(reference),
                confidence=verdict.confidence,
            )


@rule(
    "ARC002",
    Severity.WARNING,
    Confidence.HIGH,
    Need.LOOKS,
    Need.ARCHIVES,
    rests_on=RestsOn.ONE_LOOK,
)
def archive_available(case: Case) -> Iterator[Hit]:
    """The source is dead, a good copy exists, and the page does not name it.

    Why: One edit brings the source back.

    Bad:

        {{cite web |title=Survey |url=http://news.example/gone}}

    Good:

        {{cite web |title=Survey |url=http://news.example/gone |url-status=dead
        |archive-url=https://web.archive.org/web/20160412081502/http://news.example/gone
        |archive-date=2016-04-12}}

    What to do: Paste the parameters or the link that the finding offers. Open the copy first:
    it was found by address and date, not read.
    """
    for reference, link, verdict, answer in _dead_sources(case):
        copy = _good(answer)
        if copy is not None:
            yield Hit(
                link.span,
                f"Dead, but {copy.service} has a copy: {copy.archive_url}",
                fix=archive_fix(case.document, reference, copy),
                confidence=verdict.confidence,
            )


@rule("ARC003", Severity.ERROR, Confidence.HIGH)
def archive_of_other_page(case: Case) -> Iterator[Hit]:
    """The archive link holds another address than the source.

    Why: Whoever opens the copy reads another page and finds that it does not say what is
    claimed.

    Bad:

        |url=http://news.example/1 |archive-url=https://web.archive.org/web/20160412081502/http://news.example/2

    Good:

        |url=http://news.example/1 |archive-url=https://web.archive.org/web/20160412081502/http://news.example/1

    What to do: Open both. Where the source has moved and the copy is of its former address,
    cite that address.
    """
    for reference in works(case):
        copies = archive_links(reference)
        sources = [link for link in reference.links if link.role == "source"] if copies else []
        for link in copies:
            copy = parse_archive_url(link.url)
            if not sources or copy is None or copy.original is None or not _paired(reference, link):
                continue
            if not any(same_page(link.url, source.url) for source in sources):
                yield Hit(
                    link.span,
                    f"The copy is of {copy.innermost}, not of {sources[0].url}.",
                    (Related(sources[0].span, "the source"),),
                )


@rule("ARC004", Severity.WARNING, Confidence.HIGH)
def archive_date_mismatch(case: Case) -> Iterator[Hit]:
    """The archive date and the stamp in the archive link disagree.

    Why: Readers judge by the date what the page said when; the link opens the copy of another
    day.

    Bad:

        |archive-url=https://web.archive.org/web/20170113153431/http://… |archive-date=2016-01-13

    Good:

        |archive-url=https://web.archive.org/web/20170113153431/http://… |archive-date=2017-01-13

    What to do: Take the date from the link: its first eight digits are the year, month and day.
    """
    for reference in works(case):
        copies = [parse_archive_url(link.url) for link in archive_links(reference)]
        days = [copy.taken for copy in copies if copy and copy.taken]
        for cited in reference.dates:
            if cited.role != "archived" or not days or cited.earliest is None:
                continue
            latest = cited.latest or cited.earliest
            if not any(cited.earliest <= day <= latest for day in days):
                written = cited.as_written.strip()
                zones = min(abs(day - latest) for day in days) <= _DAY
                yield Hit(
                    cited.span,
                    f"The date says {written}, the archive link {days[0].isoformat()}.",
                    fix=date_fix(case.document, cited, days[0]),
                    severity=Severity.NOTE if zones else None,
                )


@rule(
    "ARC005", Severity.ERROR, Confidence.HIGH, Need.LOOKS, Need.ARCHIVES, rests_on=RestsOn.ONE_LOOK
)
def dead_archive(case: Case) -> Iterator[Hit]:
    """The copy that the page names does not answer, or holds an error page.

    Why: The page promises a copy, so nobody looks for another one.

    Bad:

        |archive-url=https://web.archive.org/web/20190101000000/http://news.example/1  (a “404”)

    Good:

        |archive-url=https://web.archive.org/web/20160412081502/http://news.example/1  (the page)

    What to do: Take an earlier copy: archives go on copying a page after it has gone.
    """
    for link in links_of(case):
        verdict = case.evidence.verdict(link.url) if link.role == "archive" else None
        if verdict is None:
            continue
        soft = verdict.look is not None and verdict.look.outcome is Outcome.SOFT_404
        if verdict.standing is Standing.DEAD or (verdict.standing is Standing.SUSPECT and soft):
            sure = verdict.standing is Standing.DEAD
            yield Hit(
                link.span,
                _bad_copy(verdict.look.reason if verdict.look else "", soft=soft),
                fix=_other_copy(case, link),
                confidence=verdict.confidence if sure else Confidence.MEDIUM,
            )


@rule("ARC006", Severity.WARNING, Confidence.HIGH, Need.LOOKS, rests_on=RestsOn.ONE_LOOK)
def wrong_url_status(case: Case) -> Iterator[Hit]:
    """The citation says live and the source is dead, or dead and it is alive.

    Why: The status decides whether a reader is led to the source or to its copy. In citation
    templates an archive link without a status means *dead* (so do `deadurl=` and `dead-url=` of
    the Chinese Wikipedia, whose default is *yes*).

    Bad:

        |url=http://news.example/gone |archive-url=https://web.archive.org/… |url-status=live

    Good:

        |url=http://news.example/gone |archive-url=https://web.archive.org/… |url-status=dead

    What to do: Correct the status. Before you say *live*, open the source: the domain may have
    gone to somebody else (`usurped`).
    """
    for reference in works(case):
        link = source_link(reference)
        verdict = case.evidence.verdict(link.url) if link else None
        if link and verdict:
            yield from _status_hits(case, reference, link, verdict)


@rule("ARC007", Severity.WARNING, Confidence.HIGH, dated=Dated.DAY)
def malformed_archive_url(case: Case) -> Iterator[Hit]:
    """An archive address that leads to no copy, or not to one copy.

    Why: A calendar, a save command, a stamp that is no date or an archive that has closed: the
    reader gets a form, an error or a copy of some other day.

    Bad:

        https://web.archive.org/web/*/http://news.example/1
        https://web.archive.org/save/http://news.example/1

    Good:

        https://web.archive.org/web/20160412081502/http://news.example/1

    What to do: Open the archive, choose the copy nearest to the day the source was read, and
    cite its full address with all fourteen digits.
    """
    own = frozenset(_no_copies(case))
    for link in links_of(case):
        if link.role == "identifier":
            continue
        if link.role == "archive" and link.span in own:
            yield Hit(
                link.span, "What should be the address of a copy is that of the source itself."
            )
            continue
        for problem in archive_problems(link.url, case.today):
            if problem in _BROKEN:
                message = f"This archive address is malformed: {PROBLEMS[problem]}."
                yield Hit(link.span, message, fix=_other_copy(case, link))
                break


def _no_copies(case: Case) -> Iterator[Span]:
    """The links to a source itself that an archive template gives as its copy."""
    for reference in case.citations.references:
        for link in archive_links(reference):
            if parse_archive_url(link.url) is not None:
                continue
            sources = {fold(other.url) for other in reference.links if other.role == "source"}
            beside = any(
                template.span.holds(link.span) and not is_citation(template)
                for template in reference.templates
            )
            if beside and fold(link.url) in sources:
                yield link.span


def _bad_copy(why: str, *, soft: bool) -> str:
    if soft:
        whole = "This archive copy holds an error page."
        return f"This archive copy holds an error page: {why}." if why else whole
    whole = "This archive copy does not answer with a page."
    return f"This archive copy does not answer with a page: {why}." if why else whole


def _other_copy(case: Case, link: Link) -> Fix | None:
    """Name a good copy of the same page instead, where the archive has one."""
    answer = case.evidence.archive(link.url)
    copy = _good(answer) if answer else None
    return other_copy_fix(case, link, copy) if copy else None


def _paired(reference: Reference, link: Link) -> bool:
    """Whether a copy is named as the copy of this source, not of a part or kept elsewhere."""
    for template in reference.templates:
        if is_citation(template) and template.span.holds(link.span):
            named = (f.name.strip() for f in template.fields if f.span.holds(link.span))
            return not any(map(_OF_A_PART.fullmatch, named))
    return bool(link.text and _COPY.search(link.text))


def _dead_sources(case: Case) -> Iterator[tuple[Reference, Link, Verdict, ArchiveAnswer]]:
    """References whose source is dead and that name no copy which works."""
    copies = [link for link in links_of(case) if link.role == "archive"]
    for reference in works(case):
        link = source_link(reference)
        verdict = case.evidence.verdict(link.url) if link else None
        answer = case.evidence.archive(link.url) if link else None
        if link is None or verdict is None or answer is None:
            continue
        if verdict.standing is Standing.DEAD and not _names_a_copy(case, reference, copies):
            yield reference, link, verdict, answer


def _names_a_copy(case: Case, reference: Reference, copies: Sequence[Link]) -> bool:
    """Whether a copy is named that is not known to be dead: for a link in the prose, anywhere."""
    named: Sequence[Link] = archive_links(reference)
    source = source_link(reference)
    if reference.form == "link" and source is not None:
        named = [link for link in copies if same_page(link.url, source.url)]
    verdicts = (case.evidence.verdict(link.url) for link in named)
    return any(verdict is None or verdict.standing is not Standing.DEAD for verdict in verdicts)


def _good(answer: ArchiveAnswer) -> Snapshot | None:
    return answer.copy if answer.copy and answer.copy.good else None


def _cited(reference: Reference) -> tuple[Related, ...]:
    return tuple(Related(marker.span, "cited here") for marker in reference.markers)


def _status_hits(case: Case, reference: Reference, link: Link, verdict: Verdict) -> Iterator[Hit]:
    field = field_of(reference, "url-status")
    written = field if field and field.value.strip() else None
    status = reference.fields.get("url-status")
    if written and status == "live" and verdict.standing is Standing.DEAD:
        yield Hit(
            written.span,
            "Said to be live, but the source is dead.",
            (Related(link.span, "the source"),),
            status_fix(case.document, written, dead=True),
            confidence=verdict.confidence,
        )
    elif written and status == "dead" and verdict.standing in _WORKING:
        yield Hit(
            written.span,
            "Said to be dead, but the source answers.",
            (Related(link.span, "the source"),),
            status_fix(case.document, written, dead=False),
            confidence=None if verdict.standing is Standing.ALIVE else Confidence.MEDIUM,
        )
    elif (
        not written and reference.fields.get("archive-url") and (verdict.standing is Standing.ALIVE)
    ):
        yield Hit(
            link.span,
            "An archive copy without a status means that the source is dead, but it answers.",
            severity=Severity.NOTE,
            confidence=Confidence.MEDIUM,
        )
