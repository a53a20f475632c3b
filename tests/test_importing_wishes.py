"""What a sheet comes to in a session: names, refs and lanes are looked up, and every problem is told with its place."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from conftest import Clock
from cop_tui.importing.wishes import Import, imported
from sessions.actors import Actor
from sessions.commands import AddNote, AddPerson, Batch, CastVote, GoTo, HideNote, MarkHere, Next, Reveal
from sessions.errors import Malformed, NotOffered, Refused
from sessions.live import LiveSession
from sessions.objects import Count
from sessions.steps.introduce import newcomers

FILE, TERMINAL = Actor("import"), Actor("terminal", "one")
PEOPLE = "name,organisation,profession,sector\nAmina Khan,Royal,nurse,acute\nBo Li,,GP,\nAmina Ali,,,\n"
NOTES = "ref,text,lane,author,theme\nc1,Beds,,Bo,Places\nc2,Letters,not,amina khan,\nc3,Wards,con,,places\n"


@pytest.fixture
async def hour(data: Path, clock: Clock) -> AsyncIterator[LiveSession]:
    live = LiveSession.create(data, community="Falls", plan="hour", date="2026-11-26", clock=clock)
    yield live
    await live.close()


@pytest.fixture
async def ground(data: Path, clock: Clock) -> AsyncIterator[LiveSession]:
    live = LiveSession.create(data, community="Young Londoners", plan="ground", clock=clock)
    await take(live, PEOPLE, "people.csv")
    await take(live, "ref,text\nc1,Beds\nc2,Letters\nc3,Wards\n", "notes.csv")
    yield live
    await live.close()


async def take(live: LiveSession, content: str, file: str = "file.csv", activity: str = "") -> Import:
    made = imported(content.encode(), file, live.session, activity)
    if made.wish:
        await live.submit(made.wish, FILE)
    return made


def told(live: LiveSession, content: str, file: str, activity: str = "") -> list[str]:
    """What is wrong with a file, line by line, but for its end."""
    with pytest.raises(Malformed) as caught:
        imported(content.encode(), file, live.session, activity)
    *lines, last = caught.value.sentence.split("\n")
    assert last == "Nothing was imported."
    return lines


async def test_people_notes_and_themes_come_whole(hour: LiveSession) -> None:
    assert (await take(hour, PEOPLE)).done.startswith("3 people imported")
    made = await take(hour, NOTES)
    assert (made.done, made.skipped) == ("3 notes imported into Domain.", "")
    kept = [(one.ref, one.text, one.lane, one.author, one.theme) for one in hour.session.notes.values()]
    concern, outside = hour.session.now.lanes[:2]
    assert kept == [
        ("c1", "Beds", concern, 2, "A"),
        ("c2", "Letters", outside, 1, ""),
        ("c3", "Wards", concern, None, "A"),
    ]
    assert {theme.name for theme in hour.session.themes.values()} == {"Places"}
    assert len(hour.entries) == 3, "a file is one entry"


async def test_notes_go_where_they_are_told_by_the_lanes_there(hour: LiveSession) -> None:
    made = await take(hour, "text,lane\nToo few beds,risk\n", activity="practice")
    assert made.done.startswith("1 note imported into ")
    (note,) = hour.session.notes.values()
    assert (note.activity, note.lane.casefold()[:4]) == ("practice", "risk")


async def test_a_number_that_somebody_else_took_meanwhile_confuses_no_theme(hour: LiveSession) -> None:
    made = imported(b"text,theme\nBeds,Places\nLetters,\n", "notes.csv", hour.session)
    await hour.submit(AddNote(text="said while the file was read"), TERMINAL)
    assert made.wish
    await hour.submit(made.wish, FILE)
    assert [(one.number, one.theme) for one in hour.session.notes.values()] == [(1, ""), (2, "A"), (3, "")]


async def test_who_is_invited_by_a_file_is_not_here_yet(hour: LiveSession, clock: Clock) -> None:
    assert (await take(hour, PEOPLE)).done == "3 people imported, as invited: /here notes who came."
    assert hour.session.here == 0
    assert not any(one.here or one.joined for one in hour.session.participants.values())
    await hour.submit(MarkHere(people=("Bo Li",)), TERMINAL)
    assert (await take(hour, "name,profession\nBo Li,partner\nAmina Ali,doctor\n")).done.startswith(
        "2 people"
    )
    assert [one.name for one in hour.session.participants.values() if one.here] == ["Bo Li"]
    assert hour.session.participants[2].joined == hour.session.date
    assert newcomers(hour.session) == [], "nobody has met before"
    await hour.submit(Next(activity=hour.session.activity, step=0, shown=True), TERMINAL)
    made = await take(hour, "name\nAmina Khan\nBo Li\n")
    assert (made.done, made.skipped) == (
        "1 person imported, 1 of them known before.",
        "1 row with nothing new left out.",
    )
    assert [one.name for one in hour.session.participants.values() if one.here] == ["Amina Khan", "Bo Li"]
    assert hour.session.participants[1].joined == hour.session.date, "a sheet that was signed says who came"


async def test_a_person_again_adds_and_a_row_without_news_is_left_out(hour: LiveSession) -> None:
    await take(hour, PEOPLE)
    made = await take(
        hour, "name,profession,hierarchy\nBO LI,,partner\nAmina Khan,nurse,\nDee,,\nDee,porter,\n"
    )
    assert made.done == "3 people imported, 1 of them known before, as invited: /here notes who came."
    assert made.skipped == "1 row with nothing new left out."
    people = {one.name: (one.profession, one.hierarchy) for one in hour.session.participants.values()}
    assert people == {
        "Amina Khan": ("nurse", ""),
        "Bo Li": ("GP", "partner"),
        "Amina Ali": ("", ""),
        "Dee": ("porter", ""),
    }
    again = imported(PEOPLE.encode(), "people.csv", hour.session)
    assert (again.wish, again.done) == (None, "0 people imported.")


def test_two_of_one_name_in_a_file_must_be_told_apart(hour: LiveSession) -> None:
    assert told(hour, "name,profession\nAmina,nurse\nBo,\namina,GP\n", "people.csv") == [
        "people.csv, row 4, name: 'amina' stands in row 2 with another profession; if it is somebody else, add a second name or a letter."
    ]


async def test_every_problem_of_notes_is_told_by_row_and_column(hour: LiveSession) -> None:
    await take(hour, PEOPLE)
    await take(hour, NOTES)
    content = (
        "ref,text,lane,author\nc1,Beds,,\nc9,Wards,risk,\n,Words,,Amina\n,Words,,Eve\n,Words,,77\n"
        + "x" * 41
        + ",y,,\n"
    )
    lanes = ", ".join(hour.session.now.lanes)
    assert told(hour, content, "notes.csv") == [
        "notes.csv, row 2, ref: 'c1' is note 1 of Domain already.",
        f"notes.csv, row 3, lane: there is no one lane called 'risk'; Domain has {lanes}.",
        "notes.csv, row 4, author: there is more than one Amina: 1 Amina Khan, 3 Amina Ali; write the number.",
        "notes.csv, row 5, author: nobody called 'Eve' is noted yet; import the people first.",
        "notes.csv, row 6, author: there is no person 77; import the people first.",
        "notes.csv, row 7, ref: this has 41 letters; 40 is the most.",
    ]
    assert len(hour.session.notes) == 3


async def test_an_unnamed_activity_takes_no_author(hour: LiveSession) -> None:
    await take(hour, PEOPLE)
    unnamed = next(one for one in hour.session.activities.values() if one.id == "practice")
    unnamed.unnamed = True
    found = told(hour, "text,author\nBeds,Bo\n", "notes.csv", "practice")
    assert found == [f"notes.csv, row 2, author: {unnamed.title} keeps no names; leave it empty."]


def test_too_many_themes_or_people_are_no_workshop(hour: LiveSession) -> None:
    many = "text,theme\n" + "".join(f"x,Theme {number}\n" for number in range(201))
    assert told(hour, many, "notes.csv") == ["notes.csv: there are 201 different themes; 200 is the most."]
    crowd = "name\n" + "".join(f"Person {number}\n" for number in range(5001))
    assert told(hour, crowd, "people.csv") == ["people.csv: there are 5,001 people; 5,000 is the most."]


async def test_votes_by_name_number_and_first_name_on_refs_and_handles(ground: LiveSession) -> None:
    made = await take(
        ground, "participant,ref,value\nBo,c1,1\n3,c1,-1\nAmina Khan,3,0\nbo li,c1,agree\nBo,c1,pass\n"
    )
    assert made.done == "4 votes imported into Statements.", "bo li and Bo are two spellings"
    assert made.skipped == "1 vote left out, as the same person voted on the same later in the file."
    tallies = {one.target: one.by.phones for one in ground.session.tallies.values()}
    assert tallies["3"] == Count(pass_=1)
    assert tallies["1"].against == 1
    assert tallies["1"].total == 2, "one vote a person"


async def test_a_vote_again_counts_once_and_nothing_says_whose_it_was(ground: LiveSession) -> None:
    for value in ("1", "1", "-1"):
        await take(ground, f"participant,ref,value\nBo Li,c2,{value}\n")
    (tally,) = ground.session.tallies.values()
    assert (tally.target, tally.by.phones) == ("2", Count(against=1))
    (seat,) = ground.session.ballots["statements/1/2"]
    assert seat == ground.seated(2).seat("statements")


async def test_every_problem_of_votes_is_told_by_row_and_column(ground: LiveSession) -> None:
    await ground.submit(HideNote(note=3), TERMINAL)
    content = "participant,ref,value\nEve,c1,1\nBo,c8,1\nBo,c3,1\nBo,A,1\nBo,c2,4\n77,c1,1\n"
    assert told(ground, content, "votes.csv") == [
        "votes.csv, row 2, participant: nobody called 'Eve' is noted yet; import the people first.",
        "votes.csv, row 3, ref: 'c8' is not on the ballot of Statements; there is 1, 2.",
        "votes.csv, row 4, ref: 'c3' is note 3, which is hidden.",
        "votes.csv, row 5, ref: 'A' is not on the ballot of Statements; there is 1, 2.",
        "votes.csv, row 6, value: a vote in Statements is 1, 0 or −1.",
        "votes.csv, row 7, participant: there is no person 77; import the people first.",
    ]


async def test_a_ref_that_two_notes_have_is_no_answer(ground: LiveSession) -> None:
    await ground.submit(AddNote(text="Again", ref="c1"), TERMINAL)
    assert told(ground, "participant,ref,value\nBo,c1,1\n", "votes.csv") == [
        "votes.csv, row 2, ref: notes 1, 4 have that name; write the number of one."
    ]


async def test_a_vote_that_was_shown_takes_no_more(ground: LiveSession) -> None:
    votes = "participant,ref,value\nBo,c1,1\n"
    await take(ground, votes)
    ground.session.now.step = 2
    ground._ahead.now.step = 2
    await ground.submit(Reveal(), TERMINAL)
    assert told(ground, votes, "votes.csv") == [
        "votes.csv: the vote in Statements is closed, and its result was shown."
    ]


async def test_dots_are_counted_by_the_session_which_names_the_row(hour: LiveSession) -> None:
    await take(hour, PEOPLE)
    await take(hour, "ref,text\n" + "".join(f"p{n},Issue {n}\n" for n in range(1, 8)), activity="practice")
    await hour.submit(GoTo(activity="choose"), TERMINAL)
    votes = "participant,ref,value\nBo,p1,2\nBo,p2,1\n"
    assert (await take(hour, votes)).done == "2 votes imported into Choose."
    before = hour.session.tables()
    with pytest.raises(Malformed) as caught:
        await take(hour, "participant,ref,value\nAmina Khan,p3,3\nBo,p3,1\n", "votes.csv")
    assert (
        caught.value.sentence
        == "votes.csv, row 3: Each of you has 3 dots, and 3 of yours are placed. Nothing was imported."
    )
    assert hour.session.tables() == before
    assert told(hour, "participant,ref,value\nBo,p1,-1\n", "votes.csv") == [
        "votes.csv, row 2, value: Choose is voted in dots, which start at none."
    ]


async def test_a_closed_session_and_a_wrong_activity_are_said_so(hour: LiveSession) -> None:
    with pytest.raises(Refused, match=r"no one activity called 'zz'.* Nothing was imported\.$"):
        imported(b"text\nx\n", "notes.csv", hour.session, "zz")
    hour.session.closed = 1
    with pytest.raises(Refused, match=r"is closed and takes no more\. Nothing was imported\.$"):
        imported(b"text\nx\n", "notes.csv", hour.session)


async def test_a_batch_is_for_those_who_lead_and_for_people_who_are_noted(ground: LiveSession) -> None:
    before = ground.session.tables()
    phone = Actor("participant", "p", 1)
    with pytest.raises(NotOffered):
        await ground.submit(Batch(wishes=(AddPerson(name="Eve"),)), phone)
    with pytest.raises(NotOffered):
        await ground.submit(CastVote(target="1", value=1, activity="statements"), phone)
    with pytest.raises(Malformed, match=r"There is no person 9\. Nothing was imported\."):
        await ground.submit(Batch(wishes=(CastVote(target="1", value=1),), participants=(9,)), FILE)
    with pytest.raises(Malformed, match="nothing to import"):
        await ground.submit(Batch(wishes=()), FILE)
    assert ground.session.tables() == before
