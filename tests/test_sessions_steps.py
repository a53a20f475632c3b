"""What steps show beside their own: the doors with who is counted, the ground of a statement, how far a test has come."""

from __future__ import annotations

import pytest

from faces import say
from sessions.blocks import Bars, Cards, Doors, Listing, Statement
from sessions.live import LiveSession
from sessions.steps import blocks
from sessions.steps.improve import IMPROVE


def found(live: LiveSession, kind: type) -> list:  # type: ignore[type-arg]
    """The blocks of a kind that the wall shows now."""
    return [one for one in blocks(live.session, live.session.now, "wall") if type(one) is kind]


async def test_the_doors_say_when_it_starts_and_who_is_counted(live: LiveSession) -> None:
    assert found(live, Doors)[0].counts == () and "everyone has a seat" in found(live, Doors)[0].sentence
    await say(live, "/session starts 10:00 | /here 24, 6 no phone, 4 remote")
    doors = found(live, Doors)[0]
    assert doors.starts == "10:00" and doors.counts == (("24", "here"), ("4", "from elsewhere"))
    assert "24 here, 4 from elsewhere." in doors.lower()[0].paragraphs
    assert not any("scan" in line.lower() or "code" in line.lower() for line in doors.lines), (
        "none can join yet"
    )


async def test_a_statement_stands_over_what_it_is_to_cover(live: LiveSession) -> None:
    await say(
        live,
        "/next | Late | Nobody | Plans | @not Parking | /group 1 2 = letters | /group 3 = plans",
    )
    await say(live, "/theme plans 4 | /next")
    while live.session.now.at.kind != "agree":
        await say(live, "/next")
    assert [one.lines for one in found(live, Bars)] == [(("B", "plans", 5), ("A", "letters", 2))]
    assert [(one.title, [item.text for item in one.items]) for one in found(live, Listing)] == [
        ("Not ours", ["Parking"])
    ]


@pytest.mark.parametrize(
    ("line", "verdict"),
    [
        ("/charter in falls", "Not scored yet."),
        ("/scores 5x9 2x1", "Not yet: 1 person is below three. What would make it a three?"),
        ("/scores 5x9 3x2", "Nobody is below three."),
        ("/scores 5x9 3x2 | /agree", "Agreed."),
        ("/scores 5x9 2x1 | /agree anyway; beds first", "Agreed, with dissent."),
        ("/agree anyway; no time", "Agreed, with dissent."),
    ],
)
async def test_how_the_room_stands_is_said_in_a_few_words(live: LiveSession, line: str, verdict: str) -> None:
    await say(live, "/here 24 | /next")
    while live.session.now.at.kind != "agree":
        await say(live, "/next")
    await say(live, f"/say We care | {line}")
    assert found(live, Statement)[0].verdict == verdict


async def test_a_test_comes_through_plan_do_study_and_act(live: LiveSession) -> None:
    await say(live, "/next | nights alone | /improve 1; fewer falls; a huddle; falls; Bo; fri")

    def done() -> list[str]:
        shown = IMPROVE.blocks(live.session, live.session.now, "wall")
        return [name for one in shown if isinstance(one, Cards) for name, over in one.cards[0].turn if over]

    assert done() == []
    await say(live, "/test I1 does it hold; fewer falls")
    assert done() == ["Plan"]
    await say(live, "/tried I1 four nights of seven")
    assert done() == ["Plan", "Do"]
    await say(live, "/tried I1 four nights of seven; needs a manager; adapt")
    assert done() == ["Plan", "Do", "Study", "Act"]
