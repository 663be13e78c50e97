"""The settings as each stage gets them."""

import re

import pytest

from citaudit.config import Config, ConfigError
from citaudit.options import asking, looking, reading
from citaudit.read import Reading
from citaudit.read.asking import Asking


@pytest.mark.parametrize("settings", [{}, {"timeout": 21.0}, {"allow_private": True}])
@pytest.mark.parametrize("retries", [None, 0, 1, 2, 5])
def test_retries_are_those_of_the_setting_whatever_else_is_set(
    settings: dict[str, float], retries: int | None
) -> None:
    given = settings if retries is None else settings | {"max_retries": retries}
    config = Config(**given)  # type: ignore[arg-type]
    wanted = Config().max_retries if retries is None else retries
    assert reading(config).wiki.retries == wanted
    assert asking(config).retries == wanted
    assert looking(config).retries == wanted


def test_wikis_are_asked_alike_with_and_without_settings() -> None:
    assert asking(Config()) == Asking()
    assert reading(Config()) == Reading()


def test_patterns_are_checked_where_they_are_read() -> None:
    assert looking(Config(include=("b",))).include == (re.compile("b"),)
    for setting in ("include", "exclude"):
        with pytest.raises(ConfigError, match=r"'\(' is no regular expression"):
            looking(Config(**{setting: ("(",)}))  # type: ignore[arg-type]
