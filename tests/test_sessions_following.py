"""Until a meeting begins it follows the ones before: what was hidden or erased there since is so here too."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

import laws
from conftest import Clock
from faces import everywhere
from laws import ONE
from meetings import Meetings
from sessions import journal, records
from sessions.commands import AddMissing, AddTie, Batch, TakeBack
from sessions.live import LiveSession
from sessions.rows import Action, MissingVoice, Tie

SECRET = "Mrs Smith"

VOTED = ("/go choose", f"{SECRET} fell", "beds", "/next", "/vote 1 2", "/vote 2 1", "/next")
THEMES = ("/go choose", "a", "b", f"/group 1 = {SECRET}", "/group 2 = beds", "/next", "/vote A 2", "/next")

ERASED = {
    "an action": ((f"/do ring {SECRET}; {SECRET}; 1 feb",), "/erase D1"),
    "a test": (("/next", "a", f"/improve 1; {SECRET} walks; {SECRET}; {SECRET}"), "/erase I1"),
    "what a test is about": (("/next", f"{SECRET} fell", "/improve 1; fewer falls"), "/erase 1"),
    "the theme of a test": (("/next", f"/theme {SECRET}", "/improve A; fewer falls"), "/erase A"),
    "a missing voice": ((f"/missing {SECRET}; {SECRET}",), "/erase M1"),
    "a tie": (("/person Amina", "/person Bo", "/tie amina bo"), "/erase T1"),
    "a note": (VOTED, "/erase 1"),
    "a theme": (THEMES, "/erase A"),
    "a statement": (("/next", f"/say with {SECRET}", "/scores 5x4", "/agree"), "/erase V1"),
    "a statement of a note": (("/next", f"{SECRET} fell", "/say 1"), "/erase 1"),
    "the charter, from a note": (("/next", f"{SECRET} fell", "/charter out 1"), "/erase 1"),
    "the charter": ((f"/charter sponsor {SECRET}",), "/erase charter sponsor"),
    "the leaders": ((f"/charter leaders {SECRET}, Bo",), "/erase charter leaders"),
    "whom it expects": ((f"/expect profession nurse, {SECRET}",), "/erase expect"),
}  # fmt: skip
"""What a meeting says, and the line that erases it once the next one has taken it over."""


@pytest.fixture
async def meetings(data: Path, clock: Clock) -> AsyncIterator[Meetings]:
    made = Meetings(data, clock)
    yield made
    for live in made.open:
        await live.close()


def files(live: LiveSession) -> list[str]:
    """The files of a session that hold the secret."""
    return [one.name for one in live.folder.iterdir() if one.is_file() and b"Smith" in one.read_bytes()]


async def check(meetings: Meetings, live: LiveSession) -> None:
    """Record, journal and session are one, and nothing more is to be taken over."""
    await live.record()
    kept = records.load(live.folder / records.RECORD)[0]
    read = journal.read(live.folder / records.JOURNAL)
    assert laws.tables(journal.fold(read.entries)) == laws.tables(live.session) == laws.tables(kept)
    assert meetings.found(live) is None, "once is enough"


@pytest.mark.parametrize("touched", [False, True], ids=["as it came", "touched here"])
@pytest.mark.parametrize("what", ERASED)
async def test_what_is_erased_there_is_erased_here(meetings: Meetings, what: str, touched: bool) -> None:
    lines, erase = ERASED[what]
    plan = "hour" if "theme of" in what else "meeting"
    first = await meetings.hold("2026-11-26", *lines, plan=plan)
    second = await meetings.plan("2027-01-14")
    event = await meetings.carry(second)
    assert event is not None
    if what != "a tie":
        assert files(second), "it came along"
    if touched:
        session = second.session
        await meetings.say(second, *(f"/edit D{one} also" for one in session.actions), *(f"/edit I{one} also" for one in session.improvements), *(f"/edit M{one} {SECRET} too" for one in session.missing_voices), *(f"/edit {number} {SECRET} too" for number, note in session.notes.items() if SECRET in note.text), "/charter in kit", "/charter rhythm weekly")  # fmt: skip
    await meetings.say(first, erase)
    await meetings.carry(second)
    assert files(second) == []
    assert "Smith" not in everywhere(second.session)
    assert not second.session.kept(Tie)
    if touched:
        assert (second.session.community.rhythm, second.session.community.in_scope) == ("weekly", ["kit"])
    await check(meetings, second)
    assert [one for one in first.session.improvements if what == "what a test is about"] == [
        one for one in second.session.improvements if what == "what a test is about"
    ], "the test itself goes on"


@pytest.mark.parametrize("touched", [False, True], ids=["as it came", "touched here"])
async def test_what_is_hidden_there_is_hidden_here(meetings: Meetings, touched: bool) -> None:
    first = await meetings.hold("2026-11-26", f"/do ring {SECRET}", f"/missing {SECRET}", *VOTED)
    second = await meetings.plan("2027-01-14")
    await meetings.carry(second)
    session = second.session
    if touched:
        await meetings.say(second, f"/edit D1 call {SECRET}", f"/edit 1 {SECRET} fell twice")
    await meetings.say(first, "/hide D1", "/hide M1", "/hide 1")
    await meetings.carry(second)
    assert (session.actions[1].visibility, session.missing_voices[1].visibility) == ("private", "private")
    assert session.notes[1].hidden
    assert ("call" in session.actions[1].text, "twice" in session.notes[1].text) == (touched, touched)
    await check(meetings, second)
    await meetings.say(second, "/show D1", "/show 1")
    assert meetings.found(second) is None, "whoever shows it here has their way"
    await meetings.say(second, "/hide D1", "/hide 1")
    await meetings.say(first, "/show D1", "/show M1", "/show 1")
    await meetings.carry(second)
    assert session.missing_voices[1].visibility == "report"
    assert ("call" in session.actions[1].text, "twice" in session.notes[1].text) == (touched, touched)
    await check(meetings, second)


async def test_words_of_a_hidden_note_leave_the_test_that_is_about_it(meetings: Meetings) -> None:
    first = await meetings.hold("2026-11-26", "/next", f"{SECRET} fell", "beds", "/improve 1 2; fewer falls")
    second = await meetings.plan("2027-01-14")
    await meetings.carry(second)
    await meetings.say(second, "/edit I1 fewer falls at night")
    await meetings.say(first, "/hide 1")
    await meetings.carry(second)
    row = second.session.improvements[1]
    assert (row.item_ids, row.aim) == (["beds"], "fewer falls at night")
    assert files(second) == []
    await check(meetings, second)


async def test_a_theme_that_was_erased_and_named_anew_comes_by_its_new_name(meetings: Meetings) -> None:
    first = await meetings.hold("2026-11-26", *THEMES)
    second = await meetings.plan("2027-01-14")
    await meetings.carry(second)
    await meetings.say(first, "/erase A", "/name A nights")
    await meetings.carry(second)
    assert [note.text for note in second.session.notes.values()] == ["nights", "beds"]
    assert files(second) == []
    await check(meetings, second)


async def test_an_erased_theme_does_not_come_as_a_note(meetings: Meetings) -> None:
    await meetings.hold("2026-11-26", *THEMES, "/erase A")
    second = await meetings.plan("2027-01-14")
    await meetings.carry(second)
    assert [note.text for note in second.session.notes.values()] == ["beds"]


async def test_a_note_that_was_taken_back_here_goes_from_the_history_too(meetings: Meetings) -> None:
    first = await meetings.hold("2026-11-26", *VOTED)
    second = await meetings.plan("2027-01-14")
    await meetings.carry(second)
    await second.submit(TakeBack(note=1), ONE)
    await meetings.say(first, "/erase 1")
    await meetings.carry(second)
    assert files(second) == []
    await check(meetings, second)


async def test_an_older_statement_takes_the_place_of_one_that_was_erased(meetings: Meetings) -> None:
    first = await meetings.hold(
        "2026-11-26", "/go commit", "/say together", "/scores 5x4", "/agree", f"/say with {SECRET}", "/scores 5x4", "/agree"
    )  # fmt: skip
    second = await meetings.plan("2027-01-14")
    await meetings.carry(second)
    (slot,) = second.session.earlier_statements
    assert second.session.earlier_statements[slot].version == 2
    await meetings.say(first, "/erase V2")
    await meetings.carry(second)
    kept = second.session.earlier_statements[slot]
    assert (kept.version, kept.text) == (1, "together")
    assert files(second) == []
    await check(meetings, second)


async def test_what_was_said_in_the_same_moment_is_not_erased_with_it(meetings: Meetings) -> None:
    first = await meetings.hold("2026-11-26", "/person Amina", "/person Bo", "/person Dee")
    wishes = (
        AddMissing(who=SECRET), AddMissing(who="a GP"), AddTie(a="amina", b="bo"), AddTie(a="amina", b="dee"),
    )  # fmt: skip
    await first.submit(Batch(wishes=wishes), ONE)
    assert (
        len({row.at for row in (*first.session.missing_voices.values(), *first.session.ties.values())}) == 1
    )
    second = await meetings.plan("2027-01-14")
    await meetings.say(first)
    await meetings.carry(second)
    await meetings.say(first, "/erase M1", "/erase T1")
    await meetings.carry(second)
    assert [row.number for row in second.session.kept(MissingVoice)] == [2]
    assert [(row.number, row.a, row.b) for row in second.session.kept(Tie)] == [(2, 1, 3)]
    assert files(second) == []
    third = await meetings.plan("2027-02-18")
    event = await meetings.carry(third)
    assert event and [row.who for row in event.missing] == ["a GP"] and len(event.ties) == 1


async def test_what_is_said_again_after_an_erasing_is_another_thing(meetings: Meetings) -> None:
    first = await meetings.hold("2026-11-26", f"/missing a GP; {SECRET}", "/do ring; Bo")
    second = await meetings.plan("2027-01-14")
    await meetings.carry(second)
    await meetings.say(first, "/erase M1", "/missing a GP; Bo")
    await meetings.carry(second)
    assert [(row.number, row.inviter) for row in second.session.kept(MissingVoice)] == [(2, "Bo")]
    assert files(second) == []
    await check(meetings, second)


async def test_the_charter_keeps_what_was_said_here(meetings: Meetings) -> None:
    first = await meetings.hold(
        "2026-11-26", "/next", f"{SECRET} fell", "/charter out 1", "/charter out parking", "/charter rhythm monthly",
        f"/charter sponsor {SECRET}",
    )  # fmt: skip
    second = await meetings.plan("2027-01-14", "/charter in beds")
    await meetings.carry(second)
    await meetings.say(second, "/charter out kit", "/charter sponsor Dr Okoro", "/charter rhythm")
    await meetings.say(first, "/do ring")
    await meetings.carry(second)
    await meetings.say(second, "/charter out lifts")
    await meetings.say(first, "/erase 1", "/erase charter sponsor")
    await meetings.carry(second)
    charter = second.session.community
    assert (charter.in_scope, charter.out_of_scope) == (["beds"], ["parking", "kit", "lifts"])
    assert (charter.sponsor, charter.rhythm) == ("Dr Okoro", "")
    assert files(second) == []
    await check(meetings, second)


async def test_a_charter_that_changes_there_changes_here_unless_it_was_touched(meetings: Meetings) -> None:
    first = await meetings.hold("2026-11-26", "/charter sponsor Dr Shah", "/charter rhythm monthly")
    second = await meetings.plan("2027-01-14")
    await meetings.carry(second)
    await meetings.say(second, "/charter rhythm weekly")
    await meetings.say(first, "/charter sponsor Dr Okoro", "/charter rhythm daily")
    await meetings.carry(second)
    assert (second.session.community.sponsor, second.session.community.rhythm) == ("Dr Okoro", "weekly")
    await check(meetings, second)


async def test_what_was_only_read_in_part_erases_nothing(meetings: Meetings) -> None:
    """A meeting that cannot be read now, or has lost a line to damage, takes nothing away from the next one."""
    first = await meetings.hold("2026-11-26", "/do ring; Bo")
    second = await meetings.plan("2027-01-14")
    await meetings.carry(second)
    path = first.folder / records.JOURNAL
    lines = path.read_bytes().split(b"\n")
    path.write_bytes(b"\n".join(line for line in lines if b"ring" not in line))
    (first.folder / records.RECORD).unlink()
    assert meetings.found(second) is None
    assert [row.text for row in second.session.kept(Action)] == ["ring"]
