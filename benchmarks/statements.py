"""Statements: how well sentences, footnote marks and support are told, against gold.

python benchmarks/statements.py            the annotated pages of tests/statements/gold
CONLLU=folder python benchmarks/statements.py    also sentence boundaries on *.conllu files there
"""

from __future__ import annotations

import os
import sys
import time
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.statements.measure import Agreement, Score, agreement, gold_pages

from citaudit.extract.sentences import sentences

_JOINED = 20  # gold sentences that stand in one paragraph


def main() -> None:
    gold()
    folder = os.environ.get("CONLLU")
    if folder:
        for path in sorted(Path(folder).rglob("*.conllu")):
            boundaries(path)


def gold() -> None:
    by_kind: defaultdict[str, list[Agreement]] = defaultdict(list)
    support: defaultdict[str, Score] = defaultdict(Score)
    for page in gold_pages():
        agreed = agreement(page)
        for kind in ("all", page.language, _format(page.page)):
            by_kind[kind].append(agreed)
        for name, score in agreed.support.items():
            support[name] += score
        for difference in agreed.differences:
            print(f"  {page.name}: {difference}")
    print(f"\n{'':<28}{'precision':>10}{'recall':>10}{'F1':>10}{'cases':>8}")
    for kind, pages in by_kind.items():
        for name in ("boundaries", "blocks", "attachment"):
            _line(f"{name}, {kind}", sum((getattr(p, name) for p in pages), Score()))
    for name, score in sorted(support.items()):
        _line(f"support: {name}", score)


def boundaries(path: Path) -> None:
    """Gold sentences, twenty to a paragraph, without what stood between them in Chinese."""
    gold = [
        line.removeprefix("# text = ").strip()
        for line in path.read_text("utf-8").splitlines()
        if line.startswith("# text = ")
    ]
    language = path.name[:2]
    joint = "" if language in ("zh", "ja") else " "
    score, seconds, size = Score(), 0.0, 0
    for start in range(0, len(gold), _JOINED):
        group = gold[start : start + _JOINED]
        text = joint.join(group)
        at, wanted = 0, set()
        for sentence in group[:-1]:
            wanted.add(at + len(sentence))
            at += len(sentence) + len(joint)
        begun = time.perf_counter()
        found = {end for _, end in sentences(text, language)} - {len(text)}
        seconds += time.perf_counter() - begun
        size += len(text.encode())
        score += Score(len(found & wanted), len(found), len(wanted))
    _line(f"sentences, {path.stem}", score)
    print(f"{'':<28}{size / 1e6 / seconds:>10.1f} MB/s")


def _format(path: Path) -> str:
    return {"md": "markdown", "txt": "seeds"}.get(path.suffix[1:], path.suffix[1:])


def _line(name: str, score: Score) -> None:
    figures = (score.precision, score.recall, score.f1)
    print(f"{name:<28}" + "".join(f"{figure:>10.3f}" for figure in figures) + f"{score.wanted:>8}")


if __name__ == "__main__":
    main()
