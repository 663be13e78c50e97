"""The structure that the documents promise: import contracts, sizes, names."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "src/citaudit").rglob("*.py"))
UNTELLING = {"utils", "util", "helpers", "helper", "common", "core", "manager", "misc"}


def test_import_contracts_hold() -> None:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT / "src")))
def test_files_and_functions_stay_small(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.count("\n") <= 400, "what is the second thing this file does?"
    assert path.stem not in UNTELLING
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and "rules" not in path.parts:
            length = (node.end_lineno or 0) - node.lineno
            assert length <= 60, f"{node.name} is {length} lines long"


def test_contributors_are_told_what_each_module_is_for() -> None:
    told = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    package = ROOT / "src/citaudit"
    modules = [path.name for path in package.glob("[!_]*.py")]
    folders = [f"{path.parent.name}/" for path in package.glob("*/__init__.py")]
    assert [name for name in (*modules, *folders) if f"`{name}`" not in told] == []


def test_no_address_of_a_registry_or_machine() -> None:
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    for name in listed.stdout.splitlines():
        if name.endswith((".toml", ".txt", ".cfg", ".yml", ".yaml", "Makefile", ".sh")):
            text = (ROOT / name).read_text("utf-8", "replace")
            for line in text.splitlines():
                assert not ("index-url" in line and "http" in line), f"{name}: {line}"
            if name == "constraints.txt":
                assert "://" not in text
