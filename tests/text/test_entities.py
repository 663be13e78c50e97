"""Character references, with and without their semicolon."""

from __future__ import annotations

import pytest

from citaudit.text.entities import attribute_value, decoded


@pytest.mark.parametrize(
    ("written", "closed", "attribute"),
    [
        ("?a=1&amp;b=2", "?a=1&b=2", "?a=1&b=2"),
        ("?a=1&copy=2", "?a=1&copy=2", "?a=1&copy=2"),
        ("?a=1&copyright=2", "?a=1&copyright=2", "?a=1&copyright=2"),
        ("?a=1&amp=2", "?a=1&amp=2", "?a=1&amp=2"),
        ("a &lt b", "a &lt b", "a < b"),
        ("&#x4E2D;&#20013;", "中中", "中中"),
        ("&#20013", "&#20013", "中"),
        ("&nosuch; &", "&nosuch; &", "&nosuch; &"),
        ("&#0;&#xD800;", "\ufffd\ufffd", "\ufffd\ufffd"),
    ],
)
def test_references(written: str, closed: str, attribute: str) -> None:
    assert decoded(written) == closed
    assert attribute_value(written) == attribute
