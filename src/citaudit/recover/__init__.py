"""Citations that a converter lost, given back from the page it was made from."""

from citaudit.recover.recovery import Open, Recovered, Recovery, recovered
from citaudit.recover.repair import repairs
from citaudit.recover.wording import as_json, as_text, messages

__all__ = [
    "Open",
    "Recovered",
    "Recovery",
    "as_json",
    "as_text",
    "messages",
    "recovered",
    "repairs",
]
