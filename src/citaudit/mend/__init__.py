"""Edits put into a page: all that do not overlap, and every other character as it was."""

from citaudit.mend.edits import Mended, mended
from citaudit.mend.patch import patch

__all__ = ["Mended", "mended", "patch"]
