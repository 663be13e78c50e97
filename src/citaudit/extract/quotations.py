"""What covers a quotation that is set apart: one source for all of it, and for what introduces it.

The paragraphs of one quotation are blocks of their own. A footnote in any of them, right behind the
quotation or at the end of the line that introduces it says where all of it was taken from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from citaudit.extract.scope import Cover, Mark, first_group
from citaudit.model import Block

# Between two paragraphs of one quotation: no more than white space, marks of lines and tags that
# break them. What stands between two quotations holds the name of their element or template.
_WITHIN = re.compile(
    r"(?>[\s>:*#|]++|</?(?:p|br|div|span|cite|footer|small|i|em|ul|ol|li)\b[^<>]{0,200}+>)*+"
)
_FARTHEST = 500  # characters between two paragraphs of one quotation
_INDENTED = re.compile(r"\s*\n:+[ \t]*")  # between a line and what it introduces, indented
_INTRODUCES = re.compile(r"[:：][”\"」』’'）)]?\s*$")


def quotation_covers(
    page: str, blocks: Sequence[Block], marks: Mapping[int, Sequence[Mark]]
) -> Mapping[int, Cover]:
    """What covers a sentence without a mark of its own, by the index of its block.

    Given are the paragraphs of quotations, and the blocks whose last line introduces one or an
    indented line of words, as quotations often are written.
    """
    found: dict[int, Cover] = {}
    for index in _indented(page, blocks):
        cover = first_group(marks.get(index, ()))
        if cover is not None:
            found[index - 1] = cover
    for first, end in _quotations(page, blocks):
        introduced = first > 0 and _introduces(blocks[first - 1])
        behind = end < len(blocks) and not blocks[end].text.text  # nothing but marks
        inside = (first_group(marks.get(index, ())) for index in range(first, end + behind))
        cover = next(filter(None, inside), None)
        if cover is None and introduced:
            cover = first_group(_last(marks.get(first - 1, ()), blocks[first - 1].text.text))
        if cover is not None:
            found.update(dict.fromkeys(range(first - introduced, end), cover))
    return found


def with_quotation(block: Block, covers: Sequence[Cover], quotation: Cover) -> list[Cover]:
    """`covers` of the sentences of a block, with that of its quotation where nothing else is said.

    Of a line that introduces a quotation only the last sentence shares its source.
    """
    last = 0 if block.kind == "quote" else len(covers) - 1
    return [
        quotation if index >= last and cover.scope is None and not cover.requests else cover
        for index, cover in enumerate(covers)
    ]


def _quotations(page: str, blocks: Sequence[Block]) -> Iterator[tuple[int, int]]:
    """The blocks of each quotation, as a half-open range of indexes."""
    start = -1
    for index, block in enumerate(blocks):
        if block.kind != "quote":
            continue
        if start < 0 or not _goes_on(page, blocks[index - 1], block):
            start = index
        after = blocks[index + 1] if index + 1 < len(blocks) else None
        if after is None or after.kind != "quote" or not _goes_on(page, block, after):
            yield start, index + 1
            start = -1


def _indented(page: str, blocks: Sequence[Block]) -> Iterator[int]:
    """Indexes of the indented lines that the block before introduces."""
    for index in range(1, len(blocks)):
        before, block = blocks[index - 1], blocks[index]
        if (
            block.kind == "paragraph"
            and _introduces(before)
            and _INDENTED.fullmatch(page, before.span.end, block.span.start)
        ):
            yield index


def _goes_on(page: str, before: Block, block: Block) -> bool:
    start, end = before.span.end, block.span.start
    return start > end or (
        end - start < _FARTHEST and _WITHIN.fullmatch(page, start, end) is not None
    )


def _introduces(block: Block) -> bool:
    if block.kind not in ("paragraph", "item"):
        return False
    return _INTRODUCES.search(block.text.text[-4:]) is not None


def _last(marks: Sequence[Mark], text: str) -> list[Mark]:
    """The marks at the very end of an introducing line."""
    end = len(text.rstrip())
    return [mark for mark in marks if mark.at >= end - 1]
