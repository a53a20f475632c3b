"""The room view: over the facilitator's screen, where a clicker leads through it, and in a terminal of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.events import Key

from cop_tui.room_app import RoomApp
from screen_room import Room, Seat, seat, wishes
from screens import digits
from screens.sheet import Sheet
from sessions.actors import Actor
from sessions.live import LiveSession, Pulse
from sessions.protocols import Wall

ALL_SIZES = [(60, 18), (80, 22), (120, 40), (160, 50)]


@pytest.fixture
async def room(data: Path, clock: Any) -> AsyncIterator[Room]:
    room = Room(data, clock)
    yield room
    await room.close()


async def said(live: LiveSession, *lines: str) -> None:
    for line in lines:
        await wishes(live)(line)


@asynccontextmanager
async def shown(room: Room, live: LiveSession, size: tuple[int, int] = (80, 22)) -> AsyncIterator[Seat]:
    """A room view in a terminal of its own."""
    app = RoomApp(room, Actor("terminal", "wall"), clock=room.clock, session_id=live.session.id)
    async with app.run_test(size=size) as pilot:
        one = Seat(app, pilot, room.clock)
        await one.until(lambda: type(app.screen).__name__ == "RoomScreen")
        await one.settle()
        yield one


def name(one: Seat) -> str:
    return type(one.page).__name__


@pytest.mark.parametrize("size", ALL_SIZES)
async def test_f5_shows_what_is_on_without_line_and_keys_and_esc_comes_back(
    room: Room, size: tuple[int, int]
) -> None:
    live = room.add()
    await said(live, "/here 24", "/next", "Late letters", "@not Parking")
    async with seat(room, live, size=size) as one:
        await one.type("half a sen", enter=False)
        await one.press("f5")
        assert name(one) == "LedRoomScreen"
        for words in ("Falls prevention", "● Gather", "none of us can fix alone?", "Late letters", "Parking"):
            assert words in one.text
        for words in ("›", "half a sen", "F1 help", "PgDn", "Enter"):
            assert words not in one.text
        assert one.page.draw().hits == [], "there is nothing to click"
        await one.press("f5")
        assert name(one) == "LedRoomScreen", "F5 goes in, and nowhere else"
        await one.press("escape")
        assert name(one) == "ActivityScreen" and "half a sen" in one.text
        await one.press("escape")
        assert name(one) == "ActivityScreen" and one.page.capture.text == "half a sen"


async def test_the_line_that_does_the_same(room: Room) -> None:
    live = room.add()
    async with seat(room, live) as one:
        await one.type("/wall")
        assert name(one) == "LedRoomScreen"


async def test_a_clicker_leads_through_it_with_the_same_arming(room: Room) -> None:
    live = room.add(plan="launch")
    await said(live, "/go practice", "@risk Nights alone")
    async with seat(room, live) as one:
        await one.press("f5")
        assert "Nights alone" not in one.text, "hidden until revealed"
        one.clock.advance(2)
        await one.press("pagedown")
        assert "Next: reveal 1 note. PgDn again" in one.text and not live.session.now.notes_shown
        await one.press("pagedown")
        assert not live.session.now.notes_shown, "a bounce is no press"
        await one.press("escape", "f5")
        one.clock.advance(2)
        await one.press("pagedown")
        assert not live.session.now.notes_shown, "another key disarmed it"
        one.clock.advance(2)
        await one.press("pagedown")
        await one.until(lambda: live.session.now.notes_shown)
        await one.until(lambda: "Nights alone" in one.text)
        assert name(one) == "LedRoomScreen"
        one.clock.advance(2)
        await one.press("pagedown")
        assert "rounds are to come: in twos, all. PgDn again" in one.text and live.session.now.step == 0
        one.clock.advance(2)
        await one.press("pagedown")
        await one.until(lambda: live.session.now.step == 1)
        one.clock.advance(2)
        await one.press("pageup")
        await one.until(lambda: live.session.now.step == 0)


async def test_what_is_typed_goes_to_the_line_first_letter_and_all(room: Room) -> None:
    live = room.add()
    await said(live, "/next")
    async with seat(room, live) as one:
        await one.press("f5")
        for letter in "late letters":  # one burst, before anything of it is heard
            one.app.screen.post_message(Key("space" if letter == " " else letter, letter))
        await one.until(lambda: name(one) == "ActivityScreen")
        await one.until(lambda: one.page.capture.text == "late letters")
        await one.press("enter")
        assert live.session.notes[1].text == "late letters"
        await one.press("f5")
        await one.paste("from elsewhere")
        await one.until(lambda: name(one) == "ActivityScreen")
        assert one.page.capture.text == "from elsewhere"


async def test_the_blanking_keys_of_clickers_blank_it(room: Room) -> None:
    live = room.add()
    await said(live, "/next", "Late letters")
    for key in (".", "f4", "b"):
        async with seat(room, live) as one:
            await one.press("f5", key)
            assert "Late letters" not in one.text and "brings the wall back" in one.text
            await one.press("pagedown")
            assert "Late letters" in one.text and name(one) == "LedRoomScreen"
            assert live.session.now.step == 0, "the key that brings it back does nothing else"


async def test_a_b_that_began_a_word_is_not_lost(room: Room) -> None:
    live = room.add()
    await said(live, "/next")
    async with seat(room, live) as one:
        await one.press("f5", *"beds")
        assert name(one) == "ActivityScreen" and one.page.capture.text == "beds"


async def test_other_keys_do_what_they_do_and_come_back_for_it(room: Room) -> None:
    live = room.add()
    for key, screen in (("f2", "SummaryScreen"), ("f3", "PlanDialog")):
        async with seat(room, live) as one:
            await one.press("f5", key)
            await one.until(lambda screen=screen: name(one) == screen)
            await one.press("escape")
            assert name(one) == "ActivityScreen"


async def test_a_board_is_paged_in_it(room: Room) -> None:
    live = room.add()
    await said(live, "/next", *(f"Said {number}" for number in range(40)))
    async with seat(room, live) as one:
        await one.press("f5")
        assert "Said 39" in one.text and "Said 3\n" not in one.text
        await one.press("left")
        assert "Said 39" not in one.text and name(one) == "LedRoomScreen"
        await one.press("right")
        assert "Said 39" in one.text


async def test_why_a_press_did_nothing_is_said_in_it(room: Room) -> None:
    live = room.add()
    await said(live, "/next")
    async with seat(room, live) as one:
        await one.type("old words here", enter=False)
        one.page.say("Said long before.")
        await one.press("f5")
        assert "Said long before." not in one.text
        one.app.screen._leader.say("The disk is full.")
        one.page.redraw()
        assert "The disk is full." in one.text


async def test_the_time_is_large_where_there_is_room(room: Room) -> None:
    live = room.add()
    await said(live, "/next")
    async with seat(room, live, size=(160, 50)) as one:
        await one.press("f5")
        assert "Time left" in one.text
        solid = sum(look.on == "ink" for row in one.page.draw().rows for _, look in row)
        assert solid > 20
        await wishes(live)("/pause")
        await one.until(lambda: "Time left" not in one.text)


def test_digits_stand_beside_one_another() -> None:
    sheet = Sheet(60, 8)
    end = digits.draw(sheet, 2, 1, "12:05")
    assert end == 2 + digits.size("12:05")
    rows = ["".join("#" if look.on == "ink" else " " for _, look in row).rstrip() for row in sheet.rows]
    assert rows[0] == rows[6] == "" and all(rows[1:6])
    assert rows[2].endswith("##  ## ##") and digits.size("") == 0


# In a terminal of its own


async def test_it_changes_nothing_whatever_is_pressed(room: Room) -> None:
    live = room.add()
    await said(live, "/next", "Late letters")
    before = live.session.revision
    async with shown(room, live) as one:
        for key in ("pagedown", "pagedown", "pageup", "enter", "tab", "up", "delete", "f1", "f2", "f3", "f5", "ctrl+z", "ctrl+p", "ctrl+t", "x", "slash"):  # fmt: skip
            one.clock.advance(2)
            await one.press(key)
        await one.paste("pasted words")
        assert name(one) == "RoomScreen" and "Late letters" in one.text
        assert one.page.capture.text == "" and "pasted" not in one.text
        await one.press(".")
        assert "Late letters" not in one.text
        await one.press("x")
        assert "Late letters" in one.text
    assert live.session.revision == before


async def test_it_follows_what_is_led_elsewhere(room: Room) -> None:
    live = room.add()
    await said(live, "/next")
    async with shown(room, live) as one:
        await wishes(live)("Late letters")
        await one.until(lambda: "Late letters" in one.text)
        await wishes(live)("/next")
        await one.until(lambda: "● Group" in one.text)


@pytest.mark.parametrize("key", ["q", "ctrl+d"])
async def test_it_is_left_by_one_key(room: Room, key: str) -> None:
    live = room.add()
    async with shown(room, live) as one:
        await one.press(key)
        await one.until(lambda: bool(one.app._exit))


async def test_a_clickers_esc_leaves_it_only_at_once_again(room: Room) -> None:
    live = room.add()
    async with shown(room, live) as one:
        await one.press("escape")
        assert "Esc again leaves the room view" in one.text
        await one.press("f5", "escape")
        assert not one.app._exit, "a clicker sends the two by turns"
        await one.press("escape")
        await one.until(lambda: bool(one.app._exit))


@pytest.mark.parametrize("size", ALL_SIZES)
async def test_it_ends_with_thanks_and_the_code(room: Room, size: tuple[int, int]) -> None:
    live = room.add()
    live.pulse = Pulse(address="http://192.168.1.20:8642")
    await said(live, "/here 24", "/next", "/say Nobody falls twice", "/close")
    async with shown(room, live, size) as one:
        assert "Thank you, all 24." in one.text and "Nobody falls twice" in one.text
        assert "Time left" not in one.text
        black = sum(look.on in ("black", "white") for row in one.page.draw().rows for _, look in row)
        assert bool(black) == (size != (60, 18)), "the code, wherever it fits"


async def test_a_session_that_cannot_be_shown_ends_it_with_the_reason(room: Room) -> None:
    app = RoomApp(room, Actor("terminal", "wall"), clock=room.clock, session_id="gone")
    async with app.run_test() as pilot:
        await Seat(app, pilot, room.clock).until(lambda: bool(app._exit))
    assert app.return_code == 1


async def test_too_small_a_window_says_so_and_shows_no_line(room: Room) -> None:
    live = room.add()
    async with shown(room, live, (40, 10)) as one:
        assert "60 × 18" in one.text and "›" not in one.text


async def notes(live: LiveSession, many: int) -> None:
    await said(live, "/next", *(f"Thought number {at} of this room" for at in range(1, many + 1)))


async def test_it_turns_to_what_the_facilitator_turned_to(room: Room) -> None:
    live = room.add()
    await notes(live, 60)
    async with shown(room, live) as one:
        await one.until(lambda: "number 60 " in one.text)
        live.pulse = Pulse(rooms=1, wall=Wall(tops=("5",)))
        await one.until(lambda: "number 5 " in one.text)
        assert "number 4 " not in one.text and "↑ 4 earlier" in one.text
        live.pulse = Pulse(rooms=1, wall=Wall(chosen="31"))
        await one.until(lambda: "number 31 " in one.text)
        assert any(
            look.on == "tint" and look.bold
            for row in one.page.draw().rows
            for text, look in row
            if text.strip()
        )
        live.pulse = Pulse(rooms=1)
        await one.until(lambda: "number 60 " in one.text)


async def test_it_is_blank_while_the_facilitator_blanks_it(room: Room) -> None:
    live = room.add()
    await notes(live, 1)
    async with shown(room, live) as one:
        live.pulse = Pulse(rooms=1, wall=Wall(blanked=True))
        await one.until(lambda: not one.text.strip())
        await said(live, "Another thought")
        await one.settle()
        assert not one.text.strip()
        live.pulse = Pulse(rooms=1)
        await one.until(lambda: "Another thought" in one.text)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[Wall]:
    """What the host was told of the walls."""
    found: list[Wall] = []

    async def ask(self: LiveSession, what: str, **details: Any) -> dict[str, Any]:
        if what == "wall":
            found.append(Wall(**details))
        return {}

    monkeypatch.setattr(LiveSession, "ask", ask)
    return found


async def test_a_facilitator_turns_the_walls_elsewhere_and_no_others(room: Room, told: list[Wall]) -> None:
    live = room.add()
    await notes(live, 60)
    async with seat(room, live) as one:
        await one.press("up", "left")
        assert not told, "the wall is this one"
        await one.press("f4", "x")
        assert [wall.blanked for wall in told] == [True, False]
        live.pulse = Pulse(rooms=1)
        await one.press("up")
        assert told[-1].chosen == one.page.looking.chosen != ""
        await one.press("left")
        first, _, _ = one.page.looking.seen[one.page.lane]
        assert told[-1] == Wall(tops=(str(first + 1),))
        await one.press("f2")
        assert told[-1] == Wall(), "the summary is on this terminal alone"
        await one.press("escape")
        assert told[-1] == Wall(tops=(str(first + 1),)), "back from it the walls are turned anew"
        await one.next()
        assert told[-1] == Wall()


async def test_the_walls_are_told_anew_after_a_host_was_gone(room: Room, told: list[Wall]) -> None:
    live = room.add()
    await notes(live, 3)
    async with seat(room, live) as one:
        await one.press("f4")
        for trouble in ("The host is gone.", ""):
            live.pulse = Pulse(rooms=1, trouble=trouble)
            one.page.redraw()
            await one.settle()
        assert told == [Wall(blanked=True)] * 3, "a new host knows nothing of it"


async def test_what_is_done_over_the_leading_screen_reaches_the_walls_too(
    room: Room, told: list[Wall]
) -> None:
    live = room.add()
    await notes(live, 60)
    live.pulse = Pulse(rooms=1)
    async with seat(room, live) as one:
        await one.press("f5", "b")
        assert told[-1].blanked
        await one.press("f5", "left")
        assert not told[-1].blanked and told[-1].tops


async def test_what_is_chosen_stands_on_every_wall_at_once(room: Room) -> None:
    live = room.add()
    await notes(live, 60)
    async with shown(room, live, (80, 22)) as one:
        for number in range(60, 0, -1):
            live.pulse = Pulse(rooms=1, wall=Wall(chosen=str(number)))
            one.page.redraw()
            assert f"{number} Thought number {number} " in one.text, number


async def test_every_lane_turns_with_the_facilitators(room: Room) -> None:
    live = room.add(plan="launch")
    await said(live, "/go practice", "/reveal")
    for number in range(40):
        await said(live, f"@risk Risk {number} said", f"@solution Way {number} found")
    async with shown(room, live) as one:
        live.pulse = Pulse(rooms=1, wall=Wall(tops=("1", "2")))
        one.page.redraw()
        assert "Risk 0 said" in one.text and "Way 0 found" in one.text


async def test_f5_shows_the_page_that_was_looked_at(room: Room) -> None:
    live = room.add()
    await notes(live, 60)
    async with seat(room, live) as one:
        await one.press("left", "left", "up")
        chosen = one.page.looking.chosen
        await one.press("f5")
        assert f"number {chosen} " in one.text and "number 60 " not in one.text
