"""A live session: deciding and applying in one breath, keys that count once, erasing, watching."""

from __future__ import annotations

import asyncio
import os
import re
import stat
from pathlib import Path
from typing import Any

import pytest

from conftest import Clock
from laws import ONE, TWO, lasting, tables
from sessions import founding, journal, library, records
from sessions.actors import Actor
from sessions.commands import (
    AddComment,
    AddNote,
    AddPerson,
    AddTheme,
    Batch,
    CastVote,
    Close,
    Command,
    CountSlip,
    EditNote,
    EraseNote,
    GroupNotes,
    HideNote,
    MergeNotes,
    MoreTime,
    Next,
    Release,
    Reveal,
    RunOff,
    Say,
    SetHands,
    TakeBack,
    Undo,
)
from sessions.errors import DiskFull, Malformed, NotFound, NotOffered, Refused
from sessions.live import LiveSession, Pulse
from sessions.objects import Count
from sessions.scribe import parse

_HASHES_AND_TIMES = re.compile(r'"(seat|key)":"[0-9a-f]{20}"|"at":[0-9]+')


def person(number: int) -> Actor:
    return Actor("participant", f"p{number}", number)


async def at_the_vote(live: LiveSession, *themes: str) -> None:
    """Go to the vote of the first activity, with these themes."""
    for name in themes:
        await live.submit(AddTheme(name=name), ONE)
    for _ in range(3):
        await live.submit(parse("/next", live.session), ONE)
    assert live.session.now.at.kind == "vote"


def grep(folder: Path, word: str) -> list[str]:
    """The files in a folder that hold a word."""
    return [one.name for one in folder.rglob("*") if one.is_file() and word.encode() in one.read_bytes()]


# Together


async def test_notes_that_arrive_together_have_numbers_of_their_own(live: LiveSession) -> None:
    receipts = await asyncio.gather(*(live.submit(AddNote(text=f"n{one}"), ONE) for one in range(50)))
    assert [receipt.entry.events[0].note.number for receipt in receipts] == list(range(1, 51))
    assert [note.text for note in live.session.notes.values()] == [f"n{one}" for one in range(50)]


async def test_a_repeated_key_counts_once_also_after_opening_again(live: LiveSession, clock: Clock) -> None:
    receipts = await asyncio.gather(*(live.submit(AddNote(text="once", key="k"), ONE) for _ in range(50)))
    assert len({receipt.entry.sequence for receipt in receipts}) == 1
    assert len(live.session.notes) == 1
    await live.close()
    again = LiveSession(live.folder, clock=clock)
    receipt = await again.submit(AddNote(text="once", key="k"), ONE)
    assert receipt.entry == receipts[0].entry
    other = await again.submit(AddNote(text="another's", key="k"), TWO)
    assert other.entry.sequence > receipt.entry.sequence, "a key is its asker's own"
    assert len(again.session.notes) == 2
    await again.close()


async def test_dots_that_arrive_together_stay_within_the_limit(live: LiveSession) -> None:
    for number in (1, 2):
        await live.submit(AddPerson(name=f"P{number}"), ONE)
    await at_the_vote(live, "a", "b", "c", "d")
    assert live.session.now.dots == 2
    wishes = [live.submit(CastVote(target="ABCD"[one % 4], value=1), person(1)) for one in range(50)]
    results = await asyncio.gather(*wishes, return_exceptions=True)
    assert sum(not isinstance(one, BaseException) for one in results) >= 2
    assert sum(tally.by.phones.for_ for tally in live.session.tallies.values()) == 2
    zeros = [live.submit(CastVote(target="ABCD"[one % 4], value=0), person(1)) for one in range(50)]
    await asyncio.gather(*zeros)
    assert not live.session.tallies


@pytest.mark.parametrize("presses", range(6))
async def test_fifty_who_press_next_at_once_move_one_step(live: LiveSession, presses: int) -> None:
    for _ in range(presses):
        await live.submit(parse("/next", live.session), ONE)
    before = live.session.revision
    command = parse("/next", live.session)
    assert isinstance(command, Command)
    results = await asyncio.gather(*(live.submit(command, ONE) for _ in range(50)), return_exceptions=True)
    assert sum(not isinstance(one, BaseException) for one in results) == 1
    assert all(isinstance(one, Refused) for one in results[1:])
    assert live.session.revision == before + 1


# Whoever asks may go away


async def test_a_wish_whose_asker_went_away_is_kept_all_the_same(live: LiveSession) -> None:
    task = asyncio.ensure_future(live.submit(AddNote(text="gone before it was kept"), ONE))
    await asyncio.sleep(0)
    task.cancel()
    await live.submit(AddNote(text="after"), ONE)
    assert [note.text for note in live.session.notes.values()] == ["gone before it was kept", "after"]


async def test_erasing_is_done_even_if_whoever_asked_went_away(live: LiveSession) -> None:
    await live.submit(AddNote(text="Mrs Smith fell"), ONE)
    task = asyncio.ensure_future(live.submit(EraseNote(note=1), ONE))
    await asyncio.sleep(0)
    task.cancel()
    await live.submit(AddNote(text="after"), ONE)
    while grep(live.folder, "Smith"):
        await asyncio.sleep(0.01)
    assert tables(live.session) == tables(live._ahead)
    assert [note.text for note in live.session.notes.values()] == ["", "after"]


# Erasing


async def test_erased_words_are_nowhere(live: LiveSession, clock: Clock) -> None:
    await live.submit(AddNote(text="Smith one"), ONE)
    await live.submit(EditNote(note=1, text="Smith two"), ONE)
    await live.submit(Undo(), ONE)
    await live.submit(Say(note=1), ONE)
    await live.submit(AddNote(text="stays"), ONE)
    await live.record()
    await live.submit(EraseNote(note=1), ONE)
    assert grep(live.folder, "Smith") == []
    await live.record()
    assert grep(live.folder, "Smith") == []
    assert live.session.statements["domain/1"].text == ""
    with pytest.raises(Refused, match="erased; nothing of it is kept"):
        await live.submit(EditNote(note=1, text="back"), ONE)
    await live.close()
    again = LiveSession(live.folder, clock=clock)
    assert again.session == live.session == records.current(live.folder)
    assert again.epoch == 2
    await again.close()


async def test_a_record_on_its_way_while_words_are_erased_does_not_keep_them(live: LiveSession) -> None:
    for number in range(20):
        await live.submit(AddNote(text=f"Smith {number}"), ONE)
    recording = [asyncio.ensure_future(live.record()) for _ in range(5)]
    await asyncio.sleep(0)
    await asyncio.gather(*(live.submit(EraseNote(note=number), ONE) for number in range(1, 21)))
    await asyncio.gather(*recording)
    assert grep(live.folder, "Smith") == []


async def test_submits_while_the_journal_is_rewritten_are_all_kept(live: LiveSession) -> None:
    await live.submit(AddNote(text="Smith"), ONE)
    erasing = asyncio.ensure_future(live.submit(EraseNote(note=1), ONE))
    adding = []
    for number in range(40):
        adding.append(asyncio.ensure_future(live.submit(AddNote(text=f"n{number}", key=f"{number}"), TWO)))
        await asyncio.sleep(0)
    await asyncio.gather(erasing, *adding)
    assert sorted(live.session.notes) == list(range(1, 42))
    assert tables(live.session) == tables(live._ahead) == tables(records.current(live.folder))


async def test_what_was_erased_is_not_brought_back_by_undo(live: LiveSession) -> None:
    await live.submit(AddNote(text="Smith"), ONE)
    await live.submit(EditNote(note=1, text="Mrs Smith"), ONE)
    await live.submit(HideNote(note=1), ONE)
    await live.submit(EraseNote(note=1), TWO)
    with pytest.raises(Refused, match=r"1 hidden.* stays"):
        await live.submit(Undo(), ONE)


# Undo among others


async def test_undo_takes_back_the_own_last_act_and_nobody_elses(live: LiveSession) -> None:
    await live.submit(AddNote(text="one's"), ONE)
    await live.submit(AddNote(text="two's"), TWO)
    await live.submit(Undo(), ONE)
    assert [note.text for note in live.session.notes.values()] == ["two's"]
    with pytest.raises(Refused, match="nothing of yours"):
        await live.submit(Undo(), ONE)
    await live.submit(AddNote(text="again"), ONE)
    assert sorted(live.session.notes) == [2, 3], "a number is never used again"


async def test_a_person_whose_notes_are_there_stays_and_numbers_of_people_stay_used(
    live: LiveSession,
) -> None:
    await live.submit(AddPerson(name="Amina"), ONE)
    await live.submit(AddNote(text="mine"), person(1))
    with pytest.raises(Refused):
        await live.submit(Undo(), ONE)
    await live.submit(AddPerson(name="Bo"), ONE)
    await live.submit(Undo(), ONE)
    await live.submit(AddPerson(name="Dee"), ONE)
    assert {one.number: one.name for one in live.session.participants.values()} == {1: "Amina", 3: "Dee"}


async def test_a_note_that_others_stand_under_cannot_go(live: LiveSession) -> None:
    await live.submit(AddPerson(name="Amina"), TWO)
    await live.submit(AddNote(text="under"), TWO)
    await live.submit(AddNote(text="over"), ONE)
    await live.submit(AddNote(text="hers"), person(1))
    await live.submit(MergeNotes(note=1, into=2), TWO)
    with pytest.raises(Refused, match="so it stays"):
        await live.submit(Undo(), ONE)
    await live.submit(MergeNotes(note=1, into=3), TWO)
    with pytest.raises(Refused, match="stand under note 3"):
        await live.submit(TakeBack(note=3), person(1))
    await live.submit(TakeBack(note=2), ONE)
    with pytest.raises(Refused, match="so it stays"):
        await live.submit(Undo(), TWO)
    assert live.session.notes[1].merged_into == 3


async def test_undo_does_not_close_a_vote_in_which_others_voted(live: LiveSession) -> None:
    await live.submit(AddPerson(name="Amina"), TWO)
    await at_the_vote(live, "a", "b", "c", "d")
    await live.submit(CastVote(target="A", value=2), person(1))
    await live.submit(Undo(), ONE)
    assert live.session.now.at.kind == "group", "the move was undone"
    assert live.session.now.dots == 2, "the vote was not"
    with pytest.raises(Refused, match="hidden still"):
        await live.submit(RunOff(targets=("A", "B")), TWO)
    await live.submit(Next(activity="domain", step=1, shown=True), ONE)
    await live.submit(Reveal(), ONE)
    await live.submit(RunOff(targets=("A", "B")), TWO)
    await live.submit(Undo(), TWO)
    assert live.session.now.round == 1
    await live.submit(RunOff(targets=("A", "B")), TWO)
    await live.submit(SetHands(target="A", hands=Count(for_=3)), ONE)
    with pytest.raises(Refused):
        await live.submit(Undo(), Actor("terminal", "three"))
    with pytest.raises(Refused, match=r"run-off between A and B.* so it stays"):
        await live.submit(Undo(), TWO)
    assert live.session.now.round == 2, "a run-off with votes stays"


async def test_the_first_hands_can_be_undone_although_they_opened_the_vote(live: LiveSession) -> None:
    await live.submit(AddTheme(name="a"), ONE)
    await live.submit(SetHands(target="A", hands=Count(for_=3)), ONE)
    assert live.session.now.dots == 1
    await live.submit(Undo(), ONE)
    assert (live.session.now.dots, live.session.tallies) == (0, {})
    await live.submit(CountSlip(targets=("A",)), ONE)
    await live.submit(SetHands(target="A", hands=Count(for_=3)), TWO)
    await live.submit(Undo(), ONE)
    assert live.session.now.dots == 1
    assert live.session.tally(live.session.now, "A").by.slips.total == 0


async def test_undo_never_falls_through_to_an_older_act(live: LiveSession) -> None:
    await live.submit(AddNote(text="said before"), ONE)
    await live.submit(Next(activity="domain", step=0, shown=True), ONE)
    await live.submit(AddNote(text="said last"), ONE)
    await live.submit(HideNote(note=2), TWO)
    before = tables(live.session)
    with pytest.raises(Refused, match=r"Your last act \(2 kept\) has been built on or changed since"):
        await live.submit(Undo(), ONE)
    assert tables(live.session) == before, "neither the move nor the first note is taken back instead"
    await live.submit(Undo(), TWO)
    await live.submit(Undo(), ONE)
    assert sorted(live.session.notes) == [1]


async def test_a_comment_taken_down_is_taken_back_and_its_number_is_not_given_again(
    live: LiveSession,
) -> None:
    await live.submit(AddNote(text="before"), ONE)
    await live.submit(AddComment(text="try weekends"), ONE)
    await live.submit(Undo(), ONE)
    assert live.session.comments == {}
    await live.submit(AddComment(text="try Sundays"), TWO)
    assert list(live.session.comments) == [2]
    await live.submit(Undo(), ONE)
    assert live.session.notes == {}, "what was done before it can be taken back too"
    assert tables(live.session) == tables(records.current(live.folder))


async def test_a_theme_in_a_run_off_or_picked_stays(live: LiveSession) -> None:
    await live.submit(AddTheme(name="a"), ONE)
    await live.submit(AddTheme(name="b"), ONE)
    await live.submit(RunOff(targets=("A", "B")), TWO)
    with pytest.raises(Refused, match="so it stays"):
        await live.submit(Undo(), ONE)


async def test_a_theme_that_others_put_notes_in_stays(live: LiveSession) -> None:
    await live.submit(AddNote(text="x"), TWO)
    await live.submit(AddTheme(name="a"), ONE)
    await live.submit(GroupNotes(notes=(1,), letter="A"), TWO)
    with pytest.raises(Refused, match="so it stays"):
        await live.submit(Undo(), ONE)
    await live.submit(Undo(), TWO)
    await live.submit(Undo(), ONE)
    assert not live.session.themes


async def test_seconds_that_are_spent_elsewhere_are_not_taken_back(live: LiveSession) -> None:
    await live.submit(MoreTime(seconds=300), ONE)
    await live.submit(MoreTime(seconds=-24 * 60), TWO)
    with pytest.raises(Refused, match="so it stays"):
        await live.submit(Undo(), ONE)


async def test_a_file_is_undone_whole_or_not_at_all(live: LiveSession) -> None:
    before = lasting(live.session)
    wishes = (
        AddPerson(name="Amina"), AddPerson(name="amina", profession="nurse"), AddNote(text="hers", author=1),
        AddNote(text="ours"), GroupNotes(notes=(1, 2), name="late"), CastVote(target="A", value=1),
    )  # fmt: skip
    batch = Batch(
        wishes=wishes, participants=(0, 0, 0, 0, 0, 1), places=tuple(f"row {one}" for one in range(2, 8))
    )
    await live.submit(batch, ONE)
    assert live.session.tally(live.session.now, "A").by.phones.for_ == 1
    assert (live.session.notes[1].author, live.session.notes[2].theme) == (1, "A")
    await live.submit(Undo(), ONE)
    assert lasting(live.session) == before
    again = (AddPerson(name="Bo"), AddNote(text="his", author=2), AddTheme(name="beds"))
    await live.submit(Batch(wishes=again), ONE)
    await live.submit(SetHands(target="A", hands=Count(for_=3)), TWO)
    with pytest.raises(Refused, match="so it stays"):
        await live.submit(Undo(), ONE)
    assert live.session.themes


async def test_a_file_with_a_flaw_changes_nothing_and_says_where(live: LiveSession) -> None:
    before = tables(live.session)
    wishes = (AddPerson(name="Amina"), AddNote(text="kept?"), AddNote(text="x" * 1001))
    with pytest.raises(
        Malformed, match=r"^notes.csv, row 4: This has 1,001 letters.* Nothing was imported\.$"
    ):
        await live.submit(Batch(wishes=wishes, places=("row 2", "row 3", "notes.csv, row 4")), ONE)
    with pytest.raises(Malformed, match="nothing to import"):
        await live.submit(Batch(wishes=()), ONE)
    for by in (person(1), Actor("reader")):
        with pytest.raises(NotOffered):
            await live.submit(Batch(wishes=(AddNote(text="x"),)), by)
    assert tables(live.session) == before == tables(live._ahead)


# Who may


@pytest.mark.parametrize(
    "command",
    [
        Next(activity="domain", step=0, shown=True),
        AddTheme(name="x"),
        HideNote(note=1),
        EraseNote(note=1),
        AddPerson(name="x", level="core"),
        AddNote(text="x", author=2),
        AddNote(text="x", activity="practice"),
        Release(),
        Close(),
        Undo(),
        SetHands(target="1", hands=Count(for_=1)),
        CastVote(target="1", value=1),
    ],
    ids=lambda command: type(command).__name__,
)
@pytest.mark.parametrize("by", [person(1), Actor("reader")], ids=["participant", "reader"])
async def test_what_is_not_on_offer_is_refused(live: LiveSession, command: Command, by: Actor) -> None:
    await live.submit(AddPerson(name="Amina"), ONE)
    await live.submit(AddNote(text="a note"), ONE)
    before = tables(live.session)
    with pytest.raises(NotOffered, match="not on offer now"):
        await live.submit(command, by)
    assert tables(live.session) == before


async def test_a_note_is_mended_by_whoever_said_it_and_by_the_facilitator(live: LiveSession) -> None:
    for name in ("Amina", "Bo"):
        await live.submit(AddPerson(name=name), ONE)
    await live.submit(AddNote(text="mine"), person(1))
    with pytest.raises(NotOffered, match="somebody else's"):
        await live.submit(EditNote(note=1, text="not yours"), person(2))
    await live.submit(EditNote(note=1, text="mine still"), person(1))
    await live.submit(EditNote(note=1, text="mended"), ONE)
    await live.submit(TakeBack(note=1), person(1))
    assert not live.session.notes


async def test_a_closed_session_takes_comments_and_little_else(live: LiveSession) -> None:
    await live.submit(AddNote(text="x"), ONE)
    await live.submit(Close(), ONE)
    with pytest.raises(Refused, match="closed"):
        await live.submit(AddNote(text="y"), ONE)
    with pytest.raises(Refused, match="closed"):
        await live.submit(Undo(), ONE)
    await live.submit(AddComment(text="thank you\nall", name="Dee"), Actor("reader"))
    await live.submit(Release(), ONE)
    await live.submit(EraseNote(note=1), ONE)
    assert [one.text for one in live.session.comments.values()] == ["thank you\nall"]


# Private means not kept


async def test_unnamed_notes_and_votes_say_nowhere_whose_they_are(live: LiveSession) -> None:
    for number in range(1, 8):
        await live.submit(AddPerson(name=f"Person{number}"), ONE)
    await live.submit(parse("/go practice", live.session), ONE)
    seven = Actor("participant", "cookie-of-seven", 7)
    await live.submit(AddNote(text="unnamed words", key="a-key-of-seven"), seven)
    await live.submit(EditNote(note=1, text="mended unnamed words"), seven)
    with pytest.raises(NotOffered):
        await live.submit(EditNote(note=1, text="not mine"), person(6))
    await live.submit(AddTheme(name="a"), ONE)
    await live.submit(parse("/go choose", live.session), ONE)
    await live.submit(CastVote(target="A", value=1, key="another-key"), seven)
    await live.record()
    text = (live.folder / records.JOURNAL).read_text(encoding="utf-8")
    for line in text.splitlines():
        if "words" in line or "VoteCast" in line:
            assert "Person7" not in line
            assert "cookie-of-seven" not in line
            assert "a-key-of-seven" not in line
            assert '"author":null' in line or "NoteAdded" not in line
            assert '"by":"participant"' in line
            assert "7" not in _HASHES_AND_TIMES.sub("", line[9:])
    note = live.session.notes[1]
    assert note.author is None
    record = (live.folder / records.RECORD).read_text(encoding="utf-8")
    assert live.session.seats[1] not in record
    assert all(seat not in record for ballots in live.session.ballots.values() for seat in ballots)


# Made and opened


def test_a_new_session_never_takes_the_folder_of_another(
    data: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = iter(["falls-1", "falls-1", "falls-1", "falls-2"])
    monkeypatch.setattr(founding, "new_id", lambda name, day: next(ids))
    first = LiveSession.create(data, community="Falls", clock=clock)
    second = LiveSession.create(data, community="Falls", clock=clock)
    assert (first.session.id, second.session.id) == ("falls-1", "falls-2")


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps modes otherwise")
async def test_every_folder_and_file_is_its_owners_alone(tmp_path: Path, clock: Clock) -> None:
    data = tmp_path / "deep" / "down"
    live = LiveSession.create(data, community="Falls", clock=clock)
    await live.record()
    library.keep(data, library.Row.of(live.session, 1))
    await live.close()
    for one in [tmp_path / "deep", data, *data.rglob("*")]:
        assert stat.S_IMODE(one.stat().st_mode) == (0o700 if one.is_dir() else 0o600), one.name


@pytest.mark.parametrize("date", ["26.11.2026", "2026-13-01", "soon", "\x1b]0;x\x07"])
def test_what_is_no_date_is_refused(data: Path, date: str) -> None:
    with pytest.raises(Malformed, match="is no date; write it as 2026-11-26"):
        LiveSession.create(data, community="Falls", date=date)
    assert not list(data.iterdir())


def test_no_plan_no_name_no_folder(data: Path) -> None:
    with pytest.raises(NotFound, match="no plan 'none'"):
        LiveSession.create(data, community="Falls", plan="none")
    with pytest.raises(Malformed, match="name is needed"):
        LiveSession.create(data, community=" \x07 ")
    with pytest.raises(NotFound, match="There is no session nowhere"):
        LiveSession(data / "nowhere")


# Watching


async def test_whoever_waits_is_told(live: LiveSession) -> None:
    since = live.version
    waiting = [asyncio.ensure_future(live.changed(since)) for _ in range(3)]
    await asyncio.sleep(0)
    waiting.pop().cancel()
    await live.submit(AddNote(text="x"), ONE)
    assert await asyncio.gather(*waiting) == [since + 1] * 2
    live.pulse = Pulse(address="http://10.0.0.2")
    assert await live.changed(since + 1) == since + 2
    live.pulse = Pulse(address="http://10.0.0.2")
    assert live.version == since + 2


async def test_asking_for_what_nobody_answers_is_refused(live: LiveSession) -> None:
    with pytest.raises(Refused, match="no export here"):
        await live.ask("export")


async def test_a_record_is_stamped_with_no_more_of_the_journal_than_it_holds(
    live: LiveSession, facilitator: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved = []
    monkeypatch.setattr(records, "save", lambda path, tables, stamp: saved.append((tables, stamp)))

    async def recording() -> None:
        for _ in range(40):
            await live.record()
            await asyncio.sleep(0)

    async def typing() -> None:
        for number in range(150):
            await live.submit(AddNote(text=f"note {number}"), facilitator)

    await asyncio.gather(recording(), typing(), typing())
    content = (live.folder / records.JOURNAL).read_bytes()
    for kept, stamp in saved:
        assert content[: stamp.size].count(b"\n") == stamp.sequence + 1, (
            "the header, and a line for each entry"
        )
        assert len(kept["notes"]) == stamp.sequence - 1


async def test_what_a_full_disk_did_not_let_be_erased_is_erased_when_there_is_room(
    live: LiveSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    await live.submit(AddNote(text="a patient's name was said"), ONE)
    with monkeypatch.context() as patch:
        patch.setattr(journal, "replace_file", full)
        with pytest.raises(DiskFull):
            await live.submit(EraseNote(note=1), ONE)
        await live.rest()
    assert b"patient" in (live.folder / records.JOURNAL).read_bytes()
    await live.rest()
    assert b"patient" not in (live.folder / records.JOURNAL).read_bytes()
    assert live.session.notes[1].erased
