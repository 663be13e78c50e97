"""What a rule's manual page says in a sentence or two: why it matters, and what there is to do."""

from __future__ import annotations

import re
from typing import Final

from citaudit.model import Rule
from citaudit.report.words.speech import ENGLISH, Speech

TELLING: Final = 40
"""A first sentence shorter than this (`Open it.`) says too little alone."""
_TELLING_HAN: Final = 16  # the same of Chinese, which says it in fewer characters
_BLANK = re.compile(r"\n\s*\n")
_SENTENCE = re.compile(r"[.!?](?=\s+[A-Z`“])")
_SENTENCE_HAN = re.compile(r"[。！？]")


def why(rule: Rule) -> str:
    """The paragraph of a rule's manual page that says why it matters, else its summary."""
    return _paragraph(rule.why) or rule.summary


def advice(rule: Rule, speech: Speech = ENGLISH) -> str:
    """How a rule's manual page begins what there is to do, in whole sentences; else its summary."""
    if speech.language != "en":
        return _translated(rule, speech.language)
    return _beginning(_paragraph(rule.what_to_do), _SENTENCE, TELLING) or rule.summary


def _translated(rule: Rule, language: str) -> str:
    from citaudit.manuals import manual

    page = manual(rule.code, rule.name, rule.summary, rule.parts, language)
    return _beginning(page.parts.get("do", page.summary), _SENTENCE_HAN, _TELLING_HAN)


def _beginning(text: str, sentence: re.Pattern[str], telling: int) -> str:
    ends = (end.end() for end in sentence.finditer(text))
    return text[: next((end for end in ends if end >= telling), len(text))]


def _paragraph(text: str) -> str:
    """The first one, on one line."""
    return " ".join(_BLANK.split(text, maxsplit=1)[0].split())
