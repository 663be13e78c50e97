"""Findings that were there before: a file to keep in the repository and read in review.

One finding a line, pages by path and findings by their order in the page. No line numbers, no
times and no messages: an edit elsewhere, another day or another version changes no line.
"""

from citaudit.judge.baseline.entries import SCHEMA, BaselineError, Entry, entry, read, rendered
from citaudit.judge.baseline.matching import Matched, matched, pruned, rehomed, written

__all__ = [
    "SCHEMA",
    "BaselineError",
    "Entry",
    "Matched",
    "entry",
    "matched",
    "pruned",
    "read",
    "rehomed",
    "rendered",
    "written",
]
