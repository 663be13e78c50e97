"""Write captures into a WARC: `captures.py OUT < CAPTURES` (JSON lines), run by pywb's Python.

A capture is {"url", "taken" (14 digits), "status", "headers" ({}), "body", "charset" (utf-8)}.
"""

import io
import json
import sys
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

with Path(sys.argv[1]).open("wb") as out:
    writer = WARCWriter(out, gzip=True)
    for each in map(json.loads, sys.stdin):
        t = each["taken"]
        body = each.get("body", "").encode(each.get("charset", "utf-8"))
        headers = {
            "Content-Type": "text/html; charset=" + each.get("charset", "utf-8"),
            "Content-Length": str(len(body)),
            **each.get("headers", {}),
        }
        record = writer.create_warc_record(
            each["url"],
            "response",
            payload=io.BytesIO(body),
            http_headers=StatusAndHeaders(f"{each['status']} X", list(headers.items()), "HTTP/1.1"),
            warc_headers_dict={
                "WARC-Date": f"{t[:4]}-{t[4:6]}-{t[6:8]}T{t[8:10]}:{t[10:12]}:{t[12:]}Z"
            },
        )
        writer.write_record(record)
