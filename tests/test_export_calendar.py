"""Calendar: the file as another library reads it."""

from __future__ import annotations

from pathlib import Path

import pytest
from ics import Calendar

from conftest import Clock
from cop_tui.export import calendar
from hostile import HOSTILE
from sessions.clean import clean
from sessions.errors import Refused
from sessions.session import Session
from web_room import DOMAIN, workshop
from whole import said, whole


def opened(session: Session) -> Calendar:
    return Calendar(calendar.render(session).decode())


async def ended(data: Path, clock: Clock) -> Session:
    live = await whole(data, clock)
    await live.close()
    return live.session


async def test_the_next_meeting_and_what_falls_due(data: Path, clock: Clock) -> None:
    session = await ended(data, clock)
    events = {event.uid: event for event in opened(session).events}
    meeting = events[f"{session.id}-meeting@cop-tui"]
    assert str(meeting.begin.naive) == "2027-01-14 10:00:00" and not meeting.all_day
    assert meeting.location == "Hill Surgery" and "Host: Bo" in (meeting.description or "")
    assert meeting.name == "Falls prevention: we meet again"
    due = {uid: event for uid, event in events.items() if uid != meeting.uid}
    assert all(event.all_day and event.transparent for event in due.values())
    assert {event.name for event in due.values()} >= {"Dee Ash: find one number"}
    assert not [name for event in events.values() if "they answered" in (name := event.name or "")]


async def test_it_keeps_its_names_so_that_it_may_be_brought_in_again(data: Path, clock: Clock) -> None:
    session = await ended(data, clock)
    assert calendar.render(session) == calendar.render(session)
    later = session.copied()
    later.next_meeting.date = "2027-02-11"
    assert {one.uid for one in opened(later).events} == {one.uid for one in opened(session).events}


async def test_hostile_words_are_one_line_of_text(data: Path, clock: Clock) -> None:
    session = await ended(data, clock)
    tables, plain = session.tables(), properties(session)
    texts = [clean(one, lines=True)[:200] for one in HOSTILE if clean(one)]
    for words in (*texts, "x\r\nATTENDEE:mailto:evil@evil.example", "a;b,c:d"):
        made = said(tables, clean(words, lines=True))
        assert properties(made) == plain, words
        assert any(" ".join(words.split()) in (event.name or "") for event in opened(made).events)


def properties(session: Session) -> list[str]:
    """The names of the properties, line after line, unfolded."""
    lines = calendar.render(session).decode().replace("\r\n ", "").split("\r\n")
    return sorted(line.partition(":")[0] for line in lines)


async def test_nothing_with_a_day_is_said(data: Path) -> None:
    live = await workshop(data, DOMAIN)
    with pytest.raises(Refused, match="Nothing has a day yet"):
        calendar.render(live.session)
    await live.close()
