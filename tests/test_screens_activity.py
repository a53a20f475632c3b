"""The screen of a live session, worked as a facilitator works it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from screen_room import Room, seat, wishes
from sessions.live import Pulse


@pytest.fixture
async def room(data: Path, clock: Any) -> AsyncIterator[Room]:
    room = Room(data, clock)
    yield room
    await room.close()


async def texts(live: Any) -> list[str]:
    return [note.text for note in live.session.notes.values()]


async def test_typing_keeps_notes_in_the_lane_shown(room: Room) -> None:
    live = room.add()
    async with seat(room, live) as one:
        await one.press(*"ring", "space", *"once", "enter")
        await one.press("tab")
        assert "Not ours ›" in one.text
        await one.type("Car parking")
        assert [(note.text, note.lane) for note in live.session.notes.values()] == [
            ("ring once", "Concerns"),
            ("Car parking", "Not ours"),
        ]
        assert "✓ 2 kept" in one.text
        assert "1 ring once" in one.text
        assert one.page.capture.text == ""


async def test_lines_in_flight_keep_their_order_and_typing_goes_on(room: Room) -> None:
    live = room.add()
    async with seat(room, live) as one:
        for number in range(12):
            one.page.capture.put(f"note {number}")
            one.page.action_keep()
            assert one.page.capture.text == ""
        one.page.capture.put("still typing")
        await one.settle()
        await one.until(lambda: len(live.session.notes) == 12)
        assert await texts(live) == [f"note {number}" for number in range(12)]
        assert one.page.capture.text == "still typing"


async def test_a_line_that_cannot_be_followed_stays_with_its_reason(room: Room) -> None:
    live = room.add()
    async with seat(room, live) as one:
        await one.type("/nonsense 4")
        assert "There is no line /nonsense" in one.text
        assert one.page.capture.text == "/nonsense 4"
        assert live.session.revision == 1


async def test_a_refused_line_comes_back_and_the_reason_can_be_read_in_full(room: Room) -> None:
    live = room.add()
    await wishes(live)("/say Nobody falls twice")
    await wishes(live)("/scores 1 1 5")
    async with seat(room, live, size=(60, 18)) as one:
        await one.type("/agree")
        assert one.page.capture.text == "/agree"
        said = " ".join(line.strip() for line in one.text.splitlines())
        assert (
            "2 people are below three. What would make it a three? /agree anyway; their reason keeps the dissent."
            in said
        )


async def test_a_refused_line_overwrites_nothing_typed_since(room: Room) -> None:
    live = room.add()
    async with seat(room, live) as one:
        one.page.capture.put("/hide 9")
        one.page.action_keep()
        one.page.capture.put("the next thought")
        await one.settle()
        assert one.page.capture.text == "the next thought"
        assert "There is no note 9" in one.text and "brings back" in one.text
        await one.press("enter")
        assert await texts(live) == ["the next thought"]
        await one.press("up")
        assert one.page.capture.text == "/hide 9"


async def test_the_clicker_starts_arms_reveals_and_ignores_what_bounces(room: Room) -> None:
    live = room.add()
    async with seat(room, live) as one:
        assert "not started" in one.text
        one.clock.advance(5)
        await one.press("pagedown")
        assert live.session.started
        one.clock.advance(0.3)
        await one.press("pagedown")
        assert live.session.now.at.kind == "gather", "a bounce"
        one.clock.advance(0.8)
        await one.press("pagedown")
        assert live.session.now.at.kind == "group"
        one.clock.advance(1)
        await one.press("pageup")
        assert live.session.now.at.kind == "gather"


async def test_what_reveals_is_announced_first_and_another_key_disarms(room: Room) -> None:
    live = room.add()
    for line in ("/go practice", "Nights alone", "@sol Huddles"):
        await wishes(live)(line)
    async with seat(room, live) as one:
        assert "all see this line ›" in one.text and "Huddles" not in one.text
        one.clock.advance(5)
        await one.press("pagedown")
        assert "Next: reveal 2 notes. PgDn again" in one.text
        assert not live.session.now.notes_shown
        await one.press("x")
        assert "PgDn again" not in one.text and one.page.capture.text == "x"
        one.clock.advance(5)
        await one.press("pagedown")
        one.clock.advance(0.5)
        await one.press("pagedown")
        assert not live.session.now.notes_shown, "a bounce confirms nothing"
        one.clock.advance(0.8)
        await one.press("pagedown")
        assert live.session.now.notes_shown
        assert "Huddles" in one.text and one.page.capture.text == "x", "the draft survives"


async def test_votes_are_hidden_until_they_are_revealed(room: Room) -> None:
    live = room.add()
    for line in ("Letters", "Register", "/next", "/next", "/next"):
        await wishes(live)(line)
    async with seat(room, live) as one:
        await one.type("/vote 2 7")
        assert "7 dots in, hidden until the vote ends." in one.text
        await one.next()
        row = next(line for line in one.text.splitlines() if "Register" in line)
        assert "●" in row and "▄▄▄▄" in row and row.rstrip().endswith("7")
        assert "this one goes on" in one.text


async def test_undo_says_what_it_took_back(room: Room) -> None:
    live = room.add()
    async with seat(room, live) as one:
        await one.type("A slip")
        await one.press("ctrl+z")
        assert not live.session.notes
        assert "undone: 1" in one.text


async def test_the_board_pages_and_only_what_is_seen_is_laid_out(room: Room, monkeypatch: Any) -> None:
    live = room.add()
    for number in range(60):
        await wishes(live)(f"Thought {number}")
    async with seat(room, live) as one:
        assert "Thought 59" in one.text and "Thought 12 " not in one.text
        assert "earlier" in one.text and "of 60" in one.text
        seen = one.page.looking.seen["Concerns"]
        await one.press("left")
        assert one.page.looking.seen["Concerns"][1] == seen[0]
        assert "later" in one.text and "Thought 59" not in one.text
        await one.press("right", "right")
        assert "Thought 59" in one.text
        laid_out: list[str] = []
        from screens.blocks import board

        plain = board.wrap
        monkeypatch.setattr(board, "wrap", lambda text, room: laid_out.append(text) or plain(text, room))
        await one.press("x")
        assert 0 < len(laid_out) < 60


async def test_a_chosen_note_is_opened_hidden_and_stays_in_sight(room: Room) -> None:
    live = room.add()
    for number in range(40):
        await wishes(live)(f"Thought {number + 1}")
    async with seat(room, live) as one:
        await one.press("up", "up")
        assert one.page.looking.chosen == "39"
        for _ in range(30):
            await one.pilot.press("up")
        await one.settle()
        assert one.page.looking.chosen == "9" and "▌ 9 Thought 9" in one.text.replace("  ", " ")
        await one.press("enter")
        assert one.page.capture.text == "/edit 9 Thought 9"
        one.page.capture.put("/edit 9 Better words")
        await one.press("enter")
        assert live.session.notes[9].text == "Better words"
        await one.press("delete")
        assert live.session.notes[9].hidden and one.page.looking.chosen == "10"


async def test_a_full_stop_on_an_empty_line_blanks_and_any_key_brings_back(room: Room) -> None:
    live = room.add()
    await wishes(live)("A patient's name")
    async with seat(room, live) as one:
        for way in ("full_stop", "f4"):
            await one.press(way)
            assert "patient" not in one.text and "Any key" in one.text
            await one.press("x")
            assert "A patient's name" in one.text and one.page.capture.text == ""
        await one.press("a", "full_stop")
        assert one.page.capture.text == "a." and "patient" in one.text
        one.page.capture.put("")
        await one.type("/blank")
        assert "patient" not in one.text


async def test_escape_and_ctrl_c_discard_nothing_and_ctrl_q_does_nothing(room: Room) -> None:
    live = room.add()
    async with seat(room, live) as one:
        await one.type("half a thought", enter=False)
        await one.press("escape", "ctrl+c", "ctrl+q", "escape")
        assert one.page.capture.text == "half a thought"
        assert one.app.is_running and one.app.clipboard == "half a thought"


async def test_several_pasted_lines_are_offered_as_notes(room: Room) -> None:
    live = room.add()
    async with seat(room, live) as one:
        await one.paste("first\n\nsecond\r\n/close\nfourth")
        assert "Keep 4 notes? Enter keeps them" in one.text
        await one.press("enter")
        assert await texts(live) == ["first", "second", "/close", "fourth"]
        await one.paste("a\nb")
        await one.press("escape")
        assert one.page.capture.text == "a b" and len(live.session.notes) == 4
        one.page.capture.put("")
        await one.paste("one line")
        assert one.page.capture.text == "one line"


async def test_completion_shows_how_a_line_goes_on_and_tab_takes_the_first(room: Room) -> None:
    live = room.add()
    async with seat(room, live) as one:
        await one.type("/re", enter=False)
        await one.settle()
        assert "/reveal   /reflect   /release" in one.text
        await one.press("tab")
        assert one.page.capture.text == "/reveal"
        one.page.capture.put("")
        await one.type("@no", enter=False)
        await one.press("tab")
        assert one.page.capture.text == "@Not "
        one.page.capture.put("/edit 4 words")
        await one.press("tab")
        assert one.page.capture.text == "/edit 4 words" and one.page.lane == "Concerns"


async def test_lines_of_the_screen_itself(room: Room) -> None:
    live = room.add()
    async with seat(room, live) as one:
        await one.type("/lane not")
        assert one.page.lane == "Not ours"
        await one.type("/say")
        assert "Nothing is proposed yet" in one.text and one.page.capture.text == "/say"
        one.page.capture.put("")
        await one.type("/say Nobody falls twice")
        await one.type("/say")
        assert one.page.capture.text == "/say Nobody falls twice"
        one.page.capture.put("")
        await one.type("/board")
        for line, screen in (("/plan", "PlanDialog"), ("/help", "HelpScreen"), ("/summary", "SummaryScreen")):
            await one.type(line)
            assert type(one.page).__name__ == screen
            await one.press("escape")
            assert type(one.page).__name__ == "ActivityScreen"
        await one.type("/leave")
        assert type(one.page).__name__ == "LibraryScreen" and room.left == 1


async def test_two_terminals_see_each_other(room: Room) -> None:
    live = room.add()
    async with seat(room, live, name="one") as one, seat(room, live, name="two") as two:
        await one.type("Seen by both")
        await two.until(lambda: "Seen by both" in two.page.pane.sheet.text())
        await two.press("ctrl+z")
        assert "There is nothing of yours to undo" in two.text
        await two.type("/next")
        await one.until(lambda: "not started" not in one.page.pane.sheet.text())


async def test_nothing_is_drawn_where_nothing_changed_and_little_where_little_did(room: Room) -> None:
    live = room.add()
    await wishes(live)("/next")
    async with seat(room, live) as one:
        drawn = one.page.pane.drawn
        one.page.redraw()
        assert one.page.pane.drawn == drawn
        one.clock.advance(120)
        one.page.redraw()
        assert one.page.pane.drawn == drawn + 1


async def test_time_is_said_in_words_and_shape(room: Room) -> None:
    live = room.add()
    await wishes(live)("/next")
    async with seat(room, live) as one:
        for minutes, words in (
            (0, "20 min left"),
            (17, "▲ 3 min left"),
            (2.5, "■ 0:30 left, finish"),
            (3, "■ 3 min over, finish"),
        ):
            one.clock.advance(minutes * 60)
            assert words in one.text


async def test_trouble_stands_until_it_is_over_and_notices_come_once(room: Room) -> None:
    live = room.add()
    live.pulse = Pulse(trouble="The disk is full.", notices=("Port 8642 was taken; this is 8643.",))
    async with seat(room, live) as one:
        assert "! The disk is full." in one.text and "Port 8642 was taken" in one.text
        await one.type("x", enter=False)
        assert "Port 8642" in one.text
        await one.press("enter")
        assert "Port 8642" not in one.text and "! The disk is full." in one.text
        live.pulse = Pulse(notices=live.pulse.notices)
        await one.until(lambda: "disk" not in one.page.pane.sheet.text())
        await one.press("f2")
        assert "Port 8642" not in one.text


async def test_the_end_is_asked_once_and_is_a_thank_you(room: Room) -> None:
    live = room.add()
    async with seat(room, live) as one:
        await one.type("/close")
        assert "/close again" in one.text and not live.session.closed
        await one.type("Another thought")
        await one.type("/close")
        assert not live.session.closed
        await one.type("/close")
        assert live.session.closed
        await one.until(lambda: type(one.page).__name__ == "SummaryScreen")
        assert "Thank you" in one.text
        await one.press("escape", "escape")
        assert type(one.page).__name__ == "LibraryScreen"


async def test_the_last_next_leads_to_the_summary(room: Room) -> None:
    live = room.add()
    await wishes(live)("/go identity")
    await wishes(live)("/next")
    async with seat(room, live) as one:
        await one.next()
        assert type(one.page).__name__ == "SummaryScreen"


async def test_a_host_that_answers_late_holds_up_nothing(room: Room, monkeypatch: Any) -> None:
    live = room.add()
    gate = asyncio.Event()
    submit = live.submit

    async def late(*args: Any) -> Any:
        await gate.wait()
        return await submit(*args)

    monkeypatch.setattr(live, "submit", late)
    async with seat(room, live) as one:
        for text in ("one", "two"):
            one.page.capture.put(text)
            one.page.action_keep()
        one.page.capture.put("three")
        assert one.page.capture.text == "three" and not live.session.notes
        gate.set()
        await one.settle()
        assert await texts(live) == ["one", "two"]


async def test_leaving_waits_for_what_is_on_its_way(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    live = room.add()
    gate, submit = asyncio.Event(), live.submit

    async def late(*wish: Any) -> Any:
        await gate.wait()
        return await submit(*wish)

    monkeypatch.setattr(live, "submit", late)
    async with seat(room, live) as one:
        page = one.page
        for text in ("one", "two", "/leave"):
            page.capture.put(text)
            page.action_keep()
        await one.pilot.pause()
        assert one.page is page and not live.session.notes, "the last lines are not kept yet"
        gate.set()
        await one.until(lambda: one.page is not page)
        assert await texts(live) == ["one", "two"]


async def test_a_click_does_what_the_key_does(room: Room) -> None:
    live = room.add()
    await wishes(live)("Under the mouse")
    async with seat(room, live) as one:
        await one.pilot.click(offset=(8, 8))
        await one.settle()
        assert one.page.looking.chosen == "1"
        row = one.text.splitlines()[21]
        await one.pilot.click(offset=(row.index("F1"), 21))
        await one.settle()
        assert type(one.page).__name__ == "HelpScreen"


async def test_a_burst_of_two_sayings_is_two_notes(room: Room) -> None:
    live = room.add()
    async with seat(room, live) as one:
        keys = []
        for letter in "one\ntwo\nthree\n":
            keys.append("enter" if letter == "\n" else letter)
        for key in keys:
            one.app.screen.post_message(_key(key))
        await one.until(lambda: len(live.session.notes) == 3)
        assert await texts(live) == ["one", "two", "three"]


def _key(name: str) -> Any:
    from textual.events import Key

    return Key(name, name if len(name) == 1 else None)


async def test_erasing_asks_once(room: Room) -> None:
    live = room.add()
    async with seat(room, live) as one:
        await one.type("Mrs Jones")
        await one.type("/erase 1")
        assert not live.session.notes[1].erased
        assert "Erasing 1 is for good, from the history too. /erase 1 again" in one.text
        await one.type("/erase 2")
        assert "Erasing 2" in one.text, "another one asks anew"
        await one.type("/erase 1")
        await one.type("/erase 1")
        assert live.session.notes[1].erased


async def test_a_note_that_was_opened_and_not_changed_is_put_away(room: Room) -> None:
    live = room.add()
    async with seat(room, live) as one:
        await one.type("as it was")
        await one.press("up", "enter")
        assert one.page.capture.text == "/edit 1 as it was"
        await one.press("enter")
        assert one.page.capture.text == "" and "1 as it was" in one.text


async def test_what_is_typed_at_the_plan_goes_into_the_line(room: Room) -> None:
    live = room.add()
    async with seat(room, live) as one:
        await one.press("f3")
        await one.press("/")
        await one.press(*"time", "space", *"+5", "enter")
        assert live.session.now.planned == 25 * 60


async def test_a_step_says_which_lines_it_wants(room: Room) -> None:
    live = room.add()
    typed = wishes(live)
    async with seat(room, live) as one:
        assert "PgDn start" in one.text
        for line in ("one", "/theme a", "/next", "/next", "/next"):
            await typed(line)
        await one.until(lambda: "A 7 counts hands" in one.page.pane.sheet.text())
        assert "hands ›" in one.text
        await typed("/reveal")
        await typed("/next")
        await one.until(lambda: "the words, or a note" in one.page.pane.sheet.text())


async def test_what_was_announced_is_forgotten_once_somebody_else_goes_on(room: Room) -> None:
    live = room.add()
    typed = wishes(live)
    for line in ("/theme a", "/next", "/next", "/next"):
        await typed(line)
    async with seat(room, live) as one:
        one.clock.advance(2)
        await one.press("pagedown")
        assert "PgDn again" in one.text
        await typed("/reveal")
        await one.until(lambda: "PgDn again" not in one.page.pane.sheet.text())


@pytest.mark.parametrize("refused", ["/vote Z 4", "/hop", "/go nowhere", "/edit 9 words"])
async def test_a_slash_behind_a_refused_line_begins_another_and_the_first_waits(
    room: Room, refused: str
) -> None:
    live = room.add()
    async with seat(room, live) as one:
        await one.type(refused)
        assert one.page.capture.text == refused and "Esc puts it aside" in one.text
        await one.press("slash", *"here", "space", *"24", "enter")
        assert live.session.here == 24
        await one.press("up")
        assert one.page.capture.text == refused, "it can be mended still"
        await one.press("1", "slash", "2")
        assert one.page.capture.text == f"{refused}1/2", "once it is mended a slash is a letter"


async def test_a_wall_that_is_made_smaller_and_larger_is_whole(room: Room) -> None:
    live = room.add()
    async with seat(room, live, size=(80, 22)) as one:
        await one.type("a note on the wall")
        for size in ((50, 15), (80, 22), (60, 18), (120, 40), (80, 22)):
            await one.pilot.resize_terminal(*size)
            pane = one.page.pane
            await one.until(lambda: sum(tile.region.area for tile in pane.tiles) == size[0] * size[1])  # noqa: B023
            await one.settle()
            drawn = "\n".join(
                "".join(
                    tile.render_line(y - tile.region.y).text
                    for tile in pane.tiles
                    if tile.region.contains(tile.region.x, y)
                )
                for y in range(size[1])
            )
            wanted = "\n".join(line for line in pane.sheet.text().split("\n"))
            assert [line.rstrip() for line in drawn.split("\n")] == [
                line.rstrip() for line in wanted.split("\n")
            ], size


async def test_an_export_in_no_format_stays_in_the_line(room: Room) -> None:
    live = room.add()
    async with seat(room, live) as one:
        await one.type("/export wrod")
        assert one.page.capture.text == "/export wrod" and "There is no format 'wrod'" in one.text


async def test_a_note_that_nobody_sees_come_is_told_to_be_in_the_record(room: Room) -> None:
    live = room.add(plan="launch")
    await wishes(live)("/next")
    async with seat(room, live) as one:
        await one.type("in sight")
        assert one.page.hint == "✓ 1 kept"
        await one.type("/go close")
        await one.type("+ a remark")
        assert one.page.hint == "✓ 2 kept, in the record"
        await one.type("/summary")
        assert "note ›" in one.text
        await one.type("a last word")
        assert one.page.hint == "✓ 3 kept, in the record"


async def test_going_on_without_feedback_is_told_first(room: Room) -> None:
    live = room.add(plan="launch")
    await wishes(live)("/next")
    await wishes(live)("/go close")
    while live.session.now.at.kind != "feedback":
        await wishes(live)("/next")
    async with seat(room, live) as one:
        one.clock.advance(2)
        await one.press("pagedown")
        assert "nobody has said how useful it was" in one.text and live.session.now.at.kind == "feedback"
        await wishes(live)("/feedback 5x2")
        await one.press("escape")
        one.clock.advance(2)
        await one.press("pagedown")
        assert live.session.now.at.kind == "finish", "with an answer it goes on at once"
