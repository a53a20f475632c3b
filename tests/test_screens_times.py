"""Time on the wall: the header in every window, the rule that is the clock, rounds, and the plan."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faces import say
from screens.cells import width
from screens.frame import Space
from screens.sheet import Area, Sheet
from screens.times import (
    break_in_words,
    draw_break,
    draw_clock,
    draw_plan,
    draw_steps,
    mark,
    minutes,
    part_left,
    rounds_in_words,
)
from sessions.live import LiveSession
from sessions.objects import Activity, Step
from sessions.session import Session

WIDTHS = st.integers(60, 200)
MINUTE = 60_000


@pytest.fixture
async def live(data: Path, clock: Any) -> Any:
    live = LiveSession.create(
        data, community="Falls prevention", plan="launch", date="2026-11-26", clock=clock
    )
    yield live
    await live.close()


def header(session: Session, now: int, across: int = 80) -> tuple[str, Sheet]:
    """The header's row as it is read, and the sheet."""
    sheet, space = Sheet(across, 22), Space(across, 22)
    draw_clock(sheet, space, session, now)
    return "".join(text for text, _ in sheet.rows[space.top]), sheet


def heavy(sheet: Sheet) -> int:
    """Columns of the rule that are still to come."""
    return sum(text == "━" for text, _ in sheet.rows[1])


async def test_the_rule_shrinks_towards_the_number(live: LiveSession, clock: Any) -> None:
    assert heavy(header(live.session, clock.now)[1]) == 76, "the clock has not started"
    await say(live, "/next")
    lengths = []
    for _ in range(8):
        lengths.append(heavy(header(live.session, clock.now)[1]))
        clock.advance(minutes=1)
    assert lengths == sorted(lengths, reverse=True) and lengths[0] == 76 and lengths[-1] == 0
    assert part_left(live.session, clock.now) == 0.0


@pytest.mark.parametrize(
    ("seconds", "words", "ground"),
    [
        (0, "7 min left", "paper"),
        (5 * 60, "2:00 left", "paper"),
        (5 * 60 + 40, "▲ 1:20 left", "soon"),
        (6 * 60 + 50, "■ 0:10 left, finish", "late"),
        (9 * 60, "■ 2 min over, finish", "late"),
    ],
)
async def test_little_time_is_told_in_words_and_shape_too(
    live: LiveSession, clock: Any, seconds: int, words: str, ground: str
) -> None:
    await say(live, "/next")
    clock.advance(seconds)
    text, sheet = header(live.session, clock.now)
    assert words in text
    last = next(look for letter, look in reversed(sheet.rows[0]) if letter.strip())
    assert last.on == ground


async def test_who_is_ahead_or_behind_reads_it_beside_the_time(live: LiveSession, clock: Any) -> None:
    await say(live, "/next")
    clock.advance(minutes=10)
    assert "3 min behind" in header(live.session, clock.now)[0]
    await say(live, "/go domain")
    assert "3 min ahead" in header(live.session, clock.now)[0], "the journal was passed by"


async def test_doors_and_breaks_have_words_of_their_own(live: LiveSession, clock: Any) -> None:
    assert header(live.session, clock.now)[0].rstrip().endswith("not started")
    await say(live, "/session starts 10:00")
    assert header(live.session, clock.now)[0].rstrip().endswith("start 10:00")
    await say(live, "/next | /break 5")
    assert break_in_words(live.session, clock.now) == "break, 5 min left"
    assert header(live.session, clock.now)[0].rstrip().endswith("break, 5 min left")
    await say(live, "/next | /pause")
    assert header(live.session, clock.now)[0].rstrip().endswith("paused")


NAMES = st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=70)


@given(community=NAMES, title=NAMES, activity=NAMES, across=WIDTHS, spent=st.integers(0, 40))
def test_whatever_is_named_the_header_keeps_its_margins_and_the_time(
    community: str, title: str, activity: str, across: int, spent: int
) -> None:
    session = Session(id="s", date="2026-11-26", title=title)
    session.community.name, session.started, session.entered = community, 1, 1
    session.activities = {
        "a": Activity(
            id="a", kind="gather", title=activity, planned=600, steps=[Step(kind="gather", prompt="Why?")]
        )
    }
    session.activity = "a"
    text, _sheet = header(session, 1 + spent * MINUTE, across)
    space = Space(across, 22)
    assert width(text) == across and text[: space.margin].strip() == "" == text[-space.margin :].strip()
    assert f"{10 - spent} min left" in text or "▲" in text or "■" in text or ":" in text


async def test_rounds_are_told_in_a_row_the_present_one_with_its_time(live: LiveSession, clock: Any) -> None:
    await say(live, "/go domain")
    assert rounds_in_words(live.session, clock.now) == "● alone, 1:00 left ▸ in twos 2 ▸ in fours 4 ▸ all 5"
    clock.advance(90)
    assert rounds_in_words(live.session, clock.now) == "alone 1 ▸ ● in twos, 1:30 left ▸ in fours 4 ▸ all 5"


async def test_steps_are_marked_and_what_came_in_stands_at_the_right(live: LiveSession) -> None:
    await say(live, "/here 24 | /go domain | late letters | /next")
    sheet, space = Sheet(80, 22), Space(80, 22)
    draw_steps(sheet, space, live.session, [("1", "note")])
    row = "".join(text for text, _ in sheet.rows[space.top + 2])
    assert row.split("   ")[:3] == ["  ✓ gather", "● Group", "○ agree"]
    assert row.rstrip().endswith("24 here   1 note")


async def test_the_plan_has_a_mark_and_minutes_for_everything(live: LiveSession, clock: Any) -> None:
    await say(live, "/next | /skip ripples | /go domain | /time +5")
    session = live.session
    marks = {one.id: mark(session, one, number) for number, one in enumerate(session.activities.values(), 1)}
    assert [marks[name] for name in ("welcome", "journal", "domain", "practice", "ripples")] == [
        "✓",
        "·",
        "●",
        "○",
        "–",
    ]
    assert (minutes(session.activities["ripples"]), minutes(session.activities["domain"])) == ("out", "21")
    sheet = Sheet(30, 20)
    draw_plan(sheet, Area(0, 0, 30, 20), session, clock.now)
    lines = sheet.text().split("\n")
    assert lines[0].split() == ["Plan", "min"] and lines[4].split() == ["●", "Domain", "21"]
    assert lines[8].split() == ["–", "Ripples", "out"]


async def test_a_plan_longer_than_its_room_ends_where_the_room_ends(live: LiveSession, clock: Any) -> None:
    sheet = Sheet(30, 10)
    draw_plan(sheet, Area(0, 0, 30, 6), live.session, clock.now)
    assert (
        sheet.text().strip().endswith("14")
        and not "".join(text for row in sheet.rows[6:] for text, _ in row).strip()
    )


@given(across=st.integers(24, 120), down=st.integers(4, 30), away=st.integers(0, 3 * 60 * 60))
def test_a_break_keeps_within_its_area(across: int, down: int, away: int) -> None:
    session = Session(id="s", date="2026-11-26", title="Launch")
    session.started = session.entered = session.paused_at = 1
    session.pause = 600
    session.activities = {
        "a": Activity(
            id="a", kind="gather", title="Domain", planned=600, steps=[Step(kind="gather", prompt="Why?")]
        )
    }
    session.activity = "a"
    sheet = Sheet(across + 4, down + 4)
    draw_break(sheet, Area(2, 2, across, down), session, 1 + away * 1000)
    outside = [
        (x, y)
        for y, row in enumerate(sheet.rows)
        for x, (text, look) in enumerate(row)
        if (text.strip() or look.on != "paper") and not (2 <= x < across + 2 and 2 <= y < down + 2)
    ]
    assert not outside
    assert "Then we go" in sheet.text()
