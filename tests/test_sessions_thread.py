"""The community's thread: what of earlier meetings comes into the next one, and what never does."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import msgspec
import pytest

from conftest import START, Clock
from meetings import HOST, ONE, Meetings
from sessions import journal, library, records, thread
from sessions.actors import Actor
from sessions.blocks import Audience, Block, Cards, Listing
from sessions.commands import AddAction, CarryOver, TakeBack
from sessions.errors import Refused
from sessions.events import CarriedOver
from sessions.live import LiveSession
from sessions.objects import Note
from sessions.rows import Action, Cycle, Improvement, MissingVoice, Promise, Tie
from sessions.session import Session
from sessions.steps import blocks
from sessions.steps.promises import card

DAY = 24 * 60


@pytest.fixture
async def meetings(data: Path, clock: Clock) -> AsyncIterator[Meetings]:
    made = Meetings(data, clock)
    yield made
    for live in made.open:
        await live.close()


def actions(session: Session) -> dict[str, str]:
    return {row.handle: row.text for row in session.kept(Action) if isinstance(row, Action)}


def found(event: CarriedOver | None) -> CarriedOver:
    assert event is not None
    return event


# Which meetings


async def test_a_first_meeting_takes_over_nothing(meetings: Meetings) -> None:
    assert meetings.found(await meetings.plan("2026-11-26")) is None


async def test_the_community_is_known_by_name_however_it_is_written(meetings: Meetings) -> None:
    await meetings.hold("2026-11-26", "/do ring the trust; Bo; 10 jan")
    assert found(meetings.found(await meetings.plan("2027-01-14", community="FALLS Prevention"))).actions
    assert meetings.found(await meetings.plan("2027-01-14", community="Sepsis")) is None


async def test_only_meetings_that_began_and_are_not_later_speak(meetings: Meetings, clock: Clock) -> None:
    await meetings.hold("2027-03-01", "/do of a later meeting")
    await meetings.plan("2026-12-01", "/do said before it began")
    await meetings.hold("2027-01-14", "/do of the morning")
    clock.advance(minutes=60)
    afternoon = await meetings.plan("2027-01-14")
    clock.advance(minutes=60)
    await meetings.hold("2027-01-14", "/do of the evening, made later")
    assert [row.text for row in found(meetings.found(afternoon)).actions] == ["of the morning"]


# Promises


async def test_open_promises_come_the_oldest_first_with_where_they_were_made(meetings: Meetings) -> None:
    first = await meetings.hold("2026-11-26", "/do ring the trust; Bo; 10 jan", "/do paint the lift")
    second = await meetings.hold("2027-01-14", "/do buy tea; Amina; 1 feb")
    third = await meetings.plan("2027-02-18")
    event = found(await meetings.carry(third))
    assert event.sessions == (first.session.id, second.session.id)
    assert [(row.number, row.text, row.origin_session, row.origin) for row in event.actions] == [
        (1, "ring the trust", first.session.id, "D1"),
        (2, "paint the lift", first.session.id, "D2"),
        (3, "buy tea", second.session.id, "D3"),
    ]
    assert (event.actions[0].owner, event.actions[0].due) == ("Bo", "2027-01-10")


async def test_settled_promises_stay_where_they_were_settled(meetings: Meetings) -> None:
    await meetings.hold(
        "2026-11-26", "/next", "late letters", "/improve 1; fewer", "/improve 1; more", "/improve 1; other",
        "/improve 1; same", "/do a", "/do b", "/do c",
        "/tried I1 well; that; adopt", "/tried I2 badly; this; abandon", "/tried I3 so so; hm; adapt",
        "/done D1 they answered", "/drop D2 no time", "/still D3 14 jan; waiting",
    )  # fmt: skip
    event = found(meetings.found(await meetings.plan("2027-01-14")))
    assert [(row.aim, row.status) for row in event.improvements] == [("other", "adapt"), ("same", "open")]
    assert [(row.text, row.update, row.due) for row in event.actions] == [("c", "waiting", "2027-01-14")]
    assert all(row.told_on == "" for row in (*event.improvements, *event.actions)), (
        "not told in this room yet"
    )


async def test_the_latest_meeting_says_how_a_promise_stands(meetings: Meetings) -> None:
    first = await meetings.hold("2026-11-26", "/do a", "/do b", "/do c")
    await meetings.hold("2027-01-14", "/done D1", "/still D2 1 mar; the trust is slow")
    event = found(meetings.found(await meetings.plan("2027-02-18")))
    assert [(row.number, row.text, row.origin, row.update) for row in event.actions] == [
        (1, "b", "D2", "the trust is slow"), (2, "c", "D3", ""),
    ]  # fmt: skip
    assert {row.origin_session for row in event.actions} == {first.session.id}


async def test_a_closed_meeting_hears_of_its_promises_and_the_next_one_of_that(
    meetings: Meetings, clock: Clock
) -> None:
    first = await meetings.hold("2026-11-26", "/do a", "/do b", "/do c", "/go close", "/close")
    assert first.session.closed
    second = await meetings.plan("2027-01-14")
    await meetings.carry(second)
    clock.advance(minutes=10 * DAY)
    await meetings.say(first, "/done D1 by post")
    row = first.session.actions[1]
    assert (row.status, row.closed_at, row.told_on) == ("done", "2026-12-06", "2026-12-06")
    assert records.current(first.folder) == first.session
    event = found(await meetings.carry(second))
    assert [(one.number, one.status, one.told_on) for one in event.actions] == [(1, "done", "2026-12-06")]
    await meetings.say(second, "/next")
    clock.advance(minutes=60 * DAY)
    await meetings.say(first, "/drop D2 nobody has time")
    third = found(meetings.found(await meetings.plan("2027-03-18")))
    assert [one.text for one in third.actions] == ["c"], "what was said last stands, in whichever meeting"


async def test_what_a_later_meeting_said_stands_over_an_earlier_one(meetings: Meetings) -> None:
    first = await meetings.hold("2026-11-26", "/do a")
    await meetings.hold("2027-01-14", "/still D1 1 mar; it came back")
    await meetings.say(first, "/done D1")
    assert [row.update for row in found(meetings.found(await meetings.plan("2027-02-18"))).actions] == [
        "it came back"
    ]


async def test_numbers_go_on_from_what_this_meeting_has(meetings: Meetings) -> None:
    await meetings.hold(
        "2026-11-26", "/do a", "/missing a GP; Bo", "/person Amina", "/person Bo", "/tie amina bo"
    )
    second = await meetings.plan("2027-01-14", "/do own", "/missing a carer", "/person Zoe", "mine")
    event = found(await meetings.carry(second))
    assert [row.number for row in (*event.actions, *event.missing, *event.ties)] == [2, 2, 1]
    assert [(one.number, one.name) for one in event.participants] == [(2, "Amina"), (3, "Bo")]
    await meetings.say(second, "/do next", "/person Finn")
    assert actions(second.session) == {"D1": "own", "D2": "a", "D3": "next"}
    assert second.session.participants[4].name == "Finn"


async def test_what_an_improvement_is_about_is_said_in_words(meetings: Meetings) -> None:
    first = await meetings.hold(
        "2026-11-26", "/next", "late letters", "no beds", "2027", "/group 1 = letters that come late",
        "/improve A 2 3; fewer falls; a huddle; falls a week; Amina; 1 feb; four fewer",
    )  # fmt: skip
    second = await meetings.plan("2027-01-14")
    await meetings.carry(second)
    row = second.session.improvements[1]
    assert row.item_ids == ["letters that come late", "no beds", "“2027”"]
    assert row.cycles == [Cycle(n=1, start="2026-11-26", prediction="four fewer")]
    assert card(second.session, row, "wall").fields[1] == ("About", "letters that come late, no beds, “2027”")
    await meetings.say(first, "/erase 2")
    third = found(meetings.found(await meetings.plan("2027-02-18")))
    assert third.improvements[0].item_ids == ["letters that come late", "“2027”"], "erased where it was said"
    await meetings.say(second, "/next")
    later = found(meetings.found(await meetings.plan("2027-02-18")))
    assert later.improvements[0].item_ids == ["letters that come late", "“2027”"]


async def test_words_that_were_never_shown_do_not_cross(meetings: Meetings) -> None:
    await meetings.hold("2026-11-26", "/go practice", "a secret worry", "/improve 1; calm", plan="hour")
    assert found(meetings.found(await meetings.plan("2027-01-14"))).improvements[0].item_ids == []


# People, ties, missing voices


async def test_people_are_known_by_name_and_not_yet_here(meetings: Meetings) -> None:
    first = await meetings.hold(
        "2026-11-26", "/person Amina; Royal Infirmary; nurse; band 6; acute", "/consent all", "/person Bo", "/person Dee",
        "/gone dee",
    )  # fmt: skip
    second = await meetings.plan("2027-01-14", "/person AMINA;; ward sister")
    event = found(await meetings.carry(second))
    amina, bo = event.participants
    assert (amina.number, amina.name, amina.profession, amina.organisation) == (
        1, "AMINA", "ward sister", "Royal Infirmary"
    )  # fmt: skip
    assert (amina.hierarchy, amina.sector, amina.joined, amina.here) == (
        "band 6",
        "acute",
        "2026-11-26",
        True,
    )
    assert amina.consent == first.session.participants[1].consent
    assert (bo.number, bo.name, bo.here, bo.joined) == (2, "Bo", False, "2026-11-26")
    assert second.session.here == 1
    assert library.Row.of(second.session, 1).people == 1
    assert meetings.found(second) is None


async def test_who_left_and_came_back_comes_along_again(meetings: Meetings) -> None:
    await meetings.hold("2026-11-26", "/person Dee; Hill Surgery", "/gone dee")
    await meetings.hold("2027-01-14", "/person Dee")
    event = found(meetings.found(await meetings.plan("2027-02-18")))
    assert [(one.name, one.joined) for one in event.participants] == [("Dee", "2026-11-26")]


async def test_ties_keep_since_when_and_whom(meetings: Meetings) -> None:
    first = await meetings.hold(
        "2026-11-26", "/person Amina", "/person Bo", "/person Dee", "/tie bo dee", "/tie amina bo", "/tie dee amina",
        "/gone amina", "/erase T3",
    )  # fmt: skip
    second = await meetings.plan("2027-01-14", "/person Dee")
    event = found(await meetings.carry(second))
    assert [(row.number, row.a, row.b, row.since_session) for row in event.ties] == [
        (1, 2, 1, first.session.id)
    ], "Bo has number 2 here, Dee number 1; Amina left"
    await meetings.say(second, "/next")
    third = await meetings.plan("2027-02-18")
    assert found(await meetings.carry(third)).ties[0].since_session == first.session.id
    assert meetings.found(third) is None


async def test_missing_voices_come_until_they_joined(meetings: Meetings) -> None:
    await meetings.hold(
        "2026-11-26", "/person Bo", "/missing a GP; Bo; sector; 1 dec", "/missing a carer", "/missing the site manager",
        "/done M2", "/drop M3",
    )  # fmt: skip
    second = await meetings.plan("2027-01-14")
    event = found(await meetings.carry(second))
    assert [(row.number, row.who, row.inviter, row.boundary, row.invited_on) for row in event.missing] == [
        (1, "a GP", "Bo", "sector", "2026-12-01")
    ]
    await meetings.say(second, "/next", "/done M1")
    assert second.session.missing_voices[1].joined == "2027-01-14"
    assert found(meetings.found(await meetings.plan("2027-02-18"))).missing == ()


# The charter and statements


async def test_the_charter_comes_but_what_was_said_here_stands(meetings: Meetings) -> None:
    await meetings.hold(
        "2026-11-26", "/charter sponsor Dr Okoro", "/charter rhythm monthly", "/charter out car parking",
        "/expect profession nurse, GP",
    )  # fmt: skip
    second = await meetings.plan("2027-01-14", "/charter rhythm weekly", community="falls prevention")
    community = found(await meetings.carry(second)).community
    assert (community.name, community.id) == ("falls prevention", "falls prevention")
    assert (community.sponsor, community.rhythm) == ("Dr Okoro", "weekly")
    assert (community.out_of_scope, community.expected) == (["car parking"], {"profession": ["nurse", "GP"]})
    await meetings.say(second, "/charter sponsor")
    assert meetings.found(second) is None, "what was cleared here does not come back"
    await meetings.say(second, "/next")
    assert found(meetings.found(await meetings.plan("2027-02-18"))).community.sponsor == "", (
        "the latest stands"
    )


async def test_statements_come_in_the_version_that_was_agreed_last(meetings: Meetings) -> None:
    await meetings.hold(
        "2026-11-26", "/go identity", "/say together we", "/scores 5x9 3", "/agree", "/say together we still",
        "/go domain", "/say falls at night", "falls by day", "/say 1", plan="hour",
    )  # fmt: skip
    second = await meetings.plan("2027-01-14", plan="hour")
    await meetings.carry(second)
    kept = second.session.earlier_statements
    assert {
        slot: (one.version, one.text, one.agreed, one.activity, one.note) for slot, one in kept.items()
    } == {
        "identity_statement": (1, "together we", True, "", None),
        "domain_statement": (2, "falls by day", False, "", None),
    }
    assert kept["identity_statement"].scores == [0, 0, 0, 1, 0, 9]
    await meetings.say(second, "/go identity", "/say together, all of us")
    made = second.session.statement(second.session.now)
    assert made and (made.version, made.previous_version) == (2, 1)
    third = found(meetings.found(await meetings.plan("2027-02-18")))
    assert {one.slot: one.version for one in third.statements} == {
        "identity_statement": 1,
        "domain_statement": 2,
    }


# What was not taken up


async def voted(meetings: Meetings, *lines: str) -> LiveSession:
    """A meeting that voted on four topics, two of them first."""
    return await meetings.hold(
        "2026-11-26", "/go choose", "nights", "letters", "beds", "lifts", "/next", "/vote 1 9", "/vote 2 8", "/vote 3 1",
        "/next", "/pick 1 2", *lines,
    )  # fmt: skip


async def test_what_was_not_taken_up_waits_in_the_next_choice(meetings: Meetings) -> None:
    first = await voted(
        meetings,
        "/go helpround",
        "ring them at eight",
        "/go commit",
        "/improve 2; sooner",
        "/do mend the lifts",
    )
    second = await meetings.plan("2027-01-14", "mine")
    event = found(await meetings.carry(second))
    assert [(one.number, one.text, one.activity, one.source, one.author) for one in event.notes] == [
        (2, "beds", "choose", "carried", None)
    ], "nights were helped with, letters are tested, somebody mends the lifts"
    assert event.notes[0].carried_from == f"{first.session.id}/3"
    await meetings.say(second, "/next", "/go choose", "/next", "/vote 2 1", "/next")
    third = found(meetings.found(await meetings.plan("2027-02-18")))
    assert [one.carried_from for one in third.notes] == [f"{first.session.id}/3"], (
        "from where it was said first"
    )


async def test_what_came_first_comes_before_the_rest_and_ten_at_most(meetings: Meetings) -> None:
    topics = [f"topic {number}" for number in range(1, 15)]
    await meetings.hold("2026-11-26", "/go choose", *topics, "/next", "/vote 9 5", "/vote 12 7", "/next")
    second = await meetings.plan("2027-01-14")
    event = found(await meetings.carry(second))
    assert [one.text for one in event.notes] == ["topic 12", "topic 9", *topics[:8]]
    assert meetings.found(second) is None, "the rest does not follow"


async def test_what_was_not_taken_up_needs_a_place_that_gathers(meetings: Meetings) -> None:
    await voted(meetings)
    assert found(meetings.found(await meetings.plan("2027-01-14"))).notes
    assert meetings.found(await meetings.plan("2027-01-14", plan="hour")) is None


async def test_themes_come_as_notes_and_a_run_off_hides_no_other(meetings: Meetings) -> None:
    first = await meetings.hold(
        "2026-11-26", "late letters", "no beds", "cold tea", "/group 1 = letters", "/group 2 = beds",
        "/group 3 = tea", "/next", "/next", "/vote A 2", "/vote B 2", "/vote C 1", "/next", "/runoff A B", "/vote B 3",
        "/next", plan="hour",
    )  # fmt: skip
    second = await meetings.plan("2027-01-14")
    event = found(await meetings.carry(second))
    assert [(one.text, one.carried_from) for one in event.notes] == [
        ("beds", f"{first.session.id}/B"),
        ("letters", f"{first.session.id}/A"),
        ("tea", f"{first.session.id}/C"),
    ]


async def test_times_of_what_comes_along_are_to_the_minute(meetings: Meetings) -> None:
    await voted(meetings)
    event = found(meetings.found(await meetings.plan("2027-01-14")))
    assert event.notes and not any(one.at % 60_000 for one in event.notes)


async def test_notes_that_work_on_others_welcome_nothing_back(meetings: Meetings) -> None:
    await voted(meetings)
    session = (await meetings.plan("2027-01-14")).session
    assert found(thread.carried(meetings.data, session)).notes
    session.activities["choose"].source = "checkin"
    assert thread.carried(meetings.data, session) is None, "a vote on the notes of another activity"


async def test_notes_that_were_never_shown_stay_where_they_are(meetings: Meetings) -> None:
    lines = ("/go practice", "late letters", "no beds", "/go choose", "/vote 1 2", "/next")
    await meetings.hold("2026-11-26", *lines, plan="hour")
    assert meetings.found(await meetings.plan("2027-01-14")) is None


async def test_a_vote_that_was_never_shown_tells_nothing(meetings: Meetings) -> None:
    await meetings.hold("2026-11-26", "/go choose", "nights", "beds", "/next", "/vote 1 9")
    assert meetings.found(await meetings.plan("2027-01-14")) is None


async def test_a_note_that_was_taken_back_or_erased_does_not_return(meetings: Meetings) -> None:
    await voted(meetings)
    second = await meetings.plan("2027-01-14")
    event = found(await meetings.carry(second))
    await meetings.say(second, "/erase 1")
    await second.submit(TakeBack(note=2), ONE)
    assert [one.number for one in event.notes] == [1, 2, 3, 4]
    assert meetings.found(second) is None
    assert sorted(second.session.notes) == [1, 3, 4] and second.session.notes[1].text == ""


# What never crosses


async def test_nothing_private_or_erased_crosses(meetings: Meetings) -> None:
    first = await meetings.hold(
        "2026-11-26", "/do Mrs Jones", "/do private Smith", "/missing Jones's son", "/missing private GP",
        "/go choose", "about Jones", "beds", "hidden Smith", "/next", "/vote 2 1", "/next",
        "/erase D1", "/erase M1", "/erase 1", "/hide 3", "/hide D2", "/hide M2",
    )  # fmt: skip
    second = await meetings.plan("2027-01-14")
    event = found(await meetings.carry(second))
    assert b"Jones" not in msgspec.json.encode(event)
    assert b"Smith" not in msgspec.json.encode(event)
    assert (event.actions, event.missing) == ((), ())
    assert [one.text for one in event.notes] == ["beds"]
    assert not any(b"Jones" in file.read_bytes() for file in second.folder.iterdir())
    assert first.session.id in event.sessions


async def test_what_is_erased_in_either_meeting_does_not_come_back(meetings: Meetings) -> None:
    first = await meetings.hold(
        "2026-11-26", "/do Mrs Jones", "/do Mrs Smith", "/missing Jones's son", "/missing a GP"
    )
    second = await meetings.plan("2027-01-14")
    await meetings.carry(second)
    await meetings.say(second, "/erase D1", "/erase M1")
    assert meetings.found(second) is None, "nor at the next opening"
    assert not any(b"Jones" in file.read_bytes() for file in second.folder.iterdir())
    await meetings.say(second, "/next")
    await meetings.say(first, "/erase D2")
    event = found(meetings.found(await meetings.plan("2027-02-18")))
    assert ([row.text for row in event.actions], [row.who for row in event.missing]) == ([], ["a GP"])


async def test_authors_are_people_of_this_meeting(meetings: Meetings) -> None:
    first = await meetings.hold("2026-11-26", "/person Amina", "/person Bo", "/do a")
    await first.submit(AddAction(text="of Bo"), Actor("import", participant=2))
    await meetings.say(first)
    second = await meetings.plan("2027-01-14", "/person Bo")
    event = found(await meetings.carry(second))
    assert [(row.text, row.author) for row in event.actions] == [("a", None), ("of Bo", 1)]


# Again and again


async def test_taken_over_again_gives_only_what_is_new_since(meetings: Meetings) -> None:
    first = await meetings.hold(
        "2026-11-26", "/do a", "/person Amina", "/missing a GP", "/charter rhythm monthly"
    )
    second = await meetings.plan("2027-01-14")
    await meetings.carry(second)
    assert meetings.found(second) is None
    await meetings.say(first, "/do b; Amina", "/person Bo")
    event = found(await meetings.carry(second))
    assert [(row.number, row.text) for row in event.actions] == [(2, "b")]
    assert [(one.number, one.name) for one in event.participants] == [(2, "Bo")]
    assert (event.missing, event.improvements, event.statements, event.notes) == ((), (), (), ())
    assert meetings.found(second) is None


async def test_what_changed_since_comes_unless_it_was_touched_here(meetings: Meetings) -> None:
    first = await meetings.hold("2026-11-26", "/do a; Bo", "/do b; Bo")
    second = await meetings.plan("2027-01-14")
    await meetings.carry(second)
    await meetings.say(second, "/edit D2 b in other words")
    await meetings.say(first, "/still D1 1 feb; the trust is slow", "/still D2 1 feb; slow")
    event = found(await meetings.carry(second))
    assert [(row.number, row.due, row.update) for row in event.actions] == [
        (1, "2027-02-01", "the trust is slow")
    ]
    assert second.session.actions[2].text == "b in other words"
    assert meetings.found(second) is None


async def test_only_the_host_takes_over_and_only_before_the_start(meetings: Meetings) -> None:
    await meetings.hold("2026-11-26", "/do a")
    second = await meetings.plan("2027-01-14")
    wish = CarryOver(found=found(meetings.found(second)), revision=second.session.revision)
    with pytest.raises(Refused, match="host"):
        await second.submit(wish, ONE)
    await meetings.say(second, "/do between")
    with pytest.raises(Refused, match="meanwhile"):
        await second.submit(wish, HOST)
    assert actions(second.session) == {"D1": "between"}
    await meetings.say(second, "/next")
    with pytest.raises(Refused, match="begun"):
        await second.submit(CarryOver(found=wish.found), HOST)


# What the next meeting makes of it


def block(session: Session, name: str, audience: Audience = "wall") -> Block | None:
    return next((one for one in blocks(session, session.now, audience) if one.id == name), None)


async def test_who_was_missing_is_asked_for_but_not_who_is_missed_today(meetings: Meetings) -> None:
    await meetings.hold("2026-11-26", "/missing a GP; Bo", "/missing a carer")
    second = await meetings.hold("2027-01-14", "/missing a porter", "/hide M2")
    shown = block(second.session, "awaited")
    assert isinstance(shown, Listing)
    assert [(item.text, item.detail) for item in shown.items] == [("a GP", "Bo was to ask them")]
    assert block(second.session, "awaited", "reader") is None
    phone = block(second.session, "awaited", "participant")
    assert phone and "/done" not in phone.sentence
    await meetings.say(second, "/done M1")
    assert block(second.session, "awaited") is None


async def test_a_second_meeting_of_one_day_opens_a_cycle_of_its_own(meetings: Meetings) -> None:
    await meetings.hold("2026-11-26", "/next", "nights", "/improve 1; calm", "/tried I1 morning; hm; adapt")
    second = await meetings.hold("2026-11-26", "/tried I1 evening; ah")
    await meetings.say(second, "/tried I1 evening; ah; adapt", "/tried I1 late evening")
    cycles = second.session.improvements[1].cycles
    assert [(one.n, one.observations, one.learning, one.act) for one in cycles] == [
        (1, "morning", "hm", "adapt"), (2, "evening", "ah", "adapt"), (3, "late evening", "", ""),
    ]  # fmt: skip


async def test_a_promise_of_a_closed_meeting_is_due_from_the_day_of_the_clock(
    meetings: Meetings, clock: Clock
) -> None:
    first = await meetings.hold("2026-11-26", "/do a; Bo; fri", "/go close", "/close")
    assert first.session.actions[1].due == "2026-11-27"
    clock.advance(minutes=14 * DAY)
    await meetings.say(first, "/still D1 fri")
    row = first.session.actions[1]
    assert (row.due, row.told_on, row.closed_at) == ("2026-12-11", "2026-12-10", "")
    milestones = first.milestones
    await meetings.say(first, "/done D1")
    assert first.milestones > milestones, "the record is written after that too"


async def test_what_was_settled_since_is_told_and_not_walked(meetings: Meetings) -> None:
    first = await meetings.hold("2026-11-26", "/do a", "/do b")
    second = await meetings.plan("2027-01-14")
    await meetings.carry(second)
    await meetings.say(first, "/done D1 by post")
    await meetings.carry(second)
    await meetings.say(second, "/go followup")
    cards, told = block(second.session, "promises"), block(second.session, "told")
    assert isinstance(cards, Cards) and isinstance(told, Listing)
    assert [one.handle for one in cards.cards] == ["D2"] and cards.of == 2
    assert [(item.handle, item.detail) for item in told.items] == [("D1", "done: by post")]


# Records and replay


async def rich(meetings: Meetings) -> LiveSession:
    """A meeting that has taken over something of every kind."""
    await voted(meetings, "/person Amina; Royal", "/person Bo", "/tie amina bo", "/missing a GP", "/improve 2; aim; change;;;; hope",
        "/do a; Bo; 1 feb", "/charter rhythm monthly", "/go commit", "/say we test it")  # fmt: skip
    second = await meetings.plan("2027-01-14")
    event = found(await meetings.carry(second))
    assert all(
        getattr(event, field) for field in event.__struct_fields__ if field not in ("erased", "touched")
    ), "something of every kind"
    return second


async def test_it_replays_with_no_other_file_there(meetings: Meetings, data: Path) -> None:
    second = await rich(meetings)
    for folder in (data / library.SESSIONS).iterdir():
        if folder != second.folder:
            shutil.rmtree(folder)
    (data / library.LIBRARY).unlink()
    assert journal.fold(journal.read(second.folder / records.JOURNAL).entries) == second.session


async def test_the_record_holds_it_and_equals_the_journal(meetings: Meetings) -> None:
    second = await rich(meetings)
    await second.record()
    kept, stamp = records.load(second.folder / records.RECORD)
    assert kept == second.session == journal.fold(journal.read(second.folder / records.JOURNAL).entries)
    assert stamp.size == (second.folder / records.JOURNAL).stat().st_size


async def test_a_session_may_change_what_came_and_the_event_stays_what_it_was(meetings: Meetings) -> None:
    second = await rich(meetings)
    event = next(event for one in second.entries for event in one.events if isinstance(event, CarriedOver))
    before = msgspec.json.encode(event)
    await meetings.say(
        second, "/next", "/tried I1 well; that; adapt", "/done D1", "/edit note 1 other words", "/person Amina; Hill", "/charter in falls"
    )  # fmt: skip
    assert msgspec.json.encode(event) == before


async def test_a_record_that_is_stale_or_broken_is_read_from_the_journal(meetings: Meetings) -> None:
    first = await meetings.hold("2026-11-26", "/do a")
    (first.folder / records.RECORD).write_bytes(b"{")
    assert found(meetings.found(await meetings.plan("2027-01-14"))).actions


async def test_a_meeting_that_cannot_be_read_is_said_and_the_others_come(meetings: Meetings) -> None:
    first = await meetings.hold("2026-11-26", "/do a")
    await meetings.hold("2026-12-10", "/do b")
    lost = await meetings.hold("2026-12-17", "/do c")
    for live in (first, lost):
        (live.folder / records.RECORD).unlink()
        (live.folder / records.JOURNAL).write_bytes(b"nonsense\n")
    second = await meetings.plan("2027-01-14")
    said: list[str] = []
    event = found(thread.carried(meetings.data, second.session, findings=said))
    assert [row.text for row in event.actions] == ["a", "b"], (
        "the second meeting had taken over from the first"
    )
    assert sorted(said) == [
        f"Meeting of {date} cannot be read, so what it left open may be missing here. Its files were left as they are."
        for date in ("2026-11-26", "2026-12-17")
    ]


async def test_any_error_in_reading_one_keeps_the_others(
    meetings: Meetings, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = await meetings.hold("2026-11-26", "/do a")
    other = await meetings.hold("2026-12-10", "/do b")
    second = await meetings.plan("2027-01-14")
    read: Callable[[Path], Session] = records.current

    def broken(folder: Path) -> Session:
        if folder == other.folder:
            raise PermissionError(13, "Permission denied")
        return read(folder)

    monkeypatch.setattr(records, "current", broken)
    assert [row.text for row in found(thread.carried(meetings.data, second.session)).actions] == ["a"]
    assert first.session.started


# The library


async def test_a_row_says_how_many_promises_are_open(meetings: Meetings) -> None:
    live = await meetings.hold("2026-11-26", "/do a", "/do b", "/do c", "/done D1", "/erase D2")
    assert [row.promises for row in library.rows(meetings.data)] == [1]
    assert library.Row.of(live.session, 1).promises == 1


async def test_a_library_made_anew_keeps_the_row_of_what_cannot_be_read(meetings: Meetings) -> None:
    lost = await meetings.hold("2026-11-26", "/do a")
    await meetings.hold("2026-12-10", "/do b")
    before = {row.id for row in library.rows(meetings.data)}
    (lost.folder / records.RECORD).unlink()
    (lost.folder / records.JOURNAL).write_bytes(b"nonsense")
    assert {row.id for row in library.rebuild(meetings.data)} == before
    assert {row.id for row in library.rows(meetings.data)} == before


async def test_a_library_that_an_older_program_wrote_is_read(meetings: Meetings, data: Path) -> None:
    live = await meetings.hold("2026-11-26", "/do a")
    row = {
        key: value
        for key, value in msgspec.to_builtins(library.Row.of(live.session, 5)).items()
        if key != "promises"
    }
    (data / library.LIBRARY).unlink()
    with records.database(data / library.LIBRARY) as db:
        db.table(library.SESSIONS).insert(row)
    assert [(one.id, one.promises) for one in library.rows(data)] == [(live.session.id, 0)]
    assert found(meetings.found(await meetings.plan("2027-01-14"))).actions


def test_the_kinds_that_come_along_are_those_of_the_event() -> None:
    session = Session()
    event = CarriedOver((), session.community, actions=(Action(number=3, text="a"),), notes=(Note(number=7, activity="", lane="", text="b"),))  # fmt: skip
    event.apply(session, START)
    assert (session.made, session.notes_made) == ({"actions": 3}, 7)
    assert (
        issubclass(Improvement, Promise)
        and not issubclass(MissingVoice, Promise)
        and not issubclass(Tie, Promise)
    )
