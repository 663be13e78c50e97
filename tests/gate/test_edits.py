"""Edits in real repositories: exactly what each brings in, none of the old debts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.gate.pages import BRIDGE, FILES, HARBOUR, LAKE
from tests.gate.repository import Repository

SEED = Path(__file__).parents[2] / "seeds/000_57c43f55aa9757ab.txt"
GUIDE = BRIDGE[BRIDGE.index("<ref name") : BRIDGE.index("</ref>") + len("</ref>")]
NEWS = BRIDGE[BRIDGE.index('<ref name="news">') : BRIDGE.index(" It was closed")]
REPAIRS = BRIDGE[BRIDGE.index("<ref>{{cite web") : BRIDGE.index("\n\nIt carried")]
ARCHIVE = re.search(r" \|archive-url=.*?2017-01-01(?= )", BRIDGE)[0]  # type: ignore[index]
HISTORY = BRIDGE[BRIDGE.index("== History") : BRIDGE.index("== Design")]
DESIGN = BRIDGE[BRIDGE.index("== Design") : BRIDGE.index("== References")]

B, H, L = "bridge.wikitext", "docs/harbour.md", "lake.html"

EDITS: dict[str, tuple[dict[str, str | bytes | None], dict[str, int]]] = {
    "nothing": ({}, {}),
    "add a sourced statement": (
        {B: BRIDGE.replace("== Design ==\n", f"== Design ==\nIt weighs 9,000 tonnes.{REPAIRS} ")},
        {"REF005": 1},
    ),
    "add a statement with a source used before": (
        {B: BRIDGE.replace("high.", 'high. It weighs 9,000 tonnes.<ref name="guide" />', 1)},
        {},
    ),
    "add an unsourced paragraph": (
        {B: BRIDGE.replace("== Design ==\n", "== Design ==\nIt weighs 9,000 tonnes.\n\n")},
        {"CLM001": 1},
    ),
    "add an unsourced statement after the last footnote": (
        {B: BRIDGE.replace("\n\n== References", " It weighs 9,000 tonnes.\n\n== References")},
        {"CLM001": 1},
    ),
    "delete a source": ({B: BRIDGE.replace(REPAIRS, "")}, {"EDT001": 1}),
    "delete a re-use": (
        {B: BRIDGE.replace('bridge opened.<ref name="news" />', "bridge opened.")},
        {"EDT001": 2},
    ),
    "move a section": (
        {B: BRIDGE.replace(DESIGN, "").replace("== History", DESIGN + "== History")},
        {},
    ),
    "part a paragraph": (
        {B: BRIDGE.replace("since 1840. It", "since 1840.\n\nIt")},
        {"EDT001": 1},
    ),
    "join two paragraphs": (
        {B: BRIDGE.replace("in 1999.\n\nThe ferry", "in 1999. The ferry")},
        {},
    ),
    "mend a typo in an old unsourced statement": (
        {B: BRIDGE.replace("12,000 vehicles", "12,500 vehicles")},
        {},
    ),
    "change line ends": ({B: BRIDGE.replace("\n", "\r\n")}, {}),
    "change white space": ({B: BRIDGE.replace("\n\n", "\n\n\n").replace(" |", "\n|")}, {}),
    "re-wrap Markdown": (
        {H: HARBOUR.replace("1881 by", "1881\nby").replace("the third", "the\nthird")},
        {},
    ),
    "empty a named reference used elsewhere": (
        {B: BRIDGE.replace(GUIDE, '<ref name="guide"></ref>')},
        {"EDT001": 3, "REF002": 1},
    ),
    "delete the definition of a re-used reference": (
        {B: BRIDGE.replace(GUIDE, "")},
        {"EDT001": 3, "REF002": 1},
    ),
    "rename a definition": (
        {B: BRIDGE.replace('<ref name="news">', '<ref name="press">')},
        {"EDT001": 2, "REF002": 1},
    ),
    "remove an archive copy": ({B: BRIDGE.replace(ARCHIVE, "")}, {"EDT002": 1}),
    "add a bare address": (
        {B: BRIDGE.replace("1999.", "1999.<ref>http://counts.betacity.org/1999</ref>")},
        {"REF006": 1},
    ),
    "ask for a source": (
        {B: BRIDGE.replace("1999.", "1999.{{citation needed|date=May 2020}}")},
        {"CLM005": 1},
    ),
    "leave a reference open": (
        {B: BRIDGE.replace("1999.", "1999.<ref>Counts of Beta")},
        {"REF011": 1, "CLM003": 1},  # the footnote is prose now
    ),
    "remove the reference list": (
        {B: BRIDGE.replace("== References ==\n<references />\n", "")},
        {"WIKI002": 1},
    ),
    "add a Markdown statement": (
        {H: HARBOUR + "\nThe crane of 1912 lifts 80 tonnes.\n"},
        {"CLM001": 1},
    ),
    "cite what is not defined, in Markdown": (
        {H: HARBOUR.replace("the coast.", "the coast.[^coast]")},
        {"CLM008": 1, "REF002": 1},
    ),
    "delete a Markdown note that is cited": (
        {H: HARBOUR[: HARBOUR.index("[^ships]:")]},
        {"EDT001": 1, "REF002": 1},
    ),
    "add to HTML": (
        {L: LAKE.replace("<ol>", "<p>It held 12 islands in 1700.</p>\n<ol>")},
        {"CLM001": 1},
    ),
    "rename a file": ({B: None, "spans/alpha.wikitext": BRIDGE}, {}),
    "rename and edit": (
        {B: None, "spans/alpha.wikitext": BRIDGE.replace(REPAIRS, "")},
        {"EDT001": 1},
    ),
    "delete a file": ({L: None}, {}),
    "add a file": (
        {"new.md": "The tower was 90 metres high in 1901.\n"},
        {"CLM001": 1},
    ),
    "change what is no document": ({"code.py": "x = 1\n"}, {}),
    "turn an inline reference into one of the list": (
        {
            B: BRIDGE.replace(NEWS, '<ref name="news" />').replace(
                "<references />", f"<references>\n{NEWS}\n</references>"
            )
        },
        {},
    ),
    "move a definition to another use of it": (
        {
            B: BRIDGE.replace(GUIDE, '<ref name="guide" />').replace(
                'long.<ref name="guide" />', f"long.{GUIDE}"
            )
        },
        {},
    ),
    "ask for a better source": (
        {
            B: BRIDGE.replace(
                f"1987.{REPAIRS}", f"1987.{REPAIRS}{{{{citation needed|date=May 2020}}}}"
            )
        },
        {"CLM005": 1},
    ),
    "take every source out of a section": (
        {B: BRIDGE.replace(DESIGN, DESIGN.replace('<ref name="guide" />', ""))},
        {"EDT001": 2},
    ),
    "put a template into an old unsourced statement": (
        {B: BRIDGE.replace("12,000 vehicles", "{{convert|12000|vehicles|many|abbr=off|sigfig=2}}")},
        {},
    ),
    "put a link into an old unsourced statement": (
        {B: BRIDGE.replace("12,000 vehicles", "[[Vehicles of Beta (old)|12,000 vehicles]]")},
        {},
    ),
    "move an unsourced paragraph to another file": (
        {
            B: BRIDGE.replace("It carried 12,000 vehicles a day in 1999.\n\n", ""),
            H: HARBOUR + "\nIt carried 12,000 vehicles a day in 1999.\n",
        },
        {},
    ),
    "part a file in two": (
        {
            B: None,
            "history.wikitext": BRIDGE.replace(DESIGN, ""),
            "design.wikitext": DESIGN.replace('<ref name="guide" />', GUIDE, 1)
            + "It carried 12,000 vehicles a day in 1999.\n\n<references />\n",
        },
        {"CLM001": 1},  # what stood there once stands in two files now
    ),
    "renumber Markdown footnotes": (
        {H: HARBOUR.replace("[^dug]", "[^2]").replace("[^ships]", "[^1]")},
        {},
    ),
    "blank a page": ({B: ""}, {}),
    "add an empty file": ({"empty.md": "\n"}, {}),
    "add a byte order mark": ({B: "\ufeff" + BRIDGE}, {}),
    "change the charset": ({B: BRIDGE.encode("utf-16")}, {}),
    "ignore with a reason": (
        {
            B: BRIDGE.replace(
                "== Design ==\n",
                "== Design ==\n<!-- citaudit: ignore[CLM] known to all -->\n"
                "It weighs 9,000 tonnes.\n\n",
            )
        },
        {},
    ),
}


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    return Repository.start(tmp_path_factory.mktemp("repository"), FILES)


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_brings_in_exactly(repository: Repository, name: str) -> None:
    files, expected = EDITS[name]
    base = repository.git("rev-parse", "main")
    repository.git("checkout", "-q", "--detach", base)
    repository.commit(files)
    outcome = repository.gate("--base", "main")
    assert outcome.new == expected, outcome.findings
    worst = {each["severity"] for each in outcome.findings if each["state"] == "new"}
    assert outcome.status == (1 if worst & {"error", "warning"} else 0), outcome.said
    assert repository.git("status", "--porcelain") == "", "the work tree stays as it was"


def test_the_words_of_the_edit(tmp_path: Path) -> None:
    repository = Repository.start(tmp_path, FILES)
    repository.commit({B: BRIDGE.replace(REPAIRS, "").replace(ARCHIVE, "").replace(GUIDE, "")})
    outcome = repository.gate("--base", "HEAD~1")
    said = outcome.messages("EDT001") + outcome.messages("EDT002") + outcome.messages("REF002")
    assert "This edit removed the only source of “It was closed for repairs in 1987.”." in said
    assert any(
        each.startswith("This edit removed the archive copy https://web.arch") for each in said
    )
    assert "This edit removed the definition of “guide”, which is still cited here." in said


def test_a_branch_answers_for_itself_alone(tmp_path: Path) -> None:
    repository = Repository.start(tmp_path, FILES)
    repository.git("checkout", "-q", "-b", "topic")
    repository.commit({B: BRIDGE.replace(REPAIRS, "")})
    repository.git("checkout", "-q", "main")
    repository.commit({L: LAKE.replace("<ol>", "<p>It held 12 islands in 1700.</p><ol>")})
    assert repository.gate("--base", "main", "--head", "topic").new == {"EDT001": 1}
    repository.git("checkout", "-q", "topic")
    repository.git("merge", "-q", "--no-edit", "main")
    assert repository.gate("--base", "main").new == {"EDT001": 1}


def test_conflict_markers_are_read_as_text(tmp_path: Path) -> None:
    repository = Repository.start(tmp_path, FILES)
    ours, theirs = "It carried 12,000 vehicles a day in 1999.", "It carried 9,000 a day in 1998."
    both = f"<<<<<<< ours\n{ours}\n=======\n{theirs}\n>>>>>>> theirs"
    repository.commit({B: BRIDGE.replace(ours, both)})
    outcome = repository.gate("--base", "HEAD~1")
    assert set(outcome.new) <= {"CLM001", "CLM003", "REF016"}
    assert outcome.status in {0, 1}


def test_an_unmerged_file_is_named(tmp_path: Path) -> None:
    repository = Repository.start(tmp_path, {"a.md": "one\n"})
    repository.git("checkout", "-q", "-b", "topic")
    repository.commit({"a.md": "two\n"})
    repository.git("checkout", "-q", "main")
    repository.commit({"a.md": "three\n"})
    repository.git("merge", "-q", "topic", check=False)
    outcome = repository.gate("--staged")
    assert outcome.status == 3
    assert "conflict" in str(outcome.report["unread"])


def test_staged_changes_alone_count(tmp_path: Path) -> None:
    repository = Repository.start(tmp_path, FILES)
    repository.write({B: BRIDGE.replace(REPAIRS, "")})
    assert repository.gate("--staged").new == {}
    repository.git("add", B)
    repository.write({B: BRIDGE})
    assert repository.gate("--staged").new == {"EDT001": 1}
    assert repository.gate("--staged", B).new == {"EDT001": 1}
    assert repository.gate("--staged", H).new == {}


def test_a_unified_diff(tmp_path: Path) -> None:
    repository = Repository.start(tmp_path, FILES | {"橋.md": HARBOUR})
    repository.write({B: BRIDGE.replace(REPAIRS, ""), "橋.md": HARBOUR.replace("[^ships]\n", "\n")})
    diff = repository.git("diff")
    outcome = repository.gate("--diff-file", "-", text=diff + "\n")
    assert outcome.new == {"EDT001": 2, "REF003": 1}
    assert outcome.status == 1
    repository.git("checkout", "-q", "--", ".")
    again = repository.gate("--diff-file", "-", text=diff + "\n")
    assert again.status == 2
    assert "does not fit" in again.said


UNSOURCED_SHIPS = HARBOUR.replace("2004.[^ships]", "2004.")
DIFFS: dict[str, tuple[str, str | bytes, str | bytes, tuple[str, ...]]] = {
    "without context": ("a.md", HARBOUR, UNSOURCED_SHIPS, ("-U0",)),
    "without prefixes": ("b/a.md", HARBOUR, UNSOURCED_SHIPS, ("--no-prefix",)),
    "with other prefixes": (
        "a.md",
        HARBOUR,
        UNSOURCED_SHIPS,
        ("--src-prefix=i/", "--dst-prefix=w/"),
    ),
    "quoted": ('b/橋 "x"\t.md', HARBOUR, UNSOURCED_SHIPS, ()),
    "no new line at the end": ("a.md", HARBOUR.rstrip(), UNSOURCED_SHIPS.rstrip(), ()),
    "line ends of Windows": (
        "a.md",
        HARBOUR.replace("\n", "\r\n"),
        UNSOURCED_SHIPS.replace("\n", "\r\n"),
        (),
    ),
    "a mark at the beginning": ("a.md", HARBOUR, "\ufeff" + UNSOURCED_SHIPS, ()),
    "odd line breaks": (
        "a.md",
        f"a\x0cb\u2028c\x85\n{HARBOUR}",
        f"a\x0cb\u2028c\x85\n{UNSOURCED_SHIPS}",
        (),
    ),
    "another charset": (
        "a.md",
        ("港口\n" + HARBOUR).encode("gb18030"),
        ("港口\n" + UNSOURCED_SHIPS).encode("gb18030"),
        (),
    ),
}


@pytest.mark.parametrize("name", DIFFS)
def test_diffs_as_they_are_written(tmp_path: Path, name: str) -> None:
    path, before, after, flags = DIFFS[name]
    repository = Repository.start(tmp_path / "r", {path: before})
    repository.write({path: after})
    file = tmp_path / "edit.diff"
    repository.git("diff", f"--output={file}", *flags)
    assert repository.gate("--diff-file", str(file)).new == {"EDT001": 1, "REF003": 1}
    assert repository.gate("--diff-file", str(file), "elsewhere").new == {}


def test_a_diff_through_a_pipe_of_windows_and_from_a_folder_below(tmp_path: Path) -> None:
    repository = Repository.start(tmp_path, FILES)
    repository.write({H: UNSOURCED_SHIPS})
    diff = (repository.git("diff") + "\n").replace("\n", "\r\n")
    (tmp_path / "edit.diff").write_bytes(diff.encode())
    for here in (repository, Repository(tmp_path / "docs")):
        outcome = here.gate("--diff-file", str(tmp_path / "edit.diff"))
        assert outcome.new == {"EDT001": 1, "REF003": 1}


def test_what_is_no_page_is_left_alone(tmp_path: Path) -> None:
    other = Repository.start(tmp_path / "other", {"x.md": HARBOUR})
    repository = Repository.start(tmp_path / "r", FILES)
    (repository.folder / "link.wikitext").symlink_to(B)
    protocol = ("-c", "protocol.file.allow=always")
    repository.git(*protocol, "submodule", "add", "-q", str(other.folder), "sub.md")
    repository.commit({})
    outcome = repository.gate("--base", "HEAD~1")
    assert (outcome.status, outcome.new) == (0, {})


def test_the_first_commit_is_judged_as_well(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    repository.git("init", "-q", "-b", "main")
    repository.write({"new.md": "The tower was 90 metres high in 1901.\n"})
    repository.git("add", "-A")
    assert repository.gate("--staged").new == {"CLM001": 1}


def test_a_shallow_clone_says_what_to_fetch(tmp_path: Path) -> None:
    origin = Repository.start(tmp_path / "origin", FILES)
    origin.git("checkout", "-q", "-b", "topic")
    origin.commit({B: BRIDGE.replace(REPAIRS, "")})
    origin.git("checkout", "-q", "main")
    origin.commit({L: LAKE + "\n"})
    clone = Repository(tmp_path / "clone")
    source = f"file://{origin.folder}"
    origin.git("clone", "-q", "--depth", "1", "--no-single-branch", source, str(clone.folder))
    outcome = clone.gate("--base", "origin/main", "--head", "origin/topic")
    assert outcome.status == 2
    assert "git fetch --unshallow" in outcome.said
    clone.git("fetch", "-q", "--unshallow")
    assert clone.gate("--base", "origin/main", "--head", "origin/topic").new == {"EDT001": 1}


def test_sections_of_a_seed_moved_and_wrapped_bring_nothing(tmp_path: Path) -> None:
    text = SEED.read_text("utf-8")
    body, notes = text.split("## 參考文獻")
    lead, *sections = re.split(r"(?m)^(?=## )", body)
    moved = lead + "".join(reversed(sections))
    wrapped = re.sub(r"([，。])(?=[^\\\n])", r"\1\n", moved)
    repository = Repository.start(tmp_path, {"seed.md": text})
    repository.commit({"seed.md": wrapped + "## 參考文獻" + notes})
    outcome = repository.gate("--base", "HEAD~1", "--fail-on", "note", "--min-confidence", "low")
    assert outcome.new == {}
    assert outcome.status == 0


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        ((), "say what the edit is"),
        (("--base", "nowhere"), "there is no revision 'nowhere'"),
        (("--base", ""), "--base is empty"),
        (("--base", "0" * 40), "stands for no commit"),
        (("--base", "main", "no-such.md"), "no file of this repository"),
        (("--diff-file", "missing.diff"), "cannot be read"),
    ],
)
def test_wrong_use(tmp_path: Path, flags: tuple[str, ...], said: str) -> None:
    outcome = Repository.start(tmp_path, FILES).gate(*flags)
    assert outcome.status == 2
    assert said in outcome.said
