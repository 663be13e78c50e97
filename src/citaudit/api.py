"""The functions that programs call; the commands use the same pipeline."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

from citaudit.config import configured
from citaudit.model import Citations, Format, Page, Report
from citaudit.pipeline import audited, cited, run


def audit(targets: str | Sequence[str], **settings: Any) -> Report:
    """Audit files, folders, globs or wiki pages; the keywords are the settings of `Config`.

    No configuration file is read. Raises `ConfigError` for a setting that cannot be used, and
    RuntimeError inside a running event loop: await `audit_async` there.
    """
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return run(audit_async(targets, **settings))
    raise RuntimeError("an event loop is running here: use `await citaudit.audit_async(…)`")


async def audit_async(targets: str | Sequence[str], **settings: Any) -> Report:
    """`audit` for programs that run an event loop of their own; the arguments are the same."""
    listed = [targets] if isinstance(targets, str) else list(targets)
    return await audited(listed, configured(settings, isolated=True))


def extract(text: str, *, format: Format | None = None) -> Citations:  # noqa: A002
    """The references and statements of a text, without network.

    Where `format` is None, it is recognised from the text.
    """
    return cited(Page("-", text, format=format))
