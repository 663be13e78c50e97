"""The language a page is written in, told cheaply from its script and its commonest words."""

from __future__ import annotations

import re
from collections import Counter

from citaudit.text.scripts import HAN, KANA

_SLICES = 6  # of a page, spread over it
_SLICE = 2_000  # code points: a few hundred words settle it
_GLANCE = 500  # code points of each slice that settle it for nearly all pages
_SURELY = 3  # times as much as of anything else
_MANY = 12  # words of a language
_TAGGED_SLICE = 16_000  # of a page that is mostly tags
# All of it begins with one of seven signs, which the engine skips to.
_NOT_PROSE = re.compile(
    r"[<{}|/\[](?:(?<=<)(?:!--.{0,2000}?-->|(ref|script|style)\b[^<>]*(?<!/)>.{0,3000}?</\1>"
    r"|/?[a-z][^<>]*>)|(?<=\{)\{[^{}]*\}\}|(?<=/)/[^\s<>\"')\]|}]*+"
    r"|(?<=\[)\[[a-z-]{2,12}:[^\]\n]*\]\]|(?<=\|)[\w\s-]{1,40}+=|(?<=[{}|]))",
    re.DOTALL | re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]++")

# Blocks of the Unicode standard whose letters name a language, or the one that writes it most.
_SCRIPTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("ko", re.compile("[\uac00-\ud7a3]+")),
    ("ru", re.compile("[\u0400-\u04ff]+")),
    ("ar", re.compile("[\u0600-\u06ff]+")),
    ("el", re.compile("[\u0370-\u03ff]+")),
    ("he", re.compile("[\u0590-\u05ff]+")),
    ("th", re.compile("[\u0e00-\u0e7f]+")),
    ("hi", re.compile("[\u0900-\u097f]+")),
    ("bn", re.compile("[\u0980-\u09ff]+")),
    ("ta", re.compile("[\u0b80-\u0bff]+")),
    ("ka", re.compile("[\u10a0-\u10ff]+")),
    ("hy", re.compile("[\u0530-\u058f]+")),
)
_HAN = re.compile(f"[{HAN}]+")
_KANA = re.compile(f"[{KANA}]+")
_OTHER = re.compile("[\u0370-\u1fff\uac00-\ud7a3]+")
_LATIN = re.compile("[A-Za-zÀ-ɏḀ-ỿ]+")

# Words that do a language's grammar; those that several share are left out.
_WORDS = {
    "en": "the of and to that is was for with which from were been has had this",
    "de": "der die und das den von zu mit sich auf ist eine nicht dem wurde auch",
    "fr": "le les des est dans du une qui sur pas plus avec sont été aux ce",
    "es": "el los las y una por con para como más fue sus pero este entre",
    "pt": "os do da em um uma não foi dos das ao como mais pela são",
    "it": "il di che della gli per non è nel sono alla dei anche delle più",
    "nl": "het een van de en dat is op te zijn voor niet aan ook werd",
    "pl": "na się nie jest że z przez został oraz jako",
    "sv": "och i att det som en på är av för med den till inte",
    "cs": "se na je že byl jako do které podle",
    "tr": "ve bir bu için ile olarak da de olan daha",
    "vi": "và của là các được trong cho một những có không",
    "id": "yang dan di dari untuk dengan pada adalah ini dalam",
}
_WORD_SETS = {name: frozenset(words.split()) for name, words in _WORDS.items()}
_UKRAINIAN = re.compile("[іїєґ]+", re.I)
_PERSIAN = re.compile("[پچژگک]+")


def language_of(text: str) -> str:
    """ISO 639-1 code of the language of most of the prose, `und` where nothing tells it."""
    tagged = text.count("<", 0, _SLICE) * 60 > _SLICE
    if not tagged and len(text) > _SLICES * _GLANCE:
        name = _at_a_glance(_sampled(text, _GLANCE))
        if name:
            return name
    prose = _sampled(text, _TAGGED_SLICE if tagged else _SLICE)
    if prose.isascii():
        return _by_words(prose)
    latin = _amount(_LATIN, prose)
    kana, han = _amount(_KANA, prose), _amount(_HAN, prose)
    # A Chinese character says about what three Latin letters say.
    if 3 * (han + kana) > latin:
        return "ja" if kana * 10 > han + kana else "zh"
    if _amount(_OTHER, prose) <= latin:
        return _by_words(prose)
    counts = {name: _amount(script, prose) for name, script in _SCRIPTS}
    name, most = max(counts.items(), key=lambda pair: pair[1])
    return _kin(name, prose) if most > latin else _by_words(prose)


def _at_a_glance(prose: str) -> str:
    """`zh` or a language in Latin letters where a few lines leave no doubt, else nothing."""
    kana, han = _amount(_KANA, prose), _amount(_HAN, prose)
    if 3 * (han + kana) > _SURELY * _amount(_LATIN, prose):
        return "zh" if han > _SURELY * 10 * kana else ""
    if 2 * _amount(_OTHER, prose) + 3 * (han + kana) > _amount(_LATIN, prose):
        return ""
    (name, most), (_, second) = _scores(prose)[:2]
    return name if most >= _MANY and most > _SURELY * second else ""


def _amount(letters: re.Pattern[str], text: str) -> int:
    """How many of the letters stand in `text`."""
    return sum(map(len, letters.findall(text)))


def _sampled(text: str, length: int) -> str:
    """Prose from several places: a page may begin with a box, or with notes in another language."""
    if len(text) <= _SLICES * length:
        return _NOT_PROSE.sub(" ", text)
    step = (len(text) - length) // (_SLICES - 1)
    slices = (text[at * step : at * step + length] for at in range(_SLICES))
    return " ".join(_NOT_PROSE.sub(" ", each) for each in slices)


def _kin(name: str, prose: str) -> str:
    if name == "ru" and _amount(_UKRAINIAN, prose) * 50 > len(prose):
        return "uk"
    if name == "ar" and _amount(_PERSIAN, prose) * 100 > len(prose):
        return "fa"
    return name


def _by_words(prose: str) -> str:
    name, most = _scores(prose)[0]
    return name if most >= 2 or most * 4 >= len(_WORD.findall(prose)) > 0 else "und"


def _scores(prose: str) -> list[tuple[str, int]]:
    """How many words of each language stand in the prose, the most first."""
    words = Counter(_WORD.findall(prose.lower()))
    scores = [(name, sum(words[word] for word in own)) for name, own in _WORD_SETS.items()]
    return sorted(scores, key=lambda pair: -pair[1])
