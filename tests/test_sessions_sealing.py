"""Sealing: what could tell who said an unnamed note, or how somebody voted, is gone from every file."""

from __future__ import annotations

import asyncio
import os
import secrets
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest

from conftest import Clock
from faces import say
from sessions import journal, passes, records
from sessions.actors import Actor
from sessions.commands import AddNote, CastVote, EditNote, GiveFeedback, Join, Score, StepOut, TakeBack
from sessions.errors import Refused
from sessions.live import LiveSession

NEW = Actor("participant")
KILLS = 2 * int(os.environ.get("COP_TUI_KILLS", "20"))


def phone(number: int) -> Actor:
    return Actor("participant", participant=number)


async def joined(live: LiveSession, *names: str, **fields: str) -> list[Actor]:
    """The phones of people with these names."""
    found = []
    for name in names:
        receipt = await live.submit(Join(name=name, consent=True, **fields), NEW)
        found.append(phone(receipt.entry.events[0].number))  # type: ignore[union-attr]
    return found


async def workshop(data: Path, clock: Clock, *, swapped: bool = False) -> LiveSession:
    """A session with unnamed notes, dots, scores and feedback of three phones; two of them may have swapped notes."""
    live = LiveSession.create(data, community="Falls prevention", clock=clock)
    amina, bo, chen = await joined(live, "Amina", "Bo", "Chen")
    await say(live, "/here 3 | /next | /go practice")
    assert live.session.now.unnamed
    first, second = (bo, amina) if swapped else (amina, bo)
    for who, text in ((first, "nobody rings the ward"), (second, "letters come late"), (chen, "no beds")):
        clock.advance(seconds=7)
        await live.submit(AddNote(text=text, key=f"k{who.participant}"), who)
    await live.submit(EditNote(note=2, text="letters come too late"), second)
    await live.submit(TakeBack(note=3), chen)
    await say(live, "/reveal | /theme nights 2 | /theme letters 3 | /go choose")
    for who, target in ((amina, "A"), (bo, "B"), (chen, "B")):
        clock.advance(seconds=5)
        await live.submit(CastVote(target=target, value=1), who)
    await live.submit(CastVote(target="A", value=0), amina)
    await say(live, "/vote A 1 | /reveal | /go identity | /next | /say together")
    for who, value in ((amina, 5), (bo, 4), (chen, 3), (bo, 5)):
        await live.submit(Score(value=value), who)
    await say(live, "/agree | /go close | /next")
    await live.submit(GiveFeedback(ratings=(0, 0, 0, 0, 1, 0), most_useful="the ripples"), amina)
    return live


def content(live: LiveSession) -> dict[str, bytes]:
    """Every file of the session's folder."""
    return {file.name: file.read_bytes() for file in live.folder.iterdir()}


async def test_closing_seals(data: Path, clock: Clock) -> None:
    live = await workshop(data, clock)
    before = live.session.tables()
    seats = {*live.session.seats.values(), *live.session.rated}
    seats |= {seat for box in live.session.ballots.values() for seat in box}
    assert seats and live.passes
    kept = [live.passes.phone(1), live.passes.join]
    await say(live, "/close")
    await live.record()
    files = b"".join(content(live).values())
    assert records.SEATS not in content(live) and live.passes is None
    assert not [word for word in (*seats, *kept) if word.encode() in files]
    assert all(not entry.key for entry in live.entries)
    assert not (live.session.seats or live.session.ballots or live.session.rated or live.session.placed)
    after = live.session.tables()
    for table in ("tallies", "group_tallies", "statements", "participants", "activities"):
        assert after[table] == before[table], table
    assert [one["text"] for one in after["notes"]] == [one["text"] for one in before["notes"]]
    assert all(one["at"] % 60_000 == 0 for one in after["notes"] + after["feedback"])
    again = LiveSession(live.folder, clock=clock)
    assert again.session == live.session == records.load(live.folder / records.RECORD)[0]
    assert not (live.folder / records.SEATS).exists(), "opening makes no new secret"
    assert not again.findings


async def test_who_said_which_unnamed_note_is_nowhere(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two runs in which two people swap their unnamed notes leave the same bytes."""
    left = []
    for run, swapped in (("one", False), ("two", True)):
        chance = Random(7)
        monkeypatch.setattr(secrets, "token_bytes", chance.randbytes)
        monkeypatch.setattr(secrets, "choice", chance.choice)
        live = await workshop(data / run, Clock(), swapped=swapped)
        unsealed = content(live)
        await say(live, "/close")
        await live.record()
        left.append((unsealed, content(live)))
    assert left[0][0] != left[1][0], "before it is sealed they differ"
    assert left[0][1] == left[1][1]


async def test_a_day_of_rest_seals_an_open_session(data: Path, clock: Clock) -> None:
    live = await workshop(data, clock)
    secret = (live.folder / records.SEATS).read_bytes()
    clock.advance(minutes=24 * 60 - 5)
    again = LiveSession(live.folder, clock=clock)
    assert (live.folder / records.SEATS).read_bytes() == secret and again.session.ballots
    again._vault.journal.let_go()
    clock.advance(minutes=10)
    again = LiveSession(live.folder, clock=clock)
    assert (live.folder / records.SEATS).read_bytes() != secret and not again.session.ballots
    assert again.session.tables()["tallies"] == live.session.tables()["tallies"]
    (amina,) = await joined(again, "Amina")
    assert amina == phone(1), "who had a phone comes in under their name, as the old words are dead"
    await say(again, "/go identity")
    assert again.session.now.at.kind == "agree"
    with pytest.raises(Refused, match="on offer"):
        await again.submit(Score(value=1), phone(1))  # it is agreed
    assert sum(again.session.statement(again.session.now).phones) == 3  # type: ignore[union-attr]


async def test_at_rest_while_it_is_live(data: Path, clock: Clock) -> None:
    live = await workshop(data, clock)
    await live.rest()
    assert live.session.seats
    clock.advance(minutes=25 * 60)
    await live.rest()
    assert not live.session.seats and live.passes


async def test_what_tells_of_nobody_is_not_rewritten(data: Path, clock: Clock) -> None:
    """A session that is prepared a week ahead keeps its passes: they may be printed."""
    live = LiveSession.create(data, community="Falls", clock=clock)
    await say(live, "/person Amina | /session place Hill Surgery")
    before, found = live.passes, content(live)
    clock.advance(minutes=7 * 24 * 60)
    again = LiveSession(live.folder, clock=clock)
    assert before and again.passes and again.passes.join == before.join and content(again) == found


async def test_a_disk_that_is_full_leaves_it_to_the_next_opening(
    data: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    live = await workshop(data, clock)

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(journal, "replace_file", full)
        await say(live, "/close")
    assert live.session.closed and any("sealed" in finding for finding in live.findings)
    assert (live.folder / records.SEATS).exists()
    again = LiveSession(live.folder, clock=clock)
    assert not (live.folder / records.SEATS).exists() and not again.session.ballots


CRASHES: list[tuple[str, Callable[..., Any]]] = [
    ("before the journal", lambda live, patch: patch.setattr(journal, "replace_file", _dies)),
    ("before the secret", lambda live, patch: patch.setattr(Path, "unlink", _spares)),
]


class Killed(BaseException):
    """The process is gone."""


def _dies(*_: Any) -> None:
    raise Killed


_unlink = Path.unlink


def _spares(path: Path, **more: Any) -> None:
    if path.name == records.SEATS:
        raise Killed
    _unlink(path, **more)


@pytest.mark.parametrize(("when", "crash"), CRASHES, ids=[name for name, _ in CRASHES])
async def test_a_crash_while_sealing_is_made_good(
    data: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch, when: str, crash: Callable[..., Any]
) -> None:
    live = await workshop(data, clock)
    with monkeypatch.context() as patch:
        crash(live, patch)
        with pytest.raises(Killed):
            await say(live, "/close")
    again = LiveSession(live.folder, clock=clock)
    assert again.session.closed and not again.session.ballots
    assert not (live.folder / records.SEATS).exists()


def _closes(folder: Path, after: float) -> bool:
    """Close a session in a process of its own that is killed so many seconds later; whether it had said it is closed."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            live = LiveSession(folder, clock=Clock())
            os.write(theirs, b"opened")
            asyncio.run(say(live, "/close"))
            os.write(theirs, b"closed")
        finally:
            os._exit(0)
    os.close(theirs)
    with os.fdopen(ours, "rb", buffering=0) as said:
        assert said.read(6) == b"opened"
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return said.read(6) == b"closed"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_killed_at_any_instant_of_sealing_it_is_as_before_or_sealed(data: Path) -> None:
    live = asyncio.run(workshop(data, Clock()))
    live._vault.journal.let_go()
    open_, chance = live.session.tables(), Random(11)
    seats = {*live.session.seats.values(), *live.session.rated}
    shutil.copytree(live.folder, copy := data / "whole" / "sessions" / live.folder.name)
    assert _closes(copy, 0.5)
    for kill in range(KILLS):
        copy = data / f"{kill}" / "sessions" / live.folder.name
        shutil.copytree(live.folder, copy)
        acknowledged = _closes(copy, chance.uniform(0, 0.012))
        again = LiveSession(copy, clock=Clock())
        again._vault.journal.let_go()
        assert not again.findings
        if again.session.closed:
            files = b"".join(content(again).values())
            assert records.SEATS not in content(again) and not again.session.ballots
            assert not [word for word in seats if word.encode() in files]
            for table in ("tallies", "group_tallies", "statements", "participants"):
                assert again.session.tables()[table] == open_[table], table
        else:
            assert not acknowledged and again.session.tables() == open_
            assert set(again.session.seats.values()) <= seats and again.session.ballots


# Joining


async def test_a_phone_joins_with_as_much_as_it_likes_to_say(live: LiveSession) -> None:
    with pytest.raises(Refused, match="Tick that you agree"):
        await live.submit(Join(name="Amina"), NEW)
    await joined(live, "", profession="nurse")
    await joined(live, "Amina", organisation="Royal Infirmary")
    one, two = live.session.participants.values()
    assert (one.name, one.profession, one.phone, one.here) == ("", "nurse", True, True)
    assert two.consent and two.consent.version == 1 and live.session.here == 2
    assert live.session.people("") == [] and live.session.called("") is None
    with pytest.raises(Refused, match="Somebody called Amina came by phone before"):
        await joined(live, "amina")
    await live.submit(StepOut(), phone(2))
    with pytest.raises(Refused, match="use your way back"):
        await joined(live, "amina")


async def test_who_was_noted_by_name_is_the_one_who_joins(live: LiveSession) -> None:
    await say(live, "/person Amina; Royal Infirmary")
    (amina,) = await joined(live, "amina", organisation="Hill Surgery", profession="nurse")
    person = live.session.participants[amina.participant]
    assert (person.organisation, person.profession, person.phone) == ("Royal Infirmary", "nurse", True)
    assert len(live.session.participants) == 1


async def test_a_phone_is_passed_on(live: LiveSession) -> None:
    (amina,) = await joined(live, "Amina")
    receipt = await live.submit(Join(name="Bo", consent=True), amina)
    assert receipt.entry.events[0].number == 2 and live.session.here == 2  # type: ignore[union-attr]


async def test_joining_twice_under_one_key_is_joining_once(live: LiveSession) -> None:
    wish = Join(name="", consent=True, key="tapped twice")
    first, second = [await live.submit(wish, NEW) for _ in range(2)]
    assert first.entry == second.entry and len(live.session.participants) == 1


async def test_whoever_has_not_joined_says_nothing(live: LiveSession) -> None:
    with pytest.raises(Refused, match="not on offer"):
        await live.submit(AddNote(text="late letters"), NEW)


def test_passes_let_in_whom_they_are_for() -> None:
    one, other = passes.Passes(b"secret"), passes.Passes(b"another")
    assert len(one.join) == 10 and len(one.code) == 6 and one.code.isdecimal()
    assert len({one.join, one.room, one.phone(12), one.way_back(12), one.phone(1)}) == 5
    assert one.participant(one.phone(12)) == 12 and one.returning(f" {one.way_back(12).upper()} ") == 12
    assert one.returning(one.way_back(12).replace("-", "")) == 12
    for word in (
        "",
        "12",
        other.phone(12),
        one.phone(12)[:-1],
        one.phone(1).replace("1.", "12.", 1),
        "0." + "a" * 26,
    ):
        assert one.participant(word) == 0
    for word in ("", "12", other.way_back(12), one.way_back(1), "x" * 99):
        assert one.returning(word) in (0, 1) and one.returning(word) != 12
