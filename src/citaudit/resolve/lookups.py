"""The archive side of a run: the copies that pages name, and copies for sources that are gone."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from citaudit.model import ArchiveAnswer, Citations, Evidence, Look, Outcome, Standing
from citaudit.net.client import Client
from citaudit.resolve import wayback
from citaudit.resolve.archive_cache import ArchiveCache
from citaudit.resolve.archive_host import ArchiveHosts
from citaudit.resolve.archives import Archives
from citaudit.resolve.copies import Opener
from citaudit.resolve.history import History
from citaudit.resolve.options import Options
from citaudit.resolve.ranking import Near, wanted_near
from citaudit.urls.archive import archive_problems, parse_archive_url
from citaudit.urls.canonical import fold
from citaudit.watch import LinkWatch, Progress

GONE = frozenset({Standing.DEAD, Standing.SUSPECT})
# Addresses at an archive that lead to no copy, though they say of what.
_LEADS_NOWHERE = frozenset(
    {"calendar_wildcard", "no_timestamp", "impossible_timestamp", "placeholder_timestamp"}
    | {"early_timestamp", "future_timestamp", "service_dead"}
)


class ArchiveLookups:
    """What archives hold for the pages of one run. `looks` are those at copies that pages name.

    `problem` says why their answers are not kept for the next run, where that is so.
    """

    def __init__(
        self, client: Client, options: Options, history: History, watch: LinkWatch
    ) -> None:
        self.looks: dict[str, Look] = {}
        self.problem = ""
        self._options, self._history, self._watch = options, history, watch
        self._hosts = ArchiveHosts(client, options)
        own = wayback.endpoint(options.wayback) if options.wayback else None
        self._opener = Opener(self._hosts, options, own)

    async def open(self, copies: Sequence[str]) -> None:
        """Look at the copies that pages name."""

        async def one(url: str) -> None:
            look = await self._opener.named(url, (self._options.clock or time.time)())
            self.looks[url] = look
            if look.outcome is not Outcome.SKIPPED:
                self._history.add(look)

        await asyncio.gather(*(one(url) for url in copies))
        await self._history.flush()

    async def searched(
        self, evidence: Evidence, citations: Sequence[Citations], known: int
    ) -> Evidence:
        """The evidence with an answer for each source that is gone and each copy that is none."""
        options = self._options
        wanted = missed(evidence, citations)
        if not wanted or not (options.wayback or options.archives):
            return evidence
        answers = ArchiveCache(self._history.path, options.clock)
        try:
            archives = Archives(self._hosts, self._opener, answers, options)
            found, interrupted = await archives.asked(
                dict(wanted.values()),
                lambda done, total: self._watch.see(
                    Progress(known, known, asked=done, to_ask=total)
                ),
            )
        finally:
            answers.close()
            self.problem = answers.problem
        said: dict[str, ArchiveAnswer] = {url: found[key] for url, (key, _) in wanted.items()}
        return replace(evidence, archives=said, interrupted=evidence.interrupted or interrupted)


def missed(
    evidence: Evidence, citations: Sequence[Citations]
) -> Mapping[str, tuple[str, Near | None]]:
    """Each address as written for which a copy is wanted: the address to ask for, and the day."""
    near = wanted_near(citations)
    wanted: dict[str, tuple[str, Near | None]] = {}
    for link in (link for page in citations for link in page.document.links):
        if link.role == "identifier" or link.url in wanted:
            continue
        gone = evidence.standing(link.url) in GONE
        copy = parse_archive_url(link.url)
        if copy is None and gone:
            key = fold(link.url)
            wanted[link.url] = (key, near.get(key))
        elif copy and copy.innermost and (gone or _leads_nowhere(link.url)):
            day = copy.taken
            wanted[link.url] = (fold(copy.innermost), _at(day) or near.get(fold(copy.innermost)))
    return wanted


def _leads_nowhere(url: str) -> bool:
    return any(problem in _LEADS_NOWHERE for problem in archive_problems(url))


def _at(day: date | None) -> Near | None:
    return Near(day, "accessed") if day else None
