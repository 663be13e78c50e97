"""Sentences of clean prose: a rule of our own for Chinese and Japanese, `sentencex` elsewhere.

The text must hold no footnote marks: with `[1]` in it every splitter credits the wrong sentence.
A line end in it is a hard break, which may end a sentence: parsers fold the others into spaces.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from citaudit.extract.lines import lines, unbroken
from citaudit.model.document import HARD_BREAK
from citaudit.text.scripts import HAN, HAN_OR_KANA, KANA

_CJK_RUN = re.compile(f"[{HAN}{KANA}\u3000-\u303f\uff00-\uff65]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")

# A stop, the rest of its run, and the quotes and brackets that close behind it.
# It begins with a set of characters, so that the engine skips to the next of them.
_CJK_STOP = re.compile(
    r"[。！？!?．｡….](?:(?<!\.)|(?<=[^\x00-\x7f]\.)(?:\.{1,5}+|(?=[\s」』”’）)]|$))"
    r"|(?<=[A-Za-z0-9)\]]{2}\.)(?=\s|$))"
    r"[。！？!?…．]*+[」』）)”’\"'》】〉〕］]*+"
    r"(?>(?:[。！？!?．｡…]|(?<=[^\x00-\x7f])(?:\.{2,6}+|\.(?=[\s」』”’）)]|$))"
    r"|(?<=[A-Za-z0-9)\]]{2})\.(?=\s|$))"
    r"[。！？!?…．]*+[」』）)”’\"'》】〉〕］]*+)*+"
)
_OPENERS = "「『“（(《〈【〔［"
_CLOSERS = dict(zip("」』”）)》〉】〕］", "「『“（(《〈【〔［", strict=True))
_BRACKET = re.compile("[「『“（(《〈【〔［」』”）)》〉】〕］]")
_WIDTHS = {"（": "(", "［": "["}  # an opener of one width may be closed by the other
_QUOTES = "「『“"
_LONGEST_ASIDE = 400
_BEGINS_A_NAME = re.compile(r"\s[!?](?=[A-Za-z])")  # `參見 !Hero`
_SPEECH = "：:，,。"  # what stands before a quotation that is a sentence of its own
_GOES_ON = re.compile(r"[，、；：,;:）)」』”》】〉〕］]")
# What follows a closing quote when the sentence around the quotation goes on.
_QUOTED_ON = re.compile(
    r"[的地之]|等(?!到|待)|と|って|を|に|が(?!く)|は|も|の|で|へ|や|から|まで|だ(?!が)|など|風"
)
_STOPS = "。！？!?…．｡."

# A stop in any script with something behind it, or a break between lines.
_MAY_END = re.compile(
    "[.!?…\u2028\n\u3002\uff01\uff0e\uff1f\uff61\u0589\u061f\u06d4\u0964\u0965\u1362\u104b\u17d4](?=.)",
    re.DOTALL,
)

_LISTED = re.compile(r"[(\[]?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})[.)]\s*+")
_AT_ONCE = 8_000  # code points; hardly a paragraph is longer
_LONGEST_LISTED = 7  # code points of such a number: `(xviii)`
_BEFORE_WORD = re.compile(r"[\s(\[\"'“‘]")
_LONGEST_WORD = 60  # code points; abbreviations are shorter
_AT_A_MARK = re.compile(r"[.!?][\"'”’)\]]*+$")
_BEHIND_A_MARK = re.compile(r"((?:[.!?][\"'”’)\]]*+)?)(?:\s+[\"“‘(\[]?(?=[A-Z\d])|(?=[A-Z]))")


def sentences(text: str, language: str = "und", marks: Sequence[int] = ()) -> list[tuple[int, int]]:
    """Half-open offsets of each sentence, in order, white space around it left out.

    `language` is a code as `zh-tw`; what is mostly Han or kana is split as Chinese or Japanese
    whatever the code says. `marks` are the places, in order, that footnote marks were taken out of:
    at one, `end.Next` is two sentences, and so are two clauses with a Chinese semicolon between.
    """
    if not marks and not _MAY_END.search(text):
        whole = _trimmed(text, 0, len(text))
        return [whole] if whole else []
    found: list[tuple[int, int]] = []
    for start, end in lines(text, marks):
        part = text if end - start == len(text) else text[start:end]
        if "\n" in part or HARD_BREAK in part:
            part = unbroken(part)
        inside = marks[bisect_right(marks, start) : bisect_right(marks, end)]
        here = [mark - start for mark in inside]
        ends = _cjk_ends if _reads_as_cjk(part, language) else _western_ends
        at = start
        for stop in (*ends(part, language, here), len(part)):
            trimmed = _trimmed(text, at, start + stop)
            if trimmed:
                found.append(trimmed)
            at = start + stop
    return found


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    words = text[start:end]
    left = len(words) - len(words.lstrip())
    return (start + left, start + len(words.rstrip())) if left < len(words) else None


def _reads_as_cjk(text: str, language: str) -> bool:
    if text.isascii() or not HAN_OR_KANA.search(text):
        return False
    if language[:2] in ("zh", "ja") and "。" in text:
        return True
    # One Han character says about as much as three letters.
    return len(HAN_OR_KANA.findall(text)) * 3 >= len(_LATIN.findall(text))


# -- Chinese and Japanese ------------------------------------------------------------------------


def _cjk_ends(text: str, _: str, marks: Sequence[int]) -> Iterator[int]:
    asides = _asides(text)
    clauses = _clause_ends(text, marks)
    at = sentence = 0
    for stop in _CJK_STOP.finditer(text):
        start, end = stop.span()
        while at < len(asides) and asides[at][1] < start:
            at += 1
        aside = asides[at] if at < len(asides) and asides[at][0] < start else None
        if _LISTED.fullmatch(text, sentence, end) or _BEGINS_A_NAME.match(text, start - 1):
            continue
        if end >= len(text) or not _ends(text, stop.group(), end, aside, sentence):
            continue
        while clauses and clauses[0] <= end:
            clause = clauses.pop(0)
            if sentence < clause < end:
                yield clause
        yield end
        sentence = end
    yield from (clause for clause in clauses if clause > sentence)


def _clause_ends(text: str, marks: Sequence[int]) -> list[int]:
    """Ends of clauses that have a footnote mark beside their semicolon."""
    ends = {
        place + 1
        for mark in marks
        for place in (mark - 1, mark)
        if 0 <= place < len(text) and text[place] == "；"
    }
    return sorted(ends)


def _ends(text: str, stop: str, end: int, aside: tuple[int, int] | None, sentence: int) -> bool:
    """Whether a stop ends its sentence, by the brackets around it and by what follows."""
    if _GOES_ON.match(text, end):
        return False
    last = stop[-1]
    if aside is not None and end <= aside[1]:
        return False
    if aside is None or last in _STOPS:
        return last != "…" or text[end].isspace()
    opener, before = text[aside[0]], text[aside[0] - 1 : aside[0]]
    alone = not text[sentence : aside[0]].strip()
    if opener not in _QUOTES:
        return alone and opener in "（(" and "。" in stop
    if _QUOTED_ON.match(text, end):
        return False
    return "。" in stop or alone or before in _SPEECH


def _asides(text: str) -> list[tuple[int, int]]:
    """Outermost pairs of quotes, brackets and title marks: first and last character of each."""
    pairs: list[tuple[int, int]] = []
    stack: list[tuple[str, int]] = []
    for found in _BRACKET.finditer(text):
        mark, at = found.group(), found.start()
        if mark in _OPENERS:
            stack.append((_WIDTHS.get(mark, mark), at))
            continue
        wanted = _CLOSERS[mark]
        wanted = _WIDTHS.get(wanted, wanted)
        depth = len(stack) - 1
        while depth >= max(0, len(stack) - 4) and stack[depth][0] != wanted:
            depth -= 1
        if depth < 0 or stack[depth][0] != wanted:
            continue
        start = stack[depth][1]
        del stack[depth:]
        if at - start <= _LONGEST_ASIDE:
            while pairs and pairs[-1][0] > start:
                pairs.pop()
            pairs.append((start, at))
    return pairs


# -- other languages -----------------------------------------------------------------------------


def _western_ends(text: str, language: str, marks: Sequence[int]) -> Iterator[int]:
    code = language.split("-")[0].lower()
    code = "en" if code in ("und", "zh", "ja", "") else code
    if not text.isascii():
        text = _CJK_RUN.sub("x", text)
    ends = list(_boundaries(code, text))
    ends += filter(None, (_end_at(text, mark) for mark in marks))
    sentence = 0
    for end in sorted(set(ends)):
        if not _broken_short(text, sentence, end):
            yield end
            sentence = end


def _boundaries(code: str, text: str) -> Iterator[int]:
    """Ends of sentences by `sentencex`, which is quadratic in quotation marks that never close.

    So it is given a few thousand characters at once, from the end of a sentence on.
    """
    from sentencex import get_sentence_boundaries

    start = 0
    while len(text) - start > _AT_ONCE:
        found = get_sentence_boundaries(code, text[start : start + _AT_ONCE])
        inner = [boundary["end_index"] for boundary in found[:-1]] or [_AT_ONCE]
        yield from (start + end for end in inner)
        start += inner[-1]
    for boundary in get_sentence_boundaries(code, text[start:] if start else text):
        yield start + boundary["end_index"]


def _end_at(text: str, mark: int) -> int:
    """Where a sentence ends at a footnote mark with a stop on one side and a new start behind."""
    found = _BEHIND_A_MARK.match(text, mark)
    if found is None:
        return 0
    stopped = found[1] or _AT_A_MARK.search(text, max(0, mark - 6), mark)
    return found.end(1) if stopped else 0


def _broken_short(text: str, start: int, end: int) -> bool:
    """Whether what ends here is an abbreviation, a list number or a name with `!` in it."""
    if end >= len(text):
        return True
    piece, following = text[start:end].rstrip(), text[end]
    if len(piece) <= _LONGEST_LISTED and _LISTED.fullmatch(piece):
        return True
    last = piece[-1:]
    if following.islower() and last in ".!?":
        return True
    if last != ".":
        return False
    word = _BEFORE_WORD.split(piece[-_LONGEST_WORD:])[-1][:-1].casefold()
    table = _abbreviations()
    if word in table["before_name"]:
        return True
    return word in table["before_number"] and following.isdigit()


@cache
def _abbreviations() -> dict[str, frozenset[str]]:
    data = files("citaudit.extract").joinpath("abbreviations.toml").read_text("utf-8")
    return {name: frozenset(words) for name, words in tomllib.loads(data).items()}
