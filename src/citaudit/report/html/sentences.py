"""Sentences of the tool as HTML: told in the page's language, and ready to be told in another.

The page keeps each template it uses once, by a number. A sentence bears that number, and what
stands in its gaps stands in elements of its own, so that a script can put them into the same
template of another language.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from markupsafe import Markup, escape

from citaudit.sentences import Sentence, templates, told, understood

CODE: Final = "`"
_PIECE: Final = re.compile(rf"(\{{\w+\}}|{CODE})")


class Teller:
    """Tells the sentences of one page, and remembers which templates they are made from."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._said = templates(language)
        self._numbers: dict[str, int] = {}
        self._cut: dict[str, Sequence[tuple[str, str]]] = {}

    def tell(self, text: str, foreign: str | None = "en") -> Markup:
        """`text` in the page's language; what is no sentence of ours is in the language `foreign`.

        None for that of what people wrote, which nobody knows.
        """
        sentence = understood(text)
        if sentence is None:
            language = f' lang="{foreign}"' if foreign else ""
            return Markup(f"<span{language}>{coded(text)}</span>")  # noqa: S704 - escaped there
        return Markup(f"<span{self._told(sentence)}</span>")  # noqa: S704 - escaped there

    def told(self, text: str) -> str:
        """The same as plain text, for an attribute."""
        return told(text, self._language)

    def words(self, language: str) -> Mapping[str, str]:
        """The templates used so far in `language`, by the keys that the script asks for."""
        said = templates(language)
        return {f"w.{number}": said[template] for template, number in self._numbers.items()}

    def _told(self, sentence: Sentence) -> str:
        """What follows the name of the element that holds a sentence, to its end tag."""
        number = self._numbers.setdefault(sentence.template, len(self._numbers))
        made = [f' data-w="{number}">']
        inside = False
        for name, words in self._pieces(sentence.template):
            if name == CODE:
                inside = not inside
                made.append("<code>" if inside else "</code>")
            elif name:
                made.append(self._gap(name, sentence.gaps[name], inside=inside))
            made.append(words)
        return "".join(made)

    def _gap(self, name: str, value: Sentence | str, *, inside: bool) -> str:
        start = f'<span data-v="{name}"'
        if isinstance(value, Sentence):
            return f"{start}{self._told(value)}</span>"
        return f"{start}>{escape(value) if inside else coded(value)}</span>"

    def _pieces(self, template: str) -> Sequence[tuple[str, str]]:
        """The template in the page's language: (gap or mark of code, the words that follow it)."""
        found = self._cut.get(template)
        if found is None:
            first, *rest = _PIECE.split(self._said[template])
            pairs = zip(rest[::2], rest[1::2], strict=True)
            cut = [("", first), *((mark.strip("{}"), words) for mark, words in pairs)]
            found = self._cut[template] = [(mark, str(escape(words))) for mark, words in cut]
        return found


def coded(text: str) -> Markup:
    """Text with what stands between back quotes as code, all of it escaped."""
    if CODE not in text:
        return escape(text)
    parts = text.split(CODE)
    if len(parts) % 2 == 0:
        return escape(text)
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if at % 2 else part for at, part in enumerate(parts)
    )
