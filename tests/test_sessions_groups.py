"""Votes by the groups of a boundary: only where they are large enough to hide in, and with no seat told from a sum."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest

import laws
from conftest import Clock
from faces import AUDIENCES, person, say
from sessions import journal, records
from sessions.commands import AddPerson, CastVote
from sessions.events import GroupsCounted
from sessions.live import LiveSession
from sessions.steps import blocks

PLAN = """
name = "ground"
title = "Ground"
[[activities]]
id = "statements"
kind = "gather"
minutes = 20
vote = "agree"
steps = [ { kind = "gather", prompt = "What?" }, { kind = "vote", prompt = "Agree?" } ]
[[activities]]
kind = "close"
minutes = 5
"""


@pytest.fixture
async def live(data: Path, clock: Clock) -> AsyncIterator[LiveSession]:
    """A vote by agree, pass and disagree that is on, over three notes."""
    session = laws.made(data, clock, PLAN)
    await say(session, "one | two | three | /next | /next")
    yield session
    await session.close()


async def votes(live: LiveSession, target: str, groups: dict[str, Sequence[int]]) -> None:
    """People of each group vote so; they are noted where they are not yet."""
    number = 0
    for group, values in groups.items():
        for value in values:
            number += 1
            if number not in live.session.participants:
                await live.submit(AddPerson(name=f"P{number}", profession=group), laws.ONE)
            await live.submit(CastVote(target=target, value=value), person(number))


def sums(
    live: LiveSession, boundary: str = "profession", round_: int = 1
) -> dict[tuple[str, str], tuple[int, int, int]]:
    """Target and group to how many agree, pass and disagree."""
    return {
        (one.target, one.group): (one.count.for_, one.count.pass_, one.count.against)
        for one in live.session.group_tallies.values()
        if (one.boundary, one.round) == (boundary, round_)
    }


async def test_sums_are_kept_where_groups_are_large_enough(live: LiveSession) -> None:
    await votes(live, "1", {"nurse": (1, 1, 1, 1, -1, 0), "doctor": (1, -1, -1, -1, -1)})
    assert not live.session.group_tallies, "nothing before it is shown"
    await say(live, "/reveal")
    assert sums(live) == {("1", "nurse"): (4, 1, 1), ("1", "doctor"): (1, 0, 4)}
    assert not sums(live, "sector"), "nobody said their sector, so there is one group alone"


async def test_nine_votes_are_too_few(live: LiveSession) -> None:
    await votes(live, "1", {"nurse": (1, 1, 1, 1), "doctor": (1, -1, -1, -1, -1)})
    await say(live, "/reveal")
    assert sums(live) == {}


async def test_a_group_of_four_is_held_back_and_the_next_smallest_with_it(live: LiveSession) -> None:
    await votes(live, "1", {"nurse": (1,) * 7, "doctor": (1,) * 6, "carer": (-1,) * 4, "porter": (0,) * 8})
    await say(live, "/reveal")
    assert set(sums(live)) == {("1", "nurse"), ("1", "porter")}, "the totals would tell of the four"


async def test_where_one_group_alone_is_left_none_is_told(live: LiveSession) -> None:
    await votes(live, "1", {"nurse": (1,) * 12, "doctor": (1,) * 3})
    await say(live, "/reveal")
    assert sums(live) == {}


async def test_two_small_groups_hide_each_other_if_they_are_enough(live: LiveSession) -> None:
    await votes(live, "1", {"nurse": (1,) * 7, "doctor": (1,) * 6, "carer": (-1,) * 3, "porter": (0,) * 3})
    await say(live, "/reveal")
    assert {group for _, group in sums(live)} <= {"nurse", "doctor"}


async def test_each_note_is_looked_at_alone(live: LiveSession) -> None:
    await votes(live, "1", {"nurse": (1,) * 6, "doctor": (1,) * 5})
    await votes(live, "2", {"nurse": (1,) * 6})
    await say(live, "/reveal")
    assert {target for target, _ in sums(live)} == {"1"}


async def test_hands_are_of_no_group(live: LiveSession) -> None:
    await votes(live, "1", {"nurse": (1,) * 6, "doctor": (1,) * 5})
    await say(live, "/vote 1 +9 -2 | /reveal")
    assert sums(live) == {("1", "nurse"): (6, 0, 0), ("1", "doctor"): (5, 0, 0)}


async def test_dots_are_summed_by_no_group(data: Path, clock: Clock) -> None:
    live = laws.made(data, clock, PLAN.replace('vote = "agree"', 'vote = "dots"'))
    await say(live, "one | two | /next | /next")
    await votes(live, "1", {"nurse": (1,) * 6, "doctor": (1,) * 6})
    await say(live, "/reveal")
    assert not live.session.group_tallies
    await live.close()


async def test_the_reveal_is_undone_and_done_again(live: LiveSession) -> None:
    await votes(live, "1", {"nurse": (1,) * 6, "doctor": (1,) * 5})
    before = laws.lasting(live.session)
    await say(live, "/reveal")
    assert len(sums(live)) == 2
    await say(live, "/undo")
    assert laws.lasting(live.session) == before
    await live.submit(CastVote(target="1", value=-1), person(1))
    await live.submit(AddPerson(name="P12", profession="doctor"), laws.ONE)
    await live.submit(CastVote(target="1", value=1), person(12))
    await say(live, "/reveal")
    assert sums(live) == {("1", "nurse"): (5, 0, 1), ("1", "doctor"): (6, 0, 0)}
    await say(live, "/undo | /reveal")
    assert sums(live) == {("1", "nurse"): (5, 0, 1), ("1", "doctor"): (6, 0, 0)}
    assert journal.fold(journal.read(live.folder / records.JOURNAL).entries) == live.session


async def test_a_run_off_has_sums_of_its_own(live: LiveSession) -> None:
    await votes(live, "1", {"nurse": (1,) * 6, "doctor": (-1,) * 5})
    await say(live, "/reveal | /runoff 1 2")
    await votes(live, "2", {"nurse": (1,) * 6, "doctor": (0,) * 5})
    await say(live, "/reveal")
    assert sums(live, round_=1) == {("1", "nurse"): (6, 0, 0), ("1", "doctor"): (0, 0, 5)}
    assert sums(live, round_=2) == {("2", "nurse"): (6, 0, 0), ("2", "doctor"): (0, 5, 0)}


async def test_nothing_links_a_seat_to_a_group(live: LiveSession) -> None:
    await votes(live, "1", {"nurse": (1, 1, 1, 1, 1, -1), "doctor": (1, -1, -1, -1, -1)})
    await say(live, "/reveal")
    await live.record()
    seats = set(live.session.ballots["statements/1/1"])
    assert len(seats) == 11
    for line in (live.folder / records.JOURNAL).read_text(encoding="utf-8").splitlines():
        if any(seat in line for seat in seats):
            assert not any(word in line for word in ("nurse", "doctor", "P1", 'participant":'))
    record = (live.folder / records.RECORD).read_text(encoding="utf-8")
    assert not any(seat in record for seat in seats)
    told = [event for entry in live.entries for event in entry.events if isinstance(event, GroupsCounted)]
    assert len(told) == 1
    assert told[0].boundary == "profession"


async def test_common_ground_across_a_boundary_is_measured(live: LiveSession) -> None:
    await votes(live, "1", {"nurse": (1,) * 6 + (0, -1), "doctor": (1,) * 3 + (-1, 0)})
    await say(live, "/reveal | /close | /close")
    found = live.session.measures["common-ground/statements/profession/1"]
    assert found.value == pytest.approx((6 + 1) / (8 + 2) * (3 + 1) / (5 + 2))


async def test_no_audience_is_told_of_a_small_group(live: LiveSession) -> None:
    await votes(live, "1", {"nurse": (1,) * 7, "doctor": (1,) * 6, "scarce trade": (-1,) * 2})
    await say(live, "/reveal")
    for audience in AUDIENCES:
        assert "scarce trade" not in repr(blocks(live.session, live.session.now, audience))
