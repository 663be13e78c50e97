"""What a page is called where a machine looks for it: a path in the repository, or a URI."""

from __future__ import annotations

from urllib.parse import quote

from citaudit.model import Page

_URI = ":/?#[]@!$&'()*+,;=%~"


def path(page: Page) -> str:
    """The page's id as a path from the root of the repository; forward slashes on every system."""
    name = page.id.replace("\\", "/") if _from_windows(page.id) else page.id
    return name.removeprefix("./")


def uri(page: Page) -> tuple[str, bool]:
    """The page's URI by RFC 3986, percent-encoded, and whether it is relative to the root."""
    if page.url:
        return quote(page.url, safe=_URI, errors="replace"), False
    name = quote(path(page), safe="/~", errors="replace")
    if name.startswith("/"):
        return f"file://{name}", False
    return name, True


def _from_windows(name: str) -> bool:
    """A path with backslashes alone is a Windows one; elsewhere a backslash is part of a name."""
    return "\\" in name and "/" not in name
