"""What crosses between processes comes back equal."""

import inspect
import pickle
from dataclasses import FrozenInstanceError, is_dataclass, replace
from pathlib import Path

import pytest

import citaudit
from citaudit import model
from citaudit.model.records import changed

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


def test_a_changed_record_is_what_replace_gives() -> None:
    link = model.Link(model.Span(0, 4), "http://a.example/", text="a")
    assert changed(link, role="archive", text=None) == replace(link, role="archive", text=None)
    assert link.text == "a"
    with pytest.raises(AttributeError):
        changed(link, adress="")


def test_few_and_many_records_arrive_as_they_were() -> None:
    for many in (0, 1, 4, 5, 50):
        claims = tuple(
            model.Claim(str(n), model.Span(n, n + 1), "A.", (), "paragraph", model.Support.NONE)
            for n in range(many)
        )
        citations = model.Citations(model.Document(model.Page("a", "b")), (), claims)
        assert pickle.loads(pickle.dumps(citations)) == citations


def test_figures_add_up() -> None:
    one = model.Figures(references=2, findings=dict.fromkeys(model.Severity, 1))
    both = one + one
    assert both.references == 4
    assert both.findings == dict.fromkeys(model.Severity, 2)
    assert both.claims_by_support == dict.fromkeys(model.Support, 0)
    assert model.Report((), model.Evidence(), (), {}).figures == model.Figures()
