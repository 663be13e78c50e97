"""How a rule is declared: a documented generator over a `Case` becomes a `Rule`."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator

from citaudit.manuals import parsed
from citaudit.model import Case, Confidence, Dated, Family, Hit, Loss, Need, RestsOn, Rule, Severity

Check = Callable[[Case], Iterator[Hit]]


def rule(
    code: str,
    severity: Severity,
    confidence: Confidence,
    *needs: Need,
    rests_on: RestsOn = RestsOn.FACTS,
    replaces: str | None = None,
    replaces_family: Family | None = None,
    of_the_run: bool = False,
    idle: bool = False,
    dated: Dated | None = None,
    also_about_related: bool = False,
    loss: Loss | None = None,
) -> Callable[[Check], Rule]:
    """Declare the decorated generator as rule `code`; `Rule` says what the keywords mean.

    Its function name is the rule's name, its docstring the manual page in Markdown: a summary
    line, then the four `manuals.SECTIONS`. Every rule needs the text; `needs` says what else.
    """

    def declared(check: Check) -> Rule:
        summary, parts = parsed(inspect.cleandoc(check.__doc__ or ""))
        return Rule(
            code=code,
            name=check.__name__.replace("_", "-"),
            severity=severity,
            confidence=confidence,
            needs=frozenset({Need.TEXT, *needs}),
            check=check,
            summary=summary,
            why=parts["why"],
            bad=parts["bad"],
            good=parts["good"],
            what_to_do=parts["do"],
            rests_on=rests_on,
            replaces=replaces,
            replaces_family=replaces_family,
            of_the_run=of_the_run,
            idle=idle,
            dated=dated,
            also_about_related=also_about_related,
            loss=loss,
        )

    return declared
