"""Pure helpers over one address: finding it, reading it, comparing it."""
