"""People without a view: words of vague attribution behind which no verb of opinion stands.

*Many people* who crowd the roads or enjoy mobility say nothing, and an algorithm that *is said to*
take so much space is only spoken of.
"""

from __future__ import annotations

import re

_OPINION = (
    r"(?:say|said|argue|believe|think|thought|consider|claim|hold|held|maintain|suggest|regard|contend"
    r"|assert|feel|felt|view|see|saw|note|agree|disagree|describe|propose|doubt|suspect|conclude|insist"
    r"|assume|criticise|criticize|prefer|call|attribute|interpret|advocate|accept|reject|fear|hope"
    r"|object|oppose|support|dislike|complain)(?:e?d|s)?\b"
)
_WITHOUT_A_VIEW = re.compile(
    r"\b(?:some|many|most)\speople\b"
    r"(?!,?(?:\s(?!who\b|that\b|which\b|not\b|to\b)[\w’'-]+,?){0,3}?,?\s"
    rf"{_OPINION})|\bit\sis\ssaid\s(?=to\b)",
    re.IGNORECASE,
)
_WITHOUT_A_VIEW_IN_HAN = re.compile(
    "(?:[許许很]多|不少)人(?![^，。；]{0,8}?(?:[認认以][為为]|相信|[覺觉]得|主[張张]|指出|[質质]疑|批[評评]|[說说稱称]|[懷怀]疑|[視视看]"
    "[為为作]|看法|[擔担]心|支持|反[對对]|估[計计]|推[測测]))"
    "|(?<![被是為为])公[認认](?![為为是])"
)


def with_views(text: str) -> str:
    """`text` without the people in it who hold no view; given as it is if all do."""
    return _WITHOUT_A_VIEW_IN_HAN.sub(" ", _WITHOUT_A_VIEW.sub(" ", text))
