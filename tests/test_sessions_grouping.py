"""The groups of a boundary: one however it is written, and no group for those who did not say."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

import laws
from conftest import Clock
from faces import person, say
from sessions.commands import AddPerson, CastVote
from sessions.grouping import NOT_SAID, groups
from sessions.live import LiveSession
from sessions.measuring import measured
from sessions.steps.introduce import matrix
from test_sessions_groups import PLAN, sums

PEOPLE = (
    "Nurse; ; acute", "nurse; ; Acute", "NURSE; ; primary", "doctor; ; primary",
    "prefer not to say; ; -", "Prefer not to say", "",
)  # fmt: skip


@pytest.fixture
async def live(data: Path, clock: Clock) -> AsyncIterator[LiveSession]:
    """A session by the plan `PLAN`, with people who write their groups as they like."""
    session = laws.made(data, clock, PLAN)
    for number, words in enumerate(PEOPLE, 1):
        await say(session, f"/person P{number}; ; {words}")
    yield session
    await session.close()


async def test_a_group_is_one_however_it_is_written(live: LiveSession) -> None:
    group = groups(live.session, "profession")
    assert [group(one.profession) for one in live.session.participants.values()] == [
        "Nurse", "Nurse", "Nurse", "doctor", NOT_SAID, NOT_SAID, NOT_SAID,
    ]  # fmt: skip


async def test_the_matrix_has_one_row_for_a_group_and_one_for_who_did_not_say(live: LiveSession) -> None:
    await say(live, "/count nurse acute 2 | /count carer; prefer not to say; 1 | /count PORTER -; 3")
    table = matrix(live.session, "wall")
    assert table is not None
    assert table.rows == ("carer", "doctor", "Nurse", "PORTER", NOT_SAID)
    assert table.columns == ("acute", "primary", NOT_SAID)
    assert dict(zip(table.rows, table.cells, strict=True)) == {
        "Nurse": (4, 1, 0),
        "doctor": (0, 1, 0),
        "carer": (0, 0, 1),
        "PORTER": (0, 0, 3),
        NOT_SAID: (0, 0, 3),
    }
    assert table.sentence == "10 of 13 said where they come from, 6 by hand."


async def test_readers_get_no_matrix_of_which_every_cell_is_kept_back(live: LiveSession) -> None:
    assert matrix(live.session, "reader") is None
    await say(live, "/count nurse acute 6 | /count doctor primary 6")
    table = matrix(live.session, "reader")
    assert table is not None and sorted(one for row in table.cells for one in row if one) == [7, 8]


async def test_who_is_expected_gives_the_spelling(live: LiveSession) -> None:
    await say(live, "/expect profession: nurse, Nurse, carer, prefer not to say")
    assert live.session.community.expected == {"profession": ["nurse", "carer"]}
    table = matrix(live.session, "wall")
    assert table is not None
    assert table.rows == ("nurse", "carer", "doctor", NOT_SAID)
    sentences = {one.name: one.sentence for one in measured(live.session)}
    assert sentences["blau/profession"] == "Too few to say: 4 people over 3 professions."


async def test_measures_take_them_for_one(live: LiveSession) -> None:
    await say(live, "/count nurse acute 1")
    await say(
        live, "/tie P1 P2 | /tie P2 P3 | /tie P1 P3 | /tie P1 P4 | /tie P2 P4 | /tie P3 P4 | /tie P5 P6"
    )
    found = {one.name: one for one in measured(live.session)}
    assert found["ei/profession"].n == 6
    assert (
        found["ei/profession"].sentence == "Too few to say: 6 ties between people whose profession is known."
    )
    assert found["blau/profession"].n == 5
    assert "5 people over 2 professions" in found["blau/profession"].sentence


async def test_votes_are_summed_by_the_same_groups(live: LiveSession) -> None:
    await say(live, "one | /next | /next")
    for number in range(len(PEOPLE) + 1, 20):
        profession = ("nurse", "DOCTOR", "-")[number % 3]
        await live.submit(AddPerson(name=f"P{number}", profession=profession), laws.ONE)
    for number in range(1, 20):
        await live.submit(CastVote(target="1", value=1), person(number))
    await say(live, "/reveal")
    assert sums(live) == {
        ("1", "Nurse"): (7, 0, 0),
        ("1", "doctor"): (5, 0, 0),
        ("1", NOT_SAID): (7, 0, 0),
    }
    (ground,) = (one for one in measured(live.session) if one.name.startswith("common-ground"))
    assert ground.n == 12, "who did not say is no group"
