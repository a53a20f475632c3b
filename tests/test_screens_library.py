"""The library and the screen that makes a session."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from screen_room import Room, seat, wishes
from sessions import plans
from sessions.errors import Problem
from sessions.library import Row
from sessions.previewing import Preview


@pytest.fixture
async def room(data: Path, clock: Any) -> AsyncIterator[Room]:
    room = Room(data, clock)
    yield room
    await room.close()


def row(number: int) -> Row:
    return Row(
        id=f"s{number}", community=f"Community {number}", plan="hour", title="First hour", date="2026-10-12",
        state="closed", activity="Domain", people=number, notes=5, token="", changed=number,
    )  # fmt: skip


async def test_it_shows_names_and_numbers_and_no_words_of_people(room: Room) -> None:
    live = room.add()
    for line in ("/next", "A secret of this room", "/here 24"):
        await wishes(live)(line)
    room.add("Wound care", title="Meeting 3")
    async with seat(room) as one:
        await one.until(lambda: "Wound care" in one.text)
        assert "●  Falls prevention" in one.text and "24 people" in one.text
        assert "○  Wound care" in one.text and "Meeting 3" in one.text
        assert "secret" not in one.text


async def test_the_first_frame_waits_for_no_row(room: Room) -> None:
    read: list[int] = []
    rows = room.rows

    def slow() -> list[Row]:
        read.append(1)
        return rows()

    room.rows = slow  # type: ignore[method-assign]
    from screens.library import LibraryScreen

    screen = LibraryScreen(slow, room.clock)
    assert not read and screen.all is None
    async with seat(room) as one:
        await one.until(lambda: one.page.all is not None)
        assert "No session yet." in one.text


async def test_typing_finds_and_enter_opens(room: Room) -> None:
    room.add("Wound care")
    live = room.add("Falls prevention")
    async with seat(room) as one:
        await one.until(lambda: bool(one.page.found))
        await one.press(*"falls")
        assert [found.id for found in one.page.found] == [live.session.id]
        await one.press("enter")
        await one.until(lambda: type(one.page).__name__ == "ActivityScreen")
        assert "Falls prevention" in one.text


async def test_a_thousand_sessions_draw_no_more_than_ten(room: Room) -> None:
    room.extra = [row(number) for number in range(1000)]
    async with seat(room) as one:
        await one.until(lambda: bool(one.page.found))
        drawn: list[Row] = []
        plain = one.page._row
        one.page._row = lambda sheet, area, row, *rest: drawn.append(row) or plain(sheet, area, row, *rest)
        await one.press("down")
        assert 0 < len(drawn) < 20 and "of 1,000" in one.text
        await one.press("pagedown", "pagedown")
        assert one.page.at == 21 and "Community 21" in one.text


async def test_a_session_that_cannot_be_opened_says_why(room: Room) -> None:
    room.extra = [row(1)]
    async with seat(room) as one:
        await one.until(lambda: bool(one.page.found))
        await one.press("enter")
        await one.until(lambda: "There is no session s1." in one.text)


async def test_a_name_that_is_not_found_begins_a_session(room: Room) -> None:
    async with seat(room) as one:
        await one.until(lambda: one.page.all is not None)
        await one.type("Stroke at home")
        await one.until(lambda: type(one.page).__name__ == "NewScreen")
        assert one.page.capture.text == "Stroke at home" and "new community" in one.text
        await one.press("enter")
        await one.until(lambda: type(one.page).__name__ == "ActivityScreen")
        assert [live.session.community.name for live in room.lives.values()] == ["Stroke at home"]


async def test_a_plan_is_seen_at_a_glance_before_it_is_taken(room: Room) -> None:
    async with seat(room, size=(120, 40)) as one:
        await one.until(lambda: one.page.all is not None)
        await one.press("ctrl+n")
        await one.until(lambda: type(one.page).__name__ == "NewScreen")
        assert "● Launch 115" in one.text and "What would make today worth your time?" in one.text
        await one.press("enter")
        assert "Whose workshop is it?" in one.text
        await one.press("right", "right", "right", "right", "down")
        assert "● Common ground 30" in one.text and "Keeping our own roles" in one.text
        await one.type("Falls")
        await one.until(lambda: type(one.page).__name__ == "ActivityScreen")
        assert next(iter(room.lives.values())).session.plan == "ground"


async def planned(one: Any) -> None:
    """Go to the screen that makes a session."""
    await one.until(lambda: one.page.all is not None)
    await one.press("ctrl+n")
    await one.until(lambda: type(one.page).__name__ == "NewScreen")


async def test_all_twelve_activities_of_the_launch_stand_on_the_smallest_wall(room: Room) -> None:
    titles = [activity.title for activity in plans.activities(plans.load("launch"))]
    async with seat(room, size=(80, 22)) as one:
        await planned(one)
        rows = one.text.splitlines()
        assert [row.split()[-3] for row in rows if "▄" in row or "··" in row] == titles
        assert "of 12" not in one.text and "08:00 to 09:55" in one.text
        asks = [step.prompt for activity in one.page.activities for step in activity.steps]
        seen = set()
        for number, title in enumerate(titles):
            chosen = [row for row in one.text.splitlines() if "▌" in row]
            assert len(chosen) == 1 and f" {title} " in chosen[0], number
            seen |= {prompt for prompt in asks if prompt[:50] in one.text}
            await one.press("down")
        assert seen == set(asks), "whatever is chosen, what it asks is there"


async def test_however_many_plans_there_are_the_one_taken_is_seen(room: Room, data: Path) -> None:
    folder = data / plans.FOLDER
    folder.mkdir()
    for number in range(6):
        text = f'title = "Our very own plan {number}"\n[[activities]]\nkind = "domain"\nminutes = 5\n'
        (folder / f"own{number}.toml").write_text(text, encoding="utf-8")
    for size in ((60, 18), (80, 22), (120, 40)):
        async with seat(room, size=size) as one:
            await planned(one)
            for found in [*one.page.plans, one.page.plans[0]]:
                assert f"● {found.title} {found.minutes}" in one.text
                await one.press("right")
            assert "● Meeting 60" in one.text


async def test_a_plan_of_ones_own_is_taken_and_a_broken_one_says_why(room: Room, data: Path) -> None:
    folder = data / plans.FOLDER
    folder.mkdir()
    (folder / "ward.toml").write_text(
        'title = "Ward"\n[[activities]]\nkind = "domain"\nminutes = 5\n', encoding="utf-8"
    )
    (folder / "broken.toml").write_text('title = "X"\nactivities = 5', encoding="utf-8")
    async with seat(room) as one:
        await planned(one)
        assert "broken.toml cannot be used; cop-tui plans says why." in one.text
        assert "● Launch 115" in one.text
        for _ in range(5):
            await one.press("right")
        assert "● Ward 5" in one.text
        await one.type("Falls")
        await one.until(lambda: type(one.page).__name__ == "ActivityScreen")
        assert next(iter(room.lives.values())).session.plan == "ward"


async def test_however_many_plans_are_broken_one_line_names_them(room: Room, data: Path) -> None:
    folder = data / plans.FOLDER
    folder.mkdir()
    for name in ("launch", *(f"the plan of ward number {number}" for number in range(9))):
        (folder / f"{name}.toml").write_text('title = "X"\nactivities = 5', encoding="utf-8")
    async with seat(room, size=(80, 22)) as one:
        await planned(one)
        lines = [line for line in one.text.splitlines() if ".toml" in line or "expected" in line]
        assert len(lines) == 1, lines
        assert "launch.toml and 9 more cannot be used; cop-tui plans says why." in lines[0]
        assert "● Launch 115" in one.text, "the built-in one stays"
        await one.type("Falls")
        await one.until(lambda: type(one.page).__name__ == "ActivityScreen")
        assert next(iter(room.lives.values())).session.plan == "launch"


async def test_a_session_that_cannot_be_made_says_why_and_keeps_the_name(
    room: Room, monkeypatch: Any
) -> None:
    async def full(*args: Any) -> str:
        raise Problem("The disk is full.")

    monkeypatch.setattr(room, "new", full)
    async with seat(room) as one:
        await one.until(lambda: one.page.all is not None)
        await one.press("ctrl+n")
        await one.until(lambda: type(one.page).__name__ == "NewScreen")
        await one.type("Falls")
        await one.until(lambda: "The disk is full." in one.text)
        assert one.page.capture.text == "Falls"
        await one.press("escape")
        assert type(one.page).__name__ == "LibraryScreen"


async def test_it_is_left_by_its_key_or_its_line(room: Room) -> None:
    for way in ("ctrl+d", "line"):
        async with seat(room) as one:
            await one.until(lambda: one.page.all is not None)
            if way == "line":
                await one.type("/leave")
            else:
                await one.press(way)
            assert not one.app.is_running or one.app._exit


# What is known of the chosen session


async def test_before_any_session_was_entered_the_chosen_one_shows_numbers_and_no_words(room: Room) -> None:
    live = room.add()
    for line in ("/here 24", "/next", "/say Nobody falls twice", "/do write to the trust; Bo; 3 dec"):
        await wishes(live)(line)
    for size in ((60, 18), (80, 22), (120, 40), (160, 50)):
        async with seat(room, size=size) as one:
            await one.until(lambda one=one: live.session.id in one.page.known)
            one.page.redraw()
            assert "24 people" in one.text and "1 open, due 3 Dec" in one.text
            assert "falls twice" not in one.text and "trust" not in one.text and "Bo" not in one.text


async def test_after_a_session_was_left_only_its_communitys_words_are_shown(room: Room) -> None:
    ours, theirs = room.add("Falls prevention"), room.add("Wound care")
    for live, words in ((ours, "Nobody falls twice"), (theirs, "Wounds close")):
        for line in ("/next", f"/say {words}", "/do write to the trust; Bo"):
            await wishes(live)(line)
    async with seat(room, ours, size=(120, 40)) as one:
        await one.press("ctrl+d")
        await one.until(lambda: type(one.page).__name__ == "LibraryScreen" and len(one.page.found) == 2)
        seen = ""
        for _ in range(2):
            await one.until(lambda: one.page.found[one.page.at].id in one.page.known)
            one.page.redraw()
            seen += one.text
            await one.press("down")
        assert "Nobody falls twice" in seen and "write to the trust · Bo" in seen
        assert "Wounds close" not in seen and seen.count("write to the trust") == 1


async def test_the_communitys_thread_stands_beside_or_beneath(room: Room) -> None:
    room.add("Falls prevention", title="Launch", date="2026-07-20")
    room.add("Wound care", title="Elsewhere")
    last = room.add("Falls prevention", title="Meeting 2", date="2026-11-27")
    await wishes(last)("/meet 14 jan 10:00; nights; Bo")
    async with seat(room, size=(120, 40)) as one:
        await one.press(*"falls meet")
        await one.until(lambda: last.session.id in one.page.known)
        one.page.redraw()
        beside = [row.split("  ")[-1].strip() for row in one.text.splitlines()]
        assert "2 meetings" in one.text and "tomorrow" in beside and "20 Jul" in beside
        assert "Next: Thursday 14 January 2027" in one.text and "nights" not in one.text
    async with seat(room) as one:
        await one.press(*"falls meet")
        await one.until(lambda: last.session.id in one.page.known)
        one.page.redraw()
        assert "○ Launch 20 Jul   ○ Meeting 2 tomorrow   ○ again 14 Jan" in one.text


async def test_days_are_told_in_words_and_found_by_them(room: Room) -> None:
    for title, date in (("A", "2026-11-25"), ("B", "2026-11-26"), ("C", "2026-11-27"), ("D", "2027-01-14"), ("E", "2025-02-03")):  # fmt: skip
        room.add("Falls", title=title, date=date)
    async with seat(room) as one:
        await one.until(lambda: len(one.page.found) == 5)
        for words in ("yesterday", "today", "tomorrow", "14 Jan\n", "3 Feb 2025"):
            assert words in one.text + "\n"
        await one.press(*"14 january")
        assert [found.title for found in one.page.found] == ["D"]


async def test_whoever_walks_down_the_list_reads_no_session_but_the_last(room: Room) -> None:
    read: list[str] = []
    room.extra = [row(number) for number in range(1000)]

    def preview(session_id: str, *, words: bool) -> Preview:
        read.append(session_id)
        return Preview(people=7)

    room.preview = preview  # type: ignore[method-assign]
    async with seat(room, size=(120, 40)) as one:
        await one.until(lambda: bool(one.page.known))
        first = len(read)
        for _ in range(30):
            one.page.action_choose(1)
        await one.until(lambda: "s30" in one.page.known)
        assert len(read) == first + 1


async def test_a_session_that_cannot_be_read_still_stands_there(room: Room) -> None:
    room.extra = [row(12)]
    async with seat(room, size=(120, 40)) as one:
        await one.until(lambda: bool(one.page.found))
        await one.press("down")
        assert "12 people" in one.text and "Community 12" in one.text


# What is said of a new session


async def test_a_known_community_is_named_only_once_typing_begins(room: Room) -> None:
    room.add("Falls prevention")
    async with seat(room) as one:
        await planned(one)
        assert "Falls" not in one.text
        await one.type("FALLS p", enter=False)
        assert "revention" in one.text and "Tab completes" in one.text
        await one.press("tab")
        assert one.page.capture.text == "Falls prevention" and "known" in one.text
        await one.press("enter")
        await one.until(lambda: type(one.page).__name__ == "ActivityScreen")
        assert [live.session.community.name for live in room.lives.values()] == ["Falls prevention"] * 2


async def test_plan_title_day_and_start_are_said_before_it_is_made(room: Room) -> None:
    async with seat(room, size=(120, 40)) as one:
        await planned(one)
        await one.type("Stroke", enter=False)
        await one.press("tab", *"meet")
        assert "Plan › meet" in one.text and "● Meeting 60" in one.text
        await one.press("tab", *"Our second")
        assert "Stroke · Our second" in one.text
        await one.press("tab", *"14 jan")
        assert "Thursday 14 January 2027" in one.text
        await one.press("tab", *"2.30pm")
        assert "14:30 to 15:30" in one.text and "14 Jan" in one.text
        await one.press("shift+tab")
        assert one.page.capture.text == "14 jan", "what was typed is still there"
        await one.press("enter")
        await one.until(lambda: type(one.page).__name__ == "ActivityScreen")
    (live,) = room.lives.values()
    session = live.session
    assert (session.community.name, session.plan, session.title) == ("Stroke", "meeting", "Our second")
    assert (session.date, session.starts) == ("2027-01-14", "14:30")


async def test_what_is_no_day_or_no_time_is_said_in_a_sentence_and_kept(room: Room) -> None:
    async with seat(room) as one:
        await planned(one)
        await one.type("Stroke", enter=False)
        await one.press("tab", "tab", "tab", *"31 feb")
        await one.press("tab")
        assert one.page.field == "Date" and "!" not in one.page.capture.text
        assert one.page.said and one.page.capture.text == "31 feb"
        await one.press("shift+tab")
        assert one.page.field == "Date", "it is mended or emptied first"
        await one.press("enter")
        assert not room.lives and one.page.said
        for _ in range(6):
            await one.press("backspace")
        await one.press("tab", *"25 o'clock", "enter")
        assert one.page.field == "Start" and one.page.said and not room.lives
        await one.press("ctrl+u", "enter")
        await one.until(lambda: type(one.page).__name__ == "ActivityScreen")


async def test_the_arrows_move_in_a_line_that_is_typed_and_take_plans_on_an_empty_one(room: Room) -> None:
    async with seat(room) as one:
        await planned(one)
        await one.press("right")
        assert "● Meeting 60" in one.text
        await one.press(*"Flls", "left", "left", "left", "a")
        assert one.page.capture.text == "Falls" and "● Meeting 60" in one.text
        await one.press("tab", "left")
        assert "● Launch 115" in one.text and one.page.capture.text == ""
