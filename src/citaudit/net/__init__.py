"""One polite HTTP client: its identity, its manners, its address guard and its queue by host."""
