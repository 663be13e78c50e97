"""Questions to the tables, and what a dump is before it is audited."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from citaudit.config import Config
from citaudit.scale.estimate import estimated, in_lines
from citaudit.scale.query import asked, views
from citaudit.scale.run import Order, audit_dump
from citaudit.scale.tables import SCHEMA, SCHEMAS
from tests.cli.command import citaudit
from tests.scale.dumps import Entry, article, multistream, xml

COUNTIES = 7


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("query")
    path = folder / "dump.xml"
    unsourced = Entry("Wild", "It has 300 towers. It was built in 1900. It fell in 1950.\n", 900)
    path.write_bytes(xml([*(article(number) for number in range(1, 22)), unsourced]))
    audit_dump(Order(path, folder / "out"), Config(jobs=1))
    return folder / "out"


def test_every_ready_view_answers(out: Path) -> None:
    for view in views():
        assert view.about.endswith(".")
        assert asked(out, f"from {view.name}").columns, view.name


def test_views_say_what_they_say(out: Path) -> None:
    [worst] = asked(out, "select title, statements, unsourced from worst_pages limit 1").rows
    assert worst == ("Wild", 3, 3)
    [(pages,)] = asked(out, "select pages from coverage").rows
    assert pages == 22
    categories = asked(out, "select category, pages from unsourced_by_category").rows
    assert sorted(categories) == [(f"Bridges of county {n}", 3) for n in range(COUNTIES)]
    assert asked(out, "select host, addresses, pages from hosts").rows == [("127.0.0.1", 42, 21)]
    assert asked(out, "from templates").rows == [("cite web", 21)]
    assert asked(out, "from dead_hosts").rows == []
    [(total,)] = asked(out, "select sum(findings) from rules").rows
    assert asked(out, "select count(*) from findings").rows == [(total,)]


def test_the_files_carry_the_schema(out: Path) -> None:
    for table, schema in SCHEMAS.items():
        [path] = (out / "text" / table).glob("*.parquet")
        file = pq.ParquetFile(path)
        assert file.schema_arrow.names == schema.names
        assert file.schema_arrow.metadata[b"schema"].decode() == SCHEMA
        assert file.metadata.row_group(0).column(0).compression == "ZSTD"


def test_the_columns_are_a_contract() -> None:
    """Columns may be added; this list of the first version may not shrink."""
    known = json.loads((Path(__file__).parent / "columns.json").read_text("utf-8"))
    for table, columns in known.items():
        now = {field.name: str(field.type) for field in SCHEMAS[table]}
        assert {name: now.get(name) for name in columns} == columns


def test_the_command_prints_tables_csv_and_json_lines(out: Path) -> None:
    question = "select title, statements from pages where title in ('Wild', 'Bridge 1') order by 1"
    table = citaudit("query", str(out), question)
    assert table.out.splitlines()[0].split() == ["title", "statements"]
    assert table.out.splitlines()[2] == "Wild" + " " * 15 + "3"
    rows = list(csv.reader(io.StringIO(citaudit("query", str(out), question, "-f", "csv").out)))
    assert rows[2] == ["Wild", "3"]
    lines = citaudit("query", str(out), question, "-f", "jsonl").out.splitlines()
    assert json.loads(lines[1]) == {"title": "Wild", "statements": 3}
    listed = citaudit("query", str(out)).out
    assert "worst_pages: Pages with the most statements" in listed
    assert "pages: 22 rows" in listed
    assert citaudit("query", str(out), "coverage").out.splitlines()[1].split()[0] == "22"


@pytest.mark.parametrize(
    ("folder", "sql", "says"),
    [("out", "from nowhere", "does not exist"), ("none", "from pages", "holds no run")],
)
def test_what_cannot_be_answered(out: Path, folder: str, sql: str, says: str) -> None:
    done = citaudit("query", str(out.parent / folder), sql)
    assert done.status == 2
    assert says in done.err
    assert "Traceback" not in done.err


def test_an_estimate_of_a_small_dump_is_exact(tmp_path: Path) -> None:
    path = tmp_path / "dump.xml"
    path.write_bytes(xml([article(number) for number in range(1, 11)]))
    found = estimated(Order(path, tmp_path), Config())
    assert (found.pages, found.links, found.addresses, found.hosts) == (10, 20, 20, 1)
    assert found.largest == (("127.0.0.1", 20),)
    lines = list(in_lines(found, Config(host_interval=30.0)))
    assert "pages: 10" in lines
    assert "  127.0.0.1: 20 addresses, 10 min" in lines


def test_one_is_not_many(tmp_path: Path) -> None:
    path = tmp_path / "dump.xml"
    path.write_bytes(xml([Entry("One", "It has 3 towers.<ref>[http://a.test/ A]</ref>\n", 7)]))
    dry = citaudit("dump", str(path), "--dry-run", "--isolated").out
    assert "sample: 1 page, " in dry
    assert "links: 1, 1 address\n" in dry
    assert "  a.test: 1 address, 1 s\n" in dry
    made = citaudit("dump", str(path), "-o", str(tmp_path / "out"), "--isolated").out
    assert made.startswith("1 page, 1 reference, 1 statement, ")
    assert ", 1 link in " in made


def test_an_estimate_is_spread_over_a_multistream_dump(tmp_path: Path) -> None:
    path = multistream(tmp_path, [article(number) for number in range(1, 481)], each=10)
    done = citaudit("dump", str(path), "--dry-run", "--isolated")
    assert done.status == 0, done.err
    assert "sample: 120 pages, 25.00% of the dump, spread over it" in done.out
    assert "pages: about 480" in done.out
    assert "links: about 960, 960 addresses" in done.out
    assert "24 questions a minute" in done.out


def test_a_folder_must_be_named(tmp_path: Path) -> None:
    path = tmp_path / "dump.xml"
    path.write_bytes(xml([article(1)]))
    done = citaudit("dump", str(path), "--isolated")
    assert done.status == 2
    assert "--output" in done.err


def test_a_question_of_any_white_space_and_columns_of_one_name(out: Path) -> None:
    spread = citaudit("query", str(out), "from\tpages\nlimit 1", "-f", "jsonl")
    assert spread.status == 0, spread.err
    twice = citaudit("query", str(out), "select 1 as a, 2 as a, 3 as a_1", "-f", "jsonl")
    assert json.loads(twice.out) == {"a": 1, "a_1": 2, "a_1_1": 3}
    assert "worst_pages: " in citaudit("query", str(out), " ").out


@pytest.mark.parametrize("run", ["", "{", "[]", "3", '{"tables": 3}', '{"same": {}, "tables": 3}'])
def test_a_damaged_run_is_told(tmp_path: Path, run: str) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "run.json").write_text(run)
    (tmp_path / "dump.xml").write_bytes(xml([article(1)]))
    for words in (["query", "out"], ["dump", "dump.xml", "-o", "out"]):
        done = citaudit(*words, folder=tmp_path)
        assert done.status in (2, 3)
        assert "run.json is damaged; write the dump into a new folder" in done.err
        assert "Traceback" not in done.err


def test_an_index_that_cannot_be_used_is_the_one_named(tmp_path: Path) -> None:
    (tmp_path / "dump.xml").write_bytes(xml([article(1)]))
    (tmp_path / "nonsense.txt").write_text("nonsense\n")
    for index, why in (
        ("missing.txt", "No such file or directory"),
        ("nonsense.txt", "it is no index of a multistream dump"),
    ):
        done = citaudit("dump", "dump.xml", "--index", index, "--dry-run", folder=tmp_path)
        assert (done.status, done.err) == (2, f"citaudit: {index}: cannot be read: {why}\n")
