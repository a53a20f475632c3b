"""The laws of a session, over commands drawn by chance from the whole vocabulary and several actors."""

from __future__ import annotations

import asyncio
import contextlib
import os
import tempfile
from pathlib import Path
from typing import Any, get_args

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import laws
from conftest import Clock
from sessions import commands, journal, records, rows
from sessions.actors import Actor
from sessions.ballots import dots_each, on_ballot, targets
from sessions.clean import clean
from sessions.commands import Command, Undo
from sessions.errors import Problem, Refused
from sessions.events import (
    CarriedOver,
    Entry,
    NoteAdded,
    NoteErased,
    PersonChanged,
    Restored,
    RowChanged,
    RowErased,
    VoteCast,
)
from sessions.events.rows import BY_TABLE
from sessions.live import LiveSession
from sessions.objects import Count
from sessions.rows import blanked
from sessions.scribe import parse
from sessions.sealing import sealer
from sessions.session import Session

SEQUENCES = int(os.environ.get("COP_TUI_SEQUENCES", "60"))
"""Sequences of commands that are drawn: a few in every build, ten thousand now and then."""

plans = st.sampled_from(["every", "every", "hour", "ground"])
beginnings = st.sampled_from([3, 4, 0, 2, 6, 8])
"""How many times "next" is pressed before anything else."""
HEALTHY = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example)
often = settings(max_examples=SEQUENCES, deadline=None, suppress_health_check=HEALTHY, derandomize=True)
seldom = settings(often, max_examples=max(1, SEQUENCES // 2))

START = (
    commands.AddPerson(name="Amina"),
    commands.AddPerson(name="Bo"),
    commands.AddPerson(name="Dee"),
    commands.AddNote(text="No single list"),
    commands.AddNote(text="Beds are far away"),
    commands.AddNote(text="Letters come late"),
    commands.AddTheme(name="Letters"),
)


class Room:
    """A live session in a folder of its own, whose every submit is checked against the laws."""

    def __init__(self, data: Path, plan: str) -> None:
        self.clock = Clock()
        if plan == "every":
            self.live = laws.made(data, self.clock, changed=laws.CHANGED)
        else:
            self.live = LiveSession.create(data, community="Falls", plan=plan, clock=self.clock)
        self.path = self.live.folder / records.JOURNAL
        self.before: Session | None = None
        """What was restored, whose votes count although nobody's ballots are there."""
        self.erased: set[tuple[str, int]] = set()
        """Table and number of what must stay a tombstone."""

    @property
    def session(self) -> Session:
        return self.live.session

    async def submit(self, command: Command, by: Actor) -> None:
        """Submit, and check that what was refused changed nothing and what was granted broke no rule."""
        size, revision = self.path.stat().st_size, self.session.revision
        try:
            receipt = await self.live.submit(command, by)
        except Refused as refused:
            assert refused.sentence.strip()
            assert laws.tables(self.live._ahead) == laws.tables(self.session)
            assert (self.path.stat().st_size, self.session.revision) == (size, revision)
            return
        assert laws.tables(self.live._ahead) == laws.tables(self.session)
        entry = receipt.entry
        if entry.sequence <= revision:
            assert self.session.revision == revision, "a repeated key counts once"
            return
        if isinstance(command, Undo):
            undone = next(one for one in self.live.entries if one.sequence == entry.undoes)
            assert undone.by == by.tag, "nobody undoes what another did"
        for event in entry.events:
            if isinstance(event, VoteCast) and event.dots:
                check_dots(self.session, event)
            elif isinstance(event, NoteErased) and event.number in self.session.notes:  # not undone before
                self.erased.add(("notes", event.number))
            elif (
                isinstance(event, RowErased)
                and event.table in BY_TABLE
                and int(event.key) in getattr(self.session, event.table)
            ):
                self.erased.add((event.table, int(event.key)))
        check_tallies(self.session, self.before)
        check_counters(self.session)
        check_tombstones(self.session, self.erased)


def check_counters(session: Session) -> None:
    """What is kept to be known at once is what the notes and tallies come to, in a copy too."""
    said: dict[str, set[int]] = {}
    for note in session.notes.values():
        if who := note.author or session.seats.get(note.number):
            said.setdefault(f"{note.activity}/{who}", set()).add(note.number)
    slips: dict[str, int] = {}
    for tally in session.tallies.values():
        box = f"{tally.activity}/{tally.round}"
        slips[box] = slips.get(box, 0) + tally.by.slips.for_
    boxes: dict[str, set[str]] = {}
    for tally in session.tallies.values():
        boxes.setdefault(f"{tally.activity}/{tally.round}", set()).add(tally.target)
    for one in (session, session.copied()):
        assert {vote: found for vote, found in one.boxes.items() if found} == boxes
        assert {key: notes for key, notes in one.said.items() if notes} == said
        assert {key: dots for key, dots in one.slips.items() if dots} == {
            key: dots for key, dots in slips.items() if dots
        }
    for number in session.rated.values():
        assert number in session.feedback


def check_tombstones(session: Session, erased: set[tuple[str, int]]) -> None:
    """What was erased is there without its words, whatever was undone since."""
    for table, number in erased:
        if table == "notes":
            note = session.notes[number]
            assert (note.erased, note.text, note.author) == (True, "", None)
        else:
            row = getattr(session, table)[number]
            assert row.erased
            assert row == blanked(row)


def check_dots(session: Session, event: VoteCast) -> None:
    activity = session.activities[event.box.activity]
    placed = sum(
        session.ballots.get(f"{activity.id}/{activity.round}/{target}", {}).get(event.seat, 0)
        for target in targets(session, activity)
    )
    assert 0 <= placed <= dots_each(session, activity)


def check_tallies(session: Session, before: Session | None = None) -> None:
    """Every tally is the sum of its ballots, after what was restored, and nothing is below zero."""
    restored = before or Session()
    for key, ballots in session.ballots.items():
        if key.startswith("scores/"):
            name = key.removeprefix("scores/")
            old = restored.statements.get(name)
            scored = [list(ballots.values()).count(score) for score in range(6)]
            assert session.statements[name].phones == [
                a + b for a, b in zip(scored, old.phones if old else [0] * 6, strict=True)
            ]
            continue
        activity = session.activities[key.split("/")[0]]
        values = list(ballots.values())
        if activity.vote == "dots":
            expected = Count(for_=sum(values))
        else:
            expected = Count(for_=values.count(1), against=values.count(-1), pass_=values.count(0))
        old_tally, tally = restored.tallies.get(key), session.tallies.get(key)
        if old_tally:
            phones = old_tally.by.phones
            expected = Count(
                for_=expected.for_ + phones.for_,
                against=expected.against + phones.against,
                pass_=expected.pass_ + phones.pass_,
            )
        assert (tally.by.phones if tally else Count()) == expected
    for activity in session.activities.values():
        handles = [*map(str, session.notes), "0", "x", *(theme.letter for theme in session.themes.values())]
        assert {one for one in handles if on_ballot(session, activity, one)} == set(
            targets(session, activity)
        )
    for tally in session.tallies.values():
        for way in (tally.by.phones, tally.by.hands, tally.by.slips):
            assert min(way.for_, way.against, way.pass_) >= 0
    for statement in session.statements.values():
        assert min(statement.scores) >= 0


async def in_a_room(room: Room, presses: int, acts: list[int]) -> None:
    """Begin, press "next" so many times, and do as the acts say."""
    for command in START:
        await room.submit(command, laws.ONE)
    for _ in range(presses):
        with contextlib.suppress(Refused):
            await room.live.submit(parse("/next", room.session), laws.ONE)
    await do(room, acts)


async def do(room: Room, acts: list[int]) -> None:
    """Do as the acts say."""
    for act in acts:
        by, command, seconds = laws.drawn(act, room.session)
        room.clock.advance(seconds)
        await room.submit(command, by)


def check_kept(room: Room) -> None:
    """What is on disk is what was seen, however it is read."""
    reading = journal.read(room.path)
    replayed = journal.fold(reading.entries)
    assert replayed == room.session
    assert (replayed.ballots, replayed.seats) == (room.session.ballots, room.session.seats)
    loaded, stamp = records.load(room.live.folder / records.RECORD)
    assert loaded == replayed
    assert (stamp.sequence, stamp.size, stamp.epoch) == (
        replayed.revision,
        reading.size,
        reading.header.epoch,
    )
    again = LiveSession(room.live.folder, clock=room.clock)
    again._vault.journal.let_go()
    assert not again.findings
    assert laws.tables(again.session) == laws.tables(replayed), "opened again it is as it was"
    check_numbers(reading.entries)
    check_whole(replayed)
    check_sealed(reading.entries, replayed)


def check_sealed(entries: list[Entry], session: Session) -> None:
    """Sealed it holds nothing that tells of anybody, and all that it held besides, to the minute."""
    transform = sealer(entries)
    if transform is None:
        return
    kept = [sealed for entry in entries if (sealed := transform(entry)) is not None]
    assert sealer(kept) is None, "sealing once is sealing"
    sealed = journal.fold(kept)
    assert not (sealed.ballots or sealed.seats or sealed.rated or sealed.placed)
    before, after = timeless(session), timeless(sealed)
    for table in before:
        assert after[table] == before[table], table


def timeless(session: Session) -> dict[str, Any]:
    """The tables without the times of what was said, which sealing rounds."""
    tables = session.tables()
    for rows_ in tables.values():
        for row in rows_:
            row.pop("at", None)
    return tables


def check_numbers(entries: list[Entry]) -> None:
    """No number is ever given out twice, in whichever table."""
    given_out: list[tuple[str, int]] = []
    for entry in entries:
        for event in () if entry.undoes else entry.events:
            if isinstance(event, NoteAdded):
                given_out.append(("notes", event.note.number))
            elif isinstance(event, PersonChanged) and event.before is None:
                given_out.append(("participants", event.number))
            elif isinstance(event, RowChanged) and event.before is None:
                given_out.append((event.kind.table, event.number))
            elif isinstance(event, CarriedOver):
                given_out += [("participants", one.number) for one in event.participants]
                given_out += [("notes", one.number) for one in event.notes]
                brought = (*event.improvements, *event.actions, *event.missing, *event.ties)
                given_out += [(one.table, one.number) for one in brought]
    assert len(set(given_out)) == len(given_out)


def check_whole(session: Session) -> None:
    """Whatever is named by its number or its letter is there."""
    people = set(session.participants)
    assert {note.author for note in session.notes.values()} <= {None, *people}
    for note in session.notes.values():
        assert not note.theme or f"{note.activity}/{note.theme}" in session.themes
        assert note.merged_into is None or note.merged_into in session.notes
    for kind in rows.KINDS:
        shelf = session.shelf(kind)
        assert all(number == row.number for number, row in shelf.items())
        assert {row.author for row in shelf.values()} <= {None, *people}
        assert max(shelf, default=0) <= session.made.get(kind.table, 0)
    for tie in session.ties.values():
        if tie.erased:
            assert (tie.a, tie.b) == (0, 0), "it says nothing of who"
        else:
            assert {tie.a, tie.b} <= people and tie.a != tie.b
    assert session.paused_at == 0 or session.started
    for activity in session.activities.values():
        assert activity.planned >= 0 or activity.lent < 0


@often
@given(plan=plans, presses=beginnings, acts=laws.acts)
def test_whatever_is_wished_the_laws_hold(plan: str, presses: int, acts: list[int]) -> None:
    async def story() -> None:
        with tempfile.TemporaryDirectory() as folder:
            room = Room(Path(folder), plan)
            await in_a_room(room, presses, acts)
            await room.live.record()
            await room.live.close()
            check_kept(room)

    asyncio.run(story())


@seldom
@given(plan=plans, presses=beginnings, acts=laws.acts, rest=laws.acts)
def test_undo_right_after_undoes(plan: str, presses: int, acts: list[int], rest: list[int]) -> None:
    async def story() -> None:
        with tempfile.TemporaryDirectory() as folder:
            room = Room(Path(folder), plan)
            await in_a_room(room, presses, acts)
            for act in rest:
                _, command, _ = laws.drawn(act, room.session)
                await check_undone(room, msgspec.structs.replace(command, key=""), laws.TWO)
            await room.live.close()

    asyncio.run(story())


async def check_undone(room: Room, command: Command, by: Actor) -> None:
    before = laws.lasting(room.session)
    try:
        done = (await room.live.submit(command, by)).entry
    except Refused:
        return
    if done.undoes or room.session.closed or any(event.inverse() is None for event in done.events):
        return
    undone = (await room.live.submit(Undo(), by)).entry
    assert undone.undoes == done.sequence, command
    assert laws.lasting(room.session) == before, command
    check_tallies(room.session)


@seldom
@given(acts=laws.acts, rest=laws.acts)
def test_what_is_brought_back_from_its_tables_is_the_same_and_goes_on(
    acts: list[int], rest: list[int]
) -> None:
    """A session that was restored from an export replays, and every law holds in it."""

    async def story() -> None:
        with tempfile.TemporaryDirectory() as folder:
            room = Room(Path(folder) / "first", "every")
            await in_a_room(room, 2, acts)
            await room.live.close()
            again = Room(Path(folder) / "again", "every")
            await again.live.close()
            tables = msgspec.json.decode(laws.tables(room.session))
            restored = Entry(2, again.clock(), "host", (Restored(tables),))
            with again.path.open("ab") as file:
                file.write(journal.seal(journal.encode(restored)))
            again.live = LiveSession(again.live.folder, clock=again.clock)
            assert laws.tables(again.session) == laws.tables(room.session)
            again.before = again.session.copied()
            await do(again, rest)
            await again.live.record()
            await again.live.close()
            check_kept(again)

    asyncio.run(story())


def test_every_command_is_drawn() -> None:
    assert set(laws.VOCABULARY) == set(get_args(commands.Wish))


@given(st.text(), st.booleans())
def test_cleaning_twice_is_cleaning_once(text: str, lines: bool) -> None:
    once = clean(text, lines=lines)
    assert clean(once, lines=lines) == once


@given(
    st.text(
        alphabet="a \n\t\r\u0301\u05b8\u200b\u200d\u202e\U0001f3f4\U000e0067\U000e007f\ufe0f\x85\x9b\x1bé"
    )
)
def test_cleaning_twice_is_cleaning_once_where_much_is_dropped(text: str) -> None:
    assert clean(clean(text, lines=True), lines=True) == clean(text, lines=True)


def test_every_problem_has_a_sentence() -> None:
    def kinds(kind: type[Problem]) -> list[type[Problem]]:
        return [kind, *(one for child in kind.__subclasses__() for one in kinds(child))]

    assert all(kind("That is so.").sentence == "That is so." for kind in kinds(Problem))
