from __future__ import annotations

import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.mediawiki.wiki import HERE
from tests.wiki.edited import EditedWiki, Text

SEED = next((Path(__file__).parents[2] / "seeds").glob("001_*")).read_text("utf-8")
TITLE = "巴爾米拉攻勢"
NOW = datetime.now(UTC).replace(microsecond=0)
UNSOURCED = "\n\n2024年該國人口為10234567人，是全球人口增長最快的國家。\n"
AREA = "\n國土面積為20770平方公里。<ref>{{cite web|url=http://10.0.0.9/x|title=內部文件}}</ref>\n"


def at(**ago: int) -> datetime:
    return NOW - timedelta(**ago)


def histories() -> dict[str, list[Text]]:
    """The seed as it grew: an early stub, the whole page, an edit without a source, a link."""
    head, heading, rest = SEED.partition("\n==")
    unsourced = head + UNSOURCED + heading + rest
    linked = head + UNSOURCED + AREA + heading + rest
    half = SEED[: SEED.index("\n\n", len(SEED) // 2)]
    pages = {
        TITLE: [
            Text(at(days=400), half),
            Text(at(days=30), SEED),
            Text(at(hours=20), unsourced),
            Text(at(hours=2), linked),
        ],
        "老頁面": [Text(at(days=300), "北河全長312公里。<ref></ref>\n[[Category:河流]]\n")],
        "轉向": [Text(at(days=10), f"#REDIRECT [[{TITLE}]]")],
        "空": [Text(at(days=9), "x"), Text(at(days=8), " ")],
        "Script": [Text(at(days=7), "var a = 1;", "javascript")],
        "Category:河流": [Text(at(days=6), "河流的分類。")],
    }
    for number in range(60):
        words = f"支流{number}長{number + 3}公里。<ref>{{{{cite web|url=http://r.example/{number}"
        pages[f"支流{number:02}"] = [
            Text(at(days=5), f"{words}|title=支流}}}}</ref>\n[[Category:河流]]\n")
        ]
    return pages


@pytest.fixture(scope="package")
def wiki(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EditedWiki]:
    """A real MediaWiki that holds the seed as several revisions, and a category of pages."""
    subprocess.run([str(HERE / "install.sh")], check=True)
    with EditedWiki(Path(tmp_path_factory.mktemp("wiki")), "en") as running:
        running.write(histories())
        yield running
