"""Who is in the room, what the meeting and its community say of themselves, and what a participant may."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

import laws
from conftest import Clock
from faces import AUDIENCES, aloud, person, pictures, say
from laws import ONE, TWO
from sessions import journal, records
from sessions.commands import (
    AddNote,
    AddPerson,
    AddTie,
    Approve,
    CarryOver,
    CastVote,
    Command,
    CountHere,
    EditNote,
    Expect,
    MarkHere,
    Score,
    SetCharter,
    SetSession,
)
from sessions.errors import Malformed, NotOffered, Refused
from sessions.events import CarriedOver
from sessions.live import LiveSession
from sessions.objects import Attendance, GroupCount, Note, Participant, Statement
from sessions.rows import Action, Improvement, MissingVoice, Tie
from sessions.steps.introduce import matrix, newcomers, roster


@pytest.fixture
async def live(data: Path, clock: Clock) -> AsyncIterator[LiveSession]:
    """A session of every kind of activity, its clock not started; notes wait for approval in its welcome."""
    session = laws.made(data, clock, changed=laws.CHANGED)
    yield session
    await session.close()


async def refused(live: LiveSession, wish: str | Command, match: str) -> None:
    """Check that a line or a command is refused and changes nothing."""
    before = laws.tables(live.session)
    with pytest.raises(Refused, match=match):
        await (say(live, wish) if isinstance(wish, str) else live.submit(wish, ONE))
    assert laws.tables(live.session) == before == laws.tables(live._ahead)


# Who is here


async def test_people_are_noted_once_and_added_to(live: LiveSession) -> None:
    await say(live, "/person Amina Khan; Royal Infirmary; nurse; band 6; acute; night shifts; core")
    assert live.session.participants[1] == Participant(
        number=1, name="Amina Khan", organisation="Royal Infirmary", profession="nurse", hierarchy="band 6",
        sector="acute", brings="night shifts", level="core", joined="2026-11-26", at=live.clock(),
    )  # fmt: skip
    await say(live, "/person amina khan; ; ward sister")
    one = live.session.participants[1]
    assert (one.organisation, one.profession) == ("Royal Infirmary", "ward sister"), "what is left out stays"
    await refused(live, "/person AMINA KHAN", "noted already, as number 1")
    await refused(live, "/person Bo; ; ; ; ; ; boss", "A level is one of core")
    await refused(live, f"/person {'x' * 81}", "81 letters; 80 is the most")
    await refused(live, f"/person Bo; {'x' * 81}", "81 letters; 80 is the most for the organisation")
    await say(live, "/undo | /undo | /person Bo")
    assert list(live.session.participants) == [2], "a number is never used again"


async def test_names_are_said_short(live: LiveSession) -> None:
    await say(live, "/here amina, bo, Amina, AMINA")
    assert [one.name for one in live.session.participants.values()] == ["Amina", "Bo"]
    await refused(live, "/here amina", "here already")
    await say(live, "/person Bo Li | /person Bo Ray")
    assert live.session.person("bo").number == 2, "a whole name before a first name"  # type: ignore[union-attr]
    await say(live, "/person Chen Wu | /person Chen Ito")
    await refused(live, "/here chen", "more than one chen: 5 Chen Wu, 6 Chen Ito")
    await refused(live, "/gone chen", "more than one chen")
    await refused(live, "/sorry chen", "more than one chen: 5 Chen Wu, 6 Chen Ito")
    await refused(live, MarkHere(people=("77",)), "There is no person 77")
    await refused(live, MarkHere(people=()), "Who is here")
    await refused(live, "/sorry 77", "There is no person 77")


async def test_apologies_and_those_who_come_after_all(live: LiveSession) -> None:
    await say(live, "/person Dee Moss | /sorry dee, eve")
    assert live.session.attendance.apologies == ["Dee Moss", "Eve"]
    assert not live.session.participants[1].here
    await refused(live, "/sorry eve", "noted already")
    await say(live, "/here dee")
    assert live.session.attendance.apologies == ["Eve"]
    assert live.session.participants[1].here
    await say(live, "/undo")
    assert live.session.attendance.apologies == ["Dee Moss", "Eve"]
    assert not live.session.participants[1].here


async def test_the_room_is_counted(live: LiveSession) -> None:
    await say(live, "/person Amina | /count nurse acute 4")
    assert live.session.here == 5, "those noted, and those counted by hands"
    await say(live, "/here 24, 6 no phone, 4 remote")
    assert live.session.here == 24
    expected = Attendance(
        present=24, no_phone=6, remote=4, groups=[GroupCount(profession="nurse", sector="acute", count=4)]
    )
    assert live.session.attendance == expected
    await refused(live, "/here 5, 6 no phone", "6 without a phone are more than the 5 people here")
    await refused(live, "/here 24, 30 remote", "30 remote are more than the 24 people here")
    await refused(live, "/here 1, 2 remote", "2 remote are more than the 1 person here")
    for many in (-1, 10_001, 10**30):
        await refused(live, CountHere(present=many), "A room holds 0 to 10,000 people")
    await say(live, "/count Nurse ACUTE 3 | /count GP 2")
    assert [(one.profession, one.sector, one.count) for one in live.session.attendance.groups] == [
        ("Nurse", "ACUTE", 3), ("GP", "", 2),
    ]  # fmt: skip
    await say(live, "/count nurse acute 0")
    assert [one.profession for one in live.session.attendance.groups] == ["GP"]
    await refused(live, "/count nurse acute 0", "counted already")
    await refused(live, "/count nurse acute", "how many")
    await say(live, "/undo | /undo")
    assert [one.count for one in live.session.attendance.groups] == [3]


async def test_consent_is_the_rooms_and_each_persons(live: LiveSession, clock: Clock) -> None:
    await say(live, "/here amina, bo | /sorry bo | /consent amina; to be quoted")
    people = live.session.participants
    assert people[1].consent and people[1].consent.purpose == "to be quoted"
    assert (people[1].consent.version, people[1].consent.when) == (1, clock.now)
    assert live.session.attendance.consent is None
    await say(live, "/consent all")
    assert live.session.attendance.consent and "kept" in live.session.attendance.consent.purpose
    assert live.session.participants[1].consent == live.session.attendance.consent, "the later one stands"
    assert live.session.participants[2].consent is None, "who is not here agreed to nothing"
    await say(live, "/undo")
    assert live.session.attendance.consent is None
    await refused(live, "/consent nobody", "Nobody called 'nobody'")


async def test_who_left_is_not_here_and_may_come_back(live: LiveSession) -> None:
    await say(live, "/here amina | amina: my words | /gone amina")
    one = live.session.participants[1]
    assert (one.left, one.here) == ("2026-11-26", False)
    assert live.session.notes[1].author == 1, "what they said stays"
    await refused(live, "/gone amina", "Amina left on Thursday 26 November 2026")
    await say(live, "/here amina")
    assert (live.session.participants[1].left, live.session.participants[1].here) == ("", True)


async def test_bands_of_pay_stand_on_no_wall(live: LiveSession) -> None:
    await say(live, "/person Amina; Royal; nurse; band 6 | /go community")
    for audience in AUDIENCES:
        assert "band 6" not in "".join(text for _, text in pictures(live.session, audience))
        assert "band 6" not in repr(roster(live.session, audience))
    assert "band 6" not in aloud(live.session)


async def test_small_cells_are_for_the_room_alone(live: LiveSession) -> None:
    await say(live, "/count nurse acute 7 | /count GP acute 4 | /count GP primary 5")
    told = matrix(live.session, "wall")
    assert told and told.rows == ("GP", "nurse") and told.columns == ("acute", "primary")
    assert told.cells == ((4, 5), (7, 0))
    outside = matrix(live.session, "reader")
    assert outside and outside.cells == ((None, None), (7, 0)), (
        "sums must not tell the cell that is kept back"
    )


# What the meeting and the community say of themselves


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("/session place Hill Surgery", "place", "Hill Surgery"),
        ("/session mode hyb", "mode", "hybrid"),
        ("/session facilitator amina", "facilitator", "Amina Khan"),
        ("/session facilitator Zoe", "facilitator", "Zoe"),
        ("/session starts 9.30", "starts", "09:30"),
        ("/session title Falls, second time", "title", "Falls, second time"),
        ("/session date 3 dec", "date", "2026-12-03"),
        ("/session ask two hours of a pharmacist a week", "ask", "two hours of a pharmacist a week"),
    ],
)
async def test_what_a_meeting_says_of_itself(live: LiveSession, line: str, field: str, value: str) -> None:
    await say(live, "/person Amina Khan")
    before = getattr(live.session, field)
    await say(live, line)
    assert getattr(live.session, field) == value
    await refused(live, line, "that already")
    await say(live, "/undo")
    assert getattr(live.session, field) == before


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("/charter stage coal", "stage", "coalescing"),
        ("/charter sponsor Dr Shah", "sponsor", "Dr Shah"),
        ("/charter leaders amina, Zoe", "leaders", ["Amina Khan", "Zoe"]),
        ("/charter rhythm every second Thursday", "rhythm", "every second Thursday"),
        ("/charter membership whoever works with falls", "membership_rule", "whoever works with falls"),
        ("/charter review 1 jun", "charter_review_date", "2027-06-01"),
        ("/charter in the first six weeks", "in_scope", ["the first six weeks"]),
        ("/charter out car parking", "out_of_scope", ["car parking"]),
        ("/expect profession: nurse, GP, nurse", "expected", {"profession": ["nurse", "GP"]}),
    ],
)
async def test_what_a_charter_says(live: LiveSession, line: str, field: str, value: Any) -> None:
    await say(live, "/person Amina Khan")
    before = getattr(live.session.community, field)
    await say(live, line)
    assert getattr(live.session.community, field) == value
    await refused(live, line, "already")
    await say(live, "/undo")
    assert getattr(live.session.community, field) == before


async def test_scope_is_added_to_and_taken_from(live: LiveSession) -> None:
    await say(live, "/charter out car parking | /charter out agency rates | /charter out -Car Parking")
    assert live.session.community.out_of_scope == ["agency rates"]
    await refused(live, "/charter out -beds", "does not stand there")
    await say(live, "/expect profession: nurse | /expect sector: acute | /expect profession:")
    assert live.session.community.expected == {"sector": ["acute"]}


@pytest.mark.parametrize(
    "wish",
    [
        SetSession(field="mode", value="cinema"),
        SetSession(field="starts", value="25:99"),
        SetSession(field="date", value="31 nov"),
        SetSession(field="title", value=""),
        SetSession(field="token", value="x"),
        SetSession(field="", value="x"),
        SetSession(field="place", value="x" * 81),
        SetCharter(field="stage", value="finished"),
        SetCharter(field="name", value="x"),
        SetCharter(field="in", value=""),
        SetCharter(field="review", value="someday"),
        SetCharter(field="sponsor", value="x" * 601),
        Expect(boundary="planet", groups=("x",)),
        Expect(boundary="sector", groups=("x" * 81,)),
    ],
    ids=lambda wish: f"{type(wish).__name__}-{getattr(wish, 'field', '')}",
)
async def test_what_a_meeting_cannot_say_is_refused(live: LiveSession, wish: Command) -> None:
    with pytest.raises(Malformed):
        await live.submit(wish, ONE)


# Participants


async def test_a_participant_introduces_nobody_but_themselves(live: LiveSession) -> None:
    await say(live, "/person Amina | /person Bo")
    await live.submit(AddPerson(name="Amina Khan", profession="nurse"), person(1))
    assert (live.session.participants[1].name, live.session.participants[1].profession) == (
        "Amina Khan",
        "nurse",
    )
    with pytest.raises(Refused, match="a Bo here already"):
        await live.submit(AddPerson(name="bo", profession="boss"), person(1))
    with pytest.raises(Refused, match="Join first"):
        await live.submit(AddPerson(name="Eve"), person(9))
    assert len(live.session.participants) == 2
    assert live.session.participants[2].profession == ""


async def test_each_step_takes_what_it_offers_and_no_more(live: LiveSession) -> None:
    await say(live, "/person Amina | /person Bo")
    wishes: dict[str, Command] = {
        "gather": AddNote(text="x"),
        "tie": AddTie(a="", b="Bo"),
        "agree": Score(value=3),
    }
    for activity, step in (("welcome", "gather"), ("community", "tie"), ("identity", "agree")):
        if live.session.activity != activity:
            await say(live, f"/go {activity}")
        while live.session.now.at.kind != step:
            await say(live, "/next")
        if step == "agree":
            await say(live, "/say together")
        for name, wish in wishes.items():
            if name == step:
                await live.submit(wish, person(1))
            else:
                with pytest.raises(NotOffered):
                    await live.submit(wish, person(1))
    await say(live, "/close | /close")
    with pytest.raises(Refused, match="closed"):
        await live.submit(Score(value=3), person(1))


async def test_a_cap_is_each_participants_own(live: LiveSession) -> None:
    await say(live, "/person Amina | /person Bo")
    for text in ("one", "two"):
        await live.submit(AddNote(text=text), person(1))
    with pytest.raises(Refused, match="2 notes each is what fits here"):
        await live.submit(AddNote(text="three"), person(1))
    await live.submit(AddNote(text="his"), person(2))
    await say(live, "theirs | ours | of all of us")
    await live.submit(EditNote(note=1, text="one, mended"), person(1))


async def test_a_cap_counts_what_is_unnamed_too(data: Path, clock: Clock) -> None:
    live = laws.made(data, clock, changed={"practice": {"caps": {"notes": 1}}})
    await say(live, "/person Amina | /person Bo | /go practice")
    for number in (1, 2):
        await live.submit(AddNote(text="x"), person(number))
        with pytest.raises(Refused, match="1 note each"):
            await live.submit(AddNote(text="y"), person(number))
    assert [note.author for note in live.session.notes.values()] == [None, None]
    await live.close()


# Approval


async def test_what_waits_is_nowhere_until_it_is_let_on(live: LiveSession) -> None:
    await say(live, "/person Amina | kept at once")
    await live.submit(AddNote(text="Mrs Smith fell"), person(1))
    assert live.session.notes[2].waiting
    for line in ("/next", "/here 9"):
        for audience in AUDIENCES:
            assert "Smith" not in "".join(text for _, text in pictures(live.session, audience))
        assert "Smith" not in aloud(live.session)
        await say(live, line)
    assert live.session.words("2") == "", "no row speaks its words"
    await say(live, "/improve 2; fewer falls | /ripple 2 > 1 + | /go ripples")
    for audience in AUDIENCES:
        assert "Smith" not in "".join(text for _, text in pictures(live.session, audience))
    await say(live, "/go improve")
    for audience in AUDIENCES:
        assert "Smith" not in "".join(text for _, text in pictures(live.session, audience))
    await say(live, "/ok 2 | /go welcome")
    assert "Mrs Smith fell" in aloud(live.session)
    await refused(live, "/ok 2", "Note 2 does not wait")
    await refused(live, "/ok all", "No note waits")
    await refused(live, Approve(notes=(99,)), "no note 99")
    with pytest.raises(NotOffered):
        await live.submit(Approve(), person(1))


async def test_words_that_a_participant_changes_wait_again(live: LiveSession) -> None:
    await say(live, "/person Amina")
    await live.submit(AddNote(text="harmless"), person(1))
    await say(live, "/ok all")
    await live.submit(EditNote(note=1, text="Mrs Smith fell"), person(1))
    assert live.session.notes[1].waiting
    await say(live, "/edit 1 somebody fell | /ok 1 | /edit 1 someone fell")
    assert not live.session.notes[1].waiting, "what the facilitator mends does not wait"
    await say(live, "/undo | /undo")
    assert live.session.notes[1].waiting


async def test_what_waits_is_on_no_ballot(data: Path, clock: Clock) -> None:
    live = laws.made(data, clock, changed={"gather": {"approve": True}})
    await say(live, "/person Amina | /go gather | a statement")
    await live.submit(AddNote(text="Mrs Smith fell"), person(1))
    await say(live, "/next | /next")
    assert live.session.now.at.kind == "vote"
    with pytest.raises(Refused, match="2 is not on the ballot"):
        await live.submit(CastVote(target="2", value=1), person(1))
    for audience in AUDIENCES:
        assert "Smith" not in "".join(text for _, text in pictures(live.session, audience))
    await say(live, "/ok all")
    await live.submit(CastVote(target="2", value=1), person(1))
    await live.close()


# What earlier meetings left open

BROUGHT = CarriedOver(
    sessions=("falls-before",),
    community=laws.Community(id="falls", name="Falls", rhythm="monthly", in_scope=["the first six weeks"]),
    participants=(Participant(number=1, name="Amina", joined="2026-10-29"), Participant(number=2, name="Bo", joined="2026-10-29")),
    improvements=(Improvement(number=1, aim="fewer falls", origin_session="falls-before", origin="I2"),),
    actions=(Action(number=1, text="ring them", owner="Bo", origin_session="falls-before", origin="D1"),),
    missing=(MissingVoice(number=1, who="a GP"),),
    ties=(Tie(number=1, a=1, b=2, since_session="falls-before"),),
    statements=(Statement(activity="identity", slot="identity_statement", version=3, text="Together we listen", agreed=True),),
    notes=(Note(number=1, activity="practice", lane="Risk", text="kit is locked", carried_from="falls-before/4"),),
)  # fmt: skip


async def test_what_was_left_open_comes_along_and_replays(live: LiveSession) -> None:
    for by in (ONE, person(1), laws.READER, laws.IMPORTS[0]):
        with pytest.raises(Refused):
            await live.submit(CarryOver(found=BROUGHT), by)
    await live.submit(CarryOver(found=BROUGHT), laws.HOST)
    session = live.session
    assert (session.community.rhythm, session.people_made, session.notes_made) == ("monthly", 2, 1)
    assert session.made == {"improvements": 1, "actions": 1, "missing_voices": 1, "ties": 1}
    with pytest.raises(Refused, match="nothing of yours"):
        await say(live, "/undo", TWO)
    await say(live, "/here amina, eve | /do write | /go identity | /next | /say Together we listen and act")
    assert session.actions[2].text == "write"
    statement = session.statements["identity/4"]
    assert (statement.version, statement.previous_version) == (4, 3)
    assert [one.name for one in newcomers(session)] == ["Eve"]
    await say(live, "/go followup | /done D1 they answered")
    assert session.actions[1].status == "done"
    await live.record()
    assert records.load(live.folder / records.RECORD)[0] == session
    assert journal.fold(journal.read(live.folder / records.JOURNAL).entries) == session


@pytest.mark.parametrize(
    "line",
    [
        "/do ring; amina; 1 feb", "/improve 1; fewer; huddle; falls; amina", "/missing a GP; amina", "/lead the lab; amina",
        "/meet 14 jan; nights; amina", "/charter leaders bo, amina", "/session facilitator amina", "/goal amina to lead",
        "/story amina what she did; x; y; z; a; yes", "/story amina; what; x; y; z; a; yes", "/tie amina bo",
    ],
)  # fmt: skip
async def test_of_two_of_one_first_name_neither_is_taken(data: Path, clock: Clock, line: str) -> None:
    live = laws.made(data, clock)
    for one in ("/person Amina Khan", "/person Amina Bell", "/person Bo Li", "/next", "a note"):
        await say(live, one)
    await refused(live, line, "There is more than one amina: 1 Amina Khan, 2 Amina Bell")
    await say(live, line.replace("amina", "amina bell") if "/tie" not in line else "/tie Amina Bell, Bo Li")
    await live.close()
