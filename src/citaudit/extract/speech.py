"""Whether what stands in quotation marks is what somebody said or wrote, by the words around it.

A name, a title, a term, a gloss, an example of usage and what a machine prints are quoted as well:
nobody said them.
"""

from __future__ import annotations

import re

_QUOTED_CJK = re.compile(r"[「“]([^「」“”]{6,})[」”]")
_SAID_BEFORE = re.compile(r"[：:]\s*$|[稱称說说問问道喊][，,]?\s*$")
_SPOKEN = re.compile(
    "[，。！？的是不會会有我你您他她了在都要將将於于讓让沒没無无應应和而就也很這这那]"
)
# `稱為「理性人的選擇」`, `所謂「…」`: what is quoted there is a name.
_NAMED_BEFORE = re.compile(
    "(?:[稱称](?:之)?[為为作](?:是)?|[簡简俗統统合並并又別别]稱|[簡简俗统合并又别]称|叫[做作]|名[為为叫]|所[謂谓]|形容[為为成]?|[譯译][為为作]"
    "|意[為为即思]+是?|例如|比如)(?:一[個个種种])?[，,]?$"
)
_STOPPED = re.compile("[，。！？；]")
_OF_A_NAME = re.compile("[的和在之]")  # `最划算的產品`, `科學和數學系`
_A_NAME = 10  # characters of a name that holds one of these

_QUOTED_WESTERN = re.compile(r"[“\"]([^“”\"]*)[”\"]|[«„]([^«»„“]*)[»“]")
_SHORTEST = 8
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SMALL = frozenset(
    """a an and as at but by for from in into is of on or over the to with de la le du des van von
    und""".split()  # noqa: SIM905
)
_A_TERM = 4  # words of a term behind an article
_A_GLOSS = 8  # words of a translation in brackets
_LOOKED_AT = 60  # code points before a quotation
_THING_BEFORE = re.compile(
    # `also called the “weighted mean”`, `is described as starting “from the top”`
    r"\b(?:called|termed|named|dubbed|nicknamed|titled|entitled|labell?ed|known\sas|referred\sto\sas"
    r"|described\sas(?:\s[a-z]+ing)?|mean(?:s|ing)|translated\sas|translates\s(?:as|to)|such\sas"
    r"|e\.g\.,?|i\.e\.,?)\s(?:the\s|an?\s)?$"
    # `in expressions as “…”`
    r"|\b(?:word|terms?|phrases?|expressions?|sentences?|names?)\s(?:as\s|like\s)?$"
    r"|(?:^|[.;]\s)In\s$"
    # `The error message says “…”`, `if someone says “…”`
    r"|\b(?:messages?|errors?|prompts?|dialogs?|console|output|screens?|buttons?|signs?|banners?|labels?"
    r"|warnings?|compilers?|programs?|scripts?|commands?|instructions?)\s(?:\w+\s){0,2}?"
    r"(?:says?|said|saying|reads?|reading|states?|stating|stated|displays?|prints?|shows?|reports?)"
    r"[:,]?\s$"
    r"|\b(?:some|any|every|no)(?:one|body)\s(?:says|said|asks|claims)[:,]?\s$",
    re.IGNORECASE,
)
_WORK_BEFORE = re.compile(  # `the song “…”`, which begins with a capital
    r"\b(?:songs?|albums?|books?|novels?|papers?|articles?|essays?|poems?|films?"
    r"|episodes?|chapters?|stor(?:y|ies)|plays?|paintings?|singles?|tracks?|sections?|pieces?|titles?"
    r"|headlines?)\s$"
)
_ARTICLE_BEFORE = re.compile(
    r"(?<!\bas )(?<!\bit )(?<!\bhim )(?<!\bher )(?<!\bthem )\b(?:the|an?)\s$", re.IGNORECASE
)
_SAYING_BEFORE = re.compile(
    r"(?<!could )(?<!might )(?<!can )(?<!may )\b(?:(?:stat|writ|argu|conclud|not|declar)"
    r"(?:es|ed|ing)"
    r"|(?:say|claim|add|explain|remark|comment|respond|observ|ask|insist|warn|complain|announc"
    r"|assert|recall)"
    r"(?:s|es|ed|e|ing)?|repl(?:y|ies|ied|ying)|admit(?:s|ted|ting))(?:\s[a-z]{2,6}){0,2}[,:]?\s[“\"]"
)
_BY = re.compile(r"[,.]?[”\"]?\sby\b")
_A_LONG_QUOTATION = 12  # words behind a colon, which are no example of usage


def quotes_in_chinese(text: str) -> bool:
    """Whether somebody's words are quoted."""
    for found in _QUOTED_CJK.finditer(text):
        before = text[max(0, found.start() - 8) : found.start()]
        words = found[1]
        if _NAMED_BEFORE.search(before) and not _STOPPED.search(words):
            continue
        if _SAID_BEFORE.search(before):
            return True
        if len(words) <= _A_NAME:
            words = _OF_A_NAME.sub("", words)
        if _SPOKEN.search(words):
            return True
    return False


def quotes(text: str) -> bool:
    """The same in other languages: three words or more, not all capitalised as in a title."""
    for found in _QUOTED_WESTERN.finditer(text):
        said = found[1] or found[2] or ""
        if len(said) < _SHORTEST:
            continue
        words = _WORD.findall(said)
        if len(words) >= 3 and not _is_title(words) and not _is_thing(text, found, len(words)):
            return True
    return False


def introduces_speech(text: str) -> bool:
    """Whether a verb of saying stands right before a quotation: `writing that it “puzzled” him`."""
    return _SAYING_BEFORE.search(text) is not None


def without_quotations(text: str) -> str:
    """`text` without what is quoted in it, save a long quotation that a colon introduces."""
    return _QUOTED_CJK.sub(_emptied, _QUOTED_WESTERN.sub(_emptied, text))


def _emptied(found: re.Match[str]) -> str:
    words = found[0]
    introduced = found.string[: found.start()].rstrip()[-1:] in (":", "：")
    if len(words) < _SHORTEST or (introduced and _is_long(words)):
        return words
    return f"{words[0]} {words[-1]}"


def _is_long(words: str) -> bool:
    return (not words.isascii() and " " not in words) or len(words.split()) >= _A_LONG_QUOTATION


def _is_title(words: list[str]) -> bool:
    """Whether nearly all words of a quotation are capitalised."""
    lower = sum(word.islower() and word not in _SMALL for word in words)
    capital = sum(not word.islower() for word in words)
    return not lower or (capital > 2 and 4 * lower <= capital)


def _is_thing(text: str, found: re.Match[str], words: int) -> bool:
    """Whether what stands before a quotation of so many words makes it no speech."""
    start, end = found.span()
    before = text[max(0, start - _LOOKED_AT) : start]
    if _BY.match(text, end):
        return False
    if before.endswith("(") and words <= _A_GLOSS:
        return True
    if words <= _A_TERM and _ARTICLE_BEFORE.search(before):
        return True
    if text[start + 1].isupper() and _WORK_BEFORE.search(before):
        return True
    return _THING_BEFORE.search(before) is not None
