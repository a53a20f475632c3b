"""What is kept of people: every table is in the map, and what is said is so of this very session."""

from __future__ import annotations

from pathlib import Path

from conftest import Clock
from cop_tui.export import document, markdown
from running import as_json, new_session, program
from sessions import plans, privacy
from sessions.disk import private_folder
from sessions.live import LiveSession
from sessions.session import Session
from sessions.state import SHELVES
from web_room import WORKSHOP, typed, workshop
from whole import whole


def said(session: Session) -> str:
    """All of it as text."""
    parts = [part for block in privacy.told(session) for part in document.in_words(document.drawn(block, 2))]
    return markdown.paragraphs(parts).replace("\\", "")


def test_every_table_of_the_record_is_in_the_map() -> None:
    told = [table for one in privacy.MAP for table in one.tables]
    assert sorted(told) == sorted(SHELVES)


async def test_it_says_how_this_session_stands(data: Path, clock: Clock) -> None:
    live = await whole(data, clock, close=False)
    told = said(live.session)
    assert "in Practice no name is kept" in told and "In Practice names are not kept." in told
    assert "In Welcome the facilitator sees notes before the room does." in told
    assert "until the session is closed, or has rested for a day" in told
    assert "The summary is shared now, its detail not released." in told
    await typed(live, "/close\n/release\n/revoke")
    told = said(live.session)
    assert "destroyed when the session was closed" in told
    assert "The summary is not shared now, its detail released." in told
    assert "the summary is not shared" in told
    await live.close()


async def test_what_is_not_unnamed_is_not_said_to_be(data: Path) -> None:
    private_folder(data / plans.FOLDER).joinpath("named.toml").write_text(
        'name = "named"\ntitle = "Named"\njoin = ["name"]\nactivities = [{ kind = "gather", id = "a", title = "Ideas", minutes = 5 }]\n'
    )
    live = LiveSession.create(data, community="Falls prevention", plan="named", date="2026-11-26")
    told = said(live.session)
    assert "no name is kept" not in told and "Unnamed activities here: 0" in told.replace("**", "")
    assert "and if they like" not in told and "bands of pay" not in told
    await live.close()


async def test_it_holds_no_name_and_no_word_of_anybody(data: Path) -> None:
    live = await workshop(data, WORKSHOP)
    told = said(live.session)
    names = {one.name for one in live.session.participants.values()}
    texts = {note.text for note in live.session.notes.values()}
    assert names and texts and not [one for one in names | texts if one in told]
    await live.close()


def test_the_command_prints_it(data: Path) -> None:
    session_id = new_session(data)
    done = program(data, "privacy")
    assert done.returncode == 0 and done.stdout.startswith("# Falls prevention: ")
    for title in (
        "What is kept of people",
        "A notice for the room",
        "For a data protection impact assessment",
    ):
        assert f"## {title}" in done.stdout
    told = as_json(program(data, "privacy", session_id, "--json").stdout)
    assert set(told) == {"map", "notice", "assessment"}
