"""citaudit audits source citations: which statements have no source a reader can check today."""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

from citaudit.version import VERSION

if TYPE_CHECKING:
    from citaudit.api import audit, audit_async, extract
    from citaudit.config import Config, ConfigError
    from citaudit.model import (
        ArchiveAnswer,
        ArchiveState,
        Block,
        BlockKind,
        Case,
        Citations,
        CitedDate,
        Claim,
        Confidence,
        DateRole,
        Document,
        Edit,
        EmptyCause,
        Evidence,
        Expanded,
        Expansion,
        FailOn,
        Family,
        Field,
        Figures,
        Finding,
        FindingState,
        Fix,
        Format,
        Hit,
        Identifier,
        Link,
        LinkRole,
        Look,
        Loss,
        MappedText,
        Marker,
        Need,
        Note,
        Outcome,
        Page,
        PageChange,
        PageReport,
        Placement,
        Problem,
        ProblemKind,
        Reference,
        ReferenceForm,
        ReferenceKind,
        ReferenceList,
        Related,
        Replaced,
        Report,
        Request,
        RestsOn,
        Rule,
        Scope,
        Severity,
        Snapshot,
        SourceState,
        Span,
        Standing,
        Support,
        Template,
        Unread,
        Verdict,
    )
    from citaudit.report import write
    from citaudit.text.titles import looks_like_error_title
    from citaudit.urls.archive import ArchiveUrl, parse_archive_url
    from citaudit.urls.prose import find_urls

__version__ = VERSION

_HOME = {
    "ArchiveUrl": "citaudit.urls.archive",
    "Config": "citaudit.config",
    "ConfigError": "citaudit.config",
    "audit": "citaudit.api",
    "audit_async": "citaudit.api",
    "extract": "citaudit.api",
    "find_urls": "citaudit.urls.prose",
    "looks_like_error_title": "citaudit.text.titles",
    "parse_archive_url": "citaudit.urls.archive",
    "write": "citaudit.report",
}
"""Where the public names live that are not types of `citaudit.model`."""

__all__ = [
    "ArchiveAnswer",
    "ArchiveState",
    "ArchiveUrl",
    "Block",
    "BlockKind",
    "Case",
    "Citations",
    "CitedDate",
    "Claim",
    "Confidence",
    "Config",
    "ConfigError",
    "DateRole",
    "Document",
    "Edit",
    "EmptyCause",
    "Evidence",
    "Expanded",
    "Expansion",
    "FailOn",
    "Family",
    "Field",
    "Figures",
    "Finding",
    "FindingState",
    "Fix",
    "Format",
    "Hit",
    "Identifier",
    "Link",
    "LinkRole",
    "Look",
    "Loss",
    "MappedText",
    "Marker",
    "Need",
    "Note",
    "Outcome",
    "Page",
    "PageChange",
    "PageReport",
    "Placement",
    "Problem",
    "ProblemKind",
    "Reference",
    "ReferenceForm",
    "ReferenceKind",
    "ReferenceList",
    "Related",
    "Replaced",
    "Report",
    "Request",
    "RestsOn",
    "Rule",
    "Scope",
    "Severity",
    "Snapshot",
    "SourceState",
    "Span",
    "Standing",
    "Support",
    "Template",
    "Unread",
    "Verdict",
    "audit",
    "audit_async",
    "extract",
    "find_urls",
    "looks_like_error_title",
    "parse_archive_url",
    "write",
]


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for: `import citaudit` stays quick."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOME.get(name, "citaudit.model")), name)
    globals()[name] = value
    return value


class _Package(ModuleType):
    """Keeps `citaudit.extract` the public function, though a stage has the same name.

    Loading a submodule binds its name in the package; the stage is imported by its full name.
    """

    def __setattr__(self, name: str, value: Any) -> None:
        if not (name in _HOME and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
