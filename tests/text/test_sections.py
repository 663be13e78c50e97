"""What a heading says its section holds."""

from __future__ import annotations

import pytest

from citaudit.text.sections import kind


@pytest.mark.parametrize(
    ("heading", "wanted"),
    [
        ("Other references", "bibliography"),
        ("Etymological bibliography", "bibliography"),
        ("Reference literature", "bibliography"),
        ("Further online sources", "bibliography"),
        ("其他參考文獻", "bibliography"),
        ("References", "references"),
        ("Cultural references", None),
        ("Energy sources", None),
        ("文獻記載", None),
    ],
)
def test_the_kind_of_a_section(heading: str, wanted: str | None) -> None:
    assert kind(heading) == wanted
