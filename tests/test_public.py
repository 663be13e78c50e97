"""What the package offers: sorted, complete, quick to import."""

import subprocess
import sys

import citaudit
from citaudit import model


def test_all_is_sorted_and_true() -> None:
    assert citaudit.__all__ == sorted(set(citaudit.__all__))
    for name in citaudit.__all__:
        assert getattr(citaudit, name) is not None


def test_every_type_of_the_model_is_public() -> None:
    assert set(model.__all__) <= set(citaudit.__all__) <= set(dir(citaudit))


def test_a_name_that_is_not_public_is_none() -> None:
    names: dict[str, object] = {}
    exec("from citaudit import *", names)
    assert set(citaudit.__all__) <= set(names)
    for name in ("nothing", "import_module_", "_nothing", "record"):
        assert not hasattr(citaudit, name)


def test_importing_the_package_imports_no_library() -> None:
    heavy = "httpx mwparserfromhell bs4 lxml rich typer jinja2 markdown_it sqlite3 asyncio"
    code = f"import citaudit, sys; print([m for m in {heavy.split()!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_help_imports_no_stage() -> None:
    code = (
        "import sys; sys.argv = ['citaudit', '--help']\n"
        "from citaudit.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "import sys; print([m for m in sys.modules if m.startswith(('citaudit.parse',"
        "'citaudit.resolve', 'citaudit.net', 'citaudit.judge', 'httpx', 'bs4', 'jinja2'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip().splitlines()[-1] == "[]"


def test_extract_is_the_function_whatever_was_imported_first() -> None:
    for first in ("import citaudit.extract", "import citaudit.pipeline", "citaudit.extract"):
        code = (
            f"import citaudit\n{first}\nprint(len(citaudit.extract('a.<ref>b</ref>').references))"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
        assert done.stdout.strip() == "1", done.stderr
