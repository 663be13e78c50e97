"""What crosses between processes comes back equal."""

import pickle
from dataclasses import is_dataclass
from pathlib import Path

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
