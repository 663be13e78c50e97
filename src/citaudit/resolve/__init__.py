"""Looks at the links of pages: a verdict for each, with its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from citaudit.resolve.options import Options
from citaudit.watch import LinkWatch, Unwatched

# The settings of a run are read before anybody knows that there will be one: no client yet.
if TYPE_CHECKING:
    from citaudit.model import Citations, Evidence

__all__ = ["Options", "resolve"]


async def resolve(
    citations: Sequence[Citations], options: Options | None = None, watch: LinkWatch | None = None
) -> Evidence:
    """Look once at every address that the pages name as a source or an archive copy.

    The verdicts are by address as written in `Document.links`. Looks of earlier runs count, and
    fresh successes are reused. Raises ValueError for a setting that cannot be used.
    """
    from citaudit.resolve.evidence import gathered

    return await gathered(citations, options or Options(), watch or Unwatched())
