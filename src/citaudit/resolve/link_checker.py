"""One look, a request at a time: between two requests it waits in the queue and holds nothing."""

from __future__ import annotations

import time
from typing import Final, NamedTuple

from citaudit.model import Look, Outcome
from citaudit.net import retry
from citaudit.net.client import Client
from citaudit.net.failure import NO_PROXY, Failure, Fault
from citaudit.net.reply import Reply
from citaudit.resolve.answer_looks import BROKEN_OFF, AnswerLooks
from citaudit.resolve.options import Options
from citaudit.resolve.outcome import HARD_STATUSES, Hop, failed
from citaudit.resolve.page import PageStart, is_page, read_page
from citaudit.resolve.sites import Job, Site, Sites, Wait
from citaudit.resolve.soft404 import BARE
from citaudit.urls.address import address
from citaudit.urls.address import host as host_of

_SECOND_NAME: Final = 1.0  # seconds before a name that was not found is asked for again
_REDIRECTING: Final = 60  # words: a page with more is there to be read before it sends one on
_MUTE: Final = 6  # times in a row without an answer, before a host's other addresses are spared
_REFUSAL: Final = 32 * 1024  # bytes read of an answer that refuses: the name of its wall
_PASSING_FAULTS: Final = frozenset(
    {Fault.NAME, Fault.CONNECT, Fault.RESET, Fault.TIMEOUT, Fault.PROXY}
)
# Somebody spoke, if not well.
_HEARD: Final = frozenset({Fault.TLS, Fault.RESET, Fault.PROTOCOL})
_FILES: Final = frozenset(  # endings of what has no title to read
    {"pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "odt", "ods", "odp", "rtf", "csv", "txt"}
    | {"zip", "gz", "tgz", "bz2", "xz", "7z", "rar", "tar", "exe", "dmg", "iso", "apk"}
    | {"jpg", "jpeg", "png", "gif", "webp", "svg", "tif", "tiff", "bmp", "ico", "djvu", "ps"}
    | {"mp3", "mp4", "m4a", "m4v", "avi", "mov", "mkv", "webm", "ogg", "ogv", "wav", "flac"}
    | {"epub", "mobi"}
)


class _Mute(NamedTuple):
    """How often in a row a host gave no answer, and what the last time was like."""

    times: int
    outcome: Outcome
    reason: str


def begun(url: str, options: Options) -> Job:
    """A look before its first request: GET where a title is to be read, else HEAD."""
    return Job(url, url, "GET" if options.titles and not _is_file(url) else "HEAD")


class LinkChecker:
    """Checks links, each a step further at a time. `budget` bounds the further tries of the run."""

    def __init__(
        self, client: Client, options: Options, sites: Sites, budget: retry.Budget
    ) -> None:
        self._client = client
        self._options = options
        self._sites = sites
        self._budget = budget
        self._twice: set[str] = set()
        self._mute: dict[str, _Mute] = {}
        self._clock = options.clock or time.time
        self._answers = AnswerLooks(client, options)
        self.revised = self._answers.revised
        self.no_proxy = False
        self.heard = False  # whether anybody out there has answered anything

    def reads(self, job: Job) -> bool:
        """Whether the next request reads a page, so that robots.txt has a say in it."""
        return job.method == "GET" and self._options.titles

    async def step(self, job: Job, *, keep: bool) -> Look | Wait:
        """The next request of a look, and what follows from it."""
        site = self._sites.of(job.here)
        if job.kept is not None:
            return await self._answers.probed(job, job.kept, site)
        host = host_of(job.here)
        if (mute := self._mute.get(host)) and mute.times >= _MUTE:
            reason = f"{mute.reason} (its host, {mute.times} times in this run)"
            return self.look(job, mute.outcome, reason)
        if self.reads(job) and site.robots and not site.robots.allows(_path(job.here)):
            job.method = "HEAD"
        job.been.add((job.here, self._client.cookies(host_of(job.here))))
        try:
            reply = await self._ask(job, keep=keep)
        except Failure as failure:
            return self._failed(job, failure)
        self.heard = True
        self._mute.pop(host, None)
        if reply.location is not None:
            return self._redirected(job, reply, reply.location)
        return self._answered(job, reply, site)

    def look(self, job: Job, outcome: Outcome, reason: str, reply: Reply | None = None) -> Look:
        """The look that a job ends with."""
        return self._answers.look(job, outcome, reason, reply)

    async def _ask(self, job: Job, *, keep: bool) -> Reply:
        if job.method == "RANGED":
            extra = {"range": f"bytes=0-{_REFUSAL - 1}"}
            return await self._client.fetch(
                "GET", job.here, want=_refusal_only, headers=extra, keep=keep, partial=True
            )
        return await self._client.fetch(
            job.method, job.here, want=self._want, keep=keep, partial=True
        )

    def _want(self, reply: Reply) -> int:
        if 200 <= reply.status < 300 and reply.status not in (204, 205):
            page = is_page(reply.headers.get("content-type", ""))
            return self._options.largest_page if page and self._options.titles else 0
        return _refusal_only(reply)

    def _failed(self, job: Job, failure: Failure) -> Look | Wait:
        host = host_of(job.here)
        self.heard |= failure.fault in _HEARD or "refused" in failure.reason
        self.no_proxy |= failure.reason == NO_PROXY
        if failure.fault in (Fault.CONNECT, Fault.TIMEOUT):
            times = self._mute[host].times if host in self._mute else 0
            self._mute[host] = _Mute(times + 1, *failed(failure, 0))
        if failure.fault is Fault.NO_DOMAIN and host not in self._twice:
            self._twice.add(host)
            self._client.resolver.forget(host)
            return Wait(_SECOND_NAME)
        if job.method == "HEAD" and failure.fault in (Fault.RESET, Fault.PROTOCOL):
            job.method = "RANGED"
            return Wait()
        if failure.fault in _PASSING_FAULTS:
            job.tries += 1
            if self._budget.take(host, job.tries):
                if job.method == "HEAD":
                    job.method = "RANGED"
                if failure.fault is Fault.NAME:
                    self._client.resolver.forget(host)
                return Wait(retry.back_off(job.tries))
        outcome, reason = failed(failure, len(job.trail))
        if job.hard:
            reason = f"first {job.hard}, then {reason}"
        return self.look(job, outcome, reason)

    def _redirected(self, job: Job, reply: Reply, location: str) -> Look | Wait:
        target = location.partition("#")[0]
        job.trail.append(Hop(job.here, reply.status))
        if (target, self._client.cookies(host_of(target))) in job.been:
            return self.look(job, Outcome.BROKEN, "a redirect loop", reply)
        if len(job.trail) > self._options.max_hops:
            many = f"more than {self._options.max_hops} redirects"
            return self.look(job, Outcome.BROKEN, many, reply)
        job.here = target
        return Wait()

    def _answered(self, job: Job, reply: Reply, site: Site) -> Look | Wait:
        if reply.status in self._answers.accepted(job):
            return self._answers.settled(job, reply, None, None)
        if reply.status in retry.PASSING:
            again = self._passing(job, reply)
            if again is not None:
                return again
        if job.method == "HEAD" and not 200 <= reply.status < 300 and reply.status != 429:
            job.hard = job.hard or _hard(reply.status)
            job.method = "RANGED"
            return Wait()
        if job.method == "HEAD" and self._unexpected(job, reply):
            job.method = "GET"
            return Wait()
        if reply.status in HARD_STATUSES and not job.hard:
            job.hard = _hard(reply.status)
            return Wait()
        page = None
        if reply.body:
            kind = reply.headers.get("content-type", "")
            page = read_page(reply.body, kind, cut=reply.cut) if is_page(kind) else None
        if reply.broken and 200 <= reply.status < 300:
            if (again := self._again(job)) is not None:
                return again
            if page is None or page.words < BARE:
                return self.look(job, Outcome.UNREACHABLE, BROKEN_OFF, reply)
        if page and (to := self._sent_on(job, reply, page)):
            return self._redirected(job, reply, to)
        return self._answers.weighed(job, reply, page, site)

    def _again(self, job: Job) -> Wait | None:
        """Another try after an answer that broke off; None where that has to do."""
        job.tries += 1
        if self._budget.take(host_of(job.here), job.tries):
            return Wait(retry.back_off(job.tries))
        return None

    def _sent_on(self, job: Job, reply: Reply, page: PageStart) -> str | None:
        """Where a page without much to read sends its reader; None where it only reloads itself."""
        if not page.refresh or page.words >= _REDIRECTING:
            return None
        to = reply.target(page.refresh)
        plain = to.partition("#")[0] if to else ""
        again = (plain, self._client.cookies(host_of(plain))) in job.been
        return None if plain == job.here and again else to

    def _unexpected(self, job: Job, reply: Reply) -> bool:
        """Whether a page came where a file was cited: it may say that the file is gone."""
        kind = reply.headers.get("content-type", "")
        return self._options.titles and _is_file(job.url) and bool(kind) and is_page(kind)

    def _passing(self, job: Job, reply: Reply) -> Look | Wait | None:
        """Another try, after the wait that was asked for; None where the answer has to do."""
        wait = retry.retry_after(reply.headers.get("retry-after"), self._clock())
        if wait is not None and wait > self._options.longest_wait:
            reason = f"rate-limited: asks to wait {wait:.0f} s"
            return self.look(job, Outcome.BLOCKED, reason, reply)
        job.tries += 1
        if not self._budget.take(host_of(job.here), job.tries):
            return None
        return Wait(retry.back_off(job.tries) if wait is None else wait)


def _hard(status: int) -> str:
    return str(status) if status in HARD_STATUSES else ""


def _refusal_only(reply: Reply) -> int:
    """Bytes to read of an answer that may hold the name of a wall."""
    refuses = reply.status in (401, 403, 405, 406, 429, 503, 999)
    return _REFUSAL if refuses and is_page(reply.headers.get("content-type", "")) else 0


def _is_file(url: str) -> bool:
    path = url.partition("?")[0]
    last = path.rpartition("/")[2]
    return "." in last and last.rpartition(".")[2].lower() in _FILES and path.count("/") > 2


def _path(url: str) -> str:
    parts = address(url)
    query = f"?{parts.query}" if parts and parts.query is not None else ""
    return f"{parts.path or '/'}{query}" if parts else "/"
