"""Buckets: so many at once, then so many a second, and never more memory than was allowed."""

from __future__ import annotations

import pytest

from cop_tui.web.limits import Buckets


class Seconds:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


def test_a_burst_passes_and_then_the_pace_holds(seconds: Seconds) -> None:
    buckets = Buckets(3, 10, clock=seconds)
    assert [buckets.take("a") for _ in range(4)] == [0, 0, 0, 10]
    seconds.now += 4
    assert buckets.take("a") == 6
    seconds.now += 6
    assert [buckets.take("a") for _ in range(2)] == [0, 10]


def test_whoever_is_refused_does_not_wait_longer_for_it(seconds: Seconds) -> None:
    buckets = Buckets(1, 10, clock=seconds)
    buckets.take("a")
    assert {buckets.take("a") for _ in range(50)} == {10}


def test_a_bucket_is_never_fuller_than_full(seconds: Seconds) -> None:
    buckets = Buckets(2, 10, clock=seconds)
    buckets.take("a")
    seconds.now += 10_000
    assert [buckets.take("a") for _ in range(3)] == [0, 0, 10]


def test_askers_do_not_wait_for_each_other(seconds: Seconds) -> None:
    buckets = Buckets(1, 10, clock=seconds)
    assert [buckets.take(asker) for asker in "abc"] == [0, 0, 0]


def test_it_remembers_only_so_many(seconds: Seconds) -> None:
    buckets = Buckets(1, 10, clock=seconds, most=3)
    for asker in "abcd":
        buckets.take(asker)
    assert len(buckets._full_at) == 3
    assert buckets.take("d") == 10
    assert buckets.take("a") == 0, "forgotten, having been quiet longest"
