from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from .wiki import HERE, Wiki


@pytest.fixture(scope="session")
def wiki(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wiki]:
    """A real MediaWiki; its packages are installed where they are missing."""
    subprocess.run([str(HERE / "install.sh")], check=True)
    with Wiki(Path(tmp_path_factory.mktemp("mediawiki"))) as running:
        yield running
