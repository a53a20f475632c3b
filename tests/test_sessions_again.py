"""The same words again: the row that says them gets what is now given, and no second one is made."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

import laws
from conftest import Clock
from faces import person, say
from sessions.commands import AddAction, Tried, Undo
from sessions.errors import Refused
from sessions.live import LiveSession
from sessions.scribe import parse
from sessions.telling import told


@pytest.fixture
async def live(data: Path, clock: Clock) -> AsyncIterator[LiveSession]:
    """A session with people, and a theme that improvements are about."""
    session = laws.made(data, clock)
    await say(session, "/person Amina Khan | /person Bo Li | /next | letters come late")
    await say(session, "/group 1 = late letters | beds are far | /group 2 = beds")
    yield session
    await session.close()


async def tells(live: LiveSession, line: str) -> str:
    """What is told of a line once it is kept."""
    wish = parse(line, live.session)
    receipt = await live.submit(wish, laws.ONE)  # type: ignore[arg-type]
    return told(receipt.entry, live.session)


async def refused(live: LiveSession, line: str, match: str) -> None:
    """A line is refused, and changes nothing."""
    before = laws.tables(live.session)
    with pytest.raises(Refused, match=match):
        await say(live, line)
    assert laws.tables(live.session) == before


async def test_a_promise_gets_its_owner_and_its_day_later(live: LiveSession) -> None:
    await say(live, "/do write to the trust")
    assert await tells(live, "/do Write to the TRUST; bo") == "D1 Bo Li"
    assert await tells(live, "/do write to the trust; ; 10 jan") == "D1 by Sunday 10 January 2027"
    assert list(live.session.actions) == [1]
    row = live.session.actions[1]
    assert (row.text, row.owner, row.due, row.status) == ("write to the trust", "Bo Li", "2027-01-10", "open")
    await refused(live, "/do write to the trust; bo; 10 jan", "D1 says that already")


async def test_another_day_is_the_new_one_and_the_first_is_kept(live: LiveSession) -> None:
    await say(live, "/do write; bo; 10 jan | /do write; bo; 12 jan")
    row = live.session.actions[1]
    assert (row.due, row.was_due) == ("2027-01-12", "2027-01-10")


async def test_two_people_may_promise_the_same(live: LiveSession) -> None:
    await say(live, "/do read the guide; amina | /do read the guide; bo | /do read the guide; bo; 10 jan")
    assert [(row.owner, row.due) for row in live.session.actions.values()] == [
        ("Amina Khan", ""),
        ("Bo Li", "2027-01-10"),
    ]
    await refused(live, "/do read the guide; ; 12 jan", r"D1 \(Amina Khan\) and D2 \(Bo Li\)")


async def test_what_is_settled_is_promised_anew(live: LiveSession) -> None:
    await say(live, "/do write; bo | /done D1 | /do write; bo")
    assert [row.status for row in live.session.actions.values()] == ["done", "open"]


async def test_what_is_erased_says_nothing_any_more(live: LiveSession) -> None:
    await say(live, "/do write | /erase D1 | /do write; bo")
    assert live.session.actions[2].owner == "Bo Li"


async def test_an_improvement_gets_its_measure_and_what_is_expected_later(live: LiveSession) -> None:
    await say(live, "/improve A; fewer falls")
    assert await tells(live, "/improve A; fewer falls; ; falls a week; ; ; fewer at night; 6 a week") == (
        "I1 measure, baseline, expectation noted"
    )
    assert (
        await tells(live, "/improve B; Fewer falls; a huddle; ; amina; 1 feb")
        == "I1 Amina Khan, by Monday 1 February 2027; what it is about, change noted"
    )
    assert list(live.session.improvements) == [1]
    row = live.session.improvements[1]
    about = [live.session.words(item) for item in row.item_ids]
    assert (about, row.measure, row.baseline) == (["late letters", "beds"], "falls a week", "6 a week")
    assert (row.change_idea, row.owner, row.due) == ("a huddle", "Amina Khan", "2027-02-01")
    assert [(cycle.n, cycle.prediction) for cycle in row.cycles] == [(1, "fewer at night")]
    await refused(live, "/improve A; fewer falls", "I1 says that already")


async def test_what_would_replace_what_was_said_is_a_row_of_its_own(live: LiveSession) -> None:
    await say(
        live, "/improve A; fewer falls; a second huddle; falls a week; amina; 1 feb; they drop; 6 a week"
    )
    await say(
        live, "/improve B; fewer falls; exercise class; slips a week; amina; 1 mar; they halve; 9 a week"
    )
    assert [
        (row.change_idea, row.measure, row.baseline, row.due, row.cycles[0].prediction)
        for row in live.session.improvements.values()
    ] == [
        ("a second huddle", "falls a week", "6 a week", "2027-02-01", "they drop"),
        ("exercise class", "slips a week", "9 a week", "2027-03-01", "they halve"),
    ]
    await say(live, "/improve A; fewer falls; ; ; ; ; they stop")
    assert [row.cycles[0].prediction for row in live.session.improvements.values()][2:] == ["they stop"]
    await say(live, "/decide we start; by hands; 5x3; Dee waits | /decide we start; by hands; 4x3; Eve waits")
    assert [row.dissent for row in live.session.decisions.values()] == ["Dee waits", "Eve waits"]
    await say(live, "/goal us calm nights; calls a night | /goal us calm nights; falls a night")
    assert [row.measure for row in live.session.goals.values()] == ["calls a night", "falls a night"]


async def test_what_a_test_came_to_is_kept_when_another_is_told(live: LiveSession) -> None:
    await say(live, "/improve A; fewer falls")
    assert await tells(live, "/tried I1 four nights; keys were missing; adapt") == "I1 goes on, adapted"
    assert await tells(live, "/tried I1 six nights; it holds; adapt") == "I1 goes on, adapted"
    adopted = await live.submit(Tried(improvement="I1", happened="", act="adopt"), laws.ONE)
    assert told(adopted.entry, live.session) == "I1 adopted", "what follows may be said anew"
    assert [(one.n, one.observations, one.act) for one in live.session.improvements[1].cycles] == [
        (1, "four nights", "adapt"), (2, "six nights", "adopt"),
    ]  # fmt: skip
    assert await tells(live, "/test I1 at weekends; half as many") == "I1 still open"
    assert await tells(live, "/test I1 on bank holidays") == "I1 question noted"


async def test_what_is_expected_goes_to_the_test_that_is_open(live: LiveSession) -> None:
    await say(
        live,
        "/improve A; fewer falls | /test I1 does it hold at weekends | /improve A; fewer falls; ; ; ; ; it does",
    )
    (cycle,) = live.session.improvements[1].cycles
    assert (cycle.question, cycle.prediction) == ("does it hold at weekends", "it does")
    await say(live, "/tried I1 it did; nights differ; adapt | /improve A; fewer falls; ; ; ; ; nights too")
    assert [cycle.prediction for cycle in live.session.improvements[1].cycles] == ["it does", "nights too"]


async def test_goals_leads_and_decisions_are_added_to(live: LiveSession) -> None:
    await say(
        live, "/goal us one number | /goal us One number; calls a week; 26 mar | /goal amina one number"
    )
    assert [(row.whose, row.measure, row.review_date) for row in live.session.goals.values()] == [
        ("", "calls a week", "2027-03-26"),
        ("Amina Khan", "", ""),
    ]
    await say(live, "/lead the renal ward | /lead the renal ward; bo")
    assert [(row.where, row.whom) for row in live.session.leads.values()] == [("the renal ward", "Bo Li")]
    await say(live, "/decide we meet monthly | /decide we meet monthly; fist to five; 5x9; Fridays")
    (row,) = live.session.decisions.values()
    assert (row.method, row.scores, row.dissent) == ("fist to five", [0, 0, 0, 0, 0, 9], "Fridays")


async def test_a_decision_that_was_replaced_is_made_anew(live: LiveSession) -> None:
    await say(live, "/decide monthly | /decide weekly; ; ; ; C1 | /decide monthly; ; ; ; C2")
    assert [(row.text, row.supersedes) for row in live.session.decisions.values()] == [
        ("monthly", ""),
        ("weekly", "C1"),
        ("monthly", "C2"),
    ]


async def test_a_participant_adds_to_their_own_alone(live: LiveSession) -> None:
    await say(live, "/go improve")
    await live.submit(AddAction(text="write"), person(1))
    await live.submit(AddAction(text="write", due="10 jan"), person(1))
    await live.submit(AddAction(text="write", due="12 jan"), person(2))
    assert [(row.author, row.due) for row in live.session.actions.values()] == [
        (1, "2027-01-10"),
        (2, "2027-01-12"),
    ]


async def test_what_is_private_is_not_told(live: LiveSession) -> None:
    await say(live, "/do write | /hide D1")
    assert await tells(live, "/do write; bo; 10 jan") == "D1 changed"


async def test_what_was_added_is_undone(live: LiveSession) -> None:
    await say(live, "/do write | /do write; bo")
    receipt = await live.submit(Undo(), laws.ONE)
    assert told(receipt.entry, live.session) == "undone: D1 Bo Li"
    assert live.session.actions[1].owner == ""
