"""citaudit audits source citations: which statements have no source a reader can check today."""

__version__ = "0.1.0"
