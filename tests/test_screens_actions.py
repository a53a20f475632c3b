"""Keys: one declaration stands behind the keys, their row, palette and help."""

from __future__ import annotations

import importlib
import inspect
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from screen_room import Room, seat, wishes
from screens import actions
from screens.activity import ActivityScreen
from screens.dialogs.commands import CommandsDialog, entries
from screens.dialogs.plan import PlanDialog
from screens.help import HelpScreen
from screens.library import LibraryScreen
from screens.new import NewScreen
from screens.page import Page
from screens.summary import SummaryScreen
from sessions.acts import ACTS


@pytest.fixture
async def room(data: Path, clock: Any) -> AsyncIterator[Room]:
    room = Room(data, clock)
    yield room
    await room.close()


PAGES: list[type[Page]] = [
    ActivityScreen,
    LibraryScreen,
    NewScreen,
    SummaryScreen,
    HelpScreen,
    PlanDialog,
    CommandsDialog,
]
SWALLOWED = {f"ctrl+{letter}" for letter in "jimhabq"}


@pytest.mark.parametrize("page", PAGES)
def test_every_action_is_done(page: type[Page]) -> None:
    for action in page.ACTIONS:
        name = action.id.partition("(")[0]
        assert hasattr(page, f"action_{name}"), action.id
        assert not SWALLOWED & set(action.key.split(","))
        assert action.title and action.help


@pytest.mark.parametrize("page", PAGES)
def test_no_key_stands_twice_and_no_name_is_textuals(page: type[Page]) -> None:
    keys = [key for action in page.ACTIONS for key in action.key.split(",")]
    assert len(keys) == len(set(keys))
    for cls in (page, *(base for base in page.__mro__ if issubclass(base, Page))):
        assert not re.search(
            r"self\._(closing|running|closed)\b", Path(inspect.getfile(cls)).read_text(encoding="utf-8")
        )


def test_the_tables_have_the_keys_of_every_screen() -> None:
    root = Path(actions.__file__).parent
    for path in root.rglob("*.py"):
        importlib.import_module(
            ".".join(path.relative_to(root.parent).with_suffix("").parts).removesuffix(".__init__")
        )

    def screens(page: type[Page]) -> set[type[Page]]:
        return {page}.union(*(screens(one) for one in page.__subclasses__()))

    for page in screens(Page):
        assert not page.ACTIONS or page.ACTIONS in actions.TABLES.values(), page


def test_readme_and_guide_have_the_declared_keys() -> None:
    root = Path(__file__).parent.parent
    assert actions.table(ActivityScreen.ACTIONS) in (root / "README.md").read_text(encoding="utf-8")
    guide = (root / "docs" / "settings.md").read_text(encoding="utf-8")
    for name, declared in actions.TABLES.items():
        assert f"### In {name}\n\n{actions.table(declared)}\n" in guide, name


def test_every_slash_is_a_line_and_every_function_key_has_one() -> None:
    words = {f"/{act.word}" for act in ACTS}
    for action in ActivityScreen.ACTIONS:
        assert not action.slash or action.slash in words
        assert action.slash or not re.match(r"f\d", action.key)


def test_the_palette_has_every_line_once() -> None:
    does = [entry.does.strip() for entry in entries(ActivityScreen.ACTIONS)]
    assert len(does) == len(set(does))
    slashes = {action.slash for action in ActivityScreen.ACTIONS if action.slash and action.named}
    assert {f"/{act.word}" for act in ACTS} == {one for one in does if one.startswith("/")} | slashes


async def test_the_palette_does_what_is_chosen(room: Room) -> None:
    live = room.add()
    async with seat(room, live) as one:
        await one.press("ctrl+p")
        await one.type("notes or votes", enter=False)
        assert "/reveal" in one.text and "1 of" in one.text
        await one.press("enter")
        assert "Nothing is hidden here." in one.text
        await one.press("ctrl+p", "down", "down", "up")
        assert one.page.at == 1
        await one.press("escape")
        assert type(one.page) is ActivityScreen


@pytest.mark.parametrize("size", [(60, 18), (80, 22), (120, 40)])
async def test_the_palette_says_in_full_what_is_chosen_and_marks_what_was_found(
    room: Room, size: tuple[int, int]
) -> None:
    live = room.add()
    async with seat(room, live, size=size) as one:
        await one.press("ctrl+p")
        said = " ".join(one.text.replace("│", " ").split())
        assert one.page.found[0].words in said
        await one.type("vote rev", enter=False)
        marked = "".join(text for row in one.page.draw().rows for text, look in row if look.underlined)
        assert marked.casefold().count("vote") >= 1 and "rev" in marked.casefold()
        await one.type(" nothing of the kind", enter=False)
        assert "Nothing is called so." in one.text and "0 of" in one.text
        await one.press("enter")
        assert type(one.page).__name__ == "CommandsDialog", "there is nothing to do"


async def test_a_command_that_takes_words_is_put_in_the_line(room: Room) -> None:
    live = room.add()
    async with seat(room, live) as one:
        await one.press("ctrl+p")
        await one.type("new words", enter=False)
        await one.press("enter")
        assert one.page.capture.text == "/edit " and type(one.page) is ActivityScreen


async def test_a_command_by_key_is_done_and_the_draft_stays(room: Room) -> None:
    live = room.add()
    async with seat(room, live) as one:
        await one.type("half a thought", enter=False)
        await one.press("ctrl+p")
        await one.type("high contrast, 16 colours", enter=False)
        before = one.app.theme
        await one.press("enter")
        assert one.app.theme != before and one.page.capture.text == "half a thought"


async def test_help_is_paged(room: Room) -> None:
    live = room.add()
    async with seat(room, live) as one:
        await one.press("f1")
        assert "Help: The workshop" in one.text and "1 of" in one.text
        await one.press("pagedown")
        assert "2 of" in one.text
        await one.press("pageup", "escape")
        assert type(one.page) is ActivityScreen


async def test_the_plan_says_how_time_stands(room: Room) -> None:
    live = room.add()
    await wishes(live)("/next")
    async with seat(room, live) as one:
        one.clock.advance(300)
        await one.press("f3")
        assert "Domain: 15 min left · on time" in one.text and "Identity" in one.text
        await one.press("down", "up", "escape")
        assert type(one.page) is ActivityScreen


async def test_the_plan_counts_what_does_not_fit(room: Room) -> None:
    live = room.add(plan="launch")
    async with seat(room, live) as one:
        await one.press("f3")
        assert "1–9 of 12" in one.text and "Close" not in one.text
        await one.press("down", "down", "down", "down")
        assert "4–12 of 12" in one.text and "Close" in one.text
    async with seat(room, live, size=(120, 40)) as one:
        await one.press("f3")
        assert "of 12\n" not in one.text and "–12 of 12" not in one.text


async def test_f1_on_every_screen_comes_back(room: Room) -> None:
    live = room.add()
    async with seat(room, live) as one:
        for way in (("f2",), ("escape",)):
            await one.press(*way)
            here = type(one.page)
            await one.press("f1")
            assert type(one.page) is HelpScreen and here.NAME in one.text
            await one.press("f1")
            assert type(one.page) is here


async def test_a_draft_waits_while_a_command_takes_the_line(room: Room) -> None:
    live = room.add()
    async with seat(room, live) as one:
        await one.type("half a thought", enter=False)
        await one.press("ctrl+p")
        await one.type("new words", enter=False)
        await one.press("enter")
        assert one.page.capture.text == "/edit " and "brings back what you had begun" in one.text
        one.page.capture.put("")
        await one.press("up")
        assert one.page.capture.text == "half a thought"
