"""The captures of a small web, made here: WARC files as a crawler writes them, and their truth."""

from __future__ import annotations

import base64
import gzip
import hashlib
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

ARA = "http://aranews.net/2017/01/isis-security-chief-killed-syrian-army-attack-near-homs/"
SOHR = "http://www.syriahr.com/en/?p=61515"
MOVED = "http://moved.example.org/old"
GB = "http://gb.example.cn/world/2017-03/07/c_129502808.htm"
CJK = "http://news.example.cn/%E5%8F%99%E5%88%A9%E4%BA%9A?q=%E6%B2%B9%E7%94%B0"
PDF = "http://files.example.org/report.pdf"
ONLY_404 = "http://only404.example.org/gone"
ONLY_SOFT = "http://soft.example.org/article/17"
PARKED = "http://parked.example.org/2015/story"
BUSY = "http://busy.example.org/page"
ERROR_AGAIN = "http://again.example.org/lost"
OUT = "http://out.example.org/away"


@dataclass(frozen=True)
class Capture:
    """One capture as it is to be. `good` says whether a reader finds the page there."""

    taken: str
    url: str
    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    good: bool = True


def page(title: str, words: str) -> bytes:
    return (
        f"<!doctype html><html><head><meta charset=utf-8><title>{title}</title></head><body>"
        f"<h1>{title}</h1><p>{words}</p></body></html>"
    ).encode()


STORY = page("Security chief killed near Homs", "The chief was killed, officials said. " * 12)
_MISSING = page("Page not found", "Sorry, the page you are looking for does not exist.")
_SALE = page("parked.example.org is for sale", "Buy this domain.")
_GB_PAGE = (
    "<html><head><meta charset=gb2312><title>叙利亚政府军收复油田</title></head>"
    f"<body><p>{'叙利亚政府军收复一座重要油田。' * 20}</p></body></html>"
).encode("gb2312")

CAPTURES = (
    Capture("20170113153431", ARA, body=STORY),
    Capture("20170420101112", ARA, body=STORY),  # the same bytes: becomes a revisit
    Capture("20180601000000", ARA, 301, b"", {"Location": "http://aranews.net/"}, good=False),
    Capture("20190305120000", ARA, 404, page("404", "Not Found"), good=False),
    Capture("20200101000001", ARA, body=_MISSING, good=False),
    Capture("20210101000001", ARA, body=_SALE, good=False),
    Capture("20220101000001", ARA, 503, b"busy", {"Retry-After": "120"}, good=False),
    Capture("20170114020304", SOHR, body=page("Strikes", "Ten kilometres from the city. " * 9)),
    Capture("20170201000000", "http://www.syriahr.com/en/?p=62142", body=page("Oil", "Gas. " * 60)),
    Capture("20150505050505", MOVED, 302, b"", {"Location": "/new"}, good=True),
    Capture("20150505050506", "http://moved.example.org/new", body=page("Survey", "Land. " * 50)),
    Capture("20170308010203", GB, 200, _GB_PAGE, {"Content-Type": "text/html; charset=gb2312"}),
    Capture("20170308010204", CJK, body=page("叙利亚油田", "油田的中文页面。" * 20)),
    Capture("20170301000000", PDF, 200, b"%PDF-1.4\n%%EOF\n", {"Content-Type": "application/pdf"}),
    Capture("20160101000000", ONLY_404, 404, b"gone", good=False),
    Capture("20180101000000", ONLY_SOFT, body=_MISSING, good=False),
    Capture("20140101000000", PARKED, body=page("Harvest", "Wheat and barley. " * 30)),
    Capture("20190101000000", PARKED, body=_SALE, good=False),
    Capture("20190101000000", BUSY, 503, b"busy", {"Retry-After": "3600"}, good=False),
    Capture("20190101000000", ERROR_AGAIN, 404, _MISSING, good=False),
    Capture("20190201000000", ERROR_AGAIN, 404, _MISSING, good=False),  # a revisit of an error
    Capture("20150101000000", OUT, 301, b"", {"Location": "http://nowhere.example/"}, good=False),
)


def bulk(count: int, sites: int = 20) -> tuple[Capture, ...]:
    """One good capture of each of many pages, on so many sites."""
    return tuple(
        Capture(
            f"2017{1 + n % 12:02}15120000", story(n, sites), body=page(f"Story {n}", "Word. " * 60)
        )
        for n in range(count)
    )


def story(number: int, sites: int = 20) -> str:
    return f"http://news{number % sites}.example.com/2017/{number:04}/story-{number}"


def write(path: Path, captures: Iterable[Capture]) -> None:
    """A WARC file (ISO 28500) of these captures; equal payloads of one address become revisits."""
    first: dict[tuple[str, bytes], Capture] = {}
    with path.open("wb") as file:
        for each in captures:
            known = first.setdefault((each.url, each.body), each) if each.body else each
            file.write(gzip.compress(_record(each, known if known is not each else None)))


def _record(each: Capture, known: Capture | None) -> bytes:
    digest = base64.b32encode(hashlib.sha1(each.body).digest()).decode()
    head = {"Content-Type": "text/html; charset=utf-8", **each.headers}
    head["Content-Length"] = str(len(each.body))
    block = f"HTTP/1.1 {each.status} Said\r\n".encode() + _lines(head) + b"\r\n"
    fields = {
        "WARC-Type": "revisit" if known else "response",
        "WARC-Record-ID": f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, each.taken + each.url)}>",
        "WARC-Date": _date(each.taken),
        "WARC-Target-URI": each.url,
        "WARC-Payload-Digest": f"sha1:{digest}",
        "Content-Type": "application/http; msgtype=response",
    }
    if known:
        fields |= {
            "WARC-Profile": "http://netpreserve.org/warc/1.0/revisit/identical-payload-digest",
            "WARC-Refers-To-Target-URI": known.url,
            "WARC-Refers-To-Date": _date(known.taken),
        }
    else:
        block += each.body
    fields["Content-Length"] = str(len(block))
    return b"WARC/1.0\r\n" + _lines(fields) + b"\r\n" + block + b"\r\n\r\n"


def _lines(fields: dict[str, str]) -> bytes:
    return "".join(f"{name}: {value}\r\n" for name, value in fields.items()).encode()


def _date(taken: str) -> str:
    day = f"{taken[:4]}-{taken[4:6]}-{taken[6:8]}"
    return f"{day}T{taken[8:10]}:{taken[10:12]}:{taken[12:]}Z"
