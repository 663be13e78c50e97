"""Titles that name no source: error pages, gates, parked domains, placeholders.

The phrases are `titles.toml`. A title is taken apart as sites build it ("Page not found | Site"),
and a phrase counts only as a whole part, so that *Page Not Found in Time* stays a book.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from html import unescape
from importlib.resources import files
from unicodedata import normalize

_CUT = re.compile(
    r"(?>(?<!\s)\s+|)(?:[|•»«›‹—_]|::+)\s*+|(?<!\s)\s++[-–·:~/]+(?=\s|$)|^\s*+[-–:~]+\s"
)
_SPACE = re.compile(r"\s+")
_EDGES = " \t.!…,;:。、!\"'“”„«»‘’*#=-"
_LONG = 300

# "The page you want has expired", but not "Copyright has expired": what is gone must be a page.
_GONE = re.compile(
    r"(?:(?:the|this|that|your|our|requested|web|news|session|domain|user|blog|we're|we are|sorry|"
    r"but|,) ?)*"
    r"(?:page|article|story|document|file|site|website|url|link|content|domain|session|account|"
    r"item|post|video|resource|record|topic|entry|download)"
    r"(?: (?:that|which|you|with|at|for) .{1,50}?)?"
    r" (?>(?:no longer|is|was|has|have|could|can|does|do|will|isn't|wasn't|hasn't|couldn't|can't|"
    r"cannot|doesn't)(?: (?:been|no|longer|now|currently|temporarily|not|be|yet)){0,4} ?)?+"
    r"(?:(?<=not )found|(?<=not be )found|(?<=n't be )found|(?<=cannot be )found|(?<=n't )found|"
    r"(?:(?<=not )|(?<=longer )|(?<=n't )|(?<=not be )|(?<=n't be )|(?<=not yet ))"
    r"(?:available|exists?|displayed|located|accessible|here|work)|"
    r"expired|removed|deleted|unavailable|for sale|suspended|closed|parked|disabled|restricted|"
    r"moved)"
    r"\W*+(?:\(?404\)?)?"
)
_UNTITLED = re.compile(r"(?:untitled|new page|无标题|無標題)[ _\-]?\d{0,3}|document[ _\-]?\d{1,3}")
_ADDRESS = re.compile(r"https?:(?://\S*)?|index of /\S*")
_ENDING = re.compile(r"(?:com|net|org|gov|edu|info|biz)")
_ZH_GONE = re.compile(
    r"(?>对不起|對不起|很?抱歉|sorry|您|你|我们|我們|[,!\s])*+(?>所|要|想|正在|当前|目前|请求|請求|查找|尋找|寻找|访问|訪問|"
    r"浏览|瀏覽|查看|打开|輸入|输入|找|看|的|该|該|此|这个|這個|本|这|這)*+"
    r"(?:页面|頁面|网页|網頁|文章|内容|內容|文件|檔案|帖子|主题|主題|链接|連結|鏈接|网址|網址|信息|資訊|资源|資源|站点|網站|网站|新闻|新聞|商品|视频|影片|用户|博客)"
    r"(?>可能|已经|已經|暂时|暫時|目前|现在|似乎|好像|并)*+"
    r"(?:不存在|找不到|未找到|没有找到|沒有找到|不见|不見|(?:已|被|已被)(?:发布者|發布者|作者|管理员|管理員|用户|用戶)?(?:删除|刪除|移除|屏蔽|关闭|關閉|下架|下线|封禁)|(?:已)?失效|已?过期|已?過期|无法(?:访问|显示|打开|找到)|無法(?:訪問|顯示|開啟|找到)|因.{1,8}?(?:无法|無法)(?:查看|显示|顯示)|出错|錯誤|错误|走丢|丢失|打不开|维护中|維護中)"
    r"(?:了|啦|或.{0,16})?"
)


@dataclass(frozen=True, slots=True)
class _Table:
    whole: frozenset[str]
    first: frozenset[str]
    part: frozenset[str]
    anywhere: re.Pattern[str]
    before: tuple[str, ...]
    after: tuple[str, ...]
    placeholder: frozenset[str]
    cited: frozenset[str]
    waiting: frozenset[str]


@lru_cache(maxsize=2048)
def looks_like_error_title(title: str) -> bool:
    """Whether `title` is that of an error page, a gate, a parked domain or a nameless document."""
    table = _table()
    folded = _folded(title[:_LONG])
    bare = folded.strip(_EDGES)
    if bare in table.whole or folded in table.whole or table.anywhere.search(folded):
        return True
    parts = [part for raw in _CUT.split(folded) if (part := raw.strip(_EDGES))]
    if not parts:
        return True
    first = parts[0]
    if first in table.first or _is_only_an_ending(folded, first):
        return True
    return any(_is_error(part, table) for part in (bare, *parts))


@lru_cache(maxsize=2048)
def is_placeholder_title(title: str) -> bool:
    """Whether `title` is what stands where nobody gave one (`Archived copy`, `存档副本`)."""
    folded = _folded(title[:_LONG])
    placeholders = _table().placeholder
    return folded in placeholders or folded.strip(_EDGES) in placeholders or not folded


@lru_cache(maxsize=2048)
def is_error_title(title: str) -> bool:
    """Whether a title that a citation gives is certainly that of an error page or a gate.

    Stricter than `looks_like_error_title`, which judges the title of a page that was fetched.
    """
    table = _table()
    folded = _folded(title[:_LONG])
    bare = folded.strip(_EDGES)
    if bare in table.cited or (folded.endswith(("...", "…")) and bare in table.waiting):
        return True
    return any(part.strip(_EDGES) in table.cited for part in _CUT.split(folded))


def _is_error(part: str, table: _Table) -> bool:
    if part in table.part or _UNTITLED.fullmatch(part) or _ADDRESS.fullmatch(part):
        return True
    if _GONE.fullmatch(part) or _ZH_GONE.fullmatch(part):
        return True
    return _undressed(part, table) in table.part


def _undressed(part: str, table: _Table) -> str:
    """`part` without the words of regret around what it says."""
    for _ in range(3):
        before = part
        for word in table.before:
            if part.startswith(word) and part[len(word) :][:1] in (" ", ",", ":", "!", ".", "-"):
                part = part[len(word) :].strip(_EDGES)
                break
        if part == before:
            break
    for word in table.after:
        if part.endswith(f" {word}"):
            part = part[: -len(word) - 1].strip(_EDGES)
            break
    return part


def _is_only_an_ending(folded: str, first: str) -> bool:
    """Whether a domain's ending stands where its name should (`.com - Shop`)."""
    return folded.startswith(".") and _ENDING.fullmatch(first) is not None


@lru_cache(maxsize=2048)
@lru_cache(maxsize=512)
def _folded(title: str) -> str:
    return _SPACE.sub(" ", normalize("NFKC", unescape(title)).casefold()).strip()


@cache
def _table() -> _Table:
    data = tomllib.loads(files("citaudit.text").joinpath("titles.toml").read_text("utf-8"))
    lists = {
        name: [_folded(p) for ps in group.values() for p in ps] for name, group in data.items()
    }
    edged = {
        name: {p.strip(_EDGES) for p in phrases} | set(phrases) for name, phrases in lists.items()
    }
    part = {_folded(p) for key in ("codes", "absent", "gates", "parked") for p in data["part"][key]}
    part |= {_folded(p) for p in data["anywhere"]["parts"]}
    anywhere = sorted({_folded(p) for p in data["anywhere"]["phrases"]}, key=len, reverse=True)
    return _Table(
        frozenset(edged["whole"]),
        frozenset(edged["first"]),
        frozenset({p.strip(_EDGES) for p in part} | part),
        re.compile("|".join(re.escape(p) for p in anywhere)),
        tuple(sorted((_folded(p) for p in data["dressing"]["before"]), key=len, reverse=True)),
        tuple(sorted((_folded(p) for p in data["dressing"]["after"]), key=len, reverse=True)),
        frozenset(edged["placeholder"]),
        frozenset(_folded(p).strip(_EDGES) for p in data["cited"]["errors"]),
        frozenset(_folded(p).strip(_EDGES) for p in data["cited"]["waiting"]),
    )
