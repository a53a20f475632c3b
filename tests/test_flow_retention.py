"""Meetings that are older than the retention: offered at the start wherever one starts, and gone only with a yes."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pexpect
import pytest

from ptys import Terminal
from running import PROGRAM, environment, folder_of, new_session, program, stop
from screen_room import Room, seat, wishes
from screens.library import LibraryScreen
from screens.retention import RetentionScreen
from sessions import library, records, retention

YEARS = retention.before(retention.today(time.time_ns() // 1_000_000), 36)
OFFER = "1 meeting is older than 2 years."
SECRET = "the registrar shouted"


def old_and_new(data: Path) -> tuple[str, str]:
    """A meeting of three years ago, and the one of today."""
    old = new_session(data, "--date", YEARS, "--title", "The first one")
    program(data, "open", old, "--plain", "--no-web", typed=f"/here 24\n/next\n{SECRET}\n")
    return old, new_session(data)


def kept(data: Path, session: str) -> bool:
    return any(SECRET.encode() in one.read_bytes() for one in folder_of(data, session).iterdir())


def test_the_command_lists_and_asks_and_nothing_goes_unasked(data: Path) -> None:
    old, new = old_and_new(data)
    listed = program(data, "retention")
    assert listed.stdout == f"{old}  Falls prevention: The first one, {listed.stdout.split('one, ')[1]}"
    assert (
        "1 note, 24 people" in listed.stdout
        and "Every word that anybody said there would go" in listed.stderr
    )
    assert "Nothing was changed. --burn leaves only their counts" in listed.stderr and kept(data, old)
    assert f'"id": "{old}"' in program(data, "retention", "--json").stdout
    assert (
        program(data, "retention", "--community", "wound care").stderr == "Nothing is older than 2 years.\n"
    )
    asking = pexpect.spawn(PROGRAM[0], [*PROGRAM[1:], "retention"], env=environment(data), timeout=30)
    asking.expect("Burn all but the counts of 1 meeting")
    asking.sendline("n")
    asking.expect("1 meeting kept. It is offered again in a year.")
    asking.expect(pexpect.EOF)
    assert kept(data, old)
    assert OFFER not in program(data, "open", new, "--plain", "--no-web", typed="").stderr, (
        "the no is remembered"
    )
    assert old in program(data, "retention").stdout, "whoever asks is told all the same"
    done = program(data, "retention", "--burn")
    assert done.returncode == 0 and f"{old}: only its counts are left." in done.stderr and not kept(data, old)
    assert records.current(folder_of(data, old)).here == 24
    assert program(data, "retention").stdout == ""
    assert library.find(data, "last").id == new, "what is burnt is not what changed last"


def test_plain_mode_offers_it_as_a_meeting_of_the_community_is_opened(data: Path) -> None:
    old, new = old_and_new(data)
    other = new_session(data, community="Wound care")
    for session, offered in ((new, True), (other, False)):
        said = program(data, "open", session, "--plain", "--no-web", typed="/next\n").stderr
        assert (f"{OFFER} cop-tui retention shows what would go of it" in said) is offered
    assert kept(data, old)


@pytest.mark.parametrize("period", ["never", "5 years"])
def test_the_retention_is_a_setting(data: Path, period: str) -> None:
    old, new = old_and_new(data)
    (data.parent / "settings.toml").write_text(f'retention = "{period}"\n', encoding="utf-8")
    assert OFFER not in program(data, "open", new, "--plain", "--no-web", typed="").stderr
    told = program(data, "retention")
    assert told.stdout == "" and told.stderr in (
        "Nothing is offered: the retention is never.\n",
        "Nothing is older than 5 years.\n",
    )
    assert "retention" in program(data, "config", "show").stdout and kept(data, old)


def test_a_real_terminal_offers_it_at_the_start_and_burns_at_the_second_word(data: Path) -> None:
    old, new = old_and_new(data)
    with Terminal(data, "--theme", "light", columns=100, rows=30) as terminal:
        terminal.until(f"{OFFER} /retention shows")
        terminal.line("/retention")
        terminal.until("The first one")
        terminal.press("esc")
        terminal.until("Communities of practice")
        assert kept(data, old)
        terminal.line("/retention")
        terminal.until("The first one")
        terminal.line("/burn")
        terminal.until("/burn again burns all but the counts of 1 meeting, for good.")
        assert kept(data, old)
        terminal.line("/burn")
        terminal.until("Only the counts of 1 meeting are left.")
        terminal.until("Nothing is older than 2 years.")
    stop(data)
    assert not kept(data, old) and library.find(data, "last").id == new


@pytest.fixture
async def room(data: Path, clock: Any) -> AsyncIterator[Room]:
    made = Room(data, clock)
    yield made
    await made.close()


async def test_a_meeting_that_is_opened_offers_it_before_it_begins_and_never_after(room: Room) -> None:
    first = room.add(date="2023-01-12", title="The first one")
    await wishes(first)("/next")
    room.add("Wound care", date="2022-01-12")
    new = room.add(date="2026-11-26")
    async with seat(room, new, retention="2 years") as one:
        await one.until(lambda: f"{OFFER} /retention in the library shows" in " ".join(one.text.split()))
    await wishes(new)("/next")
    async with seat(room, new, retention="2 years") as one:
        await one.settle()
        assert "older than" not in one.text, "nobody is held up in the middle of a workshop"
    async with seat(room, new) as one:
        await one.settle()
        assert "older than" not in one.text


@pytest.mark.parametrize("size", [(60, 18), (80, 22), (120, 40)])
async def test_the_screen_says_what_would_go_whatever_it_holds(room: Room, size: tuple[int, int]) -> None:
    for number in range(30):
        await wishes(room.add(date=f"2022-01-{number + 1:02d}", title="A meeting with a long name " * 3))(
            "/next"
        )
    async with seat(room, size=size, retention="2 years") as one:
        await one.until(lambda: "30 meetings are older" in one.text)
        await one.type("/retention")
        await one.until(lambda: type(one.page) is RetentionScreen and bool(one.page.old))
        one.page.redraw()
        assert "more" in one.text and "It is for good." in " ".join(one.text.split())
        await one.type("burn them")
        assert "Esc goes back and says nothing" in " ".join(one.text.split())
        await one.type("/burn")
        assert "/burn again" in one.text
        await one.type("/keep")
        await one.until(lambda: "There is no host here." in one.text)
        await one.type("/burn")
        assert "/burn again" in one.text, "a no in between is no yes"
        await one.press("escape")
        assert type(one.page) is LibraryScreen


def test_no_is_kept_by_a_terminal(data: Path) -> None:
    old, _ = old_and_new(data)
    with Terminal(data, columns=100, rows=30) as terminal:
        terminal.until(OFFER)
        terminal.line("/retention")
        terminal.until("The first one")
        terminal.line("/keep")
        terminal.until("1 meeting is kept; offered again in a year.")
    stop(data)
    assert kept(data, old)
    with Terminal(data, columns=100, rows=30) as terminal:
        terminal.until("The first one")
        time.sleep(0.5)
        assert OFFER not in terminal.until("find a session")
    stop(data)
