"""Erasing: what was erased is a tombstone on every face, in the record, in every document and in the journal."""

from __future__ import annotations

import asyncio
import errno
import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import msgspec
import pytest

import laws
from conftest import Clock
from faces import everywhere, person, say
from laws import HOST, ONE, TWO
from sessions import journal, library, records, rows
from sessions.actors import Actor
from sessions.commands import AddComment, AddNote, CarryOver, Undo
from sessions.errors import DiskFull, Refused
from sessions.events import CarriedOver, Entry, Measured, Restored, RowErased, ThemeChanged
from sessions.live import LiveSession
from sessions.objects import Community, Note, Statement, Theme
from sessions.rewriting import eraser
from sessions.rows import Action, Improvement, MissingVoice, Tie

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
