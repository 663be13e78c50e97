"""Lines, items and captions that only name or introduce something, and values that say something.

What names a thing, a picture or what follows needs no source: it says nothing that could be wrong.
"""

from __future__ import annotations

import re

from citaudit.extract.figures import has_figure
from citaudit.extract.nominal import (
    enumerates,
    has_a_verb,
    is_nominal,
    says_no_more_than_speech,
    without_glosses,
    without_speech,
)
from citaudit.extract.traits import traits
from citaudit.model import Block
from citaudit.text.scripts import HAN_OR_KANA

NAMES_ONLY = "only names something"
_INTRODUCES = "introduces what follows"
_WORD = re.compile(r"[^\W_]")
_STOP = re.compile(r"[。！？!?．.…][」』）)”’\"'》】]*+$")
_COLON = re.compile(r"[:：]$")
# `采青：清明前后采摘`: a term and what is said of it, more than other names (`主演：甲、乙`).
_DESCRIBED = re.compile(
    "：(?=.{5}).*[是的了在於于以為为被把將将會会可有到從从由後后前至用經经過过能不未無无或]"
    r"|(?:[–—]|:) (?=.{12}).*\b(?:is|are|was|were|has|have|had|be|can|may|will|would|who|which|that"
    r"|where|when|by|until|since|not|no|[a-z]{3,}ed|[a-z]{2,}ing)\b"
)
_DESCRIBED_WITHIN = 400  # characters: a search to the end from every colon would be quadratic
_A_HEADING = 30  # fewer, alone on a line and without a stop: a heading in bold
_A_LONG_LIST = 600  # characters of an item that may be names side by side
_A_LONG_NAME = 200  # characters of an item without a stop in which no verb is known
_A_SENTENCE = 60  # letters of an item without a stop that says something; Han count as three
_PICTURED = re.compile(  # `顯示各國人口的地圖。`, `A map showing the counties.`
    r"^[^。，,；;]{1,40}的(?:[地示簡简航影插油版水壁][圖图畫画]|[圖图畫画片像表照]|[圖图]表|意[圖图]|[照相]片|肖像|素描|草稿|手稿|書影|书影|封面|海報|海报|遺址|遗址|廢墟|废墟|街景|夜景|鳥瞰|鸟瞰|畫像|画像|雕像|塑像|模型|景象|外[觀观貌]|全景|正面|[內内]部)。?$"
    r"|^(?i:(?:an?|the)\s(?:\w+\s){0,2}?(?:map|depiction|illustration|photograph|photo|picture|portrait|drawing|view|diagram|chart|engraving|painting|sketch|plan|model|statue|bust)\s(?:of|showing|from|by|in)\b(?:(?!\b(?:is|are|was|were|has|had)\b)[^.;:])*\.?$)"
)
# `Luanda is the financial centre`: a caption that says something, with a stop or without.
_CLAUSE = re.compile(
    r"(?<!which )(?<!who )(?<!that )(?<!what )\b(?:is|are|was|were|has|have|had|became|can|will)\b"
    "|(?<![不只就總总還还或若凡正])是(?!否)|屬於|属于|可以|能夠|能够|已經|已经|成為了?|成为了?"
)
_CLAUSE_OF_AN_ITEM = re.compile(  # not `free will`, `a tin can`
    r" (?<!which )(?<!who )(?<!that )(?<!what )(?:is|are|was|were|has|have|had|became)\b"
)
_CLAUSE_IN_HAN = re.compile(
    "(?<![不只就總总還还或若凡正])是(?!否)|屬於|属于|可以|能夠|能够|成為了?|成为了?"
)
_A_TITLE = 8  # characters of an item in Chinese: `同居人是貓` is a work
_APPOSED = re.compile("[,，–—]")  # `Orm, largest town`, not `Longest service`
_A_SHORT_CAPTION = 90
_A_FEW_LINES = 500  # code points in which there are letters enough, if there are any
_NAMED_IN_HAN = re.compile(
    "(?:可能性|[社國国議议員员協协教公工商大][會会]|[^。，,；;是有在被了會会可能把將将使讓让屬属]){1,40}的[^。，,；;的]{1,7}。"
)
_LONGEST_CAPTION = 2_000  # characters looked through for what stands before
_VERB = re.compile(
    r"[?!]|\b(?:is|are|was|were|has|have|had|does|did|do|be|can|could|may|might|will|would|must"
    r"|became|began|came|went|took|made|gave|saw|fell|rose|stood|lay|lies|stands|shows|runs|makes"
    r"|uses|contains|remains|serves|lives|eats|takes|gives|leads|flows|rises|hangs|holds|carries"
    r"|includes|features|marks|covers|grows|feeds|sits|faces|begins|ends|keeps|forms|depicts"
    r"|we|he|she|they|it|you|[a-z]{3,}ed)\b"
)
_A_CLAUSE = 20  # letters that say something behind a sentence of the same caption
_A_LONG_CAPTION = 150  # fewer without a stop: words under a picture that name what is seen
_ONLY_WHEN = re.compile(  # `1851` over what happened then
    r"(?:c(?:a|irca)?\. )?(?:[A-Z][a-z]{2,8}\.? )?\d{1,4}s?(?: (?:BCE?|CE|AD))?"
    r"(?:\s?[–—-]\s?(?:\d{2,4}|present))?"
    r"|(?:公元|西元)?前?\d{1,4}年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:[–—－-](?:至今|\d{1,4}年?))?"
)
_YEARS_BEHIND = re.compile(  # `Later years (1990–2004)`
    r"\s?[(（](?:c\. )?\d{4}年?(?:\s?(?:[–—－-]|至|to)\s?(?:\d{2,4}年?|present|今|至今)?)?[)）]$"
)
_A_SHORT_LINE = 40  # letters of a line with a colon that needs no word for what follows
_FOLLOWS = re.compile(
    "以下|如下|下列|下述|包括|包含|分[為为成]|例如|列[出舉举]"
    r"|\b(?i:follow(?:s|ing)?|below|includ(?:e|es|ed|ing)|such as|these|consists? of|are|namely)\b"
)
_AWARD = re.compile(
    r"最佳(?!的)|^Best\b|\bBest(?= [A-Z])"
)  # `最佳美術指導：松山崇` names who got it
_QUOTED_GLOSS = re.compile(r"\([“\"]")  # `io ebbi mangiato ("I had eaten")`
_A_LABEL = 16  # characters of `4月：`, `In 1930:` over a list of its own
_SHORT = 8  # words of a value whose last may be an abbreviation (`Acme S.A.`)
_ABBREVIATED = re.compile(
    r"(?:^|[\s.(])(?:[A-Z]|Inc|Ltd|Co|Corp|Bros|Jr|Sr|Esq|Ph\.?D|St|No|etc|Gmb[hH]|Pty|Plc|approx|Mt|Rd|Ave)\.$"
)


def states_something(value: str) -> bool:
    """Whether a value gives a figure or is a sentence."""
    return has_figure(value) or _stops(value)


def _stops(said: str) -> bool:
    """Whether a stop ends it that is not that of an abbreviation in a few words."""
    if _STOP.search(said) is None:
        return False
    return _ABBREVIATED.search(said) is None or len(said.split()) > _SHORT


def naming_reason(block: Block, said: str, seen: tuple[str, ...]) -> str | None:
    """Why what stands in a list, under a picture or alone on a line is no statement."""
    if block.kind == "paragraph":
        return _bare_line(block, said, seen)
    if block.kind == "item" and (bare := without_glosses(said)) != said:
        said, seen = bare, tuple(trait for trait in seen if trait not in ("date", "number"))
    if has_figure(said):
        label = block.kind == "item" and len(said) <= _A_LABEL
        labels = label and (_COLON.search(said) or _ONLY_WHEN.fullmatch(said))
        return _INTRODUCES if labels else None
    if _COLON.search(said) and _introduces(said):
        return _INTRODUCES
    if block.kind == "caption":
        if "superlative" in seen and _APPOSED.search(said):
            return None
        if _PICTURED.search(said) or _names_what_is_seen(said):
            return NAMES_ONLY
        if _CLAUSE.search(said):
            return None
        enough = _A_CLAUSE if _goes_on(block, said) else _A_LONG_CAPTION
        described = _is_sentence(said, enough) or _DESCRIBED.search(said, 0, _DESCRIBED_WITHIN)
        return None if described else NAMES_ONLY
    if block.kind == "item" and _item_names(said, seen):
        return NAMES_ONLY
    return None


def _item_names(said: str, seen: tuple[str, ...]) -> bool:
    """Whether an item that gives no figure names something and says nothing of it."""
    if len(said) > _A_LONG_LIST:
        return False
    quoted = "quotation" in seen or _QUOTED_GLOSS.search(said) is not None
    if quoted and not says_no_more_than_speech(said):
        seen = tuple(trait for trait in seen if trait != "quotation")
        said = without_speech(said)
    if seen and not _names_an_award(said, seen):
        return False
    if enumerates(said):
        return True
    if _is_sentence(said) and not _is_a_name(said):
        return False
    return not (_says(said) or _DESCRIBED.search(said, 0, _DESCRIBED_WITHIN))


def _says(said: str) -> bool:
    """Whether an item has a predicate that no title would have: in Chinese a short one may."""
    if _CLAUSE_OF_AN_ITEM.search(said):
        return True
    return len(said) > _A_TITLE and not said.isascii() and _CLAUSE_IN_HAN.search(said) is not None


def _is_a_name(said: str) -> bool:
    """Whether an item long or with a stop is still nothing but a name."""
    enough = _A_SHORT_CAPTION if _stops(said) else _A_LONG_NAME
    return len(said) <= enough and is_nominal(said)


def _bare_line(block: Block, said: str, seen: tuple[str, ...]) -> str | None:
    """The same of a sentence in a paragraph, which most often is no line of its own."""
    if said.endswith((":", "：")):
        tells = "attribution" in seen or has_figure(said)
        return _INTRODUCES if _introduces(said) and not tells else None
    if len(said) + 2 < len(block.text.text):
        return None
    if said.endswith((")", "）")) and (dated := _YEARS_BEHIND.search(said)):
        said = said[: dated.start()]
        seen = tuple(trait for trait in seen if trait not in ("date", "number"))
    if seen or has_figure(said) or _is_sentence(said, _A_HEADING):
        return None
    return NAMES_ONLY


def _goes_on(block: Block, said: str) -> bool:
    """Whether a sentence stands before it in the caption; `圖為石門` still names what is seen."""
    if said.startswith(("圖", "图")):
        return False
    if len(block.text.text) > _LONGEST_CAPTION:
        return True
    before = block.text.text.partition(said[:4])[0].rstrip()
    return bool(before) and _STOP.search(before) is not None


def _names_what_is_seen(said: str) -> bool:
    """Whether a caption with a stop, as `Palm Beach.`, has no verb that is known."""
    if len(said) > _A_LONG_CAPTION:
        return False
    short = len(said) <= _A_SHORT_CAPTION
    if HAN_OR_KANA.search(said):
        return short and _NAMED_IN_HAN.fullmatch(said) is not None
    if _STOP.search(said) is None or _VERB.search(said):
        return False
    return short or not has_a_verb(said)


def heads(block: Block) -> bool:
    """Whether a line that only names something may be a heading that lost its mark."""
    if block.kind != "paragraph" or len(block.text.text) > _A_SENTENCE:
        return False
    said = block.text.text.strip()
    [seen] = traits([" ".join(said.split())])
    return bool(said) and _bare_line(block, said, seen) == NAMES_ONLY


def _names_an_award(said: str, seen: tuple[str, ...]) -> bool:
    return seen == ("superlative",) and _AWARD.search(said) is not None


def _introduces(said: str) -> bool:
    """Whether a line that ends in a colon says no more than that something follows."""
    if len(said) >= 2 * _A_SENTENCE:
        return False
    if _FOLLOWS.search(said) is not None or not _is_sentence(said, _A_SHORT_LINE):
        return True
    return _is_a_name(said[:-1]) and not has_a_verb(said)


def _is_sentence(said: str, letters_enough: int = _A_SENTENCE) -> bool:
    if _stops(said) and (" " in said or len(said) > 5):
        return True
    return any(_letters(part) >= letters_enough for part in (said[:_A_FEW_LINES], said))


def _letters(said: str) -> int:
    """How many letters there are; a Han character counts as three."""
    return len(_WORD.findall(said)) + 2 * len(HAN_OR_KANA.findall(said))
