"""Addresses in running prose: where each begins and, above all, where it ends.

A bare address has no closing mark, so its end is a judgement: unbalanced brackets, sentence
punctuation, full-width punctuation and Chinese, Japanese or Korean prose belong to the text
around it. Where a bracket or a template parameter bounds the address, none of this applies.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from citaudit.urls.schemes import SCHEMES

_START = re.compile(
    rf"(?<![A-Za-z0-9])(?:(?:{'|'.join(SCHEMES)})://)|(?<![^\s(\[<{{「（《“，。；：、])//(?=[\w.-]+\.[a-z])",
    re.IGNORECASE,
)

# Han, kana, Hangul, bopomofo, full-width letters and digits: letters that may be prose.
CJK = (
    "々-〇ぁ-ゖゝ-ヺー-ヿ\u3105-\u312f\u3131-\u318e\u31a0-\u31bf\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff０-９Ａ-Ｚａ-ｚ\uff66-\uff9f"
    "\U00020000-\U0003ffff"
)
# Full-width and CJK punctuation, and the typographic marks Chinese prose shares: never an address.
WIDE_MARKS = (
    "\u3000-\u3004\u3008-\u3020\u3030\u303d-\u303f゛゜゠・"
    "！-／：-＠［-｀｛-･\uffe0-\uffee\ufe10-\ufe6f"
    "\u2014\u2015\u2018-\u201f\u2026\u2022\u2190-\u21ff\u25a0-\u25ff"
    "\u00ab\u00bb\u2039\u203a\u2027\u203b\u2460-\u24ff\u2605\u2606"
)
_SPACES = "\x00-\x20\x7f-\xa0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\ufeff"

_STOP = rf"{_SPACES}|\"<>`{WIDE_MARKS}"
_PLAIN = re.compile(
    r"(?>[A-Za-z0-9\-_~%/=+@#$^\\]++|&(?!(?:lt|gt|quot|nbsp|#160|#xa0);))*+", re.IGNORECASE
)
_HOST = re.compile(
    rf"(?:[^{_STOP}/?#@{CJK}\[\]]*+@)?"
    rf"(?:::[0-9A-Fa-f]++|\[[0-9A-Fa-f:.]{{2,45}}(?:%[\w.~%\-]{{1,40}})?\]|(?>[A-Za-z0-9.\-_]|(?:%[0-9A-Fa-f]{{2}})|[^\x00-\xa0{WIDE_MARKS}{_SPACES}])*+)"
)
_PORT = re.compile(r":\d{1,5}(?!\d)")
_ROOT = re.compile(r"\.(?=/[A-Za-z0-9]|:\d)")  # the full name of a host ends in the root's dot
_CJK = re.compile(f"[{CJK}]")
_CJK_RUN = re.compile(f"[{CJK}·]++")
_CJK_AFTER_DOMAIN = re.compile(
    rf"(?:[A-Za-z0-9\-_]++\.)+(?:[A-Za-z]{{2,24}}|xn--[A-Za-z0-9\-]{{2,59}})(?=[{CJK}])"
)
_ENDS = re.compile(rf"[{_STOP}]|\{{\{{(?!!\}}\}}|=\}}\}})|&(?:lt|gt|quot|nbsp|#160|#xa0);")
_QUOTED_BOOK = re.compile(rf"《[^{_SPACES}《》<>]{{1,80}}》|〈[^{_SPACES}〈〉<>]{{1,80}}〉")
# An ASCII word before Chinese letters is still one address where the Chinese goes on to another
# part of it (`/2017年报告.pdf`), or where the place is made for words (a wiki's title, a query).
_GOES_ON = re.compile(r"[./_\-=&?#%+~]++[A-Za-z0-9%]")
_FOR_WORDS = re.compile(
    r"(?:/(?:wiki|item|zh-[a-z]{2,4}|tag|tags|topic|search|w|wikipedia)/[^/?#]*"
    r"|[?&](?:q|query|search|s|wd|word|kw|key|keyword|keywords|title|name|text|p)=[^&#]*|#[^#]*)\Z"
)
_FILE = re.compile(r"\.(?:s?html?|pdf|php|aspx?|jsp|docx?|xlsx?|pptx?|zip|jpe?g|png|gif)\Z", re.I)
_PAIRS = {")": "(", "]": "[", "}": "{"}
_NEVER_LAST = frozenset("?!.,:;*([{–·")
_JOINS_CJK = frozenset("/=?&#-_%+~@")


def find_urls(text: str) -> list[str]:
    """The addresses in `text` as written, in order."""
    return [text[start:end] for start, end in url_spans(text)]


def url_spans(text: str) -> list[tuple[int, int]]:
    """(start, end) of every address in `text`, in order; they never overlap."""
    return list(_spans(text))


def url_end(text: str, start: int) -> int:
    """Where the address that begins at `start` ends; `start` itself where none begins there."""
    begun = _START.match(text, start)
    return _unquoted(text, start, _end(text, begun.end())) if begun else start


def _spans(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    while begun := _START.search(text, at):
        end = _unquoted(text, begun.start(), _end(text, begun.end()))
        if end > begun.end():
            yield begun.start(), end
        at = max(end, begun.end())


def _unquoted(text: str, start: int, end: int) -> int:
    """The end without the quotation marks that stand before the address as well."""
    if text.startswith("'", end):
        return end  # its own mark of closing
    before = start
    while text[end - 1] == "'" and before and text[before - 1] == "'":
        before -= 1
        end -= 1
    return end


def _end(text: str, start: int) -> int:
    """End of the address whose authority begins at `start`; `start` where there is no host."""
    end = _host_end(text, start)
    if end == start or text.startswith("@", end):
        return start
    while text.startswith("://", end):  # two schemes in a row: one broken address, not two
        second = _host_end(text, end + 3)
        if second == end + 3:
            break
        end = second
    if _ROOT.match(text, end):
        end += 1
    if port := _PORT.match(text, end):
        end = port.end()
    if text[end : end + 1] in ("/", "?", "#"):
        return _path_end(text, end)
    return end


def _host_end(text: str, start: int) -> int:
    found = _HOST.match(text, start)
    if found is None or found.end() == start:
        return start
    end = found.end()
    name = text[start:end].rpartition("@")[2]
    begin = end - len(name)
    if name[:1] in ("", ".", "-"):
        return start
    if name.isascii():
        return begin + len(name.rstrip(".-_"))
    if cut := _CJK_AFTER_DOMAIN.match(name):
        rest = name[cut.end() :]
        run = _CJK_RUN.match(rest)
        if run is None or not re.match(r"\.[A-Za-z]{2}", rest[run.end() :]):
            return begin + cut.end()
    if _CJK.match(name) and "." not in name.strip("."):
        return start
    return begin + len(name.rstrip(".-_"))


def _path_end(text: str, start: int) -> int:
    """End of path, query and fragment, which begin at `start` with `/`, `?` or `#`."""
    quick = _PLAIN.match(text, start)
    at = end = quick.end() if quick else start
    open_brackets: list[str] = []
    quoted = False
    while at < len(text):
        character = text[at]
        if character in "《〈" and (book := _book(text, start, at)):
            at = end = book
            continue
        if _ENDS.match(text, at):
            break
        if _CJK.match(text, at):
            run_end = _cjk_end(text, start, at)
            if run_end == at:
                break
            at = end = run_end
            continue
        if character in _PAIRS:
            if not open_brackets or open_brackets[-1] != _PAIRS[character]:
                break
            open_brackets.pop()
        elif character in "([{":
            open_brackets.append(character)
        elif character == "'":
            quoted = not quoted
        last = not (
            character in _NEVER_LAST
            or (character == "'" and quoted)
            or (character == "/" and end < at and text[at - 1] not in "!.,:;?")
        )
        at += 1
        end = at if last else end
    return end


def _book(text: str, start: int, at: int) -> int | None:
    """End of a quoted book title that is itself a part of the path (`/wiki/《红楼梦》`)."""
    if text[at - 1] not in "/=" or (text[at - 1] == "/" and at - 1 == start):
        return None
    found = _QUOTED_BOOK.match(text, at)
    return found.end() if found else None


def _cjk_end(text: str, start: int, at: int) -> int:
    """End of the Chinese letters at `at` if they are part of the address, else `at`."""
    found = _CJK_RUN.match(text, at)
    if found is None:
        return at
    before = text[at - 1]
    if before in _JOINS_CJK or _CJK.match(before) or before in "》〉·":
        return found.end()
    if before in ".,;:!')]}*":
        return at
    if _GOES_ON.match(text, found.end()):
        return found.end()
    segment_start = max(start, at - 200)
    segment = text[segment_start:at]
    if _FILE.search(segment):
        return at
    if _FOR_WORDS.search(segment) or _CJK.search(re.split(r"[/?&=#]", segment)[-1]):
        return found.end()
    return at
