"""One module a family of rules; `judge.registry` gathers them."""
