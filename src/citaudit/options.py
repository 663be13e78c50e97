"""The settings of a run as each stage wants them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from citaudit.config import Config, ConfigError
from citaudit.text.moments import DAY
from citaudit.version import USER_AGENT

# A stage is loaded with its own settings alone: reading files needs no client.
if TYPE_CHECKING:
    from citaudit.net.manners import HostManners
    from citaudit.read import Reading
    from citaudit.read.asking import Asking
    from citaudit.resolve import Options


def reading(config: Config) -> Reading:
    """How to read. Raises `ConfigError` for a value that makes no sense."""
    from citaudit.read import Reading

    return Reading(
        config.input_format,
        config.stdin_filename,
        config.exclude_path,
        asking(config),
    )


def asking(config: Config) -> Asking:
    """How to ask wikis. Raises `ConfigError` for a value that makes no sense."""
    from citaudit.read.asking import Asking

    return Asking(
        user_agent=config.user_agent or USER_AGENT,
        timeout=config.timeout,
        retries=config.max_retries,
        allow_private=config.allow_private,
        limit=config.limit,
        hosts=_hosts(config),
        calls=_calls() if config.expand else None,
    )


def _calls() -> Callable[[str], Sequence[str]]:
    from citaudit.parse.wikitext.hiding import unknown_calls

    return unknown_calls


def looking(config: Config) -> Options:
    """How to look at links. Raises `ConfigError` for a value that makes no sense."""
    from citaudit.net.manners import statuses
    from citaudit.resolve import Options

    try:
        accept = statuses(config.accept)
    except ValueError as error:
        raise ConfigError(f"accept: {error}") from error
    return Options(
        user_agent=config.user_agent or USER_AGENT,
        timeout=config.timeout,
        total_timeout=2 * config.timeout,
        retries=config.max_retries,
        host_concurrency=config.host_concurrency,
        host_interval=config.host_interval,
        hosts=_hosts(config),
        insecure_hosts=frozenset(config.insecure_host),
        allow_private=config.allow_private,
        accept=accept,
        include=_compiled(config.include),
        exclude=_compiled(config.exclude),
        budget=config.run_budget,
        once=config.once,
        cache_dir=Path(config.cache_dir) if config.cache_dir else None,
        max_age=config.max_age * DAY,
        wayback=_archive(config.wayback or ""),
        archives=tuple(_archive(each) for each in config.archives),
        archive_budget=config.archive_budget,
        archive_rate=config.archive_rate,
    )


def _compiled(patterns: Sequence[str]) -> tuple[re.Pattern[str], ...]:
    """The patterns, ready to search. Raises `ConfigError`."""
    compiled = []
    for each in patterns:
        try:
            compiled.append(re.compile(each))
        except re.error as error:
            raise ConfigError(f"{each!r} is no regular expression: {error}") from error
    return tuple(compiled)


def _hosts(config: Config) -> dict[str, HostManners]:
    """The settings of single hosts. Raises `ConfigError`."""
    if not config.hosts:
        return {}
    from citaudit.net.manners import HostManners

    hosts = {}
    for host, table in config.hosts.items():
        try:
            hosts[host.lower()] = HostManners.read(table)
        except ValueError as error:
            raise ConfigError(f'[hosts."{host}"]: {error}') from error
    return hosts


def _archive(base: str) -> str:
    """An address of an archive that can be used. Raises `ConfigError`."""
    from citaudit.resolve.wayback import endpoint

    try:
        if base:
            endpoint(base)
    except ValueError as error:
        raise ConfigError(str(error)) from error
    return base
