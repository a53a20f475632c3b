"""The registry's tests: the first checks of every activity kind and every step, those that are still to come too."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

import laws
from conftest import Clock
from cop_tui.html import drawing
from faces import AUDIENCES, SIZES, aloud, documents, person, pictures, say
from hostile import HOSTILE
from laws import ONE
from screen_room import Room, seat
from screens import blocks as drawers
from screens import views
from sessions import journal, records
from sessions.activities import KINDS
from sessions.acts import ACTS
from sessions.blocks import Listing, Offer, Table, Text
from sessions.clean import clean
from sessions.commands import AddNote, Command
from sessions.deciding import PARTICIPANTS
from sessions.errors import Refused
from sessions.live import LiveSession
from sessions.moves import next_move
from sessions.scribe import parse
from sessions.session import Session
from sessions.steps import STEPS, blocks, offers

OBEYED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""What a terminal would obey."""
TAGS = re.compile("<(script|img|iframe|svg/|style|link|a |base|form|object|template|noscript)", re.IGNORECASE)
"""Tags that no block is drawn with."""
PEOPLE = ("Amina; Royal Infirmary; nurse; band 6; acute", "Bo; Ambulance trust; paramedic", "Chen", "Dee")
WORDLESS = {"vote", "tie"}
"""Steps that take handles and names alone."""
NEEDS_NOTES = {"group", "vote", "draw", "improve", "help"}


def alone(data: Path, clock: Clock, kind: str, **changes: Any) -> LiveSession:
    """A session of one kind alone, behind an activity to work on where it has no notes of its own."""
    steps = {name for name, _ in KINDS[kind].steps}
    needs = bool(steps & NEEDS_NOTES) and "gather" not in steps
    source = '[[activities]]\nid = "source"\nkind = "gather"\nminutes = 9\n' if needs else ""
    from_ = 'from = "source"\n' if needs else ""
    text = f'name = "alone"\ntitle = "Alone"\n{source}[[activities]]\nid = "it"\nkind = "{kind}"\nminutes = 9\n{from_}'
    return laws.made(data, clock, text, {"it": changes})


async def filled(live: LiveSession) -> None:
    """People, twelve notes and three themes, in the activity whose notes the last one works on."""
    for one in PEOPLE:
        await say(live, f"/person {one}")
    source = live.session.source(list(live.session.activities.values())[-1])
    for number in range(12):
        await live.submit(AddNote(text=f"note {number}", activity=source.id), ONE)
    await say(
        live, "/here 24, 6 no phone | /group 1 2 = late letters | /group 3 = beds | /group 5 6 = nights"
    )
    await say(live, "/improve A; fewer falls | /do ring them; Bo | /missing a carer; Bo | /decide we meet")


def wishes(step: str, session: Session) -> dict[type[Command], Command]:
    """Each command of a step, as the example of its line, else with its fields as plain as can be."""
    found: dict[type[Command], Command] = {}
    for act in ACTS:
        try:
            command = parse(act.example, session)
        except Refused:
            continue
        if isinstance(command, Command) and type(command) in STEPS[step].commands:
            found.setdefault(type(command), command)
    for kind in STEPS[step].commands:
        if kind not in found:
            plain = {"int": 1, "str": "A", "tuple": ("A",)}
            required = [name for name in kind.__struct_fields__ if name not in _optional(kind)]
            types = {one.name: one.type for one in msgspec.structs.fields(kind)}
            found[kind] = kind(**{name: plain[types[name].__name__] for name in required})
    return found


def _optional(kind: type[Command]) -> set[str]:
    return {one.name for one in msgspec.structs.fields(kind) if not one.required}


async def walk(live: LiveSession) -> AsyncIterator[str]:
    """Press "next" until the summary comes, and yield the kind of step at each stop."""
    yield live.session.now.at.kind
    for _ in range(60):
        if next_move(live.session).kind == "summary":
            return
        await say(live, "/next")
        yield live.session.now.at.kind
    raise AssertionError("the plan has no end")


async def fill_step(live: LiveSession) -> None:
    """Type the example of every line of the present step."""
    step = live.session.now.at.kind
    granted = 0
    for command in wishes(step, live.session).values():
        try:
            await live.submit(command, ONE)
            granted += 1
        except Refused as refused:
            granted += "already" in refused.sentence
    assert granted or not STEPS[step].commands, f"no line of {step} does anything"


async def finish(live: LiveSession) -> None:
    """Check that it replays to the same, from journal, record and a new opening."""
    await live.record()
    await live.close()
    folded = journal.fold(journal.read(live.folder / records.JOURNAL).entries)
    assert folded == live.session == records.load(live.folder / records.RECORD)[0]
    again = LiveSession(live.folder, clock=live.clock)
    assert again.session == live.session
    await again.close()


# Every kind


@pytest.mark.parametrize("kind", KINDS)
async def test_it_opens_and_is_walked_through_empty(kind: str, data: Path, clock: Clock) -> None:
    live = alone(data, clock, kind)
    passed = []
    async for step in walk(live):
        if live.session.activity == "it":
            passed.append(step)
        for audience in AUDIENCES:
            shown = blocks(live.session, live.session.now, audience)
            assert len({block.id for block in shown}) == len(shown), "every block has an id of its own"
            assert all(text.strip() for face, text in pictures(live.session, audience) if face != "cells")
        assert "Alone" in aloud(live.session)
    assert list(dict.fromkeys(passed)) == list(dict.fromkeys(name for name, _ in KINDS[kind].steps))
    with pytest.raises(Refused, match="end of the plan"):
        await say(live, "/next")
    assert all(activity.visited for activity in live.session.activities.values())
    await say(live, "/close")
    assert live.session.closed
    assert documents(live.session)
    await finish(live)


@pytest.mark.parametrize("kind", KINDS)
async def test_it_is_drawn_full_on_every_face_with_and_without_drawings_of_its_own(
    kind: str, data: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    live = alone(data, clock, kind)
    await filled(live)
    async for _ in walk(live):
        await fill_step(live)
        for audience in AUDIENCES:
            shown = blocks(live.session, live.session.now, audience)
            own = list(pictures(live.session, audience))
            assert not [one for one in own if OBEYED.search(one[1])]
            with monkeypatch.context() as emptied:
                emptied.setattr(drawers, "DRAWERS", {})
                emptied.setattr(drawing, "OWN", {Text: "text", Listing: "listing", Table: "table"})
                plain = list(pictures(live.session, audience))
            assert len(plain) == len(own)
            for block in shown:
                for part in block.lower():
                    assert type(part) in (Text, Listing, Table)
        assert aloud(live.session)
    await say(live, "/release | /close")
    if live.session.closed == 0:
        await say(live, "/close")
    assert all(documents(live.session).values())
    await finish(live)


@pytest.mark.parametrize("kind", KINDS)
async def test_it_stands_on_the_screen_of_a_terminal(
    kind: str, data: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    live = alone(data, clock, kind)
    await filled(live)
    room = Room(data, clock)
    room.lives[live.session.id] = live
    async with seat(room, live, size=SIZES[0]) as one:
        async for _ in walk(live):
            await fill_step(live)
            await one.settle()
            for size in SIZES:
                await one.pilot.resize_terminal(*size)
                await one.settle()
                title = live.session.now.title
                assert title in one.text, one.text
                with monkeypatch.context() as emptied:
                    emptied.setattr(views, "VIEWS", {})
                    assert title in one.page.draw().text()
                    emptied.setattr(drawers, "DRAWERS", {})
                    assert title in one.page.draw().text()
                assert not OBEYED.search(one.text)
    await room.close()


# Every step


def at(data: Path, clock: Clock, step: str, before: str = "") -> LiveSession:
    """A session whose second activity has this step alone, behind one with notes and a vote."""
    return laws.made(
        data,
        clock,
        f"""
        name = "step"
        title = "A step"
        [[activities]]
        id = "source"
        kind = "gather"
        minutes = 9
        steps = [ {{ kind = "gather", prompt = "What?" }}, {{ kind = "vote", prompt = "Which?" }} ]
        [[activities]]
        id = "it"
        kind = "gather"
        minutes = 9
        from = "source"
        steps = [ {{ kind = "{step}", prompt = "And now?" }} ]
        """,
    )


async def entered(live: LiveSession) -> None:
    """Fill the first activity and enter the second."""
    for one in PEOPLE:
        await say(live, f"/person {one}")
    for number in range(12):
        await live.submit(AddNote(text=f"note {number}"), ONE)
    await say(
        live,
        "/here 24 | /group 1 2 = late letters | /group 3 = beds | /group 5 = nights | /vote A 5 | /vote B 3",
    )
    await say(live, "/improve A; fewer falls | /do ring them; Bo | /missing a carer; Bo | /decide we meet")
    await say(live, "/next | /next | /reveal | /next | /say nobody falls twice")
    assert live.session.activity == "it"


MUCH = "x" * 5000
RUBBISH: dict[str, Any] = {"str": MUCH, "int": 10**30, "tuple": MUCH, "bool": True}


def rubbish(command: Command, sign: int) -> Command:
    """The command with every field too long, too large, or (−1) below zero."""
    changes: dict[str, Any] = {}
    for one in msgspec.structs.fields(type(command)):
        value = getattr(command, one.name)
        kinds = str(one.type)
        if one.name == "key" or isinstance(value, bool):
            continue
        if "Count" in kinds:
            changes[one.name] = msgspec.structs.replace(value, for_=sign * 10**30)
        elif "tuple[int" in kinds:
            changes[one.name] = (sign * 10**30,) * 6
        elif "tuple" in kinds:
            changes[one.name] = (MUCH, "zz")
        elif "int" in kinds:
            changes[one.name] = sign * 10**30
        elif "str" in kinds:
            changes[one.name] = MUCH
    return msgspec.structs.replace(command, **changes)


@pytest.mark.parametrize("step", STEPS)
async def test_it_refuses_nonsense_with_a_sentence(step: str, data: Path, clock: Clock) -> None:
    live = at(data, clock, step)
    await entered(live)
    before = laws.tables(live.session)
    for command in wishes(step, live.session).values():
        for sign in (1, -1):
            with pytest.raises(Refused) as told:
                await live.submit(rubbish(command, sign), ONE)
            assert told.value.sentence.strip()
            assert len(told.value.sentence) < 600, type(command)
            assert laws.tables(live.session) == before == laws.tables(live._ahead)
    await live.close()


@pytest.mark.parametrize("step", STEPS)
async def test_it_survives_hostile_text_in_every_field(step: str, data: Path, clock: Clock) -> None:
    live = at(data, clock, step)
    await entered(live)
    kept = 0
    for command in wishes(step, live.session).values():
        for one in msgspec.structs.fields(type(command)):
            if one.name == "key" or "str" not in str(one.type):
                continue
            for text in HOSTILE:
                value = (text,) if "tuple" in str(one.type) else text
                try:
                    await live.submit(msgspec.structs.replace(command, **{one.name: value}), ONE)
                    kept += 1
                except Refused as refused:
                    assert refused.sentence.strip()
    assert kept or step in WORDLESS or not STEPS[step].commands
    for text in strings(live.session.tables()):
        assert clean(text, lines=True) == text
    for audience in AUDIENCES:
        for face, drawn in pictures(live.session, audience):
            assert not OBEYED.search(drawn)
            assert face != "html" or not TAGS.search(drawn)
    assert not OBEYED.search(aloud(live.session))
    await finish(live)


def strings(value: Any) -> list[str]:
    """Every text in plain values."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for one in (*value, *value.values()) for text in strings(one)]
    return [text for one in value for text in strings(one)] if isinstance(value, (list, tuple)) else []


@pytest.mark.parametrize("step", STEPS)
async def test_what_it_offers_can_be_done_and_what_it_does_not_cannot(
    step: str, data: Path, clock: Clock
) -> None:
    live = at(data, clock, step)
    await entered(live)
    if step in ("gather", "help"):
        await live.submit(AddNote(text="mine"), person(1))
    offered = offers(live.session)
    assert len({(offer.act, offer.fields) for offer in offered}) == len(offered)
    for offer in offered:
        assert offer.act in PARTICIPANTS.values()
        await live.submit(taken_up(offer, live.session), person(1))
    for kind, act in PARTICIPANTS.items():
        if (
            act not in {offer.act for offer in offered} and act != "introduce"
        ):  # one says who one is at any time
            fields = [one for one in msgspec.structs.fields(kind) if one.required]
            plain = {"int": 1, "str": "A", "tuple": ()}
            empty = kind(**{one.name: plain[one.type.__name__] for one in fields})
            with pytest.raises(Refused, match="not on offer now"):
                await live.submit(empty, person(1))
    await finish(live)


def taken_up(offer: Offer, session: Session) -> Command:
    """The command that an offer is, made of its own fields."""
    fields = {field.name: field for field in offer.fields}
    kind = next(
        kind for kind, act in PARTICIPANTS.items() if act == offer.act and set(fields) <= set(kind.__struct_fields__)
    )  # fmt: skip
    values: dict[str, Any] = {}
    for name, field in fields.items():
        words: Any = "14 jan" if name == "due" else f"words to {offer.act}"
        if field.options:
            words = field.options[-1] if name in ("b", "to") else field.options[0]
        if field.kind == "number":
            words = int(words)
        if name == "ratings":
            words = tuple(int(score == words) for score in range(6))
        values[name] = words
    if name := next((name for name in ("note", "target") if name in kind.__struct_fields__), ""):
        mine = max((number for number, note in session.notes.items() if note.author == 1), default=0)
        values[name] = mine if name == "note" else offer.targets[0]
    for one in msgspec.structs.fields(kind):
        if one.required:
            values.setdefault(one.name, () if "tuple" in str(one.type) else "")
    return msgspec.convert(values, kind, strict=False)
