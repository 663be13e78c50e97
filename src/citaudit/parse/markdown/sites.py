r"""What the generators of documentation sites add to Markdown, out of the way of the block parser.

MkDocs and its extensions, Docusaurus and MDX, VitePress, Hugo, Jekyll with kramdown, Obsidian,
GitHub. Marks, attributes, macros, comments and formulas are blanked in their places, so that no
offset changes; what stands between the marks of a container stays, for it is prose. Code keeps what
it shows.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from citaudit.model import Span

_HINTS = (
    "{", "+++", ":::", "%%", "$$", "![[", "*[", "8<--", "[!", " ^", "\n^", "[ ]", "[x]", "[X]",
    "===", "import ", "export ",
)  # fmt: skip
"""Without any of these there is no mark, and nothing is looked for."""
_FARTHEST = 20_000  # characters up to the end of a comment or a formula
_INDENT = 80  # characters before a mark that stands first on its line

_ATTRIBUTE = r"(?>[#.][\w:-]++|[\w:-]++=(?>\"[^\"\n]*+\"|'[^'\n]*+'|[^\s{}\"'=]++))"
_BRACED = r"\{(?>[^{}]|\{(?>[^{}]|\{[^{}]*+\})*+\})*+\}"  # three deep: an object in an attribute
_QUOTED = r"\"[^\"]*+\"|'[^']*+'"
# Every alternative begins with one plain character: only so does `re` skip to the next candidate
# at the speed of C.
_MARK = re.compile(
    # Code: in a fence of backticks or of tildes, within a line.
    r"`(?P<fence>``(?P<ticks>`*+)[^`\n]*+\n(?>(?![ \t>]*+```(?P=ticks))[^\n]*+\n)*+[^\n]*+)"
    r"|~(?P<tilde>~~[^\n]*+\n(?>(?![ \t>]*+~~~)[^\n]*+\n)*+[^\n]*+)"
    r"|`(?P<code>(?P<more>`*+)(?>[^`\n]|\n(?![ \t]*+\r?\n)|(?!`(?P=more)(?!`))`++)*+"
    r"`(?P=more)(?!`))"
    # HTML: a comment, and an element of MDX with an attribute in braces.
    r"|<(?P<comment>!--)"
    rf"|<(?P<jsx>[A-Za-z][\w.]*+(?>[^<>{{}}\"'=]|{_QUOTED}|=(?!\{{))*+={_BRACED}"
    rf"(?>[^<>{{}}\"']|{_QUOTED}|{_BRACED})*+>)"
    # `:::note`, of Docusaurus and Pandoc.
    r"|:(?P<container>::++[ \t]*+(?>\{[^\n]*+|[a-z][\w-]*+(?=[ \t\r\n{\[]|\Z)[^\n]*+)?+"
    r"(?=\r?\n|\Z))"
    # `{% tag %}` of Jekyll and Hugo, `{/* remark */}` of MDX, `{#id .class}` and `{: .class}`.
    r"|\{(?P<tag>%-?\s*+(?P<word>\w*+)(?>[^%\n]|%(?!\})){0,400}+%\})"
    r"|\{(?P<remark>/\*)"
    rf"|\{{(?P<attributes>:?[ \t]*+{_ATTRIBUTE}(?>[ \t]++{_ATTRIBUTE})*+[ \t]*+\}}"
    r"|:[^{}\n]{0,200}+\})"
    # `%% comment %%` of Obsidian; formulas: `$$…$$`, `\begin{align}…`.
    r"|%(?P<hidden>%)"
    r"|\$(?P<formula>\$)"
    r"|\\(?P<display>begin\{(?P<kind>[a-z]{1,20}+\*?)\})"
    # `![[embedded]]` of Obsidian, `*[HTML]: abbreviation`, `--8<-- "snippet"` of MkDocs.
    r"|!(?P<embed>\[\[[^\[\]\n]*+\]\])"
    r"|\*(?P<abbreviation>\[[^\]\n]{1,80}+\]:[ \t][^\n]*+)"
    r"|-(?P<snippet>-++8<--[^\n]*+)"
    # `[!NOTE]`, the `^name` of a block, `[x]` of a task, `=== "Tab"` of MkDocs.
    r"|\[(?P<alert>!\w[\w-]*+\][-+]?)"
    r"|\^(?P<block>[A-Za-z0-9-]{2,}+(?=[ \t]*+(?:\r?\n|\Z)))"
    r"|\[(?P<task>[ xX]\](?=[ \t]))"
    r"|=(?P<tab>==[!+]{0,2}+(?=[ \t]++\"[^\"\n]*+\"[ \t]*+(?:\r?\n|\Z)))"
)
_PRINTED = re.compile(r"[^\r\n]")
_TOML = re.compile(r"\ufeff?\+\+\+[ \t]*+\r?\n(?>(?!\+\+\+)[^\n]*+\n)*+\+\+\+[ \t]*+(?=\r?\n|\Z)")
_MODULE = re.compile(
    r"^(?:import[ \t]+(?:[\w*{}\s,$]{1,500}?\sfrom[ \t]+)?(?:'[^'\n]+'|\"[^\"\n]+\");?[ \t\r]*$"
    r"|export[ \t]+(?:(?:const|let|var)[ \t]+[\w$]+[ \t]*=|(?:default[ \t]+)?(?:async[ \t]+)?"
    r"(?:function|class)\b[^\n]*\{|default[ \t]+[({]|\{)[^\n]*+"
    r"(?>\n(?![ \t\r]*+(?:\n|\Z))[^\n]*+)*+)",
    re.MULTILINE,
)
_ENDS = {"comment": "-->", "remark": "*/}", "hidden": "%%", "formula": "$$"}
_VERBATIM = frozenset({"fence", "tilde", "code", "comment"})
_DISPLAYED = frozenset({"formula", "display"})
_LINE_ALONE = _DISPLAYED | {"container", "abbreviation", "snippet", "tab", "fence", "tilde"}
_CLOSERS = (")", "]", "*", "_", "`")
_ITEM = re.compile(r"[ \t>]*+(?:[-*+]|\d{1,9}[.)])[ \t]++\Z")
_QUOTE = re.compile(r"[ \t]*+>[ \t>]*+\Z")
_REST = re.compile(r"[ \t]*+(?:\{#[^}\n]*\})?[.,;]?[ \t]*+(?=\r?\n|\Z)")
_LINE_END = re.compile(r"[ \t]*+(?=\r?\n|\Z)")


def without_site_marks(text: str, hole: str) -> str:
    """The text with those marks blanked, as long as it was.

    Where words follow on the line each character is a `hole` instead: blanks at the beginning of a
    block would make code of them.
    """
    if not any(hint in text for hint in _HINTS):
        return text
    front = _TOML.match(text)
    at = copied = front.end() if front else 0
    parts = [blanked(front.group())] if front else []
    line, next_end = 0, dict[str, int]()
    verbatim: list[Span] = []
    while found := _MARK.search(text, at):
        name, start = found.lastgroup or "", found.start()
        line = text.rfind("\n", line, start) + 1 or line
        end = _end(text, found, name, next_end)
        if not end or not _in_place(text, start, end, name, line):
            at = start + 1
            continue
        at = end
        if name in _VERBATIM:
            verbatim.append(Span(start, end))
        else:
            parts += [text[copied:start], _instead(text, start, end, name, hole)]
            copied = end
    read = "".join([*parts, text[copied:]]) if parts else text
    if "import " in read or "export " in read:
        read = _without_modules(read, verbatim)
    return read


def _without_modules(text: str, verbatim: Sequence[Span]) -> str:
    """The text without the imports and exports of MDX, but for those that code shows."""
    ends = [span.end for span in verbatim]

    def instead(module: re.Match[str]) -> str:
        after = bisect_right(ends, module.start())
        shown = after < len(ends) and verbatim[after].start <= module.start()
        return module.group() if shown else blanked(module.group())

    return _MODULE.sub(instead, text)


def _end(text: str, found: re.Match[str], name: str, next_end: dict[str, int]) -> int:
    """Where the whole of what begins here ends; 0 where it does not end.

    `next_end` keeps where each kind ends next, so that nothing is searched twice.
    """
    at = found.end()
    if name == "tag" and found["word"] in ("comment", "highlight"):
        ended = re.compile(rf"\{{%-?\s*+end{found['word']}\s*+-?%\}}")
        last = ended.search(text, at, at + _FARTHEST)
        return last.end() if last else at
    if name == "display":
        closing = f"\\end{{{found['kind']}}}"
        end = text.find(closing, at, at + _FARTHEST)
    elif name in _ENDS:
        closing = _ENDS[name]
        if 0 <= next_end.get(name, 0) < at:
            next_end[name] = text.find(closing, at)
        end = next_end[name]
    else:
        return at
    if not 0 <= end <= at + _FARTHEST:
        return 0
    end += len(closing)
    if name not in _DISPLAYED:
        return end
    rest = _REST.match(text, end)
    return rest.end() if rest else 0


def _in_place(text: str, start: int, end: int, name: str, line: int) -> bool:
    """Whether a mark stands where it means what it looks like; its line begins at `line`."""
    before = text[max(line, start - _INDENT) : start]
    alone = start - line < _INDENT and not before.strip(" \t>")
    if name in _LINE_ALONE:
        return alone
    if name == "hidden":
        return alone or "\n" not in text[start:end]
    if name == "alert":
        return alone and _QUOTE.match(before) is not None
    if name == "tag":
        return not before.endswith("{")  # `{{% … %}}`, a shortcode of Hugo's
    if name == "block":  # the address of a block in Obsidian, behind it or below
        return alone or before.endswith((" ", "\t"))
    if name == "task":
        return _ITEM.match(before) is not None
    if name == "attributes":
        return before.endswith(_CLOSERS) or (alone and _LINE_END.match(text, end) is not None)
    return True


def _instead(text: str, start: int, end: int, name: str, hole: str) -> str:
    """A tab of MkDocs holds blocks as its admonitions do; of everything else nothing is read."""
    if name == "tab":
        return "!!!".ljust(end - start)
    if _LINE_END.match(text, end):
        return blanked(text[start:end])
    last = max(text.rfind("\n", start, end) + 1, start)
    return blanked(text[start:last]) + hole * (end - last)


def blanked(text: str) -> str:
    """Blanks for everything but the ends of lines."""
    return _PRINTED.sub(" ", text)
