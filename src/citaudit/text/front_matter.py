"""The YAML that a Markdown page may begin with, between lines of `---`, as pandoc reads it."""

from __future__ import annotations

import re
from typing import Final

FRONT_MATTER: Final = re.compile(
    r"\ufeff?---[ \t]*\r?\n(?P<yaml>(?>(?!---|\.\.\.)[^\n]*\n)*+)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)"
)
"""The front matter at the start of a page with its fences; the group `yaml` is what is inside."""
