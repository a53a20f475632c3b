"""Screens of their own: each arranges what its activity shows, and none is needed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from screen_room import Room, Seat, seat, wishes
from screens import views
from sessions.activities import KINDS
from sessions.live import LiveSession, Pulse

PEOPLE = (
    "/here 24",
    "/person Amina Khan; Royal Infirmary; nurse; band 6; acute",
    "/person Bo Li; Hill Surgery; GP; ; primary",
    "/person Chen Wu; Royal Infirmary; therapist; ; acute",
)


@pytest.fixture
async def room(data: Path, clock: Any) -> AsyncIterator[Room]:
    room = Room(data, clock)
    yield room
    await room.close()


async def at(room: Room, *lines: str, plan: str = "launch") -> LiveSession:
    """A session in which these lines were typed."""
    live = room.add(plan=plan)
    for line in lines:
        await wishes(live)(line)
    return live


def board(one: Seat) -> list[str]:
    """The rows beneath the question."""
    return list(one.text.split("\n")[6:-2])


def test_each_view_is_of_a_kind_that_there_is() -> None:
    assert set(views.VIEWS) <= set(KINDS)
    assert views.view("nonsense") is views.PLAIN and views.view("domain") is views.VIEWS["domain"]


async def test_the_doors_are_large_and_what_is_said_before_the_clock_stands_with_them(room: Room) -> None:
    live = await at(room, "/session starts 10:00", "/here 24, 4 remote")
    async with seat(room, live) as one:
        shown = "\n".join(board(one))
        assert "We start at 10:00." in shown and "24 here   4 from elsewhere" in shown
        assert "No patient details" in shown and "Press your clicker, or PgDn" in shown
        grounds = {look.on for row in one.page.draw().rows[6:11] for _, look in row}
        assert "accent" in grounds, "the time is drawn large"
        await one.type("One number that families can ring")
        assert "1 One number" in one.text and "We start at 10:00." in one.text
        await one.next()
        assert "We start" not in one.text and "Press your clicker" not in one.text


async def test_questions_of_the_journal_have_air(room: Room) -> None:
    live = await at(room, "/next", "/go journal", "/reflect 1 I had nobody to ring")
    async with seat(room, live) as one:
        rows = board(one)
        first, second = (
            next(y for y, row in enumerate(rows) if row.startswith(f"    {n}  ")) for n in (1, 2)
        )
        assert rows[second - 1] == "" and first < second
        await one.press("right")
        assert "I had nobody to ring" in one.text, "what is shared stands overleaf"


DOMAIN = (
    "/next", "/go domain", "Late letters", "No owner", "Three plans", "@not Car parking", "@not Agency rates",
    "/group 1 2 = late and lost", "/group 3 = one plan", "/theme families 6", "/next", "/next",
)  # fmt: skip


async def test_all_that_is_agreed_stands_on_one_page(room: Room) -> None:
    live = await at(room, *DOMAIN, "/say Nobody here falls twice because two services did not talk")
    async with seat(room, live) as one:
        assert "Not scored yet." in one.text
        await one.type("/scores 5x9 4x10 3x3 2x2")
        for words in (
            "We say (version 1)",
            "Ours",
            "C families",
            "Not ours",
            "Agency rates",
            "four 10",
            "Not yet: 2 people",
        ):
            assert words in one.text, one.text
        assert "What would make it a three?" in one.text and "1 of" not in "".join(board(one))
        counts = [row.index("     4 Car") for row in board(one) if "Car parking" in row]
        assert counts, "what is not ours stands beside what is"
        await one.pilot.resize_terminal(120, 40)
        assert one.text.count("▄▄") >= 4, "with room the scores are bars"


async def test_a_long_statement_is_paged_and_nothing_of_it_is_lost(room: Room) -> None:
    words = " ".join(f"word{number:02}" for number in range(80))
    live = await at(room, *DOMAIN, f"/say {words}", "/scores 5x9")
    async with seat(room, live, size=(60, 18)) as one:
        found = ""
        for _ in range(one.page.looking.pages):
            found += one.text
            await one.press("right")
        assert all(word in found for word in words.split()) and "five 9" in found and "Car parking" in found


async def test_the_matrix_stays_through_the_community_and_names_stand_beside_it(room: Room) -> None:
    live = await at(room, "/next", "/go community", *PEOPLE)
    async with seat(room, live) as one:
        assert "●●" not in board(one)[0] and any("nurse" in row and "●" in row for row in board(one))
        for line in ("/next", "/tie amina bo", "/tie bo chen", "/missing a carer; Bo"):
            await wishes(live)(line)
        await one.settle()
        assert any("nurse" in row and "●" in row for row in board(one))
        assert "Ties     2 ties between 3 people" in one.text
        assert "Missing  a carer (Bo Li asks)" in one.text
        await one.pilot.resize_terminal(120, 40)
        assert "Royal Infirmary" in one.text and "Amina Khan" in one.text and "band 6" not in one.text
        assert "Plan" not in one.text
        await one.type("/next")
        assert "a carer" in one.text and "Asked by" in one.text


async def test_names_that_do_not_fit_beside_the_matrix_are_counted(room: Room) -> None:
    people = [f"/person Person {number}; Royal Infirmary; nurse" for number in range(40)]
    live = await at(room, "/next", "/go community", *people)
    async with seat(room, live, size=(120, 30)) as one:
        shown = sum(f"Person {number} " in one.text for number in range(40))
        assert 0 < shown < 40 and f"… and {40 - shown} more" in one.text


async def test_notes_that_wait_for_a_theme_stand_beside_the_one_at_hand(room: Room) -> None:
    live = await at(
        room, "/next", "/go practice", "Nights alone", "Late letters", "No owner", "/reveal", "/next"
    )
    async with seat(room, live, size=(120, 40)) as one:
        assert "To place" in one.text and "2 Late letters" in one.text
        await one.type("/group 1 2 = nights")
        assert "To place" not in one.text and "Plan" in one.text, "the last one has nothing beside it"


async def test_what_pushes_most_stands_beside_an_open_vote(room: Room) -> None:
    live = await at(
        room, "/next", "/go practice", "Nights alone", "Late letters", "/reveal", "/group 1 = nights", "/group 2 = letters",
        "/go ripples", "/ripple A > B +", "/go choose",
    )  # fmt: skip
    async with seat(room, live, size=(120, 40)) as one:
        assert "Pushes most" in one.text and "nights" in one.text
        await one.type("/vote A 3")
        await one.type("/reveal")
        assert "Pushes most" not in one.text and "Plan" in one.text


async def test_the_end_has_page_one_beside_the_code(room: Room) -> None:
    live = await at(
        room,
        "/next",
        "/go identity",
        "/say We keep people on their feet",
        "/scores 5x3",
        "/agree",
        "/go close",
        "/do ring Bo; Finn; fri",
    )
    live.pulse = Pulse(address="http://192.168.1.20:8642")
    for line in ("/next", "/next"):
        await wishes(live)(line)
    async with seat(room, live) as one:
        whites = [
            sum(look.on == "white" or look.on == "black" for _, look in row) for row in one.page.draw().rows
        ]
        assert max(whites) >= 25 and sum(many > 0 for many in whites) >= 13, "the code is on the wall"
        assert "We keep people on their feet" in one.text and "D1  ring Bo" in one.text
        assert all("▀" not in row[: 80 - max(whites) - 4] for row in one.text.split("\n")), (
            "nothing lies over it"
        )
        await one.pilot.resize_terminal(120, 40)
        assert "192.168.1.20:8642/s/" in one.text
        live.pulse = Pulse()
        one.page.redraw()
        assert "We keep people on their feet" in one.text and "192.168" not in one.text


async def test_what_is_private_is_shown_only_where_a_room_view_is_open_elsewhere(room: Room) -> None:
    live = await at(room, "/next", "/go practice", *PEOPLE, "Nights alone")
    live.session.notes[1].waiting = True
    async with seat(room, live, size=(120, 40)) as one:
        assert "Only here" not in one.text and "band 6" not in one.text and "Nights alone" not in one.text
        live.pulse = Pulse(rooms=1)
        one.page.redraw()
        assert one.page.alone and "Only here" in one.text and "1 Nights alone" in one.text
        assert "/ok 1" in one.text and "band 6: 1" in one.text
        live.pulse = Pulse()
        one.page.redraw()
        assert not one.page.alone and "Only here" not in one.text and "Nights alone" not in one.text
    async with seat(room, live) as one:
        live.pulse = Pulse(rooms=1)
        one.page.redraw()
        assert "Only here · 1 note waits, /ok all" in one.text, "without a second column it is one line"
        live.pulse = Pulse()
        one.page.redraw()
        assert "Only here" not in one.text


async def test_more_time_is_offered_to_those_who_are_behind_alone(room: Room) -> None:
    live = await at(room, "/next")
    async with seat(room, live, size=(120, 40)) as one:
        one.clock.advance(minutes=2)
        await one.type("/next")
        assert "5 min ahead" in one.text and "/time +5" not in one.text
        one.clock.advance(minutes=20)
        one.page.redraw()
        assert "behind" in one.text and "/time +5 gives more" in one.text


@pytest.mark.parametrize("size", [(60, 18), (80, 22), (120, 40)])
async def test_a_break_tells_what_is_left_of_it_large_and_what_comes_then(
    room: Room, size: tuple[int, int]
) -> None:
    live = await at(room, "/next", "/go break")
    async with seat(room, live, size=size) as one:
        assert "Then we go on with Ripples." in one.text
        large = sum(look.on == "accent" for row in one.page.draw().rows for _, look in row)
        assert large > 20, "the minutes are drawn as ground"
        one.clock.advance(minutes=7)
        one.page.redraw()
        assert "min over" in one.text
        await wishes(live)("/skip ripples")
        one.page.redraw()
        assert "Then we go on with Choose." in one.text
        await one.press("f5")
        assert "Then we go on with Choose." in one.text and "Time left" not in one.text
