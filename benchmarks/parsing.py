"""How fast wikitext is read, as a ratio to bare `mwparserfromhell.parse` on the same text.

    CORPUS=folder:folder python benchmarks/parsing.py

Prints MB of UTF-8 per second of processor time and the ratio, best of several rounds taken by
turns, so that what else the machine does falls on both.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import mwparserfromhell

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.corpus import corpus, folders

from citaudit.model import Page
from citaudit.parse.wikitext import parse
from citaudit.parse.wikitext.scan import scan

ROUNDS = 5


def pages() -> list[str]:
    """The wikitext files below the folders in CORPUS (separated like PATH), else the seeds."""
    if not folders():
        seed = next((Path(__file__).parents[1] / "seeds").glob("001*"))
        return [seed.read_text("utf-8")] * 20
    return [path.read_text("utf-8") for path in corpus(".wikitext", ".wiki", ".mediawiki")]


def seconds(work: Callable[[str], object], texts: list[str]) -> float:
    begun = time.process_time()
    for text in texts:
        work(text)
    return time.process_time() - begun


def main() -> int:
    texts = pages()
    size = sum(len(text.encode()) for text in texts) / 1e6
    works: dict[str, Callable[[str], object]] = {
        "mwparserfromhell.parse": mwparserfromhell.parse,
        "scan": scan,
        "parse": lambda text: parse(Page("page", text, "wikitext")),
    }
    best = dict.fromkeys(works, float("inf"))
    for _ in range(ROUNDS):
        for name, work in works.items():
            best[name] = min(best[name], seconds(work, texts))
    base = best["mwparserfromhell.parse"]
    print(f"{len(texts)} pages, {size:.2f} MB")
    for name, taken in best.items():
        print(f"{name:24} {size / taken:6.1f} MB/s   {base / taken:5.1f} times as fast")
    return 0


if __name__ == "__main__":
    sys.exit(main())
