"""Words that name, by their form: enumerations, and phrases in which no verb is finite."""

from __future__ import annotations

import re

from citaudit.text.scripts import HAN_OR_KANA

_SPEECH = re.compile(
    '“[^“”]{1,200}”|"[^"]{1,200}"|「[^「」]{1,200}」|『[^『』]{1,200}』|《[^《》]{1,200}》'
)
_SAID = re.compile(r"[^\W_]")
_ASIDE = re.compile("（[^（）]{1,60}）|\\([^()]{1,60}\\)")
_LABEL = re.compile("[^：。！？；]{1,30}：")
_BETWEEN = re.compile("[、；－—–→]|(?<=[\u3400-\u9fff]) ?[-/] ?(?=[\u3400-\u9fff])")
_AND_SO_ON = re.compile("等{0,2}[地人]?[。.]?$")
_NO_NAME = re.compile("[，,。！？：着]|[是曾](?![^\u3400-\u9fff]|$)|了(?!解)|被(?!子)")
_A_NAME = 15  # characters of one of the names in an enumeration
# `民族主義對政治所造成的影響`: what stands before 的 describes the name behind it.
_HEADED = re.compile("[^，,。！？；：是了曾已也將将把並并]{4,60}的[^，,。！？；：、的是了]{1,8}")
_OF_A_TRADE = re.compile(  # `林東，瀾州畫家。`
    "[^，。！？；：、]{1,30}[，：][^，,。！？；：是了曾已也將将把並并由為为任於于在]{1,24}"
    "(?:[家者員员師师手人長长王]|教授|博士|院士|總統|总统|主席|將軍|将军)。?"
)
_WITHIN_NAMES = frozenset(
    """of the and von van de der den du la le al in on at near from by""".split()  # noqa: SIM905
)
_GLOSS = re.compile(  # `米（英語：Mi (character)）`
    "（[\u3400-\u9fff]{1,5}[語语文]：(?:[^（）()]{1,80}|\\([^()]{1,40}\\)){1,3}）"
)

# Verbs that are no other word as well, subjects, and relative clauses. A participle (`a house built
# by Hobb`, `the disused mill`) is none of a sentence; `[a-z]s the` is, for no plural stands there.
_FINITE = re.compile(
    r"[?!]|\b(?:born|is|are|was|were|has|have|had|does|did|do|can|could|may|might|will|would|must"
    r"|shall|should|cannot|became|began|came|come|went|took|made(?! of\b)|gave|fell|rose|stood"
    r"|lay|lies|won|wrote|led|left(?! of\b)|lost|ran|sold|spent|stands|shows|remains|serves|gives"
    r"|flows|becomes|includes?|contains?|consists?|belongs?|begins?|means|refers?|plays|lives"
    r"|[Ww]e|[Hh]e|[Ss]he|[Tt]hey|it|you|who|which|whose|where|that(?! of\b))\b"
    r"|\b[a-z]{3,}s (?:the|an?|his|her|its|their|him|them|no)\b|[–—-] [a-z]{3,}s "
    r"|(?<!\ba )(?<!\ban )(?<!\bthe )(?<!\bof )(?<!\bin )(?<!\band )(?<!\bor )(?<!\bto )"
    r"(?<!\bfor )(?<!\bwith )(?<!\bby )(?<!\bfrom )(?<!\bmany )(?<!\(|-)\b[a-z]{3,}[a-df-z]ed\b"
    r"(?! (?:by|in|for|as|on|with|from|at|to|under)\b)"
    r"|\b(?:later|then|also|never|first|soon|again|[a-z]{3,}ly) [a-z]{3,}(?:ed|s)\b"
)
_MAY_BE_A_VERB = re.compile(  # `Ashe owns mills`; a plural is followed by what joins it
    r"(?<![a-z])[a-z]{2,}[a-rtv-z]s "
    r"(?!(?:and|or|of|in|for|at|from|with|to|by|on|as|into|under|between|[a-z]+(?:ed|ing))\b)[^\W\d_]"
    r"|(?<![a-z])[a-z]{3,}ly [a-z]{3,}"
)
_ASIDE_IN_HAN = re.compile(r" ?\([^()]{0,40}[\u3400-\u9fff][^()]{0,40}\)")
_STOPS = re.compile(r"\.[)\"”’\]]*$")
_NAMED_FIRST = re.compile(r"([^,:–—(]{1,60})(?:, | ?: | [–—-] | ?\()")
_FEW_WORDS = 3
_FOR_EXAMPLE = re.compile(
    r"\((?:e\.g\.|i\.e\.|including|such as|for example|for instance)[^()]{1,300}\)"
)


def without_speech(said: str) -> str:
    """`said` without what stands in quotation marks, which others said or which is a title."""
    return _SPEECH.sub(" ", said)


def without_glosses(said: str) -> str:
    """`said` without what a name is in another language."""
    return _GLOSS.sub("", said) if "（" in said else said


def says_no_more_than_speech(said: str) -> bool:
    """Whether nothing but quotations is in it."""
    return _SAID.search(without_speech(said)) is None


def enumerates(said: str) -> bool:
    """Whether it is names side by side, as `領域：甲學、乙學、丙學等。`."""
    if said.isascii() or not _BETWEEN.search(said):
        return False
    rest = _ASIDE.sub("", said)
    label = _LABEL.match(rest)
    names = _BETWEEN.split(_AND_SO_ON.sub("", rest[label.end() :] if label else rest))
    if len(names) < 2 + (label is None) or (label is None and rest.endswith("。")):
        return False
    return all(len(name) <= _A_NAME and not _NO_NAME.search(name) for name in names)


def is_nominal(said: str) -> bool:
    """Whether no verb in it is finite: what it says is only the name of something.

    With a stop it must also begin with the name (`Ashe, printer in Marl.`), be of words that make
    a name (`Marl on the Wenn.`), or be a few words.
    """
    said = _ASIDE_IN_HAN.sub("", _FOR_EXAMPLE.sub("", said))
    if HAN_OR_KANA.search(said):
        return _is_nominal_in_han(_ASIDE.sub("", said))
    if _STOPS.search(said):
        return _begins_with_a_name(said) and not has_a_verb(said)
    return _FINITE.search(said) is None


def has_a_verb(said: str) -> bool:
    """Whether a word of it is a finite verb or may be one, in English."""
    return _FINITE.search(said) is not None or _MAY_BE_A_VERB.search(said) is not None


def _begins_with_a_name(said: str) -> bool:
    named = _NAMED_FIRST.match(said)
    first = (named[1] if named else said).split()
    return len(first) <= _FEW_WORDS or all(_begins_a_name(word) for word in first)


def _begins_a_name(word: str) -> bool:
    return word[0].isupper() or word.lower() in _WITHIN_NAMES


def _is_nominal_in_han(said: str) -> bool:
    return _HEADED.fullmatch(said) is not None or _OF_A_TRADE.fullmatch(said) is not None
