"""The laws of a session, over commands drawn by chance from the whole vocabulary and several actors."""

from __future__ import annotations

import asyncio
import contextlib
import tempfile
from pathlib import Path
from typing import get_args

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import laws
from conftest import Clock
from sessions import commands, journal, records
from sessions.actors import Actor
from sessions.clean import clean
from sessions.commands import Command, Undo
from sessions.errors import Problem, Refused
from sessions.events import NoteAdded, PersonChanged, VoteCast
from sessions.live import LiveSession
from sessions.objects import Count
from sessions.scribe import parse
from sessions.session import Session
from sessions.steps.ballots import dots_each, on_ballot, targets

plans = st.sampled_from(["hour", "hour", "ground"])
beginnings = st.sampled_from([3, 4, 0, 2, 6, 8])
"""How many times "next" is pressed before anything else."""
often = settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
    derandomize=True,
)

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
        self.live = LiveSession.create(data, community="Falls", plan=plan, clock=self.clock)
        self.path = self.live.folder / records.JOURNAL

    @property
    def session(self) -> Session:
        return self.live.session

    async def submit(self, command: Command, by: Actor) -> None:
        """Submit, and check that what was refused changed nothing and what was granted broke no rule."""
        before, size, revision = laws.tables(self.session), self.path.stat().st_size, self.session.revision
        try:
            receipt = await self.live.submit(command, by)
        except Refused as refused:
            assert refused.sentence.strip()
            assert laws.tables(self.session) == before
            assert self.path.stat().st_size == size
            return
        assert self.live._ahead == self.session
        entry = receipt.entry
        if entry.sequence <= revision:
            assert laws.tables(self.session) == before, "a repeated key counts once"
            return
        if isinstance(command, Undo):
            undone = next(one for one in self.live.entries if one.sequence == entry.undoes)
            assert undone.by == by.tag, "nobody undoes what another did"
        for event in entry.events:
            if isinstance(event, VoteCast) and event.dots:
                check_dots(self.session, event)
        check_tallies(self.session)


def check_dots(session: Session, event: VoteCast) -> None:
    activity = session.activities[event.box.activity]
    placed = sum(
        session.ballots.get(f"{activity.id}/{activity.round}/{target}", {}).get(event.seat, 0)
        for target in targets(session, activity)
    )
    assert 0 <= placed <= dots_each(session, activity)


def check_tallies(session: Session) -> None:
    """Every tally is the sum of its ballots, and nothing is below zero."""
    for key, ballots in session.ballots.items():
        if key.startswith("scores/"):
            statement = session.statements[key.removeprefix("scores/")]
            assert statement.phones == [list(ballots.values()).count(score) for score in range(6)]
            continue
        activity = session.activities[key.split("/")[0]]
        values = list(ballots.values())
        if activity.vote == "dots":
            expected = Count(for_=sum(values))
        else:
            expected = Count(for_=values.count(1), against=values.count(-1), pass_=values.count(0))
        tally = session.tallies.get(key)
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
    done = [entry for entry in reading.entries if not entry.undoes]
    said = [event.note.number for one in done for event in one.events if isinstance(event, NoteAdded)]
    met = [
        event.number
        for one in done
        for event in one.events
        if isinstance(event, PersonChanged) and event.before is None
    ]
    assert len(set(said)) == len(said), "a note's number is never used again"
    assert len(set(met)) == len(met), "a person's number is never used again"
    assert all(note.author in {None, *met} for note in replayed.notes.values())
    for note in replayed.notes.values():
        assert not note.theme or f"{note.activity}/{note.theme}" in replayed.themes
        assert note.merged_into is None or note.merged_into in replayed.notes


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


@often
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
    if done.undoes or any(event.inverse() is None for event in done.events):
        return
    undone = (await room.live.submit(Undo(), by)).entry
    assert undone.undoes == done.sequence
    assert laws.lasting(room.session) == before


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
