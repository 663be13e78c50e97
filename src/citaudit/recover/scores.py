"""How much speaks for one footnote and one use being the same, as log-odds.

The weights were set on pages converted with pandoc and on changed copies of them; the benchmark
says what they give.
"""

from __future__ import annotations

from collections.abc import Sequence

from citaudit.recover.align import ADDED, LOST
from citaudit.recover.context import likeness, overlap
from citaudit.recover.uses import Converted, Use

_SURROUNDINGS = 20.0  # from no likeness at all to the same words
_DOUBT = 0.45  # the likeness that says nothing
_SAME_HEADING = 0.5
_SAME_URL, _OTHER_URL = 8.0, -8.0
_SAME_WORDS, _OTHER_WORDS = 6.0, -6.0
_ALIKE = 0.6  # share of common pieces from which two footnotes are one text
_SHAPE, _OTHER_SHAPE = 0.5, -2.0  # names move between revisions: a hint, no proof
_WOULD_DIFFER = -4.0  # a converter would have kept what is gone, or emptied what is there
_DROPPED = -4.0
_OTHER_PLACE = -4.0  # one stands in the caption of an image, the other does not


def scores(footnotes: Sequence[Converted], uses: Sequence[Use]) -> list[list[float]]:
    """Log-odds for every pair."""
    return [[score(footnote, use) for use in uses] for footnote in footnotes]


def skips(uses: Sequence[Use]) -> list[float]:
    """Log-odds for every use that the converted page lacks it."""
    return [0.0 if use.dropped else ADDED for use in uses]


def losses(footnotes: Sequence[Converted], uses: Sequence[Use]) -> list[float]:
    """Log-odds for every footnote that the original lacks it.

    Where its words are still there, they speak no more for a use that stands at them than for
    the footnote having gone from there. The words around an image are not those of its caption.
    """
    return [
        LOST
        if footnote.in_image
        else LOST + max(0.0, max((_place(footnote, use) for use in uses), default=0.0))
        for footnote in footnotes
    ]


def score(footnote: Converted, use: Use) -> float:
    """Log-odds that the converter made this footnote of this use."""
    total = _place(footnote, use) + (_DROPPED if use.dropped else 0.0)
    return total + (_emptied(footnote, use) if footnote.empty else _survived(footnote, use))


def _place(footnote: Converted, use: Use) -> float:
    other = _OTHER_PLACE if footnote.in_image != use.in_image else 0.0
    return _surroundings(footnote, use) + other


def _surroundings(footnote: Converted, use: Use) -> float:
    if not footnote.context.known or not use.context.known:
        return 0.0
    heading = _SAME_HEADING if footnote.context.heading == use.context.heading else -_SAME_HEADING
    return _SURROUNDINGS * (likeness(footnote.context, use.context) - _DOUBT) + heading


def _emptied(footnote: Converted, use: Use) -> float:
    if use.kind == "words":
        return _WOULD_DIFFER
    if footnote.shape is None or use.kind is None:
        return 0.0
    return _SHAPE if footnote.shape == use.kind else _OTHER_SHAPE


def _survived(footnote: Converted, use: Use) -> float:
    if footnote.urls and use.urls:
        return _SAME_URL if footnote.urls & use.urls else _OTHER_URL
    if use.kind in ("template", "reuse") and not use.urls:
        return _WOULD_DIFFER
    if footnote.pieces and use.pieces:
        return _SAME_WORDS if overlap(footnote.pieces, use.pieces) >= _ALIKE else _OTHER_WORDS
    return 0.0
