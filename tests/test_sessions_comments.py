"""Comments of readers: each waits until the facilitator lets it through or discards it, once the session is closed too."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import Clock
from cop_tui.export import FORMATS, render
from sessions import journal, library, records, summary
from sessions.actors import Actor
from sessions.commands import AddComment, ApproveComments, Undo
from sessions.errors import NotOffered, Refused
from sessions.live import LiveSession
from sessions.scribe import complete, parse
from sessions.seeing import comments
from sessions.telling import told
from web_room import FACILITATOR, typed, workshop

READER = Actor("reader")


@pytest.fixture
async def live(data: Path) -> LiveSession:
    """A session with two comments of readers, and one by word of mouth."""
    live = await workshop(data, "")
    for words in ("The rota is wrong", "Well done"):
        await live.submit(AddComment(text=words, name="Una"), READER)
    await typed(live, "/comment said to me at lunch; Eve")
    return live


def read(live: LiveSession) -> list[str]:
    return [one.text for one in comments(live.session)]


def waits(live: LiveSession) -> list[str]:
    return [one.text for one in comments(live.session, waiting=True)]


@pytest.mark.parametrize("closed", [False, True])
async def test_what_a_reader_says_waits_and_what_the_facilitator_notes_does_not(
    live: LiveSession, closed: bool
) -> None:
    if closed:
        await typed(live, "/close")
    assert waits(live) == ["The rota is wrong", "Well done"] and read(live) == ["said to me at lunch"]
    await typed(live, "/ok K2")
    assert (waits(live), read(live)) == (["The rota is wrong"], ["Well done", "said to me at lunch"])
    await typed(live, "/hide K2")
    assert waits(live) == ["The rota is wrong", "Well done"]
    await typed(live, "/ok k1, K2")
    assert not waits(live) and len(read(live)) == 3
    await typed(live, "/erase K1")
    assert read(live) == ["Well done", "said to me at lunch"]
    assert b"The rota is wrong" not in (live.folder / records.JOURNAL).read_bytes()
    await live.record()
    assert records.load(live.folder / records.RECORD)[0] == journal.fold(live.entries) == live.session
    await live.close()


async def test_all_of_them_are_let_through_at_once_and_no_note_with_them(live: LiveSession) -> None:
    receipt = await live.submit(ApproveComments(), FACILITATOR)
    assert told(receipt.entry, live.session) == "2 comments for readers to see"
    with pytest.raises(Refused, match="No comment waits"):
        await typed(live, "/ok comments")
    with pytest.raises(Refused, match="K1 does not wait"):
        await typed(live, "/ok K1")
    with pytest.raises(Refused, match="There is no comment K9"):
        await typed(live, "/ok K9")
    with pytest.raises(Refused, match="No note waits"):
        await typed(live, "/ok all")
    await live.submit(Undo(), FACILITATOR)
    assert waits(live) == ["The rota is wrong", "Well done"]
    with pytest.raises(Refused, match="K1 waits already"):
        await typed(live, "/hide K1")
    await typed(live, "/erase K1")
    with pytest.raises(Refused, match="There is no comment K1"):
        await typed(live, "/ok K1")
    await live.close()


@pytest.mark.parametrize("by", [READER, Actor("participant", "p1", 1), Actor("room")])
async def test_nobody_else_lets_them_through(live: LiveSession, by: Actor) -> None:
    with pytest.raises(NotOffered):
        await live.submit(ApproveComments(), by)
    await live.close()


async def test_completion_names_them_without_their_words(live: LiveSession) -> None:
    assert complete("/ok ", live.session) == [
        ("/ok all", "all notes that wait"), ("/ok comments", "the 2 that wait"), ("/ok K1", "comment"), ("/ok K2", "comment"),
    ]  # fmt: skip
    assert complete("/summary ", live.session) == [("/summary comments", "the 2 that wait")]
    await typed(live, "/ok comments")
    assert complete("/summary ", live.session) == []
    with pytest.raises(Refused, match="/summary comments what readers said"):
        parse("/summary words", live.session)
    await live.close()


@pytest.mark.parametrize("format", [name for name in FORMATS if name not in ("json", "calendar")])
async def test_no_document_and_no_table_has_one_that_waits(live: LiveSession, format: str) -> None:
    from test_web_downloads import told as content

    await typed(live, "/release\n/close")
    found = content(render(live.session, format)) if format != "csv" else ""
    assert "The rota is wrong" not in found and "Una" not in found
    assert [one.text for one in summary.waiting_comments(live.session).items] == waits(live)
    await live.close()


async def test_the_archive_keeps_them_private_and_brings_them_back_waiting(live: LiveSession) -> None:
    from cop_tui.export.json import document
    from cop_tui.importing import restoring

    made = document(live.session)
    assert [one["visibility"] for one in made["comments"]] == ["private", "private", "report"]
    again = restoring.read(render(live.session, "json"), "x.json")
    assert [one["waiting"] for one in again.tables["comments"]] == [True, True, False]
    await live.close()


async def test_the_library_says_how_many_wait(live: LiveSession, data: Path, clock: Clock) -> None:
    assert library.Row.of(live.session, 1).comments == 2
    await typed(live, "/ok K1\n/erase K2")
    assert library.Row.of(live.session, 1).comments == 0
    await live.close()
