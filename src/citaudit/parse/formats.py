"""What a page is written in: by its extension first, else by its content.

A preset `Page.format`, `language` or `origin` is never overruled.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from citaudit.model import Format, Page
from citaudit.model.records import changed
from citaudit.parse.languages import language_of

_BY_EXTENSION: dict[str, Format] = {
    **dict.fromkeys((".md", ".markdown", ".mdown", ".mdx", ".mkd", ".mkdn"), "markdown"),
    **dict.fromkeys((".qmd", ".rmd"), "markdown"),
    **dict.fromkeys((".wiki", ".wikitext", ".mediawiki", ".mw"), "wikitext"),
    **dict.fromkeys((".html", ".htm", ".xhtml"), "html"),
}
_SAMPLE = 200_000
_LANG = re.compile(
    r"<(?:html|body|main|article|div)\s(?:[^<>]*?\s)?lang\s*=\s*[\"']?([A-Za-z]{2,3})\b", re.I
)
_CODE = re.compile(r"<(script|style)\b", re.I)
_CODE_ENDS = {name: re.compile(rf"</{name}\b", re.I) for name in ("script", "style")}

_HTML_START = re.compile(
    r"\s*+(?:<\?xml[^>]{0,200}>\s*+)?(?:<!--.{0,2000}?-->\s*+)?<(?:!doctype\s|html[\s>])",
    re.I | re.S,
)
_HTML_BLOCK = re.compile(
    r"</?(?:p|div|ul|ol|li|h[1-6]|body|head|section|article|table|tr|td|a)\b[^<>]*>", re.I
)
_WIKITEXT = re.compile(
    r"\[\[|\{\{|^\{\||'''|^={2,6}[^=\n].*={2,6}[ \t]*$|<ref\b|<references\b"
    r"|^\[?#(?:REDIRECT|重定向)|^;[^\n]{1,80}$",
    re.I | re.M,
)
_MARKDOWN = re.compile(
    r"\]\(|\]\[[^\]\n]|^\#{1,6}[ \t]|\\\[|\[\^[^\]\s]+\]"
    r"|^(?:```|~~~)|\*\*(?=\S)|^\[[^\]\n]+\]:[ \t]"
    r"|^(?:={3,}|-{3,})[ \t]*$|^[ \t]*[-+][ \t]+\S",
    re.M,
)
# What pandoc leaves of a wiki: its title for inner links, page targets of the published dumps,
# escaped footnote marks, conversion marks of Chinese wikis, templates and notes it could not read.
_PANDOC = re.compile(
    r'"wikilink"\)|\]\((?:\.\./)*Page/[^)\n]{1,300}\.md|\\\[\d{1,4}\\\]|-\{[^{}\n]{1,200}\}-'
    r"|<ref\b|\\==|\{\{[-A-Za-z一-鿿]|^Category:\S"
    r"|^\[\d{1,4}\][ \t]*$|\n\n\[1\][ \t]",
    re.M | re.I,
)
_PANDOC_ALONE = re.compile(r'"wikilink"\)|\]\((?:\.\./)+Page/[^)\n]{1,300}\.md', re.I)


def identified(page: Page) -> Page:
    """The page with `format`, `language` and `origin` filled in; what was set stays as it is."""
    written = page.format or format_of(page.id, page.text)
    language = page.language
    if language == "und":
        html = written == "html"
        language = (_declared(page.text) if html else "") or language_of(
            _without_code(page.text) if html else page.text
        )
    origin = page.origin
    if origin is None and written == "markdown" and made_by_pandoc(page.text):
        origin = "pandoc"
    return changed(page, format=written, language=language, origin=origin)


def _declared(text: str) -> str:
    """The language an HTML page says it is in."""
    found = _LANG.search(text, 0, 5_000)
    return found.group(1).lower() if found else ""


def _without_code(text: str) -> str:
    """An HTML page without its scripts and styles, whose words are in no language."""
    parts: list[str] = []
    at = 0
    while opened := _CODE.search(text, at):
        parts.append(text[at : opened.start()])
        closed = _CODE_ENDS[opened.group(1).lower()].search(text, opened.end())
        if closed is None:
            return "".join(parts)
        at = closed.end()
    return "".join((*parts, text[at:])) if parts else text


def by_extension(name: str) -> Format | None:
    """The format that the extension of `name` stands for, if it does for one."""
    return _BY_EXTENSION.get(PurePosixPath(name).suffix.lower())


def format_of(name: str, text: str) -> Format:
    """The format by the extension of `name`, else by counting marks that only one format uses.

    Plain prose without any mark reads as Markdown, which adds nothing to it.
    """
    known = by_extension(name)
    if known:
        return known
    sample = text[:_SAMPLE]
    if _HTML_START.match(sample):
        return "html"
    wikitext = sum(1 for _ in _WIKITEXT.finditer(sample))
    markdown = sum(1 for _ in _MARKDOWN.finditer(sample))
    tags = sum(1 for _ in _HTML_BLOCK.finditer(sample))
    if tags > 2 and tags > 4 * (wikitext + markdown):
        return "html"
    return "wikitext" if wikitext > markdown else "markdown"


def made_by_pandoc(text: str) -> bool:
    """Whether a Markdown page went through pandoc on its way from a wiki.

    A wiki link's title or page target is proof; of the other marks it takes two of one page.
    """
    if len(text) > 2 * _SAMPLE:
        text = text[:_SAMPLE] + text[-_SAMPLE:]
    if _PANDOC_ALONE.search(text):
        return True
    kinds = {_kind(found.group()) for found in _PANDOC.finditer(text)}
    return len(kinds) > 1 or "listed" in kinds


def _kind(mark: str) -> str:
    if mark.startswith("[") and mark.rstrip().endswith("]"):
        return "listed"
    return mark[:2].lower()
