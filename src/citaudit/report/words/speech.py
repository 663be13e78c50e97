"""One language as a report speaks it: its own words, and the sentences of findings and looks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from citaudit.model import Finding, Outcome
from citaudit.report.words.catalogue import form, words


@dataclass(frozen=True, slots=True)
class Speech:
    """What a report says in `language` (`en`, `zh-Hans`, `zh-Hant`)."""

    language: str = "en"

    def word(self, key: str, n: int | None = None, **gaps: str | int) -> str:
        """The words of `key`, those for the number `n` where it decides; gaps filled in.

        Numbers get their commas; what needs none, such as the number of a line, comes as text.
        """
        said = {name: f"{gap:,}" if isinstance(gap, int) else gap for name, gap in gaps.items()}
        if n is not None:
            said["n"] = f"{n:,}"
        return form(words(self.language)[key], n).format_map(said)

    def tell(self, sentence: str) -> str:
        """A sentence of the tool (`citaudit.sentences`), which is made in English."""
        if self.language == "en":
            return sentence
        from citaudit.sentences import told

        return told(sentence, self.language)

    def outcome(self, outcome: Outcome) -> str:
        """What came of a look."""
        return self.tell(str(outcome).replace("_", " "))

    def listed(self, items: Iterable[str]) -> str:
        """Things beside each other."""
        return self.word("between").join(items)

    def joined(self, clauses: Iterable[str]) -> str:
        """Clauses of one sentence."""
        return self.word("pause").join(clauses)

    def aside(self, text: str) -> str:
        """Words in brackets, with what parts them from the words before."""
        return self.word("aside", what=text)

    def rule_name(self, finding: Finding) -> str:
        """The short name of the rule of a finding."""
        if self.language == "en":
            return finding.name
        from citaudit.manuals import names

        return names(self.language).get(finding.code, finding.name)


ENGLISH: Final = Speech()
