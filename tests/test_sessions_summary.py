"""The summary: what page one says and in which order, what stands in the detail, and who may read what."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import get_args

import msgspec
import pytest

from conftest import Clock
from sessions import summary
from sessions.blocks import Audience, Bars, Block, Cards, Listing, Matrix, Table, Text
from sessions.commands import SetSession
from sessions.live import LiveSession
from sessions.session import Session
from whole import ONE, UNSEEN, lead, submit, whole

AUDIENCES: tuple[Audience, ...] = get_args(Audience)


@pytest.fixture
async def ended(data: Path, clock: Clock) -> AsyncIterator[LiveSession]:
    """The whole session, closed, its detail not released."""
    live = await whole(data, clock)
    yield live
    await live.close()


async def released(live: LiveSession, clock: Clock) -> Session:
    await lead(live, clock, "/release")
    return live.session


def everything(session: Session, audience: Audience = "reader") -> tuple[Block, ...]:
    return *summary.page_one(session, audience), *summary.detail(session, audience), summary.comments(session)


def words(*blocks: Block) -> str:
    return msgspec.json.encode(blocks).decode()


def found(blocks: tuple[Block, ...], block_id: str) -> Block:
    (block,) = [one for one in blocks if one.id == block_id]
    return block


def listing(blocks: tuple[Block, ...], block_id: str) -> Listing:
    block = found(blocks, block_id)
    assert isinstance(block, Listing)
    return block


def table(blocks: tuple[Block, ...], block_id: str) -> Table:
    block = found(blocks, block_id)
    assert isinstance(block, Table)
    return block


# Page one


async def test_page_one_has_conclusions_first(ended: LiveSession) -> None:
    assert [block.id for block in summary.page_one(ended.session)] == [
        "identity-statement", "domain-statement", "first-decisions", "domain-first", "choose-first",
        "statements-common", "first-actions", "first-tests", "since", "ask", "next-meeting",
    ]  # fmt: skip


async def test_three_decisions_that_stand_and_how_many_more(ended: LiveSession, clock: Clock) -> None:
    items = listing(summary.page_one(ended.session), "first-decisions").items
    assert [(item.handle, item.text) for item in items] == [
        ("C2", "one list for both services"),
        ("C3", "we meet every third Thursday"),
        ("C4", "Bo owns the list"),
        ("", "1 more, in the detail."),
    ]
    everyone = listing(summary.detail(await released(ended, clock)), "decisions").items
    assert [item.handle for item in everyone] == ["C1", "C2", "C3", "C4", "C5"]
    assert everyone[0].detail.endswith("replaced")


async def test_decisions_that_all_stand_on_page_one_stand_there_once(live: LiveSession, clock: Clock) -> None:
    await lead(live, clock, "/decide one\n/decide two")
    assert len(listing(summary.page_one(live.session), "first-decisions").items) == 2
    assert "decisions" not in {block.id for block in summary.detail(live.session)}


async def test_actions_are_those_that_are_open_and_those_of_this_meeting(ended: LiveSession) -> None:
    first = table(summary.page_one(ended.session), "first-actions")
    assert first.rows == (
        ("D2", "find one number", "Dee Ash", "Thursday 14 January 2027", "still open: nobody has the time"),
        ("D3", "write to the ambulance trust", "Bo Berg", "Sunday 10 January 2027", "still open"),
        ("D4", "ask the council", "Dr Shah", "", "dropped: somebody else has it"),
    )
    assert [column.title for column in first.columns] == ["", "What", "Who", "By", "How it stands"]
    every = table(summary.detail(ended.session), "actions")
    assert [row[0] for row in every.rows] == ["D1", "D2", "D3", "D4"]


async def test_actions_that_all_stand_still_say_who_and_by_when_alone(
    live: LiveSession, clock: Clock
) -> None:
    await lead(live, clock, "/do ring the trust; Bo; 10 jan\n/do find a number")
    first = table(summary.page_one(live.session), "first-actions")
    assert first.rows == (
        ("D1", "ring the trust", "Bo", "Sunday 10 January 2027"),
        ("D2", "find a number", "nobody yet", ""),
    )
    assert len(first.columns) == 4
    assert "actions" not in {block.id for block in summary.detail(live.session)}


async def test_what_is_tested_by_whom_by_when(ended: LiveSession) -> None:
    assert table(summary.page_one(ended.session), "first-tests").rows == (
        ("I1", "a huddle at 20:00 · fewer falls on the end wards", "Amina Khan", "Friday 20 November 2026"),
        ("I2", "a second huddle at 20:00 · fewer falls at night by March", "Amina Khan", "Monday 1 February 2027"),
    )  # fmt: skip


async def test_what_has_changed_since_last_time(ended: LiveSession) -> None:
    items = listing(summary.page_one(ended.session), "since").items
    assert [(item.text, item.detail) for item in items] == [
        ("We looked at 3 of 3 promises.", "2 still open, 1 done"),
        ("14 people came for the first time.", ""),
        ("1 voice that was missing joined us.", "a GP"),
    ]
    assert "Finn Ode" in words(found(summary.page_one(ended.session, "wall"), "since"))


async def test_a_first_meeting_has_no_last_time(live: LiveSession, clock: Clock) -> None:
    await lead(live, clock, "/person Amina\n/missing a GP\n/done M1\n/do ring\n/done D1")
    assert "since" not in {block.id for block in summary.page_one(live.session)}


async def test_what_was_agreed_before_stands_until_it_is_said_anew(data: Path, clock: Clock) -> None:
    live = await whole(data, clock, close=False)
    live.session.statements.clear()
    block = found(summary.page_one(live.session), "identity_statement-before")
    assert "We are here for people who fall." in words(block)
    assert block.sentence == "Agreed at an earlier meeting, as version 1."
    await live.close()


async def test_the_sponsor_is_asked_by_name_where_there_is_one(live: LiveSession) -> None:
    await submit(live, ONE, SetSession(field="ask", value="an hour a month"))
    assert found(summary.page_one(live.session), "ask").title == "What we ask of our sponsor"


async def test_with_nothing_agreed_it_says_so(live: LiveSession) -> None:
    (block,) = summary.page_one(live.session)
    assert block.sentence == "Nothing is agreed yet. The notes are in the detail."


# Detail


async def test_the_detail_goes_from_the_community_to_the_method(ended: LiveSession, clock: Clock) -> None:
    ids = [block.id for block in summary.detail(await released(ended, clock))]
    assert ids[:5] == ["charter", "matrix", "roster", "ties", "missing"]
    assert ids[ids.index("ripples") :] == [
        "ripples", "improvements", "actions", "decisions", "goals", "reflections", "leads", "stories",
        "feedback", "feedback-most_useful", "feedback-change_one_thing", "measures", "times", "method",
    ]  # fmt: skip


async def test_every_block_has_an_id_of_its_own(ended: LiveSession, clock: Clock) -> None:
    ids = [block.id for block in everything(await released(ended, clock))]
    assert len(ids) == len(set(ids))


async def test_the_charter_says_what_is_known(ended: LiveSession, live: LiveSession) -> None:
    charter = found(summary.detail(ended.session), "charter")
    assert isinstance(charter, Cards)
    fields = dict(charter.cards[0].fields)
    assert fields["Stage"] == "coalescing"
    assert fields["Led by"] == "Amina Khan, Bo Berg"
    assert fields["Expected professions"] == "nurse, doctor, carer"
    assert fields["Looked at again"] == "Friday 26 November 2027"
    assert "charter" not in {block.id for block in summary.detail(live.session)}


async def test_ideas_say_what_they_are_for_and_which_was_picked(ended: LiveSession) -> None:
    items = listing(summary.detail(ended.session), "helpround-board").items
    assert [item.detail for item in items] == ["for Two record systems · picked", "for Two record systems"]


async def test_measures_say_what_they_are_of_and_once_what_cannot_be_said(ended: LiveSession) -> None:
    drawn = table(summary.detail(ended.session), "measures")
    said = [row[0] for row in drawn.rows]
    assert "n is how many" in drawn.sentence
    assert len(said) == len(set(said))
    assert sum(one.startswith("Statements, note 15: 13 votes from 2 professions") for one in said) == 1
    assert any(one.startswith("Domain: 20 people scored it") for one in said)
    assert len([one for one in said if one.startswith("Not applicable: 24 people here")]) == 1


async def test_the_time_tells_what_was_borrowed_left_out_and_paused(ended: LiveSession) -> None:
    times = table(summary.detail(ended.session), "times")
    assert [column.title for column in times.columns] == ["Activity", "Planned, min", "Borrowed, min", "Taken, min"]  # fmt: skip
    rows = {row[0]: row[1:] for row in times.rows}
    assert rows["Practice"][:2] == ("14", "+4")
    assert rows["Help round"][:2] == ("15", "−4")
    assert rows["Break"] == ("5", "–", "left out")
    assert rows["Commit"][2] == "–"
    assert rows["Breaks"] == ("–", "–", "6")
    assert times.sentence.startswith("158 minutes were planned, ")
    assert times.sentence.endswith("Breaks took 6 minutes more.")


async def test_the_method_tells_how_and_with_whose_consent_but_names_nobody_else(ended: LiveSession) -> None:
    method = found(summary.detail(ended.session), "method")
    assert isinstance(method, Text)
    for line in (
        "Led by Eve Moss, at Hill Surgery, in a room and remote, from 10:00.",
        "19 notes and 6 themes were kept: 17 typed by the facilitator, 1 from phones, 1 from a file.",
        "“Her words may be quoted in the report” (version 1): agreed to by 2 people by name.",
        "1 person sent apologies.",
    ):
        assert line in method.paragraphs
    assert any(
        line.endswith("agreed to by the room as a whole and 4 people by name.") for line in method.paragraphs
    )
    assert "Dee" not in words(method)


async def test_comments_have_a_handle_and_say_what_they_are_about(ended: LiveSession) -> None:
    assert [(one.handle, one.text, one.detail) for one in summary.comments(ended.session).items] == [
        ("K1", "try it at weekends", "Eve · about I1"),
        ("K2", "well done", ""),
    ]


# Who may read what


@pytest.mark.parametrize("why", ["erased", "private", "hidden", "waiting", "not for readers"])
async def test_what_is_not_for_readers_is_in_no_block_of_theirs(
    ended: LiveSession, clock: Clock, why: str
) -> None:
    session = await released(ended, clock)
    for said in UNSEEN[why]:
        assert said not in words(*everything(session))
    room = words(*everything(session, "wall"))
    assert any(said in room for said in UNSEEN[why]) is (why == "not for readers")


async def test_what_is_private_is_the_facilitators(ended: LiveSession) -> None:
    drawn = words(*everything(ended.session, "facilitator"))
    assert all(said in drawn for said in UNSEEN["private"])
    assert not any(said in drawn for said in UNSEEN["erased"])


async def test_readers_get_names_once_they_are_released(ended: LiveSession, clock: Clock) -> None:
    before = words(*everything(ended.session))
    for name in ("Finn Ode", "Chen Li", "the renal ward"):
        assert name not in before
    goals = listing(summary.detail(ended.session), "goals").items
    assert [item.detail for item in goals] == ["all of us", ""]
    after = words(*everything(await released(ended, clock)))
    for name in ("Finn Ode", "Chen Li", "the renal ward"):
        assert name in after
    assert listing(summary.detail(ended.session), "goals").items[1].detail == "Amina Khan"


async def test_small_cells_are_kept_back_from_readers_alone(ended: LiveSession) -> None:
    reader, wall = (
        block
        for audience in ("reader", "wall")
        if isinstance(block := found(summary.detail(ended.session, audience), "matrix"), Matrix)  # type: ignore[arg-type]
    )
    assert {cell for row in wall.cells for cell in row if cell} == {1, 2, 3, 5}
    assert {cell for row in reader.cells for cell in row if cell} == {5}


async def test_one_small_cell_takes_the_next_with_it(live: LiveSession, clock: Clock) -> None:
    await lead(live, clock, "/count nurse acute 9\n/count doctor acute 6\n/count carer acute 2")
    matrix = found(summary.detail(live.session), "matrix")
    assert isinstance(matrix, Matrix)
    assert dict(zip(matrix.rows, matrix.cells, strict=True)) == {"nurse": (9,), "doctor": (None,), "carer": (None,)}  # fmt: skip


@pytest.mark.parametrize("audience", AUDIENCES)
async def test_sentences_of_ours_are_short(ended: LiveSession, clock: Clock, audience: Audience) -> None:
    session = await released(ended, clock)
    said = [block.sentence for block in everything(session, audience)]
    for block in everything(session, audience):
        said += block.paragraphs if isinstance(block, Text) else ()
    for sentence in (part for one in said for part in re.split(r"[.!?:] ", one)):
        assert len(sentence.split()) <= 30, sentence


async def test_bars_say_their_numbers_with_their_unit(ended: LiveSession) -> None:
    feedback = found(summary.detail(ended.session), "feedback")
    assert isinstance(feedback, Bars)
    assert [feedback.amount(number) for _, _, number in feedback.lines][:3] == [
        "9 people",
        "10 people",
        "1 person",
    ]
    assert feedback.cut == len(feedback.lines), "nothing of it is unsettled"
