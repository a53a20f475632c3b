"""The health of a data folder: whatever is damaged is found, what can be mended is, and nothing readable is lost by it."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from conftest import Clock
from running import attached, new_session, program, stop
from sessions import health, journal, library, records
from sessions.health import Report, examined
from sessions.live import LiveSession
from web_room import WORKSHOP, typed, workshop
from whole import whole


@pytest.fixture
async def session(data: Path) -> AsyncIterator[Path]:
    """The folder of a session, well in every part."""
    live = await workshop(data, WORKSHOP)
    await live.record()
    library.keep(data, library.Row.of(live.session, 1))
    await live.close()
    yield live.folder


def looked(data: Path, *, mend: bool = True) -> tuple[Report, Report]:
    """What is found of the one session, and of the library."""
    one, books = examined(data, mend=mend)
    return one, books


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def texts(folder: Path) -> set[str]:
    return {note.text for note in records.current(folder).notes.values()}


def line_with(folder: Path, words: str) -> tuple[list[bytes], int]:
    """The lines of a journal, and which of them says something."""
    lines = (folder / records.JOURNAL).read_bytes().split(b"\n")
    return lines, next(place for place, line in enumerate(lines) if words.encode() in line)


async def opens(folder: Path) -> LiveSession:
    """It can be led on, and what is said is kept."""
    live = LiveSession(folder)
    await typed(live, "said after it was mended")
    assert "said after it was mended" in {note.text for note in live.session.notes.values()}
    await live.close()
    return live


async def test_what_is_well_is_left_as_it_is(data: Path, session: Path) -> None:
    before = bytes_of(data)
    for mend in (False, True):
        assert all(report.well and not report.mended for report in looked(data, mend=mend))
        assert bytes_of(data) == before


async def test_looking_changes_nothing(data: Path, session: Path) -> None:
    lines, place = line_with(session, "Car parking")
    lines[place] = lines[place][:-5] + b"?????"
    (session / records.JOURNAL).write_bytes(b"\n".join(lines))
    (session / records.RECORD).write_bytes(b"{")
    before = bytes_of(data)
    found, _ = looked(data, mend=False)
    assert found.lost and found.found and not found.mended
    assert bytes_of(data) == before


async def test_a_line_that_is_damaged_is_taken_from_the_record(data: Path, session: Path) -> None:
    said = texts(session)
    lines, place = line_with(session, "Car parking")
    broken = lines[place][:-5] + b"?????"
    (session / records.JOURNAL).write_bytes(b"\n".join([*lines[:place], broken, *lines[place + 1 :]]))
    found, _ = looked(data)
    assert f"Line {place + 1} of the journal is damaged" in found.found[0]
    assert any("was taken from the record" in one for one in found.mended) and not found.lost
    assert texts(session) == said
    assert broken in (session / journal.ASIDE).read_bytes()
    assert all(report.well for report in looked(data))
    await opens(session)


async def test_what_was_said_after_the_record_stays_too(data: Path, session: Path) -> None:
    live = LiveSession(session)
    await typed(live, "said after the record")
    await live.close()
    lines, place = line_with(session, "Car parking")
    lines[place] = b"x"
    (session / records.JOURNAL).write_bytes(b"\n".join(lines))
    said = texts(session)
    looked(data)
    assert {"said after the record", "Car parking"} <= texts(session) and texts(session) >= said
    await opens(session)


async def test_a_journal_whose_beginning_is_lost_is_made_again_of_its_record(
    data: Path, session: Path
) -> None:
    said, token = texts(session), records.current(session).token
    lines = (session / records.JOURNAL).read_bytes().split(b"\n")
    (session / records.JOURNAL).write_bytes(b"\n".join([b"", b"torn", *lines[5:]]))
    found, _ = looked(data)
    assert "does not begin like a journal" in found.found[0] and not found.lost
    assert texts(session) == said and records.current(session).token == token
    assert [report.found for report in looked(data)] == [[], []]
    await opens(session)


@pytest.mark.parametrize("kept", [1, 2, 6])
async def test_a_journal_that_was_cut_off_goes_on_from_its_record(
    data: Path, session: Path, kept: int
) -> None:
    said = texts(session)
    lines = (session / records.JOURNAL).read_bytes().split(b"\n")
    (session / records.JOURNAL).write_bytes(b"\n".join([*lines[:kept], b""]))
    found, _ = looked(data)
    assert found.found == [health.CUT_OFF] and not found.lost
    assert texts(session) == said
    assert all(report.well for report in looked(data))
    await opens(session)


@pytest.mark.parametrize("gone", [[1], [0, 7], [0, 1]], ids=str)
async def test_a_beginning_that_is_missing_or_damaged_comes_from_the_record(
    data: Path, session: Path, gone: list[int]
) -> None:
    said = texts(session)
    lines = (session / records.JOURNAL).read_bytes().split(b"\n")
    if gone == [1]:
        del lines[1]
    for place in gone if gone != [1] else ():
        lines[place] = lines[place][:-4] + b"????"
    (session / records.JOURNAL).write_bytes(b"\n".join(lines))
    found, _ = looked(data)
    assert found.found and not found.lost
    assert texts(session) == said
    assert all(report.well for report in looked(data))
    await opens(session)


async def test_a_first_line_that_nobody_has_any_more_is_said_and_nothing_is_touched(
    data: Path, session: Path
) -> None:
    (session / records.RECORD).unlink()
    lines = (session / records.JOURNAL).read_bytes().split(b"\n")
    lines[1] = lines[1][:-4] + b"????"
    (session / records.JOURNAL).write_bytes(b"\n".join(lines))
    before = bytes_of(session)
    found, _ = looked(data)
    assert found.lost and found.found[-1] == health.BEYOND
    assert bytes_of(session) == before


async def test_what_was_erased_does_not_come_back_from_an_older_record(data: Path, session: Path) -> None:
    older = (session / records.RECORD).read_bytes()
    live = LiveSession(session)
    number = next(note.number for note in live.session.notes.values() if note.text == "Car parking")
    await typed(live, f"/erase {number}")
    await live.close()
    (session / records.RECORD).write_bytes(older)
    looked(data)
    assert "Car parking" not in "".join(map(str, bytes_of(session).values()))


async def test_without_either_nothing_is_touched_and_it_is_said(data: Path, session: Path) -> None:
    (session / records.RECORD).unlink()
    (session / records.JOURNAL).write_bytes(b"nothing of it\n")
    found, _ = looked(data)
    assert found.lost and found.found[-1] == health.BEYOND
    assert (session / records.JOURNAL).read_bytes() == b"nothing of it\n"


async def test_a_torn_end_is_cut_off_and_kept_aside(data: Path, session: Path) -> None:
    said = texts(session)
    with (session / records.JOURNAL).open("ab") as file:
        file.write(b"12345678 half a li")
    found, _ = looked(data)
    assert "half written" in found.found[0] and not found.lost
    assert texts(session) == said and b"half a li" in (session / journal.ASIDE).read_bytes()
    assert all(report.well for report in looked(data))


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"stamp":{}}', None], ids=str)
async def test_a_record_is_made_again(data: Path, session: Path, content: bytes | None) -> None:
    path = session / records.RECORD
    before = records.load(path)[0].tables()
    path.unlink() if content is None else path.write_bytes(content)
    found, _ = looked(data)
    assert found.found and not found.lost
    assert records.load(path)[0].tables() == before
    assert all(report.well for report in looked(data))


async def test_a_record_that_says_something_else_gives_way_to_the_journal(data: Path, session: Path) -> None:
    path = session / records.RECORD
    told = path.read_text(encoding="utf-8")
    path.write_text(told.replace("Car parking", "Car porking"), encoding="utf-8")
    found, _ = looked(data)
    assert found.found == ["The record says something else than the journal, which stands."]
    assert path.read_text(encoding="utf-8").count("Car parking") == told.count("Car parking")


@pytest.mark.parametrize("content", [None, b"{", b"{}"], ids=str)
async def test_the_library_is_made_again(data: Path, session: Path, content: bytes | None) -> None:
    path = data / library.LIBRARY
    path.unlink() if content is None else path.write_bytes(content)
    _, books = looked(data)
    assert books.found and books.mended and not books.lost
    assert [row.id for row in library.rows(data)] == [session.name]
    assert all(report.well for report in looked(data))


async def test_copies_and_strangers_are_left_alone(data: Path, session: Path) -> None:
    shutil.copytree(session, session.with_name("a-copy"))
    session.with_name("empty").mkdir()
    before = bytes_of(data)
    reports = {report.id: report for report in examined(data, mend=True)}
    assert "copy of another session" in reports["a-copy"].found[0] and reports["a-copy"].lost
    assert "no session" in reports["empty"].found[0]
    assert reports[session.name].well
    assert bytes_of(data) == before


async def test_a_newer_program_s_journal_is_left_alone(data: Path, session: Path) -> None:
    path = session / records.JOURNAL
    first, rest = path.read_bytes().split(b"\n", 1)
    path.write_bytes(journal.seal(b'{"journal":"%s","version":99,"epoch":1}' % session.name.encode()) + rest)
    before = path.read_bytes()
    found, _ = looked(data)
    assert found.lost and "newer cop-tui" in found.found[0]
    assert path.read_bytes() == before and first


@pytest.mark.parametrize("seed", range(40))
async def test_whatever_bytes_are_wrong_what_the_record_or_the_journal_has_stays(
    data: Path, clock: Clock, seed: int
) -> None:
    live = await whole(data, clock)
    await live.record()
    await live.close()
    folder, chance = live.folder, random.Random(seed)
    said = {note.text for note in live.session.notes.values()}
    name = chance.choice([records.JOURNAL, records.JOURNAL, records.RECORD])
    content = bytearray((folder / name).read_bytes())
    for _ in range(chance.randrange(1, 6)):
        place = chance.randrange(len(content))
        match chance.randrange(3):
            case 0:
                content[place] ^= 1 << chance.randrange(8)
            case 1:
                del content[place : place + chance.randrange(1, 400)]
            case _:
                content[place:place] = chance.randbytes(chance.randrange(1, 40))
    (folder / name).write_bytes(bytes(content))
    found, _ = looked(data)
    assert not found.lost
    assert {note.text for note in records.current(folder).notes.values()} == said
    assert all(report.well for report in looked(data)), "once is enough"


# On the command line


def test_the_command_mends_and_says_so(data: Path) -> None:
    session_id = new_session(data)
    (data / "sessions" / session_id / records.RECORD).write_bytes(b"{")
    done = program(data, "check", "--data")
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert lines[0] == f"{session_id}: record.json in {session_id} cannot be read."
    assert lines[1] == f"{session_id}: ✓ The record was written anew from the journal."
    assert lines[-1] == "1 session, 0 without a fault."
    again = program(data, "check", "--data", "--json")
    assert again.returncode == 0 and all(one["well"] for one in json.loads(again.stdout))
    (data / "sessions" / session_id / records.RECORD).unlink()
    (data / "sessions" / session_id / records.JOURNAL).write_bytes(b"x")
    assert program(data, "check", "--data").returncode == 4
    assert program(data, "check").returncode == 2


async def test_while_a_host_runs_it_only_looks(data: Path) -> None:
    session_id = new_session(data)
    other = new_session(data, community="Wound care")
    live, _ = await attached(data, session_id, "one")
    (data / "sessions" / other / records.RECORD).write_bytes(b"{")
    done = program(data, "check", "--data")
    assert "A host is running, so nothing is mended" in done.stderr
    assert (data / "sessions" / other / records.RECORD).read_bytes() == b"{"
    await live.detach()
    stop(data)
