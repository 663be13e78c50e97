"""Targets to pages: files, folders, globs and standard input."""

from citaudit.read.files import Reading, read

__all__ = ["Reading", "read"]
