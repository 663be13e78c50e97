"""What crosses between processes comes back equal."""

import inspect
import pickle
from dataclasses import FrozenInstanceError, is_dataclass, replace
from pathlib import Path

import pytest

import citaudit
from citaudit import model

SEEDS = Path(__file__).parents[2] / "seeds"


def test_a_whole_page_report_comes_back_equal() -> None:
    report = citaudit.audit(str(SEEDS / "*.txt"), offline=True)
    for page in report.pages:
        assert pickle.loads(pickle.dumps(page)) == page


def test_every_record_of_the_model_is_sent_by_its_values() -> None:
    records = [getattr(model, name) for name in model.__all__]
    for record in records:
        if isinstance(record, type) and is_dataclass(record):
            assert "__reduce__" in vars(record), record


def test_a_record_takes_what_its_dataclass_takes_and_stays_frozen() -> None:
    link = model.Link(model.Span(0, 4), "http://a.example/", text="a")
    assert link == model.Link(model.Span(0, 4), "http://a.example/", "source", "", "a")
    assert str(inspect.signature(model.Link)).startswith("(span, url, role=")
    assert replace(link, role="archive").role == "archive"
    with pytest.raises(FrozenInstanceError):
        link.url = "http://b.example/"  # type: ignore[misc]
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'url'"):
        model.Link(model.Span(0, 4))  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="unexpected keyword argument 'adress'"):
        model.Link(model.Span(0, 4), "", adress="")  # type: ignore[call-arg]


def test_a_made_default_is_made_anew() -> None:
    first, other = (model.Reference("r", "1", model.Span(0, 1), "link", "web") for _ in "12")
    assert first.fields == {}
    assert first.fields is not other.fields
