"""Time against a clock that is told to go on: borrowing, skipping, breaks, rounds, the doors and the close."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

import laws
from conftest import START, Clock
from faces import AUDIENCES, say
from laws import ONE, TWO
from screens.times import rounds_in_words
from sessions import plans, records
from sessions.actors import Actor
from sessions.blocks import Audience, Prompt
from sessions.commands import Command, MoreTime, Next, NextRound, TakeBreak
from sessions.errors import Malformed, Refused
from sessions.live import LiveSession
from sessions.moves import away, behind, left, next_move, opened, round_now, spent
from sessions.objects import Round, Step
from sessions.scribe import parse
from sessions.session import Session
from sessions.steps import blocks
from sessions.telling import told

PLAN = """
name = "time"
title = "Time"
activities = [
  { kind = "welcome", minutes = 5 },
  { kind = "gather", minutes = 10 },
  { kind = "practice", minutes = 20 },
  { kind = "goals", minutes = 12 },
  { kind = "break", minutes = 5 },
  { kind = "close", minutes = 8 },
]
"""
ROUNDS = tuple(
    Round(title=title, minutes=minutes)
    for title, minutes in (("alone", 1), ("in twos", 2), ("in fours", 4), ("all", 5))
)
IN_ROUNDS: dict[str, dict[str, Any]] = {
    "goals": {"steps": [Step(kind="goal", prompt="One thing?", minutes=12, rounds=ROUNDS), Step(kind="pause", prompt="Quiet.")]}
}  # fmt: skip


@pytest.fixture
async def live(data: Path, clock: Clock) -> AsyncIterator[LiveSession]:
    """A session by `PLAN`, its clock not started, its goals in rounds."""
    session = laws.made(data, clock, PLAN, IN_ROUNDS)
    yield session
    await session.close()


def planned(live: LiveSession) -> dict[str, int]:
    """Minutes of each activity."""
    return {one.id: one.planned // 60 for one in live.session.activities.values()}


def check_times(live: LiveSession) -> None:
    """What each has, less what it borrowed, is what the plan gave it."""
    given = {"welcome": 5, "gather": 10, "practice": 20, "goals": 12, "break": 5, "close": 8}
    assert {one.id: (one.planned - one.lent) // 60 for one in live.session.activities.values()} == given


# Borrowing


async def test_more_time_robs_the_longest_to_come_and_says_whom(live: LiveSession) -> None:
    receipt = await say(live, "/time +5")
    assert told(receipt.entry, live.session) == "+5 min for Welcome, from Practice"
    assert planned(live) == {"welcome": 10, "gather": 10, "practice": 15, "goals": 12, "break": 5, "close": 8}
    await say(live, "/time +5")
    assert planned(live)["practice"] == 10
    receipt = await say(live, "/time +5")
    assert told(receipt.entry, live.session) == "+5 min for Welcome, from Goals", (
        "Goals is the longest by now"
    )
    assert {one.id: one.lent // 60 for one in live.session.activities.values() if one.lent} == {
        "welcome": 15, "practice": -10, "goals": -5,
    }  # fmt: skip
    check_times(live)
    await say(live, "/undo | /undo | /undo")
    assert planned(live)["welcome"] == 5
    assert not any(one.lent for one in live.session.activities.values())


async def test_what_is_left_out_is_not_robbed(live: LiveSession) -> None:
    await say(live, "/skip practice")
    receipt = await say(live, "/time +5")
    assert told(receipt.entry, live.session) == "+5 min for Welcome, from Goals"


async def test_what_was_passed_is_not_robbed_and_where_none_can_the_end_moves(live: LiveSession) -> None:
    await say(live, "/go close")
    receipt = await say(live, "/time +5")
    assert told(receipt.entry, live.session) == "+5 min for Close, so the end moves"
    assert sum(planned(live).values()) == 65
    await say(live, "/back")
    receipt = await say(live, "/time +13")
    assert told(receipt.entry, live.session) == "+13 min for Break, so the end moves", (
        "Close would keep nothing"
    )
    receipt = await say(live, "/time +12")
    assert told(receipt.entry, live.session) == "+12 min for Break, from Close", "a minute is left to it"
    check_times(live)


async def test_the_lender_is_the_one_that_has_most_left(live: LiveSession, clock: Clock) -> None:
    await say(live, "/go practice")
    clock.advance(minutes=15)
    await say(live, "/go welcome")
    receipt = await say(live, "/time +5")
    assert told(receipt.entry, live.session) == "+5 min for Welcome, from Goals", "Practice has 5 left of 20"
    await say(live, "/skip goals | /skip gather | /skip close | /skip break")
    receipt = await say(live, "/time +5")
    assert told(receipt.entry, live.session) == "+5 min for Welcome, so the end moves", (
        "Practice would keep nothing"
    )
    receipt = await say(live, "/time +4")
    assert told(receipt.entry, live.session) == "+4 min for Welcome, from Practice"
    check_times(live)


async def test_less_time_is_given_to_nobody(live: LiveSession) -> None:
    receipt = await say(live, "/time -3")
    assert told(receipt.entry, live.session) == "-3 min for Welcome, so the end moves"
    assert sum(planned(live).values()) == 57
    with pytest.raises(Refused, match="Welcome would have no time left"):
        await say(live, "/time -2")
    for seconds in (0, 241 * 60, -241 * 60, 10**30):
        with pytest.raises(Malformed, match="Minutes are needed"):
            await live.submit(MoreTime(seconds=seconds), ONE)
    check_times(live)


async def test_borrowed_time_counts_in_what_is_left_and_behind(live: LiveSession, clock: Clock) -> None:
    await say(live, "/next")
    clock.advance(minutes=7)
    assert (left(live.session, clock.now), behind(live.session, clock.now)) == (-120, 120)
    await say(live, "/time +5")
    assert (left(live.session, clock.now), behind(live.session, clock.now)) == (180, 0)
    await say(live, "/go gather")
    assert behind(live.session, clock.now) == -180, "it gave three of its minutes back"
    await live.record()
    kept = records.load(live.folder / records.RECORD)[0].activities["welcome"]
    assert (kept.planned, kept.lent, kept.actual) == (600, 300, 420)


# Leaving out


async def test_the_present_activity_is_left_out(live: LiveSession, clock: Clock) -> None:
    await say(live, "/next")
    clock.advance(minutes=1)
    receipt = await say(live, "/skip")
    assert (live.session.activity, live.session.activities["welcome"].skipped) == ("gather", True)
    assert told(receipt.entry, live.session) == "Welcome left out"
    assert behind(live.session, clock.now) == -240
    clock.advance(minutes=2)
    await say(live, "/undo")
    assert (live.session.activity, live.session.activities["welcome"].skipped) == ("welcome", False)
    assert spent(live.session, clock.now) == 60, "what was spent elsewhere is not its own"


async def test_one_to_come_is_left_out_and_taken_back_in(live: LiveSession, clock: Clock) -> None:
    await say(live, "/next | /skip practice")
    assert behind(live.session, clock.now) == -20 * 60, "its time is won"
    with pytest.raises(Refused, match=r"left out already. /go practice takes it back in"):
        await say(live, "/skip practice")
    await say(live, "/go gather | /next")
    assert live.session.activity == "goals", "next passes it over"
    await say(live, "/back")
    assert live.session.activity == "gather"
    await live.record()
    assert records.load(live.folder / records.RECORD)[0].activities["practice"].skipped
    await say(live, "/go practice")
    assert not live.session.now.skipped
    await say(live, "/undo")
    assert (live.session.activity, live.session.activities["practice"].skipped) == ("gather", True)


async def test_the_last_is_not_left_out_while_it_is_on(live: LiveSession) -> None:
    await say(live, "/go close")
    with pytest.raises(Refused, match="nothing to go on to"):
        await say(live, "/skip")


async def test_before_the_clock_started_an_activity_can_be_left_out(live: LiveSession) -> None:
    await say(live, "/skip gather")
    assert (live.session.started, live.session.activity) == (0, "welcome")
    await say(live, "/skip welcome")
    assert live.session.activity == "practice"


# Breaks


async def test_in_a_break_the_clock_stands_and_all_of_it_counts(live: LiveSession, clock: Clock) -> None:
    with pytest.raises(Refused, match="has not started yet"):
        await say(live, "/pause")
    await say(live, "/next")
    clock.advance(minutes=2)
    receipt = await say(live, "/break 5")
    assert told(receipt.entry, live.session) == "break of 5 minutes"
    assert next_move(live.session).kind == "resume"
    clock.advance(minutes=3)
    assert (spent(live.session, clock.now), left(live.session, clock.now)) == (120, 180)
    assert (away(live.session, clock.now), behind(live.session, clock.now)) == (180, 180)
    await say(live, "/next")
    assert (live.session.paused_at, live.session.pause, live.session.pauses) == (0, 0, 180)
    clock.advance(minutes=1)
    assert (spent(live.session, clock.now), left(live.session, clock.now)) == (180, 120)
    assert (away(live.session, clock.now), behind(live.session, clock.now)) == (0, 180)


async def test_a_pause_ends_when_it_is_said_again(live: LiveSession, clock: Clock) -> None:
    await say(live, "/next | /pause")
    clock.advance(minutes=1)
    await say(live, "/pause")
    assert (live.session.paused_at, live.session.pauses) == (0, 60)
    await say(live, "/break 5 | /break 10")
    assert live.session.pause == 600
    with pytest.raises(Refused, match="on already"):
        await say(live, "/break 10")
    await say(live, "/undo")
    assert live.session.pause == 300, "the break before is on again"
    for minutes in (-1, 241):
        with pytest.raises(Malformed, match="1 to 240 minutes"):
            await live.submit(TakeBreak(minutes=minutes), ONE)


async def test_a_break_is_undone_both_ways(live: LiveSession, clock: Clock) -> None:
    await say(live, "/next | /break 5")
    clock.advance(minutes=1)
    await say(live, "/undo")
    assert (live.session.paused_at, live.session.pauses) == (0, 60)
    await say(live, "/break 5 | /next | /undo")
    assert (live.session.paused_at, live.session.pause) == (clock.now, 300)


async def test_going_elsewhere_ends_a_break(live: LiveSession, clock: Clock) -> None:
    await say(live, "/next | /pause")
    clock.advance(minutes=4)
    await say(live, "/go practice")
    assert (live.session.paused_at, live.session.pauses) == (0, 240)
    assert (live.session.activities["welcome"].actual, spent(live.session, clock.now)) == (0, 0)


async def test_the_end_in_a_break_counts_it_for_nobody(live: LiveSession, clock: Clock) -> None:
    await say(live, "/go close")
    clock.advance(minutes=2)
    await say(live, "/pause")
    clock.advance(minutes=30)
    await say(live, "/close")
    session = live.session
    assert (session.closed, session.paused_at, session.pauses) == (clock.now, 0, 1800)
    assert session.activities["close"].actual == 120
    clock.advance(minutes=30)
    assert spent(session, clock.now) == 120


async def test_what_is_undone_in_anothers_break_takes_no_time_of_it(live: LiveSession, clock: Clock) -> None:
    await say(live, "/next")
    clock.advance(minutes=1)
    await say(live, "/go gather")
    clock.advance(minutes=1)
    await say(live, "/pause", TWO)
    clock.advance(minutes=30)
    await say(live, "/undo")
    assert (live.session.activity, live.session.paused_at > 0) == ("welcome", True)
    assert live.session.activities["gather"].actual == 60, "thirty minutes of break are not its own"
    clock.advance(minutes=5)
    await say(live, "/next")
    clock.advance(minutes=2)
    assert spent(live.session, clock.now) == 60 + 120
    assert live.session.pauses == 35 * 60


async def test_the_start_is_not_undone_in_anothers_break(live: LiveSession) -> None:
    await say(live, "/next")
    await say(live, "/pause", TWO)
    with pytest.raises(Refused, match="changed since"):
        await say(live, "/undo")
    await say(live, "/undo", TWO)
    await say(live, "/undo")
    assert (live.session.started, live.session.entered, live.session.paused_at) == (0, 0, 0)


async def test_time_that_is_given_back_goes_to_whom_it_was_taken_from(live: LiveSession) -> None:
    await say(live, "/next")
    before = planned(live)
    lent = (await say(live, "/time +5")).entry
    assert told(lent, live.session) == "+5 min for Welcome, from Practice"
    back = (await say(live, "/time -5")).entry
    assert told(back, live.session) == "-5 min for Welcome, back to Practice"
    assert planned(live) == before
    assert behind(live.session, live.session.entered) == 0


async def test_what_was_held_is_not_left_out(live: LiveSession, clock: Clock) -> None:
    await say(live, "/next")
    clock.advance(minutes=5)
    await say(live, "/go gather")
    with pytest.raises(Refused, match="Welcome was held"):
        await say(live, "/skip welcome")
    await say(live, "/go practice | /go gather | /skip practice")
    assert live.session.activities["practice"].skipped, "one that is to come may be, though it was looked at"


async def test_the_start_is_not_undone_once_others_moved_on(live: LiveSession, clock: Clock) -> None:
    await say(live, "/next")
    clock.advance(minutes=3)
    await say(live, "/go gather", TWO)
    with pytest.raises(Refused, match="so it stays"):
        await say(live, "/undo")
    assert live.session.activities["welcome"].actual == 180


async def test_where_one_was_by_mistake_one_has_not_been(live: LiveSession) -> None:
    await say(live, "/next | /go goals | /next")
    goals = live.session.activities["goals"]
    assert (goals.visited, goals.reached) == (True, 2)
    await say(live, "/undo")
    assert (goals.visited, goals.reached, goals.step) == (True, 1, 0)
    await say(live, "/undo")
    assert (goals.visited, goals.reached, live.session.activity) == (False, 0, "welcome")
    await say(live, "/undo")
    assert not any(one.visited or one.reached for one in live.session.activities.values())


async def test_page_one_opens_with_the_last_step_and_only_undo_closes_it(live: LiveSession) -> None:
    await say(live, "/go close")
    while live.session.now.at.kind != "finish":
        assert not opened(live.session)
        await say(live, "/next")
    assert opened(live.session)
    await say(live, "/undo")
    assert not opened(live.session), "entered by a slip of the finger"
    await say(live, "/next | /back")
    assert opened(live.session), "a reader who has the page keeps it"
    await say(live, "/go goals")
    assert opened(live.session)


# Rounds


async def in_rounds(live: LiveSession) -> None:
    await say(live, "/go goals")


async def test_rounds_follow_one_another_by_the_clock(live: LiveSession, clock: Clock) -> None:
    await in_rounds(live)
    found = []
    for seconds in (0, 59, 1, 119, 1, 240, 300, 6000):
        clock.advance(seconds)
        found.append(round_now(live.session, clock.now))
    assert found == [(0, 60), (0, 1), (1, 120), (1, 1), (2, 240), (3, 300), (3, 0), (3, -6000)], (
        "the last one stays"
    )


async def test_a_round_is_begun_by_hand(live: LiveSession, clock: Clock) -> None:
    await in_rounds(live)
    clock.advance(20)
    receipt = await say(live, "/round")
    assert told(receipt.entry, live.session) == "in twos"
    assert round_now(live.session, clock.now) == (1, 120)
    clock.advance(121)
    assert round_now(live.session, clock.now) == (2, 239)
    await say(live, "/round 2")
    assert round_now(live.session, clock.now) == (1, 120), "begun once more"
    await say(live, "/round 4")
    for line in ("/round", "/round 5"):
        with pytest.raises(Refused, match="no round after this one: 1 alone, 2 in twos"):
            await say(live, line)
    with pytest.raises(Refused):
        await live.submit(NextRound(number=-3), ONE)
    await say(live, "/undo")
    assert round_now(live.session, clock.now) == (1, 120)
    await say(live, "/next")
    assert round_now(live.session, clock.now) is None, "another step has none"
    with pytest.raises(Refused, match="no rounds here"):
        await say(live, "/round")
    await say(live, "/back")
    assert round_now(live.session, clock.now) == (0, 60), "entered again, from the first"


async def test_a_round_of_another_step_is_not_undone(data: Path, clock: Clock) -> None:
    rounds = [Step(kind="gather", prompt="What?", minutes=12, rounds=ROUNDS)]
    live = laws.made(data, clock, PLAN, {**IN_ROUNDS, "gather": {"steps": rounds}})
    await say(live, "/go gather | /round")
    await say(live, "/go goals", TWO)
    await say(live, "/round", TWO)
    with pytest.raises(Refused, match=r"in twos.* so it stays"):
        await say(live, "/undo")
    assert live.session.round == 1, "that of the others goes on"
    await live.close()


async def test_before_the_clock_no_round_is_begun(data: Path, clock: Clock) -> None:
    changed = {"goals": IN_ROUNDS["goals"]}
    plan = 'name = "p"\ntitle = "P"\n[[activities]]\nkind = "goals"\nminutes = 12\n'
    live = laws.made(data, clock, plan, changed)
    with pytest.raises(Refused):
        await say(live, "/round")
    clock.advance(minutes=30)
    assert round_now(live.session, clock.now) == (0, 60)
    await say(live, "/next")
    clock.advance(61)
    assert round_now(live.session, clock.now) == (1, 119)
    await live.close()


async def test_a_break_stops_the_rounds(live: LiveSession, clock: Clock) -> None:
    await in_rounds(live)
    clock.advance(30)
    await say(live, "/pause")
    clock.advance(minutes=10)
    assert round_now(live.session, clock.now) == (0, 30)
    await say(live, "/next")
    clock.advance(10)
    assert round_now(live.session, clock.now) == (0, 20)
    await say(live, "/pause")
    clock.advance(minutes=10)
    await say(live, "/round")
    clock.advance(minutes=10)
    assert round_now(live.session, clock.now) == (1, 120)
    await say(live, "/next")
    clock.advance(30)
    assert round_now(live.session, clock.now) == (1, 90), "one begun in a break has all its time after it"


# The doors


@pytest.mark.parametrize("plan", plans.BUILT_IN)
async def test_every_plan_begins_at_its_doors(data: Path, clock: Clock, plan: str) -> None:
    live = LiveSession.create(data, community="Falls", plan=plan, date="2026-11-26", clock=clock)
    first = live.session.now

    def drawn(audience: Audience = "wall") -> list[str]:
        return [block.id for block in blocks(live.session, first, audience)]

    for audience in AUDIENCES:
        assert drawn(audience) == [f"{first.id}-prompt", "doors"]
    assert "doors" not in [
        one.id for one in blocks(live.session, list(live.session.activities.values())[1], "wall")
    ]
    if first.at.kind == "gather":
        await say(live, "said at the door")
        assert drawn() == [f"{first.id}-prompt", f"{first.id}-board", "doors"]
    if first.at.kind == "introduce":
        await say(live, "/person Amina; ; nurse")
        assert drawn() == [f"{first.id}-prompt", "matrix", "roster", "doors"]
    await say(live, "/next")
    assert "doors" not in drawn()
    await live.close()


async def test_what_was_closed_and_never_begun_has_no_doors(data: Path, clock: Clock) -> None:
    live = LiveSession.create(data, community="Falls", plan="hour", date="2026-11-26", clock=clock)
    await say(live, "one | /close")
    assert live.session.closed and not live.session.started
    assert "doors" not in [block.id for block in blocks(live.session, live.session.now, "wall")]
    await live.close()


async def test_the_minutes_of_a_step_are_told_where_it_has_no_rounds(live: LiveSession, clock: Clock) -> None:
    def told_of(session: Session) -> tuple[str, str]:
        prompt = blocks(session, session.now, "wall")[0]
        assert isinstance(prompt, Prompt)
        return prompt.help, rounds_in_words(session, clock.now)

    await say(live, "/next")
    live.session.now.steps[0] = Step(kind="gather", prompt="Why?", minutes=5)
    assert told_of(live.session) == ("5 minutes for this step.", "5 min for this step")
    await say(live, "/go goals")
    assert told_of(live.session)[0] == "", "its rounds tell"
    await say(live, "/next")
    assert told_of(live.session) == ("", "")


async def test_nothing_counts_while_the_doors_are_open(live: LiveSession, clock: Clock) -> None:
    clock.advance(minutes=25)
    await say(live, "a hope | /here 12")
    session = live.session
    assert (session.started, spent(session, clock.now), behind(session, clock.now)) == (0, 0, 0)
    assert left(session, clock.now) == 300
    assert next_move(session).kind == "start"
    await say(live, "/next")
    assert (session.started, session.entered, session.activity) == (clock.now, clock.now, "welcome")
    clock.advance(minutes=2)
    assert (spent(session, clock.now), behind(session, clock.now)) == (120, 0)
    await say(live, "/undo")
    assert (session.started, spent(session, clock.now), session.activities["welcome"].visited) == (
        0,
        0,
        False,
    )


async def test_a_start_that_another_went_on_from_is_not_taken_back(data: Path, clock: Clock) -> None:
    live = LiveSession.create(data, community="Falls", plan="hour", date="2026-11-26", clock=clock)
    await say(live, "/next")
    await say(live, "/next", TWO)
    with pytest.raises(Refused, match="built on"):
        await say(live, "/undo")
    await say(live, "/undo", TWO)
    await say(live, "/undo")
    now = live.session.now
    assert (live.session.started, now.step, now.reached, now.visited) == (0, 0, 0, False)
    await live.close()


@pytest.mark.parametrize("before", ["", "/pause", "/pause | /next"])
async def test_of_two_who_press_next_at_once_one_is_obeyed(live: LiveSession, before: str) -> None:
    await say(live, "/next")
    if before:
        await say(live, before)
    pressed = parse("/next", live.session)
    assert isinstance(pressed, Command)
    results = await asyncio.gather(
        live.submit(pressed, ONE), live.submit(pressed, TWO), return_exceptions=True
    )
    assert [isinstance(one, Refused) for one in results] == [False, True]


async def test_next_that_was_pressed_before_a_break_does_not_end_it(live: LiveSession) -> None:
    await say(live, "/next")
    pressed = parse("/next", live.session)
    assert isinstance(pressed, Next)
    await say(live, "/pause", TWO)
    with pytest.raises(Refused, match="moved on already"):
        await live.submit(pressed, ONE)
    assert live.session.paused_at


# The close


async def test_close_goes_to_the_close_and_there_it_ends(live: LiveSession, clock: Clock) -> None:
    await say(live, "/next")
    clock.advance(minutes=3)
    await say(live, "/close")
    assert (live.session.activity, live.session.closed) == ("close", 0)
    await say(live, "/undo")
    assert live.session.activity == "welcome"
    await say(live, "/close")
    clock.advance(minutes=4)
    receipt = await say(live, "/close")
    assert told(receipt.entry, live.session) == "session closed"
    assert live.session.closed == clock.now
    assert {one.id: one.actual for one in live.session.activities.values() if one.actual} == {
        "welcome": 180,
        "close": 240,
    }
    with pytest.raises(Refused, match="closed"):
        await say(live, "/next")


async def test_without_a_close_it_ends_anywhere(data: Path, clock: Clock) -> None:
    live = LiveSession.create(data, community="Falls", plan="hour", clock=clock)
    assert opened(live.session), "page one is open to whoever has its address"
    await say(live, "/next | /close")
    assert live.session.closed == START
    await live.close()


async def test_page_one_opens_in_the_last_step(live: LiveSession) -> None:
    assert not opened(live.session)
    await say(live, "/go close")
    assert not opened(live.session), "deciding and feedback come first"
    await say(live, "/next")
    assert (live.session.now.at.kind, opened(live.session)) == ("feedback", False)
    await say(live, "/next")
    assert (live.session.now.at.kind, opened(live.session)) == ("finish", True)
    await say(live, "/go gather")
    assert opened(live.session), "and stays so"


async def test_a_session_that_was_closed_early_is_open_to_its_readers(live: LiveSession) -> None:
    await say(live, "/go close | /close")
    assert opened(live.session)


async def test_measures_are_kept_at_the_close(live: LiveSession) -> None:
    await say(live, "/here 6 | /person Amina; ; nurse | /person Bo; ; GP | amina: one | /go close")
    assert not live.session.measures
    await say(live, "/close")
    names = set(live.session.measures)
    assert {"blau/profession", "reach", "gini"} <= names
    await live.record()
    assert records.load(live.folder / records.RECORD)[0].measures == live.session.measures
    assert all(one.sentence and one.n >= 0 for one in live.session.measures.values())


async def test_every_activity_tells_what_it_was_given_and_took(live: LiveSession, clock: Clock) -> None:
    await say(live, "/next")
    for minutes, line in (
        (6, "/time +2"),
        (1, "/go gather"),
        (9, "/skip practice"),
        (1, "/next"),
        (12, "/go close"),
        (3, "/close"),
    ):
        clock.advance(minutes=minutes)
        await say(live, line)
    await live.record()
    kept = records.load(live.folder / records.RECORD)[0]
    assert {one.id: (one.planned // 60, one.lent // 60, one.actual // 60, one.skipped) for one in kept.activities.values()} == {
        "welcome": (7, 2, 7, False), "gather": (10, 0, 10, False), "practice": (18, -2, 0, True),
        "goals": (12, 0, 12, False), "break": (5, 0, 0, False), "close": (8, 0, 3, False),
    }  # fmt: skip
    check_times(live)


async def test_undoing_a_round_goes_back_to_the_middle_of_the_one_that_was_on(
    data: Path, clock: Clock
) -> None:
    live = LiveSession.create(data, community="Falls", plan="launch", clock=clock)
    by = Actor("terminal", "one")
    for line in ("/next", "/go domain"):
        await live.submit(parse(line, live.session), by)  # type: ignore[arg-type]
    clock.advance(minutes=1.5)
    before = round_now(live.session, clock())
    for line in ("/round 4", "/undo"):
        await live.submit(parse(line, live.session), by)  # type: ignore[arg-type]
    assert round_now(live.session, clock()) == before == (1, 90)
    await live.close()


@pytest.mark.parametrize("before", ["", "/break 5"])
async def test_undoing_a_move_goes_back_to_the_round_that_was_on(
    live: LiveSession, clock: Clock, before: str
) -> None:
    await say(live, "/go goals | /round 2")
    clock.advance(minutes=0.5)
    if before:
        await say(live, before)
    clock.advance(minutes=1)
    standing = round_now(live.session, clock())
    await say(live, "/next | /undo")
    assert round_now(live.session, clock()) == standing
    assert bool(live.session.paused_at) == bool(before)
