"""The record and the library: made again from the journal whenever they do not fit."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import Clock
from laws import ONE
from sessions import disk, library, records
from sessions.commands import AddNote, Close, CountHere
from sessions.disk import replace_file, sweep
from sessions.errors import Damaged, NotFound
from sessions.live import LiveSession
from sessions.records import AtomicStorage, database


async def session(data: Path, clock: Clock, community: str = "Falls", notes: int = 2) -> LiveSession:
    live = LiveSession.create(data, community=community, date="2026-11-26", clock=clock)
    for number in range(notes):
        await live.submit(AddNote(text=f"note {number}"), ONE)
    await live.record()
    library.keep(data, library.Row.of(live.session, clock.advance(1)))
    await live.close()
    return live


@pytest.fixture
def record(live: LiveSession) -> Path:
    return live.folder / records.RECORD


# The record


async def test_a_record_is_the_session(live: LiveSession, record: Path) -> None:
    await live.submit(AddNote(text="für später"), ONE)
    await live.record()
    loaded, stamp = records.load(record)
    assert loaded == live.session
    assert loaded.revision == live.session.revision == stamp.sequence
    assert loaded.notes_of(loaded.now) == live.session.notes_of(live.session.now)
    assert set(json.loads(record.read_bytes())) >= {"session", "stamp", "notes", "activities"}


async def test_a_stale_record_is_passed_over_for_the_journal(live: LiveSession, record: Path) -> None:
    await live.record()
    await live.submit(AddNote(text="since then"), ONE)
    assert not records.load(record)[0].notes
    assert records.current(live.folder) == live.session


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"{}",
        b'{"stamp": 5}',
        b'{"stamp": {"1": {"epoch": "x"}}}',
        b"\xff\xfe",
        b"null",
        b'{"stamp":[]}',
    ],
)
async def test_a_damaged_record_is_passed_over_for_the_journal(
    live: LiveSession, record: Path, content: bytes
) -> None:
    await live.submit(AddNote(text="x"), ONE)
    record.write_bytes(content)
    with pytest.raises(Damaged, match="record"):
        records.load(record)
    assert record.read_bytes() == content
    assert records.current(live.folder) == live.session
    await live.record()
    assert records.load(record)[0] == live.session


async def test_a_record_with_a_part_missing_or_wrong_is_damaged(live: LiveSession, record: Path) -> None:
    await live.submit(AddNote(text="x"), ONE)
    await live.record()
    whole = json.loads(record.read_bytes())
    for table in ("session", "notes", "activities"):
        for wrong in ({"1": {"number": "seven", "nonsense": 1}}, {"1": 5}, {"one": {}}):
            record.write_text(json.dumps({**whole, table: wrong}), encoding="utf-8")
            with pytest.raises(Damaged):
                records.load(record)
            assert records.current(live.folder) == live.session


async def test_a_newer_record_is_said(live: LiveSession, record: Path) -> None:
    await live.record()
    whole = json.loads(record.read_bytes())
    whole["stamp"]["1"]["version"] = records.VERSION + 1
    record.write_text(json.dumps(whole), encoding="utf-8")
    with pytest.raises(Damaged, match="newer cop-tui"):
        records.load(record)


def test_no_record_and_no_session_are_said(data: Path) -> None:
    with pytest.raises(NotFound, match="no record"):
        records.load(data / "record.json")
    with pytest.raises(NotFound, match="no session"):
        records.current(data)


def test_many_documents_are_one_write_and_a_reader_meets_old_or_new(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, writes = data / "some.json", []
    real = AtomicStorage.write

    def counted(self: AtomicStorage, tables: dict[str, dict[str, object]]) -> None:
        writes.append(1)
        real(self, tables)

    monkeypatch.setattr(AtomicStorage, "write", counted)
    with database(path) as db:
        for number in range(100):
            db.table("notes").insert({"number": number})
        assert not path.exists()
    assert len(writes) == 1
    with database(path) as db:
        assert len(db.table("notes").all()) == 100
    assert len(writes) == 1, "reading writes nothing"


@pytest.mark.parametrize("step", ["write", "fsync", "replace"])
def test_a_write_that_fails_at_any_step_leaves_the_old_file_and_nothing_else(
    data: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    path = data / "record.json"
    replace_file(path, b"old")

    def fails(*args: object, **kwargs: object) -> None:
        raise OSError(28, "No space left on device")

    if step == "replace":
        monkeypatch.setattr(Path, "replace", fails)
    else:
        monkeypatch.setattr(disk.os, {"write": "open", "fsync": "fsync"}[step], fails)
    with pytest.raises(OSError):
        replace_file(path, b"new")
    monkeypatch.undo()
    assert path.read_bytes() == b"old"
    assert [one.name for one in data.iterdir()] == ["record.json"]


def test_what_a_killed_writer_left_half_written_is_swept(data: Path) -> None:
    replace_file(data / "record.json", b"whole")
    (data / ".record.json.123.new").write_bytes(b"half")
    sweep(data)
    assert [one.name for one in data.iterdir()] == ["record.json"]


# The library


async def test_the_library_lists_every_session_the_last_changed_first(data: Path, clock: Clock) -> None:
    falls, sepsis = await session(data, clock), await session(data, clock, "Sepsis", 5)
    rows = library.rows(data)
    assert [row.id for row in rows] == [sepsis.session.id, falls.session.id]
    assert (rows[0].notes, rows[0].state, rows[0].activity) == (5, "planned", "Welcome")
    assert library.rows(data / "empty") == []


async def test_a_row_says_how_the_session_stands(live: LiveSession, facilitator: object) -> None:
    await live.submit(CountHere(present=24), ONE)
    await live.submit(Close(), ONE)
    row = library.Row.of(live.session, 1)
    assert (row.people, row.state) == (24, "closed")


@pytest.mark.parametrize(
    "content",
    [
        None,
        b"",
        b"{",
        b"[]",
        b'{"sessions": []}',
        b'{"sessions": {"1": {"id": 5}}}',
        b'{"sessions":{"x":{}}}',
    ],
)
async def test_a_library_that_is_missing_or_damaged_is_made_again(
    data: Path, clock: Clock, content: bytes | None
) -> None:
    falls, sepsis = await session(data, clock), await session(data, clock, "Sepsis")
    path = data / library.LIBRARY
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    ids = {falls.session.id, sepsis.session.id}
    assert {row.id for row in library.rows(data)} == ids
    row = library.Row.of(falls.session, clock.advance(60))
    library.keep(data, row)
    assert {one["id"] for one in json.loads(path.read_bytes())["sessions"].values()} == ids
    assert row in library.rows(data)


async def test_a_session_the_library_never_heard_of_is_listed_and_one_that_went_is_not(
    data: Path, clock: Clock
) -> None:
    falls = await session(data, clock)
    unheard = LiveSession.create(data, community="Sepsis", clock=clock)
    (data / library.SESSIONS / "an-empty-folder").mkdir()
    assert {row.id for row in library.rows(data)} == {falls.session.id, unheard.session.id}
    for file in falls.folder.iterdir():
        file.unlink()
    falls.folder.rmdir()
    assert [row.id for row in library.rows(data)] == [unheard.session.id]
    await unheard.close()


async def test_a_session_whose_journal_and_record_are_gone_does_not_hide_the_others(
    data: Path, clock: Clock
) -> None:
    falls, sepsis = await session(data, clock), await session(data, clock, "Sepsis")
    (data / library.LIBRARY).unlink()
    (falls.folder / records.RECORD).unlink()
    (falls.folder / records.JOURNAL).write_bytes(b"nonsense")
    assert [row.id for row in library.rebuild(data)] == [sepsis.session.id]


async def test_a_session_is_found_by_id_by_a_beginning_and_as_the_last(data: Path, clock: Clock) -> None:
    falls, sepsis = await session(data, clock), await session(data, clock, "Sepsis")
    assert library.find(data, "last").id == sepsis.session.id
    assert library.find(data, falls.session.id).id == falls.session.id
    assert library.find(data, "fal").id == falls.session.id
    with pytest.raises(NotFound, match="There is no session 'x'"):
        library.find(data, "x")
    second = await session(data, clock, "Falls")
    with pytest.raises(NotFound, match=r"'falls' begins 2 sessions: .* Type more of it"):
        library.find(data, "falls")
    assert library.find(data, second.session.id).id == second.session.id


def test_where_there_is_no_session_it_is_said_how_to_make_one(data: Path) -> None:
    with pytest.raises(NotFound, match="cop-tui new --community"):
        library.find(data, "last")


@pytest.mark.parametrize(
    ("community", "beginning"),
    [
        ("Falls prevention", "falls-prevention-261126-"),
        ("Zürich Süd", "zurich-sud-261126-"),
        ("候補", "session-261126-"),
        ("../../etc", "etc-261126-"),
    ],
)
def test_an_id_is_plain_letters(community: str, beginning: str) -> None:
    made = library.new_id(community, "2026-11-26")
    assert made.startswith(beginning)
    assert made.isascii()
    assert not set(made) - set("abcdefghijklmnopqrstuvwxyz0123456789-")
