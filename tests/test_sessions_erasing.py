"""Erasing: what was erased is a tombstone on every face, in the record, in every document and in the journal."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import msgspec
import pytest

import laws
from conftest import Clock
from cop_tui.export import json as export
from cop_tui.importing import restoring
from faces import AUDIENCES, documents, everywhere, person, pictures, say
from laws import HOST, ONE, TWO
from sessions import journal, library, records, rows, summary
from sessions.actors import Actor
from sessions.commands import AddComment, AddNote, CarryOver, Undo
from sessions.completing import complete
from sessions.errors import DiskFull, Refused
from sessions.events import (
    CarriedOver,
    Entry,
    Measured,
    Restored,
    RowErased,
    ThemeChanged,
    TieChanged,
)
from sessions.live import LiveSession
from sessions.measuring import measured
from sessions.objects import Community, Note, Statement, Theme
from sessions.rewriting import eraser
from sessions.rows import Action, Improvement, MissingVoice, Tie
from sessions.telling import told

SECRET = "Mrs Smith"


@pytest.fixture
async def live(data: Path, clock: Clock) -> AsyncIterator[LiveSession]:
    """A session of every kind of activity with people, a note and two themes, in its practice."""
    session = laws.made(data, clock)
    await say(session, "/here amina, bo | /go practice | late letters | /reveal")
    await say(session, "/theme letters | /theme beds")
    yield session
    await session.close()


def on_disk(live: LiveSession) -> list[str]:
    """The files of the data folder that hold the secret."""
    data = live.folder.parent.parent
    return [one.name for one in data.rglob("*") if one.is_file() and b"Smith" in one.read_bytes()]


SAID = {
    "note": (f"{SECRET} fell | /edit 2 {SECRET} fell twice | /undo", "2"),
    "theme": (f"/theme {SECRET} | /name C falls of {SECRET}", "C"),
    "statement": (f"/say {SECRET} shall not fall | /scores 2x2 | /agree anyway; {SECRET} disagrees", "V1"),
    "statement of a note": (f"{SECRET} shall not fall | /say 2", "2"),
    "comment": (f"/comment {SECRET} is my mother; her son {SECRET}; 1", "K1"),
    "missing voice": (f"/missing {SECRET}; bo | /missing {SECRET}; amina", "M1"),
    "lead": (f"/lead the ward of {SECRET}; {SECRET}", "L1"),
    "ripple": (f"/ripple {SECRET} > A + {SECRET} waits | /ripple {SECRET} > A ++", "R1"),
    "improvement": (
        f"/improve A; {SECRET}; {SECRET}; {SECRET}; {SECRET}; ; {SECRET}; {SECRET} | /test I1 {SECRET}; {SECRET}; {SECRET}; {SECRET}; {SECRET}"
        f" | /tried I1 {SECRET}; {SECRET}; adapt; {SECRET}; {SECRET}; {SECRET}", "I1",
    ),
    "action": (f"/do ring {SECRET}; {SECRET}; 14 jan | /still D1 21 jan; {SECRET} is out | /done D1 {SECRET} was glad", "D1"),
    "decision": (f"/decide {SECRET} comes home; {SECRET} asked; 5x2; {SECRET} herself", "C1"),
    "goal": (f"/goal us {SECRET} walks; {SECRET} says so", "G1"),
    "reflection": (f"/reflect I thought of {SECRET}", "J1"),
    "story": (f"/story amina; {SECRET}; {SECRET}; {SECRET}; {SECRET}; {SECRET}; yes", "S1"),
    "feedback": (f"/feedback 5x2; {SECRET}; {SECRET} again", "F1"),
}  # fmt: skip


@pytest.mark.parametrize("what", SAID)
async def test_what_was_erased_is_nowhere_and_stays_so(live: LiveSession, what: str, clock: Clock) -> None:
    lines, handle = SAID[what]
    await say(live, lines)
    await live.record()
    library.keep(live.folder.parent.parent, library.Row.of(live.session, clock()))
    assert on_disk(live), "it stands there before"
    assert SECRET in everywhere(live.session)
    await say(live, f"/erase {handle}")
    await live.record()
    library.keep(live.folder.parent.parent, library.Row.of(live.session, clock()))
    assert on_disk(live) == []
    assert "Smith" not in everywhere(live.session)
    await say(live, "/release")
    assert "Smith" not in everywhere(live.session)
    with pytest.raises(Refused):
        await say(live, f"/erase {handle}")
    for by in (ONE, TWO):
        for _ in range(12):
            try:
                await live.submit(Undo(), by)
            except Refused:
                break
    assert "Smith" not in everywhere(live.session)
    assert on_disk(live) == []
    await live.close()
    again = LiveSession(live.folder, clock=clock)
    assert (
        laws.tables(again.session) == laws.tables(live.session) == laws.tables(records.current(live.folder))
    )
    assert again.epoch == 2, "nothing was left to do"
    await again.close()


@pytest.mark.parametrize("what", SAID)
async def test_it_is_erased_after_the_close_as_well(live: LiveSession, what: str) -> None:
    lines, handle = SAID[what]
    links = " | ".join(f"/ripple A > {issue} +" for issue in ("B", "sleep", "calls", "trust", "kit"))
    await say(live, f"{lines} | {links}")
    if what == "theme":
        await say(
            live,
            "/ripple C > A + | /ripple C > B + | /ripple C > kit + | /ripple C > sleep + | /ripple C > calls + | /ripple C > trust +",
        )
    await say(live, "/close | /close")
    await say(live, f"/erase {handle}")
    await live.record()
    assert on_disk(live) == []
    assert "Smith" not in everywhere(live.session)


async def test_a_measure_that_named_it_is_counted_anew(live: LiveSession) -> None:
    links = " | ".join(f"/ripple {SECRET} > {issue} +" for issue in ("B", "sleep", "calls", "trust", "kit"))
    await say(live, f"{links} | /close | /close")
    assert "Smith" in live.session.measures["ripples"].sentence
    for number in range(1, 6):
        await say(live, f"/erase R{number}")
    assert "ripples" not in live.session.measures
    assert on_disk(live) == []
    told = [
        one
        for entry in live.entries
        for event in entry.events
        if isinstance(event, Measured)
        for one in event.measures
    ]
    assert told
    assert "ripples" not in {one.name for one in told}


async def test_a_version_and_a_theme_of_elsewhere_are_named_where_there_are_several(
    live: LiveSession,
) -> None:
    await say(live, f"/say {SECRET} here | /go domain | /theme {SECRET} | /say {SECRET} there | /go ripples")
    await say(live, "/go goals")
    for handle in ("V1", "A"):
        with pytest.raises(
            Refused, match=f"more than one {handle}: /erase domain/{handle}, /erase practice/{handle}"
        ):
            await say(live, f"/erase {handle}")
    await say(live, "/erase domain/a | /erase domain/V1")
    assert (live.session.themes["domain/A"].name, live.session.statements["domain/1"].text) == ("erased", "")
    await say(live, "/erase v1 | /erase a")
    assert (live.session.themes["practice/A"].name, live.session.statements["practice/1"].text) == (
        "erased",
        "",
    )
    with pytest.raises(Refused, match="no one activity called 'nowhere'"):
        await say(live, "/erase nowhere/A")
    assert on_disk(live) == []


async def test_the_charter_keeps_no_words_that_it_took_over(live: LiveSession, clock: Clock) -> None:
    await say(
        live,
        f"{SECRET} fell | /charter in 2 | /edit 2 {SECRET} fell twice | /charter out 2 | /charter in beds",
    )
    await say(live, f"/theme {SECRET} | /charter out c | /charter sponsor Dr Shah")
    assert live.session.community.in_scope == [f"{SECRET} fell", "beds"]
    assert live.session.community.out_of_scope == [f"{SECRET} fell twice", SECRET]
    await say(live, "/erase 2 | /erase C")
    community = live.session.community
    assert (community.in_scope, community.out_of_scope, community.sponsor) == (["beds"], [], "Dr Shah")
    assert on_disk(live) == []
    await live.close()
    again = LiveSession(live.folder, clock=clock)
    assert (again.session, again.epoch) == (live.session, live.epoch)
    await again.close()


async def test_a_tie_is_a_tombstone_too(live: LiveSession) -> None:
    await say(live, "/tie amina bo | /erase T1")
    assert live.session.ties[1].erased
    assert not live.session.kept(Tie)
    await say(live, "/tie amina bo")
    assert live.session.ties[2].erased is False


# What is given out again is another thing


async def test_a_letter_that_is_given_out_again_is_another_theme(live: LiveSession, clock: Clock) -> None:
    await say(live, f"/theme {SECRET} | /erase C")
    with pytest.raises(Refused):
        await say(live, "/undo")
    assert live.session.themes["practice/C"].name == "erased"
    await say(live, "/name C nights")
    await live.close()
    again = LiveSession(live.folder, clock=clock)
    assert again.session.themes["practice/C"].name == "nights", (
        "a name given since is no part of what was erased"
    )
    assert again.epoch == live.epoch
    await again.close()


def test_only_what_stands_before_an_erasing_is_emptied() -> None:
    made = [
        Entry(
            sequence,
            0,
            "terminal:one",
            (ThemeChanged("practice", "A", None, Theme(activity="practice", letter="A", name=name)),),
        )
        for sequence, name in ((2, SECRET), (4, "nights"))
    ]
    gone = Entry(3, 0, "terminal:one", (RowErased("themes", "practice/A"),))
    transform = eraser([gone])
    assert transform
    names = [transform(entry).events[0].after.name for entry in made]  # type: ignore[union-attr]
    assert names == ["erased", "nights"]
    assert eraser([transform(made[0]), gone, made[1]], unfinished=True) is None
    assert eraser([made[0], gone, made[1]], unfinished=True) is not None


# What came from elsewhere

BROUGHT = CarriedOver(
    sessions=("before",),
    community=Community(id="falls", name="Falls"),
    improvements=(Improvement(number=1, aim=f"{SECRET} walks", change_idea=SECRET, origin_session="before", origin="I4"),),
    actions=(Action(number=1, text=f"ring {SECRET}", update=SECRET, owner=SECRET),),
    missing=(MissingVoice(number=1, who=SECRET),),
    notes=(Note(number=2, activity="practice", lane="Risk", text=f"{SECRET} fell", carried_from="before/4"),),
    statements=(Statement(activity="", slot="identity_statement", version=3, text=f"With {SECRET}", dissent=SECRET),),
)  # fmt: skip


@pytest.fixture
async def brought(data: Path, clock: Clock) -> AsyncIterator[LiveSession]:
    """A session into which an earlier one brought what names somebody."""
    session = laws.made(data, clock)
    await say(session, "a hope")
    await session.submit(CarryOver(found=BROUGHT), HOST)
    await say(session, "/go practice")
    yield session
    await session.close()


async def test_what_was_brought_from_before_is_erased(brought: LiveSession, clock: Clock) -> None:
    live = brought
    await live.record()
    assert sorted(on_disk(live)) == ["journal.jsonl", "record.json"]
    for handle in ("I1", "D1", "M1", "2", "identity/V3"):
        await say(live, f"/erase {handle}")
    await live.record()
    assert on_disk(live) == []
    assert "Smith" not in everywhere(live.session)
    with pytest.raises(Refused, match="no V3 here"):
        await say(live, "/erase identity/V3")
    assert live.session.improvements[1].origin == "I4", (
        "where it came from stays, so that it comes no second time"
    )
    await live.close()
    again = LiveSession(live.folder, clock=clock)
    assert (again.epoch, laws.tables(again.session)) == (live.epoch, laws.tables(live.session))
    await again.close()


async def test_what_was_restored_from_an_export_is_erased(
    data: Path, live: LiveSession, clock: Clock
) -> None:
    for lines, _ in (pair for what, pair in SAID.items() if what != "statement of a note"):
        await say(live, lines)
    links = " | ".join(f"/ripple {SECRET} > {issue} +" for issue in ("B", "sleep", "calls", "trust", "kit"))
    await say(live, links)
    await say(live, "/close | /close")
    tables = msgspec.json.decode(laws.tables(live.session))
    await live.close()
    path = live.folder / records.JOURNAL
    lines = path.read_bytes().split(b"\n")[:2]
    entry = Entry(2, clock(), "host", (Restored(tables),))
    path.write_bytes(b"\n".join(lines) + b"\n" + journal.seal(journal.encode(entry)))
    (live.folder / records.RECORD).unlink(missing_ok=True)
    again = LiveSession(live.folder, clock=clock)
    assert laws.tables(again.session) == laws.tables(live.session)
    notes = [number for number, note in again.session.notes.items() if SECRET in note.text]
    handles = [f"{kind.letter}{number}" for kind in rows.KINDS for number in again.session.shelf(kind)]
    versions = [f"V{one.version}" for one in again.session.statements.values() if SECRET in one.text]
    for handle in (*map(str, notes), *handles, "C", *versions, "K1"):
        await say(again, f"/erase {handle}")
    await again.record()
    assert on_disk(again) == []
    assert "Smith" not in everywhere(again.session)
    await again.close()
    third = LiveSession(live.folder, clock=clock)
    assert third.epoch == again.epoch, "nothing was left to do"
    await third.close()


# A crash in the midst of it


@pytest.mark.parametrize("what", SAID)
async def test_a_kill_between_the_erasing_and_the_rewriting_is_made_good(
    live: LiveSession, what: str, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines, handle = SAID[what]
    await say(live, lines)
    await live.record()

    def fails(*args: object, **kwargs: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "replace", fails)
    with pytest.raises(DiskFull, match="off every face"):
        await say(live, f"/erase {handle}")
    monkeypatch.undo()
    assert "Smith" not in everywhere(live.session), "off every face at once"
    assert b"Smith" in (live.folder / records.JOURNAL).read_bytes()
    await live.close()
    again = LiveSession(live.folder, clock=clock)
    assert on_disk(again) == []
    assert "Smith" not in everywhere(again.session)
    assert again.epoch == 2
    await again.close()


async def test_words_in_damaged_lines_and_older_copies_go_too(live: LiveSession, clock: Clock) -> None:
    await say(live, f"{SECRET} fell")
    path = live.folder / records.JOURNAL
    for name in (journal.ASIDE, journal.OLDER.format(1)):
        shutil.copy(path, path.with_name(name))
    await say(live, "/erase 2")
    assert on_disk(live) == []


async def test_while_it_is_rewritten_nothing_brings_it_back(live: LiveSession) -> None:
    await say(live, f"/theme {SECRET} | /do ring {SECRET}")
    await say(live, f"/name C {SECRET} again", TWO)
    erasing = [asyncio.ensure_future(say(live, f"/erase {handle}")) for handle in ("C", "D1")]
    await asyncio.sleep(0)
    undoing = [asyncio.ensure_future(live.submit(Undo(), by)) for by in (TWO, ONE, TWO)]
    adding = [asyncio.ensure_future(live.submit(AddNote(text=f"n{one}"), TWO)) for one in range(9)]
    await asyncio.gather(*erasing, *adding)
    await asyncio.gather(*undoing, return_exceptions=True)
    await live.record()
    assert on_disk(live) == []
    assert laws.tables(live.session) == laws.tables(live._ahead)
    assert journal.fold(journal.read(live.folder / records.JOURNAL).entries) == live.session


async def test_only_who_leads_erases(live: LiveSession) -> None:
    await live.submit(AddComment(text="thank you"), Actor("reader"))
    await say(live, "/do ring")
    for by in (person(1), Actor("reader")):
        for line in ("/erase K1", "/erase D1", "/erase 1"):
            with pytest.raises(Refused, match="not on offer"):
                await say(live, line, by)


@pytest.mark.parametrize(
    "line",
    [
        "/erase V1",
        "/erase K1",
        "/erase Q",
        "/erase D1",
        "/erase 99",
        "/erase",
        "/erase 1 2",
        "/erase K99999999999",
    ],
)
async def test_what_is_not_there_cannot_be_erased(live: LiveSession, line: str) -> None:
    before = laws.tables(live.session)
    with pytest.raises(Refused):
        await say(live, line)
    assert laws.tables(live.session) == before


@pytest.mark.parametrize(
    "lines",
    [f"{SECRET} fell | /undo | /erase 2", f"/do ring {SECRET} | /undo | /erase D1"],
    ids=["a note", "an action"],
)
async def test_what_was_undone_can_be_erased_still(live: LiveSession, lines: str, clock: Clock) -> None:
    """The reflex after a name is Ctrl+Z: the words are off the wall, and in the history until they are erased."""
    await say(live, lines)
    await live.record()
    assert not on_disk(live)
    await live.close()
    again = LiveSession(live.folder, clock=clock)
    assert not again.findings and again.session == live.session
    await again.close()


async def test_the_notes_under_an_erased_one_go_with_it(live: LiveSession) -> None:
    await say(live, f"{SECRET} fell | {SECRET} fell twice | /same 2 3 | /erase 3")
    await live.record()
    assert not on_disk(live) and live.session.notes[2].erased and live.session.notes[3].erased
    with pytest.raises(Refused):
        await say(live, "/erase 99")


@pytest.mark.parametrize(
    ("lines", "again"),
    [
        (f"/theme {SECRET} | /undo | /erase C", "/erase C"),
        (f"/say {SECRET} shall not fall | /undo | /erase V1", "/erase V1"),
    ],
    ids=["a theme", "a version"],
)
async def test_a_theme_and_a_version_that_were_undone_can_be_erased_still(
    live: LiveSession, lines: str, again: str, clock: Clock
) -> None:
    await say(live, lines)
    await live.record()
    assert not on_disk(live)
    await say(live, again)  # nothing says any more that this was done; it does no harm
    await live.close()
    opened = LiveSession(live.folder, clock=clock)
    assert not opened.findings
    assert laws.tables(opened.session) == laws.tables(live.session) == laws.tables(opened._ahead)
    await opened.close()


async def test_a_tie_that_was_erased_says_nothing_of_who(live: LiveSession) -> None:
    await say(live, "/tie amina bo | /erase T1")
    assert (live.session.ties[1].a, live.session.ties[1].b) == (0, 0)
    told = [event for entry in live.entries for event in entry.events if isinstance(event, TieChanged)]
    assert [(event.after.a, event.after.b) for event in told if event.after] == [(0, 0)]
    brought = restoring.read(export.render(live.session), "export.json")
    assert brought.tables["ties"][0]["a"] == 0


# Words that went on into a statement


async def test_versions_with_the_same_words_go_with_the_note(live: LiveSession) -> None:
    receipt = await say(live, f"{SECRET} fell | /say 2 | /say We listen | /say {SECRET} fell | /erase 2")
    assert [one.text for one in live.session.statements.values()] == ["", "We listen", ""]
    assert told(receipt.entry, live.session) == "2 erased for good, V1 and V3 too. Still in V2? /erase V2"
    await live.record()
    assert not on_disk(live)


async def test_a_version_reworded_from_an_erased_note_is_named(live: LiveSession) -> None:
    receipt = await say(live, f"{SECRET} fell | /say 2 | /say {SECRET} shall not fall | /erase 2")
    assert told(receipt.entry, live.session) == "2 erased for good, V1 too. Still in V2? /erase V2"
    await say(live, "/erase V2")
    await live.record()
    assert not on_disk(live)


async def test_what_becomes_of_the_notes_under_it_is_told(live: LiveSession) -> None:
    receipt = await say(live, "beds | far beds | no beds | /same 3 2 | /same 4 2 | /erase 2")
    assert told(receipt.entry, live.session) == "2 erased for good, with 3 and 4 under it"
    assert told((await say(live, "letters | /erase 5")).entry, live.session) == "5 erased for good"


# Free words without a handle

FREE = {
    "ask": f"/session ask find {SECRET} a bed",
    "title": f"/session title About {SECRET}",
    "place": f"/session place the house of {SECRET}",
    "facilitator": f"/session facilitator {SECRET}",
    "meeting": f"/meet 14 jan 10:00; about {SECRET}; {SECRET}; at {SECRET}'s",
    "charter sponsor": f"/charter sponsor {SECRET}",
    "charter leaders": f"/charter leaders {SECRET}, Bo",
    "charter rhythm": f"/charter rhythm when {SECRET} can",
    "charter membership": f"/charter membership all but {SECRET}",
    "charter in": f"/charter in falls of {SECRET}",
    "charter out": f"/charter out {SECRET}",
    "expect": f"/expect profession: nurse, {SECRET}",
    "sorry": f"/sorry {SECRET.replace(' ', '_')}",
    "count": f"/count {SECRET}; acute; 4",
    "consent": f"/consent amina; to speak of {SECRET}",
}
"""What of a meeting is no thing with a handle, and a line that says it."""


@pytest.mark.parametrize("undone", [False, True], ids=["it stands", "it was undone"])
@pytest.mark.parametrize("what", FREE)
async def test_free_words_are_erased_by_what_they_are(
    live: LiveSession, what: str, undone: bool, clock: Clock
) -> None:
    data = live.folder.parent.parent
    await say(live, FREE[what])
    await live.record()
    library.keep(data, library.Row.of(live.session, clock()))
    assert on_disk(live), "it stands there before"
    receipt = await say(live, f"{'/undo | ' if undone else ''}/erase {what}")
    assert told(receipt.entry, live.session) == f"{what} erased for good"
    await live.record()
    library.keep(data, library.Row.of(live.session, clock()))
    assert on_disk(live) == []
    assert "Smith" not in everywhere(live.session)
    for by in (ONE, TWO):
        with contextlib.suppress(Refused):
            for _ in range(12):
                await live.submit(Undo(), by)
    assert on_disk(live) == []
    assert "Smith" not in everywhere(live.session)
    await live.record()
    await live.close()
    again = LiveSession(live.folder, clock=clock)
    assert not again.findings
    assert (
        laws.tables(again.session) == laws.tables(live.session) == laws.tables(records.current(live.folder))
    )
    await again.close()


async def test_free_words_of_an_export_and_of_before_are_erased(data: Path, clock: Clock) -> None:
    session = laws.made(data, clock, title=f"With {SECRET}", community=Community(id="falls", name="Falls", sponsor=SECRET))  # fmt: skip
    await session.submit(CarryOver(found=CarriedOver(("before",), Community(id="falls", name="Falls", sponsor=SECRET, expected={"sector": [SECRET]}))), HOST)  # fmt: skip
    await say(session, "/person Amina")
    for what in ("title", "charter sponsor", "expect"):
        await say(session, f"/erase {what}")
    assert on_disk(session) == []
    for line in FREE.values():
        await say(session, line)
    tables = msgspec.json.decode(laws.tables(session.session))
    await session.close()
    shutil.rmtree(session.folder)
    again = LiveSession.restore(data, tables, clock=clock)
    assert on_disk(again)
    for what in FREE:
        await say(again, f"/erase {what}")
    assert on_disk(again) == []
    assert "Smith" not in everywhere(again.session)
    await again.close()


async def test_what_is_given_anew_after_an_erasing_stays(live: LiveSession, clock: Clock) -> None:
    await say(live, f"/session ask {SECRET} | /charter in {SECRET} | /erase ask | /erase charter in")
    await say(live, "/session ask more beds | /charter in beds | /meet 14 jan; tea | /erase meeting")
    await live.close()
    again = LiveSession(live.folder, clock=clock)
    assert (again.session.ask, again.session.community.in_scope) == ("more beds", ["beds"])
    assert (again.session.next_meeting.date, again.session.next_meeting.topic) == ("2027-01-14", "")
    await again.close()


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("/erase charter", "Which part of the charter"),
        ("/erase charter stage", "Which part of the charter"),
        ("/erase amina", "Amina is a person"),
        ("/erase date", "There is no DATE here"),
    ],
)
async def test_what_else_has_no_handle_is_said(live: LiveSession, line: str, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        await say(live, line)


async def test_completion_offers_what_has_words(live: LiveSession) -> None:
    await say(live, "/session ask beds | /charter in beds | /meet 14 jan; tea")
    offered = dict(complete("/erase ", live.session))
    assert {"/erase ask", "/erase charter in", "/erase meeting"} <= set(offered)
    assert "/erase charter out" not in offered and "/erase sorry" not in offered
    assert [line for line, _ in complete("/erase charter i", live.session)] == ["/erase charter in"]


# What is hidden must not travel


async def test_a_note_that_is_off_the_wall_is_said_in_no_other_place(live: LiveSession) -> None:
    await say(live, f"{SECRET} fell | /hide 2")
    for line in ("/say 2", "/charter in 2", "/charter out 2"):
        with pytest.raises(Refused, match=r"Note 2 is hidden\. /show 2 brings it back"):
            await say(live, line)
    await say(live, "/go welcome | a hope")
    live.session.notes[3].waiting = live._ahead.notes[3].waiting = True
    for line in ("/say 3", "/charter in 3"):
        with pytest.raises(Refused, match=r"Note 3 waits for approval\. /ok 3"):
            await say(live, line)
    assert not live.session.statements and not live.session.community.in_scope


async def test_a_note_that_is_not_revealed_yet_is_said_in_no_other_place(data: Path, clock: Clock) -> None:
    live = laws.made(data, clock)
    await say(live, f"/go practice | {SECRET} fell")
    for line in ("/say 1", "/charter out 1"):
        with pytest.raises(Refused, match=r"Note 1 is not revealed yet\. /reveal shows"):
            await say(live, line)
    await say(live, "/go domain")
    with pytest.raises(Refused, match="/go practice, then /reveal"):
        await say(live, "/say 1")
    await say(live, "/go practice | /reveal | /say 1 | /charter out 1")
    assert live.session.statements["practice/1"].text == f"{SECRET} fell"
    await live.close()


async def test_no_note_goes_under_one_that_is_off_the_wall(live: LiveSession) -> None:
    await say(live, "beds | far beds | /hide 3")
    with pytest.raises(Refused, match=r"Note 3 is hidden, and 2 would be too\. /same 3 2"):
        await say(live, "/same 2 3")
    await say(live, "/same 3 2")
    assert live.session.notes[3].merged_into == 2
    await say(live, "no beds | few beds | /hide 4 | /hide 5 | /same 4 5")
    assert live.session.notes[4].merged_into == 5, "both are off the wall"


async def test_a_measure_names_no_issue_that_was_hidden_since(live: LiveSession) -> None:
    links = " | ".join(f"/ripple {SECRET} > {issue} +" for issue in ("B", "sleep", "calls", "trust", "kit"))
    await say(live, f"{links} | /close | /close")
    assert "Smith" in repr(measured(live.session))
    for number in range(1, 6):
        await say(live, f"/hide R{number}")
    assert "Smith" not in repr(measured(live.session))
    assert "Smith" not in repr([summary.detail(live.session, "reader"), export.document(live.session)["measures"]])  # fmt: skip


async def test_what_stands_under_a_hidden_note_is_off_with_it(live: LiveSession) -> None:
    await say(live, f"{SECRET} fell | a fall | /same 2 3 | /ripple 2 > A + | /improve 2; fewer falls")
    shown = [one for one in documents(live.session) if b"Smith" in documents(live.session)[one]]
    assert "csv" in shown
    await say(live, "/hide 3")
    left = documents(live.session)
    assert [one for one in left if b"Smith" in left[one]] == ["json"], "the whole record, hidden things too"
    for audience in AUDIENCES:
        if audience != "facilitator":
            assert "Smith" not in "".join(text for _, text in pictures(live.session, audience))
            assert "Smith" not in repr(summary.detail(live.session, audience))
    assert not [line for line, what in complete("/edit 2", live.session) if "Smith" in line + what]
    assert not [line for line, what in complete("/edit 2 ", live.session) if "Smith" in line + what]
    with pytest.raises(Refused, match="Note 2 stands under note 3, which is hidden"):
        await say(live, "/say 2")


@pytest.mark.parametrize("line", [f"/person {SECRET}; {SECRET}'s; nurse", "/here Smith cy"])
async def test_people_who_were_noted_by_mistake_and_undone_are_erased(
    live: LiveSession, line: str, clock: Clock
) -> None:
    with pytest.raises(Refused, match="Nobody who was noted was undone"):
        await say(live, "/erase person")
    await say(live, f"{line} | /undo")
    await live.record()
    assert on_disk(live) == ["journal.jsonl"]
    receipt = await say(live, "/erase person")
    assert told(receipt.entry, live.session) == "person erased for good"
    await live.record()
    assert on_disk(live) == []
    assert [one.name for one in live.session.participants.values()] == ["Amina", "Bo"]
    await live.close()
    again = LiveSession(live.folder, clock=clock)
    assert not again.findings and again.session == live.session
    await again.close()
