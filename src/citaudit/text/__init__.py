"""Pure helpers over one stretch of text."""
