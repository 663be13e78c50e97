"""The committed sample report is what an audit of the seeds gives today."""

import pytest

from tests.samples import ROOT, samples


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    return samples()


@pytest.mark.parametrize("name", ["seeds.html", "seeds.json", "seeds.md"])
def test_the_sample_is_up_to_date(made: dict[str, str], name: str) -> None:
    committed = (ROOT / "reports" / name).read_text("utf-8")
    assert committed == made[name], "run `make samples` and read the difference"
