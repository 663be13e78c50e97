"""What the constructs inside a passage of Markdown look like, a pattern each."""

from __future__ import annotations

import re

from citaudit.parse.markdown.source import HOLE

_PUNCTUATION = r"!-/:-@\[-`{-~"
# Every alternative begins with one plain character: only so does `re` skip to the next candidate
# at the speed of C instead of trying each alternative at each character.
SPECIAL = re.compile(
    rf"\\[{_PUNCTUATION}\n]|``*+|<|&(?=[#A-Za-z])|!\[|\[|\^\[|\]|\*\**+|__*+|~~"
    r"|\n[ \t]*+|-\{|\}-|\{\{"
    r"|h(?<![A-Za-z0-9]h)(?i:ttps?://)|H(?<![A-Za-z0-9]H)(?i:ttps?://)"
    r"|f(?<![A-Za-z0-9]f)(?i:tp://)|F(?<![A-Za-z0-9]F)(?i:tp://)"
    rf"|@(?<![\w@]@)(?=[\w{{])|{HOLE}{HOLE}*+"
)
FOOTNOTE = re.compile(r"\[\^([^\]\[\s\\^]{1,200})\]")
NUMBER = re.compile(r"\[(\d{1,4})\](?![(:])")
ESCAPED_NUMBER = re.compile(r"\\\[(\d{1,4})\\\]")
CITATION = re.compile(r"\[(?:[^\[\]@\n]{0,80}[\s\[])?-?@[\w{][^\[\]]{0,1000}\](?![(\[])")
CITED = re.compile(r"(?<![\w@])-?@(?:\{([^{}\s]+)\}|(\w(?:[\w]|[:.#$%&\-+?<>~/](?=\w))*))")
AUTOLINK = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*)>")
MAIL = re.compile(r"<[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w.-]{1,255}>")
TAG = re.compile(
    r"<(?:(?P<end>/)\s*)?(?P<name>[A-Za-z][A-Za-z0-9:.-]*)"
    r"(?P<attributes>(?>\s++(?:[^\s\"'<>/=]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s\"'=<>`]++))?)|\s*+/(?!>))*+)"
    r"\s*+/?>"
)
ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
HREF = re.compile(r"\bhref\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+))", re.IGNORECASE)
TEMPLATE = re.compile(r"\{\{[^{}]{0,4000}\}\}")
LINKED = re.compile(r"(?:https?|ftp)://", re.IGNORECASE)
"""What GitHub makes a link of where it stands bare."""
