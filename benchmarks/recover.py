"""Recovery on pages converted with the real pandoc: how many footnotes are filled, how many wrong.

    CORPUS=folder:folder python benchmarks/recover.py      wikitext pages (*.wikitext) of your own

The answer is pandoc's own: the page is converted once more with a word of its own in every
footnote, and the number under which that word comes out says which footnote became which. The
two list shapes are converted the same way; `changed` runs against copies of the original with
footnotes added and taken out, sentences rewritten and a section moved, `later` against revisions
as years of edits leave them.
"""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.corpus import corpus

from citaudit.model import Citations, Page
from citaudit.pipeline import cited
from citaudit.recover import recovered

HERE = Path(__file__).parents[1] / "tests/recover/pages"
HIDDEN = re.compile(r"<!--.*?-->|<(nowiki|pre|math)\b[^>]*>.*?</\1\s*>", re.S | re.I)
REF = re.compile(r"<ref(?=[\s>/])([^<>]*?)(/?)>", re.I)
WHOLE = re.compile(r"<ref(?=[\s>/])([^<>]*?)(?:/>|>(.*?)</ref\s*>)", re.S | re.I)
NAME = re.compile(r"name\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'/>]+))", re.I)
NOVEL = ("另一方面", "據當時的報道", "許多新的研究", "當地居民", "學界", "政府和媒體", "後續發展")
DEFINED = re.compile(r"^\[\^(\d+)\]:(.*?)(?=^\[\^\d+\]:|\Z)", re.S | re.M)


@dataclass
class Count:
    empty: int = 0
    settled: int = 0
    filled: int = 0
    wrong: int = 0

    def add(self, other: Count) -> None:
        self.empty += other.empty
        self.settled += other.settled
        self.filled += other.filled
        self.wrong += other.wrong


def pandoc(text: str) -> str:
    done = subprocess.run(
        ["pandoc", "-f", "mediawiki", "-t", "gfm", "--wrap=auto"],
        input=text.encode(), capture_output=True, check=True, timeout=60,
    )  # fmt: skip
    return done.stdout.decode()


def marked(text: str) -> tuple[str, list[str], set[int]]:
    """The page with a word in every footnote, each footnote's name or body, and which have none."""
    holes = [found.span() for found in HIDDEN.finditer(text)]
    told: list[str] = []
    bare: set[int] = set()
    parts: list[str] = []
    at = 0
    for found in WHOLE.finditer(text):
        if any(start <= found.start() < end for start, end in holes):
            continue
        bare |= set() if (found[2] or "").strip() else {len(told)}
        name = NAME.search(found[1])
        key = next((group for group in name.groups() if group is not None), "") if name else ""
        body = found[2] or ""
        told.append(f"name:{key.strip()}" if key.strip() else f"body:{body.strip()}")
        opening = found[1].rstrip("/ ")
        parts += [text[at : found.start()], f"<ref{opening}>ZQ{len(told) - 1}QZ {body}</ref>"]
        at = found.end()
    return "".join((*parts, text[at:])), told, bare


def truth(text: str) -> tuple[dict[str, str], set[str]]:
    """What each number of the converted page was: a name, or a body; and which only used a name."""
    page, told, bare = marked(text)
    found = {}
    again = set()
    for number, body in DEFINED.findall(pandoc(page)):
        word = re.search(r"ZQ(\d+)QZ", body)
        if word:
            found[number] = told[int(word[1])]
            again |= {number} if int(word[1]) in bare else set()
    return found, again


def shapes(converted: str, again: set[str]) -> Iterator[tuple[str, str]]:
    """The shapes in which pandoc wrote footnotes of wiki pages.

    The oldest writer left no blank line behind a further use of a name (`again`, by number).
    """
    yield "[^n]", converted
    head = DEFINED.search(converted)
    if head is None:
        return
    prose = re.sub(r"\[\^(\d+)\]", r"\\[\1\\]", converted[: head.start()])
    notes = []
    for number, body in DEFINED.findall(converted[head.start() :]):
        notes.append(f"{number}.  {body.strip()}".rstrip())
    yield "\\[n\\]", prose + "\n\n".join(notes) + "\n"
    ends = ["\n" if note.rstrip(". ") in again else "\n\n" for note in notes]
    yield "\\[n\\] with gaps", prose + "".join(map("".join, zip(notes, ends, strict=True)))


def changed(text: str, seed: int) -> str:
    """Another revision: footnotes in and out, sentences rewritten, one section moved."""
    chance = random.Random(seed)
    parts: list[str] = []
    at = 0
    for found in WHOLE.finditer(text):
        parts.append(text[at : found.start()])
        at = found.end()
        luck = chance.random()
        if luck < 0.06 and not NAME.search(found[1]):
            continue
        parts.append(found[0])
        if luck > 0.92:
            number = chance.randrange(10**6)
            parts.append(f"<ref>{{{{cite web |url=http://new.example/{number} |title=N}}}}</ref>")
    text = "".join((*parts, text[at:]))
    sections = re.split(r"(?m)^(?===[^=])", text)
    if len(sections) > 4:
        moved = sections.pop(chance.randrange(1, len(sections) - 2))
        sections.insert(chance.randrange(1, len(sections) - 1), moved)
    text = "".join(sections)
    stops = [found.end() for found in re.finditer("。", text)]
    for place in sorted(chance.sample(stops, len(stops) // 8), reverse=True):
        text = f"{text[:place]}後來又有了一些新的變化和說法。{text[place:]}"
    return text


class Later:
    """A later revision of a page, as years of edits leave it; `renamed` keeps track of footnotes.

    Each footnote by its name or body: bots add copies and rename parameters, editors name, merge,
    add and remove footnotes, rewrite sentences, add, drop, split and move sections.
    """

    def __init__(self, text: str, seed: int) -> None:
        self._chance = random.Random(seed)
        self.renamed: dict[str, str] = {}
        self._names: dict[str, str] = {}
        sections = re.split(r"(?m)^(?===[^=])", self._footnotes(text))
        self.text = self._box() + "".join(self._sections([self._prose(s) for s in sections]))

    def _luck(self, share: float) -> bool:
        return self._chance.random() < share

    def _new(self) -> str:
        number = self._chance.randrange(10**6)
        read = f" |access-date={self._chance.randrange(2019, 2025)}-0{number % 9 + 1}-11"
        said = (
            f"|url=http://new.example/{number} |title=新聞{number}{read if self._luck(0.7) else ''}"
        )
        return f"<ref>{{{{cite web {said}}}}}</ref>"

    def _box(self) -> str:
        if not self._luck(0.5):
            return ""
        return f"{{{{Infobox topic\n| name = 主題\n| first = 1901年{self._new()}\n}}}}\n"

    def _footnotes(self, text: str) -> str:
        holes = [found.span() for found in HIDDEN.finditer(text)]
        parts: list[str] = []
        at = 0
        for found in WHOLE.finditer(text):
            if any(start <= found.start() < end for start, end in holes):
                continue
            parts.append(text[at : found.start()])
            at = found.end()
            if not NAME.search(found[1]) and self._luck(0.05):
                continue
            before, after = self._luck(0.03), self._luck(0.03)
            parts += [self._new() if before else "", self._one(found), self._new() if after else ""]
        return "".join((*parts, text[at:]))

    def _one(self, found: re.Match[str]) -> str:
        name = NAME.search(found[1])
        key = next((g for g in name.groups() if g is not None), "").strip() if name else ""
        body = found[2] or ""
        changed = self._body(body)
        group = re.search(r"group\s*=\s*(?:\"[^\"]*\"|[^\s/>]+)", found[1])
        tail = f" {group[0]}" if group else ""
        if key:
            new = self._names.setdefault(key, f"auto{len(self._names)}" if self._luck(0.2) else key)
            self.renamed[f"name:{key}"] = f"name:{new}"
            opening = f'<ref name="{new}"{tail}'
        elif body.strip() and self._luck(0.15):
            new = f"own{self._chance.randrange(10**6)}"
            self.renamed[f"body:{body.strip()}"] = f"name:{new}"
            opening = f'<ref name="{new}"{tail}'
        else:
            self.renamed[f"body:{body.strip()}"] = f"body:{changed.strip()}"
            opening = f"<ref{tail}"
        return f"{opening}>{changed}</ref>" if body.strip() else f"{opening} />"

    def _body(self, body: str) -> str:
        if not re.search(r"\{\{\s*cite", body, re.I) or body.rstrip()[-2:] != "}}":
            return body
        if self._luck(0.4):
            body = body.replace("accessdate", "access-date").replace("{{cite", "{{Cite")
        if self._luck(0.3) and "archive" not in body:
            address = re.search(r"\burl\s*=\s*(http[^\s|}]+)", body)
            copy = f"https://web.archive.org/web/20190102030405/{address[1]}" if address else ""
            added = f" |archive-url={copy} |archive-date=2019-01-02 |dead-url=no}}}}"
            body = body.rstrip()[:-2] + added if copy else body
        if self._luck(0.1):
            body = body.replace("http://", "https://", 1)
        if self._luck(0.03):
            body = re.sub(r"(access-?date\s*=\s*)[^|}]*", r"\g<1>2021-03-04 ", body)
        return body

    def _prose(self, section: str) -> str:
        """Sentences that end in a full stop outside footnotes: some rewritten, dropped, added."""
        pieces = re.split(
            r"(<ref\b[^<>]*?/>|<ref\b.*?</ref\s*>|\{\{.*?\}\}|\n)", section, flags=re.S
        )
        for at in range(0, len(pieces), 2):
            sentences = re.split(r"(?<=。)", pieces[at])
            pieces[at] = "".join(self._sentence(each) for each in sentences)
        return "".join(pieces)

    def _sentence(self, words: str) -> str:
        if len(words) < 12 or set(words) & set("[]{}=|<>'"):
            return words
        luck = self._chance.random()
        if luck < 0.06:
            return "" if words.endswith("。") else words
        if luck < 0.14:
            return (
                f"{words}後來又有{self._chance.choice(NOVEL)}的變化。"
                if words[-1] == "。"
                else words
            )
        if luck < 0.26:
            start = self._chance.randrange(len(words) // 2)
            return f"{words[:start]}{self._chance.choice(NOVEL)}{words[start + len(words) // 4 :]}"
        return words

    def _sections(self, sections: list[str]) -> list[str]:
        if len(sections) < 5:
            return sections
        for _ in range(2):
            at = self._chance.randrange(1, len(sections) - 1)
            said = f"又過了一段時間。{self._new()}事情改變了。{self._new()}"
            sections.insert(at, f"== {self._chance.choice(NOVEL)} ==\n{said}\n\n")
        if self._luck(0.5):
            moved = sections.pop(self._chance.randrange(1, len(sections) - 2))
            sections.insert(self._chance.randrange(1, len(sections) - 1), moved)
        if self._luck(0.3):
            shortest = min(range(1, len(sections) - 2), key=lambda at: len(sections[at]))
            sections.pop(shortest)
        return sections


def measured(
    converted: Citations,
    original: Citations,
    answer: dict[str, str],
    renamed: Mapping[str, str] | None = None,
) -> Count:
    """The count of one page. `renamed` says under which name or body a later revision has each."""
    count = Count()
    answer = {label: (renamed or {}).get(told, told) for label, told in answer.items()}
    bodies = {f"body:{(r.note.body if r.note else '').strip()}": r for r in original.references}
    names = {
        f"name:{key}": r
        for r in original.references
        for key in r.keys
        if r.form == "footnote" and r.note and r.kind not in ("empty", "undefined")
    }
    empty = {r.label: r for r in converted.references if r.empty and r.form == "footnote"}
    wanted = {}
    for label in empty:
        told = answer.get(label, "")
        source = names.get(told) or bodies.get(told)
        if source is not None and not source.empty:
            wanted[label] = source
    count.empty, count.settled = len(empty), len(wanted)
    for each in recovered(converted, original).recovered:
        label = each.footnote.label
        count.filled += label in wanted
        right = wanted.get(label)
        same = right is not None and (
            right.id == each.source.id
            or (right.source_key is not None and right.source_key == each.source.source_key)
        )
        if not same:
            count.wrong += 1
            if "-v" in sys.argv:
                print("   wrong:", label, answer.get(label), "->", each.source.title)
        wanted.pop(label, None)
    if "-v" in sys.argv:
        for label in wanted:
            print("   left:", label, answer[label][:90])
    return count


def pages() -> list[Path]:
    return corpus(".wikitext") or sorted(HERE.rglob("*.wikitext"))


def main() -> None:
    if shutil.which("pandoc") is None:
        print("recover: pandoc is not installed (tests/recover/install.sh)")
        return
    totals: dict[str, Count] = {}
    for path in pages():
        text = path.read_text("utf-8")
        try:
            (answer, again), converted = truth(text), pandoc(text)
        except subprocess.TimeoutExpired:
            print(f"  {path.stem}: pandoc does not come to an end on it")
            continue
        original = cited(Page(path.name, text, format="wikitext"))
        for shape, page in shapes(converted, again):
            side = cited(Page("page.md", page, origin="pandoc"))
            total = totals.setdefault(shape, Count())
            one = measured(side, original, answer)
            total.add(one)
            print(f"  {path.stem} {shape}: {one.empty} empty, {one.settled} settled by the "
                  f"original, {one.filled} filled, {one.wrong} wrong")  # fmt: skip
            for seed in range(3):
                other = cited(Page(path.name, changed(text, seed), format="wikitext"))
                totals.setdefault(f"{shape} changed", Count()).add(measured(side, other, answer))
            for seed in range(5):
                later = Later(text, seed)
                other = cited(Page(path.name, later.text, format="wikitext"))
                one = measured(side, other, answer, later.renamed)
                totals.setdefault(f"{shape} later", Count()).add(one)
    for shape, total in totals.items():
        filled = 100 * total.filled / max(1, total.settled)
        wrong = 100 * total.wrong / max(1, total.empty)
        print(f"{shape}: {total.empty} empty, {total.settled} settled by the original; "
              f"{filled:.1f} % filled, {wrong:.2f} % wrong")  # fmt: skip


if __name__ == "__main__":
    main()
