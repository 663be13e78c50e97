"""From an answer to a look: at once, or after the site has been asked what it says to nothing."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Final

from citaudit.model import Look, Outcome
from citaudit.net.client import Client
from citaudit.net.failure import Failure
from citaudit.net.reply import Reply
from citaudit.resolve.options import Options
from citaudit.resolve.outcome import judged
from citaudit.resolve.page import PageStart
from citaudit.resolve.sites import Job, Kept, Site, Titled, Wait, probed
from citaudit.resolve.soft404 import worth_probing
from citaudit.urls.address import host as host_of

BROKEN_OFF: Final = "the answer was broken off"


class AnswerLooks:
    """Looks made of answers. `revised` are later and better than what was settled before."""

    def __init__(self, client: Client, options: Options) -> None:
        self.revised: list[Look] = []
        self._client, self._options = client, options
        self._clock = options.clock or time.time

    def accepted(self, job: Job) -> frozenset[int]:
        """The statuses that count as alive where the job is now."""
        return self._options.accept | self._options.of(host_of(job.here)).accept

    def look(self, job: Job, outcome: Outcome, reason: str, reply: Reply | None = None) -> Look:
        """The look that a job ends with."""
        title = job.kept.page.title if job.kept else None
        return Look(
            job.url,
            self._clock(),
            outcome,
            reply.status if reply else None,
            job.here if job.here != job.url or reply else None,
            tuple(hop.url for hop in job.trail),
            title or None,
            reason,
        )

    def weighed(self, job: Job, reply: Reply, page: PageStart | None, site: Site) -> Look | Wait:
        """Settle, unless one request for an address that cannot exist would tell more."""
        if page is not None and 200 <= reply.status < 300:
            seen = site.seen_before(_light(job, reply, page))
            outcome, _ = self._judged(job, reply, page, None)
            alive = outcome in (Outcome.ALIVE, Outcome.MOVED)
            if alive and worth_probing(job.url, job.here, page, seen_before=seen):
                job.kept = Kept(reply, page)
                if site.probe is not None:
                    return self.settled(job, reply, page, site)
                return Wait()
        return self.settled(job, reply, page, None)

    async def probed(self, job: Job, kept: Kept, site: Site) -> Look | Wait:
        reply, page = kept
        if site.probe is None:
            if site.probing:
                return Wait(0.5)
            site.probing = True
            try:
                limit = self._options.largest_page
                site.probe = await probed(self._client, job.here, limit)
            except Failure:
                return self.settled(job, reply, page, None)
            finally:
                site.probing = False
        return self.settled(job, reply, page, site)

    def settled(self, job: Job, reply: Reply, page: PageStart | None, site: Site | None) -> Look:
        outcome, reason = self._judged(job, reply, page, site)
        if job.hard and outcome is not Outcome.GONE:
            reason = f"first {job.hard}; {reason}" if reason else f"first {job.hard}"
        if reply.broken and outcome in (Outcome.ALIVE, Outcome.MOVED):
            reason = f"{reason}; {BROKEN_OFF}" if reason else BROKEN_OFF
        if site and outcome is Outcome.SOFT_404:
            self._revise(site, page)
        look = self.look(job, outcome, reason, reply)
        return replace(look, title=page.title) if page and page.title else look

    def _revise(self, site: Site, page: PageStart | None) -> None:
        """The first page with this title passed, for want of another: now it can be compared."""
        first = site.titles.get(page.title) if page else None
        if first is None or first.revised:
            return
        first.revised = True
        outcome, reason = self._judged(first.job, first.reply, first.page, site)
        if outcome is Outcome.SOFT_404:
            look = self.look(first.job, outcome, reason, first.reply)
            self.revised.append(replace(look, title=first.page.title))

    def _judged(
        self, job: Job, reply: Reply, page: PageStart | None, site: Site | None
    ) -> tuple[Outcome, str]:
        accept, probe = self.accepted(job), site.probe if site else None
        return judged(job.url, job.trail, job.here, reply.status, reply.plain, page, probe, accept)


def _light(job: Job, reply: Reply, page: PageStart) -> Titled:
    """An answer without its bulk, for the whole run."""
    return Titled(job, replace(reply, body=b""), replace(page, marks=""))
