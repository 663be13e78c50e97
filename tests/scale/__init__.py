"""Dumps, engines and queries."""
