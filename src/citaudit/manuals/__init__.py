"""What the rules say, in each language that the tool speaks to people.

The English text is a rule's own docstring; `en.toml` adds a short name, `zh-Hans.toml`
and `zh-Hant.toml` hold the whole text in both Chinese scripts.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from textwrap import dedent, indent
from typing import Any, Final

SECTIONS: Final = {"Why": "why", "Bad": "bad", "Good": "good", "What to do": "do"}
"""The parts of a manual page: the lead in a docstring, and the key in the files of words."""
CODE: Final = frozenset(("bad", "good"))
"""The parts that are examples; the others are prose, in Markdown."""
_LEAD = re.compile(rf"^({'|'.join(SECTIONS)}):", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Manual:
    """A rule's page in one language: its parts by key, examples as plain code."""

    language: str
    name: str
    summary: str
    parts: Mapping[str, str]

    @property
    def markdown(self) -> str:
        """The page as it is printed, without a heading."""
        return markdown(self.summary, self.parts, words(self.language))


def words(language: str) -> Mapping[str, Any]:
    """What a manual says besides its rules: leads, severities, families of rules."""
    said: Mapping[str, Any] = _file(language)["words"]
    return said


def names(language: str) -> Mapping[str, str]:
    """Each rule's short name by code."""
    return {code: told["name"] for code, told in _rules(language).items()}


def parsed(doc: str) -> tuple[str, Mapping[str, str]]:
    """(summary, parts by key) of a rule's docstring, examples as plain text."""
    head, *rest = _LEAD.split(doc)
    parts = zip(map(SECTIONS.__getitem__, rest[::2]), rest[1::2], strict=True)
    return head.strip(), {
        key: dedent(text).strip("\n") if key in CODE else text.strip() for key, text in parts
    }


def markdown(summary: str, parts: Mapping[str, str], leads: Mapping[str, str] | None = None) -> str:
    """A manual page in Markdown; English where no `leads` say how its parts are called."""
    called = leads or {key: f"{lead}:" for lead, key in SECTIONS.items()}
    return "\n\n".join((summary, *_printed(parts, called)))


def manual(code: str, name: str, summary: str, parts: Mapping[str, str], language: str) -> Manual:
    """The page of the rule `code`, whose English is `name`, `summary` and `parts`.

    What a translation lacks stays English: examples that are markup alone, and the whole page of a
    rule that no translation knows.
    """
    told = _file(language).get(code, {})
    return Manual(
        language,
        told.get("name", name.replace("-", " ")),
        told.get("summary", summary),
        {key: told.get(key, text).strip("\n") for key, text in parts.items()},
    )


def _printed(parts: Mapping[str, str], leads: Mapping[str, str]) -> Iterator[str]:
    for key, text in parts.items():
        body = f"\n\n{indent(text, '    ')}" if key in CODE else f" {text}"
        yield f"**{leads[key]}**{body}"


def _rules(language: str) -> Mapping[str, Mapping[str, str]]:
    return {code: told for code, told in _file(language).items() if code != "words"}


@cache
def _file(language: str) -> Mapping[str, Any]:
    file = resources.files(__package__) / f"{language}.toml"
    return tomllib.loads(file.read_text("utf-8"))
