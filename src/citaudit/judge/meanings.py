"""What a citation error printed in a page means, in plain words."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


def meaning(error: str) -> str:
    """The error's meaning by its id (help anchor or message name); the id itself if unknown."""
    return _meanings().get(error.removeprefix("cite_error_"), f"`{error}`")


@cache
def _meanings() -> Mapping[str, str]:
    table = files("citaudit.judge").joinpath("meanings.toml").read_text("utf-8")
    return {key: words for group in tomllib.loads(table).values() for key, words in group.items()}
