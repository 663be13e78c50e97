"""What every parser is spared."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from citaudit import audit, extract
from citaudit.model import Format


@pytest.mark.parametrize("written", ["wikitext", "markdown", "html"])
def test_half_a_surrogate_pair_is_replaced_in_its_place(written: Format) -> None:
    page = "It opened\ud800 in 1931 at http://a.example/\udfff now. It fell."
    said = extract(page, format=written)
    text = said.document.page.text
    assert text == "It opened\ufffd in 1931 at http://a.example/\ufffd now. It fell."
    assert [claim.span.of(text) for claim in said.claims][-1] == "It fell."
    json.dumps([claim.text for claim in said.claims], ensure_ascii=False).encode()


def test_line_ends_of_other_systems_move_nothing(tmp_path: Path) -> None:
    unix, other = tmp_path / "a.md", tmp_path / "b.md"
    unix.write_bytes(b"Eins.[^1]\n\nZwei.\n\n[^1]: Drei, S. 4\n")
    other.write_bytes(b"Eins.[^1]\r\n\r\nZwei.\r\n\r\n[^1]: Drei, S. 4\r\n")
    first, second = (page.citations for page in audit(str(tmp_path), offline=True).pages)
    assert [c.text for c in first.claims] == [c.text for c in second.claims] == ["Eins.", "Zwei."]
    page = second.document.page
    assert [c.span.of(page.text) for c in second.claims] == ["Eins.", "Zwei."]
