"""Looking back: a session folded up to a moment, and what was taken off the wall since stays off it."""

from __future__ import annotations

import os
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from conftest import START, Clock
from running import as_json, new_session, program, stop
from screen_room import SIZES, Room, seat, wishes
from screens.history import HistoryScreen
from screens.summary import SummaryScreen
from sessions import history
from sessions.errors import Malformed, NotFound
from sessions.history import History
from sessions.journal import fold
from sessions.live import LiveSession
from web_room import typed
from whole import whole


@pytest.fixture(autouse=True)
def in_utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Times of day are those of the tests' clock, which begins at 08:00."""
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    os.environ.pop("TZ", None)
    time.tzset()


async def led(data: Path, clock: Clock) -> LiveSession:
    """Ten minutes of a workshop, a note each, then another step."""
    live = LiveSession.create(data, community="Falls prevention", plan="hour", date="2026-11-26", clock=clock)
    await typed(live, "/next")
    for number in range(10):
        clock.advance(minutes=1)
        await typed(live, f"note {number}")
    clock.advance(minutes=1)
    await typed(live, "/next\n/group 1 2 = alone")
    return live


def notes(found: History, text: str) -> list[str]:
    return [note.text for note in found.at(found.when(text)).notes.values() if note.text and not note.hidden]


async def test_every_minute_is_as_it_was(data: Path, clock: Clock) -> None:
    live = await led(data, clock)
    found = History(history.entries(live.folder))
    assert notes(found, "8:00") == []
    assert notes(found, "08:03") == ["note 0", "note 1", "note 2"]
    assert len(notes(found, "8.30am")) == 10
    assert found.at(found.when("8:10")).now.step == 0 and found.at(found.when("8:11")).now.step == 1
    assert (found.begins, found.ends) == (START, START + 11 * 60_000)
    assert [history.clock(at) for at in found.turns] == ["08:00", "08:11"]
    assert history.in_words(found.at(found.when("8:03")), found.when("8:03")) == "08:03, Domain"
    await live.close()


async def test_the_last_moment_is_now_and_no_moment_is_before_the_first(data: Path, clock: Clock) -> None:
    live = await whole(data, clock)
    found = History(history.entries(live.folder))
    assert found.at(found.ends).tables() == fold(history.entries(live.folder)).tables()
    with pytest.raises(NotFound, match="Nothing was there yet: the session was made at 08:00"):
        found.at(START - 1)
    for wrong in ("", "25:00", "noonish"):
        with pytest.raises(Malformed):
            found.when(wrong)
    await live.close()


async def test_what_was_taken_off_the_wall_stays_off_it_in_the_past(data: Path, clock: Clock) -> None:
    live = await led(data, clock)
    await typed(live, "/hide 3\n/erase 4\n/do something private; Bo\n/hide D1")
    found = History(history.entries(live.folder))
    assert notes(found, "8:05") == ["note 0", "note 1", "note 4"]
    assert "note 3" not in str(found.at(found.when("8:05")).tables())
    assert {row.visibility for row in found.at(found.ends).actions.values()} == {"private"}
    await typed(live, "/edit 1 note nought\n/do a slip of the finger\n/undo")
    mended = History(history.entries(live.folder))
    assert "note nought" in notes(mended, "8:05") and "note 0" not in notes(mended, "8:05")
    assert len(mended.at(mended.ends).actions) == 1
    await typed(live, "/show 3")
    assert "note 2" in notes(History(history.entries(live.folder)), "8:05")
    await live.close()


async def test_a_meeting_past_midnight_goes_on_into_the_next_day(data: Path, clock: Clock) -> None:
    clock.advance(minutes=15 * 60 + 50)  # 23:50
    live = await led(data, clock)
    found = History(history.entries(live.folder))
    assert len(notes(found, "23:55")) == 5 and len(notes(found, "0:01")) == 10
    await live.close()


async def test_a_session_that_was_brought_back_begins_where_its_history_does(
    data: Path, clock: Clock
) -> None:
    live = await led(data, clock)
    clock.advance(minutes=90)
    await live.rewrite(lambda vault: vault.burn(clock()))
    found = History(history.entries(live.folder))
    assert found.begins == found.ends == clock()
    assert found.at(found.begins).closed
    await live.close()


async def test_show_has_the_board_as_it_was(data: Path) -> None:
    session_id = new_session(data)
    lines = "/next\n" + "".join(f"note {number}\n" for number in range(3))
    assert program(data, "open", session_id, "--plain", "--no-web", typed=lines).returncode == 0
    stop(data)
    now = time.strftime("%H:%M")
    shown = program(data, "show", session_id, "--at", now)
    assert shown.returncode == 0 and "note 2" in shown.stdout and "Domain" in shown.stdout.splitlines()[0]
    told = as_json(program(data, "show", session_id, "--at", now, "--json").stdout)
    assert told["activity"] == "domain" and "note 2" in str(told["blocks"])
    wrong = program(data, "show", session_id, "--at", "teatime")
    assert (wrong.returncode, wrong.stdout) == (2, "") and "is no time" in wrong.stderr


# On a screen


@pytest.fixture
async def room(data: Path, clock: Clock) -> AsyncIterator[Room]:
    made = Room(data, clock)
    yield made
    await made.close()


async def looking_back(room: Room, clock: Clock) -> LiveSession:
    live = room.add()
    await wishes(live)("/next")
    for number in range(10):
        clock.advance(minutes=1)
        await wishes(live)(f"note {number}")
    clock.advance(minutes=1)
    await wishes(live)("/next")
    return live


async def test_the_slider_goes_back_by_minutes_and_steps(room: Room, clock: Clock) -> None:
    live = await looking_back(room, clock)
    async with seat(room, live) as one:
        await one.press("f2")
        assert type(one.page) is SummaryScreen
        await one.press("f3")
        await one.until(lambda: "08:11, Domain" in one.text)
        assert type(one.page) is HistoryScreen
        assert "08:00" in one.text and "●" in one.text
        await one.press("pageup")
        await one.until(lambda: "08:00, Domain" in one.text)
        assert "note 0" not in one.text
        await one.press("right", "right")
        assert "08:02, Domain" in one.text and "note 1" in one.text and "note 2" not in one.text
        await one.press("left")
        assert "note 1" not in one.text and "note 0" in one.text
        await one.press("pagedown", "pagedown", "right")
        assert "08:11, Domain" in one.text
        await one.press("escape")
        assert type(one.page) is SummaryScreen
    assert len(live.session.notes) == 10, "looking changes nothing"


@pytest.mark.parametrize("size", SIZES[1:])
async def test_it_fits_every_window(room: Room, clock: Clock, size: tuple[int, int]) -> None:
    live = await looking_back(room, clock)
    async with seat(room, live, size=size) as one:
        await one.press("f2", "f3")
        await one.until(lambda: "08:11, Domain" in one.text)
        await one.press("left", "left")
        lines = one.text.split("\n")
        assert len(lines) == size[1] and all(len(line) <= size[0] for line in lines)
        assert "note 8" in one.text and "●" in one.text
        for key in ("→ minute", "PgUp step back", "PgDn step", "Esc back", "F1 help"):
            assert key in one.text, key
