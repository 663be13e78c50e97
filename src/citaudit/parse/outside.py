"""Addresses that lead out of a page."""

from __future__ import annotations

import re

OUTSIDE = re.compile(r"(?:https?|ftps?)://\S|//[\w-]+\.[\w.-]+", re.IGNORECASE)
