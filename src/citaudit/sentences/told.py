"""A sentence told in another language, as plain text."""

from __future__ import annotations

from citaudit.sentences.catalogue import templates
from citaudit.sentences.taken_apart import Sentence, understood


def told(text: str, language: str) -> str:
    """`text` in `language` where it is a sentence of ours, else as it is."""
    sentence = understood(text)
    return _filled(sentence, language) if sentence else text


def _filled(sentence: Sentence, language: str) -> str:
    gaps = {
        name: _filled(value, language) if isinstance(value, Sentence) else value
        for name, value in sentence.gaps.items()
    }
    return templates(language)[sentence.template].format_map(gaps)
