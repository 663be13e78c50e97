"""What came back for one request, and where it leads."""

from __future__ import annotations

from dataclasses import dataclass

import httpx


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back for one request. `cut` says that more of the body would have come.

    `broken`: the connection ended before the body did.
    """

    url: str
    status: int
    headers: httpx.Headers
    body: bytes = b""
    cut: bool = False
    broken: bool = False

    @property
    def plain(self) -> dict[str, str]:
        """The headers by lower-case name, of repeated ones the last."""
        return {
            name.lower().decode("latin-1"): value.decode("latin-1")
            for name, value in self.headers.raw
        }

    @property
    def location(self) -> str | None:
        """Where a redirect leads, made absolute; None without one that can be followed."""
        if self.status not in (301, 302, 303, 307, 308):
            return None
        return self.target(_as_utf8(self.headers.get("location", "").strip()))

    def target(self, spelt: str) -> str | None:
        """An address as this answer spells it, made absolute; None where it cannot be."""
        if not spelt:
            return None
        try:
            return str(httpx.URL(self.url).join(spelt))
        except (httpx.InvalidURL, ValueError):
            return None


def _as_utf8(target: str) -> str:
    """A Location with raw UTF-8 in it arrives as Latin-1: set it right before it is encoded.

    Bytes of another charset are percent-encoded as they are, as browsers do.
    """
    try:
        return target.encode("latin-1").decode("utf-8")
    except UnicodeEncodeError:
        return target
    except UnicodeDecodeError:
        return "".join(each if each.isascii() else f"%{ord(each):02X}" for each in target)
