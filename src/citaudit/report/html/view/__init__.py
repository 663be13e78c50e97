"""What the templates print: plain data, no logic, nothing escaped yet."""

from citaudit.report.html.view.cited import (
    CopyView,
    DateView,
    IdentifierView,
    LinkView,
    ReferenceState,
    ReferenceView,
)
from citaudit.report.html.view.figures import Bar, BarPart, Column, Gauge, HostView, Timeline
from citaudit.report.html.view.findings import (
    ChangeView,
    ExcerptView,
    FindingView,
    FixView,
    RelatedView,
)
from citaudit.report.html.view.rules import Passage, RuleView
from citaudit.report.html.view.text import Bit, BlockView, Flag, Group, StatementView
from citaudit.report.html.view.whole import PageView, ReportView, Unchecked

__all__ = [
    "Bar",
    "BarPart",
    "Bit",
    "BlockView",
    "ChangeView",
    "Column",
    "CopyView",
    "DateView",
    "ExcerptView",
    "FindingView",
    "FixView",
    "Flag",
    "Gauge",
    "Group",
    "HostView",
    "IdentifierView",
    "LinkView",
    "PageView",
    "Passage",
    "ReferenceState",
    "ReferenceView",
    "RelatedView",
    "ReportView",
    "RuleView",
    "StatementView",
    "Timeline",
    "Unchecked",
]
