"""Other keys on actions: what can be asked for, and what is refused and why; a remap changes caps everywhere."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from screen_room import Room, seat, wishes
from screens import actions
from screens.actions import ACTIVITY, BLANK, LIBRARY, NEXT, in_words, named, now
from screens.activity import ActivityScreen
from screens.help import HelpScreen
from screens.keys import SWALLOWED, checked, names, unfit
from sessions.live import LiveSession


@pytest.fixture
async def room(data: Path, clock: Any) -> AsyncIterator[Room]:
    room = Room(data, clock)
    yield room
    await room.close()


@pytest.fixture(autouse=True)
def built_in() -> Iterator[None]:
    yield
    actions.remap({})


@pytest.mark.parametrize(
    ("asked", "sound"),
    [
        ({}, {}),
        ({"next": "f8"}, {"next": "f8"}),
        ({"next": "F8, ctrl+y"}, {"next": "f8,ctrl+y"}),
        ({"next": ["f8", "f9"]}, {"next": "f8,f9"}),
        ({"next": "pageup", "back": "pagedown"}, {"next": "pageup", "back": "pagedown"}),
        ({"choose-back": "f7", "choose-on": "f8"}, {"choose-back": "f7", "choose-on": "f8"}),
    ],
)
def test_what_can_be_asked_for(asked: dict[str, object], sound: dict[str, str]) -> None:
    assert checked(asked) == (sound, {})


@pytest.mark.parametrize(
    ("asked", "name", "why"),
    [
        ({"nxt": "f8"}, "nxt", "there is no action nxt; there are keep"),
        ({"next": "x"}, "next", "letters are typed"),
        ({"next": "space"}, "next", "letters are typed"),
        ({"next": "ctrl+i"}, "next", "terminals send it for another key"),
        ({"next": "ctrl+q"}, "next", "left unbound"),
        ({"next": "ctrl+b"}, "next", "tmux"),
        ({"next": "alt+x"}, "next", "no key that can be used"),
        ({"next": "ctrl+left"}, "next", "no key that can be used"),
        ({"next": "wheel"}, "next", "no key that can be used"),
        ({"next": "home"}, "next", "edits the line"),
        ({"next": ""}, "next", "a key is expected"),
        ({"next": 8}, "next", "a key is expected"),
        ({"next": ["f8", 8]}, "next", "a key is expected"),
        ({"next": "f2"}, "next", "F2 would be next and join in the workshop"),
        ({"next": "f9", "back": "f9"}, "back", "F9 would be back and next in the workshop"),
    ],
)
def test_what_is_refused_and_why(asked: dict[str, object], name: str, why: str) -> None:
    sound, refused = checked(asked)
    assert name not in sound and why in refused[name]


def test_what_is_refused_costs_no_other_key() -> None:
    sound, refused = checked({"next": "f2", "undo": "f9", "nxt": "f8"})
    assert sound == {"undo": "f9"} and set(refused) == {"next", "nxt"}


def test_what_is_built_in_could_be_asked_for() -> None:
    assert checked({name: keys[0].split(",") for name, keys in names().items()})[1] == {}
    keys = {key for found in names().values() for one in found for key in one.split(",")}
    assert not keys & set(SWALLOWED)
    assert {key for key in keys if unfit(key)} <= {"q"}  # of a room view, where nothing is typed


@pytest.mark.parametrize(
    ("action", "name"),
    [("next", "next"), ("choose(-1)", "choose-back"), ("choose(10)", "choose-on-10"), ("pick('a')", "pick")],
)
def test_the_names_of_actions(action: str, name: str) -> None:
    assert named(action) == name


def test_caps_follow_the_keys() -> None:
    actions.remap({"next": "f8,ctrl+y", "blank": "ctrl+l", "choose-on": "f9", "help": "shift+tab"})
    assert (NEXT.key, NEXT.cap, BLANK.cap) == ("f8,ctrl+y", "F8", "Ctrl+L .")
    assert now("↑↓", "choose(1)") == "↑F9" and now("PgDn", "next") == "F8" and now("Letter", "") == "Letter"
    assert (
        in_words("PgDn goes on, PgUp back, Ctrl+Z undoes", ACTIVITY) == "F8 goes on, PgUp back, Ctrl+Z undoes"
    )
    assert in_words("Ctrl+N begins, Enter opens", LIBRARY) == "Ctrl+N begins, Enter opens"


async def test_another_key_does_it_and_is_named_everywhere(room: Room) -> None:
    live: LiveSession = room.add()
    for line in ("/here 4", "/next", "Letters", "/go practice", "Risky"):
        await wishes(live)(line)
    async with seat(room, live, keys={"next": "f8", "help": "f10", "join": "ctrl+y", "stay": "f12"}) as one:
        assert "F8 next" in one.text and one.text.endswith("F10 help") and "Ctrl+Y join" in one.text
        one.clock.advance(2)
        await one.press("pagedown")
        assert "again" not in one.text, "what is built in does nothing"
        await one.press("f8")
        assert "F8 again" in one.text and "PgDn" not in one.text
        one.clock.advance(2)
        await one.press("f8")
        assert live.session.now.notes_shown, "and the other key does it"
        await one.press("ctrl+p")
        assert "F12 back" in one.text
        await one.press("f12", "f10")
        assert type(one.page) is HelpScreen and "F8 goes on" in one.text and "PgDn goes on" not in one.text
        await one.press("f12")
        await one.press("f2")
        assert type(one.page) is ActivityScreen
        await one.press("ctrl+y")
        assert type(one.page) is not ActivityScreen


async def test_a_click_on_the_keys_row_finds_the_other_key(room: Room) -> None:
    live = room.add()
    async with seat(room, live, keys={"next": "f8"}) as one:
        x = one.text.split("\n")[-1].index("F8")
        await one.pilot.click(offset=(x, 21))
        await one.settle()
        assert live.session.started
