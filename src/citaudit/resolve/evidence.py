"""From citations to evidence: plan, look, and say for each address what is known of it."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace

from citaudit.model import Citations, Evidence, Look, Outcome, Verdict
from citaudit.net.client import Client
from citaudit.resolve.copies import copy_verdict, named_copy
from citaudit.resolve.history import opened
from citaudit.resolve.lookups import ArchiveLookups
from citaudit.resolve.options import Options
from citaudit.resolve.plan import Plan, by_link, planned
from citaudit.resolve.run import Run
from citaudit.resolve.standing import verdict
from citaudit.watch import LinkWatch


async def gathered(citations: Sequence[Citations], options: Options, watch: LinkWatch) -> Evidence:
    """All that can be said of the links of these pages today."""
    history = opened(options.cache_dir, keep=options.cache)
    try:
        now = (options.clock or time.time)()
        plan = planned(citations, options, history, now)
        async with Client(options) as client:
            run = Run(client, options, history, watch, plan.known)
            await run.look_at(plan.fresh)
            lookups = ArchiveLookups(client, options, history, watch)
            reached = run.no_network is None and not run.interrupted
            if reached:
                await lookups.open(plan.copies)
            evidence = evidence_of(plan, run, lookups.looks, once=options.once)
            if reached:
                evidence = await lookups.searched(evidence, citations, len(plan.known))
    finally:
        history.close()
    problems = [each for each in (history.problem, lookups.problem) if each]
    return replace(evidence, cache_problem="; ".join(problems) or None)


def evidence_of(plan: Plan, run: Run, copies: Mapping[str, Look], *, once: bool) -> Evidence:
    """The evidence for each address as written."""
    if run.no_network is not None:
        skipped = {**dict.fromkeys(plan.known, run.no_network), **plan.skipped}
        return Evidence(skipped=by_link(plan, skipped), no_network=run.no_network)
    verdicts: dict[str, Verdict] = {}
    skipped = dict(plan.skipped)
    looked = {**run.looks, **copies}
    fresh = {*plan.fresh, *plan.copies}
    for key, looks in plan.known.items():
        if key in fresh and key not in looked:
            skipped[key] = run.ended or "not looked at"
            continue
        new: list[Look] = [looked[key]] if key in fresh else []
        known = verdict([*looks, *new], once=once)
        verdicts[key] = copy_verdict(known) if named_copy(key) else known
        if new and new[0].outcome in (Outcome.SKIPPED, Outcome.REFUSED):
            skipped[key] = new[0].reason
    by_written = {url: verdicts[key] for url, key in plan.keys.items() if key in verdicts}
    return Evidence(
        verdicts=by_written, skipped=by_link(plan, skipped), interrupted=run.interrupted
    )
