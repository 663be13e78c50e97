"""Bytes to text, with the encoding told from the bytes themselves."""

from __future__ import annotations

from contextlib import suppress

from citaudit.text import charset

# What charset-normalizer may answer: the legacy encodings of the texts this tool is for.
_LEGACY = ["gb18030", "big5hkscs", "big5", "shift_jis", "euc_jp", "euc_kr", "cp1251", "cp1252"]
# HTML: "the encoding declaration must be within the first 1024 bytes" (WHATWG HTML, 4.2.5.4).
_DECLARED_WITHIN = 1024
_BINARY_STARTS = (
    b"%PDF-",
    b"\x89PNG",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"\xff\xd8\xff",
    b"GIF8",
    b"BZh",
)
_SAMPLE = 1 << 16


class UndecodableError(ValueError):
    """The bytes are no text; the message says why and what to do."""


def decode(data: bytes) -> str:
    """The text of a document: a byte-order mark, UTF-8, a declared or a told legacy encoding.

    Line ends stay as they are. Raises `UndecodableError` for binary data.
    """
    for mark, encoding in charset.MARKS:
        if data.startswith(mark):
            return _decoded(data, encoding, len(mark))
    if data.startswith(_BINARY_STARTS):
        raise UndecodableError("is a binary file, not text; export it as text, HTML or Markdown")
    if b"\0" in data:
        return _decoded(data, _utf16_without_mark(data))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _legacy(data, error.start)


def _decoded(data: bytes, encoding: str, mark: int = 0) -> str:
    """`data` without its first `mark` bytes as text."""
    try:
        return data[mark:].decode(encoding)
    except UnicodeDecodeError as error:
        raise UndecodableError(
            f"says it is {encoding} but byte {mark + error.start} is not; save it as UTF-8"
        ) from error


def _utf16_without_mark(data: bytes) -> str:
    """Which byte order reads as nothing but assigned characters; binary data never does."""
    sample = data[:_SAMPLE]
    for encoding in ("utf-16-le", "utf-16-be"):
        text = sample.decode(encoding, "ignore")
        if len(sample) > 3 and all(c.isprintable() or c.isspace() for c in text):
            return encoding
    raise UndecodableError(
        f"has a NUL byte at byte {data.index(0)}: binary, not text; remove it or save as UTF-8"
    )


def _legacy(data: bytes, bad: int) -> str:
    if encoding := _declared(data):
        with suppress(UnicodeDecodeError):
            return data.decode(encoding)
    from charset_normalizer import from_bytes  # slow to load, and most pages are UTF-8

    best = from_bytes(data[:_SAMPLE], cp_isolation=_LEGACY).best()
    if best is None:
        raise UndecodableError(f"is not UTF-8 (byte {bad}) nor any encoding known here")
    try:
        return data.decode(best.encoding)
    except UnicodeDecodeError as error:
        raise UndecodableError(
            f"is not UTF-8 (byte {bad}) and not whole {best.encoding} (byte {error.start})"
        ) from error


def _declared(data: bytes) -> str | None:
    label = charset.declared(data[:_DECLARED_WITHIN])
    return charset.codec(label) if label else None


def encoded_like(data: bytes, text: str, new: str) -> bytes:
    """`new` in the bytes of the document `data`, whose text is `text`.

    Raises `UnicodeError` where no encoding gives `data` back byte for byte, or where it has no
    bytes for a character of `new`.
    """
    for mark, encoding in (
        (b"", "utf-8"),
        *charset.MARKS,
        *((b"", legacy) for legacy in (_declared(data) or "utf-8", *_LEGACY, *charset.CODECS)),
    ):
        try:
            same = mark + text.encode(encoding) == data
        except UnicodeError:
            continue
        if same:
            return mark + new.encode(encoding)
    raise UnicodeError("its encoding is not clear, or the file has changed; save it as UTF-8")
