"""How a rule is declared: a documented generator over a `Case` becomes a `Rule`."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator

from citaudit.model import Case, Confidence, Hit, Need, Rule, Severity

Check = Callable[[Case], Iterator[Hit]]

SECTIONS = ("Why", "Bad", "Good", "What to do")
_LEAD = re.compile(rf"^({'|'.join(SECTIONS)}):", re.MULTILINE)


def rule(
    code: str, severity: Severity, confidence: Confidence, *needs: Need
) -> Callable[[Check], Rule]:
    """Declare the decorated generator as rule `code`.

    Its function name is the rule's name, its docstring the manual page in Markdown: a summary
    line, then the four `SECTIONS`. Every rule needs the text; `needs` says what else.
    """

    def declared(check: Check) -> Rule:
        page = inspect.cleandoc(check.__doc__ or "")
        return Rule(
            code=code,
            name=check.__name__.replace("_", "-"),
            severity=severity,
            confidence=confidence,
            needs=frozenset({Need.TEXT, *needs}),
            check=check,
            doc=_LEAD.sub(r"**\1:**", page),
            summary=page.partition("\n")[0],
        )

    return declared
