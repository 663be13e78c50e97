"""The Wayback Machine's index: waybackpy builds the requests and reads the answers. No I/O here.

waybackpy would fetch by itself, and a throttled or broken answer then looks like "never archived".
So whoever asks checks status and content type first, and this module checks every line.
"""

from __future__ import annotations

import json
import re
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from citaudit.urls.address import address
from citaudit.urls.archive import parse_archive_url
from citaudit.urls.canonical import fold

# waybackpy brings a client of its own: it is loaded with the first question to an archive.
if TYPE_CHECKING:
    from waybackpy import WaybackMachineCDXServerAPI, WaybackMachineSaveAPI
    from waybackpy.cdx_snapshot import CDXSnapshot

# urlkey, timestamp, original, mimetype, statuscode, digest, length: what waybackpy unpacks.
_LINE: Final = re.compile(r"\S+ \d{14} \S+ \S+ (?:\d{3}|-) \S+ (?:\d+|-)")
_RESUME: Final = re.compile(r"\n\n(\S+)\n?\Z")
_SHORTEST: Final = 46  # waybackpy drops shorter lines without a word
_EXCLUDED: Final = ("AdministrativeAccessControlException", "Blocked Site Error")
_UNSAFE: Final = re.compile(r"[\s|{}\[\]<>\"'`^\\]")

Match = Literal["exact", "prefix", "host"]


class Unreadable(Exception):  # noqa: N818 - an answer, if not one that can be read
    """An answer that is no list of captures; `reason` is fit for a report."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Row:
    """One capture. `taken` is a 14-digit UTC stamp; `status` None is a revisit, or not known."""

    original: str
    taken: str
    status: int | None
    mimetype: str
    digest: str


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where captures are listed (`cdx`) and shown (`replay`, before the stamp)."""

    cdx: str
    replay: str
    dialect: Literal["wayback", "pywb"]
    service: str

    def copy(self, taken: str, original: str, flag: str = "") -> str:
        """The address of a copy, safe to paste into wikitext, Markdown and HTML.

        `flag` `id_` asks for the bytes as they were captured.
        """
        plain = _UNSAFE.sub(lambda found: "".join(f"%{b:02X}" for b in found[0].encode()), original)
        return f"{self.replay}{taken}{flag}/{plain}"

    @property
    def own(self) -> bool:
        """Whether this is somebody's own archive and not the Internet Archive."""
        return parse_archive_url(f"{self.replay}20200101000000/http://a.example/") is None


def endpoint(base: str) -> Endpoint:
    """Where to ask, from what the settings say. Raises ValueError for what is no address.

    `https://web.archive.org`, or the root of a server with its paths; an address that ends in
    `/cdx` is the index of a pywb collection, whose copies stand beside it.
    """
    base = base.strip().rstrip("/")
    parts = address(base)
    if parts is None or parts.scheme not in ("http", "https") or parts.query is not None:
        raise ValueError(f"{base!r} is no address of an archive; write https://web.archive.org")
    root = base.removesuffix("/cdx/search/cdx").removesuffix("/web")
    if not base.endswith("/cdx/search/cdx") and base.endswith("/cdx"):
        return Endpoint(base, base.removesuffix("cdx"), "pywb", parts.host)
    known = parse_archive_url(f"{root}/web/20200101000000/http://a.example/")
    service = known.service if known else parts.host
    return Endpoint(f"{root}/cdx/search/cdx", f"{root}/web/", "wayback", service)


def query(
    at: Endpoint,
    url: str,
    *,
    match: Match = "exact",
    limit: int,
    filters: Sequence[str] = (),
    collapses: Sequence[str] = (),
) -> str:
    """The address of a request for the captures of `url`, oldest first."""
    from waybackpy.cdx_utils import full_url

    # A bare * would ask for all that begins so.
    asked = _asking(url.replace("*", "%2A"), match, limit, filters, collapses)
    payload: dict[str, str] = {"limit": str(limit)}
    payload |= {"output": "json"} if at.dialect == "pywb" else {"showResumeKey": "true"}
    asked.add_payload(payload)
    return str(full_url(at.cdx, payload))


def rows(at: Endpoint, text: str, limit: int) -> tuple[list[Row], bool]:
    """The captures in an answer to `query`, and whether they are all that there are.

    Raises `Unreadable` where a single line is not what it should be: then nothing can be said.
    """
    more = None
    if at.dialect == "pywb":
        text = _as_lines(text)
    elif more := _RESUME.search(text):
        text = text[: more.start() + 1]
    if any(mark in text for mark in _EXCLUDED):
        raise Unreadable("the archive does not show this site")
    if text and not text.endswith("\n"):
        raise Unreadable("the list of captures was cut off")
    lines = text.splitlines()
    for line in lines:
        if len(line) < _SHORTEST or not _LINE.fullmatch(line):
            raise Unreadable("the list of captures holds a line that cannot be read")
    found = [_row(each) for each in _parsed(text)]
    if len(found) != len(lines):
        raise Unreadable("the list of captures could not be read")
    return list(dict.fromkeys(found)), more is None and len(found) < limit


def save_request(base: str, url: str) -> tuple[str, dict[str, str]]:
    """The address that asks Save Page Now to keep `url`, and the headers that go with it."""
    saving = _saving(base, url)
    headers = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
    return str(saving.request_url), headers


def saved_at(base: str, url: str, content_location: str, link: str, final: str) -> str | None:
    """The address of the copy that Save Page Now made, from the headers of its answer."""
    saving = _saving(base, url)
    printed = f"Content-Location: {content_location}\nLink: {link}\n"
    saving.headers = printed  # type: ignore[assignment] # waybackpy searches the printed headers
    saving.response_url = final
    found = saving.archive_url_parser()
    if found is None or base == _HOME:
        return str(found) if found else None
    return base + str(found).removeprefix(_HOME) if str(found).startswith(_HOME) else str(found)


def save_base(at: Endpoint) -> str:
    """The root that `/save/` stands under."""
    return at.replay.removesuffix("/").removesuffix("/web")


def place(url: str) -> str:
    """A key of captures that merges only what every index merges: scheme, `www.`, port, case."""
    bare = fold(url).partition("://")[2].lower()
    host, slash, rest = bare.partition("/")
    host = re.sub(r":(?:80|443)\Z", "", host)
    return f"{re.sub(r'^www[0-9]{0,2}[.]', '', host)}{slash}{rest.rstrip('/')}"


_HOME: Final = "https://web.archive.org"


def _asking(
    url: str, match: Match, limit: int, filters: Sequence[str], collapses: Sequence[str]
) -> WaybackMachineCDXServerAPI:
    from waybackpy import WaybackMachineCDXServerAPI

    return WaybackMachineCDXServerAPI(
        url,
        match_type=None if match == "exact" else match,
        limit=str(limit),
        filters=list(filters),
        collapses=list(collapses),
    )


def _parsed(text: str) -> list[CDXSnapshot]:
    """What waybackpy makes of the lines of one answer."""
    from waybackpy import WaybackMachineCDXServerAPI
    from waybackpy.exceptions import WaybackError

    class Answered(WaybackMachineCDXServerAPI):
        def cdx_api_manager(self, *_: Any) -> Generator[str, None, None]:
            yield text

    try:
        return list(Answered("http://a.example/").snapshots())
    except (WaybackError, ValueError) as error:
        raise Unreadable("the list of captures holds a line that cannot be read") from error


def _row(snapshot: CDXSnapshot) -> Row:
    status = int(snapshot.statuscode) if snapshot.statuscode.isdigit() else None
    revisit = snapshot.mimetype == "warc/revisit"
    return Row(
        snapshot.original,
        snapshot.timestamp,
        None if revisit else status,
        snapshot.mimetype,
        snapshot.digest,
    )


def _as_lines(text: str) -> str:
    """The JSON lines of pywb as the lines of the Internet Archive's index."""
    lines = []
    for each in text.splitlines():
        try:
            said = json.loads(each)
            parts = [said["urlkey"], said["timestamp"], said["url"], said.get("mime") or "-"]
        except (ValueError, KeyError, TypeError) as error:
            raise Unreadable("the list of captures holds a line that cannot be read") from error
        parts += [said.get("status") or "-", said.get("digest") or "-", said.get("length") or "-"]
        lines.append(" ".join(re.sub(r"\s", "%20", str(part)) for part in parts))
    return "".join(f"{line}\n" for line in lines)


def _saving(base: str, url: str) -> WaybackMachineSaveAPI:
    from waybackpy import WaybackMachineSaveAPI

    saving = WaybackMachineSaveAPI(url)
    saving.request_url = f"{base}/save/{saving.url}"
    return saving
