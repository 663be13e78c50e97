"""citaudit audits source citations: which statements have no source a reader can check today."""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

from citaudit.version import VERSION

if TYPE_CHECKING:
    from citaudit.api import audit as audit
    from citaudit.api import audit_async as audit_async
    from citaudit.api import extract as extract
    from citaudit.config import Config as Config
    from citaudit.config import ConfigError as ConfigError
    from citaudit.model import *  # noqa: F403 - every type of the model is public
    from citaudit.report import write as write
    from citaudit.text.titles import looks_like_error_title as looks_like_error_title
    from citaudit.urls.archive import ArchiveUrl as ArchiveUrl
    from citaudit.urls.archive import parse_archive_url as parse_archive_url
    from citaudit.urls.prose import find_urls as find_urls

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


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for: `import citaudit` stays quick."""
    if name.startswith("_") and name != "__all__":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    if name in _HOME:
        value = getattr(import_module(_HOME[name]), name)
    else:
        model = import_module("citaudit.model")
        if name == "__all__":
            value = sorted({*_HOME, *model.__all__})
        elif name in model.__all__:
            value = getattr(model, name)
        else:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__getattr__("__all__")})


class _Package(ModuleType):
    """Keeps `citaudit.extract` the public function, though a stage has the same name.

    Loading a submodule binds its name in the package; the stage is imported by its full name.
    """

    def __setattr__(self, name: str, value: Any) -> None:
        if not (name in _HOME and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
