"""Host and terminals: one host for a data folder, replicas that are equal, and what a death costs."""

from __future__ import annotations

import asyncio
import contextlib
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from cop_tui.host import greeting, wire
from cop_tui.host.answering import LONGEST_DRAFT
from cop_tui.host.client import STOPPED
from cop_tui.host.doorway import Doorway
from running import (
    attached,
    door,
    folder_of,
    host_pids,
    kill_host,
    lobby,
    new_session,
    options,
    program,
    stop,
    until,
)
from sessions import journal, records
from sessions.commands import AddNote, CastVote, EraseNote, HideNote, Next, Undo
from sessions.errors import Busy, Malformed, NotFound, Problem, Refused
from sessions.protocols import Wall


@pytest.fixture
def session_id(data: Path) -> Iterator[str]:
    """A session that nobody has open yet; its host is stopped at the end."""
    yield new_session(data)
    stop(data)


async def test_two_terminals_see_each_others_notes(data: Path, session_id: str) -> None:
    one, amina = await attached(data, session_id, "one")
    two, bo = await attached(data, session_id, "two")
    await one.submit(AddNote(text="said at one"), amina)
    await until(lambda: 1 in two.session.notes)
    await two.submit(HideNote(note=1), bo)
    await until(lambda: one.session.notes[1].hidden)
    assert one.session == two.session
    assert one.pulse.terminals == 2
    await one.detach()
    await until(lambda: two.pulse.terminals == 1)
    await two.detach()


async def test_a_room_view_is_counted_apart_and_changes_nothing(data: Path, session_id: str) -> None:
    one, amina = await attached(data, session_id, "one")
    wall, by = await attached(data, session_id, "wall", kind="room")
    await until(lambda: (one.pulse.terminals, one.pulse.rooms) == (1, 1))
    await one.submit(AddNote(text="said at one"), amina)
    await until(lambda: 1 in wall.session.notes)
    before = one.session.revision
    with pytest.raises(Refused, match="only shows"):
        await wall.submit(AddNote(text="said at the wall"), by)
    with pytest.raises(Refused, match="only shows"):
        await wall.ask("draft", text="a draft")
    await wall.detach()
    await until(lambda: one.pulse.rooms == 0)
    assert one.pulse.terminals == 1 and one.session.revision == before
    await one.detach()


async def test_a_room_view_alone_is_let_in(data: Path, session_id: str) -> None:
    wall, _ = await attached(data, session_id, "wall", kind="room")
    assert (wall.pulse.terminals, wall.pulse.rooms) == (0, 1)
    await wall.detach()


async def test_two_terminals_typing_at_once_hold_equal_state_at_the_end(data: Path, session_id: str) -> None:
    one, amina = await attached(data, session_id, "one")
    two, bo = await attached(data, session_id, "two")
    await asyncio.gather(
        *(one.submit(AddNote(text=f"one {number}"), amina) for number in range(100)),
        *(two.submit(AddNote(text=f"two {number}"), bo) for number in range(100)),
    )
    await until(lambda: one.session.revision == two.session.revision)
    assert one.session == two.session
    assert sorted(one.session.notes) == list(range(1, 201))
    mine = [note.text for note in one.session.notes.values() if note.text.startswith("one")]
    assert mine == [f"one {number}" for number in range(100)], "one terminal's lines keep their order"
    await one.detach()
    await two.detach()


async def test_terminals_opened_at_the_same_instant_share_one_host(data: Path, session_id: str) -> None:
    opened = await asyncio.gather(*(attached(data, session_id, f"t{number}") for number in range(4)))
    for live, actor in opened:
        await live.submit(AddNote(text="here"), actor)
    await until(lambda: len(host_pids(data)) == 1)
    await until(lambda: len({live.session.revision for live, _ in opened}) == 1)
    assert all(live.session == opened[0][0].session for live, _ in opened)
    for live, _ in opened:
        await live.detach()


async def test_a_second_host_is_refused_in_a_sentence(data: Path, session_id: str) -> None:
    live, _ = await attached(data, session_id, "one")
    argument = msgspec.json.encode(options(data)).decode()
    done = await asyncio.to_thread(
        subprocess.run,
        [sys.executable, "-m", "cop_tui.host", argument],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 3
    assert done.stderr == "Another host has this data folder; terminals attach to it.\n"
    await live.detach()


async def test_a_host_that_is_killed_is_started_again_and_nothing_is_lost(
    data: Path, session_id: str
) -> None:
    live, amina = await attached(data, session_id, "one")
    await live.submit(AddNote(text="before"), amina)
    kill_host(data)
    await live.submit(AddNote(text="after"), amina)
    assert [note.text for note in live.session.notes.values()] == ["before", "after"]
    await until(lambda: live.pulse.trouble == "")
    await live.detach()


async def test_a_wish_whose_answer_was_lost_counts_once(data: Path, session_id: str) -> None:
    live, amina = await attached(data, session_id, "one")
    wishes = [asyncio.create_task(live.submit(AddNote(text=f"n{number}"), amina)) for number in range(300)]
    await until(lambda: len(live.session.notes) > 20)
    kill_host(data)
    await asyncio.gather(*wishes)
    texts = [note.text for note in live.session.notes.values()]
    assert sorted(texts) == sorted(f"n{number}" for number in range(300)), (
        "each once, through the death of the host"
    )
    await live.detach()


async def test_every_acknowledged_note_survives_the_host_killed_again_and_again(
    data: Path, session_id: str
) -> None:
    chance = random.Random(7)
    acknowledged: list[str] = []
    live, amina = await attached(data, session_id, "one")

    async def stream() -> None:
        for number in range(100_000):
            await live.submit(AddNote(text=f"n{number}"), amina)
            acknowledged.append(f"n{number}")

    streaming = asyncio.create_task(stream())
    for _ in range(8):
        seen = len(acknowledged)
        await until(lambda seen=seen: len(acknowledged) > seen + 3)
        await asyncio.sleep(chance.random() * 0.1)
        kill_host(data)
        kept = {
            event.note.text
            for entry in journal.read(folder_of(data, session_id) / records.JOURNAL).entries
            for event in entry.events
            if hasattr(event, "note")
        }
        assert set(acknowledged) <= kept
    streaming.cancel()
    await asyncio.gather(streaming, return_exceptions=True)
    await live.detach()


async def test_a_client_that_reads_nothing_costs_the_others_nothing(data: Path, session_id: str) -> None:
    live, amina = await attached(data, session_id, "one")
    way = Doorway(options(data))
    deaf_reader, deaf = await greeting.hello(way, "deaf", session=session_id)
    deaf_reader._transport.pause_reading()  # type: ignore[attr-defined]
    for number in range(60):
        await asyncio.gather(*(live.submit(AddNote(text=f"{number} " + "x" * 900), amina) for _ in range(50)))
    assert len(live.session.notes) == 3000
    deaf.close()
    await live.detach()


async def test_a_client_cut_off_in_the_middle_of_a_line_costs_the_others_nothing(
    data: Path, session_id: str
) -> None:
    live, amina = await attached(data, session_id, "one")
    for junk in (b"", b"{", b"\xff\xfe\n", b'{"is":"Hello"}\n', b"x" * 100_000 + b"\n"):
        found = await greeting.streams(Doorway(options(data)))
        assert found
        _, (_, writer) = found
        writer.write(junk)
        await writer.drain()
        writer.close()
    await live.submit(AddNote(text="still here"), amina)
    assert live.session.notes[1].text == "still here"
    await live.detach()


async def test_who_does_not_know_the_secret_is_not_let_in(data: Path, session_id: str) -> None:
    live, _ = await attached(data, session_id, "one")
    found = await greeting.streams(Doorway(options(data)))
    assert found
    _, (reader, writer) = found
    writer.write(wire.encode(wire.Hello("wrong", "thief", session=session_id)))
    answer = wire.from_host.decode(await wire.receive(reader))
    assert isinstance(answer, wire.Trouble)
    assert "secret" in answer.sentence and door(data) not in answer.sentence
    assert await wire.receive(reader) == b""
    await live.detach()


async def test_a_terminal_cannot_act_for_a_participant_and_an_import_can(data: Path, session_id: str) -> None:
    live, _ = await attached(data, session_id, "one")
    importer, by = await attached(data, session_id, "cli", kind="import")
    await importer.submit(AddNote(text="to vote on"), by)
    as_bo = msgspec.structs.replace(by, participant=7)
    await importer.submit(CastVote(target="1", value=1), as_bo)
    with pytest.raises(Refused, match="participant's"):
        await live.submit(CastVote(target="1", value=1), as_bo)
    assert sum(tally.sum.total for tally in importer.session.tallies.values()) == 1
    await importer.detach()
    await live.detach()


async def test_refusals_keep_their_kind_over_the_wire(data: Path, session_id: str) -> None:
    live, amina = await attached(data, session_id, "one")
    with pytest.raises(Malformed, match="nothing to keep"):
        await live.submit(AddNote(text=" "), amina)
    with pytest.raises(Refused, match="no note 9"):
        await live.submit(HideNote(note=9), amina)
    with pytest.raises(Refused, match="nothing of yours"):
        await live.submit(Undo(), amina)
    await live.detach()


async def test_an_unknown_session_is_refused_in_a_sentence(data: Path, session_id: str) -> None:
    for wrong in ("nowhere", "../" + session_id, ".."):
        with pytest.raises(Problem, match=r"There is no session|no session.s id"):
            await attached(data, wrong, "one")


async def test_erasing_begins_every_replica_anew(data: Path, session_id: str) -> None:
    one, amina = await attached(data, session_id, "one")
    two, _ = await attached(data, session_id, "two")
    for text in ("a", "Mrs Jones of ward 4", "c"):
        await one.submit(AddNote(text=text), amina)
    await one.submit(EraseNote(note=2), amina)
    await until(lambda: two.session.notes[2].erased and 3 in two.session.notes)
    assert one.session == two.session
    await one.submit(AddNote(text="d"), amina)
    await until(lambda: 4 in two.session.notes)
    for file in folder_of(data, session_id).iterdir():
        with contextlib.suppress(FileNotFoundError):  # the record may be on its way to its place
            assert b"Jones" not in file.read_bytes(), file
    await one.detach()
    await two.detach()


async def test_one_next_of_two_at_once_moves_one_step(data: Path, session_id: str) -> None:
    one, amina = await attached(data, session_id, "one")
    two, bo = await attached(data, session_id, "two")
    await one.submit(Next(activity="domain", step=0, shown=True), amina)
    wish = Next(activity="domain", step=0, shown=True)
    done = await asyncio.gather(one.submit(wish, amina), two.submit(wish, bo), return_exceptions=True)
    assert sum(isinstance(one_of, Refused) for one_of in done) == 1
    assert one.session.now.step == 1
    await one.detach()
    await two.detach()


async def test_an_unsent_line_waits_for_the_next_terminal(data: Path, session_id: str) -> None:
    one, _ = await attached(data, session_id, "one")
    other, _ = await attached(data, session_id, "other")
    await one.ask("draft", text="half a sen")
    assert await other.ask("draft") == {"text": ""}, "nobody is given what another is typing"
    await one.detach()
    await until(lambda: other.pulse.terminals == 1)
    assert await other.ask("draft") == {"text": "half a sen"}
    assert await other.ask("draft") == {"text": ""}, "and only once"
    await other.detach()


async def test_each_terminal_that_was_lost_is_taken_up_by_another(data: Path, session_id: str) -> None:
    one, _ = await attached(data, session_id, "one")
    two, _ = await attached(data, session_id, "two")
    other, _ = await attached(data, session_id, "other")
    await one.ask("draft", text="of the first")
    await two.ask("draft", text="of the second")
    await one.ask("draft", text="of the first, last")
    await one.detach()
    await two.detach()
    await until(lambda: other.pulse.terminals == 1)
    assert await other.ask("draft") == {"text": "of the first, last"}, "what changed last comes first"
    assert await other.ask("draft") == {"text": "of the second"}
    await other.detach()


async def test_a_terminal_that_comes_back_to_a_session_finds_what_it_left_there(
    data: Path, session_id: str
) -> None:
    one, _ = await attached(data, session_id, "one")
    await one.ask("draft", text="half a sen")
    await one.detach()
    again, _ = await attached(data, session_id, "one")
    assert await again.ask("draft") == {"text": "half a sen"}
    await again.ask("draft", text="half a sentence")
    await again.ask("draft", text="x" * (LONGEST_DRAFT + 1))
    await again.detach()
    once_more, _ = await attached(data, session_id, "one")
    assert await once_more.ask("draft") == {"text": "half a sentence"}, "never half of what was written"
    await once_more.detach()


async def test_stopping_ends_terminals_with_a_sentence_and_starts_no_other_host(
    data: Path, session_id: str
) -> None:
    live, amina = await attached(data, session_id, "one")
    await live.submit(AddNote(text="kept"), amina)
    assert (await asyncio.to_thread(program, data, "stop")).returncode == 0
    await until(lambda: live.pulse.trouble == STOPPED)
    with pytest.raises(Busy):
        await live.submit(AddNote(text="too late"), amina)
    assert host_pids(data) == []
    session, stamp = records.load(folder_of(data, session_id) / records.RECORD)
    assert (
        session == live.session
        and stamp.size == (folder_of(data, session_id) / records.JOURNAL).stat().st_size
    )
    await live.detach()


async def test_a_host_that_nobody_uses_leaves(data: Path, session_id: str) -> None:
    live, _ = await attached(data, session_id, "one", idle=0.2)
    await live.detach()
    await until(lambda: host_pids(data) == [])


async def test_the_record_is_written_at_each_change_of_step(data: Path, session_id: str) -> None:
    live, amina = await attached(data, session_id, "one")
    await live.submit(AddNote(text="kept"), amina)
    await live.submit(Next(activity="domain", step=0, shown=True), amina)
    path = folder_of(data, session_id) / records.RECORD
    await until(lambda: records.load(path)[0].started > 0)
    assert records.load(path)[0] == live.session
    await live.detach()


async def test_the_library_is_read_without_a_host(data: Path, session_id: str) -> None:
    rows = lobby(data).rows()
    assert [row.id for row in rows] == [session_id]
    assert host_pids(data) == []


async def test_asking_a_host_that_does_not_run_starts_none(data: Path, session_id: str) -> None:
    with pytest.raises(NotFound, match="No host is running"):
        await greeting.hello(Doorway(options(data), start=False), "cli")
    assert host_pids(data) == []


async def test_what_the_host_does_not_know_is_refused(data: Path, session_id: str) -> None:
    live, _ = await attached(data, session_id, "one")
    with pytest.raises(Refused, match="nothing of 'coffee'"):
        await live.ask("coffee")
    await live.detach()


async def test_damage_begins_every_replica_anew(data: Path, session_id: str) -> None:
    """The numbers of damaged entries are given out again: a replica that still has the old ones must not keep them."""
    live, amina = await attached(data, session_id, "one")
    for text in ("one", "two", "three"):
        await live.submit(AddNote(text=text), amina)
    kill_host(data)
    path = folder_of(data, session_id) / records.JOURNAL
    path.write_bytes(path.read_bytes().replace(b'"three"', b'"thxxx"'))
    await live.submit(AddNote(text="four"), amina)
    assert [note.text for note in live.session.notes.values()] == ["one", "two", "four"]
    assert live.session == records.current(folder_of(data, session_id))
    assert any("damaged" in notice for notice in live.pulse.notices)
    await live.detach()


async def test_the_walls_show_what_a_terminal_turned_them_to_while_it_is_there(
    data: Path, session_id: str
) -> None:
    one, _ = await attached(data, session_id, "one")
    two, _ = await attached(data, session_id, "two")
    wall, _ = await attached(data, session_id, "wall", kind="room")
    await one.ask("wall", blanked=True)
    await until(lambda: wall.pulse.wall == Wall(blanked=True))
    await two.ask("wall", chosen="12", tops=["9"])
    await until(lambda: wall.pulse.wall == Wall(blanked=True, chosen="12", tops=("9",)))
    for wrong in ({"chosen": "9" * 1000}, {"tops": ["1"] * 1000}, {"blanked": "no"}, {"page": "x"}):
        with pytest.raises(Malformed):
            await two.ask("wall", **wrong)
    await one.detach()
    await until(lambda: wall.pulse.wall == Wall(chosen="12", tops=("9",)))
    await two.detach()
    await until(lambda: wall.pulse.wall == Wall())
    await wall.detach()
