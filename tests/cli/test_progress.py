"""Progress on a terminal: drawn as pages are read, by no thread."""

import threading

import pytest

from citaudit.cli import progress
from citaudit.config import Config


def test_pages_are_drawn_by_no_thread(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Processes are forked meanwhile: a thread that draws could leave them a lock that is held."""
    monkeypatch.setattr(progress, "interactive", lambda _: True)
    monkeypatch.setenv("FORCE_COLOR", "1")
    threads = threading.active_count()
    with progress.watching(Config()) as watch:
        assert watch is not None
        watch.pages(40)
        for number in range(40):
            watch.page(f"{number}.md")
            monkeypatch.setattr(progress, "_EVERY", 0.0)
        assert threading.active_count() == threads
        drawn = capsys.readouterr().err
    assert "0/40" in drawn
    assert "40/40" in drawn
    assert "39.md" in drawn
