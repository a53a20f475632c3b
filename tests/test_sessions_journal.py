"""The journal: what was acknowledged is there, whatever became of the disk, the power or the file."""

from __future__ import annotations

import asyncio
import errno
import os
import random
import shutil
import signal
import time
import zlib
from pathlib import Path

import msgspec
import pytest

from conftest import Clock
from laws import ONE, tables
from sessions import appending, journal, records
from sessions.actors import Actor
from sessions.commands import AddNote, AddPerson, EraseNote, HideNote, Next
from sessions.errors import Damaged, DiskFull, NotFound, Refused
from sessions.events import Entry, NoteAdded
from sessions.journal import Header, encode, fold, read, seal
from sessions.live import LiveSession

WORDS = ("No list", "für später, 候補", "Nobody falls")


async def made(data: Path, clock: Clock) -> Path:
    """The journal of a small session that was closed well."""
    live = LiveSession.create(data, community="Falls", plan="hour", date="2026-11-26", clock=clock)
    for words in WORDS:
        await live.submit(AddNote(text=words), ONE)
    await live.close()
    return live.folder / records.JOURNAL


def said(entries: list[Entry]) -> list[str]:
    return [event.note.text for entry in entries for event in entry.events if isinstance(event, NoteAdded)]


def rewritten(path: Path, content: bytes) -> Path:
    """A folder like that of `path`, whose journal holds this."""
    folder = path.parent.parent / "copies" / path.parent.name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / records.JOURNAL).write_bytes(content)
    return folder


def disk_of(live: LiveSession) -> bytes:
    """The tables that the journal on disk adds up to."""
    return tables(fold(read(live.folder / records.JOURNAL).entries))


# What a crash or a bad disk leaves


async def test_cut_off_at_any_byte_every_whole_line_is_kept(data: Path, clock: Clock) -> None:
    path = await made(data, clock)
    content = path.read_bytes()
    begun = content.index(b"\n", content.index(b"\n") + 1)
    ends = [place for place, byte in enumerate(content) if byte == 10]
    for length in range(len(content)):
        folder = rewritten(path, content[:length])
        if length < ends[0]:
            with pytest.raises(Damaged, match="does not begin like a journal"):
                LiveSession(folder, clock=clock)
            assert (folder / records.JOURNAL).read_bytes() == content[:length]
            continue
        if length < begun:
            with pytest.raises(NotFound, match="never made whole"):
                LiveSession(folder, clock=clock)
            continue
        live = LiveSession(folder, clock=clock)
        whole = sum(end <= length for end in ends) - 2
        assert said(live.entries) == list(WORDS[:whole])
        torn = length not in ends and content[length - 1 : length] != b"\n"
        assert bool(live.findings) == torn
        if torn:
            assert "half written" in live.findings[0]
            assert (folder / journal.ASIDE).read_bytes().rstrip(b"\n") in content
        await live.close()
        assert said(read(folder / records.JOURNAL).entries) == list(WORDS[:whole])


async def test_after_a_torn_end_the_session_goes_on(data: Path, clock: Clock) -> None:
    path = await made(data, clock)
    folder = rewritten(path, path.read_bytes()[:-7])
    live = LiveSession(folder, clock=clock)
    receipt = await live.submit(AddNote(text="after the crash"), ONE)
    assert isinstance(receipt.entry.events[0], NoteAdded)
    await live.close()
    reading = read(folder / records.JOURNAL)
    assert said(reading.entries) == [*WORDS[:-1], "after the crash"]
    assert not reading.findings()


async def test_a_last_line_whole_but_for_its_end_is_kept_and_ended(data: Path, clock: Clock) -> None:
    path = await made(data, clock)
    folder = rewritten(path, path.read_bytes()[:-1])
    live = LiveSession(folder, clock=clock)
    assert said(live.entries) == list(WORDS)
    assert not live.findings
    await live.submit(AddNote(text="on a line of its own"), ONE)
    await live.close()
    assert said(read(folder / records.JOURNAL).entries) == [*WORDS, "on a line of its own"]


async def test_a_flipped_byte_is_told_and_everything_else_is_read(data: Path, clock: Clock) -> None:
    path = await made(data, clock)
    content = path.read_bytes()
    lines = content.split(b"\n")
    header, beginning = len(lines[0]) + 1, len(lines[0]) + len(lines[1]) + 2
    for place in range(len(content)):
        damaged = bytearray(content)
        damaged[place] ^= 0x20 if damaged[place] != 0x2A else 0x40
        folder = rewritten(path, bytes(damaged))
        log = folder / records.JOURNAL
        if header - 1 <= place < beginning:
            with pytest.raises(Damaged) as told:
                LiveSession(folder, clock=clock)
            assert ("beginning" if place >= header else "begin like a journal") in told.value.sentence
            assert log.read_bytes() == damaged
            continue
        live = LiveSession(folder, clock=clock)
        assert live.findings
        hit = content[:place].count(b"\n")
        lost = {hit, hit + 1} if content[place] == 10 else {hit}
        kept = [words for number, words in enumerate(WORDS, 2) if number not in lost]
        assert said(live.entries) == kept
        aside = (folder / journal.ASIDE).read_bytes()
        assert all(line in aside for line in bytes(damaged).split(b"\n") if line not in lines)
        await live.close()
        if content[place:] != b"\n":
            assert log.read_bytes() == damaged, "the journal itself is left as it is"


async def test_lines_copied_aside_are_added_to_those_before(data: Path, clock: Clock) -> None:
    path = await made(data, clock)
    for place in (-5, -400, -5):
        content = bytearray(path.read_bytes())
        content[place] ^= 2
        path.write_bytes(bytes(content))
        await LiveSession(path.parent, clock=clock).close()
        await LiveSession(path.parent, clock=clock).close()
    aside = path.with_name(journal.ASIDE).read_bytes()
    assert aside.count(b"\n") == 2, "each damaged line once"


async def test_what_a_damaged_line_made_is_passed_over_on_every_reading_alike(
    data: Path, clock: Clock
) -> None:
    live = LiveSession.create(data, community="Falls", clock=clock)
    await live.submit(AddNote(text="the one that is lost"), ONE)
    await live.submit(AddNote(text="another"), ONE)
    await live.submit(HideNote(note=1), ONE)
    await live.close()
    path = live.folder / records.JOURNAL
    lines = path.read_bytes().split(b"\n")
    lines[2] = lines[2][:-1] + b"?"
    path.write_bytes(b"\n".join(lines))
    again = LiveSession(live.folder, clock=clock)
    assert any("passed over" in finding for finding in again.findings)
    assert again.session == fold(read(path).entries) == records.current(live.folder)
    assert list(again.session.notes) == [2]
    await again.submit(AddNote(text="and it goes on"), ONE)
    await again.close()


@pytest.mark.parametrize(
    "content", [b"", b"\n", b"{}\n", b"00000000 {}\n", b"\xff\xfe\x00", b"No list\n" * 9]
)
async def test_what_is_no_journal_is_said_and_left(data: Path, clock: Clock, content: bytes) -> None:
    path = await made(data, clock)
    folder = rewritten(path, content)
    with pytest.raises(Damaged, match="does not begin like a journal"):
        LiveSession(folder, clock=clock)
    assert not (folder / journal.ASIDE).exists()
    assert (folder / records.JOURNAL).read_bytes() == content


@pytest.mark.parametrize("first", [b"", b"\xff\xfe\x00", b"{}\n", b'00000000 {"journal":"x","version":9}\n'])
async def test_a_first_line_that_is_damaged_costs_nothing(data: Path, clock: Clock, first: bytes) -> None:
    path = await made(data, clock)
    content = first + path.read_bytes()[1 - bool(first) :]
    path.write_bytes(content)
    for number in range(2):
        live = LiveSession(path.parent, clock=clock)
        assert said(live.entries) == [*WORDS, *["and it goes on"] * number]
        assert live.findings[0].startswith("Line 1 of the journal is damaged. A copy is beside it")
        await live.submit(AddNote(text="and it goes on"), ONE)
        await live.record()
        await live.close()
    assert path.read_bytes().startswith(content), "the journal itself is left as it is"
    assert content.split(b"\n")[0] + b"\n" in path.with_name(journal.ASIDE).read_bytes()
    assert records.current(path.parent) == live.session == fold(read(path).entries)
    live = LiveSession(path.parent, clock=clock)
    await live.submit(EraseNote(note=1), ONE)
    assert not read(path).findings(), "written anew, it has a first line again"
    assert read(path).header.journal == path.parent.name
    await live.close()


async def test_a_session_without_its_beginning_is_read_from_its_record_and_what_was_kept_since(
    data: Path, clock: Clock
) -> None:
    live = LiveSession.create(data, community="Falls", plan="hour", date="2026-11-26", clock=clock)
    await live.submit(AddNote(text="recorded"), ONE)
    await live.record()
    await live.submit(AddNote(text="kept since"), ONE)
    await live.close()
    path = live.folder / records.JOURNAL
    lines = path.read_bytes().split(b"\n")
    lines[1] = lines[1][:-1] + b"?"
    path.write_bytes(b"\n".join(lines))
    assert records.current(live.folder) == live.session
    with pytest.raises(Damaged) as told:
        LiveSession(live.folder, clock=clock)
    assert f"cop-tui export {live.session.id} --to json reads its record" in told.value.sentence
    assert "cop-tui import new" in told.value.sentence
    (live.folder / records.RECORD).unlink()
    with pytest.raises(Damaged, match="missing or damaged"):
        records.current(live.folder)


async def test_a_record_of_another_writing_of_the_journal_is_not_gone_on_with(
    data: Path, clock: Clock
) -> None:
    live = LiveSession.create(data, community="Falls", plan="hour", date="2026-11-26", clock=clock)
    await live.submit(AddNote(text="Mrs Smith fell"), ONE)
    await live.record()
    before = (live.folder / records.RECORD).read_bytes()
    await live.submit(EraseNote(note=1), ONE)
    await live.close()
    (live.folder / records.RECORD).write_bytes(before)
    path = live.folder / records.JOURNAL
    lines = path.read_bytes().split(b"\n")
    lines[1] = lines[1][:-1] + b"?"
    path.write_bytes(b"\n".join(lines))
    with pytest.raises(Damaged):
        records.current(live.folder)


async def test_a_newer_journal_is_refused_with_a_sentence(data: Path, clock: Clock) -> None:
    path = await made(data, clock)
    newer = seal(msgspec.json.encode(Header("x", version=journal.VERSION + 1)))
    folder = rewritten(path, newer + path.read_bytes().split(b"\n", 1)[1])
    with pytest.raises(Damaged, match="was written by a newer cop-tui"):
        LiveSession(folder, clock=clock)


# Of an older program

OLD = """
{"journal":"old-1","version":1,"epoch":1}
{"sequence":1,"at":1795680000000,"by":"host","events":[{"event":"SessionMade","id":"old-1","community":{"id":"falls","name":"Falls"},"plan":"hour","title":"First hour","date":"2026-11-26","token":"6o4csa24vc","activities":[{"id":"domain","kind":"domain","title":"Domain","planned":1200,"actual":0,"source":"","slot":"domain_statement","lanes":["Concerns","Not ours"],"steps":[{"kind":"gather","prompt":"What matters?","minutes":0},{"kind":"vote","prompt":"Which?","minutes":0}],"unnamed":false,"hidden":false,"vote":"dots","dots":0,"visited":false,"step":0,"notes_shown":true,"votes_shown":false,"round":1,"finalists":[],"picked":[]},{"id":"choose","kind":"choose","title":"Choose","planned":480,"actual":0,"source":"","slot":"","lanes":[],"steps":[{"kind":"vote","prompt":"Which first?","minutes":0}],"unnamed":false,"hidden":false,"vote":"dots","dots":0,"visited":false,"step":0,"notes_shown":true,"votes_shown":false,"round":1,"finalists":[],"picked":[]}]}],"key":"","undoes":0}
{"sequence":2,"at":1795680001000,"by":"terminal:one","events":[{"event":"Counted","before":{"present":null,"no_phone":null,"remote":null},"after":{"present":9,"no_phone":2,"remote":null}}],"key":"","undoes":0}
{"sequence":3,"at":1795680002000,"by":"terminal:one","events":[{"event":"PersonChanged","number":1,"before":null,"after":{"number":1,"name":"Amina","organisation":"Royal","profession":"nurse","hierarchy":"","sector":""}}],"key":"","undoes":0}
{"sequence":4,"at":1795680003000,"by":"terminal:one","events":[{"event":"Started","before":false,"after":true}],"key":"","undoes":0}
{"sequence":5,"at":1795680004000,"by":"terminal:one","events":[{"event":"NoteAdded","note":{"number":1,"activity":"domain","lane":"Concerns","text":"Mrs Smith fell","theme":"","author":1,"source":"keyboard","hidden":false,"merged_into":null,"erased":false,"at":1795680004000},"seat":""}],"key":"","undoes":0}
{"sequence":6,"at":1795680005000,"by":"terminal:one","events":[{"event":"StatementChanged","activity":"domain","version":1,"before":null,"after":{"activity":"domain","slot":"domain_statement","version":1,"text":"nobody falls","note":null,"phones":[0,0,0,0,0,0],"hands":[0,0,0,0,0,0],"agreed":false,"dissent":""}}],"key":"","undoes":0}
{"sequence":7,"at":1795680006000,"by":"terminal:one","events":[{"event":"TimeGiven","activity":"domain","lender":"choose","seconds":120}],"key":"","undoes":0}
{"sequence":8,"at":1795680007000,"by":"reader","events":[{"event":"Commented","comment":{"number":1,"text":"thank you","name":"Eve","at":1795680007000}}],"key":"","undoes":0}
"""
"""A journal of version 1, line by line as that program wrote it, without the checksums."""


def old(data: Path) -> Path:
    """The journal of a session of version 1 in a folder of its own."""
    folder = data / "sessions" / "old-1"
    folder.mkdir(parents=True)
    path = folder / records.JOURNAL
    path.write_bytes(b"".join(seal(line.encode()) for line in OLD.strip().splitlines()))
    return path


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_killed_at_any_instant_of_migrating_it_is_the_old_or_the_new(data: Path) -> None:
    path, chance = old(data), random.Random(13)
    content, copy = path.read_bytes(), path.with_name("journal.v1.jsonl")
    ended = {1: 0, journal.VERSION: 0}
    for turn in range(3 * int(os.environ.get("COP_TUI_KILLS", "20"))):
        path.write_bytes(content)
        copy.unlink(missing_ok=True)
        ours, theirs = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                os.write(theirs, b"begins")
                LiveSession(path.parent)
            finally:
                os._exit(0)
        os.read(ours, 6)
        time.sleep(chance.uniform(0, 0.008))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(ours)
        os.close(theirs)
        left = read(path)
        ended[left.header.version] += 1
        assert not left.damaged and not left.torn and len(left.entries) == 8, turn
        assert path.read_bytes() == content if left.header.version == 1 else copy.read_bytes() == content
        again = LiveSession(path.parent)
        assert again.session.notes[1].text == "Mrs Smith fell" and not again.findings
        again._vault.journal.let_go()
    assert min(ended.values()) > 0, ended


async def test_an_older_journal_is_migrated_and_a_copy_of_it_kept(data: Path, clock: Clock) -> None:
    path = old(data)
    content = path.read_bytes()
    assert records.current(path.parent).notes[1].text == "Mrs Smith fell", "reading alone changes nothing"
    assert path.read_bytes() == content
    live = LiveSession(path.parent, clock=clock)
    assert not live.findings
    assert (read(path).header.version, read(path).header.epoch, live.epoch) == (journal.VERSION, 2, 2)
    assert path.with_name("journal.v1.jsonl").read_bytes() == content
    session = live.session
    assert (session.participants[1].here, session.attendance.groups, session.community.rhythm) == (
        True,
        [],
        "",
    )
    assert (session.activities["domain"].planned, session.activities["domain"].lent) == (1320, 120)
    await live.submit(AddNote(text="and it goes on"), ONE)
    await live.record()
    assert records.load(path.parent / records.RECORD)[0] == fold(read(path).entries) == session
    await live.close()
    again = LiveSession(path.parent, clock=clock)
    assert (again.epoch, again.session) == (2, session)
    await again.submit(EraseNote(note=1), ONE)
    assert not path.with_name("journal.v1.jsonl").exists(), "erased words stand in no copy"
    assert not [one for one in path.parent.iterdir() if b"Smith" in one.read_bytes()]
    await again.close()


async def test_a_record_of_an_older_program_is_not_taken_for_the_present_one(
    data: Path, clock: Clock
) -> None:
    path = old(data)
    stamp = records.Stamp(1, 8, path.stat().st_size, version=1)
    tables_of = fold(read(path).entries).tables()
    tables_of["notes"] = []
    records.save(path.parent / records.RECORD, tables_of, stamp)
    assert list(records.current(path.parent).notes) == [1]


@pytest.mark.parametrize("hit", [2, 6])
async def test_an_older_journal_that_is_damaged_loses_no_line(data: Path, clock: Clock, hit: int) -> None:
    path = old(data)
    lines = path.read_bytes().split(b"\n")
    lines[hit - 1] = lines[hit - 1][:-1] + b"?"
    content = b"\n".join(lines)
    path.write_bytes(content)
    if hit == 2:
        with pytest.raises(Damaged, match="left as it is"):
            LiveSession(path.parent, clock=clock)
        assert path.read_bytes() == content
        return
    live = LiveSession(path.parent, clock=clock)
    assert any("Line 6 of the journal is damaged" in finding for finding in live.findings)
    assert path.with_name("journal.v1.jsonl").read_bytes() == content
    assert (path.with_name(journal.ASIDE)).read_bytes() == lines[hit - 1] + b"\n"
    assert live.session.statements, "everything else was read"
    await live.close()


async def test_a_migration_that_the_disk_refuses_leaves_the_old_journal(
    data: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = old(data)
    content = path.read_bytes()

    def fails(*args: object, **kwargs: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "replace", fails)
    with pytest.raises(OSError, match="No space"):
        LiveSession(path.parent, clock=clock)
    monkeypatch.undo()
    assert path.read_bytes() == content
    live = LiveSession(path.parent, clock=clock)
    assert live.epoch == 2
    await live.close()


async def test_a_copied_folder_of_an_older_session_is_left_alone(data: Path, clock: Clock) -> None:
    path = old(data)
    copy = path.parent.with_name("old-2")
    path.parent.rename(copy)
    content = (copy / records.JOURNAL).read_bytes()
    with pytest.raises(Damaged, match="is a copy of old-1"):
        LiveSession(copy, clock=clock)
    assert (copy / records.JOURNAL).read_bytes() == content
    assert not (copy / "journal.v1.jsonl").exists()


# By hand


async def test_escapes_written_in_by_hand_are_cleaned_when_read(data: Path, clock: Clock) -> None:
    path = await made(data, clock)
    header, *lines = path.read_bytes().rstrip(b"\n").split(b"\n")
    hostile = (rb"\u001b]52;c;ZXZpbA==\u0007", b"\x7f\x7f", "\u202e\x9b2J".encode())
    changed = [
        b"%08x %s" % (zlib.crc32(payload), payload)
        for line, bad in zip(lines[1:], hostile, strict=False)
        for payload in [line[9:].replace(b'"text":"', b'"text":"' + bad)]
    ]
    folder = rewritten(path, b"\n".join([header, lines[0], *changed]) + b"\n")
    found = said(read(folder / records.JOURNAL).entries)
    assert found == ["]52;c;ZXZpbA==" + WORDS[0], WORDS[1], "2J" + WORDS[2]]


async def test_a_surrogate_written_in_by_hand_damages_its_line_alone(data: Path, clock: Clock) -> None:
    path = await made(data, clock)
    *before, last = path.read_bytes().rstrip(b"\n").split(b"\n")
    bad = last[9:].replace(b'"text":"', rb'"text":"\ud800')
    folder = rewritten(path, b"\n".join([*before, b"%08x %s" % (zlib.crc32(bad), bad)]) + b"\n")
    reading = read(folder / records.JOURNAL)
    assert said(reading.entries) == list(WORDS[:-1])
    assert [number for number, _ in reading.damaged] == [5]


# Writing


@pytest.fixture
def syncs(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Every sync there was."""
    done: list[int] = []
    real = os.fsync

    def counted(descriptor: int) -> None:
        done.append(descriptor)
        real(descriptor)

    monkeypatch.setattr(os, "fsync", counted)
    return done


async def test_commands_that_arrive_together_share_a_sync(live: LiveSession, syncs: list[int]) -> None:
    before = live.session.revision
    await asyncio.gather(*(live.submit(AddNote(text=f"note {number}"), ONE) for number in range(100)))
    assert live.session.revision == before + 100
    assert len(syncs) <= 2
    lines = (live.folder / records.JOURNAL).read_bytes().count(b"\n")
    assert lines == 1 + live.session.revision


async def test_nobody_is_shown_what_is_not_on_disk(
    live: LiveSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.fsync
    seen: list[int] = []
    loop = asyncio.get_running_loop()

    def slow(descriptor: int) -> None:
        shown = asyncio.run_coroutine_threadsafe(_count(live), loop).result(5)
        seen.append(shown)
        real(descriptor)

    monkeypatch.setattr(os, "fsync", slow)
    await live.submit(AddNote(text="not yet"), ONE)
    assert seen == [0]
    assert len(live.session.notes) == 1


async def _count(live: LiveSession) -> int:
    return len(live.session.notes)


class Failing:
    """An `os.fsync` that fails so many times, after having worked so often."""

    def __init__(self, after: int, times: int = 1, error: int = errno.ENOSPC) -> None:
        self.after, self.times, self.error = after, times, error
        self.real = os.fsync

    def __call__(self, descriptor: int) -> None:
        self.after -= 1
        if self.after < 0 and self.times > 0:
            self.times -= 1
            raise OSError(self.error, os.strerror(self.error))
        self.real(descriptor)


@pytest.mark.parametrize("after", range(6))
async def test_a_sync_that_fails_refuses_its_batch_and_all_goes_on(
    live: LiveSession, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    monkeypatch.setattr(os, "fsync", Failing(after))
    acknowledged: list[str] = []
    refused: list[str] = []
    for number in range(8):
        text = f"note {number}"
        try:
            await live.submit(AddNote(text=text), ONE)
            acknowledged.append(text)
        except DiskFull as full:
            assert full.sentence == appending.FULL
            assert live.trouble == appending.FULL
            refused.append(text)
        assert tables(live.session) == tables(live._ahead) == disk_of(live)
    assert refused == [f"note {after}"]
    assert [note.text for note in live.session.notes.values()] == acknowledged
    assert live.trouble == ""
    assert sorted(live.session.notes) == list(range(1, 8)), "numbers of refused notes are given out again"


@pytest.mark.parametrize("after", range(4))
async def test_batches_that_wait_behind_a_failing_one_are_refused_too(
    live: LiveSession, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    monkeypatch.setattr(os, "fsync", Failing(after))
    done: list[asyncio.Task[object]] = []
    for number in range(30):
        done.append(asyncio.ensure_future(live.submit(AddNote(text=f"note {number}", key=f"k{number}"), ONE)))
        if number % 3 == 0:
            await asyncio.sleep(0)
    results = await asyncio.gather(*done, return_exceptions=True)
    assert all(not isinstance(one, BaseException) or isinstance(one, DiskFull) for one in results)
    kept = sum(not isinstance(one, BaseException) for one in results)
    assert len(live.session.notes) == kept
    assert tables(live.session) == tables(live._ahead) == disk_of(live)
    again = [live.submit(AddNote(text=f"note {number}", key=f"k{number}"), ONE) for number in range(30)]
    await asyncio.gather(*again)
    assert sorted(note.text for note in live.session.notes.values()) == sorted(
        f"note {number}" for number in range(30)
    ), "the same wishes again: each counts once"
    assert live.session == fold(read(live.folder / records.JOURNAL).entries)


class Broken:
    """A file that takes some bytes and then none, and may not even be cut off again."""

    def __init__(self, file: object, takes: int, *, cuts: bool) -> None:
        self._file, self._takes, self._cuts = file, takes, cuts

    def __getattr__(self, name: str) -> object:
        return getattr(self._file, name)

    def write(self, content: memoryview) -> int:
        if self._takes <= 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        part = content[: self._takes]
        self._takes -= len(part)
        return self._file.write(part)

    def truncate(self, size: int) -> int:
        if not self._cuts:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return self._file.truncate(size)


@pytest.mark.parametrize("cuts", [True, False])
@pytest.mark.parametrize("takes", [0, 1, 40, 200])
async def test_a_write_that_stops_half_way_leaves_nothing_behind(
    live: LiveSession, takes: int, cuts: bool
) -> None:
    await live.submit(AddNote(text="before"), ONE)
    real = live._vault.journal._file
    live._vault.journal._file = Broken(real, takes, cuts=cuts)
    for text in ("a note that is too long for what is left of the disk" * 5, "and another"):
        with pytest.raises(Refused, match="not kept"):
            await live.submit(AddNote(text=text), ONE)
        assert tables(live.session) == tables(live._ahead)
    live._vault.journal._file = real
    await live.submit(AddNote(text="after"), ONE)
    reading = read(live.folder / records.JOURNAL)
    assert said(reading.entries) == ["before", "after"]
    assert not reading.findings()


async def test_another_error_is_told_with_its_reason(
    live: LiveSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", Failing(0, error=errno.EIO))
    with pytest.raises(DiskFull, match=r"did not take this \(Input/output error\)"):
        await live.submit(AddNote(text="x"), ONE)


async def test_what_cannot_be_written_down_changes_nothing(live: LiveSession) -> None:
    before = tables(live.session)
    with pytest.raises(UnicodeEncodeError):
        await live.submit(AddNote(text="x"), Actor("terminal", "\ud800"))
    assert tables(live.session) == tables(live._ahead) == before == disk_of(live)


async def test_after_it_was_closed_it_takes_nothing(live: LiveSession) -> None:
    await live.close()
    with pytest.raises(Refused, match="put away"):
        await live.submit(AddNote(text="too late"), ONE)
    assert not live.session.notes
    assert live._ahead == live.session


async def test_a_rewrite_that_fails_leaves_the_journal_and_it_goes_on(
    live: LiveSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    await live.submit(AddNote(text="Mrs Smith fell"), ONE)
    real = os.replace

    def fails(*args: object, **kwargs: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "replace", fails)
    with pytest.raises(DiskFull, match="off every face"):
        await live.submit(EraseNote(note=1), ONE)
    monkeypatch.undo()
    assert os.replace is real
    assert live.session.notes[1].erased
    assert live.session.notes[1].text == ""
    await live.submit(AddNote(text="it goes on"), ONE)
    assert tables(live.session) == tables(live._ahead) == disk_of(live)
    assert not list(live.folder.glob(".*.new")), "no half-written copy with the words is left"
    await live.close()
    again = LiveSession(live.folder, clock=live.clock)
    assert b"Smith" not in (live.folder / records.JOURNAL).read_bytes(), "they go when it is opened again"
    await again.close()


# A disk that is really full


async def test_a_full_disk_refuses_and_loses_nothing_and_goes_on_when_freed(
    small_disk: Path, clock: Clock
) -> None:
    live = LiveSession.create(small_disk, community="Falls", clock=clock)
    film = small_disk / "film"
    film.write_bytes(b"x" * 190_000)
    acknowledged: list[str] = []
    refused = 0
    for number in range(2_000):
        text = f"{number} " + "words " * 20
        receipts = await asyncio.gather(
            *(live.submit(AddNote(text=f"{text} {one}"), ONE) for one in range(5)), return_exceptions=True
        )
        for one, receipt in enumerate(receipts):
            if isinstance(receipt, DiskFull):
                assert receipt.sentence == appending.FULL
                refused += 1
                assert tables(live.session) == tables(live._ahead) == disk_of(live)
            else:
                acknowledged.append(f"{text} {one}")
        if refused >= 20:
            break
    assert refused, "the disk was filled"
    assert [note.text for note in live.session.notes.values()] == acknowledged
    film.unlink()
    await live.submit(AddNote(text="there is room again"), ONE)
    await live.record()
    await live.close()
    again = LiveSession(live.folder, clock=clock)
    assert said(again.entries) == [*acknowledged, "there is room again"]
    assert not again.findings
    assert records.load(live.folder / records.RECORD)[0] == again.session
    await again.close()


def test_an_entry_is_one_line_of_checked_json() -> None:
    entry = Entry(3, 5, "terminal:one", (), key="k")
    line = seal(encode(entry))
    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    assert journal.unseal(line[:-1]) == encode(entry)
    assert journal.decode(encode(entry)) == entry
    assert journal.unseal(b"00000000 {}") is None
    assert journal.unseal(b"") is None


async def test_a_person_and_a_move_are_read_back_as_they_were(live: LiveSession) -> None:
    await live.submit(AddPerson(name="Amina", profession="nurse"), ONE)
    await live.submit(Next(activity="domain", step=0, shown=True), ONE)
    reading = read(live.folder / records.JOURNAL)
    assert reading.entries == live.entries
    assert reading.size == (live.folder / records.JOURNAL).stat().st_size
