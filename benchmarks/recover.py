"""Recovery on pages converted with the real pandoc: how many footnotes are filled, how many wrong.

    CORPUS=folder python benchmarks/recover.py      wikitext pages (*.wikitext) of your own

The answer is pandoc's own: the page is converted once more with a word of its own in every
footnote, and the number under which that word comes out says which footnote became which. The
two list shapes are converted the same way; `changed` runs against copies of the original with
footnotes added and taken out, sentences rewritten and a section moved.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from citaudit.model import Citations, Page
from citaudit.pipeline import cited
from citaudit.recover import recovered

HERE = Path(__file__).parents[1] / "tests/recover/pages"
HIDDEN = re.compile(r"<!--.*?-->|<(nowiki|pre|math)\b[^>]*>.*?</\1\s*>", re.S | re.I)
REF = re.compile(r"<ref(?=[\s>/])([^<>]*?)(/?)>", re.I)
WHOLE = re.compile(r"<ref(?=[\s>/])([^<>]*?)(?:/>|>(.*?)</ref\s*>)", re.S | re.I)
NAME = re.compile(r"name\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'/>]+))", re.I)
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


def marked(text: str) -> tuple[str, list[str]]:
    """The page with a word in every footnote, and each footnote's name or body by number."""
    holes = [found.span() for found in HIDDEN.finditer(text)]
    told: list[str] = []
    parts: list[str] = []
    at = 0
    for found in WHOLE.finditer(text):
        if any(start <= found.start() < end for start, end in holes):
            continue
        name = NAME.search(found[1])
        key = next((group for group in name.groups() if group is not None), "") if name else ""
        body = found[2] or ""
        told.append(f"name:{key.strip()}" if key.strip() else f"body:{body.strip()}")
        opening = found[1].rstrip("/ ")
        parts += [text[at : found.start()], f"<ref{opening}>ZQ{len(told) - 1}QZ {body}</ref>"]
        at = found.end()
    return "".join((*parts, text[at:])), told


def truth(text: str) -> dict[str, str]:
    """What each number of the converted page was: a name, or a body."""
    page, told = marked(text)
    found = {}
    for number, body in DEFINED.findall(pandoc(page)):
        word = re.search(r"ZQ(\d+)QZ", body)
        if word:
            found[number] = told[int(word[1])]
    return found


def shapes(converted: str) -> Iterator[tuple[str, str]]:
    """The two shapes in which pandoc wrote footnotes of wiki pages."""
    yield "[^n]", converted
    head = DEFINED.search(converted)
    if head is None:
        return
    prose = re.sub(r"\[\^(\d+)\]", r"\\[\1\\]", converted[: head.start()])
    notes = []
    for number, body in DEFINED.findall(converted[head.start() :]):
        notes.append(f"{number}.  {body.strip()}".rstrip())
    yield "\\[n\\]", prose + "\n\n".join(notes) + "\n"


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


def measured(converted: Citations, original: Citations, answer: dict[str, str]) -> Count:
    count = Count()
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
    folders = [Path(each) for each in os.environ.get("CORPUS", "").split(":") if each]
    return sorted(path for folder in folders or [HERE] for path in folder.rglob("*.wikitext"))


def main() -> None:
    if shutil.which("pandoc") is None:
        print("recover: pandoc is not installed (tests/recover/install.sh)")
        return
    totals: dict[str, Count] = {}
    for path in pages():
        text = path.read_text("utf-8")
        try:
            answer, converted = truth(text), pandoc(text)
        except subprocess.TimeoutExpired:
            print(f"  {path.stem}: pandoc does not come to an end on it")
            continue
        original = cited(Page(path.name, text, format="wikitext"))
        for shape, page in shapes(converted):
            side = cited(Page("page.md", page, origin="pandoc"))
            total = totals.setdefault(shape, Count())
            one = measured(side, original, answer)
            total.add(one)
            print(f"  {path.stem} {shape}: {one.empty} empty, {one.settled} settled by the "
                  f"original, {one.filled} filled, {one.wrong} wrong")  # fmt: skip
            for seed in range(3):
                other = cited(Page(path.name, changed(text, seed), format="wikitext"))
                totals.setdefault(f"{shape} changed", Count()).add(measured(side, other, answer))
    for shape, total in totals.items():
        filled = 100 * total.filled / max(1, total.settled)
        wrong = 100 * total.wrong / max(1, total.empty)
        print(f"{shape}: {total.empty} empty, {total.settled} settled by the original; "
              f"{filled:.1f} % filled, {wrong:.2f} % wrong")  # fmt: skip


if __name__ == "__main__":
    main()
