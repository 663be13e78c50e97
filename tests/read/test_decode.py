"""Encodings: what a text is written in is told from its bytes."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citaudit.read.decode import UndecodableError, decode, encoded_like
from citaudit.text.charset import codec

SEEDS = Path(__file__).parents[2] / "seeds"
CHINESE = (SEEDS / "002_277f5a197b8b11e5.txt").read_text("utf-8")
TRADITIONAL = (SEEDS / "000_57c43f55aa9757ab.txt").read_text("utf-8")[:1500]


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030", "big5hkscs"],
)
@pytest.mark.parametrize("text", [CHINESE, TRADITIONAL], ids=["long", "short"])
def test_chinese_text_comes_back_whole(text: str, encoding: str) -> None:
    data = text.encode(encoding, "ignore")
    assert decode(data) == data.decode(encoding)


@pytest.mark.parametrize(
    ("declared", "encoding"), [("gb2312", "gb18030"), ("big5", "big5hkscs"), ("Shift_JIS", "cp932")]
)
def test_a_declared_encoding_is_believed(declared: str, encoding: str) -> None:
    text = f'<html><head><meta charset="{declared}"></head><p>中文。</p>'
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("label", ["zip", "hex", "rot13", "undefined", "unicode_escape"])
def test_a_codec_of_python_is_no_encoding(label: str) -> None:
    text = f'<meta charset="{label}"><p>{CHINESE[:2000]}'
    assert decode(text.encode("gb18030")) == text


@pytest.mark.parametrize("declared", ["Shift_JIS", "ks_c_5601-1987", "iso-8859-9", "latin1"])
def test_what_is_written_back_is_in_the_encoding_declared(declared: str) -> None:
    text = {"S": "～①日本", "k": "한국", "i": "İstanbul şğ", "l": "“naïve” €"}[declared[0]]
    data = f'<meta charset="{declared}"><p>{text}'.encode(codec(declared) or "")
    read = decode(data)
    assert text in read
    assert encoded_like(data, read, read + text) == data + text.encode(codec(declared) or "")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.4 x", "binary file"),
        (b"\x89PNG\r\n", "binary file"),
        (b"words\0more words\xff\xfe\x01\x02", "NUL byte at byte 5"),
        (b"\xff\xfe\x00\xd8", "says it is utf-16"),
        (bytes(range(1, 256)) * 3, "UTF-8"),
    ],
)
def test_what_is_no_text_is_refused_with_a_reason(data: bytes, reason: str) -> None:
    with pytest.raises(UndecodableError, match=reason):
        decode(data)


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    with suppress(UndecodableError):
        assert isinstance(decode(data), str)


@given(
    st.text(max_size=200).filter(lambda text: "\0" not in text and not text.startswith("\ufeff"))
)
def test_utf8_is_never_taken_for_another(text: str) -> None:
    data = text.encode()
    if not data.startswith((b"%PDF-", b"PK\x03\x04", b"GIF8", b"BZh", b"\x1f\x8b")):
        assert decode(data) == text
