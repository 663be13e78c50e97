"""The kind of a section by its heading; see `citaudit.text.sections`."""

from citaudit.text.sections import kind

__all__ = ["kind"]
