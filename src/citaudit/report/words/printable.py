"""Text of pages made fit for one line of a terminal."""

from __future__ import annotations

_UNPRINTABLE: dict[int, int | str] = {
    **{code: 0x2400 + code for code in range(0x20)},
    **dict.fromkeys((0x09, 0x0A, 0x0D, 0x85, 0x2028, 0x2029), " "),
    0x7F: 0x2421,
    **dict.fromkeys((*range(0x80, 0x85), *range(0x86, 0xA0)), 0xFFFD),
    # direction overrides would show a reader another text than the file holds
    **dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)), 0xFFFD),
    **dict.fromkeys((*range(0xD800, 0xE000), 0xFFFE, 0xFFFF), 0xFFFD),
}


def visible(text: str) -> str:
    """`text` on one line, with what would steer a terminal shown instead of obeyed.

    Character by character, so offsets stay true.
    """
    return text.translate(_UNPRINTABLE)
