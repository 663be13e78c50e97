"""A large HTML report: 100 pages, 10,000 findings, 30,000 statements.

Prints how long it takes to write, how big it is, how soon Chromium paints it from a file, and how
long a search takes to answer, laid out. Needs what `tests/html/install.sh` installs.

    python benchmarks/html_report.py [PAGES]
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from itertools import cycle
from pathlib import Path

from citaudit.model import Edit, Fix, Report, Severity, Span
from citaudit.report.html import render

sys.path.insert(0, str(Path(__file__).parent.parent))
from tests.html.browser import chromium
from tests.html.made import Made, report

STATEMENTS, FINDINGS, REFERENCES = 300, 100, 60
SENTENCES = (
    "The council met on the ninth day of the month and agreed to rebuild the northern wall. ",
    "伊斯蘭國部隊於當日稍後再次進攻，據報有六十名武裝分子陣亡，敘軍撤出該市。",
    "According to the census of 1931 the district held some 48,200 people in 9,100 houses. ",
)
SUPPORTS = ("sourced", "none", "empty", "paragraph", "dead", "sourced", "doubtful", "requested")
QUERIES = ("is:empty", "severity:error", "support:dead host:example7", "敘軍", "-rule:CLM", "")
SEARCH = """([query, kind]) => {
  const before = performance.now();
  document.querySelector('#q').value = query;
  document.querySelector('.find').requestSubmit();
  document.querySelector('#results').offsetHeight;
  return [performance.now() - before, document.querySelector('#rcount').textContent];
}"""


def page(number: int) -> Made:
    made = Made(f"wiki/page-{number:03}.md", "zh" if number % 2 else "en")
    words, supports = cycle(SENTENCES), cycle(SUPPORTS)
    for section in range(STATEMENTS // 30):
        made.heading(f"Section {section}")
        for paragraph in range(6):
            sentences = []
            for at in range(5):
                support = next(supports)
                own = support not in ("none", "requested", "paragraph")
                of = (section * 30 + paragraph * 5 + at) % REFERENCES + 1
                sentences.append((next(words), support, [f"r{of}"] if own else []))
            made.paragraph(*sentences)
    for at in range(REFERENCES):
        empty = at % 9 == 0
        made.reference(
            None if empty else f"Report number {at} of the district of page {number}",
            None if empty else f"https://www.example{at % 40}.org/{number}/{at}/story.html",
            kind="empty" if empty else "web",
            year=1990 + at % 30,
            publisher="The District Herald",
        )
    for at in range(FINDINGS):
        place = made.claims[at * 3].span if at % 2 else made.references[at % REFERENCES].span
        edit = Edit(Span(place.start, place.start + 4), "mended")
        made.finding(
            ("CLM001", "REF013", "REF006", "URL002")[at % 4],
            place,
            f"Something is wrong at place {at}, and this says what in so many words.",
            (Severity.ERROR, Severity.WARNING, Severity.NOTE)[at % 3],
            fix=Fix("Put this there.", (edit,)) if at % 5 == 0 else None,
        )
    return made


def large(pages: int) -> Report:
    return report(*(page(number) for number in range(pages)), looked=False)


def main() -> None:
    made = large(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
    began = time.perf_counter()
    text = render(made)
    print(f"written in {time.perf_counter() - began:.1f} s, {len(text.encode()) / 1e6:.2f} MB")
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        file = Path(folder) / "large.html"
        file.write_text(text, "utf-8")
        paints, loads = [], []
        for _ in range(3):
            tab = browser.new_page(viewport={"width": 1440, "height": 900})
            tab.goto(file.as_uri(), wait_until="load", timeout=120_000)
            paints.append(
                tab.evaluate(
                    "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN"
                )
            )
            loads.append(
                tab.evaluate("performance.timing.loadEventEnd - performance.timing.fetchStart")
            )
            if len(paints) < 3:
                tab.close()
        paint, load = statistics.median(paints), statistics.median(loads)
        print(f"first paint {paint:.0f} ms, loaded {load:.0f} ms")
        for kind in ("findings", "statements", "references"):
            tab.evaluate("view => { location.hash = view }", kind)
            tab.wait_for_timeout(1500)
            for query in QUERIES:
                answers = [tab.evaluate(SEARCH, [query, kind]) for _ in range(5)]
                taken = sorted(each[0] for each in answers)
                print(
                    f"{kind:10} {query or '(all)':28} median {taken[2]:4.0f} ms, "
                    f"worst {taken[-1]:4.0f} ms  {answers[0][1]}"
                )


if __name__ == "__main__":
    main()
