"""Items of a list of works: a title, when it came out, and what a catalogue says besides.

Such an entry is its own source: the work bears its title, date and credits, as it bears its plot
(MOS:PLOTSOURCE, WP:PRIMARY). What says more about the work needs a source as any other statement.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from citaudit.extract.figures import has_figure
from citaudit.extract.nominal import has_a_verb
from citaudit.model import MappedText

REASON = "names a work, which is its own source"

_LONGEST = 300  # code points of an entry
_TITLE = "\ue000"  # stands for a title that is marked as one
_MARKED = re.compile(  # ''title'', *title*, <i>title</i>
    r"(?<!')''(?!')([^\n]{1,200}?)(?<!')''(?!')"
    r"|<(?:i|em|cite)\b[^<>]{0,200}>([^\n]{1,400}?)</(?:i|em|cite)>"
    r"|(?<![\w*\\])[*_](?![*_\s])([^*_\n]{1,200}?)(?<![\s\\])[*_](?![\w*])"
)
_QUOTED = re.compile(
    '“[^“”]{1,150}”|"[^"]{1,150}"|「[^「」]{1,100}」|『[^『』]{1,100}』|《[^《》]{1,100}》|«[^«»]{1,150}»'
)
_YEARS = r"(?:1[4-9]|20)\d\d(?:\s?[–/—-]\s?(?:\d{2,4}|present))?"
_HAN_YEARS = r"\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:[–—－-](?:\d{2,4}年)?)?"
_BEFORE = re.compile(rf"[(（]?(?:{_YEARS}|{_HAN_YEARS})[)）]?(?:\s?[:：,，–—-]\s?|\s|(?=\ue000))")
_ASIDE = re.compile(r"\s?[(（](?=[^()（）]*?\b\d{4}(?:\b|年))([^()（）]{4,80})[)）]")
_BEHIND = re.compile(rf"[,，.]?\s(?:{_YEARS}|{_HAN_YEARS})(?=[\s,.;:，。；]|$)")
_ISBN = re.compile(r"\bISBN(?:-1[03])?[:：]?\s?(?:97[89][\s-]?)?(?:\d[\s-]?){9}[\dXx]\b")
_SAYS_MORE = re.compile(
    r"\b(?!(?:un|co-?|re)?(?:released|credited|directed|produced|edited|illustrated|translated|published"
    r"|revised|collected|limited|untitled|animated|recorded|written|composed|finished|completed"
    r"|expanded|abridged|annotated|unfilmed|unproduced)\b)(?:un|co-?)?[a-z]{3,}(?:ed|ing)\b"
)
_SMALL = frozenset(
    """a an and as at but by for from in into is it its of on or over the than that to vs with our
    my me his her their your no not be de la le du des van von und der die das""".split()  # noqa: SIM905
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_A_TITLE = 80  # code points of a title that nothing marks
_SAYS_MORE_IN_HAN = re.compile("[\u3400-\u9fff].*[，的是了被獲获最]|[\u3400-\u9fff].{12}")
_STOPPED = re.compile(r"[.。；;]\s?\S|[。；]")


def is_list_of_works(path: Sequence[str]) -> bool:
    """Whether one of these headings names a list of works (`Filmography`, 著作)."""
    return any(len(heading) <= _A_TITLE and _headings().fullmatch(heading) for heading in path)


def names_a_work(said: str, text: MappedText, page: str, listed: bool) -> bool:
    """Whether an item says no more than what a catalogue says of a work.

    `listed`: it stands in a list of works. Elsewhere its title must be marked as one.
    """
    if len(said) > _LONGEST:
        return False
    bare = _QUOTED.sub(_TITLE, _without_titles(said, text, page), count=1)
    numbered = _ISBN.sub("", bare)
    if numbered != bare:
        return not has_a_verb(numbered) and not _SAYS_MORE.search(numbered)
    rest = _BEFORE.sub("", bare, count=1) if _BEFORE.match(bare) else bare
    aside = _ASIDE.search(rest)
    if aside is not None:
        rest = f"{rest[: aside.start()]} \ue001{rest[aside.end() :]}"
        if _goes_beyond(re.sub(_YEARS, "", aside[1])):
            return False
    elif rest == bare:
        rest = _BEHIND.sub("", bare, count=1)
    dated = rest != bare
    title, _, credit = rest.partition("\ue001")
    if _TITLE in title:
        before, _, after = title.partition(_TITLE)
        credit = f"{before} {after} {credit}"
        said_besides = _WORD.search(credit) is not None
        return dated and (listed or not said_besides) and not _goes_beyond(credit)
    return listed and dated and _is_a_title(title.strip(" .,:")) and not _goes_beyond(credit)


def _goes_beyond(words: str) -> bool:
    """Whether words beside title and year are more than credits (`with Ann Lee`, `short film`)."""
    return (
        has_figure(words)
        or has_a_verb(words)
        or _SAYS_MORE.search(words) is not None
        or _STOPPED.search(words) is not None
        or (not words.isascii() and _SAYS_MORE_IN_HAN.search(words) is not None)
    )


def _is_a_title(words: str) -> bool:
    """Whether words have the form of a title: short, and all but small words capitalised."""
    if not words or len(words) > _A_TITLE or _STOPPED.search(words):
        return False
    found = _WORD.findall(words)
    if not words.isascii() and not any(word.isascii() for word in found):
        return not re.search("[，、：是了]", words)
    capital = sum(not word[0].islower() for word in found)
    rest = sum(word[0].islower() and word not in _SMALL for word in found)
    return not found or (capital > 0 and 3 * rest <= capital)


def _without_titles(said: str, text: MappedText, page: str) -> str:
    """`said` with a sign for the first title that the page sets in italics."""
    if not text.page:
        return said
    start = max(text.page[0] - 8, 0)
    for found in _MARKED.finditer(page, start, text.end_in_page(len(text.text)) + 8):
        begin = text.from_page(found.start(found.lastindex or 0))
        end = text.from_page(found.end(found.lastindex or 0))
        words = " ".join(text.text[begin:end].split())
        if words and words in said:
            return said.replace(words, _TITLE, 1)
    return said


@cache
def _headings() -> re.Pattern[str]:
    data = tomllib.loads(files("citaudit.extract").joinpath("exemptions.toml").read_text("utf-8"))
    pattern: str = data["works"]["headings"]
    return re.compile(pattern, re.IGNORECASE | re.VERBOSE)
