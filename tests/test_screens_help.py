"""The help page: every key and every line, this step's first, each with an example that can be typed; found by a word."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from conftest import Clock
from laws import ONE
from screen_room import Room, seat, wishes
from screens.actions import HELP, TABLES
from screens.activity import ActivityScreen
from screens.help import HelpScreen, Row, entries, paged
from scribe_room import furnished
from sessions.acts import ACTS, Local
from sessions.errors import Problem
from sessions.live import LiveSession
from sessions.scribe import parse
from sessions.steps import STEPS


@pytest.fixture
async def room(data: Path, clock: Any) -> AsyncIterator[Room]:
    room = Room(data, clock)
    yield room
    await room.close()


@pytest.fixture(scope="module")
def live() -> Iterator[LiveSession]:
    """One session for all the tests that only look."""
    with tempfile.TemporaryDirectory() as folder:
        yield asyncio.run(
            furnished(Path(folder), more=["a private thought", "/hide 12", "/do hush; Eve", "/hide D2"])
        )


@pytest.fixture
def page(live: LiveSession) -> ActivityScreen:
    return ActivityScreen(live, ONE, Clock())


async def read(one: Any) -> str:
    """All the pages of the help that is on."""
    text = one.text
    for _ in range(one.page.pages - 1):
        await one.press("pagedown")
        text += "\n" + one.text
    return " ".join(text.split())


@pytest.mark.parametrize("size", [(60, 18), (80, 22), (120, 40)])
async def test_every_line_and_every_key_is_read_whole_at_every_size(
    room: Room, size: tuple[int, int]
) -> None:
    live = room.add()
    async with seat(room, live, size=size) as one:
        await one.press("f1")
        text = await read(one)
        squeezed = text.replace(" ", "")
        for act in ACTS:
            assert act.example.replace(" ", "") in squeezed
            assert act.help[1:].replace(" ", "") in squeezed
        for action in ActivityScreen.ACTIONS:
            assert action.cap in text and action.help.replace(" ", "") in squeezed


async def test_every_key_of_every_screen_is_on_its_help_page(room: Room) -> None:
    live = room.add()
    ways = {
        "ActivityScreen": (),
        "SummaryScreen": ("f2",),
        "PlanDialog": ("escape", "f3"),
        "CommandsDialog": ("escape", "ctrl+p"),
    }
    async with seat(room, live) as one:
        for name, keys in ways.items():
            await one.press(*keys)
            of = one.page
            assert type(of).__name__ == name
            await one.press("f1")
            assert f"Help: {of.NAME}" in one.text
            text = (await read(one)).replace(" ", "")
            for action in of.ACTIONS:
                assert action.cap.replace(" ", "") in text and action.help.replace(" ", "") in text
            await one.press("f1")
            assert one.page is of, "it comes back to where one was"


async def test_help_of_the_room_view_comes_back_to_it(room: Room) -> None:
    live = room.add()
    async with seat(room, live) as one:
        await one.press("f5")
        of = one.page
        await one.press("f1")
        text = (await read(one)).replace(" ", "")
        assert f"Help:{of.NAME}".replace(" ", "") in text
        for action in of.ACTIONS:
            assert action.help.replace(" ", "") in text
        await one.press("escape")
        assert one.page is of


def test_every_screen_has_the_key_for_help() -> None:
    for name, actions in TABLES.items():
        if name not in ("help", "the tour", "a session that opens"):  # there it goes back, on, or waits
            assert HELP in actions, name


async def test_help_of_the_library_and_of_a_new_session(room: Room) -> None:
    async with seat(room) as one:
        await one.type("falls", enter=False)
        for keys in ((), ("ctrl+n",)):
            await one.press(*keys)
            of, line = one.page, one.page.capture.text
            await one.press("f1")
            text = (await read(one)).replace(" ", "")
            assert f"Help:{of.NAME}".replace(" ", "") in text
            for action in of.ACTIONS:
                assert action.help.replace(" ", "") in text
            for typed, what in of.TYPED:
                assert typed.replace(" ", "") in text and what.replace(" ", "") in text
            await one.press("escape")
            assert one.page is of and of.capture.text == line


def test_every_example_can_be_typed_as_it_stands(page: ActivityScreen, live: LiveSession) -> None:
    for entry in entries(page):
        if entry.under != "Keys" and not entry.left.startswith("+ "):
            try:
                wish = parse(entry.left, live.session)
            except Problem as problem:
                pytest.fail(f"{entry.left}: {problem.sentence}")
            assert wish is not None
            assert not (isinstance(wish, Local) and wish.what == "ask"), entry.left


def test_what_the_step_is_for_comes_first(page: ActivityScreen, live: LiveSession) -> None:
    session = live.session
    for activity in session.activities.values():
        session.activity = activity.id
        for number, step in enumerate(activity.steps):
            activity.step = number
            mechanic = STEPS[step.kind]
            found = list(entries(page))
            words = [entry.left.split()[0].removeprefix("/") for entry in found[: len(mechanic.lines)]]
            assert tuple(words) == mechanic.lines
            assert found[0].under == f"Now: {activity.title}, {mechanic.word}"
        activity.step = 0
    session.activity = "domain"


@pytest.fixture(scope="module")
def made(live: LiveSession) -> dict[str, type]:
    """The command that the example of each line makes."""
    found = {act.word: parse(act.example, live.session) for act in ACTS}
    return {word: type(wish) for word, wish in found.items() if not isinstance(wish, Local)}


@pytest.mark.parametrize("name", STEPS)
def test_a_step_is_for_every_line_that_it_decides(name: str, made: dict[str, type]) -> None:
    step = STEPS[name]
    words = {act.word for act in ACTS}
    assert step.lines and len(set(step.lines)) == len(step.lines) and set(step.lines) <= words
    decided = {word for word, command in made.items() if command in step.commands}
    assert decided - {"idea"} <= set(step.lines)


def test_nothing_of_a_session_but_its_step_is_told(page: ActivityScreen, live: LiveSession) -> None:
    text = str(list(entries(page)))
    for secret in (
        "a private thought",
        "hush",
        "note number",
        "write to the trust",
        live.session.community.name + " ",
    ):
        assert secret not in text


async def test_a_word_finds_what_is_about_it_and_the_line_beneath_stays(room: Room) -> None:
    live = room.add()
    async with seat(room, live) as one:
        await one.type("half a thought", enter=False)
        await one.press("f1", "pagedown", *"slip")
        assert one.page.page == 0 and "/ballot A C F" in one.text and "/here 24" not in one.text
        await one.press(*"xyz")
        assert "nothing of that name" in one.text
        await one.press("enter")
        assert type(one.page) is HelpScreen, "whoever seeks presses Enter behind the word"
        await one.press("escape")
        assert type(one.page) is ActivityScreen and one.page.capture.text == "half a thought"


async def test_a_line_asks_for_help_about_a_word(room: Room) -> None:
    live = room.add()
    async with seat(room, live) as one:
        await one.type("/help undo")
        assert type(one.page) is HelpScreen and "/undo" in one.text and "/ballot" not in one.text


async def test_the_help_of_a_summary_has_its_lines(room: Room) -> None:
    live = room.add()
    await wishes(live)("/next")
    async with seat(room, live) as one:
        await one.press("f2", "f1", *"/release")
        assert "/release" in one.text and "1 of 1" in one.text


def test_what_belongs_together_stays_on_one_page() -> None:
    two = [Row("a"), Row("b")]
    assert paged([two, two], 3) == [two, two]
    assert paged([[*two, Row()], two], 5) == [[*two, Row(), *two]]
    assert paged([[*two, Row()], two], 2) == [two, two], "a blank row begins no page"
    assert [len(leaf) for leaf in paged([[Row("x")] * 7], 3)] == [3, 3, 1], "what is too long is parted"


async def test_the_line_says_what_a_step_wants_as_soon_as_it_is_entered(room: Room) -> None:
    live = room.add(plan="launch")
    async with seat(room, live, size=(120, 40)) as one:
        for name, wanted in (
            ("choose", "A 7 counts hands · /ballot A"),
            ("goals", "us one list · amina"),
            ("improve", "A, or the aim · /do"),
            ("community", "name; organisation; profession"),
        ):
            await one.type(f"/go {name}")
            assert wanted in one.text
    async with seat(room, live) as one:
        await one.type("/go domain")
        await one.next()
        await one.next()
        assert "the words" in one.page.typing().hint
        await one.type("/say Nobody falls twice")
        assert one.page.typing().hint == "✓ version 1 · how many fingers? 3 fives, 2 fours"


async def test_a_line_turns_to_a_note_by_its_number(room: Room) -> None:
    live = room.add()
    say = wishes(live)
    await say("/next")
    for number in range(1, 41):
        await say(f"thought {number}")
    async with seat(room, live) as one:
        assert "thought 3 " not in one.text + " "
        await one.type("/board 3")
        assert one.page.looking.chosen == "3" and "▌" in one.text and "thought 3" in one.text
        await one.type("/board")
        assert one.page.looking.chosen == "" and "thought 40" in one.text
        await one.type("/board 99")
        assert one.page.looking.chosen == ""
