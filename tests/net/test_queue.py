from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

from citaudit.net.queue import ReadyQueue


def run(test: Coroutine[Any, Any, Any]) -> Any:
    return asyncio.run(asyncio.wait_for(test, 20))


def queue(concurrency: int = 1, interval: float = 0.0) -> ReadyQueue[int]:
    return ReadyQueue(lambda _: concurrency, lambda _: interval)


async def soon(q: ReadyQueue[int]) -> tuple[str, int] | None:
    """What can be taken at once, else None."""
    try:
        return await asyncio.wait_for(q.take(), 0.01)
    except TimeoutError:
        return None


def test_a_host_gives_no_more_than_its_limit_until_one_is_done() -> None:
    async def test() -> None:
        q = queue(concurrency=2)
        for n in range(3):
            q.put("a", n)
        assert [await soon(q), await soon(q), await soon(q)] == [("a", 0), ("a", 1), None]
        q.done("a")
        assert await soon(q) == ("a", 2)

    run(test())


def test_the_host_with_the_most_left_goes_first() -> None:
    async def test() -> None:
        q = queue(interval=0.01)
        for host, count in (("small", 1), ("large", 5), ("middle", 3)):
            for n in range(count):
                q.put(host, n)
        assert [(await q.take())[0] for _ in range(3)] == ["large", "middle", "small"]

    run(test())


def test_starts_at_one_host_are_an_interval_apart() -> None:
    async def test() -> None:
        q, loop = queue(concurrency=10, interval=0.02), asyncio.get_running_loop()
        for n in range(10):
            q.put("a", n)
        begun, starts = loop.time(), []
        for _ in range(10):
            await q.take()
            starts.append(loop.time() - begun)
        assert all(at >= n * 0.02 - 0.001 for n, at in enumerate(starts))

    run(test())


class Clock(asyncio.SelectorEventLoop):
    """A loop whose time stands still until it is set."""

    now = 0.0

    def time(self) -> float:
        return self.now


def test_a_start_that_was_late_is_made_up_for_by_the_next_and_a_pause_by_none() -> None:
    clock = Clock()

    async def test() -> None:
        q = queue(concurrency=10, interval=1.0)
        for n in range(10):
            q.put("a", n)

        async def starts(moment: float) -> bool:
            clock.now = moment
            taker = asyncio.create_task(q.take())
            for _ in range(3):
                await asyncio.sleep(0)
            return not taker.cancel()

        moments = (0.0, 0.9, 1.5, 1.9, 2.0, 2.9, 3.0, 9.0, 9.9, 10.0)
        found = [moment for moment in moments if await starts(moment)]
        assert found == [0.0, 1.5, 2.0, 3.0, 9.0, 10.0]

    with asyncio.Runner(loop_factory=lambda: clock) as runner:
        runner.run(test())


def test_a_deferred_item_waits_and_the_others_go_on() -> None:
    async def test() -> None:
        q = queue()
        q.put("a", 1, wait=0.05)
        q.put("a", 2)
        q.put("b", 3)
        first = {(await q.take()), (await q.take())}
        assert first == {("a", 2), ("b", 3)}
        q.done("a")
        assert await soon(q) is None
        assert await q.take() == ("a", 1)

    run(test())


def test_what_comes_for_now_does_not_wait_for_what_was_deferred() -> None:
    async def test() -> None:
        q = queue()
        q.put("a", 1, wait=30)
        assert await soon(q) is None
        q.put("a", 2)
        assert await soon(q) == ("a", 2)

    run(test())


def test_a_held_host_gives_nothing_and_first_comes_first() -> None:
    async def test() -> None:
        q = queue()
        q.hold("a")
        q.put("a", 1)
        q.put("a", 2, first=True)
        assert await soon(q) is None
        q.release("a")
        assert await soon(q) == ("a", 2)

    run(test())


def test_a_taker_that_was_cancelled_takes_nothing() -> None:
    async def test() -> None:
        q = queue()
        taker = asyncio.create_task(q.take())
        await asyncio.sleep(0)
        taker.cancel()
        await asyncio.sleep(0)
        q.put("a", 1)
        assert await soon(q) == ("a", 1)

    run(test())


def test_every_item_is_given_out_once() -> None:
    async def test() -> None:
        q, seen = queue(concurrency=2, interval=0.0005), []
        for n in range(400):
            q.put(f"h{n % 7}", n, wait=0.01 if n % 5 == 0 else 0.0)

        async def work() -> None:
            while True:
                host, n = await q.take()
                await asyncio.sleep(0)
                seen.append(n)
                q.done(host)

        tasks = [asyncio.create_task(work()) for _ in range(20)]
        while len(seen) < 400:
            await asyncio.sleep(0.005)
        for task in tasks:
            task.cancel()
        assert sorted(seen) == list(range(400))
        assert q.busiest(3)[0][1:] == (0, 0)

    run(test())
