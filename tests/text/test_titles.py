"""Titles of pages that are not the page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citaudit.text.titles import is_error_title, is_placeholder_title, looks_like_error_title

ERRORS = """
https://news.test/a/b
{{{title}}}
Index of /pub/files
Pagina is niet gevonden - Voorbeeld
Your session has expired
Access to this page has been denied.
ERROR: The request could not be satisfied
该内容已被发布者删除
此内容因违规无法查看
指定的主题不存在或已被删除
系統維護中
域名出售
Site offline
Private Site | Example
Browser check
404 Not Found
Page not found | The Daily
The Daily - Error 404 : Page not found
Oops! That page can't be found.
403 Forbidden
Access Denied
Just a moment...
Sorry, the page you requested could not be found
Redirecting…
This domain is for sale!
Service Unavailable
Log in - Library
Untitled-3
Something went wrong
404 | The Daily
抱歉，您访问的页面不存在
对不起，您要找的页面不存在或已被删除！
提示信息 - 某某论坛
404 - 找不到文件或目录。
網頁不存在
ページが見つかりません
페이지를 찾을 수 없습니다
Страница не найдена
Página no encontrada – El Diario
Seite nicht gefunden
Page introuvable
Strona nie istnieje
الصفحة غير موجودة
Không tìm thấy trang
""".strip().splitlines()
REAL = """
An Index of Names
Documents of the Reformation
Private Sites of Power
HTTPS in Practice
Page Not Found in Space
Lost and Found
The Missing Page
Access Denied: Internet Filtering in Practice
Not Found (album)
Patent has expired - The Daily
God does not exist - The Daily
The Register
Error analysis
Login: a history
HTTP 404 — Encyclopedia
Story of a Man Who Was Deleted
Stadium closed for repairs
CNN.com - Vote counted
488–500
Booking.com
Home - The Daily
文件已被删除的恢复方法
不存在的女儿
微博：新浪的崛起
登录月球：阿波罗计划
国家错误的道歉
系统维护学
域名出售风波
中国禁止访问谷歌
Moved by Love
红楼梦
""".strip().splitlines()


@pytest.mark.parametrize("title", [*ERRORS, "", " "])
def test_error_pages_gates_and_parked_domains(title: str) -> None:
    assert looks_like_error_title(title)


@pytest.mark.parametrize("title", REAL)
def test_titles_of_real_pages(title: str) -> None:
    assert not looks_like_error_title(title)


@pytest.mark.parametrize(
    "title",
    [
        "Archived copy",
        "存档副本",
        "存檔副本",
        " ARCHIVED COPY ",
        "Untitled",
        "TODO",
        "…",
        "No title specified",
        "notitle",
        "無標題文件",
    ],
)
def test_placeholders(title: str) -> None:
    assert is_placeholder_title(title)


@pytest.mark.parametrize("title", ["Archived copy of a lost letter", "无题诗", "The Source"])
def test_what_is_no_placeholder(title: str) -> None:
    assert not is_placeholder_title(title)


@given(st.text(max_size=120), st.sampled_from([" | ", " - ", ": ", " · "]))
def test_a_site_name_behind_an_error_does_not_hide_it(site: str, joint: str) -> None:
    if joint != ": ":
        assert looks_like_error_title(f"404 Not Found{joint}{site}")
    assert not is_placeholder_title(f"{site} of 1931")


@pytest.mark.timeout(5)
@pytest.mark.parametrize(
    "piece", ["sorry ", "the page that you ", "a - ", "您", "对不起", "page is not "]
)
def test_hostile_titles_take_no_time(piece: str) -> None:
    assert not looks_like_error_title(piece * 50_000 + "x")
    assert not is_placeholder_title(piece * 50_000 + "x")


@pytest.mark.parametrize(
    "title",
    [
        "404 Not Found", "Error 404 (Not Found)!!1", "Page Not Found | Lund News", "Lund: 404",
        "Lund News – Page not found", "Attention Required! | Cloudflare", "Just a moment...",
        "Please wait…", "This domain is for sale!", "找不到页面", "404錯誤", "Seite nicht gefunden",
    ],
)  # fmt: skip
def test_a_title_that_is_certainly_that_of_an_error_page(title: str) -> None:
    assert is_error_title(title) is (title not in ("Error 404 (Not Found)!!1", "Lund: 404"))


@pytest.mark.parametrize(
    "title",
    [
        "Home", "News", "none", "report", "Missing", "Gone", "Sorry", "Just a Moment", "Loading",
        "Page Not Found in Time", "Error", "Login", "Under construction", "不存在", "登录", "错误",
    ],
)  # fmt: skip
def test_a_title_that_a_work_may_have(title: str) -> None:
    assert not is_error_title(title)
