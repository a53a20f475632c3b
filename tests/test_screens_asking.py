"""Grouping: one note large, and a letter places it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from screen_room import Room, seat, wishes
from screens.questions import Answer, placing
from sessions import scribe
from sessions.commands import GroupNotes
from sessions.live import LiveSession


@pytest.fixture
async def room(data: Path, clock: Any) -> AsyncIterator[Room]:
    room = Room(data, clock)
    yield room
    await room.close()


async def grouping(room: Room) -> LiveSession:
    live = room.add()
    for line in ("Late letters again", "Nights alone", "Letters to nowhere", "/next", "/next"):
        await wishes(live)(line)
    await wishes(live)("/group 1 = Late letters")
    return live


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("b", Answer(line="/group B 17")),
        (" B ", Answer(line="/group B 17")),
        ("= Nights alone", Answer(line="/group 17 = Nights alone")),
        ("+ a thought", Answer(line="a thought")),
        ("+ /a thought", Answer(line="//a thought")),
        ("/split 3", Answer(line="/split 3")),
        ("", Answer(skip=True)),
    ],
)
def test_what_an_answer_comes_to(typed: str, answer: Answer) -> None:
    assert placing("17", {"A": "nights", "B": "letters"}).answer(typed) == answer


@pytest.mark.parametrize("typed", ["Z", "a thought that fits no question", "=", "+"])
def test_what_does_not_fit_places_nothing(typed: str) -> None:
    answer = placing("17", {"A": "nights", "B": "letters"}).answer(typed)
    assert not answer.line and not answer.skip


@pytest.mark.parametrize("typed", ["late letters", "Late", "l"])
def test_a_theme_is_found_by_its_name(typed: str) -> None:
    asked = placing("17", {"A": "nights alone", "B": "Late letters", "C": "nobody rings"})
    assert asked.answer(typed) == Answer(line="/group B 17")
    assert not asked.answer("n").line, "two begin so"


async def test_a_name_that_is_no_theme_yet_makes_one_at_the_second_enter(room: Room) -> None:
    live = await grouping(room)
    async with seat(room, live) as one:
        await one.type("Handover at night")
        assert "There is no theme Handover at" in one.text and not live.session.notes[2].theme
        await one.press("enter")
        made = live.session.theme(live.session.now, live.session.notes[2].theme)
        assert made.name == "Handover at night" and one.page.capture.text == ""


async def test_escape_puts_a_refused_answer_aside(room: Room) -> None:
    live = await grouping(room)
    async with seat(room, live) as one:
        await one.type("Handover at night")
        await one.press("escape")
        assert one.page.capture.text == "" and "brings back" in one.text
        await one.press("a", "enter")
        assert live.session.notes[2].theme == "A"
        await one.press("up")
        assert one.page.capture.text == "Handover at night"


async def test_answers_are_whole_scribe_lines(room: Room) -> None:
    live = await grouping(room)
    asked = placing("2", {"A": "letters"})
    assert scribe.parse(asked.answer("a").line, live.session) == GroupNotes(notes=(2,), letter="a".upper())
    assert scribe.parse(asked.answer("= New").line, live.session) == GroupNotes(notes=(2,), name="New")


async def test_a_letter_places_the_note_that_is_asked_about(room: Room) -> None:
    live = await grouping(room)
    async with seat(room, live) as one:
        assert "theme for 2 ›" in one.text and "1 of 3 placed" in one.text
        assert "▌  2 Nights alone" in one.text and "A Late letters" in one.text
        await one.press("enter")
        assert "theme for 3 ›" in one.text, "Enter leaves it"
        await one.press("a", "enter")
        assert live.session.notes[3].theme == "A"
        assert "theme for 2 ›" in one.text
        await one.type("= Nights")
        assert (
            live.session.notes[2].theme == "B" and live.session.theme(live.session.now, "B").name == "Nights"
        )
        assert "Every note is placed." in one.text
        await one.type("A thought that came late")
        assert live.session.notes[4].text == "A thought that came late"


async def test_text_that_is_no_answer_stays_in_the_line(room: Room) -> None:
    live = await grouping(room)
    async with seat(room, live) as one:
        await one.type("The nights are worse")
        assert one.page.capture.text == "The nights are worse" and len(live.session.notes) == 3
        assert "+ before it keeps a" in one.text
        one.page.capture.put("+ The nights are worse")
        await one.press("enter")
        assert live.session.notes[4].text == "The nights are worse"


async def test_arrows_go_round_the_notes_to_be_placed(room: Room) -> None:
    live = await grouping(room)
    async with seat(room, live) as one:
        await one.press("down")
        assert "theme for 3" in one.text
        await one.press("down")
        assert "theme for 2" in one.text
        await one.press("up")
        assert "theme for 3" in one.text


async def test_thirty_themes_are_in_reach(room: Room) -> None:
    live = await grouping(room)
    for number in range(29):
        await wishes(live)(f"/theme number {number} theme")
    async with seat(room, live) as one:
        await one.type("ad")
        assert live.session.notes[2].theme == "AD"


async def test_a_click_on_a_theme_places_the_note(room: Room) -> None:
    live = await grouping(room)
    async with seat(room, live) as one:
        y = next(number for number, row in enumerate(one.text.splitlines()) if "A Late letters" in row)
        await one.pilot.click(offset=(8, y))
        await one.settle()
        assert live.session.notes[2].theme == "A"


async def test_a_click_on_a_theme_keeps_what_was_being_typed(room: Room) -> None:
    live = await grouping(room)
    async with seat(room, live) as one:
        await one.type("= Nigh", enter=False)
        y = next(number for number, row in enumerate(one.text.splitlines()) if "A Late letters" in row)
        await one.pilot.click(offset=(8, y))
        await one.settle()
        assert live.session.notes[2].theme == "A" and "brings back what you had begun" in one.text
        await one.press("up")
        assert one.page.capture.text == "= Nigh"
