"""What this tool calls itself, where every stage may read it."""

from typing import Final

VERSION: Final = "0.1.0"
USER_AGENT: Final = f"citaudit/{VERSION} (+https://github.com/citaudit/citaudit)"
"""The honest name to send, with an address where the people behind it can be reached."""
