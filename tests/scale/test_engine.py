"""The engine: all that can be done is done, whatever the work does to its workers."""

from collections.abc import Iterator

import pytest
from distributed import LocalCluster

from citaudit.scale.engine import Engine, EngineError, Failed, cluster, processes
from tests.scale.steps import dies_at_7, doubled, fails_at_7


@pytest.fixture(scope="module")
def dask() -> Iterator[str]:
    with LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
    ) as running:
        yield running.scheduler_address


@pytest.fixture(params=["processes", "cluster"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    if request.param == "processes":
        yield processes(2)
    else:
        with cluster(request.getfixturevalue("dask")) as found:
            assert found.workers == 2
            yield found


def test_everything_is_done_once(engine: Engine) -> None:
    done = list(engine.run(range(60), doubled))
    assert sorted(done) == [(number, 2 * number) for number in range(60)]


def test_what_raises_is_named_and_the_rest_goes_on(engine: Engine) -> None:
    done = dict(engine.run(range(20), fails_at_7))
    assert done.pop(7) == Failed(7, "ValueError: seven")
    assert done == {number: number for number in range(20) if number != 7}


def test_what_kills_its_worker_is_set_aside(engine: Engine) -> None:
    done = dict(engine.run(range(30), dies_at_7))
    poison = done.pop(7)
    assert isinstance(poison, Failed)
    assert "killed" in poison.reason
    assert done == {number: number for number in range(30) if number != 7}


def test_only_a_few_pieces_are_held() -> None:
    ahead = 0
    seen = 0

    def work() -> Iterator[int]:
        nonlocal ahead
        for number in range(100):
            ahead = max(ahead, number - seen)
            yield number

    for _ in processes(2).run(work(), doubled):
        seen += 1
    assert ahead <= 8


def test_a_scheduler_needs_an_address() -> None:
    with pytest.raises(EngineError, match="tcp://HOST:PORT"), cluster("nonsense"):
        pass


def test_a_scheduler_that_is_not_there() -> None:
    with pytest.raises(EngineError, match="no Dask scheduler"), cluster("tcp://127.0.0.1:9"):
        pass
