"""Calendar: when the community meets again, and by when its promises fall due, for Outlook and any other.

Days are whole days and take nobody's time; the time of a meeting is that of the place where it is. A file that
is brought in again moves what moved, as everything keeps its name.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event, vText

from sessions import rows
from sessions.errors import Refused
from sessions.seeing import seen
from sessions.session import Session

MEETING = timedelta(hours=1)
"""How long a meeting is taken to last: only its beginning is known."""
NOTHING = "Nothing has a day yet, so there is nothing for a calendar. /meet 14 jan 10:00 sets the next meeting; /do takes a day after the owner."


def render(session: Session) -> bytes:
    """The session's days as an iCalendar file.

    Raises:
        Refused: if nothing has a day.
    """
    events = [*_meeting(session), *_due(session)]
    if not events:
        raise Refused(NOTHING)
    made = Calendar()
    made.add("prodid", "-//cop-tui//communities of practice//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", vText(" ".join(session.community.name.split())))
    for event in events:
        made.add_component(event)
    content: bytes = made.to_ical()
    return content


def _meeting(session: Session) -> Iterator[Event]:
    planned = session.next_meeting
    if not planned.date:
        return
    event = _event(session, "meeting", f"{session.community.name}: we meet again")
    if planned.time:
        begins = datetime.fromisoformat(f"{planned.date}T{planned.time}")
        event.add("dtstart", begins)
        event.add("dtend", begins + MEETING)
    else:
        event.add("dtstart", date.fromisoformat(planned.date))
    told = [planned.topic, f"Host: {planned.host}" if planned.host else ""]
    if description := "\n".join(filter(None, told)):
        event.add("description", description)
    if planned.place:
        event.add("location", planned.place)
    yield event


def _due(session: Session) -> Iterator[Event]:
    """What is promised and still open, on the day by which it is."""
    promises: list[tuple[rows.Promise, str]] = [
        *((row, row.text) for row in seen(session, rows.Action, "reader")),
        *((row, row.change_idea or row.aim) for row in seen(session, rows.Improvement, "reader")),
    ]
    for row, words in promises:
        if row.still_open and row.due:
            owner = f"{row.owner}: " if row.owner else ""
            event = _event(session, row.handle, f"{owner}{words}")
            event.add("dtstart", date.fromisoformat(row.due))
            event.add("transp", "TRANSPARENT")
            event.add("description", f"Promised at “{session.title}”, {session.community.name}.")
            yield event


def _event(session: Session, what: str, summary: str) -> Event:
    event = Event()
    event.add("uid", f"{session.id}-{what.lower()}@cop-tui")
    event.add("dtstamp", datetime.combine(date.fromisoformat(session.date), datetime.min.time(), UTC))
    event.add("summary", " ".join(summary.split()))
    return event
